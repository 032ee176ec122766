//! Finding objects in a pack, and reading the heads of its entries.

use bytes::Bytes;

use super::delta::Cursor;
use crate::versions::objects::{Kind, ObjectId};

/// A pack with its index. Nothing of it is copied or taken for true: an index that lies leads
/// to bytes that do not have the id that was looked for.
pub(super) struct Pack {
    data: Bytes,
    index: Bytes,
    objects: usize,
}

/// How an entry's content is stored.
pub(super) enum Stored {
    /// Whole.
    Whole(Kind),
    /// As its difference from the entry at this offset of the same pack.
    OnOffset(usize),
    /// As its difference from an object.
    OnObject(ObjectId),
}

/// An entry's head, and the bytes from its compressed content on.
pub(super) struct PackEntry<'a> {
    pub(super) stored: Stored,
    /// The declared size of the content (or of the difference) when inflated.
    pub(super) size: usize,
    pub(super) deflated: &'a [u8],
}

impl Pack {
    const INDEX_HEADER: usize = 8;
    const FANOUT: usize = 256 * 4;

    /// A pack of version 2 or 3 with an index of version 2; `None` for anything else.
    pub(super) fn open(data: Bytes, index: Bytes) -> Option<Self> {
        let version = data.strip_prefix(b"PACK")?.first_chunk()?;
        if !matches!(u32::from_be_bytes(*version), 2 | 3) || !index.starts_with(b"\xfftOc\0\0\0\x02") {
            return None;
        }
        let objects = number(&index, Self::INDEX_HEADER + 255 * 4)?;
        let tables = objects.checked_mul(ObjectId::LEN + 8)?;
        (index.len() >= Self::INDEX_HEADER + Self::FANOUT + tables + 2 * ObjectId::LEN).then_some(Self {
            data,
            index,
            objects,
        })
    }

    /// The offset of the object's entry, if the pack has it.
    pub(super) fn find(&self, id: ObjectId) -> Option<usize> {
        let up_to = |byte: usize| number(&self.index, Self::INDEX_HEADER + 4 * byte);
        let first = usize::from(id.as_bytes()[0]);
        let mut low = if first == 0 { 0 } else { up_to(first - 1)? };
        let mut high = up_to(first)?.min(self.objects);
        let ids = Self::INDEX_HEADER + Self::FANOUT;
        while low < high {
            let middle = low + (high - low) / 2;
            let at = ids + middle * ObjectId::LEN;
            match self.index.get(at..at + ObjectId::LEN)?.cmp(id.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return self.offset(middle),
            }
        }
        None
    }

    fn offset(&self, object: usize) -> Option<usize> {
        const LARGE: usize = 1 << 31;
        let offsets = Self::INDEX_HEADER + Self::FANOUT + self.objects * (ObjectId::LEN + 4);
        let offset = number(&self.index, offsets + 4 * object)?;
        if offset < LARGE {
            return Some(offset);
        }
        let at = offsets + 4 * self.objects + 8 * (offset - LARGE);
        usize::try_from(u64::from_be_bytes(*self.index.get(at..)?.first_chunk()?)).ok()
    }

    /// The entry at an offset; `None` if there cannot be one.
    pub(super) fn entry(&self, offset: usize) -> Option<PackEntry<'_>> {
        let mut cursor = Cursor(self.data.get(offset..)?);
        let first = cursor.byte()?;
        let size = cursor.varint_from(usize::from(first & 0x0f), 4, first)?;
        let stored = match first >> 4 & 0x07 {
            1 => Stored::Whole(Kind::Commit),
            2 => Stored::Whole(Kind::Tree),
            3 => Stored::Whole(Kind::Blob),
            4 => Stored::Whole(Kind::Tag),
            6 => Stored::OnOffset(offset.checked_sub(distance(&mut cursor)?)?),
            7 => {
                let (id, rest) = cursor.0.split_at_checked(ObjectId::LEN)?;
                cursor.0 = rest;
                Stored::OnObject(ObjectId::from_bytes(id)?)
            }
            _ => return None,
        };
        Some(PackEntry { stored, size, deflated: cursor.0 })
    }
}

/// How far before a delta its base lies: groups of seven bits, the highest first, each but the
/// last one more than it says.
fn distance(cursor: &mut Cursor<'_>) -> Option<usize> {
    let mut byte = cursor.byte()?;
    let mut value = usize::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        byte = cursor.byte()?;
        value = value.checked_add(1)?.checked_mul(128)? | usize::from(byte & 0x7f);
    }
    // A base that is the delta itself would never end.
    (value > 0).then_some(value)
}

/// Four bytes at an offset as a number.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?) as usize)
}
