//! A lexer from rules: states with patterns, for languages that read better so than as hand-written scanners.
//!
//! A [`Grammar`] is a static table of states; the first is where lexing starts. A rule's pattern matches at the position
//! only, and sees nothing to its left, as in Rouge. Patterns are compiled when first tried; which rules can match at all
//! is looked up by the next byte. `\w`, `\d` and `\s` mean ASCII, `$` the end of any line.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::pattern::{Pattern, Run, begins};
use super::{Lex, Options, build};
use crate::Token;
use crate::scan::Scan;

/// States and their rules.
pub(super) struct Grammar {
    states: &'static [(&'static str, &'static [Rule])],
    program: OnceLock<Program>,
}

/// What to do where a pattern matches.
pub(super) struct Rule {
    pattern: &'static str,
    action: Action,
    next: Next,
    line_start: bool,
    ahead: &'static str,
    unless: &'static str,
    through: &'static str,
}

/// What a rule's callback gets to do.
pub(super) type Callback = fn(&mut Machine, &mut Scan<'_>, &Found);

/// Words, separated by white space, with their tokens; of two lists with a word the first counts.
pub(super) type Lists = &'static [(&'static str, Token)];

#[derive(Clone, Copy)]
enum Action {
    Token(Token),
    Groups(&'static [Token]),
    Lists(Lists, Token, bool),
    Word(fn(&[u8]) -> Token),
    Call(Callback),
    Include(&'static str),
}

#[derive(Clone, Copy)]
enum Next {
    Stay,
    Push(&'static str),
    Goto(&'static str),
    Again,
    Pop,
    Reset,
}

/// Gives a token to what the pattern matches.
pub(super) const fn rule(pattern: &'static str, token: Token) -> Rule {
    Rule::new(pattern, Action::Token(token))
}

/// Gives a token to each group of the pattern; the groups follow one another, and what stands behind the last is not
/// taken.
pub(super) const fn groups(pattern: &'static str, tokens: &'static [Token]) -> Rule {
    Rule::new(pattern, Action::Groups(tokens))
}

/// Gives the token of the list that has the word, or the other token.
pub(super) const fn lists(pattern: &'static str, lists: Lists, other: Token) -> Rule {
    Rule::new(pattern, Action::Lists(lists, other, false))
}

/// As [`lists`], for lists in lower case and words in any.
pub(super) const fn lists_nocase(pattern: &'static str, lists: Lists, other: Token) -> Rule {
    Rule::new(pattern, Action::Lists(lists, other, true))
}

/// Gives the token that a function finds for the text.
pub(super) const fn word(pattern: &'static str, token: fn(&[u8]) -> Token) -> Rule {
    Rule::new(pattern, Action::Word(token))
}

/// Lets a function do the work.
pub(super) const fn call(pattern: &'static str, callback: Callback) -> Rule {
    Rule::new(pattern, Action::Call(callback))
}

/// Takes in the rules of another state.
pub(super) const fn include(state: &'static str) -> Rule {
    Rule::new("", Action::Include(state))
}

/// Matches anything, and takes nothing: for a change of state.
pub(super) const fn always() -> Rule {
    Rule::new("", Action::Token(Token::Text))
}

impl Rule {
    const fn new(pattern: &'static str, action: Action) -> Rule {
        Rule { pattern, action, next: Next::Stay, line_start: false, ahead: "", unless: "", through: "" }
    }

    const fn next(self, next: Next) -> Rule {
        Rule { next, ..self }
    }

    /// Enters a state.
    pub(super) const fn push(self, state: &'static str) -> Rule {
        self.next(Next::Push(state))
    }

    /// Enters the state at work once more.
    pub(super) const fn again(self) -> Rule {
        self.next(Next::Again)
    }

    /// Leaves the state.
    pub(super) const fn pop(self) -> Rule {
        self.next(Next::Pop)
    }

    /// Changes to another state.
    pub(super) const fn goto(self, state: &'static str) -> Rule {
        self.next(Next::Goto(state))
    }

    /// Goes back to the first state.
    pub(super) const fn reset(self) -> Rule {
        self.next(Next::Reset)
    }

    /// Only at the start of a line.
    pub(super) const fn bol(self) -> Rule {
        Rule { line_start: true, ..self }
    }

    /// Only before what this pattern matches.
    pub(super) const fn ahead(self, ahead: &'static str) -> Rule {
        Rule { ahead, ..self }
    }

    /// Only where this pattern does not match behind.
    pub(super) const fn unless(self, unless: &'static str) -> Rule {
        Rule { unless, ..self }
    }

    /// Takes everything up to and with this text; only where it is there.
    pub(super) const fn through(self, through: &'static str) -> Rule {
        Rule { through, ..self }
    }
}

/// What a pattern matched: the offsets of the whole and of the groups.
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    groups: Vec<Option<(usize, usize)>>,
}

impl Found {
    /// The offsets of a group, counted from 1; an empty stretch at the end where it matched nothing.
    pub(super) fn group(&self, index: usize) -> (usize, usize) {
        self.groups.get(index - 1).copied().flatten().unwrap_or((self.end, self.end))
    }
}

/// A grammar made ready.
struct Program {
    states: Vec<State>,
}

struct State {
    name: &'static str,
    rules: Vec<Ready>,
    /// For each byte the list, in `lists`, of the rules that may match there.
    by_byte: [u16; 256],
    lists: Vec<Vec<u16>>,
}

struct Ready {
    rule: &'static Rule,
    pattern: OnceLock<Pattern>,
    ahead: OnceLock<Pattern>,
    unless: OnceLock<Pattern>,
    words: OnceLock<HashMap<&'static [u8], Token>>,
    /// The bytes of which the pattern takes as many as there are before something else must follow.
    runs: Vec<Run>,
    /// A number of its own, for what the machine remembers about it.
    id: usize,
}

impl Grammar {
    pub(super) const fn new(states: &'static [(&'static str, &'static [Rule])]) -> Self {
        Grammar { states, program: OnceLock::new() }
    }

    fn program(&'static self) -> &'static Program {
        self.program.get_or_init(|| Program::new(self))
    }
}

/// The token of each word.
fn by_word(lists: Lists) -> HashMap<&'static [u8], Token> {
    let words = |(words, token): &(&'static str, Token)| {
        let token = *token;
        words.split_whitespace().map(move |word| (word.as_bytes(), token))
    };
    lists.iter().rev().flat_map(words).collect()
}

impl Program {
    fn new(grammar: &'static Grammar) -> Self {
        let mut ids = 0;
        let states = grammar.states.iter().map(|(name, _)| State::new(grammar, name, &mut ids)).collect();
        Program { states }
    }

    fn index(&self, name: &str) -> u16 {
        let index = self.states.iter().position(|state| state.name == name).unwrap_or_default();
        u16::try_from(index).expect("grammars have few states")
    }
}

/// Gathers a state's rules, those of included states in their places.
fn gather(grammar: &'static Grammar, name: &str, depth: usize, rules: &mut Vec<&'static Rule>) {
    let found = grammar.states.iter().find(|(state, _)| *state == name);
    for rule in found.map_or(&[][..], |(_, rules)| rules) {
        match rule.action {
            Action::Include(other) if depth < 8 => gather(grammar, other, depth + 1, rules),
            _ => rules.push(rule),
        }
    }
}

impl State {
    fn new(grammar: &'static Grammar, name: &'static str, ids: &mut usize) -> Self {
        let mut rules = Vec::new();
        gather(grammar, name, 0, &mut rules);
        let mut sets = Vec::with_capacity(rules.len());
        let mut runs = Vec::with_capacity(rules.len());
        for rule in &rules {
            let (set, leading) = begins(rule.pattern);
            sets.push(set);
            runs.push(leading);
        }
        let mut by_byte = [0; 256];
        let mut lists: Vec<Vec<u16>> = Vec::new();
        for (byte, slot) in by_byte.iter_mut().enumerate() {
            let list: Vec<u16> = (0_u16..).zip(&sets).filter(|(_, set)| set[byte]).map(|(index, _)| index).collect();
            let index = lists.iter().position(|known| *known == list).unwrap_or_else(|| {
                lists.push(list);
                lists.len() - 1
            });
            *slot = u16::try_from(index).expect("there are at most 256 lists");
        }
        let ready = |(rule, runs)| {
            *ids += 1;
            let (pattern, ahead, unless, words) = Default::default();
            Ready { rule, pattern, ahead, unless, words, runs, id: *ids - 1 }
        };
        State { name, rules: rules.into_iter().zip(runs).map(ready).collect(), by_byte, lists }
    }
}

/// How often in a row a rule may take nothing before the next character is an error.
const MAX_IDLE: usize = 5;

/// A grammar at work.
pub(super) struct Machine {
    program: &'static Program,
    stack: Vec<u16>,
    /// Texts the callbacks remember, such as delimiters.
    pub(super) texts: Vec<String>,
    /// A number the callbacks remember.
    pub(super) count: usize,
    inner: Vec<(&'static str, Box<dyn Lex>)>,
    /// For rules that look for a text: from where on it is known to be missing.
    missing: Vec<usize>,
    /// For rules that begin with a run: up to where they are known to fail.
    failing: Vec<usize>,
}

impl Machine {
    pub(super) fn new(grammar: &'static Grammar) -> Self {
        Machine {
            program: grammar.program(),
            stack: vec![0],
            texts: Vec::new(),
            count: 0,
            inner: Vec::new(),
            missing: Vec::new(),
            failing: Vec::new(),
        }
    }

    /// Enters a state.
    pub(super) fn push(&mut self, state: &str) {
        self.stack.push(self.program.index(state));
    }

    /// Leaves the state; the first is never left.
    pub(super) fn pop(&mut self) {
        if self.stack.len() > 1 {
            self.stack.pop();
        }
    }

    /// Whether this state is the one at work or somewhere around it.
    pub(super) fn anywhere_in(&self, state: &str) -> bool {
        self.stack.contains(&self.program.index(state))
    }

    /// Changes to another state.
    pub(super) fn goto(&mut self, state: &str) {
        let index = self.program.index(state);
        if let Some(top) = self.stack.last_mut() {
            *top = index;
        }
    }

    /// Lexes up to an offset with another lexer, which keeps its state for the next time.
    pub(super) fn delegate(&mut self, scan: &mut Scan<'_>, tag: &'static str, end: usize) {
        if !self.inner.iter().any(|(known, _)| *known == tag)
            && let Some(lexer) = build(tag, &Options::default())
        {
            self.inner.push((tag, lexer));
        }
        match self.inner.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, lexer)) => scan.delegate(lexer.as_mut(), end),
            None => scan.emit_to(Token::Text, end),
        }
    }

    fn change(&mut self, next: Next) {
        match next {
            Next::Stay => {}
            Next::Push(state) => self.push(state),
            Next::Goto(state) => self.goto(state),
            Next::Again => self.stack.push(self.stack.last().copied().unwrap_or_default()),
            Next::Pop => self.pop(),
            Next::Reset => self.stack.truncate(1),
        }
    }

    /// The offset behind the text that a rule looks for.
    fn through(&mut self, scan: &Scan<'_>, ready: &Ready, from: usize) -> Option<usize> {
        if self.missing.len() <= ready.id {
            self.missing.resize(ready.id + 1, usize::MAX);
        }
        if from >= self.missing[ready.id] {
            return None;
        }
        let found = scan.find(from, ready.rule.through.as_bytes());
        if found.is_none() {
            self.missing[ready.id] = from;
        }
        found.map(|at| at + ready.rule.through.len())
    }

    /// Notes up to where a rule fails that has failed at an offset.
    fn note_failing(&mut self, scan: &Scan<'_>, ready: &Ready, from: usize) {
        let begins = |run: &&Run| match run.lead.as_slice() {
            [] => run.bytes[usize::from(scan.at(from))],
            lead => scan.starts_at(from, lead),
        };
        let Some(run) = ready.runs.iter().find(begins) else { return };
        let rest = scan.slice(from + run.lead.len(), scan.end());
        let length = rest.iter().take_while(|byte| run.bytes[usize::from(**byte)]).count();
        if self.failing.len() <= ready.id {
            self.failing.resize(ready.id + 1, 0);
        }
        // Behind a text, the last places in the run are too close to its end for the text to stand in it.
        self.failing[ready.id] = from + length + usize::from(!run.lead.is_empty());
    }

    /// Tries a rule; tells whether it matched.
    fn try_rule(&mut self, scan: &mut Scan<'_>, ready: &'static Ready, bol: bool) -> bool {
        let rule = ready.rule;
        if rule.line_start && !bol {
            return false;
        }
        let start = scan.pos();
        if self.failing.get(ready.id).is_some_and(|until| start < *until) {
            return false;
        }
        let rest = scan.text(start, scan.end());
        let mut end = start;
        let wants_groups = matches!(rule.action, Action::Groups(_) | Action::Call(_));
        let mut captured = Vec::new();
        if wants_groups || !rule.pattern.is_empty() {
            let pattern = ready.pattern.get_or_init(|| Pattern::new(rule.pattern, wants_groups));
            let Some(length) = pattern.find(rest) else {
                self.note_failing(scan, ready, start);
                return false;
            };
            end = start + length;
            if wants_groups {
                // Groups cost time by what is searched, so they see little more than the match.
                let near = (length + 8..rest.len()).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
                let Some(groups) = pattern.groups(&rest[..near], start) else { return false };
                captured = groups;
                end = captured.remove(0).map_or(start, |(_, end)| end);
            }
        }
        let behind = scan.text(end, scan.end());
        let matches = |cell: &'static OnceLock<Pattern>, pattern| {
            cell.get_or_init(|| Pattern::new(pattern, false)).find(behind).is_some()
        };
        if !rule.ahead.is_empty() && !matches(&ready.ahead, rule.ahead) {
            return false;
        }
        if !rule.unless.is_empty() && matches(&ready.unless, rule.unless) {
            return false;
        }
        if !rule.through.is_empty() {
            let Some(found) = self.through(scan, ready, end) else { return false };
            end = found;
        }
        match rule.action {
            Action::Token(token) => scan.emit_to(token, end),
            Action::Word(token) => scan.emit_to(token(scan.slice(start, end)), end),
            Action::Lists(lists, other, nocase) => {
                let text = scan.slice(start, end);
                let lower = if nocase { text.to_ascii_lowercase() } else { Vec::new() };
                let text = if nocase { lower.as_slice() } else { text };
                let words = ready.words.get_or_init(|| by_word(lists));
                scan.emit_to(words.get(text).copied().unwrap_or(other), end);
            }
            Action::Groups(tokens) => {
                for (token, group) in tokens.iter().zip(&captured) {
                    if let Some((_, end)) = group {
                        scan.emit_to(*token, *end);
                    }
                }
            }
            Action::Call(callback) => callback(self, scan, &Found { start, end, groups: captured }),
            Action::Include(_) => return false,
        }
        self.change(rule.next);
        true
    }

    fn step(&mut self, scan: &mut Scan<'_>) -> bool {
        let program = self.program;
        let state = &program.states[usize::from(self.stack.last().copied().unwrap_or_default())];
        let list = usize::from(state.by_byte[usize::from(scan.cur())]);
        let bol = scan.bol();
        state.lists[list].iter().any(|index| self.try_rule(scan, &state.rules[usize::from(*index)], bol))
    }
}

impl Lex for Machine {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        self.missing.clear();
        self.failing.clear();
        let mut idle = 0;
        while !scan.eof() {
            let before = scan.pos();
            let matched = self.step(scan);
            idle = if scan.pos() > before { 0 } else { idle + 1 };
            if !matched || idle > MAX_IDLE {
                scan.error();
                idle = 0;
            }
        }
    }
}

#[cfg(test)]
impl Grammar {
    /// Compiles everything and looks for states that do not exist.
    pub(super) fn check(&'static self) {
        for (name, rules) in self.states {
            for rule in *rules {
                for pattern in [rule.pattern, rule.ahead, rule.unless] {
                    assert!(Pattern::compile(pattern, true).is_ok(), "{name}: {pattern}");
                }
                let target = match (rule.next, rule.action) {
                    (Next::Push(state) | Next::Goto(state), _) | (_, Action::Include(state)) => state,
                    _ => continue,
                };
                assert!(self.states.iter().any(|(state, _)| *state == target), "{name}: no state {target}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static LETTERS: Grammar = Grammar::new(&[
        (
            "root",
            &[
                rule(r"\(", Token::Punctuation).push("in"),
                rule(r"/\*", Token::Comment).through("*/"),
                rule(r"-+>", Token::Operator),
                include("in"),
            ],
        ),
        ("in", &[rule(r"\w+", Token::Name).unless("!"), rule(r"\)", Token::Punctuation).pop(), always().pop()]),
    ]);

    fn lex(code: &str) -> Vec<(Token, usize)> {
        let mut scan = Scan::new(code);
        Machine::new(&LETTERS).lex(&mut scan);
        scan.into_spans().iter().map(|span| (span.token, span.end)).collect()
    }

    #[test]
    fn the_first_rule_that_matches_takes_its_text() {
        LETTERS.check();
        assert_eq!(lex("(a)"), [(Token::Punctuation, 1), (Token::Name, 2), (Token::Punctuation, 3)]);
    }

    #[test]
    fn what_no_rule_takes_is_an_error_and_idling_ends() {
        assert_eq!(lex("a!/*"), [(Token::Error, 4)]);
        assert_eq!(lex("/**/"), [(Token::Comment, 4)]);
    }

    #[test]
    fn a_run_that_fails_is_not_tried_again_inside() {
        assert_eq!(lex("--->--"), [(Token::Operator, 4), (Token::Error, 6)]);
        let began = std::time::Instant::now();
        assert_eq!(lex(&"-".repeat(100_000)), [(Token::Error, 100_000)]);
        assert!(began.elapsed() < std::time::Duration::from_secs(5), "each dash looks at all that follow");
    }
}
