//! Which part of a module comes from which part of its source.

use serde_json::json;

use super::super::position::Position;

/// The mappings of one module from one source, in the encoding of the specification
/// (ECMA-426), without the names of files: equal modules at different paths share them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mappings {
    encoded: String,
    names: Vec<String>,
}

impl Mappings {
    /// The mappings and names of a source map with a single source.
    pub(in crate::preview) fn new(encoded: String, names: Vec<String>) -> Self {
        Self { encoded, names }
    }

    /// How many bytes it takes in memory, for a cache's accounting.
    pub fn size(&self) -> usize {
        self.encoded.len() + self.names.iter().map(|name| name.len() + size_of::<String>()).sum::<usize>()
    }

    /// The source map as a browser reads it, for a module made from `source` at `path`.
    pub fn to_json(&self, path: &str, source: &str) -> String {
        json!({
            "version": 3,
            "sources": [format!("/{path}")],
            "sourcesContent": [source],
            "names": self.names,
            "mappings": self.encoded,
        })
        .to_string()
    }

    /// The place in the source that a place in the module comes from: the closest mapping at or
    /// before it in its line.
    pub fn source_of(&self, generated: Position) -> Option<Position> {
        let line = self.encoded.split(';').nth(generated.line.checked_sub(1)? as usize)?;
        let mut state = self.state_before(generated.line);
        let mut column = 0;
        let mut found = None;
        for segment in line.split(',').filter(|segment| !segment.is_empty()) {
            let fields = decode(segment)?;
            column += fields.first()?;
            if column > i64::from(generated.column) - 1 {
                break;
            }
            found = state.advance(&fields).or(found);
        }
        found
    }

    /// The source position that the mappings have reached before a line of the module.
    fn state_before(&self, line: u32) -> Source {
        let mut state = Source::default();
        for earlier in self.encoded.split(';').take(line as usize - 1) {
            for segment in earlier.split(',').filter(|segment| !segment.is_empty()) {
                if let Some(fields) = decode(segment) {
                    state.advance(&fields);
                }
            }
        }
        state
    }
}

/// A running position in the source, both parts counted from 0.
#[derive(Default)]
struct Source {
    line: i64,
    column: i64,
}

impl Source {
    /// Applies a segment; segments of one field say that the code has no source.
    fn advance(&mut self, fields: &[i64]) -> Option<Position> {
        let [_, _, line, column, ..] = fields else { return None };
        self.line += line;
        self.column += column;
        Some(Position {
            line: u32::try_from(self.line).ok()? + 1,
            column: u32::try_from(self.column).ok()? + 1,
        })
    }
}

/// Decodes a segment of base-64 variable-length quantities.
fn decode(segment: &str) -> Option<Vec<i64>> {
    let mut fields = Vec::with_capacity(5);
    let (mut value, mut shift) = (0i64, 0u32);
    for byte in segment.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        value |= i64::from(digit & 31).checked_shl(shift)?;
        shift += 5;
        if shift > 60 {
            return None;
        }
        if digit & 32 == 0 {
            fields.push(if value & 1 == 1 { -(value >> 1) } else { value >> 1 });
            (value, shift) = (0, 0);
        }
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::{Mappings, Position};

    #[test]
    fn places_are_traced_back() {
        // Two lines; the second line's segments are at columns 0, 4 and 10.
        let map = Mappings { encoded: "AAAA;AACE,IAAI,MAAM".into(), names: Vec::new() };
        let at = |line, column| map.source_of(Position { line, column });
        assert_eq!(at(1, 1), Some(Position { line: 1, column: 1 }));
        assert_eq!(at(2, 1), Some(Position { line: 2, column: 3 }));
        assert_eq!(at(2, 8), Some(Position { line: 2, column: 7 }));
        assert_eq!(at(2, 99), Some(Position { line: 2, column: 13 }));
        assert_eq!(at(3, 1), None);
        assert_eq!(at(0, 0), None);
    }

    #[test]
    fn broken_mappings_are_harmless() {
        for encoded in ["!!!", "gggggggggggggggggggggg", "D", ";;;AAAA", "AAAA,,AAAA", "DDDD"] {
            let map = Mappings { encoded: encoded.into(), names: Vec::new() };
            for line in 0..6 {
                map.source_of(Position { line, column: 3 });
            }
        }
    }
}
