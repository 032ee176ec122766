//! What is wrong with a style sheet.
//!
//! A browser runs every style sheet, dropping what it does not understand. So an error is only
//! what swallows other rules or was certainly meant otherwise; what merely is unknown here (new or
//! vendor syntax, directives of tools) is not reported.

use std::sync::{Arc, RwLock};

use lightningcss::error::{Error, ParserError};
use lightningcss::stylesheet::{ParserOptions, StyleSheet};

use super::super::position::{Lines, Position, Problem};

/// At most so many problems of one sheet are of use to anybody.
const MOST_PROBLEMS: usize = 20;

/// Directives that only Tailwind's compiler understands.
const TAILWIND: [&str; 5] = ["@tailwind", "@apply", "@theme", "@utility", "@import \"tailwindcss\""];

/// The problems of a style sheet. The caller has made room on the stack.
pub(super) fn of(source: &str) -> Vec<Problem> {
    let lines = Lines::new(source);
    let mut problems = unbalanced(source, &lines);
    if problems.is_empty() {
        problems = invalid(source, &lines);
    }
    problems.extend(tailwind(source, &lines));
    problems.sort();
    problems.dedup();
    problems.truncate(MOST_PROBLEMS);
    problems
}

/// What the compiler finds invalid, apart from what only it does not know.
fn invalid(source: &str, lines: &Lines<'_>) -> Vec<Problem> {
    let warnings = Arc::new(RwLock::new(Vec::new()));
    let options = ParserOptions {
        error_recovery: true,
        warnings: Some(Arc::clone(&warnings)),
        ..ParserOptions::default()
    };
    if let Err(error) = StyleSheet::parse(source, options) {
        return vec![problem(&error, lines)];
    }
    let Ok(warnings) = warnings.read() else { return Vec::new() };
    warnings
        .iter()
        .filter(|warning| is_certain(warning, lines))
        .map(|warning| problem(warning, lines))
        .collect()
}

/// Whether a browser would object too.
fn is_certain(error: &Error<ParserError<'_>>, lines: &Lines<'_>) -> bool {
    let is_syntax = matches!(
        error.kind,
        ParserError::InvalidDeclaration
            | ParserError::UnexpectedToken(_)
            | ParserError::EndOfInput
            | ParserError::QualifiedRuleInvalid
    );
    let text = error.loc.as_ref().map_or("", |place| lines.line(place.line + 1)).trim_start();
    // Hacks for old browsers, and lines of at-rules, whose grammar is for their owner to judge.
    let is_foreign =
        text.starts_with(['*', '_', '@']) || text.contains("progid:") || text.contains("expression(");
    is_syntax && !is_foreign
}

/// The compiler's error as a problem.
pub(super) fn problem(error: &Error<ParserError<'_>>, lines: &Lines<'_>) -> Problem {
    let place = error.loc.as_ref();
    let position =
        place.map_or(Position::START, |place| Position { line: place.line + 1, column: place.column });
    let text = lines.line(position.line).trim();
    let excerpt: String = text.chars().take(60).collect();
    let message = match &error.kind {
        ParserError::InvalidDeclaration | ParserError::UnexpectedToken(_) | ParserError::EndOfInput => {
            format!("Invalid CSS at `{excerpt}`; is a colon, semicolon or brace missing?")
        }
        kind => format!("{kind} at `{excerpt}`."),
    };
    Problem::error(position, "css-error", message)
}

/// Braces, comments and strings that are left open, which swallow the rules after them.
fn unbalanced(source: &str, lines: &Lines<'_>) -> Vec<Problem> {
    let bytes = source.as_bytes();
    let mut open = Vec::new();
    let error =
        |at: usize, message: &str| vec![Problem::error(lines.position(at as u32), "css-unbalanced", message)];
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'*') => match memchr::memmem::find(&bytes[at + 2..], b"*/") {
                Some(end) => at += end + 3,
                None => return error(at, "This comment is never closed."),
            },
            b'u' | b'U' if is_bare_url(&bytes[at..]) => {
                at += memchr::memchr(b')', &bytes[at..]).unwrap_or(bytes.len() - at);
            }
            quote @ (b'"' | b'\'') => match super::references::end_of_string(bytes, at, quote) {
                end if bytes.get(end) == Some(&quote) => at = end,
                _ => return error(at, "This string is not closed on its line."),
            },
            b'\\' => at += 1,
            b'{' => open.push(at),
            b'}' if open.pop().is_none() => return error(at, "This `}` closes nothing."),
            _ => {}
        }
        at += 1;
    }
    open.first().map_or_else(Vec::new, |at| error(*at, "This `{` is never closed."))
}

fn is_bare_url(rest: &[u8]) -> bool {
    rest.get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"url("))
        && !rest[4..]
            .iter()
            .find(|byte| !byte.is_ascii_whitespace())
            .is_some_and(|byte| matches!(byte, b'"' | b'\''))
}

/// A warning where the sheet is written for Tailwind's compiler, which does not run here.
fn tailwind(source: &str, lines: &Lines<'_>) -> Option<Problem> {
    let at = TAILWIND.iter().filter_map(|directive| source.find(directive)).min()?;
    let message = "Tailwind's directives are not compiled here, so they have no effect. Write plain CSS, or load \
                   Tailwind's browser build in index.html.";
    Some(Problem::warning(lines.position(at as u32), "tailwind-directive", message))
}
