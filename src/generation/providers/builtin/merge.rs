//! From an old generation to a new one, on top of what people made of the old one.
//!
//! A three-way merge by lines: where a person's text still is what was generated, the new text
//! goes in; where they changed the same lines, theirs stay, and it is said which file keeps them.

use super::generate::File;

/// A change of the project.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Edit {
    Write(File),
    /// `search` stands exactly once in the file as it is when this edit's turn comes.
    Replace {
        path: String,
        search: String,
        replace: String,
    },
    Delete(String),
    /// A person changed the same lines, or took the file away: it stays as it is.
    Kept(String),
}

/// The paths whose generated text differs.
pub(super) fn changed(old: &[File], new: &[File]) -> Vec<String> {
    let text = |files: &[File], path: &str| {
        files.iter().find(|file| file.path == path).map(|file| file.text.clone())
    };
    let mut paths: Vec<String> = old.iter().chain(new).map(|file| file.path.clone()).collect();
    paths.sort();
    paths.dedup();
    paths.retain(|path| text(old, path) != text(new, path));
    paths
}

/// The edits that bring a project from one generation to the next. `current` gives a file's text
/// in the project. With `replaces`, a different app takes the place of the old one, and nothing of
/// it is merged.
pub(super) fn edits<'c>(
    old: &[File],
    new: &[File],
    current: &dyn Fn(&str) -> Option<&'c str>,
    replaces: bool,
) -> Vec<Edit> {
    let find = |files: &[File], path: &str| files.iter().find(|file| file.path == path).cloned();
    let mut out = Vec::new();
    for path in changed(old, new) {
        let (before, after) = (find(old, &path), find(new, &path));
        match (before, after, current(&path)) {
            (_, Some(after), None) if replaces || find(old, &path).is_none() => out.push(Edit::Write(after)),
            (Some(_), Some(_), None) if path != super::spec::SPEC_PATH => out.push(Edit::Kept(path)),
            (_, Some(after), None) => out.push(Edit::Write(after)),
            (Some(before), Some(after), Some(current)) => {
                if replaces {
                    out.push(Edit::Write(after));
                } else {
                    merge_file(&path, &before.text, &after.text, current, &mut out);
                }
            }
            (None, Some(after), Some(current)) => {
                if replaces {
                    out.push(Edit::Write(after));
                } else if after.text != current {
                    out.push(Edit::Kept(path));
                }
            }
            (Some(before), None, Some(current)) => {
                out.push(if replaces || before.text == current {
                    Edit::Delete(path)
                } else {
                    Edit::Kept(path)
                });
            }
            (_, None, _) => {}
        }
    }
    out
}

/// A run of lines that one text has in another's place.
#[derive(Clone, Debug, PartialEq)]
struct Hunk {
    /// Lines of the base, from and up to.
    from: usize,
    to: usize,
    lines: Vec<String>,
}

fn merge_file(path: &str, base: &str, new: &str, current: &str, out: &mut Vec<Edit>) {
    let theirs = hunks(base, current);
    let ours = hunks(base, new);
    let wanted: Vec<&Hunk> = ours.iter().filter(|hunk| !theirs.contains(hunk)).collect();
    let clean = wanted.iter().all(|hunk| !theirs.iter().any(|other| touches(hunk, other)));
    if !clean {
        // Half of a change would leave code that does not fit together.
        out.push(Edit::Kept(path.to_owned()));
        return;
    }
    let lines: Vec<&str> = current.split_inclusive('\n').collect();
    let mut text = lines.clone();
    let mut edits = Vec::new();
    for hunk in wanted.iter().rev() {
        let shift: isize = theirs
            .iter()
            .filter(|other| other.to <= hunk.from)
            .map(|other| other.lines.len() as isize - (other.to - other.from) as isize)
            .sum();
        let start = (hunk.from as isize + shift).max(0) as usize;
        let end = start + (hunk.to - hunk.from);
        let Some((search, replace)) = unique(&text, start, end, &hunk.lines) else {
            edits.clear();
            break;
        };
        edits.push(Edit::Replace { path: path.to_owned(), search, replace });
        text.splice(start..end, hunk.lines.iter().map(String::as_str));
    }
    let whole = text.concat();
    let size: usize =
        edits
            .iter()
            .map(|edit| {
                if let Edit::Replace { search, replace, .. } = edit {
                    search.len() + replace.len()
                } else {
                    0
                }
            })
            .sum();
    // Many small edits of a file are harder to follow than the file.
    if (edits.is_empty() && !wanted.is_empty()) || size > whole.len() {
        let mut all = lines;
        for hunk in wanted.iter().rev() {
            let shift: isize = theirs
                .iter()
                .filter(|other| other.to <= hunk.from)
                .map(|other| other.lines.len() as isize - (other.to - other.from) as isize)
                .sum();
            let start = (hunk.from as isize + shift).max(0) as usize;
            all.splice(start..start + (hunk.to - hunk.from), hunk.lines.iter().map(String::as_str));
        }
        out.push(Edit::Write(File { path: path.to_owned(), text: all.concat() }));
        return;
    }
    out.extend(edits);
}

/// Whether two changes of the base overlap or stand side by side.
fn touches(a: &Hunk, b: &Hunk) -> bool {
    a.from <= b.to && b.from <= a.to
}

/// The lines to search for and what replaces them, with as many neighbours as make them unique.
fn unique(text: &[&str], start: usize, end: usize, lines: &[String]) -> Option<(String, String)> {
    let whole = text.concat();
    let (mut before, mut after) = (start, end);
    loop {
        let search = text[before..after].concat();
        if !search.is_empty() && occurs_once(&whole, &search) {
            let replace = text[before..start].concat() + &lines.concat() + &text[end..after].concat();
            return Some((search, replace));
        }
        if before == 0 && after == text.len() {
            return None;
        }
        before = before.saturating_sub(1);
        after = (after + 1).min(text.len());
    }
}

fn occurs_once(text: &str, search: &str) -> bool {
    // Overlapping occurrences count too.
    text.find(search).is_some_and(|at| {
        let next = at + text[at..].chars().next().map_or(1, char::len_utf8);
        text[next..].find(search).is_none()
    })
}

/// What distinguishes the second text from the first, by lines.
fn hunks(base: &str, other: &str) -> Vec<Hunk> {
    let mut input = imara_diff::InternedInput::<&str>::default();
    input.update_before(base.split_inclusive('\n'));
    input.update_after(other.split_inclusive('\n'));
    let mut diff = imara_diff::Diff::compute(imara_diff::Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let after: Vec<&str> = other.split_inclusive('\n').collect();
    diff.hunks()
        .map(|hunk| Hunk {
            from: hunk.before.start as usize,
            to: hunk.before.end as usize,
            lines: after[hunk.after.start as usize..hunk.after.end as usize]
                .iter()
                .map(|l| (*l).to_owned())
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Vec<File> {
        vec![File { path: "a.ts".to_owned(), text: text.to_owned() }]
    }

    fn apply(current: &str, edits: &[Edit]) -> String {
        edits.iter().fold(current.to_owned(), |text, edit| match edit {
            Edit::Replace { search, replace, .. } => {
                assert!(occurs_once(&text, search), "{search:?} in {text:?}");
                text.replacen(search, replace, 1)
            }
            Edit::Write(file) => file.text.clone(),
            Edit::Delete(_) | Edit::Kept(_) => text,
        })
    }

    #[test]
    fn what_people_changed_elsewhere_survives() {
        let base = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";
        let new = "one\nTWO\nthree\nfour\nfive\nsix\nseven\neight\n";
        let current = "one\ntwo\nthree\nfour!\nfive\nsix\nseven\n";
        let edits = edits(&file(base), &file(new), &|_| Some(current), false);
        assert_eq!(apply(current, &edits), "one\nTWO\nthree\nfour!\nfive\nsix\nseven\neight\n");
    }

    #[test]
    fn where_both_changed_the_persons_lines_stay() {
        let edits = edits(&file("a\nb\nc\n"), &file("a\nB\nc\n"), &|_| Some("a\nb2\nc\n"), false);
        assert_eq!(edits, [Edit::Kept("a.ts".to_owned())]);
    }

    #[test]
    fn repeated_lines_are_searched_with_their_neighbours() {
        let base = "x\n}\n\ny\n}\n\nz\n}\n";
        let new = "x\n}\n\ny\nnew\n}\n\nz\n}\n";
        let edits = edits(&file(base), &file(new), &|_| Some(base), false);
        assert_eq!(apply(base, &edits), new);
    }

    #[test]
    fn a_file_that_a_person_deleted_stays_away() {
        let edits = edits(&file("a\n"), &file("b\n"), &|_| None, false);
        assert_eq!(edits, [Edit::Kept("a.ts".to_owned())]);
    }
}
