//! From text to syntax tree.

pub(crate) mod at_rules;
pub(crate) mod buffer;
pub(crate) mod color_names_table;
pub(crate) mod describe;
pub(crate) mod evaluated;
pub(crate) mod expression;
pub(crate) mod indented;
pub(crate) mod interpolation;
pub(crate) mod media;
pub(crate) mod modules;
pub(crate) mod number;
pub(crate) mod operand;
pub(crate) mod scanner;
pub(crate) mod statements;
pub(crate) mod supports;

use crate::Syntax;
use crate::ast::{Params, Stmt, StmtKind, Stylesheet};
use crate::span::{Res, SourceFile};
use scanner::{Names, Parser};

impl<'a> Parser<'a> {
    pub(crate) fn new(file: u32, src: &'a str, syntax: Syntax, names: &'a mut Names) -> Self {
        Self {
            src,
            pos: 0,
            file,
            syntax,
            names,
            warnings: Vec::new(),
            depth: 0,
            reread: 0,
            in_mixin: false,
            in_content_block: false,
            in_control: false,
            in_unknown_at_rule: false,
            in_style_rule: false,
            in_expression: false,
            in_parens: false,
            use_allowed: true,
            saw_content: false,
            declares: false,
            uses_modules: false,
            indentation: 0,
            next_indentation: None,
            spaces: None,
        }
    }

    fn finish<T>(&mut self, value: T) -> Res<T> {
        if self.done() { Ok(value) } else { Err(self.fail_here("expected no more input.")) }
    }
}

/// Parses a whole file.
pub(crate) fn stylesheet(file: u32, source: &SourceFile, syntax: Syntax, names: &mut Names) -> Res<Stylesheet> {
    let mut parser = Parser::new(file, &source.text, syntax, names);
    let mut body: Vec<Stmt> = Vec::new();
    if syntax == Syntax::Indented {
        parser.indented_statements(&mut body)?;
        body.retain(|stmt| !matches!(stmt.kind, StmtKind::Nothing));
    } else {
        parser.scss_statements(&mut body)?;
    }
    parser.finish(())?;
    Ok(Stylesheet { body, css: syntax == Syntax::Css, warnings: parser.warnings, uses_modules: parser.uses_modules })
}

/// Parses the parameters of a built-in function, written as in Sass: `$a, $b: null`.
pub(crate) fn signature(file: u32, source: &SourceFile, names: &mut Names) -> Res<Params> {
    Parser::new(file, &source.text, Syntax::Scss, names).parameters()
}
