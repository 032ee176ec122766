//! Whole lines that mean the same but for white space or typography.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Place, Precision, line_break, occurrences, typography, with_line_breaks};

/// The places whose lines equal the search text's at this level.
pub(super) fn places<'a>(text: &str, search: &str, replace: &str, precision: Precision) -> Vec<Place<'a>> {
    let searched = Block::of_search(search, precision);
    if searched.lines.iter().all(|line| line.trim().is_empty()) {
        return Vec::new();
    }
    // Joined and fenced by line breaks, equal lines are a plain occurrence, found in linear time.
    let joined = |lines: &mut dyn Iterator<Item = &str>| {
        let mut joined = String::from("\n");
        for line in lines {
            joined.push_str(&folded(line, precision));
            joined.push('\n');
        }
        joined
    };
    let (folded_text, needle) = (joined(&mut text.lines()), joined(&mut searched.lines.iter().copied()));
    occurrences(&folded_text, &needle)
        .filter_map(|found| {
            let first = folded_text[..=found].matches('\n').count() - 1;
            searched.place(text, first, replace, precision)
        })
        .collect()
}

/// A line without what this level forgives.
fn folded(line: &str, precision: Precision) -> Cow<'_, str> {
    match precision {
        Precision::Exact => line.into(),
        Precision::TrailingSpace => line.trim_end().into(),
        Precision::Indentation => line.trim().into(),
        Precision::Typography => {
            let composed: Cow<'_, str> =
                if is_nfc(line) { line.into() } else { line.nfc().collect::<String>().into() };
            composed.chars().map(typography::plain).collect::<String>().trim().to_owned().into()
        }
    }
}

/// The lines of a search text.
struct Block<'s> {
    lines: Vec<&'s str>,
    /// Blank lines that were left out before and after them.
    blank_edges: (usize, usize),
    /// Whether it ends with a line break.
    ended: bool,
}

impl<'s> Block<'s> {
    fn of_search(search: &'s str, precision: Precision) -> Self {
        let mut lines: Vec<&str> = search.lines().collect();
        let mut blank_edges = (0, 0);
        if precision >= Precision::Indentation {
            let blank = |line: &&&str| line.trim().is_empty();
            blank_edges.0 = lines.iter().take_while(blank).count();
            lines.drain(..blank_edges.0);
            blank_edges.1 = lines.iter().rev().take_while(blank).count();
            lines.truncate(lines.len() - blank_edges.1);
        }
        Self { lines, blank_edges, ended: search.ends_with('\n') }
    }

    /// The place that begins at this line of the text; `None` where the indentations of the two
    /// do not correspond, so that the replacement's would be a guess.
    fn place<'a>(&self, text: &str, first: usize, replace: &str, precision: Precision) -> Option<Place<'a>> {
        let mut range = byte_range(text, first, self.lines.len());
        let found: Vec<&str> = text[range.clone()].lines().collect();
        let replacement = self.replacement(replace);
        if replacement.is_empty() {
            range.end += text[range.end..].find('\n').map_or(0, |at| at + 1);
            return Some(Place { range, replacement: "".into() });
        }
        let replacement = if precision < Precision::Indentation {
            replacement.into()
        } else {
            let pairs: Vec<_> = self.lines.iter().copied().zip(found).collect();
            let indents = Indents::of(&pairs)?;
            let bodies = pairs.iter().map(|(searched, found)| (searched.trim(), found.trim())).collect();
            rewritten(replacement, &indents, &bodies)
        };
        let replacement = with_line_breaks(&replacement, line_break(text)).into_owned();
        Some(Place { range, replacement: replacement.into() })
    }

    /// The replacement without the edges that the search text was matched without.
    fn replacement<'r>(&self, replace: &'r str) -> &'r str {
        let mut rest = replace;
        for _ in 0..self.blank_edges.0 {
            match rest.split_once('\n') {
                Some((line, after)) if line.trim().is_empty() => rest = after,
                _ => break,
            }
        }
        if self.ended {
            rest = rest.strip_suffix('\n').map_or(rest, |rest| rest.strip_suffix('\r').unwrap_or(rest));
        }
        for _ in 0..self.blank_edges.1 {
            match rest.rsplit_once('\n') {
                Some((before, line)) if line.trim().is_empty() => rest = before,
                _ => break,
            }
        }
        rest
    }
}

/// The bytes of some lines, without the last one's line break.
fn byte_range(text: &str, first: usize, count: usize) -> Range<usize> {
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(first).map(str::len).sum();
    let length: usize = lines.take(count).map(str::len).sum();
    let kept = &text[start..start + length];
    let kept = kept.strip_suffix('\n').map_or(kept, |kept| kept.strip_suffix('\r').unwrap_or(kept));
    start..start + kept.len()
}

/// The replacement in the file's indentation; a line that the edit leaves as it is keeps the
/// file's own characters.
fn rewritten(replacement: &str, indents: &Indents<'_>, bodies: &HashMap<&str, &str>) -> String {
    let mut text = String::with_capacity(replacement.len());
    for (number, line) in replacement.split('\n').enumerate() {
        if number > 0 {
            text.push('\n');
        }
        let body = line.trim();
        if !body.is_empty() {
            text.push_str(&indents.for_line(indent(line)));
            text.push_str(bodies.get(body).unwrap_or(&line.trim_end_matches('\r').trim_start()));
        }
    }
    text
}

fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// Which indentation of the file an indentation of the search text stands for.
struct Indents<'a> {
    /// In the order of the lines, without repetition.
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Indents<'a> {
    fn of(lines: &[(&'a str, &'a str)]) -> Option<Self> {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for (searched, found) in lines.iter().filter(|(searched, _)| !searched.trim().is_empty()) {
            let pair = (indent(searched), indent(found));
            match pairs.iter().find(|(searched, _)| *searched == pair.0) {
                Some((_, found)) if *found != pair.1 => return None,
                Some(_) => {}
                None => pairs.push(pair),
            }
        }
        Some(Self { pairs })
    }

    /// The file's indentation for a line of the replacement: the known one, or the nearest known
    /// one with the difference added or taken away.
    fn for_line(&self, wanted: &str) -> Cow<'a, str> {
        if let Some((_, found)) = self.pairs.iter().find(|(searched, _)| *searched == wanted) {
            return Cow::Borrowed(found);
        }
        let below = self.pairs.iter().filter(|(searched, _)| wanted.starts_with(searched));
        if let Some((searched, found)) = below.max_by_key(|(searched, _)| searched.len()) {
            return format!("{found}{}", self.converted(&wanted[searched.len()..])).into();
        }
        let above = self.pairs.iter().filter(|(searched, _)| searched.starts_with(wanted));
        if let Some((searched, found)) = above.min_by_key(|(searched, _)| searched.len()) {
            let surplus = self.converted(&searched[wanted.len()..]);
            return Cow::Borrowed(found.strip_suffix(surplus.as_str()).unwrap_or(""));
        }
        Cow::Owned(wanted.to_owned())
    }

    /// White space of the search text in the file's kind: tabs for spaces or spaces for tabs, in
    /// the proportion that the known lines have.
    fn converted(&self, space: &str) -> String {
        for (searched, found) in &self.pairs {
            let (tabs_for, tabs_in) = (found.matches('\t').count(), searched.matches('\t').count());
            let (spaces_for, spaces_in) = (found.matches(' ').count(), searched.matches(' ').count());
            if tabs_for > 0 && tabs_in == 0 && spaces_in >= tabs_for {
                return space.replace(&" ".repeat(spaces_in / tabs_for), "\t");
            }
            if tabs_in > 0 && tabs_for == 0 && spaces_for >= tabs_in {
                return space.replace('\t', &" ".repeat(spaces_for / tabs_in));
            }
        }
        space.to_owned()
    }
}
