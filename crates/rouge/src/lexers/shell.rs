//! Shells: bash, zsh and their kin.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, byte_table, is_space, is_word};
use crate::words::Words;

/// The lexer for shells.
#[derive(Default)]
pub(super) struct Shell {
    stack: Vec<State>,
    /// The word that ends the here document being read.
    heredoc: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Double,
    /// In `$'…'`.
    Ansi,
    Single,
    Backtick,
    Curly,
    Paren,
    /// In parentheses within `$(…)`.
    Group,
    Math,
    DoubleParen,
    Case,
    CaseBody,
    Heredoc,
}

/// Table: commands and builtins that are coloured.
static BUILTINS: Words = Words::new(&[
    "alias",
    "arch",
    "awk",
    "b2sum",
    "base32",
    "base64",
    "basename",
    "bg",
    "bind",
    "break",
    "builtin",
    "caller",
    "cat",
    "cd",
    "chcon",
    "chgrp",
    "chmod",
    "chown",
    "chroot",
    "cksum",
    "comm",
    "command",
    "compgen",
    "complete",
    "cp",
    "csplit",
    "cut",
    "date",
    "dd",
    "declare",
    "df",
    "dir",
    "dircolors",
    "dirname",
    "dirs",
    "disown",
    "du",
    "echo",
    "enable",
    "env",
    "eval",
    "exec",
    "exit",
    "expand",
    "export",
    "expr",
    "factor",
    "false",
    "fc",
    "fg",
    "fmt",
    "fold",
    "getopts",
    "grep",
    "groups",
    "gunzip",
    "gzip",
    "hash",
    "head",
    "help",
    "history",
    "hostid",
    "hostname",
    "id",
    "install",
    "jobs",
    "join",
    "kill",
    "let",
    "link",
    "ln",
    "local",
    "logname",
    "logout",
    "ls",
    "mapfile",
    "md5sum",
    "mkdir",
    "mkfifo",
    "mknod",
    "mktemp",
    "mv",
    "nice",
    "nl",
    "nohup",
    "nproc",
    "numfmt",
    "od",
    "paste",
    "pathchk",
    "popd",
    "pr",
    "printenv",
    "printf",
    "ptx",
    "pushd",
    "pwd",
    "read",
    "readlink",
    "readonly",
    "realpath",
    "rm",
    "rmdir",
    "runcon",
    "sed",
    "seq",
    "set",
    "sha1sum",
    "sha224sum",
    "sha256sum",
    "sha384sum",
    "sha512sum",
    "shift",
    "shopt",
    "shred",
    "shuf",
    "sleep",
    "sort",
    "source",
    "split",
    "stat",
    "stdbuf",
    "stty",
    "sudo",
    "sum",
    "suspend",
    "sync",
    "tac",
    "tail",
    "tar",
    "tee",
    "test",
    "time",
    "timeout",
    "times",
    "touch",
    "tr",
    "trap",
    "true",
    "truncate",
    "tsort",
    "tty",
    "type",
    "typeset",
    "ulimit",
    "umask",
    "unalias",
    "uname",
    "unexpand",
    "uniq",
    "unlink",
    "unset",
    "uptime",
    "users",
    "vdir",
    "wait",
    "wc",
    "who",
    "whoami",
    "yes",
]);

/// Table: reserved words; `case` has a rule of its own.
static KEYWORDS: Words = Words::new(&[
    "continue", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "return", "select", "then",
    "until", "while",
]);

impl Lex for Shell {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            match self.stack.last().copied() {
                None => self.root(scan),
                Some(State::Double) => self.double(scan),
                Some(State::Ansi) => self.ansi(scan),
                Some(State::Single) => self.single(scan),
                Some(State::Curly) => self.curly(scan),
                Some(State::Math) => self.math(scan),
                Some(State::Heredoc) => self.heredoc(scan),
                Some(State::Backtick) => self.closed_by(scan, b"`", Token::LiteralStringBacktick),
                Some(State::Paren) => self.grouped(scan, Token::LiteralStringInterpol),
                Some(State::Group) => self.grouped(scan, Token::Operator),
                Some(State::DoubleParen) => self.closed_by(scan, b"))", Token::Operator),
                Some(State::Case) => self.case(scan),
                Some(State::CaseBody) => self.case_body(scan),
            }
        }
    }
}

impl Shell {
    fn closed_by(&mut self, scan: &mut Scan<'_>, close: &[u8], token: Token) {
        if scan.starts(close) {
            scan.emit(token, close.len());
            self.stack.pop();
        } else {
            self.root(scan);
        }
    }

    fn grouped(&mut self, scan: &mut Scan<'_>, close: Token) {
        if scan.cur() == b'(' {
            scan.emit(Token::Operator, 1);
            self.stack.push(State::Group);
        } else {
            self.closed_by(scan, b")", close);
        }
    }

    fn case(&mut self, scan: &mut Scan<'_>) {
        if word_is(scan, b"esac") {
            scan.emit(Token::Keyword, 4);
            self.stack.pop();
        } else if scan.cur() == b')' {
            scan.emit(Token::Punctuation, 1);
            self.stack.push(State::CaseBody);
        } else if scan.cur() == b'|' {
            scan.emit(Token::Punctuation, 1);
        } else {
            self.root(scan);
        }
    }

    fn case_body(&mut self, scan: &mut Scan<'_>) {
        if scan.starts(b";;") {
            scan.emit(Token::Punctuation, 2);
            self.stack.pop();
        } else {
            self.root(scan);
        }
    }

    fn root(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            b' ' | b'\n' | b'\t' | b'\r' | 0x0B | 0x0C => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            b'#' => scan.emit_to(Token::Comment, scan.line_end(scan.pos())),
            b'$' | b'`' => self.expansion(scan),
            b'"' => {
                scan.emit(Token::LiteralStringDouble, 1);
                self.stack.push(State::Double);
            }
            b'\'' => {
                scan.emit(Token::LiteralStringSingle, 1);
                self.stack.push(State::Single);
            }
            b'\\' => {
                escape(scan, Token::Text);
                if is_word(scan.cur()) && !scan.bol() {
                    self.whole_word(scan);
                }
            }
            b';' => scan.emit(Token::Punctuation, 1),
            b'*' => scan.emit(Token::Keyword, 1),
            b'&' if scan.peek(1) == b'&' => scan.emit(Token::Operator, 2),
            b'|' if scan.peek(1) == b'|' => scan.emit(Token::Operator, 2),
            b'<' if scan.starts(b"<<<") => scan.emit(Token::Operator, 3),
            b'<' if self.heredoc_start(scan) => {}
            b'(' if scan.peek(1) == b'(' => {
                scan.emit(Token::Operator, 2);
                self.stack.push(State::DoubleParen);
            }
            b'[' | b']' | b'{' | b'}' | b'(' | b')' | b'!' | b'=' | b'>' => scan.emit(Token::Operator, 1),
            b'-' if is_word(scan.peek(1)) || scan.peek(1) == b'-' => {
                scan.emit_to(Token::NameTag, scan.while_at(scan.pos() + 1, |b| is_word(b) || b == b'-'));
            }
            b'.' if is_space(scan.peek(1)) => scan.emit(Token::NameBuiltin, 1),
            b'<' => scan.emit(Token::Text, 1),
            _ if is_word(byte) => self.word(scan),
            _ => chunk(scan),
        }
    }

    fn word(&mut self, scan: &mut Scan<'_>) {
        if is_word(scan.prev()) && !scan.bol() {
            return chunk(scan);
        }
        self.whole_word(scan);
    }

    /// A word, even right behind an escape.
    fn whole_word(&mut self, scan: &mut Scan<'_>) {
        let end = scan.word_end(scan.pos());
        let word = scan.slice(scan.pos(), end);
        if scan.boundary(end) {
            if word == b"case" {
                scan.emit(Token::Keyword, 4);
                return self.stack.push(State::Case);
            }
            let token = if KEYWORDS.has(word) {
                Some(Token::Keyword)
            } else if !matches!(scan.at(end), b'.' | b'-') && BUILTINS.has(word) {
                Some(Token::NameBuiltin)
            } else {
                None
            };
            if let Some(token) = token {
                // White space belongs to the word where another word follows.
                let next = scan.space_end(end);
                let joined = next > end && !scan.boundary(next);
                let joined = joined && !(token == Token::NameBuiltin && matches!(scan.at(next), b'.' | b'-'));
                return scan.emit_to(token, if joined { next } else { end });
            }
        }
        if scan.at(end) == b'=' {
            scan.emit_to(Token::NameVariable, end);
            return scan.emit(Token::Operator, 1);
        }
        chunk(scan);
    }

    /// What a dollar or a backtick begins; where it begins nothing, it is an error.
    fn expansion(&mut self, scan: &mut Scan<'_>) {
        if scan.cur() == b'`' {
            scan.emit(Token::LiteralStringBacktick, 1);
            return self.stack.push(State::Backtick);
        }
        let quotes = !matches!(self.stack.last(), Some(State::Double | State::Heredoc));
        match scan.peek(1) {
            b'(' if scan.peek(2) == b'(' => {
                scan.emit(Token::Keyword, 3);
                self.stack.push(State::Math);
            }
            b'(' => {
                scan.emit(Token::LiteralStringInterpol, 2);
                self.stack.push(State::Paren);
            }
            b'{' => {
                scan.emit(Token::Keyword, 2 + usize::from(scan.peek(2) == b'#'));
                self.stack.push(State::Curly);
            }
            b'"' if quotes => {
                scan.emit(Token::LiteralStringDouble, 2);
                self.stack.push(State::Double);
            }
            b'\'' if quotes => {
                scan.emit(Token::LiteralStringSingle, 2);
                self.stack.push(State::Ansi);
            }
            b'"' if self.stack.last() == Some(&State::Double) => scan.emit(Token::LiteralStringDouble, 1),
            b'#' if self.stack.last() == Some(&State::Double) && scan.peek(2) == b'"' => {
                scan.emit(Token::LiteralStringDouble, 2);
            }
            _ => {
                let mut end = scan.pos() + 1;
                if scan.at(end) == b'#' && end + 1 < scan.end() && scan.at(end + 1) != b'\n' {
                    end += 1;
                }
                if is_word(scan.at(end)) {
                    scan.emit_to(Token::NameVariable, scan.word_end(end));
                } else if end < scan.end() && scan.at(end) != b'\n' {
                    scan.emit_to(Token::NameVariable, end + 1);
                } else {
                    scan.error();
                }
            }
        }
    }

    fn double(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'"' => {
                scan.emit(Token::LiteralStringDouble, 1);
                self.stack.pop();
            }
            b'\\' => escape(scan, Token::LiteralStringDouble),
            b'$' | b'`' => self.expansion(scan),
            _ => {
                let end = scan.while_at(scan.pos(), |b| !matches!(b, b'"' | b'\\' | b'$' | b'`'));
                scan.emit_to(Token::LiteralStringDouble, end);
            }
        }
    }

    fn single(&mut self, scan: &mut Scan<'_>) {
        match scan.find_byte(scan.pos(), b'\'') {
            Some(end) => {
                scan.emit_to(Token::LiteralStringSingle, end + 1);
                self.stack.pop();
            }
            None => scan.emit_rest(Token::LiteralStringSingle),
        }
    }

    fn ansi(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'\'' => {
                scan.emit(Token::LiteralStringSingle, 1);
                self.stack.pop();
            }
            b'\\' => escape(scan, Token::LiteralStringSingle),
            _ => {
                let end = scan.while_at(scan.pos(), |b| b != b'\'' && b != b'\\');
                scan.emit_to(Token::LiteralStringSingle, end);
            }
        }
    }

    fn curly(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            b'}' => {
                scan.emit(Token::Keyword, 1);
                self.stack.pop();
            }
            b':' if scan.peek(1) == b'-' => scan.emit(Token::Keyword, 2),
            _ if is_word(byte) => scan.emit_to(Token::NameVariable, scan.word_end(scan.pos())),
            b':' | b'"' | b'\'' | b'`' | b'$' => self.root(scan),
            _ => {
                let stops = |b: u8| matches!(b, b'}' | b':' | b'"' | b'\'' | b'`' | b'$');
                scan.emit_to(Token::Punctuation, scan.while_at(scan.pos(), |b| !stops(b)));
            }
        }
    }

    fn math(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            b')' if scan.peek(1) == b')' => {
                scan.emit(Token::Keyword, 2);
                self.stack.pop();
            }
            b'-' | b'+' | b'*' | b'/' | b'%' | b'^' | b'|' | b'&' | b'!' => scan.emit(Token::Operator, 1),
            b'0'..=b'9' => {
                let mut end = scan.digits_end(scan.pos());
                if scan.at(end) == b'#' {
                    end = scan.word_end(end + 1);
                }
                scan.emit_to(Token::LiteralNumber, end);
            }
            _ => self.root(scan),
        }
    }

    /// Reads `<<WORD`; the rest of its line is read as the text is.
    fn heredoc_start(&mut self, scan: &mut Scan<'_>) -> bool {
        if scan.peek(1) != b'<' {
            return false;
        }
        let operator = scan.pos() + 2 + usize::from(scan.peek(2) == b'-');
        let quote = scan.space_end(operator);
        let name = quote + usize::from(matches!(scan.at(quote), b'"' | b'\'' | b'\\'));
        let end = scan.word_end(name);
        let closed = name == quote || scan.at(quote) == b'\\' || scan.at(end) == scan.at(quote);
        if end == name || !closed {
            return false;
        }
        scan.emit_to(Token::Operator, operator);
        scan.emit_to(Token::Text, quote);
        scan.emit_to(Token::LiteralStringHeredoc, name);
        self.heredoc = scan.slice(name, end).to_vec();
        scan.emit_to(Token::NameConstant, end);
        self.stack.push(State::Heredoc);
        true
    }

    /// A line with nothing but one word, the empty lines around it included: the mark, or text as any other.
    fn single_word(&mut self, scan: &mut Scan<'_>) -> bool {
        let word = scan.space_end(scan.pos());
        let end = scan.word_end(word);
        let space = scan.space_end(end);
        let Some(newline) = scan.slice(end, space).iter().rposition(|&b| b == b'\n') else {
            // What holds of this line's blanks holds of the empty lines among them.
            scan.emit_to(Token::LiteralStringHeredoc, word);
            return word > scan.pos();
        };
        let mark = scan.slice(word, end) == self.heredoc;
        scan.emit_to(if mark { Token::NameConstant } else { Token::LiteralStringHeredoc }, end + newline + 1);
        if mark {
            self.stack.pop();
        }
        true
    }

    fn heredoc(&mut self, scan: &mut Scan<'_>) {
        if scan.bol() && self.single_word(scan) {
            return;
        }
        match scan.cur() {
            b'\n' => scan.emit(Token::LiteralStringHeredoc, 1),
            b'\\' => escape(scan, Token::LiteralStringHeredoc),
            b'$' => self.expansion(scan),
            _ => {
                let end = scan.while_at(scan.pos(), |b| !matches!(b, b'\n' | b'\\' | b'$'));
                scan.emit_to(Token::LiteralStringHeredoc, end);
            }
        }
    }
}

/// Whether the position is at a whole word.
fn word_is(scan: &Scan<'_>, word: &[u8]) -> bool {
    scan.starts(word) && scan.boundary(scan.pos() + word.len()) && !is_word(scan.prev())
}

/// A backslash with the character behind it; before a newline it stands alone.
fn escape(scan: &mut Scan<'_>, newline: Token) {
    if scan.peek(1) == b'\n' {
        scan.emit(Token::LiteralStringEscape, 1);
        scan.emit(newline, 1);
    } else {
        scan.emit(Token::LiteralStringEscape, 2);
    }
}

/// Plain text up to the next byte that means something.
fn chunk(scan: &mut Scan<'_>) {
    static STOPS: [bool; 256] = byte_table(b" \t\n\r\x0B\x0C=*{}()$\"'`\\;<");
    let end = scan.while_at(scan.pos(), |b| !STOPS[usize::from(b)]);
    scan.emit_to(Token::Text, end.max(scan.pos() + 1));
}
