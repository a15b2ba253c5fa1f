//! PowerShell.

use super::machine::{Found, Grammar, Machine, Rule, always, call, groups, include, rule};
use crate::Token;
use crate::scan::Scan;

const KEYWORDS: &str = r"(?i:assembly|base|begin|break|catch|class|configuration|continue|data|define|do|dynamicparam|elseif|else|end|enum|exit|filter|finally|foreach|for|from|function|hidden|if|inlinescript|interface|in|module|namespace|parallel|param|private|process|public|return|sequence|static|switch|throw|trap|try|type|until|using|var|while|workflow)\b";

/// Operators that are words.
const WORDS: &str = r"-(?i:and|as|band|bnot|bor|bxor|ccontains|ceq|cge|cgt|cin|cle|clike|clt|cmatch|cnecontains|cne|cnotcontains|cnotin|cnotlike|cnotmatch|contains|creplace|csplit|eq|ge|gt|icontains|ieq|ige|igt|iin|ile|ilike|ilt|imatch|ine|inotcontains|inotin|inotlike|inotmatch|in|ireplace|isnot|isplit|is|join|like|le|lt|match|ne|notcontains|notin|notlike|notmatch|not|or|replace|shl|shr|split|wildcard|xor)\b";

/// Variables that are always there; what follows the name counts for nothing.
const BUILTINS: &str = r"\$(?:ConsoleFileName|Error|Event|ExecutionContext|HOME|Host|IsCoreCLR|IsLinux|IsMacOS|IsWindows|LastExitCode|Matches|MyInvocation|NestedPromptLevel|PID|PROFILE|PSBoundParameters|PSCmdlet|PSCommandPath|PSCulture|PSDebugContext|PSHOME|PSItem|PSScriptRoot|PSSenderInfo|PSUICulture|PSVersionTable|PWD|REPORTERRORSHOWEXCEPTIONCLASS|REPORTERRORSHOWINNEREXCEPTION|REPORTERRORSHOWSOURCE|REPORTERRORSHOWSTACKTRACE|ShellId|StackTrace|args|false|foreach|input|null|switch|this|true|_\b|[$?^])";

/// What structures the help in a comment.
const HELP: &str = r"\.(?i:COMPONENT|DESCRIPTION|EXAMPLE|EXTERNALHELP|FORWARDHELPCATEGORY|FORWARDHELPTARGETNAME|FUNCTIONALITY|INPUTS|LINK|NOTES|OUTPUTS|PARAMETER|REMOTEHELPRUNSPACE|ROLE|SYNOPSIS)";

const ATTRIBUTES: &str =
    r"(?:ConfirmImpact|DefaultParameterSetName|PositionalBinding|SupportsPaging|SupportsShouldProcess)\b";

/// A parenthesis closes among a command's arguments: somewhere in a string's interpolation it closes what is around them,
/// too.
fn close(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    scan.emit_to(Token::Punctuation, found.end);
    if machine.anywhere_in("interpolation") {
        machine.pop();
        machine.pop();
    }
}

/// What every place for values knows.
const VALUES: &[Rule] = &[
    rule(r"\s+", Token::TextWhitespace),
    rule(r"<#", Token::CommentMultiline).push("help"),
    rule(r"#[^\n]*", Token::Comment),
    rule(r#"@""#, Token::LiteralStringHeredoc).push("heredoc"),
    rule(r"@'", Token::LiteralStringHeredoc).through("'@"),
    rule(r#"""#, Token::LiteralStringDouble).push("double"),
    rule(r"'", Token::LiteralStringSingle).push("single"),
    rule(r"@\{", Token::Punctuation).push("table"),
    rule(r"@\(", Token::Punctuation).push("array"),
    rule(r"\[", Token::Punctuation).push("bracket"),
    include("variables"),
];

const NUMBERS: &[Rule] = &[rule(r"\d+\.\d+", Token::LiteralNumberFloat), rule(r"\d+", Token::LiteralNumberInteger)];

/// PowerShell's tokens.
pub(super) static POWERSHELL: Grammar = Grammar::new(&[
    (
        "root",
        &[
            include("values"),
            groups(
                r"((?i:function))(\s+)(?:(\w+)(:))?([\w-]{2,})",
                &[
                    Token::KeywordReserved,
                    Token::TextWhitespace,
                    Token::NameNamespace,
                    Token::Punctuation,
                    Token::NameFunction,
                ],
            ),
            rule(r"(?i:class)\b", Token::KeywordReserved).unless("[-.]").push("class"),
            rule(KEYWORDS, Token::KeywordReserved).unless("[-.]"),
            rule(WORDS, Token::Operator),
            rule(r"--?\w+(?:-\w+)*", Token::NameTag),
            groups(r"(\.)([\w-]+)(\()", &[Token::Operator, Token::NameFunction, Token::Punctuation]).push("arguments"),
            groups(r"(\.)([\w-]+)", &[Token::Operator, Token::Name]).ahead(r"\["),
            groups(r"(\.)([\w-]+)(\s?)", &[Token::Operator, Token::NameFunction, Token::TextWhitespace]),
            rule(r"\.\.", Token::Operator),
            rule(r"\?", Token::NameFunction).push("arguments"),
            groups(r"([\w-]+)(\[)", &[Token::Name, Token::Punctuation]).push("bracket"),
            include("numbers"),
            groups(r"([A-Za-z/\\~][\w.:/\\~-]*)(\s?)", &[Token::Name, Token::TextWhitespace]).push("arguments"),
            rule(r"\{", Token::Punctuation).push("braces"),
            rule(r"[}():,;]", Token::Punctuation),
            rule(r"[-+*%=!.&|]", Token::Operator),
            rule(r"`$", Token::LiteralStringEscape),
        ],
    ),
    ("values", VALUES),
    ("numbers", NUMBERS),
    (
        "variables",
        &[
            rule(BUILTINS, Token::NameBuiltinPseudo),
            rule(r"\$\{[^}\n]{1,100}\}", Token::NameVariable),
            groups(
                r"(\$)(\w+)(:)(\w+)",
                &[Token::NameVariable, Token::NameNamespace, Token::Punctuation, Token::NameVariable],
            ),
            rule(r"\$\w+", Token::NameVariable),
        ],
    ),
    // Behind a command's name.
    (
        "arguments",
        &[
            rule(r"[ \t\r\x0b\x0c]*\n", Token::TextWhitespace).pop(),
            call(r"\)", close),
            rule(r"[;({}\]]", Token::Punctuation).pop(),
            rule(r"[|=]", Token::Operator).pop(),
            rule(r"[\w/\\~][\w.:/\\~-]*", Token::NameOther),
            rule(r"`(?s:.)", Token::LiteralStringEscape),
            include("root"),
        ],
    ),
    (
        "bracket",
        &[
            rule(r"\]", Token::Punctuation).pop(),
            rule(ATTRIBUTES, Token::NameBuiltinPseudo),
            rule(r"[A-Za-z]\w+\.?", Token::Name),
            include("root"),
        ],
    ),
    ("braces", &[rule(r"\}", Token::Punctuation).pop(), include("root")]),
    (
        "table",
        &[
            rule(r"\}", Token::Punctuation).pop(),
            include("values"),
            rule(r"\{", Token::Punctuation).push("braces"),
            rule(r"[,;]", Token::Punctuation),
            rule(r"=", Token::Operator),
            include("numbers"),
            rule(r"\w+", Token::NameOther),
        ],
    ),
    (
        "array",
        &[
            rule(r"\)", Token::Punctuation).pop(),
            include("values"),
            rule(r"\{", Token::Punctuation).push("braces"),
            rule(r"[,;]", Token::Punctuation),
            include("numbers"),
        ],
    ),
    (
        "class",
        &[
            rule(r"\s+", Token::TextWhitespace),
            rule(r"\w+", Token::NameClass),
            rule(r"[:,]", Token::Punctuation),
            always().pop(),
        ],
    ),
    ("interpolation", &[rule(r"\)", Token::LiteralStringInterpol).pop(), include("root")]),
    (
        "text",
        &[
            rule(r"`.?", Token::LiteralStringEscape),
            rule(r"\$\(", Token::LiteralStringInterpol).push("interpolation"),
            include("variables"),
            rule(r"\$", Token::Error),
        ],
    ),
    ("single", &[rule(r"'", Token::LiteralStringSingle).pop(), rule(r"[^']+", Token::LiteralStringSingle)]),
    (
        "double",
        &[
            rule(r#"\$?""#, Token::LiteralStringDouble).pop(),
            include("text"),
            rule(r#"[^"`$]+"#, Token::LiteralStringDouble),
        ],
    ),
    (
        "heredoc",
        &[
            rule(r#""@"#, Token::LiteralStringHeredoc).pop(),
            include("text"),
            rule(r#"[^"`$]+|""#, Token::LiteralStringHeredoc),
        ],
    ),
    (
        "help",
        &[
            rule(r"#>", Token::CommentMultiline).pop(),
            rule(HELP, Token::CommentSpecial),
            rule(r"[^#.]+|[#.]", Token::CommentMultiline),
        ],
    ),
]);
