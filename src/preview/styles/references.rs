//! The addresses in a style sheet, found by its tokens, so that they can be replaced in a text that
//! no compiler understands as a whole.

use std::ops::Range;

use super::super::position::{Lines, Position};

/// An address in a style sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The address, with escapes as written.
    pub address: String,
    /// Whether an `@import` names it.
    pub is_import: bool,
    /// Where it stands.
    pub position: Position,
    /// Its bytes in the text, without quotes.
    span: Range<usize>,
}

/// Every `@import` and `url()` of a style sheet, in the order of the text.
pub fn references(source: &str) -> Vec<Reference> {
    let bytes = source.as_bytes();
    let lines = Lines::new(source);
    let mut found = Vec::new();
    let mut after_import = false;
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let mut add = |span: Range<usize>, is_import: bool| {
            if let Some(address) = source.get(span.clone()) {
                let position = lines.position(span.start as u32);
                found.push(Reference { address: address.to_owned(), is_import, position, span });
            }
        };
        match rest[0] {
            b'/' if rest.starts_with(b"/*") => {
                at += 2 + memchr::memmem::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 2);
            }
            quote @ (b'"' | b'\'') => {
                let end = end_of_string(bytes, at, quote);
                if std::mem::take(&mut after_import) {
                    add(at + 1..end, true);
                }
                at = end + 1;
            }
            b'u' | b'U' if starts_url(rest) && !is_name(bytes, at) => {
                let span = url_span(bytes, at + 4);
                at = span.end + 1;
                add(span, std::mem::take(&mut after_import));
            }
            b'@' => {
                after_import = rest.get(1..7).is_some_and(|word| word.eq_ignore_ascii_case(b"import"));
                at += if after_import { 7 } else { 1 };
            }
            byte => {
                after_import &= byte.is_ascii_whitespace();
                at += if byte == b'\\' { 2 } else { 1 };
            }
        }
    }
    found
}

/// The text with its addresses replaced where `replace` gives another.
pub fn replaced(source: &str, replace: impl Fn(&Reference) -> Option<String>) -> String {
    let mut text = String::with_capacity(source.len());
    let mut copied = 0;
    for reference in references(source) {
        if let Some(address) = replace(&reference) {
            text.push_str(&source[copied..reference.span.start]);
            text.push_str(&address);
            copied = reference.span.end;
        }
    }
    text.push_str(&source[copied..]);
    text
}

fn starts_url(rest: &[u8]) -> bool {
    rest.get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"url("))
}

/// Whether the byte continues a name, as the `u` of `my-url(` does.
fn is_name(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || matches!(bytes[at - 1], b'-' | b'_' | b'\\'))
}

/// The address after `url(`, without quotes and white space.
fn url_span(bytes: &[u8], start: usize) -> Range<usize> {
    let skipped =
        bytes[start.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let start = (start + skipped).min(bytes.len());
    if let Some(quote @ (b'"' | b'\'')) = bytes.get(start) {
        let end = end_of_string(bytes, start, *quote);
        return (start + 1).min(end)..end;
    }
    let mut end = start;
    while end < bytes.len() && bytes[end] != b')' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    let end = end.min(bytes.len());
    let trailing = bytes[start..end].iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
    start..end - trailing
}

/// The offset of a string's closing quote, or of the end of the text or line.
pub(super) fn end_of_string(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\n' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}
