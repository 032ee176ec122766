//! Characters that look alike: typographic quotes, dashes and spaces against the plain ones.

use super::{Place, line_break, occurrences, with_line_breaks};

/// The plain character that a model would write for this one.
pub(super) fn plain(character: char) -> char {
    match character {
        '\u{2018}'..='\u{201b}' | '\u{2032}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        other => other,
    }
}

/// The places where the search text stands but for characters that look alike. Where search text
/// and replacement agree at their beginning and end, the file's own characters stay.
pub(super) fn places<'a>(text: &str, search: &str, replace: &str) -> Vec<Place<'a>> {
    let native = line_break(text);
    let (search, replace) = (with_line_breaks(search, native), with_line_breaks(replace, native));
    let fold = |text: &str| -> String { text.chars().map(plain).collect() };
    let (folded, needle) = (fold(text), fold(&search));
    let (prefix, suffix) = common_ends(&search, &replace);
    let length = search.chars().count();
    let place = |found: usize| {
        let before = folded[..found].chars().count();
        let start = byte_of(text, before);
        let found = &text[start..start + byte_of(&text[start..], length)];
        let head = &found[..byte_of(found, prefix)];
        let tail = &found[byte_of(found, length - suffix)..];
        let total = replace.chars().count();
        let middle = &replace[byte_of(&replace, prefix)..byte_of(&replace, total - suffix)];
        Place { range: start..start + found.len(), replacement: format!("{head}{middle}{tail}").into() }
    };
    occurrences(&folded, &needle).map(place).collect()
}

/// How many characters two texts share at their beginnings and, apart from those, at their ends.
fn common_ends(one: &str, other: &str) -> (usize, usize) {
    let prefix = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let most = one.chars().count().min(other.chars().count()) - prefix;
    let same = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count();
    (prefix, same.min(most))
}

/// The byte where the character with this number begins.
fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}
