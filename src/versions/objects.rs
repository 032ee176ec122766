//! Git objects: their ids, and how folders (trees) and versions (commits) are written as bytes.
//!
//! What is encoded here is byte for byte what git would write, so that an export is a repository
//! that `git fsck --strict` accepts. It must not read or store anything. What a foreign
//! repository may contain beyond it (symbolic links, tags, …) is `repository`'s affair.

use std::cmp::Ordering;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use gix_object::TreeRefIter;
use gix_object::tree::EntryKind;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use gix_object::Kind;

#[cfg(test)]
mod tests;

/// Why an object could not be hashed, read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The content carries the marks of a SHA-1 collision attack. Nobody meets this by accident.
    #[error("the content was crafted to collide with another one's SHA-1")]
    Collision,
    /// The text is not an object id of 40 hexadecimal digits.
    #[error("not an object id")]
    InvalidId,
    /// The bytes are not an object of the kind they were taken for.
    #[error("object {0} is damaged")]
    Damaged(ObjectId),
    /// The source did not have an object that it was asked for.
    #[error("object {0} is missing")]
    Missing(ObjectId),
    /// A change asked for a file and for a folder under the same path.
    #[error("{0} cannot be a file and a folder at once")]
    FileAndFolder(String),
    /// Folders are nested more deeply than any valid path is long.
    #[error("folders are nested too deeply")]
    TooDeep,
    /// A pack was given another number of objects than announced, or one of them twice.
    #[error("the pack does not hold the objects it announced")]
    PackContents,
}

/// The SHA-1 of an object's header and content: git's name for it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId([u8; Self::LEN]);

impl ObjectId {
    /// Length in bytes; twice as many hexadecimal digits.
    pub const LEN: usize = 20;

    /// The id with these 20 bytes; `None` for another number of bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The 20 bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The first seven hexadecimal digits, as git abbreviates ids for people.
    pub fn short(&self) -> String {
        let mut hex = self.to_string();
        hex.truncate(7);
        hex
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 40];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        f.write_str(std::str::from_utf8(&text).map_err(|_never| fmt::Error)?)
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ObjectId {
    type Err = Error;

    fn from_str(hex: &str) -> Result<Self, Error> {
        gix_hash::ObjectId::from_hex(hex.as_bytes())
            .ok()
            .and_then(|id| Self::from_bytes(id.as_slice()))
            .ok_or(Error::InvalidId)
    }
}

impl Serialize for ObjectId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ObjectId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The id of an object of this kind and content.
pub fn object_id(kind: Kind, content: &[u8]) -> Result<ObjectId, Error> {
    gix_object::compute_hash(gix_hash::Kind::Sha1, kind, content)
        .ok()
        .and_then(|id| ObjectId::from_bytes(id.as_slice()))
        .ok_or(Error::Collision)
}

/// The digest of all that was hashed; an error if that was made to collide.
pub(super) fn finalize(hasher: gix_hash::Hasher) -> Result<ObjectId, Error> {
    let digest = hasher.try_finalize().ok();
    digest.and_then(|id| ObjectId::from_bytes(id.as_slice())).ok_or(Error::Collision)
}

/// The id of a file's content, as `git hash-object` prints it.
pub fn blob_id(content: &[u8]) -> Result<ObjectId, Error> {
    object_id(Kind::Blob, content)
}

/// What a name in a folder stands for. Projects know neither executable files nor links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryType {
    /// A regular file (mode 100644).
    File,
    /// A folder (mode 40000).
    Folder,
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name, without any `/`.
    pub name: String,
    /// What it stands for.
    pub kind: EntryType,
    /// The id of the file's content or of the folder's tree.
    pub id: ObjectId,
}

impl Entry {
    /// Git's order within a tree: by bytes, a folder as if its name ended in `/`.
    pub fn git_order(&self, other: &Self) -> Ordering {
        let (a, b) = (self.name.as_bytes(), other.name.as_bytes());
        let common = a.len().min(b.len());
        let next = |entry: &Self| {
            let end = (entry.kind == EntryType::Folder).then_some(b'/');
            entry.name.as_bytes().get(common).copied().or(end)
        };
        a[..common].cmp(&b[..common]).then_with(|| next(self).cmp(&next(other)))
    }
}

/// One folder: its names in git's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Sorted by [`Entry::git_order`], each name once.
    pub entries: Vec<Entry>,
}

impl Tree {
    /// The tree's bytes without git's object header.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.entries.iter().map(|entry| entry.name.len() + 28).sum());
        for entry in &self.entries {
            bytes.extend_from_slice(match entry.kind {
                EntryType::File => b"100644 ",
                EntryType::Folder => b"40000 ",
            });
            bytes.extend_from_slice(entry.name.as_bytes());
            bytes.push(0);
            bytes.extend_from_slice(entry.id.as_bytes());
        }
        bytes
    }

    /// Reads what [`encode`](Self::encode) wrote. Anything a project cannot hold (links, names
    /// that are not UTF-8) is damage, since it was never written; `id` only names the tree then.
    pub fn decode(id: ObjectId, bytes: &[u8]) -> Result<Self, Error> {
        let entries = TreeRefIter::from_bytes(bytes, gix_hash::Kind::Sha1)
            .map(|entry| {
                let entry = entry.ok()?;
                let kind = match entry.mode.kind() {
                    EntryKind::Blob => EntryType::File,
                    EntryKind::Tree => EntryType::Folder,
                    _ => return None,
                };
                let name = String::from_utf8(entry.filename.to_vec()).ok()?;
                Some(Entry { name, kind, id: ObjectId::from_bytes(entry.oid.as_bytes())? })
            })
            .collect::<Option<Vec<_>>>()
            .ok_or(Error::Damaged(id))?;
        Ok(Self { entries })
    }

    /// What the name stands for, if the folder has it.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

/// Who wrote a version. Never an account's e-mail address: commits travel with every export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    name: String,
    email: String,
}

impl Signature {
    /// A signature git accepts: what its format reserves is taken out of both parts, and a name
    /// of which nothing is left becomes `Unknown`.
    pub fn new(name: &str, email: &str) -> Self {
        let email = clean(email).replace(' ', "");
        match clean(name) {
            name if name.is_empty() => Self { name: "Unknown".to_owned(), email },
            name => Self { name, email },
        }
    }

    /// The name that people see.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The address that git writes behind it.
    pub fn email(&self) -> &str {
        &self.email
    }
}

/// Removes what git reserves inside a signature, and what it strips from its ends
/// (`strbuf_addstr_without_crud` in git's `ident.c`).
fn clean(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() && !matches!(c, '<' | '>')).collect();
    text.trim_matches(|c: char| c.is_whitespace() || ".,:;\"\\'".contains(c)).to_owned()
}

/// One version: a snapshot of all files, its predecessors and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The tree of the project's root folder.
    pub tree: ObjectId,
    /// The versions it was made from; none for the first.
    pub parents: Vec<ObjectId>,
    /// Whose it is, as author and committer alike.
    pub author: Signature,
    /// Seconds since 1970 in UTC, not negative.
    pub time: i64,
    /// What changed, in words; without a line break at its end.
    pub message: String,
}

impl Commit {
    /// The commit's bytes without git's object header.
    pub fn encode(&self) -> Vec<u8> {
        let mut text = format!("tree {}\n", self.tree);
        for parent in &self.parents {
            _ = writeln!(text, "parent {parent}");
        }
        let Signature { name, email } = &self.author;
        for role in ["author", "committer"] {
            _ = writeln!(text, "{role} {name} <{email}> {} +0000", self.time.max(0));
        }
        text.push('\n');
        text.extend(self.message.trim_end().chars().filter(|c| *c != '\0'));
        text.push('\n');
        text.into_bytes()
    }

    /// Reads any git commit that is well-formed; `id` only names it in the error. Text that is
    /// not UTF-8 is read as well as possible, and a time git itself could not mean becomes the
    /// nearest it could.
    pub fn decode(id: ObjectId, bytes: &[u8]) -> Result<Self, Error> {
        /// The last second of the year 9999, beyond which RFC 3339 cannot write a date.
        const LAST_SECOND: i64 = 253_402_300_799;
        let damaged = || Error::Damaged(id);
        let own = |id: gix_hash::ObjectId| ObjectId::from_bytes(id.as_slice()).ok_or_else(damaged);
        let commit =
            gix_object::CommitRef::from_bytes(bytes, gix_hash::Kind::Sha1).ok().ok_or_else(damaged)?;
        let author = commit.author().ok();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\0', "");
        Ok(Self {
            tree: own(commit.tree())?,
            parents: commit.parents().map(own).collect::<Result<_, _>>()?,
            author: author.as_ref().map_or_else(
                || Signature::new("", ""),
                |author| Signature::new(&text(author.name), &text(author.email)),
            ),
            time: author
                .and_then(|author| author.time().ok())
                .map_or(0, |time| time.seconds.clamp(0, LAST_SECOND)),
            message: text(commit.message).trim_end().to_owned(),
        })
    }
}
