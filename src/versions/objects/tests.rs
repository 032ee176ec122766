use super::*;
use crate::versions::git::Git;

fn id(hex: &str) -> ObjectId {
    hex.trim().parse().unwrap()
}

#[test]
fn ids_are_gits() {
    let git = Git::folder();
    for content in [&b""[..], b"hello\n", b"\0\xff\r\n", &vec![b'x'; 100_000]] {
        let expected = git.run_with(&["hash-object", "--stdin"], content);
        assert_eq!(blob_id(content), Ok(id(&expected)));
    }
    assert_eq!(blob_id(b"").unwrap().short(), "e69de29");
}

#[test]
fn ids_are_read_and_written_as_hexadecimal_digits() {
    let blob = blob_id(b"x").unwrap();
    assert_eq!(blob.to_string().parse(), Ok(blob));
    assert_eq!(ObjectId::from_bytes(blob.as_bytes()), Some(blob));
    assert_eq!(serde_json::from_str::<ObjectId>(&serde_json::to_string(&blob).unwrap()).unwrap(), blob);
    for wrong in ["", "12", &"g".repeat(40), &"0".repeat(64), &"é".repeat(20)] {
        assert_eq!(wrong.parse::<ObjectId>(), Err(Error::InvalidId), "{wrong}");
    }
    assert_eq!(ObjectId::from_bytes(&[0; 19]), None);
}

#[test]
fn content_made_to_collide_is_refused() {
    // The common beginning of the two colliding PDFs published in 2017 (https://shattered.io) up
    // to the end of the colliding blocks, as hexadecimal digits. Over git's header the attack
    // does not work, so it is given to the hasher as a whole.
    let shattered = include_str!("tests/shattered.hex");
    let bytes: Vec<u8> = (0..shattered.trim().len() / 2)
        .map(|at| u8::from_str_radix(&shattered[2 * at..2 * at + 2], 16).unwrap())
        .collect();
    let mut hasher = gix_hash::hasher(gix_hash::Kind::Sha1);
    hasher.update(&bytes);
    assert_eq!(finalize(hasher), Err(Error::Collision));
}

fn entry(name: &str, kind: EntryType, id: ObjectId) -> Entry {
    Entry { name: name.to_owned(), kind, id }
}

#[test]
fn trees_are_gits_to_the_byte() {
    let git = Git::init();
    let blob = id(&git.run_with(&["hash-object", "-w", "--stdin"], b"hello\n"));
    let folder = git.run_with(&["mktree"], format!("100644 blob {blob}\tx\n").as_bytes());
    let folder = id(&folder);
    // A folder sorts as if its name ended in a slash.
    let mut entries = vec![
        entry("a", EntryType::Folder, folder),
        entry("a-b", EntryType::File, blob),
        entry("a.b", EntryType::File, blob),
        entry("a0", EntryType::Folder, folder),
        entry("ab", EntryType::File, blob),
        entry("B", EntryType::Folder, folder),
        entry("ä ö", EntryType::File, blob),
    ];
    entries.sort_by(Entry::git_order);
    let tree = Tree { entries };
    let listing: String = tree
        .entries
        .iter()
        .map(|Entry { name, kind, id }| match kind {
            EntryType::File => format!("100644 blob {id}\t{name}\0"),
            EntryType::Folder => format!("040000 tree {id}\t{name}\0"),
        })
        .collect();
    let expected = id(&git.run_with(&["mktree", "-z"], listing.as_bytes()));
    let bytes = tree.encode();
    assert_eq!(object_id(Kind::Tree, &bytes), Ok(expected));
    assert_eq!(Tree::decode(expected, &bytes), Ok(tree.clone()));
    assert_eq!(tree.get("a.b").map(|entry| entry.id), Some(blob));
    assert_eq!(tree.get("c"), None);
    for end in 1..bytes.len() {
        if let Ok(part) = Tree::decode(expected, &bytes[..end]) {
            assert!(part.entries.len() < tree.entries.len());
        }
    }
}

#[test]
fn commits_are_gits_to_the_byte() {
    let git = Git::init();
    let tree = id(&git.run_with(&["mktree"], b""));
    let parent = id(&git.run(&["commit-tree", "-m", "first", &tree.to_string()]));
    let commit = Commit {
        tree,
        parents: vec![parent],
        author: Signature::new("Zoë 🚀", "zoe@users.noreply.example"),
        time: 1_700_000_000,
        message: "Add a chart\n\nWith ünïcode.".to_owned(),
    };
    let bytes = commit.encode();
    let written = id(&git.run_with(&["hash-object", "-t", "commit", "-w", "--stdin"], &bytes));
    assert_eq!(object_id(Kind::Commit, &bytes), Ok(written));
    assert_eq!(Commit::decode(written, &bytes), Ok(commit));
    let shown = git.run(&["show", "-s", "--format=%T|%P|%an|%ae|%cn|%at|%ci|%s|%b", &written.to_string()]);
    let expected = format!(
        "{tree}|{parent}|Zoë 🚀|zoe@users.noreply.example|Zoë 🚀|1700000000|2023-11-14 22:13:20 +0000|Add a chart|With ünïcode."
    );
    assert_eq!(shown.trim(), expected);
}

#[test]
fn no_name_and_no_message_makes_a_commit_that_git_rejects() {
    let git = Git::init();
    let tree = id(&git.run_with(&["mktree"], b""));
    let names = ["", "  ", "<b>", "a\nparent b", "a\0b", ".,:;", "\"Bob\"", "Bob <bob@example.org>"];
    for (number, name) in names.into_iter().enumerate() {
        for message in ["", "\0", "\n\nfirst\r\n\n", "x\0y"] {
            let author = Signature::new(name, &format!("{name}@users.noreply.example"));
            let time = number as i64 - 2;
            let commit = Commit { tree, parents: vec![], author, time, message: message.to_owned() };
            let input = commit.encode();
            let written = git.run_with(&["hash-object", "-t", "commit", "-w", "--stdin"], &input);
            git.run(&["fsck", "--full", "--strict", written.trim()]);
            let read = Commit::decode(id(&written), &input).unwrap();
            assert_eq!((read.tree, read.author, read.time), (tree, commit.author, time.max(0)));
        }
    }
}

#[test]
fn foreign_commits_are_read_as_well_as_possible() {
    let tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    let read = |text: &[u8]| Commit::decode(blob_id(text).unwrap(), text);
    let latin = [
        format!("tree {tree}\nauthor ").as_bytes(),
        b"Andr\xe9 <a@b> 99999999999999 -0330\ncommitter x <y> 1 +0000\nencoding ISO-8859-1\ngpgsig a\n b\n\nGr\xfc\xdfe\n",
    ]
    .concat();
    let commit = read(&latin).unwrap();
    assert_eq!(commit.author.name(), "Andr\u{fffd}");
    assert_eq!(commit.time, 253_402_300_799);
    assert_eq!(commit.message, "Gr\u{fffd}\u{fffd}e");
    for wrong in ["", "tree x\n", &format!("tree {tree}\n"), &format!("tree {tree}\n\nno author\n")] {
        assert!(matches!(read(wrong.as_bytes()), Err(Error::Damaged(_))), "{wrong}");
    }
}
