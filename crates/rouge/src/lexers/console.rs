//! Sessions in a terminal: prompts, commands and what they print.

use super::Lex;
use super::shell::Shell;
use crate::Token;
use crate::scan::{Scan, is_space};

/// The lexer for terminal sessions.
pub(super) struct Console {
    prompts: Vec<String>,
    /// The shell, which goes on where the command before left it, unless output came between.
    shell: Shell,
}

impl Console {
    /// Makes the lexer with the characters that end a prompt, if not the usual ones.
    pub(super) fn new(prompts: Option<&str>) -> Self {
        let prompts = match prompts {
            Some(list) if !list.is_empty() => list.split(',').map(str::to_owned).collect(),
            _ => ["$", "#", ">", ";"].map(str::to_owned).to_vec(),
        };
        Console { prompts, shell: Shell::default() }
    }

    /// The end of the prompt that starts the line, if there is one.
    fn prompt_end(&self, line: &[u8]) -> Option<usize> {
        let first = |prompt: &String| memchr::memmem::find(line, prompt.as_bytes()).map(|at| at + prompt.len());
        self.prompts.iter().filter_map(first).min()
    }
}

impl Lex for Console {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let end = scan.next_line(scan.pos());
            let line = scan.slice(scan.pos(), end);
            let text = line.trim_ascii();
            let dots = !text.is_empty() && text.iter().all(|b| *b == b'.');
            if dots || text == b"<...>" {
                scan.emit_to(Token::Comment, end);
            } else if let Some(prompt) = self.prompt_end(line) {
                scan.emit(Token::GenericPrompt, prompt);
                let command = scan.while_at(scan.pos(), is_space).min(end);
                scan.emit_to(Token::TextWhitespace, command);
                scan.delegate(&mut self.shell, end);
            } else {
                scan.emit_to(Token::GenericOutput, end);
                self.shell = Shell::default();
            }
        }
    }
}
