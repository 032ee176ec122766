//! Reads a zip archive that a stranger made (see PKWARE's APPNOTE.TXT, 6.3.10).
//!
//! Nothing that the archive says of itself is taken for true: sizes that are declared are limits and
//! not allocations, bytes are counted while they are inflated, and where the list of entries and the
//! entries themselves tell different stories, the archive is refused. So no two programs can see
//! different files in an archive that is accepted here. Which names and how many bytes a project can
//! take is for the caller to say; it must not write anything.

use std::io::{self, Read, Seek, SeekFrom};

mod directory;
mod inflate;
#[cfg(test)]
mod tests;

/// Why an archive is refused, in a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Refusal {
    fn archive(reason: &str) -> Self {
        Self(format!("The archive cannot be read: {reason}."))
    }

    fn entry(name: &str, reason: &str) -> Self {
        Self(format!("The archive's entry {} {reason}.", shown(name)))
    }
}

impl From<io::Error> for Refusal {
    /// The archive lies in a file of ours, so reading it fails only where it ends too early.
    fn from(_error: io::Error) -> Self {
        Self::archive("it ends too early")
    }
}

/// A name as it is shown to people: quoted, and not at any length.
fn shown(name: &str) -> String {
    const CHARACTERS: usize = 200;
    let mut shown: String = name.chars().take(CHARACTERS).collect();
    if shown.len() < name.len() {
        shown.push('…');
    }
    format!("{shown:?}")
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file with a content.
    File,
    /// A folder; it has no content.
    Folder,
}

/// An entry of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name as the archive spells it; without the `/` that ends a folder's.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
    /// Whether its content is deflated, else stored.
    deflated: bool,
    crc32: u32,
    /// The bytes that its content takes in the archive, and those it is said to have.
    stored_size: u64,
    size: u64,
    /// Where the entry begins, and where its content does.
    offset: u64,
    start: u64,
}

impl Entry {
    /// How many bytes its content has, if it has as many as it says. [`Archive::read`] finds out.
    pub fn declared_size(&self) -> u64 {
        self.size
    }
}

/// An archive, and what is in it.
#[derive(Debug)]
pub struct Archive<R> {
    file: R,
    entries: Vec<Entry>,
    inflater: inflate::Inflater,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the list of entries, at most so many, and compares it with the entries themselves. No
    /// content is read. Links, devices, encrypted entries, unknown methods of compression, entries
    /// of one name and entries that share bytes are refused.
    pub fn open(mut file: R, most_entries: usize) -> Result<Self, Refusal> {
        let (mut entries, end) = directory::read(&mut file, most_entries)?;
        for entry in &mut entries {
            directory::locate(&mut file, entry)?;
        }
        refuse_overlaps(&entries, end)?;
        refuse_duplicates(&entries)?;
        Ok(Self { file, entries, inflater: inflate::Inflater::default() })
    }

    /// The entries, in the order of the archive's list.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The content of an entry, by its place in [`entries`](Self::entries): at most so many bytes.
    pub fn read(&mut self, entry: usize, most_bytes: u64) -> Result<Vec<u8>, Refusal> {
        let Some(entry) = self.entries.get(entry) else {
            return Err(Refusal::archive("it has no such entry"));
        };
        self.file.seek(SeekFrom::Start(entry.start))?;
        let mut stored = (&mut self.file).take(entry.stored_size);
        let content = if entry.deflated {
            self.inflater.inflate(&mut stored, entry, most_bytes)?
        } else {
            inflate::copy(&mut stored, entry, most_bytes)?
        };
        if content.len() as u64 != entry.size || crc32fast::hash(&content) != entry.crc32 {
            return Err(Refusal::entry(&entry.name, "is damaged: its content is not what its checksum says"));
        }
        Ok(content)
    }
}

/// Entries that share bytes make an archive of gigabytes out of one of kilobytes.
fn refuse_overlaps(entries: &[Entry], end: u64) -> Result<(), Refusal> {
    let mut spans: Vec<(u64, u64, &str)> = entries
        .iter()
        .map(|entry| (entry.offset, entry.start.saturating_add(entry.stored_size), entry.name.as_str()))
        .collect();
    spans.sort_unstable();
    if let Some((_, _, name)) = spans.iter().find(|(_, last, _)| *last > end) {
        return Err(Refusal::entry(name, "goes on behind the end of the archive's entries"));
    }
    match spans.windows(2).find(|pair| pair[0].1 > pair[1].0) {
        Some(pair) => Err(Refusal::entry(pair[1].2, &format!("overlaps the entry {}", shown(pair[0].2)))),
        None => Ok(()),
    }
}

fn refuse_duplicates(entries: &[Entry]) -> Result<(), Refusal> {
    let mut names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Refusal::entry(pair[0], "is there twice")),
        None => Ok(()),
    }
}
