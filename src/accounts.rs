//! Accounts: passwords, sessions, tokens, roles; who may see whom.
//!
//! A person proves who they are with a short-lived access token and renews it with a refresh token;
//! both belong to a session, which they can end. This module says who somebody is and what they may
//! do on the server; what they may do in a project, projects say.

use std::collections::HashMap;
use std::net::IpAddr;

use sea_orm::FromQueryResult;
use secrecy::SecretString;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{SessionId, UserId};
use crate::stored_as_words;
use crate::{presence, projects};

mod attempts;
mod credentials;
mod email;
mod keys;
mod passwords;
mod profile;
mod registration;
mod sessions;
mod store;
mod tokens;

use attempts::{Attempts, Guesser};
use email::Email;
use passwords::Passwords;
use sessions::Known;

pub use credentials::{change_password, login, reset_password};
pub use keys::Keys;
pub use registration::{NewAccount, create_admin, register, setup_code};
pub use sessions::{Which, authenticate, ended, of_session, refresh, revoke, sessions, sweep};
pub(crate) use store::USER;
pub use tokens::AccessToken;

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

/// Where a request comes from.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// The network address at the other end of the connection.
    pub address: Option<IpAddr>,
    /// What the client calls itself.
    pub user_agent: Option<String>,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct User {
    /// Its name.
    pub id: UserId,
    /// The address as the person wrote it; for the eyes of [`colleagues`] only.
    pub email: String,
    /// How others see the person.
    pub display_name: String,
    /// What the person may do on the server.
    pub role: UserRole,
    /// When it was created.
    pub created_at: Timestamp,
}

/// A device that a person signed in with.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// What the device called itself.
    pub user_agent: Option<String>,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// When it last sent a request, to the minute.
    pub last_used_at: Timestamp,
}

/// A person, and what their device needs to be believed.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The person.
    pub user: User,
    /// Absent where the account was created for somebody else.
    pub tokens: Option<Tokens>,
}

/// What a device is given.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The session that the tokens belong to.
    pub session: SessionId,
    /// Goes with every request.
    pub access: AccessToken,
    /// Good for one renewal.
    pub refresh: String,
}

/// What accounts keep in memory between requests.
#[derive(Debug)]
pub struct Memory {
    /// The keys of tokens and links.
    pub keys: Keys,
    passwords: Passwords,
    sessions: Known,
    attempts: Attempts,
}

impl Memory {
    /// Derives the keys from the operator's secret; `public_url` is the server's address.
    pub fn new(secret: &SecretString, public_url: &str) -> Self {
        Self {
            keys: Keys::new(secret, public_url),
            passwords: Passwords::new(),
            sessions: Known::new(),
            attempts: Attempts::default(),
        }
    }
}

/// The signed-in person; fails with `Unauthenticated` where the account was deleted meanwhile.
pub async fn own(app: &App, actor: &Actor) -> Result<User> {
    store::user(app.db.read(), actor.user).await?.ok_or(Error::Unauthenticated)
}

/// A person whom the viewer may see: themselves, and whom they work with.
pub async fn find(app: &App, viewer: &Actor, id: UserId) -> Result<Option<User>> {
    let visible = viewer.user == id || !colleagues(app, viewer.user, &[id]).await?.is_empty();
    if visible { store::user(app.db.read(), id).await } else { Ok(None) }
}

/// Those of the people who work in a project together with the viewer.
pub async fn colleagues(app: &App, viewer: UserId, of: &[UserId]) -> Result<Vec<UserId>> {
    store::colleagues(app.db.read(), viewer, of).await
}

/// People by name, for callers that show them as part of something the viewer may see: a member, an
/// author.
pub async fn users(app: &App, ids: &[UserId]) -> Result<HashMap<UserId, User>> {
    let users = store::users(app.db.read(), ids).await?;
    Ok(users.into_iter().map(|user| (user.id, user)).collect())
}

/// The account with an address, for inviting it. Looking for addresses is bounded: somebody who
/// tries many is told to wait.
pub async fn by_email(app: &App, actor: &Actor, email: &str) -> Result<Option<User>> {
    let most = app.config.limits.failed_sign_ins_per_client;
    let guess = app.accounts.attempts.take(vec![(Guesser::Account(actor.user), most)], app.now())?;
    let Ok(email) = Email::parse(email) else { return Ok(None) };
    let found = store::user_by_email(app.db.read(), &email.key).await?;
    if found.is_some() {
        guess.forgive();
    }
    Ok(found)
}

/// What a person changes about their account; what is absent stays.
#[derive(Debug, Default)]
pub struct AccountChange {
    /// How others see them.
    pub display_name: Option<String>,
    /// The address they sign in with.
    pub email: Option<String>,
}

/// Changes the person's account.
pub async fn update(app: &App, actor: &Actor, change: AccountChange) -> Result<User> {
    let display_name = change.display_name.as_deref().map(profile::display_name).transpose();
    let email = change.email.as_deref().map(registration::check_email).transpose();
    let (display_name, email) = match (display_name, email) {
        (Ok(display_name), Ok(email)) => (display_name, email),
        (name, email) => {
            let problems = [name.err(), email.err()].into_iter().flatten().collect();
            return Err(Error::Rejected(problems));
        }
    };
    let most = app.config.limits.failed_sign_ins_per_account;
    let guess = app.accounts.attempts.take(vec![(Guesser::Account(actor.user), most)], app.now())?;
    let (id, display_name, email) = (actor.user, &display_name, &email);
    let work = |tx| async move { store::update_user(&tx, id, display_name.clone(), email.clone()).await };
    match app.db.transact(work).await {
        Err(error) if crate::db::is_duplicate(&error) => return Err(registration::taken()),
        done => done?,
    }
    guess.forgive();
    let user = own(app, actor).await?;
    presence::rename(app, &user);
    Ok(user)
}

/// Deletes the person's account, once their password confirms it: with its sessions, the projects
/// that nobody else works in, and its membership of others. A project that others work in passes to
/// whoever has edited it longest, or viewed it longest where nobody edits. Messages and versions
/// stay, without an author.
pub async fn delete(app: &App, actor: &Actor, password: &SecretString) -> Result<UserId> {
    credentials::confirm(app, actor, "password", password).await?;
    let id = actor.user;
    app.db
        .transact(|tx| async move {
            store::lock_user(&tx, id).await?;
            projects::release(app, &tx, id).await?;
            let ended = store::delete_sessions(&tx, id, None).await?;
            app.accounts.sessions.end_after(&tx, ended);
            store::delete_user(&tx, id).await
        })
        .await?;
    Ok(id)
}
