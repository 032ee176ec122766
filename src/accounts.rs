//! Accounts: passwords, sessions, tokens, roles.

use secrecy::SecretString;

use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::{SessionId, UserId};
use crate::stored_as_words;

/// What a person may do on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserRole {
    /// Works in projects.
    User,
    /// Also runs the server; sees no project that is not theirs.
    Admin,
}

stored_as_words!(UserRole { User = "user", Admin = "admin" });

/// Who does something: a signed-in person, with the session that proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub user: UserId,
    /// The device.
    pub session: SessionId,
    /// What the person may do on the server.
    pub role: UserRole,
}

/// Proves who holds an access token. Fails with `Unauthenticated` where it is not valid, or its
/// session has ended.
pub async fn authenticate(_app: &App, _token: &str) -> Result<Actor> {
    Err(Error::Unauthenticated)
}

/// An account.
#[derive(Clone, Debug)]
pub struct User {
    /// Its identifier.
    pub id: UserId,
}

/// The account with this address.
pub async fn by_email(_app: &App, _actor: &Actor, _email: &str) -> Result<Option<User>> {
    Ok(None)
}

/// What accounts keep in memory: the keys of tokens and links, known sessions.
#[derive(Debug)]
pub struct Keys {}

impl Keys {
    /// Derives all keys from one secret.
    pub fn new(_secret: &SecretString) -> Self {
        Self {}
    }
}
