//! Places in a text, and problems at places.
//!
//! Compilers count bytes; browsers, editors and people count lines and UTF-16 columns.

use crate::diagnostics::{Diagnostic, Severity};

/// A place in a text. Line and column count from 1, the column in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, counted from 1.
    pub line: u32,
    /// Column in UTF-16 code units, counted from 1.
    pub column: u32,
}

impl Position {
    /// The first character of a file.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// A problem in a text that has no path yet: equal texts share their problems.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where it is.
    pub position: Position,
    /// Whether the file works in spite of it.
    pub severity: Severity,
    /// A stable name for the kind of problem.
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub message: String,
}

impl Problem {
    /// A problem that keeps the file from running.
    pub fn error(position: Position, code: &'static str, message: impl Into<String>) -> Self {
        Self { position, severity: Severity::Error, code, message: message.into() }
    }

    /// A problem that the file runs in spite of.
    pub fn warning(position: Position, code: &'static str, message: impl Into<String>) -> Self {
        Self { position, severity: Severity::Warning, code, message: message.into() }
    }

    /// The problem as one of the file at `path`.
    pub fn at(&self, path: &str) -> Diagnostic {
        Diagnostic {
            path: path.to_owned(),
            line: self.position.line,
            column: self.position.column,
            severity: self.severity,
            code: self.code.to_owned(),
            message: self.message.clone(),
        }
    }
}

/// How many bytes apart the checkpoints are that bound the cost of a look-up in a long line.
const CHECKPOINT: usize = 256;

/// Turns byte offsets into positions. Building it reads the text once; a look-up costs the same in
/// a line of a megabyte as in a short one.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
    /// UTF-16 units before every [`CHECKPOINT`] bytes; empty where the text is ASCII.
    units: Vec<u32>,
}

impl<'a> Lines<'a> {
    /// Indexes the lines of `text`.
    pub fn new(text: &'a str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(newlines.map(|at| at as u32 + 1)).collect();
        let units = if text.is_ascii() { Vec::new() } else { checkpoints(text.as_bytes()) };
        Self { text, starts, units }
    }

    /// The position of a byte offset; offsets beyond the end are the end, and one inside a
    /// character is that character's.
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start as usize <= offset).max(1);
        let start = self.starts.get(line - 1).map_or(0, |start| *start as usize);
        Position { line: line as u32, column: self.units_before(offset) - self.units_before(start) + 1 }
    }

    fn units_before(&self, offset: usize) -> u32 {
        let Some(before) = self.units.get(offset / CHECKPOINT) else { return offset as u32 };
        let rest = &self.text.as_bytes()[offset / CHECKPOINT * CHECKPOINT..offset];
        before + rest.iter().copied().map(units_of).sum::<u32>()
    }

    /// The text of a line, counted from 1, without its end; empty beyond the last.
    pub fn line(&self, line: u32) -> &'a str {
        let Some(start) = self.starts.get((line as usize).wrapping_sub(1)) else { return "" };
        let end = self.starts.get(line as usize).map_or(self.text.len(), |next| *next as usize);
        self.text[*start as usize..end].trim_end_matches(['\n', '\r'])
    }
}

/// The UTF-16 units that a character adds at its first byte in UTF-8.
fn units_of(byte: u8) -> u32 {
    match byte {
        0x80..=0xbf => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

fn checkpoints(bytes: &[u8]) -> Vec<u32> {
    let counts = bytes.chunks(CHECKPOINT).map(|chunk| chunk.iter().copied().map(units_of).sum::<u32>());
    let sums = counts.scan(0, |sum, count| {
        *sum += count;
        Some(*sum)
    });
    std::iter::once(0).chain(sums).collect()
}

#[cfg(test)]
mod tests {
    use super::{Lines, Position};

    #[test]
    fn columns_count_utf16_units() {
        let text = "añ😀b\n  c\r\nd";
        let lines = Lines::new(text);
        let at = |needle: &str| lines.position(text.find(needle).unwrap() as u32);
        assert_eq!(at("b"), Position { line: 1, column: 5 });
        assert_eq!(at("c"), Position { line: 2, column: 3 });
        assert_eq!(at("d"), Position { line: 3, column: 1 });
        assert_eq!(lines.position(9_999), Position { line: 3, column: 2 });
        assert_eq!(lines.position(2), Position { line: 1, column: 2 }, "inside ñ");
        assert_eq!(Lines::new("").position(0), Position::START);
        assert_eq!((lines.line(2), lines.line(3), lines.line(4), lines.line(0)), ("  c", "d", "", ""));
    }

    #[test]
    fn long_lines_cost_no_more() {
        let text = "é😀x".repeat(1_000_000);
        let lines = Lines::new(&text);
        for offset in 0..1_000_000u32 {
            let position = lines.position(offset * 7);
            assert_eq!((position.line, position.column), (1, offset * 4 + 1));
        }
    }
}
