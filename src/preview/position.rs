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

/// Turns byte offsets into positions; building it reads the text once, a look-up one line.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
}

impl<'a> Lines<'a> {
    /// Indexes the lines of `text`.
    pub fn new(text: &'a str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(at, _)| at as u32 + 1)).collect();
        Self { text, starts }
    }

    /// The position of a byte offset; offsets beyond the end are the end, and one inside a
    /// character is that character's.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset.min(self.text.len() as u32);
        let line = self.starts.partition_point(|start| *start <= offset).max(1) - 1;
        let start = self.starts.get(line).copied().unwrap_or(0);
        let width: usize = self.text[start as usize..]
            .char_indices()
            .take_while(|(at, character)| at + character.len_utf8() <= (offset - start) as usize)
            .map(|(_, character)| character.len_utf16())
            .sum();
        Position { line: line as u32 + 1, column: width as u32 + 1 }
    }

    /// The text of a line, counted from 1, without its end; empty beyond the last.
    pub fn line(&self, line: u32) -> &'a str {
        self.text.lines().nth(line.saturating_sub(1) as usize).unwrap_or("")
    }
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
    }
}
