//! Sessions: who a token belongs to, how it is renewed, and how a session ends.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::store::{self, Bearer, Family, NewSession};
use super::tokens::RefreshToken;
use super::{Actor, Client, Session, SignedIn, Tokens, User, profile};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::{SessionId, UserId};

/// A session ends when it was not renewed for so long.
const LIFETIME: Duration = Duration::from_hours(30 * 24);
/// For so long a client may ask again whose answer was lost.
const GRACE: Duration = Duration::from_secs(10);
/// How long this process goes on believing that a session lives which another has ended.
const STALENESS: Duration = Duration::from_secs(1);
/// `last_used_at` is no more exact than that.
const USE_RESOLUTION: Duration = Duration::from_mins(1);
/// Sessions in use are written down together.
const USE_BATCH: Duration = Duration::from_millis(200);

/// What this process knows of sessions, so that not every request reads the database.
#[derive(Clone, Debug)]
pub(super) struct Known {
    bearers: moka::future::Cache<SessionId, Option<Bearer>>,
    /// What ended here lately: a read that began before the end must not bring it back.
    ended: moka::sync::Cache<SessionId, ()>,
    used: Arc<Mutex<HashSet<SessionId>>>,
}

impl Known {
    pub(super) fn new() -> Self {
        Self {
            bearers: moka::future::Cache::builder().max_capacity(100_000).time_to_live(STALENESS).build(),
            ended: moka::sync::Cache::builder().time_to_live(STALENESS * 60).build(),
            used: Arc::default(),
        }
    }

    /// Forgets sessions once the transaction that ends them has committed.
    pub(super) fn end_after(&self, tx: &Tx, sessions: Vec<SessionId>) {
        let known = self.clone();
        tx.after_commit(move || {
            for session in sessions {
                known.ended.insert(session, ());
            }
        });
    }

    async fn bearer(&self, app: &App, session: SessionId) -> Result<Option<Bearer>> {
        let read = async {
            let bearer = store::bearer(app.db.read(), session).await?;
            if bearer.as_ref().is_some_and(|bearer| app.now().since(bearer.last_used_at) >= USE_RESOLUTION) {
                self.note_use(app, session);
            }
            Ok(bearer)
        };
        let found = self.bearers.try_get_with(session, read).await;
        let found =
            found.map_err(|error: Arc<Error>| Error::internal("find a session", format!("{error:?}")))?;
        Ok(found.filter(|_| !self.ended.contains_key(&session)))
    }

    /// Sees to it that the session's use is written down soon.
    fn note_use(&self, app: &App, session: SessionId) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let writer_waits = !used.is_empty();
        used.insert(session);
        drop(used);
        if !writer_waits {
            tokio::spawn(write_uses(app.clone(), Arc::clone(&self.used)));
        }
    }
}

async fn write_uses(app: App, used: Arc<Mutex<HashSet<SessionId>>>) {
    tokio::time::sleep(USE_BATCH).await;
    let used = std::mem::take(&mut *used.lock().unwrap_or_else(PoisonError::into_inner));
    let sessions: Vec<SessionId> = used.into_iter().collect();
    let (sessions, now) = (sessions.as_slice(), app.now());
    let written = app.db.transact(|tx| async move { store::touch_sessions(&tx, sessions, now).await }).await;
    if let Err(error) = written {
        tracing::warn!(?error, "the last use of sessions was not written down");
    }
}

/// Proves who holds an access token. Fails with `Unauthenticated` where it is not valid, or its
/// session has ended.
pub async fn authenticate(app: &App, token: &str) -> Result<(Actor, Timestamp)> {
    let (user, session, until) = app.accounts.keys.read_access_token(token, app.now())?;
    Ok((of_session(app, user, session).await?, until))
}

/// Who holds a session, for whoever proved it otherwise than by an access token. Fails with
/// `Unauthenticated` where the session has ended.
pub async fn of_session(app: &App, user: UserId, session: SessionId) -> Result<Actor> {
    match app.accounts.sessions.bearer(app, session).await? {
        Some(bearer) if bearer.user_id == user && bearer.expires_at > app.now() => {
            Ok(Actor { user, session, role: bearer.role })
        }
        _ => Err(Error::Unauthenticated),
    }
}

/// Which of these sessions have ended, here or elsewhere.
pub async fn ended(app: &App, sessions: &[SessionId]) -> Result<Vec<SessionId>> {
    let open = store::open_sessions(app.db.read(), sessions, app.now()).await?;
    Ok(sessions.iter().copied().filter(|session| !open.contains(session)).collect())
}

/// A session that is about to be stored, with the token that its holder is given.
pub(super) struct Opening {
    session: NewSession,
    refresh: RefreshToken,
}

impl Opening {
    pub(super) fn new(app: &App, client: &Client, now: Timestamp) -> Self {
        let refresh = RefreshToken::first(app.random());
        let session = NewSession {
            id: app.new_id(),
            user_agent: profile::user_agent(client.user_agent.as_deref()),
            refresh_digest: refresh.digest(),
            now,
            expires_at: now.after(LIFETIME),
        };
        Self { session, refresh }
    }

    /// Stores it; the sessions that were used longest ago make room.
    pub(super) async fn store(&self, app: &App, tx: &Tx, user: UserId) -> Result<()> {
        store::insert_session(tx, user, self.session.clone()).await?;
        let most = app.config.limits.sessions_per_account;
        let ended = store::trim_sessions(tx, user, most, self.session.now).await?;
        app.accounts.sessions.end_after(tx, ended);
        Ok(())
    }

    /// What its holder is given.
    pub(super) fn tokens(&self, app: &App, user: UserId) -> Result<Tokens> {
        tokens(app, user, self.session.id, &self.refresh, self.session.now)
    }
}

fn tokens(
    app: &App,
    user: UserId,
    session: SessionId,
    refresh: &RefreshToken,
    now: Timestamp,
) -> Result<Tokens> {
    let access = app.accounts.keys.access_token(user, session, now)?;
    Ok(Tokens { session, access, refresh: refresh.to_string() })
}

/// Renews a session: gives it an access token and another refresh token for this one.
///
/// Who shows a token that was replaced already has it from somewhere else, or shares it: the session
/// ends (RFC 9700 §4.14.2). A client whose answer was lost, or that asked twice at once, is told
/// apart by asking within [`GRACE`], while the token's successor is still unused; it is given that
/// successor again.
pub async fn refresh(app: &App, refresh_token: &str) -> Result<SignedIn> {
    let refused = || {
        let message = "This refresh token is not valid any more: sign in again.";
        Error::field(ProblemCode::WrongCredentials, "refreshToken", message)
    };
    let token = RefreshToken::parse(refresh_token).ok_or_else(refused)?;
    let successor = token.successor(&app.accounts.keys);
    let (digest, next, now) = (token.digest(), successor.digest(), app.now());
    let (digest, next) = (digest.as_slice(), next.as_slice());
    let renewed = app.db.transact(|tx| async move { renew(app, &tx, digest, next, now).await }).await?;
    let (session, user) = renewed.ok_or_else(refused)?;
    let tokens = tokens(app, user.id, session, &successor, now)?;
    Ok(SignedIn { user, tokens: Some(tokens) })
}

/// Replaces a refresh token by its successor; `None` where that is refused.
async fn renew(
    app: &App,
    tx: &Tx,
    digest: &[u8],
    successor: &[u8],
    now: Timestamp,
) -> Result<Option<(SessionId, User)>> {
    let Some(Family { session_id: session, user_id: user }) = store::family(tx, digest).await? else {
        return Ok(None);
    };
    // From here on no other refresh of the session is under way.
    if !store::prolong_session(tx, session, now, LIFETIME).await? {
        return Ok(None);
    }
    match store::replaced_at(tx, digest).await? {
        None => return Ok(None),
        Some(None) => {
            store::replace_token(tx, session, digest, successor, now, now.before(LIFETIME)).await?;
        }
        Some(Some(at)) => {
            let unused = store::replaced_at(tx, successor).await? == Some(None);
            if !unused || now.since(at) > GRACE {
                tracing::warn!(%user, %session, "a replaced refresh token came back: the session ends");
                let ended = store::delete_session(tx, user, session).await?;
                app.accounts.sessions.end_after(tx, ended);
                return Ok(None);
            }
        }
    }
    Ok(store::user(tx, user).await?.map(|user| (session, user)))
}

/// The person's sessions, the one used last first.
pub async fn sessions(app: &App, actor: &Actor) -> Result<Vec<Session>> {
    store::sessions(app.db.read(), actor.user, app.now()).await
}

/// Which of a person's sessions are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one that asks.
    Current,
    /// This one.
    One(SessionId),
    /// Every one.
    All,
}

/// Ends sessions at once, their access tokens included; says how many. Fails with `NotFound` where
/// the named one is not the person's.
pub async fn revoke(app: &App, actor: &Actor, which: Which) -> Result<u64> {
    let user = actor.user;
    let session = match which {
        Which::Current => Some(actor.session),
        Which::One(session) => Some(session),
        Which::All => None,
    };
    app.db
        .transact(|tx| async move {
            let ended = match session {
                Some(session) => store::delete_session(&tx, user, session).await?,
                None => store::delete_sessions(&tx, user, None).await?,
            };
            if ended.is_empty() && session.is_some() {
                return Err(Error::NotFound("session"));
            }
            let count = ended.len() as u64;
            app.accounts.sessions.end_after(&tx, ended);
            Ok(count)
        })
        .await
}

/// Removes what is left of sessions that are past their time; says how many.
pub async fn sweep(app: &App) -> Result<u64> {
    let now = app.now();
    app.db.transact(|tx| async move { store::delete_expired_sessions(&tx, now).await }).await
}
