//! Edits as models write them: a text to search, which must occur once, and its replacement.
//!
//! Models misquote. An edit is tried exactly first, then with ever more forgiven: white space at
//! the ends of lines, indentation, typographic quotes and dashes. At each level the place must be
//! the only one, so that nothing is changed by guess. Errors are written for the model, which
//! tries again with what they say. Knows nothing of paths, tools or staging.

use std::{borrow::Cow, fmt, ops::Range};

pub use self::elision::{Elision, check_elision};
use self::nearest::Nearest;

mod elision;
mod lines;
mod nearest;
mod typography;

/// A text after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The whole text.
    pub text: String,
    /// How much of the search text had to be forgiven.
    pub precision: Precision,
    /// The line where the replacement begins, counted from 1.
    pub line: usize,
}

/// What a search text may differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// Nothing but the kind of line break.
    Exact,
    /// White space at the ends of lines.
    TrailingSpace,
    /// Also indentation, and blank lines before and after. The replacement is indented alike.
    Indentation,
    /// Also quotes, dashes and spaces that look alike.
    Typography,
}

/// Why an edit was refused; each says to the model what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// Only an empty file can be edited without a search text.
    EmptySearch,
    /// The replacement is the search text.
    Unchanged,
    /// The replacement stands there already.
    AlreadyPresent {
        /// The line where it begins, counted from 1.
        line: usize,
    },
    /// The search text occurs more than once.
    Ambiguous {
        /// The lines where it begins, counted from 1; the first few of them.
        lines: Vec<usize>,
    },
    /// The search text does not occur.
    NotFound {
        /// What it may have meant.
        nearest: Option<Nearest>,
    },
}

impl std::error::Error for EditError {}

impl fmt::Display for EditError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptySearch => formatter.write_str(
                "The search text is empty, but the file is not. Quote the lines to replace, or write the whole file.",
            ),
            Self::Unchanged => formatter.write_str("The replacement equals the search text: nothing would change."),
            Self::AlreadyPresent { line } => {
                write!(formatter, "The replacement stands at line {line} already. Do not send this edit again.")
            }
            Self::Ambiguous { lines } => {
                let more = if lines.len() == MAX_PLACES { " and perhaps more" } else { "" };
                let lines = lines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                write!(
                    formatter,
                    "The search text occurs more than once: at lines {lines}{more}. \
                     Quote more of the lines around it, so that it occurs once."
                )
            }
            Self::NotFound { nearest: None } => formatter
                .write_str("The search text does not occur in the file. Read the file again before you edit it."),
            Self::NotFound { nearest: Some(nearest) } => write!(
                formatter,
                "The search text does not occur in the file. Did you mean {nearest}\n\
                 Quote the text exactly as it stands there."
            ),
        }
    }
}

/// How many places are looked for before an edit is called ambiguous.
const MAX_PLACES: usize = 10;

/// A place that a search text may mean, with what to put there.
#[derive(Debug)]
struct Place<'a> {
    range: Range<usize>,
    replacement: Cow<'a, str>,
}

/// Replaces the only place in `text` that `search` means. Line breaks stay of the kind that the
/// text has. Takes time linear in the texts' lengths.
pub fn apply_edit(text: &str, search: &str, replace: &str) -> Result<Edited, EditError> {
    if search.is_empty() {
        return if text.is_empty() {
            Ok(Edited { text: replace.to_owned(), precision: Precision::Exact, line: 1 })
        } else {
            Err(EditError::EmptySearch)
        };
    }
    if search == replace {
        return Err(EditError::Unchanged);
    }
    let levels = [Precision::Exact, Precision::TrailingSpace, Precision::Indentation, Precision::Typography];
    for precision in levels {
        let places = match precision {
            Precision::Exact => exact(text, search, replace),
            Precision::Typography => {
                let places = typography::places(text, search, replace);
                if places.is_empty() { lines::places(text, search, replace, precision) } else { places }
            }
            _ => lines::places(text, search, replace, precision),
        };
        match places.as_slice() {
            [] => {}
            [place] => return put(text, search, place, precision),
            _ => {
                let lines = places.iter().map(|place| line_at(text, place.range.start)).collect();
                return Err(EditError::Ambiguous { lines });
            }
        }
    }
    // Short replacements stand anywhere by chance.
    if replace.trim().len() >= 5
        && let Some(place) = lines::places(text, replace, "", Precision::Indentation).first()
    {
        return Err(EditError::AlreadyPresent { line: line_at(text, place.range.start) });
    }
    Err(EditError::NotFound { nearest: nearest::find(text, search) })
}

fn put(text: &str, search: &str, place: &Place<'_>, precision: Precision) -> Result<Edited, EditError> {
    let line = line_at(text, place.range.start);
    if precision == Precision::Exact && is_applied(text, search, place) {
        return Err(EditError::AlreadyPresent { line });
    }
    let mut edited = text.to_owned();
    edited.replace_range(place.range.clone(), &place.replacement);
    if edited == text { Err(EditError::Unchanged) } else { Ok(Edited { text: edited, precision, line }) }
}

/// Whether the place lies within the replacement, as it does when an edit that adds lines is
/// sent a second time.
fn is_applied(text: &str, search: &str, place: &Place<'_>) -> bool {
    let search = with_line_breaks(search, line_break(text));
    occurrences(&place.replacement, &search).any(|offset| {
        let start = place.range.start.checked_sub(offset);
        start.is_some_and(|start| text.as_bytes()[start..].starts_with(place.replacement.as_bytes()))
    })
}

/// The places where the search text stands as it is, in the file's kind of line break or, in a
/// file of several kinds, in its own.
fn exact<'a>(text: &str, search: &'a str, replace: &'a str) -> Vec<Place<'a>> {
    let native = line_break(text);
    let as_file = (with_line_breaks(search, native), with_line_breaks(replace, native));
    for (search, replacement) in [as_file, (search.into(), replace.into())] {
        let places: Vec<_> = occurrences(text, &search)
            .map(|start| Place { range: start..start + search.len(), replacement: replacement.clone() })
            .collect();
        if !places.is_empty() {
            return places;
        }
    }
    Vec::new()
}

/// Where `needle` begins, also where occurrences overlap; the first [`MAX_PLACES`].
fn occurrences(text: &str, needle: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(needle)?;
        from = text.ceil_char_boundary(start + 1);
        Some(start)
    })
    .take(MAX_PLACES)
}

/// The line of a byte, counted from 1.
fn line_at(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

/// The kind of line break that most lines of a text have.
fn line_break(text: &str) -> &'static str {
    let all = text.bytes().filter(|&byte| byte == b'\n').count();
    if text.matches("\r\n").count() * 2 > all { "\r\n" } else { "\n" }
}

fn with_line_breaks<'a>(text: &'a str, line_break: &str) -> Cow<'a, str> {
    if !text.contains('\n') || (line_break == "\n" && !text.contains("\r\n")) {
        return Cow::Borrowed(text);
    }
    let plain = text.replace("\r\n", "\n");
    Cow::Owned(if line_break == "\n" { plain } else { plain.replace('\n', line_break) })
}

#[cfg(test)]
mod tests;
