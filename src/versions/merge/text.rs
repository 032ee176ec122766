//! The merge of one text, line by line.

use std::borrow::Cow;
use std::ops::Range;

use crate::versions::diff::lines::{Change, Lines, changes, common_prefix};

/// The outcome of [`text()`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMerge {
    /// Both sides' changes, and the person's where they met.
    pub text: Vec<u8>,
    /// The agent's lines for each place where they met, from top to bottom; empty where it
    /// wanted the lines gone.
    pub rejected: Vec<String>,
}

/// Merges two texts that were made from `base`. Changes with an unchanged line between them are
/// combined, equal ones count once, and where others meet or touch (as for git), the person's
/// lines stay.
///
/// Lines end as the person has them: an agent that answers in LF does not change every line of a
/// file in CRLF.
pub fn text(base: &[u8], person: &[u8], agent: &[u8]) -> TextMerge {
    let endings = [base, person, agent].map(Ending::of);
    let Some(ending) = Ending::merged(endings) else {
        return merge_lines(base, person, agent);
    };
    let [of_base, of_person, of_agent] = endings;
    let merged = merge_lines(&of_base.to_lf(base), &of_person.to_lf(person), &of_agent.to_lf(agent));
    TextMerge { text: ending.of_lf(merged.text), rejected: merged.rejected }
}

/// How the lines of a text end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Lf,
    CrLf,
    /// Both occur: the carriage returns are treated as part of their lines.
    Mixed,
    /// There is no line break.
    None,
}

impl Ending {
    fn of(text: &[u8]) -> Self {
        let (mut lf, mut crlf, mut previous) = (false, false, 0);
        for &byte in text {
            if byte == b'\n' {
                crlf |= previous == b'\r';
                lf |= previous != b'\r';
            }
            previous = byte;
        }
        match (lf, crlf) {
            (false, false) => Self::None,
            (true, false) => Self::Lf,
            (false, true) => Self::CrLf,
            (true, true) => Self::Mixed,
        }
    }

    /// The ending of the merged text, which is the person's; `None` if the texts should be merged
    /// as they are: all end their lines alike, or one of them has no consistent ending.
    fn merged(endings: [Self; 3]) -> Option<Self> {
        let [_, person, _] = endings;
        let differ = endings.iter().any(|ending| !matches!(ending, Self::None) && *ending != person);
        (differ && person != Self::None && !endings.contains(&Self::Mixed)).then_some(person)
    }

    /// The text with this ending, in LF.
    fn to_lf(self, text: &[u8]) -> Cow<'_, [u8]> {
        if self != Self::CrLf {
            return text.into();
        }
        let mut lf = Vec::with_capacity(text.len());
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            match line.strip_suffix(b"\r\n") {
                Some(line) => lf.extend(line.iter().chain(b"\n")),
                None => lf.extend_from_slice(line),
            }
        }
        lf.into()
    }

    /// The text in LF, with this ending.
    fn of_lf(self, text: Vec<u8>) -> Vec<u8> {
        if self != Self::CrLf {
            return text;
        }
        let mut crlf = Vec::with_capacity(text.len() + text.len() / 16);
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            match line.strip_suffix(b"\n") {
                Some(line) => crlf.extend(line.iter().chain(b"\r\n")),
                None => crlf.extend_from_slice(line),
            }
        }
        crlf
    }
}

fn merge_lines(base: &[u8], person: &[u8], agent: &[u8]) -> TextMerge {
    let (base, person, agent) = (Lines::of(base), Lines::of(person), Lines::of(agent));
    let mut merged = TextMerge { text: Vec::new(), rejected: Vec::new() };
    let mut at = 0;
    for region in regions(&changes(&base, &person), &changes(&base, &agent)) {
        merged.text.extend_from_slice(base.text(at..region.base.start));
        at = region.base.end;
        let (kept, rejected) = region.resolve(&person, &agent);
        merged.text.extend_from_slice(kept);
        merged.rejected.extend(rejected.map(|lines| String::from_utf8_lossy(lines).into_owned()));
    }
    merged.text.extend_from_slice(base.text(at..base.len()));
    merged
}

/// A stretch of the base that a side changed, and the lines that each side has there. Between
/// two regions lies at least one line that neither side changed.
struct Region {
    base: Range<usize>,
    person: Range<usize>,
    agent: Range<usize>,
    by_person: bool,
    by_agent: bool,
}

impl Region {
    /// The lines that the merged text gets, and what of the agent's is left out for them.
    fn resolve<'a>(&self, person: &Lines<'a>, agent: &Lines<'a>) -> (&'a [u8], Option<&'a [u8]>) {
        let persons = person.text(self.person.clone());
        let agents = agent.text(self.agent.clone());
        if !self.by_agent || persons == agents {
            return (persons, None);
        }
        if !self.by_person {
            return (agents, None);
        }
        // Both changed it. What they have in common at its ends is not in question.
        let lines = |lines: &Lines<'a>, range: &Range<usize>| -> Vec<&'a [u8]> {
            range.clone().map(|line| lines.line(line)).collect()
        };
        let (p, a) = (lines(person, &self.person), lines(agent, &self.agent));
        let prefix = common_prefix(p.iter(), a.iter());
        let suffix = common_prefix(p[prefix..].iter().rev(), a[prefix..].iter().rev());
        let only_agents = self.agent.start + prefix..self.agent.end - suffix;
        if self.base.is_empty() {
            // Both inserted here, and one of them all that the other did and more.
            if prefix + suffix == p.len() {
                return (agents, None);
            }
            if only_agents.is_empty() {
                return (persons, None);
            }
        }
        (persons, Some(agent.text(only_agents)))
    }
}

/// Joins both sides' changes where they overlap or touch.
fn regions(person: &[Change], agent: &[Change]) -> Vec<Region> {
    let mut regions = Vec::new();
    let (mut person, mut agent) = (Side::new(person), Side::new(agent));
    while let Some(start) = [&person, &agent].into_iter().filter_map(Side::next_start).min() {
        let mut end = start;
        let (persons_from, agents_from) = (person.own_line(start), agent.own_line(start));
        let (mut by_person, mut by_agent) = (false, false);
        loop {
            let (persons, agents) = (person.take_until(&mut end), agent.take_until(&mut end));
            by_person |= persons;
            by_agent |= agents;
            if !persons && !agents {
                break;
            }
        }
        regions.push(Region {
            base: start..end,
            person: persons_from..person.own_line(end),
            agent: agents_from..agent.own_line(end),
            by_person,
            by_agent,
        });
    }
    regions
}

/// One side's changes, those not yet in a region, and where its lines stand against the base's.
struct Side<'a> {
    changes: &'a [Change],
    /// The ends of the last change that was taken: from here on, the lines correspond.
    base_end: usize,
    own_end: usize,
}

impl<'a> Side<'a> {
    fn new(changes: &'a [Change]) -> Self {
        Self { changes, base_end: 0, own_end: 0 }
    }

    fn next_start(&self) -> Option<usize> {
        self.changes.first().map(|change| change.before.start)
    }

    /// This side's line for a base line outside its changes.
    fn own_line(&self, base_line: usize) -> usize {
        self.own_end + (base_line - self.base_end)
    }

    /// Takes the changes that begin up to `end`, moving it on to where they end.
    fn take_until(&mut self, end: &mut usize) -> bool {
        let mut taken = false;
        while let [change, rest @ ..] = self.changes
            && change.before.start <= *end
        {
            *end = (*end).max(change.before.end);
            (self.base_end, self.own_end) = (change.before.end, change.after.end);
            self.changes = rest;
            taken = true;
        }
        taken
    }
}
