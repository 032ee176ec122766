//! Repositories made to do harm.

use proptest::prelude::*;

use super::*;
use crate::versions::objects::{Commit, Signature};

fn limits() -> Limits {
    Limits { object_bytes: 1 << 20, total_bytes: 1 << 24, commits: 100, delta_depth: 50, level_entries: 1000 }
}

/// An entry of a pack: type, declared size, what stands before the content, and the content.
struct Raw<'a> {
    kind: u8,
    size: usize,
    base: &'a [u8],
    content: &'a [u8],
}

/// A pack of these entries with an index under these ids, both of which may lie.
fn pack(entries: &[(ObjectId, Raw<'_>)]) -> BTreeMap<String, Bytes> {
    let mut pack = b"PACK\0\0\0\x02\0\0\0\x01".to_vec();
    let mut rows = Vec::new();
    for (id, Raw { kind, size, base, content }) in entries {
        rows.push((*id, pack.len() as u32));
        let (mut byte, mut rest) = (kind << 4 | (size & 15) as u8, size >> 4);
        while rest > 0 {
            pack.push(byte | 0x80);
            (byte, rest) = ((rest & 127) as u8, rest >> 7);
        }
        pack.push(byte);
        pack.extend_from_slice(base);
        let mut zlib = ZlibEncoder::new(&mut pack, Compression::best());
        zlib.write_all(content).unwrap();
        zlib.finish().unwrap();
    }
    rows.sort();
    let mut index = b"\xfftOc\0\0\0\x02".to_vec();
    for byte in 0..=255 {
        let count = rows.iter().filter(|(id, _)| id.as_bytes()[0] <= byte).count() as u32;
        index.extend_from_slice(&count.to_be_bytes());
    }
    index.extend(rows.iter().flat_map(|(id, _)| id.as_bytes().to_vec()));
    index.resize(index.len() + 4 * rows.len(), 0);
    index.extend(rows.iter().flat_map(|(_, offset)| offset.to_be_bytes()));
    index.extend_from_slice(&[0; 40]);
    let files = [("objects/pack/pack-1.pack", pack), ("objects/pack/pack-1.idx", index)];
    files.map(|(path, bytes)| (path.to_owned(), bytes.into())).into()
}

fn id(content: &[u8]) -> ObjectId {
    blob_id(content).unwrap()
}

fn read(entries: &[(ObjectId, Raw<'_>)], wanted: ObjectId) -> Result<Bytes, Unreadable> {
    Repository::open(pack(entries), limits()).blob(wanted)
}

#[test]
fn declared_sizes_are_held_to() {
    let hello = id(b"hello");
    let raw = |size| Raw { kind: 3, size, base: b"", content: b"hello" };
    assert_eq!(read(&[(hello, raw(5))], hello).unwrap(), "hello");
    for size in [0, 4, 6, 1 << 20] {
        assert!(read(&[(hello, raw(size))], hello).is_err(), "{size}");
    }
    for size in [(1 << 20) + 1, 1 << 40, usize::MAX >> 8] {
        assert_eq!(read(&[(hello, raw(size))], hello), Err(Unreadable::TooLarge(hello)), "{size}");
    }
}

#[test]
fn what_inflates_to_too_much_is_refused() {
    let bomb = vec![0; 50 << 20];
    let wanted = id(&bomb);
    let raw = Raw { kind: 3, size: 10, base: b"", content: &bomb };
    assert_eq!(read(&[(wanted, raw)], wanted), Err(Unreadable::TooLarge(wanted)));
    let (wanted, path, bytes) = loose(Kind::Blob, &bomb);
    let repository = Repository::open([(path, bytes)].into(), limits());
    assert_eq!(repository.blob(wanted), Err(Unreadable::TooLarge(wanted)));
}

#[test]
fn a_delta_cannot_make_more_than_it_may() {
    let base = vec![b'x'; 1 << 16];
    // The base's size, then a declared size, then copies of the whole base.
    let delta = |size: &[u8], copies: usize| [b"\x80\x80\x04", size, &b"\x80".repeat(copies)].concat();
    let read_delta = |delta: &[u8], wanted: ObjectId| {
        let whole = Raw { kind: 3, size: base.len(), base: b"", content: &base };
        let on = id(&base);
        let raw = Raw { kind: 7, size: delta.len(), base: on.as_bytes(), content: delta };
        read(&[(on, whole), (wanted, raw)], wanted)
    };
    let twice = [&base[..], &base].concat();
    assert_eq!(read_delta(&delta(b"\x80\x80\x08", 2), id(&twice)).unwrap(), twice);
    for (size, copies) in
        [(&b"\x80\x80\x08"[..], 1), (b"\x80\x80\x08", 3), (b"\x80\x80\x80\x80\x08", 3), (b"\x05", 5000)]
    {
        let wanted = id(b"never");
        assert_eq!(read_delta(&delta(size, copies), wanted), Err(Unreadable::Damaged(wanted)));
    }
    for malformed in [
        &b""[..],
        b"\x80",
        b"\x80\x80\x04\x01\0",
        b"\x80\x80\x04\x05\x05ab",
        b"\x80\x80\x04\x05\xff\xff",
        b"\x01\x01\x80",
    ] {
        assert!(read_delta(malformed, id(b"never")).is_err());
    }
}

#[test]
fn deltas_that_are_each_others_base_end() {
    let (one, two) = (id(b"1"), id(b"2"));
    let raw =
        |base: &'static ObjectId| Raw { kind: 7, size: 4, base: base.as_bytes(), content: b"\x01\x01\x01x" };
    let (one_ref, two_ref): (&'static ObjectId, &'static ObjectId) =
        (Box::leak(Box::new(one)), Box::leak(Box::new(two)));
    assert_eq!(read(&[(one, raw(two_ref)), (two, raw(one_ref))], one), Err(Unreadable::TooManyDeltas(one)));
    assert_eq!(read(&[(one, raw(one_ref))], one), Err(Unreadable::TooManyDeltas(one)));
    // Before the pack's beginning, on itself, and on what is no entry.
    for base in [&b"\xff\xff\x7f"[..], b"\0", b"\x03", b"\x0c"] {
        let raw = Raw { kind: 6, size: 4, base, content: b"\x01\x01\x01x" };
        assert!(read(&[(one, raw)], one).is_err());
    }
}

#[test]
fn work_ends_at_its_limit() {
    let content = vec![b'x'; 1 << 20];
    let (id, path, bytes) = loose(Kind::Blob, &content);
    let repository = Repository::open([(path, bytes)].into(), limits());
    let results: Vec<_> = (0..20).map(|_| repository.blob(id)).collect();
    assert!(results[0].is_ok());
    assert_eq!(results[19], Err(Unreadable::TooMuch));
}

/// A repository with one version of this root folder, and more objects.
fn with_root(mut objects: Vec<(Kind, Vec<u8>)>, root: Vec<u8>) -> Repository {
    let tree = object_id(Kind::Tree, &root).unwrap();
    let author = Signature::new("x", "y");
    let commit = Commit { tree, parents: vec![], author, time: 0, message: String::new() }.encode();
    objects.extend([(Kind::Tree, root), (Kind::Commit, commit)]);
    let mut files = BTreeMap::new();
    for (kind, content) in objects {
        let (id, path, bytes) = loose(kind, &content);
        files.insert(path, bytes);
        files.insert("HEAD".to_owned(), id.to_string().into());
    }
    Repository::open(files, limits())
}

fn tree_entry(mode: &str, name: &[u8], id: ObjectId) -> Vec<u8> {
    [mode.as_bytes(), b" ", name, b"\0", id.as_bytes()].concat()
}

fn root_changes(repository: &Repository) -> Result<Vec<Difference>, Unreadable> {
    let commit = repository.history().commits.pop().unwrap();
    repository.changes(None, commit.tree)
}

#[test]
fn folders_that_multiply_or_nest_without_end_are_refused() {
    let mut objects = Vec::new();
    let mut folder = tree_entry("100644", b"file", id(b""));
    for _ in 0..10 {
        let inner = object_id(Kind::Tree, &folder).unwrap();
        objects.push((Kind::Tree, folder));
        folder = (b'a'..=b'j').flat_map(|name| tree_entry("40000", &[name], inner)).collect();
    }
    assert_eq!(root_changes(&with_root(objects, folder)), Err(Unreadable::TooManyFiles));

    let mut objects = Vec::new();
    let mut folder = tree_entry("100644", b"file", id(b""));
    for _ in 0..1000 {
        let inner = object_id(Kind::Tree, &folder).unwrap();
        objects.push((Kind::Tree, folder));
        folder = tree_entry("40000", b"a", inner);
    }
    assert_eq!(root_changes(&with_root(objects, folder)), Err(Unreadable::TooDeep));
}

#[test]
fn names_that_are_no_paths_are_left_out() {
    let root = [
        tree_entry("100644", b"../../etc/passwd", id(b"")),
        tree_entry("100644", b"\xff", id(b"")),
        tree_entry("100644", b"", id(b"")),
        tree_entry("100644", b"good", id(b"")),
        b"100644 cut".to_vec(),
    ];
    let repository = with_root(vec![], root.concat());
    let paths: Vec<String> = root_changes(&repository).unwrap().into_iter().map(|file| file.path).collect();
    assert_eq!(paths, ["good"]);
    assert_eq!(repository.notes().len(), 4);
}

#[test]
fn a_pack_without_an_index_is_told() {
    let mut files = pack(&[]);
    files.remove("objects/pack/pack-1.idx");
    files.insert("objects/pack/pack-2.pack".to_owned(), "PACK".into());
    files.insert("objects/pack/pack-2.idx".to_owned(), Bytes::from_static(b"\xfftOc\0\0\0\x02\xff"));
    let repository = Repository::open(files, limits());
    assert_eq!(repository.notes().len(), 2);
}

/// A packed repository, made once.
fn packed() -> &'static (BTreeMap<String, Bytes>, usize) {
    static PACKED: std::sync::OnceLock<(BTreeMap<String, Bytes>, usize)> = std::sync::OnceLock::new();
    PACKED.get_or_init(|| {
        let (git, expected) = sample();
        git.run(&["repack", "-q", "-a", "-d", "-f", "--depth=50", "--window=50"]);
        let mut files = dot_git(&git);
        files.retain(|path, _| {
            path.starts_with("objects/pack/pack-") || path.starts_with("refs/") || path == "HEAD"
        });
        (files, expected.len())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever bytes are changed, cut off or put in, reading ends without a panic and gives
    /// nothing but what the ids promise.
    #[test]
    fn damage_is_survived(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>(), any::<bool>()), 1..6),
    ) {
        let (whole, versions) = packed();
        let mut files = whole.clone();
        for (at, kind, byte, in_index) in edits {
            let extension = if in_index { ".idx" } else { ".pack" };
            let bytes = files.iter_mut().find(|(path, _)| path.ends_with(extension)).unwrap().1;
            let mut changed = bytes.to_vec();
            let at = at.index(changed.len());
            match kind {
                0 => changed[at] = byte,
                1 => changed[at] ^= 1 << (byte % 8),
                2 => changed.insert(at, byte),
                _ => changed.truncate(changed.len().min(at + 1)),
            }
            *bytes = changed.into();
        }
        let repository = Repository::open(files, Limits { level_entries: 10_000, ..limits() });
        let history = repository.history();
        prop_assert!(history.commits.len() <= *versions);
        prop_assert!(history.commits.len() == *versions || !history.unreadable.is_empty());
        let mut older = None;
        for commit in history.commits {
            for difference in repository.changes(older, commit.tree).unwrap_or_default() {
                if let Some((id, Ok(content))) = difference.new.map(|id| (id, repository.blob(id))) {
                    prop_assert_eq!(blob_id(&content), Ok(id));
                }
            }
            older = Some(commit.tree);
        }
    }

    /// The same for files that never were a repository.
    #[test]
    fn noise_is_survived(
        names in prop::collection::vec("(HEAD|packed-refs|shallow|refs/heads/main|objects/(pack/pack-1[.](pack|idx)|[0-9a-f]{2}/[0-9a-f]{38}))", 0..8),
        bytes in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 8),
    ) {
        let files = names.into_iter().zip(bytes).map(|(name, bytes)| (name, Bytes::from(bytes))).collect();
        let history = Repository::open(files, limits()).history();
        prop_assert_eq!(history.commits, []);
        prop_assert!(!history.unreadable.is_empty());
    }
}
