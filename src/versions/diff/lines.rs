//! Lines of text and the hunks in which two texts differ, for patches and merges alike.
//!
//! A line includes its terminator, so a text is the concatenation of its lines, carriage returns
//! belong to their line, and a last line without a terminator differs from the same with one.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput};

/// Up to as many lines between the first and the last difference, the histogram algorithm shows
/// what a person would call the change; its time grows with the square of their number.
const MAX_HISTOGRAM_LINES: usize = 20_000;
/// Up to as many, Myers' algorithm with git's heuristics is quick enough, and its recursion
/// shallow enough for any thread's stack. Beyond, all between the first and the last difference
/// counts as one change.
const MAX_MYERS_LINES: usize = 300_000;

/// Whether a content cannot be shown and merged by lines: it has a NUL or is not UTF-8. (Git looks
/// for a NUL in the first 8,000 bytes only, but no database or terminal takes one anywhere.)
pub(crate) fn is_binary(content: &[u8]) -> bool {
    content.contains(&0) || std::str::from_utf8(content).is_err()
}

/// A text cut into lines.
pub(crate) struct Lines<'a> {
    text: &'a [u8],
    /// Where each line ends. Contents are at most some megabytes, so 32 bits do.
    ends: Vec<u32>,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a [u8]) -> Self {
        let mut ends: Vec<u32> = text
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
            .map(|(at, _)| at as u32 + 1)
            .collect();
        if text.last().is_some_and(|byte| *byte != b'\n') {
            ends.push(text.len() as u32);
        }
        Self { text, ends }
    }

    /// The number of lines.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of these lines, counted from 0.
    pub(crate) fn text(&self, lines: Range<usize>) -> &'a [u8] {
        &self.text[self.start(lines.start)..self.start(lines.end)]
    }

    pub(crate) fn line(&self, line: usize) -> &'a [u8] {
        self.text(line..line + 1)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a [u8]> {
        (0..self.len()).map(|line| self.line(line))
    }

    fn start(&self, line: usize) -> usize {
        line.checked_sub(1).map_or(0, |previous| self.ends[previous] as usize)
    }
}

/// Lines that became others: both ranges count from 0, and one of them may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) before: Range<usize>,
    pub(crate) after: Range<usize>,
}

/// The changes that turn one text into the other, in order; between two of them at least one line
/// stays.
pub(crate) fn changes(before: &Lines<'_>, after: &Lines<'_>) -> Vec<Change> {
    let mut input = InternedInput::default();
    input.update_before(before.iter());
    input.update_after(after.iter());
    let middle = middle(&input.before, &input.after);
    let middle_lines = middle.before.len() + middle.after.len();
    let algorithm = if middle_lines == 0 {
        return Vec::new();
    } else if middle_lines <= MAX_HISTOGRAM_LINES {
        Algorithm::Histogram
    } else if middle_lines <= MAX_MYERS_LINES {
        Algorithm::Myers
    } else {
        return vec![middle];
    };
    let mut diff = Diff::compute(algorithm, &input);
    diff.postprocess_lines(&input);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|Hunk { before, after }| Change { before: range(before), after: range(after) }).collect()
}

/// What lies between the first and the last difference.
fn middle<T: PartialEq>(before: &[T], after: &[T]) -> Change {
    let prefix = common_prefix(before.iter(), after.iter());
    let suffix = common_prefix(before[prefix..].iter().rev(), after[prefix..].iter().rev());
    Change { before: prefix..before.len() - suffix, after: prefix..after.len() - suffix }
}

/// How many items from the start on are equal.
pub(crate) fn common_prefix<T: PartialEq>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}
