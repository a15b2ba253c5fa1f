//! The patterns of a grammar's rules: compiled ones, and what can be told of a pattern without trying it.

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::pikevm::{self, PikeVM};
use regex_automata::nfa::thompson::{Compiler, Config, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Capture, Class, ClassBytes, ClassBytesRange, ClassUnicode, Hir, HirKind, Repetition};
use std::sync::OnceLock;

/// A compiled pattern, which matches at the beginning of a text only.
///
/// It is a state machine made while it runs: a site's code often has a line or two of a language, which meet a small
/// part of the states. What else a general engine makes ready, above all the machine that runs backwards to find where
/// a match begins, takes several times as long as lexing those lines.
pub(super) struct Pattern {
    machine: DFA,
    /// What the machine has been made of so far, for each thread.
    made: Kept<Cache>,
    /// Finds groups, where these are asked for.
    groups: Option<(PikeVM, Kept<pikevm::Cache>)>,
    /// What matches where the machine meets characters that it does not know.
    whole: Option<Whole>,
}

/// A pattern that stands behind a machine for ASCII alone. Classes such as that of all letters make machines that take
/// longer to build than most code takes to lex, which has no other letters.
struct Whole {
    pattern: String,
    compiled: OnceLock<Box<Pattern>>,
}

/// From how many ranges of characters on a class is wide.
const WIDE: usize = 32;

/// What threads keep from search to search.
type Kept<T> = Pool<T, Box<dyn Fn() -> T + Send + Sync>>;

fn kept<T: Send>(make: impl Fn() -> T + Send + Sync + 'static) -> Kept<T> {
    Pool::new(Box::new(make))
}

impl Pattern {
    /// Compiles a pattern of a grammar, with its groups if they will be asked for.
    pub(super) fn new(pattern: &str, groups: bool) -> Self {
        Self::compile(pattern, groups).expect("the patterns of grammars are tested")
    }

    /// Compiles a pattern, which may be none.
    pub(super) fn compile(pattern: &str, groups: bool) -> Result<Self, Box<dyn std::error::Error>> {
        let hir = regex_syntax::parse(&translate(pattern))?;
        if !groups && has_wide_class(&hir) {
            let whole = Whole { pattern: pattern.to_owned(), compiled: OnceLock::new() };
            return Ok(Self { whole: Some(whole), ..Self::build(by_lead(hir, true), false, true)? });
        }
        Self::build(by_lead(hir, false), groups, false)
    }

    /// Builds the machine, which may know ASCII alone and then gives up at the first byte of another character.
    fn build(hir: Hir, groups: bool, ascii: bool) -> Result<Self, Box<dyn std::error::Error>> {
        let which = if groups { WhichCaptures::All } else { WhichCaptures::None };
        let nfa = Compiler::new().configure(Config::new().utf8(false).which_captures(which)).build_from_hir(&hir)?;
        let mut config = DFA::config();
        for byte in (0x80..=0xff).filter(|_| ascii) {
            config = config.quit(byte, true);
        }
        let machine = DFA::builder().configure(config).build_from_nfa(nfa.clone())?;
        let made = {
            let machine = machine.clone();
            kept(move || machine.create_cache())
        };
        let groups = match groups {
            true => {
                let finder = PikeVM::new_from_nfa(nfa)?;
                let maker = finder.clone();
                Some((finder, kept(move || maker.create_cache())))
            }
            false => None,
        };
        Ok(Self { machine, made, groups, whole: None })
    }

    /// The length of the match.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let input = Input::new(text).anchored(Anchored::Yes);
        let found = self.machine.try_search_fwd(&mut self.made.get(), &input);
        match (found, &self.whole) {
            (Err(_), Some(whole)) => whole.compiled().find(text),
            (found, _) => found.expect("the machine never gives up").map(|found| found.offset()),
        }
    }

    /// The offsets of the match and of its groups, counted from `start`.
    pub(super) fn groups(&self, text: &str, start: usize) -> Option<Vec<Option<(usize, usize)>>> {
        let (finder, kept) = self.groups.as_ref()?;
        let mut captures = finder.create_captures();
        finder.captures(&mut kept.get(), Input::new(text).anchored(Anchored::Yes), &mut captures);
        let groups = captures.iter().map(|group| group.map(|group| (start + group.start, start + group.end)));
        captures.is_match().then(|| groups.collect())
    }
}

impl Whole {
    fn compiled(&self) -> &Pattern {
        self.compiled.get_or_init(|| {
            let whole = Pattern::build(by_lead(parse(&self.pattern), false), false, false);
            Box::new(whole.expect("the patterns of grammars are tested"))
        })
    }
}

/// Whether a pattern has a class of many ranges, which is not that of all characters outside ASCII.
fn has_wide_class(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => class.ranges().len() > WIDE && !has_all_others(class),
        HirKind::Repetition(repetition) => has_wide_class(&repetition.sub),
        HirKind::Capture(capture) => has_wide_class(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(has_wide_class),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Look(_) | HirKind::Class(_) => false,
    }
}

/// Whether a class has all characters outside ASCII.
fn has_all_others(class: &ClassUnicode) -> bool {
    class.ranges().last().is_some_and(|last| last.start() <= '\u{80}' && last.end() == char::MAX)
}

fn parse(pattern: &str) -> Hir {
    regex_syntax::parse(&translate(pattern)).expect("the patterns of grammars are tested")
}

/// The bytes with which a match of a pattern may begin, and the runs that it may begin with.
pub(super) fn begins(pattern: &str) -> ([bool; 256], Vec<Run>) {
    let hir = parse(pattern);
    let mut set = [false; 256];
    if first_bytes(&hir, &mut set) {
        set.fill(true);
    }
    (set, leading_runs(&hir))
}

/// Takes characters outside ASCII, where a class has all of them, by their first byte and whatever bytes follow it. In
/// text that is UTF-8 that says the same as the exact form, which takes several times as many states. With `ascii` no
/// class has other characters.
fn by_lead(hir: Hir, ascii: bool) -> Hir {
    match hir.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Class(Class::Unicode(class)) => {
            if !ascii && !has_all_others(&class) {
                return Hir::class(Class::Unicode(class));
            }
            let few = class.iter().filter_map(|range| {
                let (start, end) = (u8::try_from(range.start()).ok()?, u8::try_from(range.end()).unwrap_or(0x7f));
                (start < 0x80).then(|| ClassBytesRange::new(start, end.min(0x7f)))
            });
            let few = Hir::class(Class::Bytes(ClassBytes::new(few)));
            if ascii {
                return few;
            }
            let bytes = |first, last| Hir::class(Class::Bytes(ClassBytes::new([ClassBytesRange::new(first, last)])));
            let following = Repetition { min: 1, max: None, greedy: true, sub: Box::new(bytes(0x80, 0xbf)) };
            let further = Hir::concat(vec![bytes(0xc2, 0xf4), Hir::repetition(following)]);
            Hir::alternation(vec![few, further])
        }
        HirKind::Class(class) => Hir::class(class),
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => {
            Hir::repetition(Repetition { min, max, greedy, sub: Box::new(by_lead(*sub, ascii)) })
        }
        HirKind::Capture(Capture { index, name, sub }) => {
            Hir::capture(Capture { index, name, sub: Box::new(by_lead(*sub, ascii)) })
        }
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(|part| by_lead(part, ascii)).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.into_iter().map(|part| by_lead(part, ascii)).collect()),
    }
}

/// The pattern with ASCII classes.
fn translate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    out.push_str("(?m:");
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('w') => out.push_str("[0-9A-Za-z_]"),
            Some('W') => out.push_str("[^0-9A-Za-z_]"),
            Some('d') => out.push_str("[0-9]"),
            Some('D') => out.push_str("[^0-9]"),
            Some('s') => out.push_str("[ \\t\\r\\n\\x0b\\x0c]"),
            Some('S') => out.push_str("[^ \\t\\r\\n\\x0b\\x0c]"),
            // A boundary of Unicode's would cost the quick engines.
            Some('b') => out.push_str("(?-u:\\b)"),
            Some('h') => out.push_str("[0-9A-Fa-f]"),
            Some(other) => {
                out.push('\\');
                out.push(other);
            }
            None => {}
        }
    }
    out.push(')');
    out
}

/// The bytes with which a match may begin, and whether it may be empty.
fn first_bytes(hir: &Hir, set: &mut [bool; 256]) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            if let Some(byte) = literal.0.first() {
                set[usize::from(*byte)] = true;
            }
            literal.0.is_empty()
        }
        HirKind::Class(Class::Unicode(class)) => {
            for range in class.iter() {
                let lead = |c: char| usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0]);
                set[lead(range.start())..=lead(range.end())].fill(true);
            }
            false
        }
        HirKind::Class(Class::Bytes(class)) => {
            for range in class.iter() {
                set[usize::from(range.start())..=usize::from(range.end())].fill(true);
            }
            false
        }
        HirKind::Repetition(repetition) => first_bytes(&repetition.sub, set) || repetition.min == 0,
        HirKind::Capture(capture) => first_bytes(&capture.sub, set),
        HirKind::Concat(parts) => parts.iter().all(|part| first_bytes(part, set)),
        HirKind::Alternation(parts) => {
            // Every part counts, so nothing may stop at the first that can be empty.
            let empty = parts.iter().filter(|part| first_bytes(part, set)).count();
            empty > 0
        }
    }
}

/// The parts that follow one another, those of groups as well.
fn flatten<'h>(hir: &'h Hir, parts: &mut Vec<&'h Hir>) {
    match hir.kind() {
        HirKind::Concat(inner) => inner.iter().for_each(|part| flatten(part, parts)),
        HirKind::Capture(capture) => flatten(&capture.sub, parts),
        _ => parts.push(hir),
    }
}

/// A run of bytes that a match may begin with, or that stands behind a text that it begins with.
pub(super) struct Run {
    pub(super) lead: Vec<u8>,
    pub(super) bytes: [bool; 256],
}

/// The bytes of a class, or of a single one, if it has all characters outside ASCII or none.
fn run_bytes(hir: &Hir) -> Option<[bool; 256]> {
    let mut bytes = [false; 256];
    first_bytes(hir, &mut bytes);
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) if !class.is_ascii() => {
            class.iter().last().filter(|range| range.start() <= '\u{80}' && range.end() == char::MAX)?;
            bytes[0x80..].fill(true);
        }
        HirKind::Class(Class::Unicode(_)) => {}
        HirKind::Class(Class::Bytes(class)) if class.is_ascii() => {}
        HirKind::Literal(literal) if literal.0.len() == 1 && literal.0.is_ascii() => {}
        _ => return None,
    }
    Some(bytes)
}

/// The runs that a match may begin with, such as `[a-z-]+` in `[a-z-]+:` and `[^>]*` in `<[^>]*>`, where what follows
/// begins with none of their bytes: a pattern that fails in such a run fails to its end.
fn leading_runs(hir: &Hir) -> Vec<Run> {
    let (mut parts, mut runs) = (Vec::new(), Vec::new());
    flatten(hir, &mut parts);
    let (mut before, mut lead, mut head) = ([false; 256], Vec::new(), [false; 256]);
    for (at, part) in parts.iter().enumerate() {
        let repetition = match part.kind() {
            HirKind::Look(_) => continue,
            HirKind::Literal(literal) if lead.is_empty() && runs.is_empty() && before == [false; 256] => {
                lead = literal.0.to_vec();
                continue;
            }
            // As in `[a-z][a-z-]*:`.
            HirKind::Class(_) if head == [false; 256] && lead.is_empty() && before == head => {
                let Some(bytes) = run_bytes(part) else { break };
                head = bytes;
                continue;
            }
            HirKind::Repetition(repetition) => repetition,
            _ => break,
        };
        let Some(bytes) = run_bytes(&repetition.sub) else { break };
        if (0..256).any(|byte| head[byte] && !bytes[byte]) {
            break;
        }
        let mut behind = [false; 256];
        let may_end = parts[at + 1..].iter().all(|part| first_bytes(part, &mut behind));
        let is_apart = (0..256).all(|byte| !(bytes[byte] && (before[byte] || behind[byte])));
        if repetition.max.is_none() && !may_end && is_apart {
            runs.push(Run { lead: lead.clone(), bytes });
        }
        if repetition.min > 0 || !lead.is_empty() || head.contains(&true) {
            break;
        }
        before.iter_mut().zip(bytes).for_each(|(before, byte)| *before |= byte);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Run, begins};

    #[test]
    fn runs_that_a_match_may_begin_with_are_found() {
        let runs = |pattern: &str| {
            let runs = begins(pattern).1;
            let bytes =
                |run: &Run| (0..128).filter(|byte: &u8| run.bytes[usize::from(*byte)]).map(char::from).collect();
            runs.iter().map(bytes).collect::<Vec<String>>()
        };
        assert_eq!(runs("[a-c]+:"), ["abc"]);
        assert_eq!(runs(r"([ab]+)(\s)"), ["ab"]);
        assert_eq!(runs(r" *-{2,}\s"), [" ", "-"]);
        assert_eq!(runs(" *--+:"), [" "]);
        assert_eq!(runs(r"<[^\x00-a]*x>"), ["bcdefghijklmnopqrstuvwyz{|}~\u{7f}"; 0]);
        assert_eq!(runs("[ab][a-c]*:"), ["abc"]);
        assert!(runs("[a-c][ab]*:").is_empty());
        assert_eq!(runs(r"<[^\x00-x]*>"), ["yz{|}~\u{7f}"]);
        assert!(runs("[a-c]+b").is_empty() && runs("é+:").is_empty() && runs("a+b?").is_empty());
    }

    #[test]
    fn characters_outside_ascii_are_taken_whole() {
        for (pattern, text, length) in [
            ("[^a]", "é€", Some(2)),
            ("[^a]*", "é€😀a", Some(9)),
            ("[^a]{2}", "€😀é", Some(7)),
            ("(?s).", "\u{80}b", Some(2)),
            (r"\S+\b", "é€x", Some(6)),
            (r"\W\b", "é ", None),
            ("[^é]", "é", None),
            (r"[\p{L}_]+", "ab1é", Some(2)),
            (r"[\p{L}_]+", "abé_1", Some(5)),
            (r"[\p{L}_]+", "é", Some(2)),
            (r"\p{L}*|a€", "a€", Some(1)),
            (r"[\p{N}x]", "€", None),
        ] {
            assert_eq!(Pattern::new(pattern, true).find(text), length, "{pattern}");
            assert_eq!(Pattern::new(pattern, false).find(text), length, "{pattern}");
        }
        let groups = Pattern::new("([^a])(b)?(é)", true).groups("€é", 3);
        assert_eq!(groups, Some(vec![Some((3, 8)), Some((3, 6)), None, Some((6, 8))]));
    }
}
