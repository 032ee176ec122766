//! The rows of accounts, sessions and refresh tokens. Decides nothing.

use std::collections::HashSet;
use std::time::Duration;

use sea_orm::{FromQueryResult, Value};

use super::email::Email;
use super::{Session, User, UserRole};
use crate::clock::Timestamp;
use crate::db::{Sql, Tx, list_of};
use crate::error::Result;
use crate::ids::{SessionId, UserId};
use crate::values;

/// An account that is about to exist.
#[derive(Clone)]
pub(super) struct NewUser {
    pub(super) id: UserId,
    pub(super) email: Email,
    pub(super) display_name: String,
    pub(super) password_hash: String,
    pub(super) created_at: Timestamp,
}

impl NewUser {
    /// The account as it is once it is stored.
    pub(super) fn with_role(&self, role: UserRole) -> User {
        User {
            id: self.id,
            email: self.email.written.clone(),
            display_name: self.display_name.clone(),
            role,
            created_at: self.created_at,
        }
    }
}

/// What a sign-in is checked against.
#[derive(FromQueryResult)]
pub(super) struct Credentials {
    pub(super) id: UserId,
    pub(super) password_hash: String,
}

/// A session that is about to exist.
#[derive(Clone)]
pub(super) struct NewSession {
    pub(super) id: SessionId,
    pub(super) user_agent: Option<String>,
    pub(super) refresh_digest: Vec<u8>,
    pub(super) now: Timestamp,
    pub(super) expires_at: Timestamp,
}

/// What is known of whoever shows an access token.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Bearer {
    pub(super) user_id: UserId,
    pub(super) role: UserRole,
    pub(super) last_used_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

#[derive(FromQueryResult)]
struct UserRow {
    id: UserId,
}

/// What an account has in the table `users u`.
pub(crate) const USER: &str = "u.id, u.email, u.display_name, u.role, u.created_at";

// Accounts --------------------------------------------------------------------------------------

/// Makes all transactions that ask whether the server has accounts wait for each other.
pub(super) async fn lock_first_account(tx: &Tx) -> Result<()> {
    tx.run(
        "INSERT INTO settings (name, value) VALUES ('first_account', 'decided') \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        values![],
    )
    .await?;
    Ok(())
}

/// Whether there is any account.
pub(super) async fn has_users(db: &impl Sql) -> Result<bool> {
    Ok(db.row::<UserRow>("SELECT id FROM users LIMIT 1", values![]).await?.is_some())
}

/// Whether there is anybody who runs the server.
pub(super) async fn has_admin(db: &impl Sql) -> Result<bool> {
    let sql = "SELECT id FROM users WHERE role = $1 LIMIT 1";
    Ok(db.row::<UserRow>(sql, values![UserRole::Admin]).await?.is_some())
}

/// Stores an account; false where another has the address.
pub(super) async fn insert_user(tx: &Tx, user: NewUser, role: UserRole) -> Result<bool> {
    let inserted = tx
        .run(
            "INSERT INTO users (id, email, email_key, display_name, password_hash, role, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email_key) DO NOTHING",
            values![
                user.id,
                user.email.written,
                user.email.key,
                user.display_name,
                user.password_hash,
                role,
                user.created_at,
            ],
        )
        .await?;
    Ok(inserted == 1)
}

/// An account, whoever asks.
pub(super) async fn user(db: &impl Sql, id: UserId) -> Result<Option<User>> {
    db.row(&format!("SELECT {USER} FROM users u WHERE u.id = $1"), values![id]).await
}

/// Accounts, whoever asks.
pub(super) async fn users(db: &impl Sql, ids: &[UserId]) -> Result<Vec<User>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT {USER} FROM users u WHERE u.id IN ({})", list_of(1, ids.len()));
    db.rows(&sql, ids.iter().map(|&id| id.into()).collect()).await
}

/// The account that has an address.
pub(super) async fn user_by_email(db: &impl Sql, key: &str) -> Result<Option<User>> {
    db.row(&format!("SELECT {USER} FROM users u WHERE u.email_key = $1"), values![key]).await
}

/// Those of the people who work in a project together with the viewer.
pub(super) async fn colleagues(db: &impl Sql, viewer: UserId, of: &[UserId]) -> Result<Vec<UserId>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT DISTINCT theirs.user_id AS id FROM project_members mine \
         JOIN projects p ON p.id = mine.project_id AND p.deleted_at IS NULL \
         JOIN project_members theirs ON theirs.project_id = mine.project_id \
         WHERE mine.user_id = $1 AND theirs.user_id IN ({})",
        list_of(2, of.len())
    );
    let mut values = values![viewer];
    values.extend(of.iter().map(|&id| Value::from(id)));
    let rows: Vec<UserRow> = db.rows(&sql, values).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// What a sign-in with this address is checked against.
pub(super) async fn credentials(db: &impl Sql, key: &str) -> Result<Option<Credentials>> {
    db.row("SELECT id, password_hash FROM users WHERE email_key = $1", values![key]).await
}

/// What a person's password is compared with.
pub(super) async fn password(db: &impl Sql, id: UserId) -> Result<Option<String>> {
    let sql = "SELECT id, password_hash FROM users WHERE id = $1";
    Ok(db.row::<Credentials>(sql, values![id]).await?.map(|row| row.password_hash))
}

/// As [`password`]; it cannot be replaced until the transaction ends.
pub(super) async fn lock_password(tx: &Tx, id: UserId) -> Result<Option<String>> {
    let lock = if tx.is_postgres() { " FOR SHARE" } else { "" };
    let sql = format!("SELECT id, password_hash FROM users WHERE id = $1{lock}");
    Ok(tx.row::<Credentials>(&sql, values![id]).await?.map(|row| row.password_hash))
}

/// Replaces a password, unless it was replaced meanwhile; false where it was.
pub(super) async fn set_password(tx: &Tx, id: UserId, was: &str, hash: &str) -> Result<bool> {
    let sql = "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    Ok(tx.run(sql, values![id, was, hash]).await? == 1)
}

/// Changes what is given.
pub(super) async fn update_user(
    tx: &Tx,
    id: UserId,
    display_name: Option<String>,
    email: Option<Email>,
) -> Result<()> {
    if let Some(display_name) = display_name {
        tx.run("UPDATE users SET display_name = $2 WHERE id = $1", values![id, display_name]).await?;
    }
    if let Some(email) = email {
        let sql = "UPDATE users SET email = $2, email_key = $3 WHERE id = $1";
        tx.run(sql, values![id, email.written, email.key]).await?;
    }
    Ok(())
}

/// Keeps everybody from referring to an account anew, say as the owner of a project, until the
/// transaction that removes it ends.
pub(super) async fn lock_user(tx: &Tx, id: UserId) -> Result<()> {
    let lock = if tx.is_postgres() { " FOR UPDATE" } else { "" };
    tx.row::<UserRow>(&format!("SELECT id FROM users WHERE id = $1{lock}"), values![id]).await?;
    Ok(())
}

/// Removes an account with its sessions and memberships. What it wrote stays, without an author.
pub(super) async fn delete_user(tx: &Tx, id: UserId) -> Result<()> {
    tx.run("DELETE FROM users WHERE id = $1", values![id]).await?;
    Ok(())
}

// Sessions --------------------------------------------------------------------------------------

/// Stores a session with its first refresh token.
pub(super) async fn insert_session(tx: &Tx, user: UserId, session: NewSession) -> Result<()> {
    tx.run(
        "INSERT INTO sessions (id, user_id, user_agent, created_at, last_used_at, expires_at) \
         VALUES ($1, $2, $3, $4, $4, $5)",
        values![session.id, user, session.user_agent, session.now, session.expires_at],
    )
    .await?;
    insert_token(tx, session.id, session.refresh_digest, None, session.now).await
}

/// Ends the sessions of a person beyond the `most` that were used last, and those past their time.
pub(super) async fn trim_sessions(
    tx: &Tx,
    user: UserId,
    most: u64,
    now: Timestamp,
) -> Result<Vec<SessionId>> {
    let sql = "DELETE FROM sessions WHERE user_id = $1 AND (expires_at <= $2 OR id NOT IN \
               (SELECT id FROM sessions WHERE user_id = $1 ORDER BY last_used_at DESC, id DESC LIMIT $3)) \
               RETURNING id";
    end(tx, sql, values![user, now, most as i64]).await
}

/// The sessions of a person, the one used last first.
pub(super) async fn sessions(db: &impl Sql, user: UserId, now: Timestamp) -> Result<Vec<Session>> {
    let sql = "SELECT id, user_agent, created_at, last_used_at FROM sessions \
               WHERE user_id = $1 AND expires_at > $2 ORDER BY last_used_at DESC, id DESC";
    db.rows(sql, values![user, now]).await
}

/// Who holds a session, if it is stored.
pub(super) async fn bearer(db: &impl Sql, id: SessionId) -> Result<Option<Bearer>> {
    let sql = "SELECT s.user_id, u.role, s.last_used_at, s.expires_at FROM sessions s \
               JOIN users u ON u.id = s.user_id WHERE s.id = $1";
    db.row(sql, values![id]).await
}

/// Those of the sessions that are stored and have not expired.
pub(super) async fn open_sessions(
    db: &impl Sql,
    ids: &[SessionId],
    now: Timestamp,
) -> Result<HashSet<SessionId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: SessionId,
    }
    let mut open = HashSet::new();
    for some in ids.chunks(500) {
        let list = list_of(2, some.len());
        let sql = format!("SELECT id FROM sessions WHERE expires_at > $1 AND id IN ({list})");
        let mut values = values![now];
        values.extend(some.iter().map(|&id| Value::from(id)));
        open.extend(db.rows::<Row>(&sql, values).await?.into_iter().map(|row| row.id));
    }
    Ok(open)
}

/// Notes that sessions are in use.
pub(super) async fn touch_sessions(tx: &Tx, ids: &[SessionId], now: Timestamp) -> Result<()> {
    for some in ids.chunks(500) {
        let sql = format!("UPDATE sessions SET last_used_at = $1 WHERE id IN ({})", list_of(2, some.len()));
        let mut values = values![now];
        values.extend(some.iter().map(|&id| Value::from(id)));
        tx.run(&sql, values).await?;
    }
    Ok(())
}

/// Ends a session of a person.
pub(super) async fn delete_session(tx: &Tx, user: UserId, id: SessionId) -> Result<Vec<SessionId>> {
    let sql = "DELETE FROM sessions WHERE user_id = $1 AND id = $2 RETURNING id";
    end(tx, sql, values![user, id]).await
}

/// Ends the sessions of a person, but for the one to be kept.
pub(super) async fn delete_sessions(
    tx: &Tx,
    user: UserId,
    keep: Option<SessionId>,
) -> Result<Vec<SessionId>> {
    match keep {
        Some(keep) => {
            let sql = "DELETE FROM sessions WHERE user_id = $1 AND id <> $2 RETURNING id";
            end(tx, sql, values![user, keep]).await
        }
        None => end(tx, "DELETE FROM sessions WHERE user_id = $1 RETURNING id", values![user]).await,
    }
}

/// Removes sessions that are past their time.
pub(super) async fn delete_expired_sessions(tx: &Tx, now: Timestamp) -> Result<u64> {
    tx.run("DELETE FROM sessions WHERE expires_at <= $1", values![now]).await
}

async fn end(tx: &Tx, sql: &str, values: Vec<Value>) -> Result<Vec<SessionId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: SessionId,
    }
    let rows: Vec<Row> = tx.rows(sql, values).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

// Refresh tokens --------------------------------------------------------------------------------

/// A session that a refresh token belongs to.
#[derive(Clone, Copy, FromQueryResult)]
pub(super) struct Family {
    pub(super) session_id: SessionId,
    pub(super) user_id: UserId,
}

/// The session that was ever given a refresh token.
pub(super) async fn family(tx: &Tx, digest: &[u8]) -> Result<Option<Family>> {
    let sql = "SELECT s.id AS session_id, s.user_id FROM refresh_tokens t \
               JOIN sessions s ON s.id = t.session_id WHERE t.digest = $1";
    tx.row(sql, values![digest.to_vec()]).await
}

/// Lets a session live on, and makes its other refreshes wait for this transaction; false where it
/// has ended.
pub(super) async fn prolong_session(
    tx: &Tx,
    id: SessionId,
    now: Timestamp,
    lifetime: Duration,
) -> Result<bool> {
    let sql = "UPDATE sessions SET last_used_at = $2, expires_at = $3 WHERE id = $1 AND expires_at > $2";
    Ok(tx.run(sql, values![id, now, now.after(lifetime)]).await? == 1)
}

/// Whether a refresh token is the one to use, or when it was replaced; `None` where it never was one.
pub(super) async fn replaced_at(tx: &Tx, digest: &[u8]) -> Result<Option<Option<Timestamp>>> {
    #[derive(FromQueryResult)]
    struct Row {
        replaced_at: Option<Timestamp>,
    }
    let sql = "SELECT replaced_at FROM refresh_tokens WHERE digest = $1";
    let row: Option<Row> = tx.row(sql, values![digest.to_vec()]).await?;
    Ok(row.map(|row| row.replaced_at))
}

/// Puts a refresh token in the place of another, and forgets those replaced before `forget`.
pub(super) async fn replace_token(
    tx: &Tx,
    session: SessionId,
    digest: &[u8],
    successor: &[u8],
    now: Timestamp,
    forget: Timestamp,
) -> Result<()> {
    let sql = "UPDATE refresh_tokens SET replaced_at = $2 WHERE digest = $1";
    tx.run(sql, values![digest.to_vec(), now]).await?;
    insert_token(tx, session, successor.to_vec(), Some(digest.to_vec()), now).await?;
    let sql = "DELETE FROM refresh_tokens WHERE session_id = $1 AND replaced_at < $2";
    tx.run(sql, values![session, forget]).await?;
    Ok(())
}

async fn insert_token(
    tx: &Tx,
    session: SessionId,
    digest: Vec<u8>,
    predecessor: Option<Vec<u8>>,
    now: Timestamp,
) -> Result<()> {
    tx.run(
        "INSERT INTO refresh_tokens (digest, session_id, predecessor, issued_at) VALUES ($1, $2, $3, $4)",
        values![digest, session, predecessor, now],
    )
    .await?;
    Ok(())
}
