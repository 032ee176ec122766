//! Writes a zip archive to a stream that cannot go back (see PKWARE's APPNOTE.TXT, 6.3.10).
//!
//! A content that is at hand gets its sizes in front of it, so that readers of streams find its
//! end. One that is still being made gets them behind it, and is framed in deflate's stored blocks:
//! these say themselves where they end. It must not know what the archive is for.

use std::io::{self, Write};

use flate2::{Compress, Compression, FlushCompress, Status};

#[cfg(test)]
mod tests;

const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Names are UTF-8.
const UTF_8: u16 = 1 << 11;
/// Checksum and sizes follow the content.
const SIZES_FOLLOW: u16 = 1 << 3;
/// The versions of the format that readers need: for folders and deflate, and for 64-bit sizes.
const VERSION: u16 = 20;
const VERSION_64: u16 = 45;
/// What stands in a 32-bit field whose value is in the 64-bit one.
const ELSEWHERE: u32 = u32::MAX;
/// A regular file that its owner may write (as Unix's `stat` says it), in the upper half.
const ATTRIBUTES: u32 = 0o100_644 << 16;
const MADE_BY_UNIX: u16 = 3 << 8 | VERSION_64;

/// A zip archive on its way out.
#[derive(Debug)]
pub struct ZipWriter<W> {
    out: W,
    /// Bytes written so far.
    offset: u64,
    /// The list of entries that ends the archive.
    directory: Vec<u8>,
    entries: u64,
    modified: DosTime,
    deflate: Compress,
    deflated: Vec<u8>,
}

/// A point in time as zip knows it: to two seconds, from 1980 to 2107, without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DosTime {
    date: u16,
    time: u16,
}

impl DosTime {
    /// The point in UTC that is so many seconds after 1970 began, or the nearest that zip knows.
    pub fn from_unix(seconds: i64) -> Self {
        const FIRST: i64 = 315_532_800;
        const LAST: i64 = 4_354_819_198;
        let seconds = seconds.clamp(FIRST, LAST);
        let (days, second) = (seconds / 86_400, seconds % 86_400);
        let (year, month, day) = civil(days);
        Self {
            date: (((year - 1980) << 9) | (month << 5) | day) as u16,
            time: (((second / 3_600) << 11) | ((second / 60 % 60) << 5) | (second % 60 / 2)) as u16,
        }
    }
}

/// Year, month and day of a day that is so many after 1970-01-01: the proleptic Gregorian calendar,
/// counted in eras of 400 years that begin in March, when the leap day is the last of a year.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// What the directory says of an entry.
struct Entry<'a> {
    name: &'a str,
    method: u16,
    flags: u16,
    crc32: u32,
    deflated: u64,
    size: u64,
    offset: u64,
}

impl<W: Write> ZipWriter<W> {
    /// Begins an archive whose entries were all modified at this time.
    pub fn new(out: W, modified: DosTime) -> Self {
        Self {
            out,
            offset: 0,
            directory: Vec::new(),
            entries: 0,
            modified,
            // Level 1: several times as fast as the default for source code, a tenth larger.
            deflate: Compress::new(Compression::new(1), false),
            deflated: Vec::new(),
        }
    }

    /// Adds a file, deflated where that is asked for and makes it smaller.
    pub fn add(&mut self, name: &str, content: &[u8], deflate: bool) -> io::Result<()> {
        let smaller = deflate && self.deflate(content)?;
        let deflated = if smaller { self.deflated.len() } else { content.len() } as u64;
        let entry = Entry {
            name,
            method: if smaller { DEFLATED } else { STORED },
            flags: UTF_8,
            crc32: crc32fast::hash(content),
            deflated,
            size: content.len() as u64,
            offset: self.offset,
        };
        let (Ok(_), Ok(_)) = (u32::try_from(entry.size), u32::try_from(deflated)) else {
            return Err(io::Error::other("a content beyond 4 GiB has to be streamed"));
        };
        let header = self.local_header(&entry, &[])?;
        self.write(&header)?;
        let buffer = std::mem::take(&mut self.deflated);
        let written = self.write(if smaller { &buffer } else { content });
        self.deflated = buffer;
        written?;
        self.list(&entry)
    }

    /// Begins a file whose content is written piece by piece, and which [`Streamed::finish`] ends.
    pub fn stream(&mut self, name: &str) -> io::Result<Streamed<'_, W>> {
        let entry = Entry {
            name,
            method: DEFLATED,
            flags: UTF_8 | SIZES_FOLLOW,
            crc32: 0,
            deflated: u64::from(ELSEWHERE),
            size: u64::from(ELSEWHERE),
            offset: self.offset,
        };
        let mut sizes = field(1, 16);
        sizes.extend_from_slice(&[0; 16]);
        let header = self.local_header(&entry, &sizes)?;
        let offset = self.offset;
        self.write(&header)?;
        Ok(Streamed {
            name: name.to_owned(),
            offset,
            begin: self.offset,
            size: 0,
            crc32: crc32fast::Hasher::new(),
            zip: self,
        })
    }

    /// Ends the archive, and returns the stream.
    pub fn finish(mut self) -> io::Result<W> {
        let (start, size, entries) = (self.offset, self.directory.len() as u64, self.entries);
        let directory = std::mem::take(&mut self.directory);
        self.write(&directory)?;
        let small = |value: u64| u32::try_from(value).ok().filter(|value| *value < ELSEWHERE);
        let few = u16::try_from(entries).ok().filter(|count| *count < u16::MAX);
        let mut end = Vec::new();
        if few.is_none() || small(start).is_none() || small(size).is_none() {
            // The record with 64-bit numbers, and the locator that says where it is.
            end.extend_from_slice(b"PK\x06\x06");
            end.extend_from_slice(&44_u64.to_le_bytes());
            end.extend_from_slice(&MADE_BY_UNIX.to_le_bytes());
            end.extend_from_slice(&VERSION_64.to_le_bytes());
            end.extend_from_slice(&[0; 8]);
            for number in [entries, entries, size, start] {
                end.extend_from_slice(&number.to_le_bytes());
            }
            end.extend_from_slice(b"PK\x06\x07\0\0\0\0");
            end.extend_from_slice(&self.offset.to_le_bytes());
            end.extend_from_slice(&1_u32.to_le_bytes());
        }
        end.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        end.extend_from_slice(&few.unwrap_or(u16::MAX).to_le_bytes());
        end.extend_from_slice(&few.unwrap_or(u16::MAX).to_le_bytes());
        end.extend_from_slice(&small(size).unwrap_or(ELSEWHERE).to_le_bytes());
        end.extend_from_slice(&small(start).unwrap_or(ELSEWHERE).to_le_bytes());
        end.extend_from_slice(&[0; 2]);
        self.write(&end)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Deflates a content into the buffer, and says whether that made it smaller. One state serves
    /// all entries: making one takes longer than to deflate a small file.
    fn deflate(&mut self, content: &[u8]) -> io::Result<bool> {
        self.deflate.reset();
        self.deflated.clear();
        // No larger than the content, so what does not become smaller ends early.
        self.deflated.reserve(content.len());
        let status = self
            .deflate
            .compress_vec(content, &mut self.deflated, FlushCompress::Finish)
            .map_err(io::Error::other)?;
        Ok(status == Status::StreamEnd && self.deflated.len() < content.len())
    }

    fn local_header(&self, entry: &Entry<'_>, extra: &[u8]) -> io::Result<Vec<u8>> {
        let mut header = b"PK\x03\x04".to_vec();
        let version = if extra.is_empty() { VERSION } else { VERSION_64 };
        header.extend_from_slice(&version.to_le_bytes());
        self.push_common(&mut header, entry, entry.deflated as u32, entry.size as u32);
        header.extend_from_slice(&name_length(entry.name)?.to_le_bytes());
        header.extend_from_slice(&(extra.len() as u16).to_le_bytes());
        header.extend_from_slice(entry.name.as_bytes());
        header.extend_from_slice(extra);
        Ok(header)
    }

    /// What the header in front of an entry and its line in the directory have in common.
    fn push_common(&self, header: &mut Vec<u8>, entry: &Entry<'_>, deflated: u32, size: u32) {
        for number in [entry.flags, entry.method, self.modified.time, self.modified.date] {
            header.extend_from_slice(&number.to_le_bytes());
        }
        for number in [entry.crc32, deflated, size] {
            header.extend_from_slice(&number.to_le_bytes());
        }
    }

    /// Notes a written entry for the directory. Numbers beyond 32 bits go into a field of their own.
    fn list(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let mut large = Vec::new();
        let mut short = |number: u64| match u32::try_from(number) {
            Ok(number) if number < ELSEWHERE => number,
            _ => {
                large.extend_from_slice(&number.to_le_bytes());
                ELSEWHERE
            }
        };
        let (size, deflated, offset) = (short(entry.size), short(entry.deflated), short(entry.offset));
        let mut extra = Vec::new();
        if !large.is_empty() {
            extra = field(1, large.len() as u16);
            extra.extend_from_slice(&large);
        }
        let version = if extra.is_empty() && entry.flags & SIZES_FOLLOW == 0 { VERSION } else { VERSION_64 };
        let mut line = b"PK\x01\x02".to_vec();
        line.extend_from_slice(&MADE_BY_UNIX.to_le_bytes());
        line.extend_from_slice(&version.to_le_bytes());
        self.push_common(&mut line, entry, deflated, size);
        line.extend_from_slice(&name_length(entry.name)?.to_le_bytes());
        line.extend_from_slice(&(extra.len() as u16).to_le_bytes());
        // No comment, the first disk, nothing said about the kind of content.
        line.extend_from_slice(&[0; 6]);
        line.extend_from_slice(&ATTRIBUTES.to_le_bytes());
        line.extend_from_slice(&offset.to_le_bytes());
        line.extend_from_slice(entry.name.as_bytes());
        line.extend_from_slice(&extra);
        self.directory.extend_from_slice(&line);
        self.entries += 1;
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.offset += bytes.len() as u64;
        Ok(())
    }
}

/// The beginning of an extra field with this meaning and number of bytes.
fn field(meaning: u16, bytes: u16) -> Vec<u8> {
    [meaning.to_le_bytes(), bytes.to_le_bytes()].concat()
}

fn name_length(name: &str) -> io::Result<u16> {
    u16::try_from(name.len()).map_err(io::Error::other)
}

/// A file of which the content is being written.
#[derive(Debug)]
pub struct Streamed<'a, W: Write> {
    zip: &'a mut ZipWriter<W>,
    name: String,
    offset: u64,
    begin: u64,
    size: u64,
    crc32: crc32fast::Hasher,
}

impl<W: Write> Streamed<'_, W> {
    /// Ends the content. Without it the archive cannot be read.
    pub fn finish(self) -> io::Result<()> {
        let Self { zip, name, offset, begin, size, crc32 } = self;
        zip.write(&[1, 0, 0, 0xff, 0xff])?;
        let (crc32, deflated) = (crc32.finalize(), zip.offset - begin);
        let mut descriptor = b"PK\x07\x08".to_vec();
        descriptor.extend_from_slice(&crc32.to_le_bytes());
        descriptor.extend_from_slice(&deflated.to_le_bytes());
        descriptor.extend_from_slice(&size.to_le_bytes());
        zip.write(&descriptor)?;
        let (method, flags) = (DEFLATED, UTF_8 | SIZES_FOLLOW);
        zip.list(&Entry { name: &name, method, flags, crc32, deflated, size, offset })
    }
}

impl<W: Write> Write for Streamed<'_, W> {
    /// Writes one stored block (RFC 1951, 3.2.4), which can hold 65,535 bytes.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let block = &bytes[..bytes.len().min(usize::from(u16::MAX))];
        if block.is_empty() {
            return Ok(0);
        }
        let length = block.len() as u16;
        let [low, high] = length.to_le_bytes();
        self.zip.write(&[0, low, high, !low, !high])?;
        self.zip.write(block)?;
        self.crc32.update(block);
        self.size += u64::from(length);
        Ok(block.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip.out.flush()
    }
}
