//! Passwords: which ones are accepted (NIST SP 800-63B §3.1.1), how they are kept (Argon2id, as a
//! PHC string), and how many are worked on at once.

use std::sync::Arc;
use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

use super::email::Email;
use crate::error::{Context as _, Error, Problem, ProblemCode, Result};

const LEAST_CHARACTERS: usize = 8;
const MOST_CHARACTERS: usize = 1024;

/// OWASP's least parameters for Argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How long a request waits for its turn before it is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);

/// Passwords that attackers try first, a line each; all are long enough to be accepted otherwise.
const COMMON: &str = include_str!("common_passwords.txt");

/// A password as it is hashed.
pub(super) struct Password(SecretString);

impl Password {
    /// Accepts a password that somebody chooses for the account with this address. There are no
    /// rules of composition; what an attacker tries first is refused.
    pub(super) fn choose(
        text: &str,
        field: &'static str,
        email: Option<&Email>,
    ) -> std::result::Result<Self, Problem> {
        let problem =
            |code, message: &str| Err(Problem { code, message: message.into(), field: vec![field] });
        let normal: String = text.nfc().take(MOST_CHARACTERS + 1).collect();
        let characters = normal.chars().count();
        if characters < LEAST_CHARACTERS {
            return problem(ProblemCode::TooShort, "A password has at least 8 characters.");
        }
        if characters > MOST_CHARACTERS {
            return problem(ProblemCode::TooLong, "A password has at most 1024 characters.");
        }
        let folded = normal.to_lowercase();
        if COMMON.lines().any(|common| common == folded) {
            return problem(
                ProblemCode::Invalid,
                "This is one of the passwords that are guessed first; choose another.",
            );
        }
        if email.is_some_and(|email| folded == email.key || folded == email.written.to_lowercase()) {
            return problem(ProblemCode::Invalid, "The password must not be the e-mail address.");
        }
        Ok(Self(normal.into()))
    }

    /// What somebody typed to prove who they are; `None` where no password is that long.
    pub(super) fn typed(text: &str) -> Option<Self> {
        let normal: String = text.nfc().take(MOST_CHARACTERS + 1).collect();
        (normal.chars().count() <= MOST_CHARACTERS).then(|| Self(normal.into()))
    }

    fn bytes(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }
}

/// Whether a password is the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is not, or there is nothing to compare it with.
    Wrong,
    /// It is.
    Right {
        /// Whether it is stored with weaker parameters than those of today.
        outdated: bool,
    },
}

/// Works on a few passwords at a time, on threads that may block: a flood of sign-ins slows sign-ins
/// down, and nothing else.
#[derive(Clone, Debug)]
pub(super) struct Passwords {
    permits: Arc<Semaphore>,
}

impl Passwords {
    /// As many at once as there are processors.
    pub(super) fn new() -> Self {
        let permits = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        Self { permits: Arc::new(Semaphore::new(permits)) }
    }

    /// Makes what is stored of a password.
    pub(super) async fn hash(&self, password: Password, salt: [u8; 16]) -> Result<String> {
        self.run(move || hash(&password, &salt)).await
    }

    /// Compares what was typed with what is stored. Takes as long where nothing is.
    pub(super) async fn verify(&self, typed: &str, stored: Option<String>) -> Result<Verdict> {
        let typed = Password::typed(typed);
        self.run(move || verify(typed, stored.as_deref())).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let permit = tokio::time::timeout(PATIENCE, Arc::clone(&self.permits).acquire_owned()).await;
        let Ok(permit) = permit else { return Err(Error::RateLimited { retry_after: PATIENCE }) };
        let permit = permit.context("wait for a turn")?;
        let work = tokio::task::spawn_blocking(move || {
            // Held by the work, not by the request, which may go away meanwhile.
            let _permit = permit;
            work()
        });
        work.await.context("work on a password")?
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &Password, salt: &[u8; 16]) -> Result<String> {
    let hash = hasher()?.hash_password_with_salt(password.bytes(), salt).map_err(broken)?;
    Ok(hash.to_string())
}

fn verify(typed: Option<Password>, stored: Option<&str>) -> Result<Verdict> {
    let (Some(typed), Some(stored)) = (&typed, stored) else {
        hash(&typed.unwrap_or(Password(String::new().into())), &[0; 16])?;
        return Ok(Verdict::Wrong);
    };
    let stored = PasswordHash::new(stored).map_err(broken)?;
    match hasher()?.verify_password(typed.bytes(), &stored) {
        Ok(()) => Ok(Verdict::Right { outdated: is_outdated(&stored) }),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(Verdict::Wrong),
        Err(error) => Err(broken(error)),
    }
}

/// Whether today's parameters would cost an attacker more.
fn is_outdated(stored: &PasswordHash) -> bool {
    let current = Params::try_from(stored).is_ok_and(|params| {
        params.m_cost() >= MEMORY_KIB && params.t_cost() >= PASSES && params.p_cost() >= LANES
    });
    let algorithm = stored.algorithm == argon2::ARGON2ID_IDENT;
    !(current && algorithm && stored.version == Some(Version::V0x13.into()))
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::internal("hash a password", error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(text: &str) -> std::result::Result<Password, ProblemCode> {
        let email = Email::parse("Ann.Lee@example.com").expect("an address");
        Password::choose(text, "password", Some(&email)).map_err(|problem| problem.code)
    }

    #[test]
    fn length_and_what_is_guessed_first_are_the_only_rules() {
        for good in ["tr0ub4dor", "        ", "aaaaaaab", "пароль-длинный", &"é".repeat(1024)] {
            assert!(choose(good).is_ok(), "{good}");
        }
        assert_eq!(choose("seven77").err(), Some(ProblemCode::TooShort));
        assert_eq!(choose(&"a".repeat(1025)).err(), Some(ProblemCode::TooLong));
        assert_eq!(choose("PassWord123").err(), Some(ProblemCode::Invalid));
        assert_eq!(choose("ann.lee@EXAMPLE.com").err(), Some(ProblemCode::Invalid));
    }

    #[test]
    fn characters_are_counted_as_they_are_hashed() {
        // Seven letters, written in fourteen code points.
        assert_eq!(choose(&"e\u{301}".repeat(7)).err(), Some(ProblemCode::TooShort));
    }

    #[test]
    fn the_list_holds_only_what_would_be_accepted_otherwise() {
        for common in COMMON.lines() {
            assert!(common.chars().count() >= LEAST_CHARACTERS, "{common} is too short anyway");
            assert_eq!(common, common.to_lowercase(), "comparisons are in lower case");
        }
    }

    #[tokio::test]
    async fn a_password_is_right_however_its_accents_are_written() {
        let passwords = Passwords::new();
        let Ok(chosen) = Password::choose("cafe\u{301} olé", "password", None) else { panic!("refused") };
        let stored = passwords.hash(chosen, [3; 16]).await.expect("hashed");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        let verdict = async |typed| passwords.verify(typed, Some(stored.clone())).await.expect("a verdict");
        assert_eq!(verdict("café ole\u{301}").await, Verdict::Right { outdated: false });
        assert_eq!(verdict("cafe ole").await, Verdict::Wrong);
        assert_eq!(verdict("").await, Verdict::Wrong);
        assert_eq!(verdict(&"a".repeat(100_000)).await, Verdict::Wrong);
        assert_eq!(passwords.verify("café olé", None).await.expect("a verdict"), Verdict::Wrong);
    }

    #[test]
    fn weaker_parameters_are_noticed() {
        let weak = |algorithm, memory, passes| {
            let params = Params::new(memory, passes, 1, None).expect("valid");
            let hasher = Argon2::new(algorithm, Version::V0x13, params);
            hasher.hash_password_with_salt(b"password", &[1; 16]).expect("hashed").to_string()
        };
        for stored in [
            weak(Algorithm::Argon2id, 8 * 1024, 2),
            weak(Algorithm::Argon2id, MEMORY_KIB, 1),
            weak(Algorithm::Argon2i, MEMORY_KIB, 2),
        ] {
            let typed = Password::typed("password");
            assert_eq!(verify(typed, Some(&stored)).expect("a verdict"), Verdict::Right { outdated: true });
        }
    }

    #[test]
    fn a_stored_hash_that_cannot_be_read_is_our_fault() {
        assert!(matches!(verify(Password::typed("password"), Some("md5")), Err(Error::Internal(_))));
    }
}
