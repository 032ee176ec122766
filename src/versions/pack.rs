//! Git's storage of a whole history in one stream: packs, their indexes, and what else makes a
//! folder a repository.
//!
//! It writes what it is given and reads nothing. Objects are packed whole, without deltas: they
//! need no memory beyond one object at a time and no second look at any of them.

mod checkout;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{self, Write};

use flate2::{Compress, Compression, FlushCompress, Status};

pub use checkout::scaffold;

use super::objects::{Error, Kind, ObjectId, finalize};

/// Writes a pack (format version 2, see git's `gitformat-pack`) to a stream.
pub struct PackWriter<W> {
    out: W,
    hasher: gix_hash::Hasher,
    /// Bytes written so far.
    offset: u64,
    announced: u32,
    entries: Vec<IndexEntry>,
    deflate: Compress,
    /// The entry that is being written.
    buffer: Vec<u8>,
}

/// Where an object stands in a pack.
struct IndexEntry {
    id: ObjectId,
    crc32: u32,
    offset: u64,
}

impl<W: Write> PackWriter<W> {
    /// Begins a pack of exactly this many objects.
    pub fn new(out: W, objects: u32) -> io::Result<Self> {
        let mut pack = Self {
            out,
            hasher: gix_hash::hasher(gix_hash::Kind::Sha1),
            offset: 0,
            announced: objects,
            entries: Vec::with_capacity(objects.min(1 << 16) as usize),
            // Level 1: four times as fast as the default for source code, and about a tenth larger.
            deflate: Compress::new(Compression::new(1), true),
            buffer: Vec::new(),
        };
        pack.buffer.extend_from_slice(b"PACK\0\0\0\x02");
        pack.buffer.extend_from_slice(&objects.to_be_bytes());
        pack.write_buffer()?;
        Ok(pack)
    }

    /// Adds an object, given its id (which is not checked) and content. Each object goes in once,
    /// in any order.
    pub fn add(&mut self, id: ObjectId, kind: Kind, content: &[u8]) -> io::Result<()> {
        let offset = self.offset;
        self.buffer.clear();
        push_header(&mut self.buffer, kind, content.len());
        deflate(&mut self.deflate, content, &mut self.buffer)?;
        self.entries.push(IndexEntry { id, crc32: crc32fast::hash(&self.buffer), offset });
        self.write_buffer()
    }

    /// Ends the pack and returns the stream with the bytes of the index that belongs beside it.
    /// Fails if the objects are not as many as announced, or one came twice.
    pub fn finish(mut self) -> io::Result<(W, Vec<u8>)> {
        self.entries.sort_unstable_by_key(|entry| entry.id);
        let twice = self.entries.windows(2).any(|pair| pair[0].id == pair[1].id);
        if twice || self.entries.len() != self.announced as usize {
            return Err(io::Error::other(Error::PackContents));
        }
        let checksum = finalize(self.hasher).map_err(io::Error::other)?;
        self.out.write_all(checksum.as_bytes())?;
        Ok((self.out, index(&self.entries, checksum)?))
    }

    fn write_buffer(&mut self) -> io::Result<()> {
        self.hasher.update(&self.buffer);
        self.offset += self.buffer.len() as u64;
        self.out.write_all(&self.buffer)
    }
}

/// The file name, without extension, that git gave a pack of these objects before it named packs
/// by their content: known before the first object is written, as a stream of files needs it.
pub fn name<'a>(ids: impl IntoIterator<Item = &'a ObjectId>) -> Result<String, Error> {
    let mut hasher = gix_hash::hasher(gix_hash::Kind::Sha1);
    for id in ids.into_iter().collect::<BTreeSet<_>>() {
        hasher.update(id.as_bytes());
    }
    Ok(format!("pack-{}", finalize(hasher)?))
}

/// Type and size in seven-bit groups, the first with the type and four bits of the size.
fn push_header(buffer: &mut Vec<u8>, kind: Kind, size: usize) {
    let kind = match kind {
        Kind::Commit => 1,
        Kind::Tree => 2,
        Kind::Blob => 3,
        Kind::Tag => 4,
    };
    let mut byte = kind << 4 | (size & 0x0f) as u8;
    let mut rest = size >> 4;
    while rest > 0 {
        buffer.push(byte | 0x80);
        byte = (rest & 0x7f) as u8;
        rest >>= 7;
    }
    buffer.push(byte);
}

/// Appends the content as one zlib stream.
fn deflate(state: &mut Compress, content: &[u8], buffer: &mut Vec<u8>) -> io::Result<()> {
    state.reset();
    loop {
        let read = state.total_in() as usize;
        // Room for the rest at once where it does not compress, so that few rounds are needed.
        buffer.reserve((content.len() - read) / 2 + 64);
        let status =
            state.compress_vec(&content[read..], buffer, FlushCompress::Finish).map_err(io::Error::other)?;
        if status == Status::StreamEnd {
            return Ok(());
        }
    }
}

/// The index of a pack, version 2.
fn index(entries: &[IndexEntry], pack_checksum: ObjectId) -> io::Result<Vec<u8>> {
    /// Offsets from here on stand in a table of their own.
    const LARGE: u64 = 1 << 31;
    let mut bytes = Vec::with_capacity(1072 + entries.len() * 28);
    bytes.extend_from_slice(b"\xfftOc\0\0\0\x02");
    let mut up_to = [0_u32; 256];
    for entry in entries {
        up_to[usize::from(entry.id.as_bytes()[0])] += 1;
    }
    let mut sum = 0;
    for count in up_to {
        sum += count;
        bytes.extend_from_slice(&sum.to_be_bytes());
    }
    for entry in entries {
        bytes.extend_from_slice(entry.id.as_bytes());
    }
    for entry in entries {
        bytes.extend_from_slice(&entry.crc32.to_be_bytes());
    }
    let mut large = Vec::new();
    for entry in entries {
        let offset = if entry.offset < LARGE {
            entry.offset as u32
        } else {
            large.push(entry.offset);
            LARGE as u32 | (large.len() as u32 - 1)
        };
        bytes.extend_from_slice(&offset.to_be_bytes());
    }
    for offset in large {
        bytes.extend_from_slice(&offset.to_be_bytes());
    }
    bytes.extend_from_slice(pack_checksum.as_bytes());
    with_checksum(bytes)
}

/// The bytes followed by their SHA-1, as git ends its files.
fn with_checksum(mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut hasher = gix_hash::hasher(gix_hash::Kind::Sha1);
    hasher.update(&bytes);
    bytes.extend_from_slice(finalize(hasher).map_err(io::Error::other)?.as_bytes());
    Ok(bytes)
}
