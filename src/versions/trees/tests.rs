use std::collections::HashMap;
use std::sync::Mutex;

use futures::executor::block_on;
use proptest::prelude::*;

use super::*;
use crate::versions::git::Git;
use crate::versions::objects::blob_id;

/// Trees in memory that count how often and for how many they were asked.
#[derive(Default)]
struct Memory {
    trees: HashMap<ObjectId, Vec<u8>>,
    reads: Mutex<Vec<usize>>,
}

impl TreeSource for Memory {
    type Error = objects::Error;

    async fn trees(&self, ids: &[ObjectId]) -> Result<Vec<Tree>, objects::Error> {
        self.reads.lock().unwrap().push(ids.len());
        let tree = |id: &ObjectId| Tree::decode(*id, self.trees.get(id).ok_or(objects::Error::Missing(*id))?);
        ids.iter().map(tree).collect()
    }
}

impl Memory {
    fn write(&mut self, base: Option<ObjectId>, changes: &Changes) -> Written {
        let written = block_on(write(base, changes, self)).unwrap();
        for (id, bytes) in &written.trees {
            assert_eq!(objects::object_id(Kind::Tree, bytes), Ok(*id));
            self.trees.insert(*id, bytes.clone());
        }
        written
    }

    /// How many trees each read asked for since the last call.
    fn reads(&self) -> Vec<usize> {
        std::mem::take(&mut self.reads.lock().unwrap())
    }
}

#[allow(clippy::unnecessary_wraps, reason = "what becomes of a path, of which `None` is its end")]
fn text(text: &str) -> Option<ObjectId> {
    Some(blob_id(text.as_bytes()).unwrap())
}

fn changes(changes: &[(&str, Option<ObjectId>)]) -> Changes {
    changes.iter().map(|(path, id)| ((*path).to_owned(), *id)).collect()
}

fn listing(memory: &Memory, root: ObjectId, prefix: &str) -> Vec<String> {
    block_on(list(root, prefix, memory)).unwrap().into_keys().collect()
}

#[test]
fn a_root_is_what_git_writes() {
    let git = Git::init();
    let files = [("a", "1"), ("a.b", "2"), ("b/c/d", "3"), ("b/c-d", "4"), ("b.c/d", "5"), ("é/ü", "6")];
    for (path, content) in files {
        git.write(path, content.as_bytes());
    }
    git.run(&["add", "-A"]);
    let expected = git.run(&["write-tree"]);
    let mut memory = Memory::default();
    let all = changes(&files.map(|(path, content)| (path, text(content))));
    assert_eq!(memory.write(None, &all).root.to_string(), expected.trim());
    assert_eq!(
        memory.write(None, &Changes::new()).root.to_string(),
        "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    );
}

#[test]
fn only_what_is_touched_is_read_and_written() {
    let mut memory = Memory::default();
    let mut all = Changes::new();
    for number in 0..1000 {
        all.insert(format!("{}/{}/{number}", number % 10, number % 100), text(&number.to_string()));
    }
    let base = memory.write(None, &all).root;
    assert_eq!(memory.reads(), [0; 0]);

    let two = changes(&[("3/13/13", text("x")), ("3/3/3", text("y")), ("new/folder/file", text("z"))]);
    let written = memory.write(Some(base), &two);
    assert_eq!(memory.reads(), [1, 1, 2]);
    assert_eq!(written.trees.len(), 6);

    let differences = block_on(diff(Some(base), Some(written.root), &memory)).unwrap();
    assert_eq!(memory.reads(), [2, 3, 5]);
    let paths: Vec<&str> = differences.iter().map(|difference| difference.path.as_str()).collect();
    assert_eq!(paths, ["3/13/13", "3/3/3", "new/folder/file"]);
    assert_eq!((differences[0].old, differences[0].new), (text("13"), text("x")));

    assert_eq!(block_on(diff(Some(base), Some(base), &memory)), Ok(vec![]));
    assert_eq!(block_on(find(base, "3/13/113", &memory)), Ok(text("113")));
    assert_eq!(memory.reads(), [1, 1, 1]);
}

#[test]
fn what_stays_the_same_is_not_written() {
    let mut memory = Memory::default();
    let all = changes(&[("a/b", text("1")), ("c", text("2"))]);
    let base = memory.write(None, &all).root;
    for nothing in [&[("a/b", text("1"))][..], &[("x", None), ("a/x/y", None), ("c/d", None), ("a", None)]] {
        assert_eq!(memory.write(Some(base), &changes(nothing)), Written { root: base, trees: vec![] });
    }
}

#[test]
fn files_and_folders_take_each_others_place() {
    let mut memory = Memory::default();
    let base =
        memory.write(None, &changes(&[("a", text("1")), ("b/c/d", text("2")), ("b/e", text("3"))])).root;
    let root = memory.write(Some(base), &changes(&[("a/x", text("4")), ("b", text("5"))])).root;
    assert_eq!(listing(&memory, root, ""), ["a/x", "b"]);
    let root = memory
        .write(
            Some(root),
            &changes(&[
                ("a", text("1")),
                ("a/x", None),
                ("b/c/d", text("2")),
                ("b", None),
                ("b/e", text("3")),
            ]),
        )
        .root;
    assert_eq!(root, base);
    let root = memory.write(Some(root), &changes(&[("b/c/d", None)])).root;
    assert_eq!(listing(&memory, root, ""), ["a", "b/e"]);
    let both = changes(&[("f", text("1")), ("f-g", text("1")), ("f/g", text("2"))]);
    assert_eq!(block_on(write(None, &both, &memory)), Err(objects::Error::FileAndFolder("f".to_owned())));
}

#[test]
fn files_are_found_and_listed_by_path() {
    let mut memory = Memory::default();
    let root = memory
        .write(
            None,
            &changes(&[("a", text("1")), ("b/c/d", text("2")), ("b.c", text("3")), ("b/e", text("4"))]),
        )
        .root;
    assert_eq!(listing(&memory, root, ""), ["a", "b.c", "b/c/d", "b/e"]);
    assert_eq!(listing(&memory, root, "b"), ["b/c/d", "b/e"]);
    assert_eq!(listing(&memory, root, "b/"), ["b/c/d", "b/e"]);
    assert_eq!(listing(&memory, root, "a"), [""; 0]);
    assert_eq!(listing(&memory, root, "x"), [""; 0]);
    for (path, expected) in
        [("a", text("1")), ("b/c/d", text("2")), ("b/c", None), ("a/b", None), ("x", None), ("", None)]
    {
        assert_eq!(block_on(find(root, path, &memory)), Ok(expected), "{path}");
    }
}

#[test]
fn what_is_missing_is_an_error() {
    let mut memory = Memory::default();
    let root = memory.write(None, &changes(&[("b/c", text("2"))])).root;
    let folder = memory.trees.keys().find(|id| **id != root).copied().unwrap();
    memory.trees.remove(&folder);
    let missing = objects::Error::Missing(folder);
    assert_eq!(block_on(list(root, "", &memory)), Err(missing.clone()));
    assert_eq!(block_on(write(Some(root), &changes(&[("b/d", None)]), &memory)), Err(missing));
}

proptest! {
    /// Any sequence of changes leaves what a plain map of paths would hold, and the same root as
    /// writing it from nothing.
    #[test]
    fn changes_add_up(steps in prop::collection::vec(
        prop::collection::btree_map("[ab.-]{1,2}(/[ab]){0,3}", prop::option::of(0..3_u8), 0..6), 1..6,
    )) {
        let mut memory = Memory::default();
        let mut files: BTreeMap<String, ObjectId> = BTreeMap::new();
        let mut root = None;
        for step in steps {
            let mut step: Changes =
                step.into_iter().map(|(path, id)| (path, id.and_then(|id| text(&id.to_string())))).collect();
            let added: BTreeSet<String> = step.iter().filter(|(_, id)| id.is_some()).map(|(path, _)| path.clone()).collect();
            step.retain(|path, _| !ancestors(path).any(|folder| added.contains(folder)));
            let before = files.clone();
            for (path, id) in &step {
                match id {
                    Some(id) => {
                        files.retain(|other, _| !other.starts_with(&format!("{path}/")) && !ancestors(path).any(|folder| folder == other));
                        files.insert(path.clone(), *id);
                    }
                    None => _ = files.remove(path),
                }
            }
            let older = root;
            let newer = memory.write(root, &step).root;
            root = Some(newer);
            prop_assert_eq!(&block_on(list(newer, "", &memory)).unwrap(), &files);
            let whole = files.iter().map(|(path, id)| (path.clone(), Some(*id))).collect();
            prop_assert_eq!(memory.write(None, &whole).root, newer);
            let differences = block_on(diff(older, root, &memory)).unwrap();
            let paths: BTreeSet<&String> = before.keys().chain(files.keys()).collect();
            let expected: Vec<Difference> = paths.into_iter().filter(|path| before.get(*path) != files.get(*path)).map(|path| Difference {
                path: path.clone(), old: before.get(path).copied(), new: files.get(path).copied(),
            }).collect();
            prop_assert_eq!(differences, expected);
        }
    }
}
