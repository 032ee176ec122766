use std::collections::BTreeMap;

use bytes::Bytes;
use proptest::prelude::*;

use super::*;
use crate::versions::diff::{Contents, file_changes};
use crate::versions::git::Git;
use crate::versions::objects::blob_id;
use crate::versions::trees::Difference;

type Texts = BTreeMap<String, Vec<u8>>;

/// The patches that lead from one state of the files to another.
fn patches(old: &Texts, new: &Texts) -> Vec<(FileChange, Patch)> {
    let id = |content: Option<&Vec<u8>>| content.map(|content| blob_id(content).unwrap());
    let contents: Contents = old
        .values()
        .chain(new.values())
        .map(|content| (blob_id(content).unwrap(), Bytes::copy_from_slice(content)))
        .collect();
    let paths: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differences: Vec<Difference> = paths
        .into_iter()
        .map(|path| Difference { path: path.clone(), old: id(old.get(path)), new: id(new.get(path)) })
        .filter(|difference| difference.old != difference.new)
        .collect();
    let content = |id: Option<ObjectId>| id.map(|id| &contents[&id][..]);
    file_changes(&differences, &contents)
        .into_iter()
        .map(|change| {
            let patch = patch(&change, content(change.old), content(change.new));
            (change, patch)
        })
        .collect()
}

fn texts(files: &[(&str, &str)]) -> Texts {
    files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn only_patch(old: &[(&str, &str)], new: &[(&str, &str)]) -> String {
    let mut patches = patches(&texts(old), &texts(new));
    assert_eq!(patches.len(), 1);
    patches.remove(0).1.text.unwrap()
}

/// What git itself prints for the same change.
fn gits_patch(old: &[(&str, &str)], new: &[(&str, &str)]) -> String {
    let git = Git::init();
    for (path, text) in old {
        git.write(path, text.as_bytes());
    }
    git.run(&["add", "-A"]);
    git.run(&["commit", "-q", "--allow-empty", "-m", "old"]);
    for (path, _) in old {
        git.remove(path);
    }
    for (path, text) in new {
        git.write(path, text.as_bytes());
    }
    git.run(&["add", "-A"]);
    // The words after @@ are left out: what stands before a change says little about most files.
    git.run(&["-c", "core.quotePath=false", "diff", "--cached", "-M", "--histogram"])
        .split_terminator('\n')
        .map(|line| {
            if line.starts_with("@@") {
                line.rsplit_once("@@").unwrap().0.to_owned() + "@@"
            } else {
                line.to_owned()
            }
        })
        .fold(String::new(), |text, line| text + &line + "\n")
}

const TEXT: &str = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n";

#[test]
fn patches_are_gits_to_the_byte() {
    let changed = TEXT.replace("4\n5\n", "four\n5\n").replace("11\n", "").replace("20\n", "20");
    let far = TEXT.replacen("1\n", "one\n", 1).replace("20\n", "20\n21\n");
    let crlf = TEXT.replace('\n', "\r\n");
    let cases = [
        (vec![("a", TEXT)], vec![("a", changed.as_str())]),
        (vec![("a", TEXT)], vec![("a", &far)]),
        (vec![("a", TEXT)], vec![("a", &crlf)]),
        (vec![("a", "x")], vec![("a", "x\n")]),
        (vec![("a", "x\n")], vec![("a", "")]),
        (vec![], vec![("a b/c d", TEXT)]),
        (vec![], vec![("empty", "")]),
        (vec![("a", TEXT)], vec![]),
        (vec![("a", TEXT)], vec![("b c", TEXT)]),
        (vec![("ä", TEXT)], vec![("b/\"q\"", &changed)]),
    ];
    for (old, new) in cases {
        assert_eq!(only_patch(&old, &new), gits_patch(&old, &new));
    }
}

#[test]
fn lines_are_counted_and_binaries_are_not() {
    let (old, new) = (texts(&[("a", "1\n2\n3\n")]), texts(&[("a", "1\ntwo\n3\n4\n")]));
    let (_, patch) = &patches(&old, &new)[0];
    assert_eq!((patch.additions, patch.deletions, patch.binary), (2, 1, false));
    for binary in [&b"a\0b"[..], b"\xff\n"] {
        let new = [("a".to_owned(), binary.to_vec())].into();
        let (change, patch) = &patches(&old, &new)[0];
        assert_eq!(change.kind, ChangeKind::Modified);
        assert_eq!(*patch, Patch { binary: true, ..Patch::default() });
    }
}

/// Lines among which some recur, as braces and empty lines do.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("}".to_owned()),
        "[a-e]",
        "  [a-z]{1,3} ü\r?",
        "-- [a-b]",
        "\\\\ No"
    ]
}

/// A text of some lines.
fn content() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(line(), 0..40)
}

/// The lines after some edits, with or without a break at the end.
fn edited(mut lines: Vec<String>, edits: Vec<(usize, u8, String)>, final_break: bool) -> Vec<u8> {
    for (at, kind, line) in edits {
        let count = lines.len();
        match kind {
            0 => lines.insert(at % (count + 1), line),
            1 if count > 0 => drop(lines.remove(at % count)),
            _ if count > 0 => lines[at % count] = line,
            _ => {}
        }
    }
    lines.join("\n").into_bytes().into_iter().chain(final_break.then_some(b'\n')).collect()
}

fn edits() -> impl Strategy<Value = Vec<(usize, u8, String)>> {
    prop::collection::vec((0..1000_usize, 0..3_u8, line()), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Git applies every patch forwards and backwards, and counts the same lines.
    #[test]
    fn git_applies_every_patch(
        files in prop::collection::vec((content(), any::<bool>(), edits(), any::<bool>(), 0..6_u8), 1..4),
    ) {
        let (mut old, mut new) = (Texts::new(), Texts::new());
        for (number, (lines, break_before, edits, break_after, fate)) in files.into_iter().enumerate() {
            let path = format!("folder {number}/ä \"{number}\".txt");
            let before = edited(lines.clone(), vec![], break_before);
            let after = edited(lines, edits, break_after);
            match fate {
                0 => drop(new.insert(path, after)),
                1 => drop(old.insert(path, before)),
                2 => {
                    old.insert(path, before);
                    new.insert(format!("moved/{number}"), after);
                }
                _ => {
                    old.insert(path.clone(), before);
                    new.insert(path, after);
                }
            }
        }
        let patches = patches(&old, &new);
        let text: String = patches.iter().map(|(_, patch)| patch.text.as_deref().unwrap()).collect();
        prop_assume!(!text.is_empty());

        let git = Git::folder();
        let state = || -> Texts {
            let mut state = Texts::new();
            let mut folders = vec![git.path().to_owned()];
            while let Some(folder) = folders.pop() {
                for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                    if entry.is_dir() {
                        folders.push(entry);
                    } else {
                        let path = entry.strip_prefix(git.path()).unwrap().to_str().unwrap().to_owned();
                        state.insert(path, std::fs::read(&entry).unwrap());
                    }
                }
            }
            state
        };
        for (path, content) in &old {
            git.write(path, content);
        }
        let (applied, output) = git.try_with(&["apply", "--whitespace=nowarn", "-"], text.as_bytes());
        prop_assert!(applied, "{}\n{}", output, text);
        prop_assert_eq!(state(), new);
        let (reverted, output) = git.try_with(&["apply", "-R", "--whitespace=nowarn", "-"], text.as_bytes());
        prop_assert!(reverted, "{}\n{}", output, text);
        prop_assert_eq!(state(), old);

        let counts = git.run_with(&["apply", "--numstat", "-z", "--whitespace=nowarn", "-"], text.as_bytes());
        let counts: Vec<(usize, usize)> = counts.split_terminator('\0').map(|line| {
            let mut fields = line.split('\t');
            let mut number = || fields.next().unwrap().parse().unwrap();
            (number(), number())
        }).collect();
        let ours: Vec<(usize, usize)> = patches.iter().map(|(_, patch)| (patch.additions, patch.deletions)).collect();
        prop_assert_eq!(counts, ours);
    }
}
