//! Positions in streams, as clients hold them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::StreamKey;
use crate::error::{Error, Result};

/// Writes and reads cursors. A cursor names the data it belongs to, so that one of another
/// server's, or of another stream, is noticed and not silently misread.
#[derive(Clone, Copy, Debug)]
pub struct Cursors {
    instance: u32,
}

impl Cursors {
    pub(super) fn new(instance: u32) -> Self {
        Self { instance }
    }

    /// The position just behind event `seq`.
    pub fn write(&self, key: StreamKey, seq: u64) -> String {
        let mut bytes = [0u8; 16];
        bytes[..4].copy_from_slice(&self.instance.to_be_bytes());
        bytes[4..8].copy_from_slice(&fingerprint(key).to_be_bytes());
        bytes[8..].copy_from_slice(&seq.to_be_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The number of the event that the position is just behind.
    pub fn read(&self, key: StreamKey, cursor: &str) -> Result<u64> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
        let Some(bytes) = bytes else {
            return Err(Error::BadInput(
                "`after` is not a cursor; pass the last one that you received.".into(),
            ));
        };
        let (instance, rest) = bytes.split_at(4);
        let (stream, seq) = rest.split_at(4);
        if instance != self.instance.to_be_bytes() {
            return Err(Error::CursorExpired);
        }
        if stream != fingerprint(key).to_be_bytes() {
            return Err(Error::BadInput("`after` is a cursor of another stream.".into()));
        }
        Ok(seq.iter().fold(0, |number, &byte| (number << 8) | u64::from(byte)))
    }
}

fn fingerprint(key: StreamKey) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&(key.kind as i16).to_be_bytes());
    hasher.update(key.subject.as_bytes());
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::streams::StreamKind;

    #[test]
    fn a_cursor_belongs_to_its_stream_and_its_data() {
        let key = StreamKey { kind: StreamKind::Project, subject: uuid::Uuid::from_u128(7) };
        let other = StreamKey { kind: StreamKind::Generation, ..key };
        let cursors = Cursors::new(1);
        let cursor = cursors.write(key, 300);
        assert!(matches!(cursors.read(key, &cursor), Ok(300)));
        assert!(matches!(cursors.read(other, &cursor), Err(Error::BadInput(_))));
        assert!(matches!(Cursors::new(2).read(key, &cursor), Err(Error::CursorExpired)));
        assert!(matches!(cursors.read(key, "nonsense"), Err(Error::BadInput(_))));
    }
}
