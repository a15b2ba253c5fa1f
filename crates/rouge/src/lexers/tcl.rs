//! Tcl.

use super::machine::{Grammar, include, lists, rule};
use crate::Token;

const KEYWORDS: &str = "\
    after apply array break catch continue else elseif error eval expr for foreach global if namespace proc rename \
    return set switch then trace unset update uplevel upvar variable vwait while";

const COMMANDS: &str = "\
    append bgerror binary cd chan clock close concat dde dict encoding eof exec exit fblocked fconfigure fcopy file \
    fileevent flush format gets glob history http incr info interp join lappend lassign lindex linsert list llength \
    load lrange lrepeat lreplace lreverse lsearch lset lsort mathfunc mathop memory msgcat open package pid \
    pkg::create pkg_mkIndex platform puts pwd re_syntax read refchan regexp registry regsub scan seek socket source \
    split string subst tell time tm unknown unload";

/// All up to what means something.
const WORDS: &str = r#"[^\[\](){};"\\\n]+"#;

/// Tcl's tokens.
pub(super) static TCL: Grammar = Grammar::new(&[
    ("root", &[include("all")]),
    (
        "all",
        &[
            rule("#", Token::Comment).push("comment"),
            include("inner"),
            rule(r"\{\*\}", Token::Keyword),
            rule(r"\(", Token::Punctuation).push("paren"),
            rule(r"\{", Token::Punctuation).push("brace"),
            rule(r#"""#, Token::LiteralStringDouble).push("string"),
            rule(r";", Token::Punctuation),
            rule(r"\$|\n", Token::Text),
            // A word counts where it stands alone.
            lists(WORDS, &[(KEYWORDS, Token::Keyword), (COMMANDS, Token::NameBuiltin)], Token::Text).unless(r"\\"),
            rule(WORDS, Token::Text),
        ],
    ),
    (
        "inner",
        &[
            rule(r"\$[0-9a-z.:-]+", Token::NameVariable),
            rule(r"\$\{", Token::NameVariable).through("}"),
            rule(r"\[", Token::Punctuation).push("bracket"),
            rule(r"\\(?:[0-7]{3}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|(?s:.))", Token::LiteralStringEscape),
        ],
    ),
    (
        "comment",
        &[
            rule(r"[^\n]*\z", Token::Error),
            // Of lines that follow, an empty one goes with the comment.
            rule(r"[^\n]*[^\\]\n", Token::Comment).pop(),
            rule(r"[^\n]*\\\n", Token::Comment),
        ],
    ),
    ("paren", &[rule(r"\)", Token::Punctuation).pop(), include("all")]),
    ("brace", &[rule(r"\}", Token::Punctuation).pop(), include("all")]),
    ("bracket", &[rule(r"\]", Token::Punctuation).pop(), include("all")]),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralStringDouble).pop(),
            include("inner"),
            rule(r"\$", Token::Text),
            rule(r#"[^"$\[\\]+"#, Token::LiteralStringDouble),
        ],
    ),
]);
