//! Groovy.

use super::generic::{Block, Escape, Generic, PLAIN_NUMBERS, Quote, Spec, ascii_ident};
use super::java::{DECLARATIONS, KEYWORDS, TYPES};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space};
use crate::words::Words;

const fn quote(open: &'static str, token: Token) -> Quote {
    Quote { open, close: open, token, escape: Escape::Plain, lines: true }
}

/// Groovy's tokens.
pub(super) const GROOVY: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, Block::Closed)],
    strings: &[
        quote("\"\"\"", Token::LiteralStringDouble),
        quote("'''", Token::LiteralStringSingle),
        quote("\"", Token::LiteralStringDouble),
        quote("'", Token::LiteralStringSingle),
    ],
    ident: |b| ascii_ident(b) || b == b'$',
    word,
    numbers: PLAIN_NUMBERS,
    operators: b"~^*!%&[](){}<>|+=:;,./?-",
    punctuation: b"",
    hook,
};

/// The tokens of Gradle's build files.
pub(super) const GRADLE: Spec = Spec {
    word: |text| match text {
        _ if GRADLE_KEYWORDS.has(text) => Token::Keyword,
        _ if GRADLE_TYPES.has(text) => Token::KeywordType,
        _ => word(text),
    },
    ..GROOVY
};

static GRADLE_KEYWORDS: Words = Words::new(&[
    "allprojects",
    "artifacts",
    "buildscript",
    "configuration",
    "dependencies",
    "publishing",
    "repositories",
    "sourceSets",
    "subprojects",
]);

static GRADLE_TYPES: Words = Words::new(&[
    "ArtifactResolutionQuery",
    "ComponentSelection",
    "Configuration",
    "ExtensionAware",
    "Gradle",
    "Project",
    "ResolutionStrategy",
    "Script",
    "Settings",
    "SourceSet",
    "SourceSetOutput",
    "Task",
]);

/// Behind `class` and behind `import`.
const CLASS: u8 = 1;
const IMPORT: u8 = 2;

fn ident(byte: u8) -> bool {
    ascii_ident(byte) || byte == b'$'
}

fn word(word: &[u8]) -> Token {
    match word {
        b"true" | b"false" | b"null" => Token::KeywordConstant,
        b"import" | b"package" => Token::KeywordNamespace,
        _ if matches!(word, b"as" | b"in") || KEYWORDS.has(word) => Token::Keyword,
        _ if word == b"trait" || DECLARATIONS.has(word) => Token::KeywordDeclaration,
        _ if word == b"def" || TYPES.has(word) => Token::KeywordType,
        _ => Token::Name,
    }
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    let state = lexer.state();
    if state != 0 && !is_space(byte) {
        lexer.stack.pop();
        let end = scan.while_at(start, |b| ident(b) || (state == IMPORT && matches!(b, b'.' | b'*')));
        if end > start {
            scan.emit_to(if state == CLASS { Token::NameClass } else { Token::NameNamespace }, end);
            return true;
        }
    }
    match byte {
        b'@' if is_alpha_(scan.peek(1)) => {
            let end = scan.while_at(start + 1, |b| ident(b) || b == b'.');
            scan.emit_to(Token::NameDecorator, end);
        }
        b'/' if !matches!(scan.peek(1), b'/' | b'*') => slashes(lexer, scan),
        b'.' if is_alpha_(scan.peek(1)) => {
            scan.emit(Token::Operator, 1);
            scan.emit_to(Token::NameAttribute, scan.while_at(scan.pos(), ident));
        }
        b'0'..=b'9' => number(scan),
        _ if is_alpha_(byte) || byte == b'$' => name(lexer, scan),
        _ => return false,
    }
    true
}

/// A string between slashes, if another slash follows on the line.
fn slashes(lexer: &mut Generic, scan: &mut Scan<'_>) {
    let start = scan.pos();
    if start < lexer.mark {
        return scan.emit(Token::Operator, 1);
    }
    let mut end = start + 1;
    while !matches!(scan.at(end), b'/' | b'\n') && end < scan.end() {
        end += if scan.at(end) == b'\\' { 2 } else { 1 };
    }
    if scan.at(end) == b'/' && end > start + 1 {
        scan.emit_to(Token::LiteralString, end + 1);
    } else {
        lexer.mark = end;
        scan.emit(Token::Operator, 1);
    }
}

fn number(scan: &mut Scan<'_>) {
    let start = scan.pos();
    if scan.cur() == b'0' && scan.peek(1) == b'x' {
        let end = scan.while_at(start + 2, |b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if end > start + 2 {
            return scan.emit_to(Token::LiteralNumberHex, end);
        }
    }
    let mut end = scan.digits_end(start);
    let mut float = false;
    if scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit() {
        float = true;
        end = scan.digits_end(end + 1);
        if matches!(scan.at(end), b'e' | b'E') && scan.at(end + 1).is_ascii_digit() {
            end = scan.digits_end(end + 1);
        }
    }
    if float {
        let suffix = usize::from(matches!(scan.at(end), b'f' | b'd' | b'F' | b'D'));
        scan.emit_to(Token::LiteralNumberFloat, end + suffix);
    } else {
        let suffix = usize::from(matches!(scan.at(end), b'L' | b'l'));
        scan.emit_to(Token::LiteralNumberInteger, end + suffix);
    }
}

fn name(lexer: &mut Generic, scan: &mut Scan<'_>) {
    let (start, end) = (scan.pos(), scan.while_at(scan.pos(), ident));
    let text = scan.slice(start, end);
    let token = (lexer.spec().word)(text);
    match text {
        b"class" | b"interface" | b"enum" | b"trait" => lexer.stack.push(CLASS),
        b"import" | b"package" => lexer.stack.push(IMPORT),
        _ => {}
    }
    if token == Token::Name && scan.at(end) == b':' && scan.at(end + 1) != b':' {
        return scan.emit_to(Token::NameLabel, end + 1);
    }
    scan.emit_to(token, end);
    // A word in front of a name and a parenthesis declares a function.
    let name = scan.blank_end(end);
    let name_end = scan.while_at(name, ident);
    let declares = matches!(token, Token::Name | Token::KeywordType);
    if declares && name > end && is_alpha_(scan.at(name)) && scan.at(name_end) == b'(' {
        scan.emit_to(Token::Text, name);
        if (lexer.spec().word)(scan.slice(name, name_end)) == Token::Name {
            scan.emit_to(Token::NameFunction, name_end);
        }
    }
}
