//! The messages of a collaboration socket, as y-websocket frames them
//! (`y-protocols`: sync.js, awareness.js, auth.js), and one of our own.

use bytes::Bytes;
use yrs::StateVector;
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;

const SYNC: u64 = 0;
const AWARENESS: u64 = 1;
const AUTH: u64 = 2;
const QUERY_AWARENESS: u64 = 3;
/// Ours: how many of the client's updates are durable.
const DURABLE: u64 = 101;

/// What a client says.
#[derive(Debug, PartialEq)]
pub enum ClientMessage<'a> {
    /// What it has seen: it is to be sent the rest.
    Seen(StateVector),
    /// All that it has seen and the server has not.
    Missing(&'a [u8]),
    /// An update.
    Update(&'a [u8]),
    /// Where it is, and what it has heard of others.
    Awareness(&'a [u8]),
    /// It wants to know where everybody is.
    QueryAwareness,
    /// Something that this server has no use for.
    Other,
}

impl<'a> ClientMessage<'a> {
    /// Reads one message; none where it is malformed.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        let message = match number(&mut rest)? {
            SYNC => match (number(&mut rest)?, block(&mut rest)?) {
                (0, seen) => Self::Seen(StateVector::decode_v1(seen).ok()?),
                (1, update) => Self::Missing(update),
                (2, update) => Self::Update(update),
                _ => return None,
            },
            AWARENESS => Self::Awareness(block(&mut rest)?),
            QUERY_AWARENESS => Self::QueryAwareness,
            _ => return Some(Self::Other),
        };
        rest.is_empty().then_some(message)
    }
}

/// Asks the other side for what is missing here.
pub fn seen(state: &StateVector) -> Bytes {
    sync(0, &state.encode_v1())
}

/// The answer to what a client has seen.
pub fn missing(update: &[u8]) -> Bytes {
    sync(1, update)
}

/// Something that has changed.
pub fn update(update: &[u8]) -> Bytes {
    sync(2, update)
}

/// Where so many clients are: their entries, in parts.
pub fn awareness(clients: u64, entries: &[&[u8]]) -> Bytes {
    let mut count = Vec::new();
    push_number(&mut count, clients);
    let length = count.len() + entries.iter().map(|part| part.len()).sum::<usize>();
    let mut message = Vec::with_capacity(length + 12);
    message.push(AWARENESS as u8);
    push_number(&mut message, length as u64);
    message.extend_from_slice(&count);
    for part in entries {
        message.extend_from_slice(part);
    }
    message.into()
}

/// The client may not do what it did.
pub fn denied(reason: &str) -> Bytes {
    let mut message = vec![AUTH as u8, 0];
    push_block(&mut message, reason.as_bytes());
    message.into()
}

/// How many of the client's updates are durable.
pub fn durable(count: u64) -> Bytes {
    let mut message = vec![DURABLE as u8];
    push_number(&mut message, count);
    message.into()
}

fn sync(kind: u8, content: &[u8]) -> Bytes {
    let mut message = Vec::with_capacity(content.len() + 8);
    message.extend([SYNC as u8, kind]);
    push_block(&mut message, content);
    message.into()
}

/// Reads an unsigned number of seven bits a byte, the lowest first.
pub fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let (byte, behind) = rest.split_first()?;
        *rest = behind;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Reads bytes that their length precedes.
pub fn block<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(number(rest)?).ok()?;
    let (block, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    Some(block)
}

/// Writes what [`number`] reads.
pub fn push_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Writes what [`block`] reads.
pub fn push_block(out: &mut Vec<u8>, block: &[u8]) {
    push_number(out, block.len() as u64);
    out.extend_from_slice(block);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_as_they_are_written() {
        let state = StateVector::default();
        assert_eq!(ClientMessage::parse(&seen(&state)), Some(ClientMessage::Seen(state)));
        let long = vec![7; 300];
        assert_eq!(ClientMessage::parse(&update(&long)), Some(ClientMessage::Update(&long)));
        assert_eq!(ClientMessage::parse(&missing(&[1])), Some(ClientMessage::Missing(&[1])));
        assert_eq!(
            ClientMessage::parse(&awareness(300, &[b"ab", b"c"])),
            Some(ClientMessage::Awareness(b"\xac\x02abc"))
        );
        assert_eq!(ClientMessage::parse(&[3]), Some(ClientMessage::QueryAwareness));
        assert_eq!(ClientMessage::parse(&durable(300)), Some(ClientMessage::Other));
    }

    #[test]
    fn what_is_malformed_is_none() {
        for wrong in
            [&[][..], &[0], &[0, 0], &[0, 5, 0], &[0, 2, 9, 1], &[1, 1], &[0, 2, 1, 1, 1], &[255; 12]]
        {
            assert_eq!(ClientMessage::parse(wrong), None, "{wrong:?}");
        }
    }
}
