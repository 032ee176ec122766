//! Lines of text and the hunks in which two texts differ, for patches and merges alike.
//!
//! A line includes its terminator, so a text is the concatenation of its lines, carriage returns
//! belong to their line, and a last line without a terminator differs from the same with one.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput, Token};

#[cfg(test)]
mod tests;

/// Texts with as many lines, or fewer, between the first and the last difference are compared at
/// once. The time grows with the square of their number where lines recur often.
const MAX_LINES: usize = 20_000;
/// How much comparing the gaps between the landmarks of larger texts may cost, as the sum of the
/// squares of their lines. Beyond, a gap counts as one change.
const MAX_EFFORT: usize = 5 * MAX_LINES * MAX_LINES;

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
        self.range(0..self.len())
    }

    fn range(&self, lines: Range<usize>) -> impl Iterator<Item = &'a [u8]> {
        lines.map(|line| self.line(line))
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

impl Change {
    /// Lines on both sides.
    fn lines(&self) -> usize {
        self.before.len() + self.after.len()
    }

    /// A change within a gap, counted from the texts' beginnings.
    fn shifted(self, gap: &Self) -> Self {
        let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
        Self { before: shift(self.before, gap.before.start), after: shift(self.after, gap.after.start) }
    }
}

/// The changes that turn one text into the other, in order; between two of them at least one line
/// stays. No pair of texts takes long: what cannot be compared in reasonable time is one change.
pub(crate) fn changes(before: &Lines<'_>, after: &Lines<'_>) -> Vec<Change> {
    let input = intern(before.iter(), after.iter());
    let middle = middle(&input.before, &input.after);
    if middle.lines() == 0 {
        return Vec::new();
    }
    if middle.lines() <= MAX_LINES {
        return compare(&input);
    }
    let mut effort_left = MAX_EFFORT;
    let mut changes = Vec::new();
    for gap in gaps(&input, &middle) {
        let effort = gap.lines().saturating_mul(gap.lines());
        match effort_left.checked_sub(effort) {
            Some(left) if !gap.before.is_empty() && !gap.after.is_empty() => {
                effort_left = left;
                let input = intern(before.range(gap.before.clone()), after.range(gap.after.clone()));
                changes.extend(compare(&input).into_iter().map(|change| change.shifted(&gap)));
            }
            _ => changes.push(gap),
        }
    }
    changes
}

fn intern<'a>(
    before: impl Iterator<Item = &'a [u8]>,
    after: impl Iterator<Item = &'a [u8]>,
) -> InternedInput<&'a [u8]> {
    let mut input = InternedInput::default();
    input.update_before(before);
    input.update_after(after);
    input
}

/// The changes that a person would see: aligned at lines that seldom occur, and moved to where
/// blocks begin and end.
fn compare(input: &InternedInput<&[u8]>) -> Vec<Change> {
    let mut diff = Diff::compute(Algorithm::Histogram, input);
    diff.postprocess_lines(input);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|Hunk { before, after }| Change { before: range(before), after: range(after) }).collect()
}

/// What lies between the landmarks: lines that occur once in each text, in the same order (the
/// idea of the patience algorithm).
fn gaps(input: &InternedInput<&[u8]>, middle: &Change) -> Vec<Change> {
    let mut gaps = Vec::new();
    let (mut before, mut after) = (middle.before.start, middle.after.start);
    for (landmark_before, landmark_after) in landmarks(input, middle) {
        gaps.push(Change { before: before..landmark_before, after: after..landmark_after });
        (before, after) = (landmark_before + 1, landmark_after + 1);
    }
    gaps.push(Change { before: before..middle.before.end, after: after..middle.after.end });
    gaps.retain(|gap| gap.lines() > 0);
    gaps
}

/// The longest sequence of lines that occur once on each side and in the same order on both, as
/// pairs of their places.
fn landmarks(input: &InternedInput<&[u8]>, middle: &Change) -> Vec<(usize, usize)> {
    const NOWHERE: u32 = u32::MAX;
    const TWICE: u32 = u32::MAX - 1;
    let places = |tokens: &[Token], range: &Range<usize>| {
        let mut places = vec![NOWHERE; input.interner.num_tokens() as usize];
        for at in range.clone() {
            let place = &mut places[tokens[at].0 as usize];
            *place = if *place == NOWHERE { at as u32 } else { TWICE };
        }
        places
    };
    let in_before = places(&input.before, &middle.before);
    let in_after = places(&input.after, &middle.after);
    let known = |place: u32| (place < TWICE).then_some(place as usize);
    let unique = middle.after.clone().filter_map(|at| {
        let token = input.after[at].0 as usize;
        known(in_after[token])?;
        Some((known(in_before[token])?, at))
    });

    // `piles` has the last pair of the best sequence of each length, `pairs` each pair with the
    // number of the one before it in its sequence.
    let mut pairs: Vec<((usize, usize), Option<usize>)> = Vec::new();
    let mut piles: Vec<usize> = Vec::new();
    for pair in unique {
        let pile = piles.partition_point(|&last| pairs[last].0.0 < pair.0);
        pairs.push((pair, pile.checked_sub(1).map(|previous| piles[previous])));
        match piles.get_mut(pile) {
            Some(last) => *last = pairs.len() - 1,
            None => piles.push(pairs.len() - 1),
        }
    }
    let last = piles.last().copied();
    let mut sequence: Vec<(usize, usize)> =
        std::iter::successors(last, |&at| pairs[at].1).map(|at| pairs[at].0).collect();
    sequence.reverse();
    sequence
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
