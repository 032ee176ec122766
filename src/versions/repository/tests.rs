use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write as _;

use super::*;
use crate::versions::git::Git;
use crate::versions::objects::{blob_id, object_id};
use crate::versions::pack::PackWriter;

mod hostile;

/// What lies in a folder's `.git`.
fn dot_git(git: &Git) -> BTreeMap<String, Bytes> {
    let root = git.path().join(".git");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let path = entry.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                files.insert(path, std::fs::read(&entry).unwrap().into());
            }
        }
    }
    files
}

/// A loose object's path and bytes.
fn loose(kind: Kind, content: &[u8]) -> (ObjectId, String, Bytes) {
    let id = object_id(kind, content).unwrap();
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(format!("{kind} {}\0", content.len()).as_bytes()).unwrap();
    zlib.write_all(content).unwrap();
    let hex = id.to_string();
    (id, format!("objects/{}/{}", &hex[..2], &hex[2..]), zlib.finish().unwrap().into())
}

/// A version's message, and its files as path and text.
type Replayed = (String, BTreeMap<String, String>);

/// Each version, the oldest first, read through the changes.
fn replay(repository: &Repository) -> Vec<Replayed> {
    let mut files = BTreeMap::new();
    let mut older = None;
    let replayed = repository.history().commits.into_iter().map(|commit| {
        for Difference { path, new, .. } in repository.changes(older, commit.tree).unwrap() {
            match new.map(|id| repository.blob(id).unwrap()) {
                Some(content) => files.insert(path, String::from_utf8(content.to_vec()).unwrap()),
                None => files.remove(&path),
            };
        }
        older = Some(commit.tree);
        (commit.message, files.clone())
    });
    replayed.collect()
}

/// A repository of thirty versions on `main`, with a merged branch.
fn sample() -> (Git, Vec<Replayed>) {
    let git = Git::init();
    let mut expected = Vec::new();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut lines: Vec<String> =
        (0..300).map(|n| format!("line {n} of a file that grows and changes\n")).collect();
    for version in 0..30 {
        lines[version * 7] = format!("changed in version {version}\n");
        lines.push(format!("added in version {version}\n"));
        files.insert("src/deep/big.txt".to_owned(), lines.concat());
        files.insert(format!("file {version}"), format!("{version}\n"));
        if version % 3 == 0 {
            let path = format!("file {}", version / 2);
            files.remove(&path);
            if git.path().join(&path).exists() {
                git.remove(&path);
            }
        }
        for (path, content) in &files {
            git.write(path, content.as_bytes());
        }
        git.run(&["add", "-A"]);
        git.run(&["commit", "-q", "-m", &format!("Version {version}\n\nbody")]);
        expected.push((format!("Version {version}\n\nbody"), files.clone()));
        if version == 20 {
            git.run(&["checkout", "-q", "-b", "side", "HEAD~5"]);
            git.write("side", b"side\n");
            git.run(&["add", "-A"]);
            git.run(&["commit", "-q", "-m", "Side"]);
            git.run(&["checkout", "-q", "main"]);
            git.run(&["merge", "-q", "--no-ff", "-m", "Merge", "side"]);
            files.insert("side".to_owned(), "side\n".to_owned());
            expected.push(("Merge".to_owned(), files.clone()));
        }
    }
    (git, expected)
}

#[test]
fn a_history_is_read_however_git_stores_it() {
    let (git, expected) = sample();
    let check = |what: &str| {
        let repository = Repository::open(dot_git(&git), Limits::default());
        assert_eq!(replay(&repository), expected, "{what}");
        assert_eq!(repository.history().unreadable, [""; 0], "{what}");
        assert_eq!(repository.notes(), [""; 0], "{what}");
        let last = repository.history().commits.pop().unwrap();
        assert_eq!((last.author_name.as_str(), last.time), ("Ada", 1_700_000_000));
        assert_eq!(last.id.to_string(), git.run(&["rev-parse", "HEAD"]).trim());
    };
    check("loose");
    let deltas = |git: &Git| {
        let packs = git.path().join(".git/objects/pack");
        let index = std::fs::read_dir(packs).unwrap().find_map(|entry| {
            let path = entry.unwrap().path();
            (path.extension()? == "idx").then_some(path)
        });
        git.run(&["verify-pack", "-s", index.unwrap().to_str().unwrap()])
    };
    git.run(&["repack", "-q", "-a", "-d", "-f", "--depth=50", "--window=50"]);
    git.run(&["pack-refs", "--all"]);
    git.run(&["prune-packed"]);
    assert!(deltas(&git).contains("chain length = 5"), "{}", deltas(&git));
    check("packed with offset deltas");
    git.run(&[
        "-c",
        "repack.useDeltaBaseOffset=false",
        "repack",
        "-q",
        "-a",
        "-d",
        "-f",
        "--depth=50",
        "--window=50",
    ]);
    check("packed with object deltas");
    git.run(&["checkout", "-q", "--detach"]);
    check("detached");
}

#[test]
fn without_a_head_the_likeliest_branch_counts() {
    let (git, expected) = sample();
    let tip = git.run(&["rev-parse", "main"]);
    let objects = |extra: &[(&str, String)]| {
        let mut files = dot_git(&git);
        files.retain(|path, _| path.starts_with("objects/"));
        files.extend(extra.iter().map(|(path, text)| ((*path).to_owned(), Bytes::from(text.clone()))));
        Repository::open(files, Limits::default()).history()
    };
    for refs in [
        vec![("HEAD", "ref: refs/heads/gone\n".to_owned()), ("refs/heads/main", tip.clone())],
        vec![("HEAD", "nonsense".to_owned()), ("refs/heads/master", tip.clone())],
        vec![("packed-refs", format!("# pack-refs with: peeled\n{} refs/heads/x\n^{tip}", tip.trim()))],
        vec![
            ("HEAD", "ref: a".to_owned()),
            ("a", "ref:  refs/heads/y\n".to_owned()),
            ("refs/heads/y", tip.clone()),
        ],
    ] {
        assert_eq!(objects(&refs).commits.len(), expected.len(), "{refs:?}");
    }
    for refs in
        [vec![], vec![("HEAD", "ref: HEAD\n".to_owned())], vec![("refs/heads/main", "0".repeat(40) + "0")]]
    {
        let history = objects(&refs);
        assert_eq!(history.commits, []);
        assert_eq!(history.unreadable, ["No history was read: the repository has no branch with a commit."]);
    }
    assert!(objects(&[("reftable/tables.list", String::new())]).unreadable[0].contains("reftable"));
}

#[test]
fn a_shallow_clone_gives_what_it_has() {
    let (git, expected) = sample();
    let clone = Git::folder();
    let source = format!("file://{}", git.path().display());
    clone.run(&["clone", "-q", "--depth=4", &source, "."]);
    let repository = Repository::open(dot_git(&clone), Limits::default());
    assert_eq!(replay(&repository), expected[expected.len() - 4..]);
    let unreadable = repository.history().unreadable;
    assert_eq!(unreadable.len(), 1);
    assert!(unreadable[0].starts_with("The repository is a shallow clone: its history begins with commit "));
}

#[test]
fn what_is_missing_or_damaged_costs_only_itself() {
    let (git, expected) = sample();
    let whole = dot_git(&git);
    let path = |id: &str| format!("objects/{}/{}", &id[..2], &id[2..40]);
    let rev = |rev: &str| git.run(&["rev-parse", rev]);
    let without = |id: &str| {
        let mut files = whole.clone();
        assert!(files.remove(&path(id)).is_some());
        Repository::open(files, Limits::default())
    };

    let history = without(&rev("HEAD~3")).history();
    assert_eq!(history.commits.len(), 3);
    assert!(history.unreadable[0].contains("could not be read. The repository does not contain the object"));

    let (tree, blob) = (rev("HEAD:src"), rev("HEAD:file 29"));
    let repository = without(&tree);
    let last = repository.history().commits.pop().unwrap();
    let paths: Vec<String> =
        repository.changes(None, last.tree).unwrap().into_iter().map(|file| file.path).collect();
    assert_eq!(paths.len(), expected.last().unwrap().1.len() - 1);
    assert_eq!(
        repository.notes(),
        [format!("A folder was left out. The repository does not contain the object {}.", tree.trim())]
    );
    let id = blob.trim().parse().unwrap();
    assert_eq!(without(&blob).blob(id), Err(Unreadable::Missing(id)));

    // Another object under its name, and its own bytes with one changed.
    let mut files = whole.clone();
    let other = files[&path(&tree)].clone();
    files.insert(path(&blob), other);
    assert_eq!(Repository::open(files, Limits::default()).blob(id), Err(Unreadable::Damaged(id)));
}

#[test]
fn what_a_project_cannot_hold_is_left_out_and_told() {
    let git = Git::init();
    git.write("run.sh", b"#!/bin/sh\n");
    git.run(&["add", "-A"]);
    git.run(&["update-index", "--chmod=+x", "run.sh"]);
    let link = git.run_with(&["hash-object", "-w", "--stdin"], b"/etc/passwd");
    git.run(&["update-index", "--add", "--cacheinfo", &format!("120000,{},a/link", link.trim())]);
    git.run(&["update-index", "--add", "--cacheinfo", &format!("160000,{},sub", "1".repeat(40))]);
    git.run(&["commit", "-q", "-m", "All kinds"]);
    let repository = Repository::open(dot_git(&git), Limits::default());
    let files = replay(&repository).pop().unwrap().1;
    assert_eq!(files.into_iter().collect::<Vec<_>>(), [("run.sh".to_owned(), "#!/bin/sh\n".to_owned())]);
    assert_eq!(
        repository.notes(),
        ["The submodule sub was left out.", "The symbolic link link was left out."]
    );
}

#[test]
fn only_the_latest_versions_are_read() {
    let (git, expected) = sample();
    let repository = Repository::open(dot_git(&git), Limits { commits: 5, ..Limits::default() });
    assert_eq!(replay(&repository), expected[expected.len() - 5..]);
    let sentence = "Only the latest 5 versions were read; the history goes back further.";
    assert_eq!(repository.history().unreadable, [sentence]);
}

#[test]
fn our_own_packs_are_read() {
    let contents: Vec<Vec<u8>> =
        (0..500_u32).map(|n| n.to_string().repeat(n as usize).into_bytes()).collect();
    let mut pack = PackWriter::new(Vec::new(), contents.len() as u32).unwrap();
    for content in &contents {
        pack.add(blob_id(content).unwrap(), Kind::Blob, content).unwrap();
    }
    let (pack, index) = pack.finish().unwrap();
    let files = [("objects/pack/pack-1.pack", pack), ("objects/pack/pack-1.idx", index)];
    let files = files.map(|(path, bytes)| (path.to_owned(), Bytes::from(bytes)));
    let repository = Repository::open(files.into(), Limits::default());
    for content in contents {
        assert_eq!(repository.blob(blob_id(&content).unwrap()).unwrap(), content);
    }
}
