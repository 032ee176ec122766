//! Accounts and sessions.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, SimpleObject};

use super::errors::{ApiError, UserError, payload, settle};
use super::ready::plain;
use super::scalars::{DateTime, id, parse_id};
use super::{actor, app, client, viewer};
use crate::accounts::{self, Actor, Which};
use crate::error::{Error, Result};
use crate::ids::{SessionId, UserId};

mod loader;

use loader::{Colleague, load_one};

pub(super) use loader::loader;

/// What a person may do on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "accounts::UserRole")]
pub enum UserRole {
    /// Works in projects.
    User,
    /// Also runs the server; sees no project that is not theirs.
    Admin,
}

/// A person with an account. Visible to themselves and to members of a common project.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct User {
    /// Names the account.
    pub(super) id: ID,
    /// How others see the person.
    display_name: String,
    /// What the person may do on the server.
    role: UserRole,
    /// When the account was created.
    created_at: DateTime,
    #[graphql(skip)]
    key: UserId,
    #[graphql(skip)]
    email: String,
    /// Who was signed in by the very operation that answers with this user.
    #[graphql(skip)]
    signed_in: Option<Actor>,
}

plain!(User, "id": id, "displayName": display_name, "createdAt": created_at);

impl From<accounts::User> for User {
    fn from(user: accounts::User) -> Self {
        Self {
            id: id(user.id),
            display_name: user.display_name,
            role: user.role.into(),
            created_at: user.created_at.into(),
            key: user.id,
            email: user.email,
            signed_in: None,
        }
    }
}

impl User {
    fn viewer<'a>(&'a self, ctx: &Context<'a>) -> Option<&'a Actor> {
        self.signed_in.as_ref().or_else(|| viewer(ctx))
    }
}

#[ComplexObject]
impl User {
    /// The address the person signs in with. Seen by the person and by members of a common project,
    /// null for others.
    async fn email(&self, ctx: &Context<'_>) -> Result<Option<&str>, ApiError> {
        let Some(viewer) = self.viewer(ctx) else { return Ok(None) };
        let visible = viewer.user == self.key || {
            let pair = Colleague { viewer: viewer.user, other: self.key };
            load_one(ctx, pair).await?.is_some()
        };
        Ok(visible.then_some(self.email.as_str()))
    }

    /// The devices the person is signed in with, the one used last first. Null for anybody but the
    /// viewer.
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Option<Vec<Session>>, ApiError> {
        let Some(viewer) = self.viewer(ctx).filter(|viewer| viewer.user == self.key) else {
            return Ok(None);
        };
        let sessions = accounts::sessions(app(ctx)?, viewer).await?;
        Ok(Some(sessions.into_iter().map(|session| Session::of(session, viewer)).collect()))
    }
}

/// A device that a person signed in with.
#[derive(Clone, Debug, SimpleObject)]
pub struct Session {
    /// Names the session; `sessionRevoke` ends it.
    id: ID,
    /// Whether this very request belongs to it.
    current: bool,
    /// What the device called itself when the person signed in.
    user_agent: Option<String>,
    /// When the person signed in.
    created_at: DateTime,
    /// When the device last sent a request, to the minute.
    last_used_at: DateTime,
}

impl Session {
    fn of(session: accounts::Session, viewer: &Actor) -> Self {
        Self {
            id: id(session.id),
            current: session.id == viewer.session,
            user_agent: session.user_agent,
            created_at: session.created_at.into(),
            last_used_at: session.last_used_at.into(),
        }
    }
}

/// What an account is created with.
#[derive(InputObject)]
pub struct AccountRegisterInput {
    /// The address to sign in with, up to 254 characters. No two accounts have the same one.
    email: String,
    /// 8 to 1024 characters of any kind; the most common passwords are refused.
    #[graphql(secret)]
    password: String,
    /// How others see the person, up to 100 characters; by default what stands before the @ of the
    /// address.
    display_name: Option<String>,
    /// Makes the account an admin's. A server that others can reach prints it when it starts without
    /// an admin; on a loopback address the first account is the admin's anyway.
    #[graphql(secret)]
    setup_code: Option<String>,
}

/// What a person signs in with.
#[derive(InputObject)]
pub struct AccountLoginInput {
    /// The account's address, in any case.
    email: String,
    /// The account's password.
    #[graphql(secret)]
    password: String,
}

/// What changes about the viewer's account; what is absent stays.
#[derive(InputObject)]
pub struct AccountUpdateInput {
    /// How others see the person, up to 100 characters.
    display_name: Option<String>,
    /// The address to sign in with, up to 254 characters.
    email: Option<String>,
}

/// How a password is replaced.
#[derive(InputObject)]
pub struct PasswordChangeInput {
    /// The password so far.
    #[graphql(secret)]
    current_password: String,
    /// The one from now on: 8 to 1024 characters of any kind; the most common ones are refused.
    #[graphql(secret)]
    new_password: String,
}

/// The answer to signing in, and to staying so.
#[derive(Debug, Default, SimpleObject)]
pub struct AuthPayload {
    /// Goes with every request, as `Authorization: Bearer …`; null where the account was created for
    /// somebody else.
    access_token: Option<String>,
    /// Gets another access token from `sessionRefresh`, once: the answer brings the next one. Null
    /// where the account was created for somebody else.
    refresh_token: Option<String>,
    /// When the access token stops being valid.
    expires_at: Option<DateTime>,
    /// The account.
    user: Option<User>,
    /// What the user can put right; empty where the mutation succeeded.
    user_errors: Vec<UserError>,
}

impl AuthPayload {
    fn of(result: Result<accounts::SignedIn>) -> Result<Self, ApiError> {
        let signed_in = match settle(result)? {
            Ok(signed_in) => signed_in,
            Err(user_errors) => return Ok(Self { user_errors, ..Self::default() }),
        };
        let accounts::SignedIn { user, tokens } = signed_in;
        let by =
            tokens.as_ref().map(|tokens| Actor { user: user.id, session: tokens.session, role: user.role });
        let user = Some(User { signed_in: by, ..user.into() });
        let Some(tokens) = tokens else { return Ok(Self { user, ..Self::default() }) };
        Ok(Self {
            access_token: Some(tokens.access.token),
            refresh_token: Some(tokens.refresh),
            expires_at: Some(tokens.access.expires_at.into()),
            user,
            user_errors: Vec::new(),
        })
    }
}

payload! {
    /// The answer to a change of the account.
    AccountUpdatePayload {
        /// The account as it is now.
        user: User
    }
}

payload! {
    /// The answer to a change of the password.
    PasswordChangePayload {
        /// The account.
        user: User
    }
}

payload! {
    /// The answer to the deletion of an account.
    AccountDeletePayload {
        /// The account that is gone.
        deleted_id: ID
    }
}

/// The answer to the end of sessions.
#[derive(Debug, SimpleObject)]
pub struct SessionRevokePayload {
    /// How many sessions ended.
    revoked: i32,
    /// What the user can put right; empty where the mutation succeeded.
    user_errors: Vec<UserError>,
}

impl SessionRevokePayload {
    fn of(result: Result<u64>) -> Result<Self, ApiError> {
        Ok(match settle(result)? {
            Ok(revoked) => Self { revoked: revoked as i32, user_errors: Vec::new() },
            Err(user_errors) => Self { revoked: 0, user_errors },
        })
    }
}

/// Queries about accounts.
#[derive(Default)]
pub struct AccountQuery;

#[Object]
impl AccountQuery {
    /// The signed-in user; null when signed out.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        let Some(actor) = viewer(ctx) else { return Ok(None) };
        Ok(Some(accounts::own(app(ctx)?, actor).await?.into()))
    }
}

/// Changes of accounts and sessions.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Creates an account and signs it in. Where registration is closed, admins create accounts for
    /// others: then the answer has no tokens.
    async fn account_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who registers.")] input: AccountRegisterInput,
    ) -> Result<AuthPayload, ApiError> {
        let input = accounts::NewAccount {
            email: input.email,
            password: input.password.into(),
            display_name: input.display_name,
            setup_code: input.setup_code,
        };
        AuthPayload::of(accounts::register(app(ctx)?, viewer(ctx), &client(ctx), input).await)
    }

    /// Signs a person in on this device. Too many wrong passwords are answered with `RATE_LIMITED`.
    async fn account_login(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who signs in.")] input: AccountLoginInput,
    ) -> Result<AuthPayload, ApiError> {
        let password = input.password.into();
        AuthPayload::of(accounts::login(app(ctx)?, &client(ctx), &input.email, &password).await)
    }

    /// Changes the viewer's account.
    async fn account_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: AccountUpdateInput,
    ) -> Result<AccountUpdatePayload, ApiError> {
        let change = accounts::AccountChange { display_name: input.display_name, email: input.email };
        AccountUpdatePayload::of(accounts::update(app(ctx)?, actor(ctx)?, change).await)
    }

    /// Replaces the viewer's password; all their other sessions end.
    async fn password_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The password so far and the one from now on.")] input: PasswordChangeInput,
    ) -> Result<PasswordChangePayload, ApiError> {
        let (current, new) = (input.current_password.into(), input.new_password.into());
        PasswordChangePayload::of(accounts::change_password(app(ctx)?, actor(ctx)?, &current, &new).await)
    }

    /// Gives a session another access token, and another refresh token for this one. A token that
    /// was replaced before ends its session, except where the answer seems to have been lost: within
    /// ten seconds, while its successor is unused, the same successor is given again.
    async fn session_refresh(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The refresh token given last.", secret)] refresh_token: String,
    ) -> Result<AuthPayload, ApiError> {
        AuthPayload::of(accounts::refresh(app(ctx)?, &refresh_token).await)
    }

    /// Ends the current session, the named one, or all of the viewer's. Their access tokens stop being
    /// valid at once.
    async fn session_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session to end; by default the current one.")] id: Option<ID>,
        #[graphql(desc = "Ends all of the viewer's sessions, the current one included.")] all: Option<bool>,
    ) -> Result<SessionRevokePayload, ApiError> {
        let which = match (id, all.unwrap_or(false)) {
            (Some(_), true) => {
                return Err(Error::BadInput("Give `id` or `all`, not both.".to_owned()).into());
            }
            (Some(id), false) => Which::One(parse_id::<SessionId>(&id)?),
            (None, true) => Which::All,
            (None, false) => Which::Current,
        };
        SessionRevokePayload::of(accounts::revoke(app(ctx)?, actor(ctx)?, which).await)
    }

    /// Deletes the viewer's account and the projects it alone works in; the password confirms. A
    /// project that others work in passes to whoever has edited it longest, or viewed it longest where
    /// nobody edits. Messages and versions stay, without an author.
    async fn account_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The viewer's password.", secret)] password: String,
    ) -> Result<AccountDeletePayload, ApiError> {
        let deleted = accounts::delete(app(ctx)?, actor(ctx)?, &password.into()).await;
        AccountDeletePayload::of(deleted.map(id))
    }
}

/// A person who is shown as part of something the viewer may see: an owner, a member.
pub(super) async fn load(ctx: &Context<'_>, id: UserId) -> Result<User> {
    find(ctx, id).await?.ok_or(Error::NotFound("user"))
}

/// As [`load`]; none where the account was deleted, as an author's may be.
pub(super) async fn find(ctx: &Context<'_>, id: UserId) -> Result<Option<User>> {
    Ok(load_one(ctx, id).await?.map(User::from))
}

/// The node of a person; none where the viewer may not see them.
pub(super) async fn user_node(ctx: &Context<'_>, id: UserId) -> Result<Option<User>> {
    let Some(viewer) = viewer(ctx) else { return Ok(None) };
    Ok(accounts::find(app(ctx)?, viewer, id).await?.map(User::from))
}
