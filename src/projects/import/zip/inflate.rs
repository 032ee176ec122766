//! Contents of entries, counted while they come.

use std::io::{BufRead as _, BufReader, Read};

use flate2::{Decompress, FlushDecompress, Status};

use super::{Entry, Refusal};

/// A content beyond these bytes …
const SUSPICIOUS_BYTES: u64 = 1024 * 1024;
/// … that takes less than this part of them in the archive is a bomb: deflate reaches a ratio of a
/// thousand with nothing but zeros, text hardly twenty.
const MOST_RATIO: u64 = 100;
const CHUNK: usize = 64 * 1024;

/// The state of a decompressor; one serves all entries.
#[derive(Debug)]
pub(super) struct Inflater(Decompress);

impl Default for Inflater {
    fn default() -> Self {
        Self(Decompress::new(false))
    }
}

impl Inflater {
    /// Inflates a content of at most so many bytes, taking memory as they come.
    pub(super) fn inflate(
        &mut self,
        stored: &mut impl Read,
        entry: &Entry,
        most: u64,
    ) -> Result<Vec<u8>, Refusal> {
        self.0.reset(false);
        let mut stored = BufReader::with_capacity(CHUNK.min(entry.stored_size as usize + 1), stored);
        let mut content = Vec::with_capacity(CHUNK.min(entry.size as usize + 1));
        let damaged = || Refusal::entry(&entry.name, "is damaged: its content cannot be inflated");
        loop {
            let input = stored.fill_buf()?;
            let (ended, before) = (input.is_empty(), (self.0.total_in(), content.len()));
            if content.len() == content.capacity() {
                content.reserve(CHUNK);
            }
            let status =
                self.0.decompress_vec(input, &mut content, FlushDecompress::None).ok().ok_or_else(damaged)?;
            let taken = (self.0.total_in() - before.0) as usize;
            stored.consume(taken);
            check(entry, content.len() as u64, most)?;
            if status == Status::StreamEnd {
                return if self.0.total_in() == entry.stored_size { Ok(content) } else { Err(damaged()) };
            }
            if ended && taken == 0 && content.len() == before.1 {
                return Err(damaged());
            }
        }
    }
}

/// Copies a content that is stored as it is.
pub(super) fn copy(stored: &mut impl Read, entry: &Entry, most: u64) -> Result<Vec<u8>, Refusal> {
    check(entry, entry.stored_size, most)?;
    let mut content = Vec::with_capacity(CHUNK.min(entry.stored_size as usize));
    stored.read_to_end(&mut content)?;
    Ok(content)
}

fn check(entry: &Entry, bytes: u64, most: u64) -> Result<(), Refusal> {
    if bytes > most {
        return Err(Refusal::entry(&entry.name, &format!("has more than the {most} bytes that are allowed")));
    }
    if bytes > SUSPICIOUS_BYTES && bytes / MOST_RATIO > entry.stored_size {
        let reason = format!("inflates to more than {MOST_RATIO} times its size, as only traps do");
        return Err(Refusal::entry(&entry.name, &reason));
    }
    Ok(())
}
