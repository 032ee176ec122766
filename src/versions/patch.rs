//! Changes as git patches: what `git diff` would print and `git apply` accepts.
//!
//! It must not decide which files belong together; that is `diff`'s affair.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::diff::lines::{Change, Lines, changes, is_binary};
use super::diff::{ChangeKind, FileChange};
use super::objects::ObjectId;

#[cfg(test)]
mod tests;

/// How many unchanged lines surround each change.
const CONTEXT: usize = 3;

/// One file's change in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    /// The number of lines that were added.
    pub additions: usize,
    /// The number of lines that were deleted.
    pub deletions: usize,
    /// Whether one of the contents is no text; then there are no lines to count or show.
    pub binary: bool,
    /// The patch with git's headers, ending in a line break; `None` where binary.
    pub text: Option<String>,
}

/// The patch for one file. `old` and `new` are its contents, `None` where it was added or deleted.
pub fn patch(change: &FileChange, old: Option<&[u8]>, new: Option<&[u8]>) -> Patch {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    if is_binary(old) || is_binary(new) {
        return Patch { binary: true, ..Patch::default() };
    }
    let (before, after) = (Lines::of(old), Lines::of(new));
    let changes = changes(&before, &after);
    let mut text = header(change, !changes.is_empty());
    for hunk in hunks(&changes) {
        write_hunk(&mut text, hunk, &before, &after);
    }
    Patch {
        additions: changes.iter().map(|change| change.after.len()).sum(),
        deletions: changes.iter().map(|change| change.before.len()).sum(),
        binary: false,
        text: Some(text),
    }
}

/// The lines before the first hunk; see "Generating patch text" in git's `diff-generate-patch`.
fn header(change: &FileChange, lines_changed: bool) -> String {
    let new_path = &change.path;
    let old_path = change.old_path.as_ref().unwrap_or(new_path);
    let (old_name, new_name) = (quoted("a/", old_path), quoted("b/", new_path));
    let mut text = format!("diff --git {old_name} {new_name}\n");
    match change.kind {
        ChangeKind::Added => text += "new file mode 100644\n",
        ChangeKind::Deleted => text += "deleted file mode 100644\n",
        ChangeKind::Modified => {}
        ChangeKind::Renamed => {
            let similarity = change.similarity.unwrap_or(100);
            let (from, to) = (quoted("", old_path), quoted("", new_path));
            _ = write!(text, "similarity index {similarity}%\nrename from {from}\nrename to {to}\n");
        }
    }
    let id = |id: Option<ObjectId>| id.map_or_else(|| "0".repeat(7), |id| id.short());
    if change.old != change.new {
        _ = write!(text, "index {}..{}", id(change.old), id(change.new));
        let keeps_mode = matches!(change.kind, ChangeKind::Modified | ChangeKind::Renamed);
        text += if keeps_mode { " 100644\n" } else { "\n" };
    }
    if lines_changed {
        let old_name = if change.kind == ChangeKind::Added { "/dev/null".into() } else { old_name };
        let new_name = if change.kind == ChangeKind::Deleted { "/dev/null".into() } else { new_name };
        _ = writeln!(text, "--- {}\n+++ {}", ended(&old_name), ended(&new_name));
    }
    text
}

/// The name with its prefix, quoted as git does where it would be misread otherwise.
fn quoted<'a>(prefix: &'a str, path: &'a str) -> Cow<'a, str> {
    if !path.contains(|c: char| c.is_ascii_control() || matches!(c, '"' | '\\')) {
        return format!("{prefix}{path}").into();
    }
    let mut text = format!("\"{prefix}");
    for c in path.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            c if c.is_ascii_control() => _ = write!(text, "\\{:03o}", c as u32),
            c => text.push(c),
        }
    }
    text.push('"');
    text.into()
}

/// A tab ends a name with a space, so that nobody takes what follows the space for a date.
fn ended(name: &str) -> String {
    let tab = if name.contains(' ') && !name.starts_with('"') { "\t" } else { "" };
    format!("{name}{tab}")
}

/// The changes grouped into hunks: those whose contexts touch are shown together.
fn hunks(changes: &[Change]) -> impl Iterator<Item = &[Change]> {
    changes.chunk_by(|one, next| next.before.start - one.before.end <= 2 * CONTEXT)
}

fn write_hunk(text: &mut String, changes: &[Change], before: &Lines<'_>, after: &Lines<'_>) {
    let [first, ..] = changes else { return };
    let last = changes.last().unwrap_or(first);
    let leading = first.before.start.min(CONTEXT);
    let trailing = (before.len() - last.before.end).min(CONTEXT);
    let old = first.before.start - leading..last.before.end + trailing;
    let new = first.after.start - leading..last.after.end + trailing;
    // An empty side is named by the line before it (POSIX, `diff -u`).
    let span = |range: &std::ops::Range<usize>| match range.len() {
        0 => format!("{},0", range.start),
        1 => format!("{}", range.start + 1),
        len => format!("{},{len}", range.start + 1),
    };
    _ = writeln!(text, "@@ -{} +{} @@", span(&old), span(&new));
    let mut at = old.start;
    for change in changes {
        write_lines(text, ' ', before, at..change.before.start);
        write_lines(text, '-', before, change.before.clone());
        write_lines(text, '+', after, change.after.clone());
        at = change.before.end;
    }
    write_lines(text, ' ', before, at..old.end);
}

fn write_lines(text: &mut String, sign: char, lines: &Lines<'_>, range: std::ops::Range<usize>) {
    for line in range.map(|line| lines.line(line)) {
        text.push(sign);
        // Whole lines of valid UTF-8 are valid UTF-8, so nothing is replaced here.
        text.push_str(&String::from_utf8_lossy(line));
        if line.last() != Some(&b'\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}
