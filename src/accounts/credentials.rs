//! Signing in, and everything else that a password is asked for.

use secrecy::{ExposeSecret as _, SecretString};

use super::attempts::Guesser;
use super::email::Email;
use super::passwords::{Password, Verdict};
use super::registration::check_email;
use super::sessions::Opening;
use super::store;
use super::{Actor, Client, SignedIn, User};
use crate::app::App;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::UserId;
use crate::rates::network;

/// Signs a person in. An address that nobody has costs as long as a wrong password, and gets the
/// same answer.
pub async fn login(app: &App, client: &Client, email: &str, password: &SecretString) -> Result<SignedIn> {
    let key = Email::parse(email).ok().map(|email| email.key);
    let (now, network, limits) = (app.now(), network(client.address), &app.config.limits);
    let guessers = vec![
        (Guesser::Client(network), limits.failed_sign_ins_per_client),
        (Guesser::Password(network, key.clone().unwrap_or_default()), limits.failed_sign_ins_per_account),
    ];
    let guess = app.accounts.attempts.take(guessers, now)?;
    let found = match &key {
        Some(key) => store::credentials(app.db.read(), key).await?,
        None => None,
    };
    let (id, stored) = found.map(|found| (found.id, found.password_hash)).unzip();
    let verdict = app.accounts.passwords.verify(password.expose_secret(), stored.clone()).await?;
    let (Verdict::Right { outdated }, Some(id), Some(mut stored)) = (verdict, id, stored) else {
        return Err(wrong_credentials());
    };
    guess.forgive();
    if outdated && let Some(password) = Password::typed(password.expose_secret()) {
        stored = strengthen(app, id, stored, password).await?;
    }
    let (opening, proven) = (Opening::new(app, client, now), stored.as_str());
    let opened = &opening;
    let user = app
        .db
        .transact(|tx| async move {
            // The password may have been changed, or the account deleted, since it was compared.
            if store::lock_password(&tx, id).await?.as_deref() != Some(proven) {
                return Err(wrong_credentials());
            }
            opened.store(app, &tx, id).await?;
            store::user(&tx, id).await?.ok_or_else(wrong_credentials)
        })
        .await?;
    let tokens = opening.tokens(app, user.id)?;
    Ok(SignedIn { user, tokens: Some(tokens) })
}

/// Replaces the person's password; all their other sessions end.
pub async fn change_password(
    app: &App,
    actor: &Actor,
    current: &SecretString,
    new: &SecretString,
) -> Result<User> {
    let proven = confirm(app, actor, "currentPassword", current).await?;
    let user = super::own(app, actor).await?;
    let email = Email::parse(&user.email).ok();
    let new = Password::choose(new.expose_secret(), "newPassword", email.as_ref())
        .map_err(|problem| Error::Rejected(vec![problem]))?;
    let hash = app.accounts.passwords.hash(new, app.random()).await?;
    let (proven, hash, id, keep) = (proven.as_str(), hash.as_str(), actor.user, actor.session);
    app.db
        .transact(|tx| async move {
            if !store::set_password(&tx, id, proven, hash).await? {
                return Err(wrong_password("currentPassword"));
            }
            let ended = store::delete_sessions(&tx, id, Some(keep)).await?;
            app.accounts.sessions.end_after(&tx, ended);
            Ok(())
        })
        .await?;
    Ok(user)
}

/// Replaces the password of an account and ends all its sessions, for the operator at the terminal.
pub async fn reset_password(app: &App, email: &str, new: &SecretString) -> Result<User> {
    let rejected = |problem| Error::Rejected(vec![problem]);
    let email = check_email(email).map_err(rejected)?;
    let new = Password::choose(new.expose_secret(), "password", Some(&email)).map_err(rejected)?;
    let user = store::user_by_email(app.db.read(), &email.key).await?.ok_or(Error::NotFound("account"))?;
    let hash = app.accounts.passwords.hash(new, app.random()).await?;
    let (hash, id) = (hash.as_str(), user.id);
    app.db
        .transact(|tx| async move {
            let was = store::lock_password(&tx, id).await?.ok_or(Error::NotFound("account"))?;
            store::set_password(&tx, id, &was, hash).await?;
            let ended = store::delete_sessions(&tx, id, None).await?;
            app.accounts.sessions.end_after(&tx, ended);
            Ok(())
        })
        .await?;
    Ok(user)
}

/// Has a signed-in person prove that it is still them; gives what their password was compared with.
pub(super) async fn confirm(
    app: &App,
    actor: &Actor,
    field: &'static str,
    password: &SecretString,
) -> Result<String> {
    let most = app.config.limits.failed_sign_ins_per_account;
    let guess = app.accounts.attempts.take(vec![(Guesser::Account(actor.user), most)], app.now())?;
    let stored = store::password(app.db.read(), actor.user).await?;
    let verdict = app.accounts.passwords.verify(password.expose_secret(), stored.clone()).await?;
    match (verdict, stored) {
        (Verdict::Right { .. }, Some(stored)) => {
            guess.forgive();
            Ok(stored)
        }
        _ => Err(wrong_password(field)),
    }
}

/// Stores a password again with today's parameters; gives what is stored now.
async fn strengthen(app: &App, id: UserId, was: String, password: Password) -> Result<String> {
    let hash = app.accounts.passwords.hash(password, app.random()).await?;
    let (old, new) = (was.as_str(), hash.as_str());
    let replaced = app.db.transact(|tx| async move { store::set_password(&tx, id, old, new).await }).await?;
    Ok(if replaced { hash } else { was })
}

fn wrong_credentials() -> Error {
    Error::problem(ProblemCode::WrongCredentials, "The e-mail address or the password is wrong.")
}

fn wrong_password(field: &'static str) -> Error {
    Error::field(ProblemCode::WrongCredentials, field, "The password is wrong.")
}
