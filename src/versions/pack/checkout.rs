//! The files that make a folder with a pack in it a repository whose files are checked out.

use std::collections::BTreeMap;
use std::io;

use super::with_checksum;
use crate::versions::objects::ObjectId;

/// No file modes: they do not survive every archive. Otherwise what `git init` writes.
const CONFIG: &[u8] = b"[core]\n\trepositoryformatversion = 0\n\tfilemode = false\n\tbare = false\n";

/// Paths and contents of a repository's files beside its packs, which belong into
/// `.git/objects/pack/`. The branch `main` is at `head`, and `files`, the files of that version,
/// count as checked out: `git status` finds nothing to do where they lie beside `.git`.
///
/// There is no repository without a version: git wants folders for what it does not have yet.
pub fn scaffold(head: ObjectId, files: &BTreeMap<String, ObjectId>) -> io::Result<Vec<(String, Vec<u8>)>> {
    Ok(vec![
        (".git/HEAD".to_owned(), b"ref: refs/heads/main\n".to_vec()),
        (".git/config".to_owned(), CONFIG.to_vec()),
        (".git/index".to_owned(), index(files)?),
        (".git/refs/heads/main".to_owned(), format!("{head}\n").into_bytes()),
    ])
}

/// The list of checked-out files (version 2, see git's `gitformat-index`).
///
/// Nothing is known about the files that an archive's reader will write, so times and sizes are
/// zero, as after `git read-tree`: git then compares the contents and takes note of the rest.
fn index(files: &BTreeMap<String, ObjectId>) -> io::Result<Vec<u8>> {
    const REGULAR_FILE: u32 = 0o100_644;
    /// Longer names have this length, and end at their NUL.
    const MAX_NAME: usize = 0xfff;
    let mut bytes = b"DIRC\0\0\0\x02".to_vec();
    bytes.extend_from_slice(&(files.len() as u32).to_be_bytes());
    for (path, id) in files {
        let start = bytes.len();
        // Creation and modification time, device, inode.
        bytes.extend_from_slice(&[0; 24]);
        bytes.extend_from_slice(&REGULAR_FILE.to_be_bytes());
        // Owner, group, size.
        bytes.extend_from_slice(&[0; 12]);
        bytes.extend_from_slice(id.as_bytes());
        bytes.extend_from_slice(&(path.len().min(MAX_NAME) as u16).to_be_bytes());
        bytes.extend_from_slice(path.as_bytes());
        // One to eight NULs, up to a multiple of eight bytes.
        let padding = 8 - (bytes.len() - start) % 8;
        bytes.resize(bytes.len() + padding, 0);
    }
    with_checksum(bytes)
}
