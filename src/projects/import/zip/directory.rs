//! The list of entries at an archive's end, and the header in front of each.

use std::io::{BufReader, Read, Seek, SeekFrom};

use super::{Entry, EntryKind, Refusal};

const END: [u8; 4] = *b"PK\x05\x06";
const END_64: [u8; 4] = *b"PK\x06\x06";
const LOCATOR_64: [u8; 4] = *b"PK\x06\x07";
const LISTED: [u8; 4] = *b"PK\x01\x02";
const HEADER: [u8; 4] = *b"PK\x03\x04";
const END_BYTES: u64 = 22;
const LOCATOR_BYTES: u64 = 20;
/// The bits of an entry's flags that say that it is encrypted in one way or another.
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
/// The number in the place of one that did not fit.
const ELSEWHERE: u32 = u32::MAX;

/// Where the list of entries is.
struct Place {
    entries: u64,
    start: u64,
    bytes: u64,
}

/// The entries, at most so many, still without the place of their contents; and where the list
/// begins, behind all of them.
pub(super) fn read(file: &mut (impl Read + Seek), most_entries: usize) -> Result<(Vec<Entry>, u64), Refusal> {
    let place = find(file)?;
    if place.entries > most_entries as u64 {
        let reason = format!("it has {} entries; at most {most_entries} are allowed", place.entries);
        return Err(Refusal::archive(&reason));
    }
    file.seek(SeekFrom::Start(place.start))?;
    let mut list = BufReader::new(file.take(place.bytes));
    let mut entries = Vec::with_capacity(place.entries.min(1024) as usize);
    for _ in 0..place.entries {
        entries.push(listed(&mut list)?);
    }
    let mut rest = [0];
    if list.read(&mut rest)? > 0 {
        return Err(Refusal::archive("its list of entries is longer than it says"));
    }
    Ok((entries, place.start))
}

/// Finds the list by the record that ends the archive. Other programs search for it differently:
/// only an archive in which there is nothing to search is accepted.
fn find(file: &mut (impl Read + Seek)) -> Result<Place, Refusal> {
    const LONGEST_COMMENT: u64 = u16::MAX as u64;
    let no_zip = || Refusal::archive("it is not a zip archive, or it was cut off");
    let length = file.seek(SeekFrom::End(0))?;
    let tail_start = length.saturating_sub(END_BYTES + LONGEST_COMMENT);
    file.seek(SeekFrom::Start(tail_start))?;
    let mut tail = Vec::new();
    file.take(END_BYTES + LONGEST_COMMENT).read_to_end(&mut tail)?;
    let ends = |at: &usize| {
        let record = Fields(&tail[*at..]);
        tail[*at..].starts_with(&END)
            && record
                .u16(20)
                .is_some_and(|comment| *at + END_BYTES as usize + usize::from(comment) == tail.len())
    };
    let at = (0..tail.len()).rev().find(ends).ok_or_else(no_zip)?;
    let record = Fields(&tail[at..]);
    let end = tail_start + at as u64;
    let numbers = (|| {
        Some((
            [record.u16(4)?, record.u16(6)?],
            [record.u16(8)?, record.u16(10)?],
            record.u32(12)?,
            record.u32(16)?,
        ))
    })();
    let (disks, counts, bytes, start) = numbers.ok_or_else(no_zip)?;
    let (place, end) = if counts[1] == u16::MAX || bytes == ELSEWHERE || start == ELSEWHERE {
        find_64(file, end)?
    } else {
        if disks != [0, 0] || counts[0] != counts[1] {
            return Err(Refusal::archive("it is one of several parts"));
        }
        (Place { entries: counts[1].into(), start: start.into(), bytes: bytes.into() }, end)
    };
    if place.start.checked_add(place.bytes) != Some(end) {
        return Err(Refusal::archive("its list of entries is not where it says"));
    }
    Ok(place)
}

/// The list of an archive with numbers beyond 32 bits, and where its own record begins.
fn find_64(file: &mut (impl Read + Seek), end: u64) -> Result<(Place, u64), Refusal> {
    let damaged = || Refusal::archive("the record that ends it is damaged");
    let mut locator = [0; LOCATOR_BYTES as usize];
    file.seek(SeekFrom::Start(end.checked_sub(LOCATOR_BYTES).ok_or_else(damaged)?))?;
    file.read_exact(&mut locator)?;
    if !locator.starts_with(&LOCATOR_64) {
        return Err(damaged());
    }
    let record_start = Fields(&locator).u64(8).ok_or_else(damaged)?;
    let mut record = [0; 56];
    file.seek(SeekFrom::Start(record_start))?;
    file.read_exact(&mut record)?;
    let fields = Fields(&record);
    let numbers =
        (|| Some((fields.u64(4)?, [fields.u32(16)?, fields.u32(20)?], [fields.u64(24)?, fields.u64(32)?])))();
    let (size, disks, counts) = numbers.ok_or_else(damaged)?;
    let record_end = record_start.checked_add(12).and_then(|start| start.checked_add(size));
    let whole = record.starts_with(&END_64)
        && record_end == end.checked_sub(LOCATOR_BYTES)
        && disks == [0, 0]
        && counts[0] == counts[1];
    match (whole, fields.u64(40), fields.u64(48)) {
        (true, Some(bytes), Some(start)) => Ok((Place { entries: counts[1], start, bytes }, record_start)),
        _ => Err(damaged()),
    }
}

/// Reads one line of the list.
fn listed(list: &mut impl Read) -> Result<Entry, Refusal> {
    let damaged = || Refusal::archive("its list of entries is damaged");
    let mut line = [0; 46];
    list.read_exact(&mut line)?;
    if !line.starts_with(&LISTED) {
        return Err(damaged());
    }
    let line = Fields(&line);
    let short = |at| line.u16(at).ok_or_else(damaged);
    let long = |at| line.u32(at).ok_or_else(damaged);
    let mut read = |bytes: u16| {
        let mut buffer = vec![0; usize::from(bytes)];
        list.read_exact(&mut buffer).map(|()| buffer)
    };
    let name = read(short(28)?)?;
    let extra = read(short(30)?)?;
    read(short(32)?)?;
    let name = String::from_utf8(name).map_err(|error| {
        Refusal::entry(&String::from_utf8_lossy(error.as_bytes()), "has a name that is not UTF-8")
    })?;

    let mut numbers = [long(24)?, long(20)?, long(42)?].map(u64::from);
    if numbers.contains(&u64::from(ELSEWHERE)) {
        let mut large = Fields(extra_field(&extra, 1).unwrap_or_default()).u64s();
        for number in numbers.iter_mut().filter(|number| **number == u64::from(ELSEWHERE)) {
            *number = large.next().ok_or_else(damaged)?;
        }
    }
    let [size, stored_size, offset] = numbers;
    let (flags, method) = (short(8)?, short(10)?);
    let kind = kind(&name, short(4)?, long(38)?)?;
    if flags & ENCRYPTED != 0 {
        return Err(Refusal::entry(&name, "is encrypted; make the archive without a password"));
    }
    if !matches!(method, 0 | 8) {
        let reason = format!("is compressed by a method that is not supported ({method}); use deflate");
        return Err(Refusal::entry(&name, &reason));
    }
    if short(34)? != 0 {
        return Err(Refusal::archive("it is one of several parts"));
    }
    let name = if kind == EntryKind::Folder { name.trim_end_matches('/').to_owned() } else { name };
    Ok(Entry { name, kind, deflated: method == 8, crc32: long(16)?, stored_size, size, offset, start: 0 })
}

/// What an entry is, by its name and by what the system that made it says.
fn kind(name: &str, made_by: u16, attributes: u32) -> Result<EntryKind, Refusal> {
    const UNIX: u16 = 3;
    const MACOS: u16 = 19;
    let mode = if matches!(made_by >> 8, UNIX | MACOS) { attributes >> 16 & 0o170_000 } else { 0 };
    match (mode, name.ends_with('/')) {
        (0o120_000, _) => Err(Refusal::entry(name, "is a symbolic link, which a project cannot hold")),
        (0 | 0o100_000, false) => Ok(EntryKind::File),
        (0 | 0o040_000, true) => Ok(EntryKind::Folder),
        _ => Err(Refusal::entry(name, "is neither a file nor a folder")),
    }
}

/// Finds the content of an entry behind its own header, which must say the same as the list.
pub(super) fn locate(file: &mut (impl Read + Seek), entry: &mut Entry) -> Result<(), Refusal> {
    let differs = |entry: &Entry| Refusal::entry(&entry.name, "is not what the archive's list says it is");
    let mut header = [0; 30];
    file.seek(SeekFrom::Start(entry.offset))?;
    file.read_exact(&mut header)?;
    let fields = Fields(&header);
    let (Some(flags), Some(method), Some(name_bytes), Some(extra_bytes)) =
        (fields.u16(6), fields.u16(8), fields.u16(26), fields.u16(28))
    else {
        return Err(differs(entry));
    };
    if !header.starts_with(&HEADER) || usize::from(name_bytes) > entry.name.len() + 1 {
        return Err(differs(entry));
    }
    let mut name = vec![0; usize::from(name_bytes)];
    file.read_exact(&mut name)?;
    let name = name.strip_suffix(b"/").filter(|_| entry.kind == EntryKind::Folder).unwrap_or(&name);
    let same = flags & ENCRYPTED == 0
        && method == if entry.deflated { 8 } else { 0 }
        && name == entry.name.as_bytes();
    if !same {
        return Err(differs(entry));
    }
    let start = entry.offset.checked_add(30 + u64::from(name_bytes) + u64::from(extra_bytes));
    entry.start = start.ok_or_else(|| differs(entry))?;
    Ok(())
}

/// The bytes of an extra field with this meaning.
fn extra_field(mut extra: &[u8], meaning: u16) -> Option<&[u8]> {
    loop {
        let fields = Fields(extra);
        let (found, bytes) = (fields.u16(0)?, usize::from(fields.u16(2)?));
        let (field, rest) = extra.get(4..)?.split_at_checked(bytes)?;
        if found == meaning {
            return Some(field);
        }
        extra = rest;
    }
}

/// Numbers in a record, the lowest byte first.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn u16(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(*self.0.get(at..)?.first_chunk()?))
    }

    fn u32(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(*self.0.get(at..)?.first_chunk()?))
    }

    fn u64(&self, at: usize) -> Option<u64> {
        Some(u64::from_le_bytes(*self.0.get(at..)?.first_chunk()?))
    }

    fn u64s(&self) -> impl Iterator<Item = u64> + use<'a> {
        let bytes = self.0;
        bytes.as_chunks::<8>().0.iter().map(|number| u64::from_le_bytes(*number))
    }
}
