//! Somebody's projects as a list: restricted, ordered, and with what is worth reading together with them.

use super::{Project, Role, store};
use crate::accounts::{Actor, User};
use crate::app::App;
use crate::error::Result;
use crate::paging::{Page, PageRequest};
use crate::versions::Version;

/// What a list of projects is restricted to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words that the name or the description contains, in any case.
    pub search: Option<String>,
    /// The actor's role.
    pub role: Option<Role>,
}

/// What a list of projects is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// When something changed last.
    UpdatedAt,
    /// When it was made.
    CreatedAt,
    /// The name, in any case.
    Name,
}

/// What is read together with the projects of a list.
#[derive(Clone, Copy, Debug, Default)]
pub struct With {
    /// Whose they are.
    pub owner: bool,
    /// Their latest versions.
    pub head: bool,
}

/// A project of a list, with what was read together with it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The project.
    pub project: Project,
    /// Whose it is.
    pub owner: Option<User>,
    /// Its latest version, where it has one.
    pub head: Option<Version>,
}

/// The actor's projects.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: &Filter,
    order: (OrderBy, bool),
    with: With,
    page: &PageRequest,
) -> Result<Page<Listed>> {
    store::list(app.db.read(), actor.user, filter, order, with, page).await
}

/// How many projects a list has in all.
pub async fn count(app: &App, actor: &Actor, filter: &Filter) -> Result<u64> {
    store::count(app.db.read(), actor.user, filter).await
}
