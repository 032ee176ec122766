use std::collections::BTreeMap;

use super::*;
use crate::versions::git::Git;
use crate::versions::objects::blob_id;

/// Differences between files, given as path, former and later content, and their contents.
fn differences(files: &[(&str, Option<&str>, Option<&str>)]) -> (Vec<Difference>, Contents) {
    let mut contents = Contents::new();
    let mut id = |text: Option<&str>| {
        text.map(|text| {
            let id = blob_id(text.as_bytes()).unwrap();
            contents.insert(id, Bytes::copy_from_slice(text.as_bytes()));
            id
        })
    };
    let differences = files
        .iter()
        .map(|(path, old, new)| Difference { path: (*path).to_owned(), old: id(*old), new: id(*new) })
        .collect();
    (differences, contents)
}

fn moved(files: &[(&str, Option<&str>, Option<&str>)]) -> Vec<(String, String)> {
    let (differences, contents) = differences(files);
    let mut moved: Vec<_> = renames(&differences, &contents).into_iter().map(|r| (r.from, r.to)).collect();
    moved.sort();
    moved
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
}

/// Twenty lines with the first few replaced.
fn text(replaced: usize) -> String {
    (0..20)
        .map(|n| if n < replaced { format!("other line {n}\n") } else { format!("usual line {n}\n") })
        .collect()
}

#[test]
fn every_kind_of_change_is_told() {
    let (same, edited) = (text(0), text(3));
    let (differences, contents) = differences(&[
        ("added", None, Some("a\n")),
        ("changed", Some("1\n"), Some("2\n")),
        ("deleted", Some("d\n"), None),
        ("from", Some(&same), None),
        ("to", None, Some(&edited)),
    ]);
    let changes = file_changes(&differences, &contents);
    let shown: Vec<_> =
        changes.iter().map(|c| (c.path.as_str(), c.kind, c.old_path.as_deref(), c.similarity)).collect();
    assert_eq!(
        shown,
        [
            ("added", ChangeKind::Added, None, None),
            ("changed", ChangeKind::Modified, None, None),
            ("deleted", ChangeKind::Deleted, None, None),
            ("to", ChangeKind::Renamed, Some("from"), Some(85)),
        ]
    );
    let id = |text: &str| Some(blob_id(text.as_bytes()).unwrap());
    assert_eq!((changes[3].old, changes[3].new), (id(&same), id(&edited)));
    assert_eq!((changes[0].old, changes[2].new), (None, None));
}

#[test]
fn identical_files_keep_their_names_if_they_can() {
    let files = [
        ("a/x", Some("same\n"), None),
        ("a/y", Some("same\n"), None),
        ("b/y", None, Some("same\n")),
        ("b/z", None, Some("same\n")),
    ];
    assert_eq!(moved(&files), pairs(&[("a/x", "b/z"), ("a/y", "b/y")]));
    // Identical contents need not be fetched.
    let (differences, _) = differences(&files);
    assert_eq!(candidates(&differences), BTreeSet::new());
    assert_eq!(renames(&differences, &Contents::new()).len(), 2);
}

#[test]
fn empty_files_say_nothing() {
    assert_eq!(moved(&[("a", Some(""), None), ("b", None, Some(""))]), []);
    assert_eq!(moved(&[("a", Some(""), None), ("b", None, Some("\n"))]), []);
}

#[test]
fn half_of_a_file_must_stay() {
    let (old, nine, eleven) = (text(0), text(9), text(11));
    assert_eq!(moved(&[("a", Some(&old), None), ("b", None, Some(&nine))]), pairs(&[("a", "b")]));
    assert_eq!(moved(&[("a", Some(&old), None), ("b", None, Some(&eleven))]), []);
}

#[test]
fn the_most_similar_pairs_win() {
    let (old, closer, farther) = (text(0), text(2), text(6));
    let files = [
        ("a", Some(old.as_str()), None),
        ("b", None, Some(farther.as_str())),
        ("c", None, Some(closer.as_str())),
    ];
    assert_eq!(moved(&files), pairs(&[("a", "c")]));
    // Between equals, the one that kept its name.
    let files = [
        ("a/f", Some(old.as_str()), None),
        ("b/e", None, Some(closer.as_str())),
        ("c/f", None, Some(&closer)),
    ];
    assert_eq!(moved(&files), pairs(&[("a/f", "c/f")]));
}

#[test]
fn contents_that_were_not_fetched_are_not_matched() {
    let (old, new) = (text(0), text(1));
    let (differences, contents) = differences(&[("a", Some(&old), None), ("b", None, Some(&new))]);
    assert_eq!(candidates(&differences), contents.keys().copied().collect());
    assert_eq!(renames(&differences, &Contents::new()), []);
}

#[test]
fn git_agrees_on_what_was_renamed() {
    let git = Git::init();
    let old: BTreeMap<String, String> = (0..12)
        .map(|n| {
            (
                format!("old/{n}"),
                format!("{n}\n{n}{n}\n").repeat(3) + &text(0).replace("usual", &format!("file {n}")),
            )
        })
        .collect();
    for (path, content) in &old {
        git.write(path, content.as_bytes());
    }
    git.run(&["add", "-A"]);
    git.run(&["commit", "-q", "-m", "old"]);
    let mut files: Vec<(String, Option<String>, Option<String>)> = Vec::new();
    for (number, (path, content)) in old.into_iter().enumerate() {
        let new = content.lines().skip(number * 2).map(|line| format!("{line}\n")).collect::<String>();
        let moved = format!("new/{number}");
        git.remove(&path);
        git.write(&moved, new.as_bytes());
        files.push((path, Some(content), None));
        files.push((moved, None, Some(new)));
    }
    git.run(&["add", "-A"]);
    let status = git.run(&["diff", "--cached", "-M", "--name-status"]);
    let mut expected: Vec<(String, String)> = status
        .lines()
        .filter(|line| line.starts_with('R'))
        .map(|line| {
            let mut fields = line.split('\t').skip(1).map(str::to_owned);
            (fields.next().unwrap(), fields.next().unwrap())
        })
        .collect();
    expected.sort();
    assert!((3..12).contains(&expected.len()), "{status}");
    let files: Vec<_> =
        files.iter().map(|(path, old, new)| (path.as_str(), old.as_deref(), new.as_deref())).collect();
    assert_eq!(moved(&files), expected);
}

#[test]
fn the_search_ends_when_its_bounds_are_reached() {
    let text =
        |number: usize| (0..3000).map(|line| format!("{}\n", line * 7 + number % 3)).collect::<String>();
    let texts: Vec<(String, String)> = (0..800).map(|n| (format!("{n}"), text(n) + &n.to_string())).collect();
    let files: Vec<(&str, Option<&str>, Option<&str>)> = texts
        .iter()
        .enumerate()
        .map(|(n, (path, text))| {
            if n % 2 == 0 {
                (path.as_str(), Some(text.as_str()), None)
            } else {
                (path.as_str(), None, Some(text.as_str()))
            }
        })
        .collect();
    // Far more pairs than may be compared: some are found, none twice.
    let found = moved(&files);
    let from: BTreeSet<_> = found.iter().map(|(from, _)| from).collect();
    let to: BTreeSet<_> = found.iter().map(|(_, to)| to).collect();
    assert!(!found.is_empty() && from.len() == found.len() && to.len() == found.len());
    // Too many files to compare at all.
    let many: Vec<String> = (0..1000).map(|n| n.to_string()).collect();
    let files: Vec<_> =
        many.iter().map(|n| (n.as_str(), Some(n.as_str()), None)).chain([("x", None, Some("1\n"))]).collect();
    assert_eq!(moved(&files), []);
}
