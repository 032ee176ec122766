//! What proves a session: signed access tokens (RFC 7519, with RFC 8725's precautions) and opaque
//! refresh tokens. Knows nothing of what is stored.

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::keys::Keys;
use crate::clock::Timestamp;
use crate::error::{Context as _, Error, Result};
use crate::ids::{Id as _, SessionId, UserId};

/// How long an access token is valid.
const ACCESS_LIFETIME: Duration = Duration::from_mins(15);
/// How far the clocks of replicas may be apart, in seconds.
const LEEWAY: i64 = 5;
const AUDIENCE: &str = "maquette";

/// What an access token says.
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    iat: i64,
    exp: i64,
}

/// A signed access token.
#[derive(Clone, Debug)]
pub struct AccessToken {
    /// As it is sent.
    pub token: String,
    /// When it stops being valid.
    pub expires_at: Timestamp,
}

impl Keys {
    /// Signs an access token for a session of a person.
    pub(super) fn access_token(
        &self,
        user: UserId,
        session: SessionId,
        now: Timestamp,
    ) -> Result<AccessToken> {
        let expires_at = now.after(ACCESS_LIFETIME);
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: user.to_string(),
            sid: session.to_string(),
            iat: now.seconds(),
            exp: expires_at.seconds(),
        };
        let token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signs_access)
            .context("sign an access token")?;
        Ok(AccessToken { token, expires_at })
    }

    /// The person and the session that a token names, and until when; `Unauthenticated` unless we signed it, for
    /// this server, and it is still valid.
    pub(super) fn read_access_token(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<(UserId, SessionId, Timestamp)> {
        let read = || {
            let header = jsonwebtoken::decode_header(token).ok()?;
            if header != Header::new(Algorithm::HS256) {
                // Ours say no more than that: nothing may point to a key of somebody else's.
                return None;
            }
            let mut validation = Validation::new(Algorithm::HS256);
            validation.set_audience(&[AUDIENCE]);
            validation.set_issuer(&[&self.issuer]);
            validation.set_required_spec_claims(&["iss", "aud", "exp", "sub"]);
            // The library compares with the machine's clock; the product has its own.
            validation.validate_exp = false;
            let claims = jsonwebtoken::decode::<Claims>(token, &self.checks_access, &validation).ok()?.claims;
            let seconds = now.seconds();
            let valid = seconds < claims.exp.saturating_add(LEEWAY) && claims.iat <= seconds + LEEWAY;
            let until = Timestamp(claims.exp.saturating_mul(1_000_000));
            valid.then_some((UserId::parse(&claims.sub)?, SessionId::parse(&claims.sid)?, until))
        };
        read().ok_or(Error::Unauthenticated)
    }
}

/// A refresh token: 32 bytes that nobody can guess. Only its digest is stored.
#[derive(Clone)]
pub(super) struct RefreshToken([u8; 32]);

impl RefreshToken {
    /// A session's first token, of random bytes.
    pub(super) fn first(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// Reads what was sent; `None` where it cannot be one of ours.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // Longer texts are not worth decoding.
        if text.len() != 43 {
            return None;
        }
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// The token that takes this one's place. It follows from this one and our key, so that a
    /// client whose answer was lost, or that asked twice at once, is given the same token again:
    /// there is never more than one that is good.
    pub(super) fn successor(&self, keys: &Keys) -> Self {
        Self(keys.successor(&self.0))
    }

    /// What is stored of it. The token has as many random bits as the digest: no salt is needed.
    pub(super) fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl fmt::Display for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

    fn keys(secret: &str, issuer: &str) -> Keys {
        Keys::new(&secret.to_owned().into(), issuer)
    }

    fn ours() -> Keys {
        keys("a secret of the operator's", "http://localhost:3001")
    }

    fn holder((user, session, _until): (UserId, SessionId, Timestamp)) -> (UserId, SessionId) {
        (user, session)
    }

    fn ids() -> (UserId, SessionId) {
        (UserId::from_uuid(uuid::Uuid::from_u128(1)), SessionId::from_uuid(uuid::Uuid::from_u128(2)))
    }

    fn token() -> String {
        ours().access_token(ids().0, ids().1, NOW).expect("signed").token
    }

    /// A token with other words in its header or claims, signed with our key all the same.
    fn forged(header: &serde_json::Value, change: impl Fn(&mut serde_json::Value)) -> String {
        let mut claims = serde_json::json!({
            "iss": "http://localhost:3001", "aud": "maquette", "sub": ids().0.to_string(),
            "sid": ids().1.to_string(), "iat": NOW.seconds(), "exp": NOW.seconds() + 900,
        });
        change(&mut claims);
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(&claims));
        let signature =
            jsonwebtoken::crypto::sign(message.as_bytes(), &ours().signs_access, Algorithm::HS256)
                .expect("signed");
        format!("{message}.{signature}")
    }

    #[test]
    fn a_token_is_valid_for_fifteen_minutes() {
        let (keys, token) = (ours(), token());
        let read = |seconds| keys.read_access_token(&token, NOW.after(Duration::from_secs(seconds)));
        assert_eq!(read(0).map(holder).expect("valid"), ids());
        assert_eq!(read(899).map(holder).expect("valid"), ids());
        assert!(matches!(read(906), Err(Error::Unauthenticated)));
        let earlier = NOW.before(Duration::from_mins(1));
        assert!(keys.read_access_token(&token, earlier).is_err(), "a token from the future");
    }

    #[test]
    fn only_this_servers_own_tokens_are_accepted() {
        let token = token();
        for other in
            [keys("another secret", "http://localhost:3001"), keys("a secret of the operator's", "https://b")]
        {
            assert!(other.read_access_token(&token, NOW).is_err());
        }
        for wrong in
            ["", ".", "..", "a.b.c", &token[1..], &token[..token.len() - 2], &format!("{token}.{token}")]
        {
            assert!(ours().read_access_token(wrong, NOW).is_err(), "{wrong}");
        }
    }

    #[test]
    fn headers_that_choose_keys_or_algorithms_are_refused() {
        let plain = serde_json::json!({ "alg": "HS256", "typ": "JWT" });
        assert!(ours().read_access_token(&forged(&plain, |_| {}), NOW).is_ok(), "the forgery is a good one");
        for (name, value) in [
            ("alg", "none"),
            ("alg", "HS512"),
            ("alg", "RS256"),
            ("jku", "https://evil.example/keys"),
            ("x5u", "https://evil.example/certificate"),
            ("kid", "../../dev/null"),
            ("cty", "JWT"),
        ] {
            let mut header = plain.clone();
            header[name] = value.into();
            assert!(ours().read_access_token(&forged(&header, |_| {}), NOW).is_err(), "{name}: {value}");
        }
        let critical = serde_json::json!({ "alg": "HS256", "typ": "JWT", "crit": ["exp"] });
        assert!(ours().read_access_token(&forged(&critical, |_| {}), NOW).is_err());
    }

    #[test]
    fn every_claim_is_required() {
        let header = serde_json::json!({ "alg": "HS256", "typ": "JWT" });
        for claim in ["iss", "aud", "sub", "sid", "iat", "exp"] {
            let missing = forged(&header, |claims| {
                claims.as_object_mut().expect("an object").remove(claim);
            });
            assert!(ours().read_access_token(&missing, NOW).is_err(), "without {claim}");
            let other = forged(&header, |claims| claims[claim] = "other".into());
            assert!(ours().read_access_token(&other, NOW).is_err(), "another {claim}");
        }
    }

    #[test]
    fn a_refresh_token_comes_back_and_has_one_successor() {
        let first = RefreshToken::first([7; 32]);
        let sent = first.to_string();
        let read = RefreshToken::parse(&sent).expect("ours");
        assert_eq!(read.digest(), first.digest());
        let next = first.successor(&ours());
        assert_eq!(next.digest(), read.successor(&ours()).digest());
        assert_ne!(next.digest(), first.digest());
        assert_ne!(next.digest(), first.successor(&keys("another secret", "")).digest());
        for wrong in ["", "abc", &sent[1..], &format!("{sent}A"), &sent.replace('c', "+")] {
            assert!(RefreshToken::parse(wrong).is_none(), "{wrong}");
        }
    }
}
