use std::collections::BTreeMap;

use futures::executor::block_on;

use super::*;
use crate::versions::git::Git;
use crate::versions::objects::{Commit, Signature, Tree, blob_id, object_id};
use crate::versions::trees::{self, TreeSource};

/// A history that is made version by version, as the server makes one.
#[derive(Default)]
struct Project {
    objects: BTreeMap<ObjectId, (Kind, Vec<u8>)>,
    files: BTreeMap<String, ObjectId>,
    root: Option<ObjectId>,
    head: Option<ObjectId>,
}

impl TreeSource for Project {
    type Error = Error;

    async fn trees(&self, ids: &[ObjectId]) -> Result<Vec<Tree>, Error> {
        ids.iter().map(|id| Tree::decode(*id, &self.objects[id].1)).collect()
    }
}

impl Project {
    fn commit(&mut self, message: &str, changes: &[(&str, Option<&[u8]>)]) {
        let mut blobs = BTreeMap::new();
        for (path, content) in changes {
            let id = content.map(|content| {
                let id = blob_id(content).unwrap();
                self.objects.insert(id, (Kind::Blob, content.to_vec()));
                id
            });
            blobs.insert((*path).to_owned(), id);
        }
        let written = block_on(trees::write(self.root, &blobs, self)).unwrap();
        self.objects.extend(written.trees.into_iter().map(|(id, bytes)| (id, (Kind::Tree, bytes))));
        let commit = Commit {
            tree: written.root,
            parents: self.head.into_iter().collect(),
            author: Signature::new("Ada", "ada@users.noreply.example"),
            time: 1_700_000_000,
            message: message.to_owned(),
        };
        let bytes = commit.encode();
        let id = object_id(Kind::Commit, &bytes).unwrap();
        self.objects.insert(id, (Kind::Commit, bytes));
        (self.root, self.head) = (Some(written.root), Some(id));
        self.files = block_on(trees::list(written.root, "", self)).unwrap();
    }

    /// Writes the repository and the files of its last version.
    fn export(&self, git: &Git) {
        let name = name(self.objects.keys()).unwrap();
        let mut pack = PackWriter::new(Vec::new(), self.objects.len() as u32).unwrap();
        for (id, (kind, content)) in &self.objects {
            pack.add(*id, *kind, content).unwrap();
        }
        let (pack, index) = pack.finish().unwrap();
        git.write(&format!(".git/objects/pack/{name}.pack"), &pack);
        git.write(&format!(".git/objects/pack/{name}.idx"), &index);
        for (path, content) in scaffold(self.head.unwrap(), &self.files).unwrap() {
            git.write(&path, &content);
        }
        for (path, id) in &self.files {
            git.write(path, &self.objects[id].1);
        }
    }
}

fn check(git: &Git) {
    assert_eq!(git.run(&["fsck", "--full", "--strict"]), "");
    assert_eq!(git.run(&["status", "--porcelain"]), "");
}

#[test]
fn git_takes_an_export_for_a_repository() {
    let mut project = Project::default();
    let noise: Vec<u8> = (0..200_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
    let long = format!("{}/file", "x".repeat(200));
    project.commit(
        "Start",
        &[
            ("index.html", Some(b"<p>\r\n")),
            ("src/empty", Some(b"")),
            ("src/ä \"ö\".ts", Some(b"1")),
            ("image.png", Some(&noise)),
            (&long, Some(b"2")),
            // The sizes at which the header grows by a byte.
            ("sizes/15", Some(&[b'a'; 15])),
            ("sizes/16", Some(&[b'a'; 16])),
            ("sizes/2047", Some(&[b'a'; 2047])),
            ("sizes/2048", Some(&[b'a'; 2048])),
        ],
    );
    project.commit("Change\n\nwith a body", &[("index.html", Some(b"<p>2")), ("image.png", None)]);
    project.commit("Restore", &[("index.html", Some(b"<p>\r\n"))]);
    let git = Git::folder();
    project.export(&git);
    check(&git);
    assert_eq!(git.run(&["log", "--format=%s %an"]), "Restore Ada\nChange Ada\nStart Ada\n");
    assert_eq!(git.run(&["branch", "--show-current"]), "main\n");
    let pack = format!(".git/objects/pack/{}.idx", name(project.objects.keys()).unwrap());
    git.run(&["verify-pack", &pack]);

    // It is a repository to go on with.
    git.write("index.html", b"<p>3");
    assert_eq!(git.run(&["status", "--porcelain"]), " M index.html\n");
    git.run(&["commit", "-q", "-a", "-m", "Mine"]);
    git.run(&["checkout", "-q", "HEAD~3"]);
    assert_eq!(std::fs::read(git.path().join("image.png")).unwrap(), noise);
}

#[test]
fn an_export_without_files_is_clean() {
    let mut project = Project::default();
    project.commit("Start", &[("a/b", Some(b"1"))]);
    project.commit("Nothing left", &[("a/b", None)]);
    let git = Git::folder();
    project.export(&git);
    check(&git);
}

#[test]
fn a_pack_is_named_by_its_objects() {
    let ids = [b"1", b"2", b"3"].map(|content| blob_id(content).unwrap());
    let mut reversed = ids;
    reversed.reverse();
    assert_eq!(name(&ids), name(&reversed));
    assert_ne!(name(&ids), name(&ids[..2]));
}

#[test]
fn a_pack_holds_what_it_announced() {
    let blob = |content: &[u8]| (blob_id(content).unwrap(), content.to_vec());
    let finish = |announced, blobs: &[(ObjectId, Vec<u8>)]| {
        let mut pack = PackWriter::new(Vec::new(), announced).unwrap();
        for (id, content) in blobs {
            pack.add(*id, Kind::Blob, content).unwrap();
        }
        pack.finish().is_ok()
    };
    let (one, two) = (blob(b"1"), blob(b"2"));
    assert!(finish(2, &[one.clone(), two.clone()]));
    assert!(!finish(1, &[one.clone(), two.clone()]));
    assert!(!finish(3, &[one.clone(), two]));
    assert!(!finish(2, &[one.clone(), one]));
}

#[test]
fn offsets_beyond_two_gigabytes_stand_in_their_own_table() {
    let entry = |content: &[u8], offset| IndexEntry { id: blob_id(content).unwrap(), crc32: 7, offset };
    let mut entries =
        vec![entry(b"1", 12), entry(b"2", 1 << 31), entry(b"3", (1 << 40) + 5), entry(b"4", (1 << 31) - 1)];
    entries.sort_by_key(|entry| entry.id);
    let index = index(&entries, blob_id(b"pack").unwrap()).unwrap();
    let git = Git::init();
    let shown = git.run_with(&["show-index"], &index);
    let mut expected: Vec<String> =
        entries.iter().map(|entry| format!("{} {} (00000007)", entry.offset, entry.id)).collect();
    expected.sort();
    let mut shown: Vec<&str> = shown.lines().collect();
    shown.sort_unstable();
    assert_eq!(shown, expected);
}
