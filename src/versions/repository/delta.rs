//! Objects written as their difference from another (see "Deltified representation" in git's
//! `gitformat-pack`).

/// Applies a delta to its base. `None` if it is malformed, was made for another base, or makes
/// more than `max_bytes`.
pub(super) fn apply(base: &[u8], delta: &[u8], max_bytes: usize) -> Option<Vec<u8>> {
    let mut delta = Cursor(delta);
    let (base_size, size) = (delta.varint()?, delta.varint()?);
    if base_size != base.len() || size > max_bytes {
        return None;
    }
    // What is declared bounds the result, but memory is only taken for what really comes.
    let mut result = Vec::new();
    while let Some(op) = delta.byte() {
        let piece = match op {
            0 => return None,
            1..=0x7f => delta.bytes(usize::from(op))?,
            _ => {
                let offset = delta.sparse(op, 4)?;
                let len = match delta.sparse(op >> 4, 3)? {
                    0 => 0x10000,
                    len => len,
                };
                base.get(offset..offset.checked_add(len)?)?
            }
        };
        if piece.len() > size - result.len() {
            return None;
        }
        result.extend_from_slice(piece);
    }
    (result.len() == size).then_some(result)
}

/// What is left to be read.
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn bytes(&mut self, len: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(bytes)
    }

    /// A number in groups of seven bits, the lowest first.
    fn varint(&mut self) -> Option<usize> {
        let byte = self.byte()?;
        self.varint_from(usize::from(byte & 0x7f), 7, byte)
    }

    /// The rest of such a number, of which the lowest bits are known, if `previous` says that
    /// there is more.
    pub(super) fn varint_from(&mut self, low: usize, low_bits: u32, previous: u8) -> Option<usize> {
        let (mut value, mut shift, mut byte) = (low, low_bits, previous);
        while byte & 0x80 != 0 {
            byte = self.byte()?;
            let bits = usize::from(byte & 0x7f);
            let group = bits.checked_shl(shift).filter(|group| group >> shift == bits)?;
            value |= group;
            shift += 7;
        }
        Some(value)
    }

    /// A number of which only the bytes are stored that `present` has bits for, lowest first.
    fn sparse(&mut self, present: u8, bytes: u32) -> Option<usize> {
        let mut value = 0;
        for at in 0..bytes {
            if present & 1 << at != 0 {
                value |= usize::from(self.byte()?) << (8 * at);
            }
        }
        Some(value)
    }
}
