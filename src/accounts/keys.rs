//! The keys that everything signed is signed with: each derived from the operator's one secret for
//! one purpose, so that what was made for one is worth nothing for another.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jsonwebtoken::{DecodingKey, EncodingKey};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

/// The keys of one server, and of all its replicas.
pub struct Keys {
    /// Whom access tokens name as their maker.
    pub(super) issuer: String,
    pub(super) signs_access: EncodingKey,
    pub(super) checks_access: DecodingKey,
    refresh: [u8; 32],
    link: [u8; 32],
    setup: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl Keys {
    /// Derives all keys from one secret; `issuer` is the server's public address.
    pub fn new(secret: &SecretString, issuer: &str) -> Self {
        let root: [u8; 32] = Sha256::digest(secret.expose_secret()).into();
        let access = mac(&root, b"maquette/access-token");
        Self {
            issuer: issuer.to_owned(),
            signs_access: EncodingKey::from_secret(&access),
            checks_access: DecodingKey::from_secret(&access),
            refresh: mac(&root, b"maquette/refresh-token"),
            link: mac(&root, b"maquette/link"),
            setup: mac(&root, b"maquette/setup-code"),
        }
    }

    /// Signs what a link says, for whoever holds the link; the signature fits into an address.
    pub fn sign_link(&self, what: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.link, what))
    }

    /// Whether [`Keys::sign_link`] made this signature of `what`; takes as long for a wrong one.
    pub fn verify_link(&self, what: &[u8], signature: &str) -> bool {
        URL_SAFE_NO_PAD.decode(signature).is_ok_and(|given| is_mac(&self.link, what, &given))
    }

    /// The refresh token that follows one.
    pub(super) fn successor(&self, token: &[u8; 32]) -> [u8; 32] {
        mac(&self.refresh, token)
    }

    /// The code that makes whoever registers with it an admin, on a server that has none. It is the
    /// same on every replica and after every start.
    pub fn setup_code(&self) -> String {
        const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let mut code = String::with_capacity(23);
        for (place, byte) in self.setup.iter().take(20).enumerate() {
            if place > 0 && place % 5 == 0 {
                code.push('-');
            }
            code.push(char::from(ALPHABET[usize::from(byte & 31)]));
        }
        code
    }

    /// Whether that is the set-up code, however its letters were typed.
    pub(super) fn is_setup_code(&self, typed: &str) -> bool {
        let plain = |code: &str| -> Vec<u8> {
            code.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_uppercase()).collect()
        };
        let right = mac(&self.setup, &plain(&self.setup_code()));
        is_mac(&self.setup, &plain(typed), &right)
    }
}

/// HMAC-SHA256 (RFC 2104).
fn keyed(key: &[u8; 32], message: &[u8]) -> Hmac<Sha256> {
    // HMAC fills a key up with zeros to the size of a block.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    Hmac::<Sha256>::new(&block.into()).chain_update(message)
}

fn mac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    keyed(key, message).finalize().into_bytes().into()
}

fn is_mac(key: &[u8; 32], message: &[u8], given: &[u8]) -> bool {
    keyed(key, message).verify_slice(given).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(secret: &str) -> Keys {
        Keys::new(&secret.to_owned().into(), "http://localhost:3001")
    }

    #[test]
    fn hmac_is_that_of_the_specification() {
        // RFC 4231, test case 2, whose key is shorter than ours: both are filled up with zeros.
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let expected = [
            0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04, 0x24, 0x26, 0x08, 0x95, 0x75, 0xc7,
            0x5a, 0x00, 0x3f, 0x08, 0x9d, 0x27, 0x39, 0x83, 0x9d, 0xec, 0x58, 0xb9, 0x64, 0xec, 0x38, 0x43,
        ];
        assert_eq!(mac(&key, b"what do ya want for nothing?"), expected);
    }

    #[test]
    fn a_link_is_valid_as_it_was_signed() {
        let (ours, others) = (keys("one secret"), keys("another secret"));
        let signature = ours.sign_link(b"prj_1 until noon");
        assert!(ours.verify_link(b"prj_1 until noon", &signature));
        assert!(!ours.verify_link(b"prj_2 until noon", &signature));
        assert!(!others.verify_link(b"prj_1 until noon", &signature));
        for wrong in ["", "?", &signature[1..], &format!("{signature}A")] {
            assert!(!ours.verify_link(b"prj_1 until noon", wrong), "{wrong}");
        }
    }

    #[test]
    fn the_setup_code_may_be_typed_sloppily() {
        let ours = keys("one secret");
        let code = ours.setup_code();
        assert_eq!(code.len(), 23);
        assert!(ours.is_setup_code(&code));
        assert!(ours.is_setup_code(&format!(" {} ", code.to_lowercase().replace('-', " "))));
        assert!(!ours.is_setup_code(""));
        assert!(!ours.is_setup_code(&code[1..]));
        assert!(!keys("another secret").is_setup_code(&code));
    }
}
