//! Pascal.

use super::machine::{Grammar, lists_nocase, rule};
use crate::Token;

const KEYWORDS: &str = "absolute abstract all and array as asm assembler attribute begin bindable case class const \
    constructor delay destructor div do downto else end except exit export exports external far file \
    finally for forward function goto if implementation import in inc index inherited initialization \
    inline interface interrupt is label library message mod module near not object of on only operator \
    or otherwise out overload override packed pascal pow private procedure program property protected \
    public published qualified raise read record register repeat resident restricted segment set shl shr \
    stored string then to try type unit until uses value var view virtual while with write writeln xor";
const TYPES: &str = "bool boolean byte cardinal char comp currency double dword extended int64 integer iunknown pointer \
    real single textfile ttime variant word wordbool";

/// Pascal's tokens.
pub(super) static PASCAL: Grammar = Grammar::new(&[(
    "root",
    &[
        rule(r"\s+", Token::Text),
        rule(r"(?://|--)[^\n]*\n?", Token::CommentSingle),
        rule(r"\{", Token::CommentMultiline).through("}"),
        rule(r"\(\*", Token::CommentMultiline).through("*)"),
        rule(r"\d+\.\.\d+", Token::LiteralNumber),
        rule(r"\$[0-9A-Fa-f]+", Token::LiteralNumberHex),
        rule(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", Token::LiteralNumber),
        rule(r"'(?:''|[^'\n])*'", Token::LiteralString),
        lists_nocase(
            r"[A-Za-z_]\w*",
            &[(KEYWORDS, Token::Keyword), (TYPES, Token::KeywordType), ("true false nil", Token::NameBuiltin)],
            Token::Name,
        ),
        rule(r"[-!%&*+,./:;<=>?@^|~#()\[\]]+", Token::Punctuation),
    ],
)]);
