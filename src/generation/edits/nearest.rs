//! The lines that a search text may have meant, for an error that helps the model to mend it.

use std::{collections::HashMap, fmt};

/// Some lines of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The first line, counted from 1.
    pub first: usize,
    /// The last line.
    pub last: usize,
    /// The lines as they stand, cut where they are long.
    pub excerpt: String,
}

/// At most this many lines are shown,
const MAX_LINES: usize = 20;
/// each of at most this many characters.
const MAX_CHARACTERS: usize = 200;
/// A line that stands in the search text this often says nothing about where it is.
const MAX_REPETITIONS: usize = 8;
/// The share of letter pairs, in percent, that lines must have in common to be called alike.
const ALIKE: usize = 60;

impl fmt::Display for Nearest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(formatter, "line {}?\n{}", self.first, self.excerpt)
        } else {
            write!(formatter, "lines {}–{}?\n{}", self.first, self.last, self.excerpt)
        }
    }
}

/// The lines most like the search text; `None` where none are. Takes linear time.
pub(super) fn find(text: &str, search: &str) -> Option<Nearest> {
    let searched: Vec<&str> = search.lines().map(str::trim).collect();
    let first = by_equal_lines(text, &searched).or_else(|| by_likeness(text, &searched))?;
    let lines: Vec<&str> = text.lines().skip(first).take(searched.len().clamp(1, MAX_LINES)).collect();
    let cut = |line: &&str| match line.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => (*line).to_owned(),
    };
    let excerpt = lines.iter().map(cut).collect::<Vec<_>>().join("\n");
    Some(Nearest { first: first + 1, last: first + lines.len(), excerpt })
}

/// Where most lines of the search text stand at their places; longer lines count for more.
fn by_equal_lines(text: &str, searched: &[&str]) -> Option<usize> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, line) in searched.iter().enumerate().filter(|(_, line)| line.len() > 2) {
        let places = places.entry(line).or_default();
        if places.len() < MAX_REPETITIONS {
            places.push(number);
        }
    }
    let mut votes: HashMap<usize, usize> = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        for place in places.get(line.trim()).into_iter().flatten() {
            *votes.entry(number.saturating_sub(*place)).or_default() += line.trim().len();
        }
    }
    // Of equally good places the first, whatever the map's order.
    votes.into_iter().max_by_key(|&(first, weight)| (weight, usize::MAX - first)).map(|(first, _)| first)
}

/// Where a line is most like the search text's longest one.
fn by_likeness(text: &str, searched: &[&str]) -> Option<usize> {
    let (place, longest) = searched.iter().enumerate().max_by_key(|(_, line)| line.len())?;
    let mut wanted = vec![false; 1 << 16];
    let pairs = |line: &str| -> Vec<usize> {
        line.as_bytes().windows(2).map(|pair| usize::from(pair[0]) << 8 | usize::from(pair[1])).collect()
    };
    let longest = pairs(longest);
    for &pair in &longest {
        wanted[pair] = true;
    }
    let likeness = |line: &str| {
        let pairs = pairs(line.trim());
        let common = pairs.iter().filter(|&&pair| wanted[pair]).count();
        200 * common.min(longest.len()) / (pairs.len() + longest.len()).max(1)
    };
    let numbered = text.lines().enumerate().map(|(number, line)| (likeness(line), number));
    let (likeness, number) = numbered.max_by_key(|&(likeness, number)| (likeness, usize::MAX - number))?;
    (likeness >= ALIKE).then(|| number.saturating_sub(place))
}
