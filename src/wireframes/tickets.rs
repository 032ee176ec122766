//! Tickets for collaboration sockets. A browser cannot send a header with a socket, and an address is no
//! place for a long-lived token: so a ticket is good for opening one wireframe's socket, soon.

use std::time::Duration;

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Timestamp;
use crate::ids::{Id as _, SessionId, UserId, WireframeId};

/// How long a ticket opens a socket.
pub const LASTS: Duration = Duration::from_mins(1);

/// What a ticket says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The wireframe that it opens.
    pub wireframe: WireframeId,
    /// Who it was given.
    pub user: UserId,
    /// In which session.
    pub session: SessionId,
    /// Until when it is good.
    pub until: Timestamp,
}

/// Gives somebody a ticket.
pub fn issue(app: &App, actor: &Actor, wireframe: WireframeId) -> (String, Timestamp) {
    let until = app.now().after(LASTS);
    let what = format!("{wireframe}.{}.{}.{}", actor.user, actor.session, until.0);
    let signature = app.accounts.keys.sign_link(&signed(&what));
    (format!("{what}.{signature}"), until)
}

/// Reads a ticket; none where it is not ours, or no longer good.
pub fn read(app: &App, ticket: &str) -> Option<Ticket> {
    let (what, signature) = ticket.rsplit_once('.')?;
    if !app.accounts.keys.verify_link(&signed(what), signature) {
        return None;
    }
    let mut parts = what.split('.');
    let wireframe = WireframeId::parse(parts.next()?)?;
    let user = UserId::parse(parts.next()?)?;
    let session = SessionId::parse(parts.next()?)?;
    let until = Timestamp(parts.next()?.parse().ok()?);
    (app.now() < until).then_some(Ticket { wireframe, user, session, until })
}

/// What is signed says what it is for, so that no other link is good for it.
fn signed(what: &str) -> Vec<u8> {
    format!("collab {what}").into_bytes()
}
