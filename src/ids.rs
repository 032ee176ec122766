//! Identifiers: `UUIDv7` in memory and in the database, `prj_01h…` outside.
//!
//! The outside form is a [TypeID](https://github.com/jetify-com/typeid): a prefix that names the
//! type, an underscore, and 26 characters of Crockford's base 32. An identifier of one type never
//! parses as another's, so a mix-up is refused at the edge.

use std::fmt;

use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const ENCODED_LENGTH: usize = 26;

/// Writes 128 bits as 26 characters, most significant first.
fn encode(id: Uuid) -> String {
    let mut rest = id.as_u128();
    let mut text = [0u8; ENCODED_LENGTH];
    for place in text.iter_mut().rev() {
        *place = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    text.iter().map(|&byte| char::from(byte)).collect()
}

/// Reads what [`encode`] wrote, and nothing else: one identifier has one spelling.
fn decode(text: &str) -> Option<Uuid> {
    if text.len() != ENCODED_LENGTH || text.as_bytes()[0] > b'7' {
        return None;
    }
    let mut bits: u128 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|&letter| letter == byte)?;
        bits = (bits << 5) | digit as u128;
    }
    Some(Uuid::from_u128(bits))
}

/// A typed identifier.
pub trait Id: Copy + fmt::Display + Send + Sync + 'static {
    /// What the outside form begins with, without the underscore.
    const PREFIX: &'static str;
    /// Wraps a stored identifier.
    fn from_uuid(id: Uuid) -> Self;
    /// The stored form.
    fn uuid(self) -> Uuid;
    /// Reads the outside form; `None` where it is not an identifier of this type.
    fn parse(text: &str) -> Option<Self> {
        let (prefix, rest) = text.split_once('_')?;
        (prefix == Self::PREFIX).then(|| decode(rest)).flatten().map(Self::from_uuid)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl Id for $name {
            const PREFIX: &'static str = $prefix;
            fn from_uuid(id: Uuid) -> Self {
                Self(id)
            }
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", $prefix, encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

ids! {
    /// Names an account.
    UserId = "usr";
    /// Names one signed-in device of an account.
    SessionId = "ses";
    /// Names a project.
    ProjectId = "prj";
    /// Names a conversation.
    ConversationId = "cnv";
    /// Names a message.
    MessageId = "msg";
    /// Names a turn.
    GenerationId = "gen";
    /// Names a version.
    VersionId = "ver";
    /// Names a deployment.
    DeploymentId = "dep";
    /// Names a wireframe.
    WireframeId = "wfr";
    /// Names a component that a project has defined.
    ComponentId = "cmp";
    /// Names a state of a wireframe that was kept.
    SnapshotId = "snp";
    /// Names a queued piece of work; never shown outside.
    JobId = "job";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outside_form_comes_back() {
        for bits in [0, 1, u128::MAX, 0x0190_1234_5678_7abc_8def_0123_4567_89ab] {
            let id = ProjectId::from_uuid(Uuid::from_u128(bits));
            assert_eq!(ProjectId::parse(&id.to_string()), Some(id));
        }
    }

    #[test]
    fn other_spellings_and_types_are_refused() {
        let id = ProjectId::from_uuid(Uuid::from_u128(42)).to_string();
        assert_eq!(UserId::parse(&id), None);
        for wrong in [
            "",
            "prj",
            "prj_",
            "prj_0",
            &id.to_uppercase(),
            &format!("{id}0"),
            "prj_8zzzzzzzzzzzzzzzzzzzzzzzzz",
            "prj_0000000000000000000000000l",
            "prj_é0000000000000000000000000",
        ] {
            assert_eq!(ProjectId::parse(wrong), None, "{wrong}");
        }
    }
}
