//! SassScript expressions: lists, operators and their operands' order.

use super::describe::describe;
use super::scanner::{Parser, is_name_start, is_space};
use crate::Deprecation;
use crate::ast::{BinaryOp, Expr, ExprKind, Interp, UnaryOp};
use crate::eval::variables::Hint;
use crate::span::{At, Fault, Res};
use crate::value::Separator;

/// Where an expression ends besides where nothing more fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    Nothing,
    Comma,
    /// `to` or `through`.
    ForWord,
    /// `<`, `>` or a lone `=`, as in media features.
    Comparison,
}

/// How an expression is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) bracketed: bool,
    pub(crate) single_eq: bool,
    pub(crate) lines: bool,
    pub(crate) until: Until,
}

pub(crate) const PLAIN: Rules = Rules { bracketed: false, single_eq: false, lines: false, until: Until::Nothing };

/// The state of one list being read.
struct Reader {
    commas: Option<Vec<Expr>>,
    spaces: Option<Vec<Expr>>,
    operators: Vec<(BinaryOp, At)>,
    operands: Vec<Expr>,
    single: Option<Expr>,
    allow_slash: bool,
}

impl<'a> Parser<'a> {
    pub(crate) fn expression(&mut self) -> Res<Expr> {
        self.expression_with(PLAIN)
    }

    pub(crate) fn expression_lines(&mut self) -> Res<Expr> {
        self.expression_with(Rules { lines: true, ..PLAIN })
    }

    pub(crate) fn expression_until_comma(&mut self, single_eq: bool) -> Res<Expr> {
        self.expression_with(Rules { single_eq, lines: true, until: Until::Comma, ..PLAIN })
    }

    fn at_until(&mut self, until: Until) -> bool {
        match until {
            Until::Nothing => false,
            Until::Comma => self.peek() == b',',
            Until::ForWord => {
                self.looking_at_identifier() && (self.looking_at_word("to") || self.looking_at_word("through"))
            }
            Until::Comparison => match self.peek() {
                b'=' => self.peek_at(1) != b'=',
                c => c == b'<' || c == b'>',
            },
        }
    }

    pub(crate) fn expression_with(&mut self, rules: Rules) -> Res<Expr> {
        if self.at_until(rules.until) {
            return Err(self.fail_here("Expected expression."));
        }
        let start = self.pos;
        if rules.bracketed {
            self.expect(b'[')?;
            self.ws(true)?;
            if self.scan(b']') {
                let kind = ExprKind::List { items: Vec::new(), separator: Separator::Undecided, brackets: true };
                return Ok(Expr::new(kind, self.at(start)));
            }
        }
        let was_in_expression = std::mem::replace(&mut self.in_expression, true);
        let result = self.deeper(|parser| parser.read_list(start, rules));
        self.in_expression = was_in_expression;
        result
    }

    fn read_list(&mut self, start: usize, rules: Rules) -> Res<Expr> {
        let first = self.single_expression()?;
        if !rules.bracketed {
            // Most expressions are one operand.
            self.ws(rules.lines)?;
            match self.peek() {
                b';' | b')' | b'}' | b'{' | b']' => return Ok(first),
                b',' if matches!(rules.until, Until::Comma) => return Ok(first),
                _ => {}
            }
        }
        let mut reader = Reader {
            commas: None,
            spaces: None,
            operators: Vec::new(),
            operands: Vec::new(),
            single: Some(first),
            allow_slash: true,
        };
        loop {
            self.ws(rules.lines || rules.bracketed)?;
            if self.at_until(rules.until) || !self.read_next(&mut reader, rules)? {
                break;
            }
        }
        if rules.bracketed {
            self.expect(b']')?;
        }
        if reader.commas.is_some() {
            self.resolve_spaces(&mut reader)?;
            let mut items = reader.commas.take().unwrap_or_default();
            items.extend(reader.single.take());
            let at = if rules.bracketed {
                self.at(start)
            } else {
                let end = items.last().map_or(start as u32, |last| last.at.end).max(self.trailing_comma_end(start));
                At { file: self.file, start: start as u32, end }
            };
            let kind = ExprKind::List { items, separator: Separator::Comma, brackets: rules.bracketed };
            return Ok(Expr::new(kind, at));
        }
        if rules.bracketed && reader.spaces.is_some() {
            self.resolve_operations(&mut reader)?;
            let mut items = reader.spaces.take().unwrap_or_default();
            items.extend(reader.single.take());
            let kind = ExprKind::List { items, separator: Separator::Space, brackets: true };
            return Ok(Expr::new(kind, self.at(start)));
        }
        self.resolve_spaces(&mut reader)?;
        let Some(mut expr) = reader.single.take() else { return Err(self.fail_here("Expected expression.")) };
        if rules.bracketed {
            let kind = ExprKind::List { items: vec![expr], separator: Separator::Undecided, brackets: true };
            expr = Expr::new(kind, self.at(start));
        }
        Ok(expr)
    }

    /// Where a list's text ends that may end with a comma.
    fn trailing_comma_end(&self, start: usize) -> u32 {
        let bytes = self.src.as_bytes();
        let mut end = self.pos;
        while end > start && is_space(bytes[end - 1]) {
            end -= 1;
        }
        if end > start && bytes[end - 1] == b',' { end as u32 } else { 0 }
    }

    /// Reads an operator with its operand, a comma, or one more element; `false` where the expression ends.
    fn read_next(&mut self, reader: &mut Reader, rules: Rules) -> Res<bool> {
        let c = self.peek();
        if self.done() {
            return Ok(false);
        }
        let next = self.peek_at(1);
        match c {
            b'(' | b'[' | b'$' | b'&' | b'"' | b'\'' | b'#' => self.add_single(reader)?,
            b'=' => {
                let start = self.pos;
                self.pos += 1;
                if rules.single_eq && self.peek() != b'=' {
                    self.add_operator(reader, BinaryOp::SingleEq, start, rules)?;
                } else {
                    self.expect(b'=')?;
                    self.add_operator(reader, BinaryOp::Eq, start, rules)?;
                }
            }
            b'!' => match next {
                b'=' => self.operator(reader, BinaryOp::Ne, 2, rules)?,
                0 | b'i' | b'I' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c => self.add_single(reader)?,
                _ => return Ok(false),
            },
            b'<' if next == b'=' => self.operator(reader, BinaryOp::Le, 2, rules)?,
            b'<' => self.operator(reader, BinaryOp::Lt, 1, rules)?,
            b'>' if next == b'=' => self.operator(reader, BinaryOp::Ge, 2, rules)?,
            b'>' => self.operator(reader, BinaryOp::Gt, 1, rules)?,
            b'*' => self.operator(reader, BinaryOp::Times, 1, rules)?,
            b'+' if reader.single.is_none() => self.add_single(reader)?,
            b'+' => self.operator(reader, BinaryOp::Plus, 1, rules)?,
            b'-' => {
                let number = next.is_ascii_digit() || (next == b'.' && self.peek_at(2).is_ascii_digit());
                if number && (reader.single.is_none() || is_space(self.before()))
                    || self.looking_at_interpolated_identifier()
                    || reader.single.is_none()
                {
                    self.add_single(reader)?;
                } else {
                    self.operator(reader, BinaryOp::Minus, 1, rules)?;
                }
            }
            b'/' if reader.single.is_none() => self.add_single(reader)?,
            b'/' => self.operator(reader, BinaryOp::Over, 1, rules)?,
            b'%' if self.percent_is_text(reader) => self.add_single(reader)?,
            b'%' => self.operator(reader, BinaryOp::Rem, 1, rules)?,
            b'0'..=b'9' => self.add_single(reader)?,
            b'.' if next == b'.' => return Ok(false),
            b'.' => self.add_single(reader)?,
            b'a' if !self.css() && self.looking_at_word("and") => self.operator(reader, BinaryOp::And, 3, rules)?,
            b'o' if !self.css() && self.looking_at_word("or") => self.operator(reader, BinaryOp::Or, 2, rules)?,
            b',' => {
                if reader.single.is_none() {
                    return Err(self.fail_here("Expected expression."));
                }
                self.resolve_spaces(reader)?;
                let single = reader.single.take();
                reader.commas.get_or_insert_default().extend(single);
                self.pos += 1;
                reader.allow_slash = true;
                // A comma at the end is allowed; else the next element follows.
                self.ws(rules.lines || rules.bracketed)?;
                if !self.starts_operand() || self.at_until(rules.until) {
                    return Ok(false);
                }
                reader.single = Some(self.single_expression()?);
            }
            c if is_name_start(c) || c == b'\\' => self.add_single(reader)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whether a lone `%` is a text rather than an operator.
    fn percent_is_text(&mut self, reader: &Reader) -> bool {
        if reader.single.is_none() {
            return true;
        }
        let back = self.pos;
        self.pos += 1;
        let _ = self.ws(false);
        let text = !self.starts_operand() && !matches!(self.peek(), b'=');
        self.pos = back;
        text
    }

    /// Whether an operand can start here.
    pub(crate) fn starts_operand(&self) -> bool {
        let c = self.peek();
        if self.done() {
            return false;
        }
        match c {
            b'(' | b'/' | b'[' | b'$' | b'&' | b'"' | b'\'' | b'#' | b'+' | b'-' | b'\\' | b'0'..=b'9' | b'%' => true,
            b'.' => self.peek_at(1) != b'.',
            b'!' => {
                let next = self.peek_at(1);
                next == 0 || is_space(next) || next == b'i' || next == b'I'
            }
            c => is_name_start(c),
        }
    }

    fn operator(&mut self, reader: &mut Reader, op: BinaryOp, length: usize, rules: Rules) -> Res<()> {
        let start = self.pos;
        self.pos += length;
        self.add_operator(reader, op, start, rules)
    }

    fn add_operator(&mut self, reader: &mut Reader, op: BinaryOp, start: usize, _rules: Rules) -> Res<()> {
        let at = self.at(start);
        if self.css()
            && !matches!(op, BinaryOp::Over | BinaryOp::SingleEq | BinaryOp::Plus | BinaryOp::Minus | BinaryOp::Times)
        {
            return self.fail("Operators aren't allowed in plain CSS.", at);
        }
        reader.allow_slash = reader.allow_slash && op == BinaryOp::Over;
        while reader.operators.last().is_some_and(|(last, _)| last.precedence() >= op.precedence()) {
            self.resolve_one(reader)?;
        }
        let Some(single) = reader.single.take() else { return Err(self.fail_here("Expected expression.")) };
        reader.operators.push((op, at));
        reader.operands.push(single);
        self.ws(true)?;
        reader.single = Some(self.single_expression()?);
        Ok(())
    }

    fn add_single(&mut self, reader: &mut Reader) -> Res<()> {
        let next = self.single_expression()?;
        if reader.single.is_some() {
            self.resolve_operations(reader)?;
            let single = reader.single.take();
            reader.spaces.get_or_insert_default().extend(single);
            reader.allow_slash = true;
        }
        reader.single = Some(next);
        Ok(())
    }

    fn resolve_one(&mut self, reader: &mut Reader) -> Res<()> {
        let (Some((op, op_at)), Some(left), Some(right)) =
            (reader.operators.pop(), reader.operands.pop(), reader.single.take())
        else {
            return Err(self.fail_here("Expected expression."));
        };
        let at = left.at.to(right.at);
        let slash = reader.allow_slash && op == BinaryOp::Over && is_slash_operand(&left) && is_slash_operand(&right);
        if !slash {
            reader.allow_slash = false;
            if matches!(op, BinaryOp::Plus | BinaryOp::Minus) {
                self.check_strict_unary(op, &left, &right, op_at, at);
            }
        }
        reader.single = Some(Expr::new(ExprKind::Binary { op, left, right, slash, op_at }, at));
        Ok(())
    }

    fn check_strict_unary(&mut self, op: BinaryOp, left: &Expr, right: &Expr, op_at: At, at: At) {
        let src = self.src;
        let bytes = src.as_bytes();
        let touches_right = right.at.start == op_at.end;
        let space_before = op_at.start > 0 && is_space(bytes[op_at.start as usize - 1]);
        if !(touches_right && space_before) {
            return;
        }
        let (op, left, right) = (op.text(), describe(left, src), describe(right, src));
        self.warn(
            Some(Deprecation::StrictUnary),
            format!(
                "This operation is parsed as:\n\n    {left} {op} {right}\n\nbut you may have intended it to \
                 mean:\n\n    {left} ({op}{right})\n\nAdd a space after {op} to clarify that it's meant to be a binary \
                 operation, or wrap\nit in parentheses to make it a unary operation. This will be an error in \
                 future\nversions of Sass.\n\nMore info and automated migrator: https://sass-lang.com/d/strict-unary"
            ),
            at,
        );
    }

    fn resolve_operations(&mut self, reader: &mut Reader) -> Res<()> {
        while !reader.operators.is_empty() {
            self.resolve_one(reader)?;
        }
        Ok(())
    }

    fn resolve_spaces(&mut self, reader: &mut Reader) -> Res<()> {
        self.resolve_operations(reader)?;
        if let Some(mut items) = reader.spaces.take() {
            items.extend(reader.single.take());
            let at = match (items.first(), items.last()) {
                (Some(first), Some(last)) => first.at.to(last.at),
                _ => At::NONE,
            };
            let kind = ExprKind::List { items, separator: Separator::Space, brackets: false };
            reader.single = Some(Expr::new(kind, at));
        }
        Ok(())
    }

    /// One operand.
    fn single_expression(&mut self) -> Res<Expr> {
        let c = self.peek();
        let next = self.peek_at(1);
        let start = self.pos;
        match c {
            _ if self.done() => Err(self.fail_here("Expected expression.")),
            b'(' => self.deeper(Self::parentheses),
            b'/' => self.unary(UnaryOp::Over),
            b'.' | b'0'..=b'9' => self.number(),
            b'[' => self.expression_with(Rules { bracketed: true, lines: true, ..PLAIN }),
            b'$' => self.variable(None, start),
            b'&' => self.parent_selector(),
            b'"' | b'\'' => {
                let text = self.interpolated_string()?;
                let at = self.at(start);
                Ok(Expr::new(ExprKind::String { text, quoted: true }, at))
            }
            b'#' => self.hash(),
            b'+' if next.is_ascii_digit() || next == b'.' => self.number(),
            b'+' => self.unary(UnaryOp::Plus),
            b'-' if next.is_ascii_digit() || next == b'.' => self.number(),
            b'-' if self.looking_at_interpolated_identifier() => self.identifier_like(),
            b'-' => self.unary(UnaryOp::Minus),
            b'!' => self.important(),
            b'%' => {
                self.pos += 1;
                let at = self.at(start);
                Ok(super::interpolation::unquoted(Interp::plain("%", at)))
            }
            b'u' | b'U' if next == b'+' => self.unicode_range(),
            c if is_name_start(c) || c == b'\\' => self.identifier_like(),
            _ => Err(self.fail_here("Expected expression.")),
        }
    }

    fn parent_selector(&mut self) -> Res<Expr> {
        let start = self.pos;
        self.pos += 1;
        if self.css() {
            let at = self.at(start);
            return self.fail("The parent selector isn't allowed in plain CSS.", at);
        }
        if self.peek() == b'&' {
            self.pos += 1;
            let at = self.at(start);
            self.warn(
                None,
                "In Sass, \"&&\" means two copies of the parent selector. You probably want to use \"and\" instead.",
                at,
            );
            self.pos -= 1;
        }
        Ok(Expr::new(ExprKind::Parent, self.at(start)))
    }

    fn unary(&mut self, op: UnaryOp) -> Res<Expr> {
        let start = self.pos;
        self.pos += 1;
        if self.css() && op != UnaryOp::Over {
            let at = self.at(start);
            return self.fail("Operators aren't allowed in plain CSS.", at);
        }
        self.ws(true)?;
        let operand = self.deeper(Self::single_expression)?;
        Ok(Expr::new(ExprKind::Unary { op, operand }, self.at(start)))
    }

    pub(crate) fn not_operand(&mut self, start: usize) -> Res<Expr> {
        self.ws(true)?;
        let operand = self.deeper(Self::single_expression)?;
        Ok(Expr::new(ExprKind::Unary { op: UnaryOp::Not, operand }, self.at(start)))
    }

    fn important(&mut self) -> Res<Expr> {
        let start = self.pos;
        self.pos += 1;
        self.ws(true)?;
        self.expect_word("important", None)?;
        let at = self.at(start);
        Ok(super::interpolation::unquoted(Interp::plain("!important", at)))
    }

    /// Parentheses: a group, a list or a map.
    fn parentheses(&mut self) -> Res<Expr> {
        let was_in_parens = std::mem::replace(&mut self.in_parens, true);
        let result = self.parentheses_content();
        self.in_parens = was_in_parens;
        result
    }

    fn parentheses_content(&mut self) -> Res<Expr> {
        let start = self.pos;
        self.expect(b'(')?;
        self.ws(true)?;
        if !self.starts_operand() {
            self.expect(b')')?;
            if self.css() {
                let at = self.at(start);
                return self.fail("Parentheses aren't allowed in plain CSS.", at);
            }
            let kind = ExprKind::List { items: Vec::new(), separator: Separator::Undecided, brackets: false };
            return Ok(Expr::new(kind, self.at(start)));
        }
        let first = self.expression_until_comma(false)?;
        if self.scan(b':') {
            self.ws(true)?;
            return self.map(first, start);
        }
        if !self.scan(b',') {
            self.expect(b')')?;
            let first = without_slash(first);
            return Ok(Expr::new(ExprKind::Paren(first), self.at(start)));
        }
        self.ws(true)?;
        let mut items = vec![first];
        while self.starts_operand() {
            items.push(self.expression_until_comma(false)?);
            if !self.scan(b',') {
                break;
            }
            self.ws(true)?;
        }
        self.expect(b')')?;
        let kind = ExprKind::List { items, separator: Separator::Comma, brackets: false };
        Ok(Expr::new(kind, self.at(start)))
    }

    fn map(&mut self, first: Expr, start: usize) -> Res<Expr> {
        let value = self.expression_until_comma(false)?;
        let mut pairs = vec![(first, value)];
        while self.scan(b',') {
            self.ws(true)?;
            if !self.starts_operand() {
                break;
            }
            let key = self.expression_until_comma(false)?;
            self.expect(b':')?;
            self.ws(true)?;
            let value = self.expression_until_comma(false)?;
            pairs.push((key, value));
        }
        self.expect(b')')?;
        Ok(Expr::new(ExprKind::Map(pairs), self.at(start)))
    }

    pub(crate) fn variable(&mut self, namespace: Option<crate::value::Name>, start: usize) -> Res<Expr> {
        let name = self.variable_name()?;
        let at = self.at(start);
        if self.css() {
            return Err(Fault::new("Sass variables aren't allowed in plain CSS.", at));
        }
        Ok(Expr::new(ExprKind::Variable { namespace, name, hint: Hint::default() }, at))
    }
}

/// A quotient in parentheses is a division.
fn without_slash(mut expr: Expr) -> Expr {
    if let ExprKind::Binary { slash: slash @ true, left, .. } = &mut *expr.kind {
        *slash = false;
        let inner = std::mem::replace(left, Expr::new(ExprKind::Null, At::NONE));
        *left = without_slash(inner);
    }
    expr
}

/// Whether an operand may stay one side of a slash-separated pair.
fn is_slash_operand(expr: &Expr) -> bool {
    match &*expr.kind {
        ExprKind::Number(..) | ExprKind::Call(_) => true,
        ExprKind::Binary { slash, .. } => *slash,
        _ => false,
    }
}
