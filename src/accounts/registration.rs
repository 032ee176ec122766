//! How accounts come to be, and who becomes an admin.

use secrecy::{ExposeSecret as _, SecretString};

use super::attempts::Guesser;
use super::email::Email;
use super::passwords::Password;
use super::sessions::Opening;
use super::store::{self, NewUser};
use super::{Actor, Client, SignedIn, User, UserRole, profile};
use crate::app::App;
use crate::config::Registration;
use crate::db::Tx;
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::rates::network;

/// What a person registers with.
#[derive(Debug)]
pub struct NewAccount {
    /// Their address.
    pub email: String,
    /// The password they choose.
    pub password: SecretString,
    /// How others see them; by default, the part of the address before the `@`.
    pub display_name: Option<String>,
    /// The code that the server printed when it started without an admin.
    pub setup_code: Option<String>,
}

/// By what right somebody would become an admin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    Nothing,
    /// Nobody else has an account, and only people at this machine can reach the server.
    First,
    /// The server has no admin, and its log was read.
    SetupCode,
}

/// What was checked of an account that is to be created.
struct Checked {
    email: Email,
    password: Password,
    display_name: String,
}

/// Creates an account and signs it in. On a server whose registration is closed an admin creates
/// accounts for others, so nobody is signed in.
pub async fn register(
    app: &App,
    actor: Option<&Actor>,
    client: &Client,
    input: NewAccount,
) -> Result<SignedIn> {
    let (now, network, limits) = (app.now(), network(client.address), &app.config.limits);
    let attempts = &app.accounts.attempts;
    // Never given back: accounts cost room, whoever asks for them.
    let _counted =
        attempts.take(vec![(Guesser::Registration(network), limits.registrations_per_client)], now)?;
    let guess = attempts.take(vec![(Guesser::Client(network), limits.failed_sign_ins_per_client)], now)?;
    let claim = claim(app, input.setup_code.as_deref()).await?;
    let closed = app.config.registration == Registration::Closed && claim == Claim::Nothing;
    if closed && actor.is_none_or(|actor| actor.role != UserRole::Admin) {
        return Err(registration_is_closed());
    }
    let checked = match check(&input) {
        Ok(checked) => checked,
        Err(problems) => {
            guess.forgive();
            return Err(Error::Rejected(problems));
        }
    };
    if store::user_by_email(app.db.read(), &checked.email.key).await?.is_some() {
        return Err(taken());
    }
    let opening = (!closed).then(|| Opening::new(app, client, now));
    let user = create(app, checked, claim, opening.as_ref()).await?;
    guess.forgive();
    let tokens = opening.map(|opening| opening.tokens(app, user.id)).transpose()?;
    Ok(SignedIn { user, tokens })
}

/// Creates an admin, for the operator at the terminal.
pub async fn create_admin(app: &App, input: NewAccount) -> Result<User> {
    let checked = check(&input).map_err(Error::Rejected)?;
    let user = new_user(app, checked).await?;
    insert(app, &user, UserRole::Admin).await
}

/// The code that a person needs to register as the first admin, where they need one: the server
/// has none yet, and others than the people at this machine can reach it.
pub async fn setup_code(app: &App) -> Result<Option<String>> {
    let needed = !app.addresses.loopback && !store::has_admin(app.db.read()).await?;
    Ok(needed.then(|| app.accounts.keys.setup_code()))
}

/// Somebody else has the address.
pub(super) fn taken() -> Error {
    Error::field(ProblemCode::Taken, "email", "Another account has this address; sign in with it instead.")
}

fn registration_is_closed() -> Error {
    let message = "Registration is closed on this server: its admins create accounts.";
    Error::problem(ProblemCode::Forbidden, message)
}

fn code_is_void() -> Error {
    let message =
        "This set-up code is not valid; the server's log has the right one while there is no admin.";
    Error::field(ProblemCode::Invalid, "setupCode", message)
}

async fn claim(app: &App, setup_code: Option<&str>) -> Result<Claim> {
    if let Some(code) = setup_code.filter(|code| !code.trim().is_empty()) {
        if !app.accounts.keys.is_setup_code(code) || store::has_admin(app.db.read()).await? {
            return Err(code_is_void());
        }
        return Ok(Claim::SetupCode);
    }
    let first = app.addresses.loopback && !store::has_users(app.db.read()).await?;
    Ok(if first { Claim::First } else { Claim::Nothing })
}

/// Names everything that is wrong at once.
fn check(input: &NewAccount) -> std::result::Result<Checked, Vec<Problem>> {
    let email = check_email(&input.email);
    let password = Password::choose(input.password.expose_secret(), "password", email.as_ref().ok());
    let typed_name = input.display_name.as_deref().filter(|name| !name.trim().is_empty());
    let display_name = match (typed_name, &email) {
        (Some(name), _) => profile::display_name(name),
        (None, Ok(email)) => Ok(email.local_part().to_owned()),
        (None, Err(_)) => Ok(String::new()),
    };
    match (email, password, display_name) {
        (Ok(email), Ok(password), Ok(display_name)) => Ok(Checked { email, password, display_name }),
        (email, password, name) => {
            Err([email.err(), password.err(), name.err()].into_iter().flatten().collect())
        }
    }
}

/// Checks an address that somebody wants to have.
pub(super) fn check_email(text: &str) -> std::result::Result<Email, Problem> {
    Email::parse(text).map_err(|message| {
        let code = if text.trim().is_empty() { ProblemCode::Required } else { ProblemCode::Invalid };
        Problem { code, message: message.into(), field: vec!["email"] }
    })
}

async fn create(app: &App, checked: Checked, claim: Claim, opening: Option<&Opening>) -> Result<User> {
    let user = new_user(app, checked).await?;
    let user = &user;
    app.db
        .transact(|tx| async move {
            let role = role(app, &tx, claim).await?;
            if !store::insert_user(&tx, user.clone(), role).await? {
                return Err(taken());
            }
            if let Some(opening) = opening {
                opening.store(app, &tx, user.id).await?;
            }
            Ok(user.with_role(role))
        })
        .await
}

async fn insert(app: &App, user: &NewUser, role: UserRole) -> Result<User> {
    let insert = |tx| async move { store::insert_user(&tx, user.clone(), role).await };
    if app.db.transact(insert).await? { Ok(user.with_role(role)) } else { Err(taken()) }
}

async fn new_user(app: &App, checked: Checked) -> Result<NewUser> {
    Ok(NewUser {
        id: app.new_id(),
        email: checked.email,
        display_name: checked.display_name,
        password_hash: app.accounts.passwords.hash(checked.password, app.random()).await?,
        created_at: app.now(),
    })
}

/// Decides a claim once and for all: of several first accounts, one becomes an admin.
async fn role(app: &App, tx: &Tx, claim: Claim) -> Result<UserRole> {
    if claim == Claim::Nothing {
        return Ok(UserRole::User);
    }
    store::lock_first_account(tx).await?;
    match claim {
        Claim::SetupCode if store::has_admin(tx).await? => Err(code_is_void()),
        Claim::First if store::has_users(tx).await? => match app.config.registration {
            Registration::Open => Ok(UserRole::User),
            Registration::Closed => Err(registration_is_closed()),
        },
        _ => Ok(UserRole::Admin),
    }
}
