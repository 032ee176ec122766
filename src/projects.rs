//! Projects: who may do what in them, their names, their members and their working files.
//!
//! Everything here takes the actor or an [`Access`], which only [`access`] makes, so nothing of a
//! project can be read without having proved the right to. What one may not see does not exist.

use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::ids::{DeploymentId, Id as _, ProjectId, UserId, VersionId};
use crate::stored_as_words;
use crate::streams::{NewEvent, StreamKey, StreamKind};
use crate::{deployments, generation, wireframes};

pub mod events;
pub mod export;
pub mod files;
pub mod fork;
pub(crate) mod head;
pub mod import;
mod list;
pub mod members;
pub mod paths;
mod store;

pub use events::ProjectEvent;
pub use list::{Filter, Listed, OrderBy, With, count, list};

/// The longest name of a project, in characters.
pub const MAX_NAME: usize = 100;
/// The longest description of a project, in characters.
pub const MAX_DESCRIPTION: usize = 2_000;

/// The folder in which the server keeps what belongs to a project beside its files. People and the agent
/// write nothing there.
pub(crate) const KEPT_FOR_US: &str = ".maquette/";

/// What a member may do in a project. Each role may do all that the ones before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Looks.
    Viewer,
    /// Changes files, talks to the agent, deploys.
    Editor,
    /// Also manages members and deletes the project; there is one.
    Owner,
}

stored_as_words!(Role { Viewer = "viewer", Editor = "editor", Owner = "owner" });

/// A project as its members see it.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its identifier.
    pub id: ProjectId,
    /// Whose it is.
    pub owner: UserId,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// Grows with every change of the files.
    pub revision: i64,
    /// The latest version.
    pub head_version: Option<VersionId>,
    /// The label of its preview's address.
    pub preview_label: String,
    /// The label of its live address.
    pub slug: String,
    /// What the live address shows.
    pub live_deployment: Option<DeploymentId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When something in it changed last.
    pub updated_at: Timestamp,
    /// The role of whom it was read for.
    pub role: Role,
}

/// The proved right of somebody to see a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The project.
    pub project: ProjectId,
    /// Who has it; `None` for the server's own work.
    pub user: Option<UserId>,
    /// What it allows.
    pub role: Role,
}

impl Access {
    /// The right of the server itself, for jobs that a member has asked for.
    pub(crate) fn of_server(project: ProjectId) -> Self {
        Self { project, user: None, role: Role::Owner }
    }

    /// Fails unless the role may change things.
    pub fn require_editor(&self) -> Result<()> {
        self.require(
            Role::Editor,
            "Viewers can look, but not change things; ask the owner for the role EDITOR.",
        )
    }

    /// Fails unless the role may decide about the project itself.
    pub fn require_owner(&self) -> Result<()> {
        self.require(Role::Owner, "Only the project's owner can do this.")
    }

    fn require(&self, role: Role, message: &str) -> Result<()> {
        if self.role >= role { Ok(()) } else { Err(Error::Forbidden(message.to_owned())) }
    }
}

/// What to change; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The name.
    pub name: Option<String>,
    /// The description; `Some(None)` removes it.
    pub description: Option<Option<String>>,
}

/// The stream of all that happens in a project.
pub fn stream(project: ProjectId) -> StreamKey {
    StreamKey { kind: StreamKind::Project, subject: project.uuid() }
}

/// Proves the actor's right to see a project.
pub async fn access(app: &App, actor: &Actor, project: ProjectId) -> Result<Access> {
    let role = store::role(app.db.read(), project, actor.user).await?;
    let role = role.ok_or(Error::NotFound("project"))?;
    Ok(Access { project, user: Some(actor.user), role })
}

/// Proves the right again in a transaction that writes, so that a member who was removed meanwhile
/// changes nothing.
pub(crate) async fn confirm(tx: &Tx, access: &Access, least: Role) -> Result<()> {
    let Some(user) = access.user else { return Ok(()) };
    match store::role(tx, access.project, user).await? {
        Some(role) => Access { role, ..*access }.require(least, "Your role no longer allows this."),
        None => Err(Error::NotFound("project")),
    }
}

/// Locks a project until the transaction ends, and notes that something in it changed.
pub(crate) async fn touch(app: &App, tx: &Tx, access: &Access) -> Result<()> {
    store::touch(tx, access.project, app.now()).await
}

/// Tells the project's followers something when the transaction commits.
pub(crate) async fn announce(app: &App, tx: &Tx, access: &Access, event: &ProjectEvent) -> Result<()> {
    app.streams.append(tx, stream(access.project), vec![NewEvent::new(access.user, event)?]).await?;
    Ok(())
}

/// Tells the project's followers something with the next group commit.
pub(crate) async fn announce_later(app: &App, project: ProjectId, event: &ProjectEvent) -> Result<()> {
    let event = NewEvent::new(None, event)?;
    app.streams.append_ordered(stream(project), vec![event], Vec::new()).await.map(drop)
}

/// One project; `None` where the actor may not see it.
pub async fn find(app: &App, actor: &Actor, project: ProjectId) -> Result<Option<Project>> {
    Ok(store::find(app.db.read(), &[project], actor.user).await?.pop())
}

/// The project that an access is for.
pub async fn get(app: &App, access: &Access) -> Result<Project> {
    let found = match access.user {
        Some(user) => store::find(app.db.read(), &[access.project], user).await?.pop(),
        None => store::find_any(app.db.read(), access.project).await?,
    };
    found.ok_or(Error::NotFound("project"))
}

/// Makes an empty project that the actor owns.
pub async fn create(app: &App, actor: &Actor, name: &str, description: Option<&str>) -> Result<Project> {
    let name = check_name(name)?;
    let description = check_description(description)?;
    let (name, description) = (&name, &description);
    let id = app
        .db
        .transact(|tx| async move { insert(app, &tx, actor, name, description.as_deref()).await })
        .await?;
    get(app, &Access { project: id, user: Some(actor.user), role: Role::Owner }).await
}

/// Makes an empty project in a transaction of the caller's; the texts must have been checked.
pub(crate) async fn insert(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    name: &str,
    description: Option<&str>,
) -> Result<ProjectId> {
    let limit = app.config.limits.projects_per_owner;
    if store::owned(tx, actor.user).await? >= limit {
        let message = format!("You own {limit} projects, which is the most; delete one first.");
        return Err(Error::problem(ProblemCode::LimitReached, message));
    }
    let id: ProjectId = app.new_id();
    let slug = slug(name, &app.random_label());
    let new = store::NewProject { id, owner: actor.user, name, description, slug: &slug };
    store::insert(tx, &new, &app.random_label(), app.now()).await?;
    Ok(id)
}

/// Changes the name or the description.
pub async fn update(app: &App, access: &Access, changes: &Changes) -> Result<Project> {
    access.require_editor()?;
    let name = changes.name.as_deref().map(check_name).transpose()?;
    let description = match &changes.description {
        Some(description) => Some(check_description(description.as_deref())?),
        None => None,
    };
    let (name, description) = (&name, &description);
    app.db
        .transact(|tx| async move {
            store::touch(&tx, access.project, app.now()).await?;
            confirm(&tx, access, Role::Editor).await?;
            store::rename(&tx, access.project, name.as_deref(), description.as_ref()).await
        })
        .await?;
    get(app, access).await
}

/// Deletes a project: it is gone from every answer at once, its rows follow.
pub async fn delete(app: &App, access: &Access) -> Result<()> {
    access.require_owner()?;
    app.db
        .transact(|tx| async move {
            store::touch(&tx, access.project, app.now()).await?;
            confirm(&tx, access, Role::Owner).await?;
            end(app, &tx, access).await
        })
        .await
}

async fn end(app: &App, tx: &Tx, access: &Access) -> Result<()> {
    store::mark_deleted(tx, access.project, app.now()).await?;
    deployments::forget_addresses(app, tx);
    for subject in store::work(tx, access.project).await? {
        app.jobs.request_cancel(tx, subject, app.now()).await?;
    }
    Ok(())
}

/// Lets go of the projects of somebody whose account is about to be deleted, in a transaction of
/// the caller's: those that others work in pass to whoever has edited them longest, or viewed them
/// longest where nobody edits; the others are deleted.
pub(crate) async fn release(app: &App, tx: &Tx, owner: UserId) -> Result<()> {
    for (id, heir) in store::owned_with_heirs(tx, owner).await? {
        let access = Access { project: id, user: Some(owner), role: Role::Owner };
        match heir {
            Some(heir) => members::inherit(app, tx, &access, heir).await?,
            None => end(app, tx, &access).await?,
        }
    }
    Ok(())
}

/// Removes the rows of deleted projects whose last work has ended.
pub(crate) async fn purge(app: &App) -> Result<()> {
    for project in store::purgeable(app.db.read()).await? {
        let mut streams = generation::streams(app, project).await?;
        streams.extend(deployments::streams(app, project).await?);
        streams.extend(wireframes::streams(app, project).await?);
        streams.push(stream(project));
        let streams = &streams;
        app.db
            .transact(|tx| async move {
                for key in streams {
                    app.streams.delete(&tx, *key).await?;
                }
                store::remove(&tx, project).await
            })
            .await?;
    }
    Ok(())
}

/// Replaces the label of the preview's address, so that old links stop working.
pub async fn rotate_preview(app: &App, access: &Access) -> Result<Project> {
    access.require_editor()?;
    app.db
        .transact(|tx| async move {
            store::touch(&tx, access.project, app.now()).await?;
            confirm(&tx, access, Role::Editor).await?;
            store::set_preview_label(&tx, access.project, &app.random_label()).await
        })
        .await?;
    get(app, access).await
}

/// The project whose preview has this label. The label is the capability: whoever has it may look.
pub async fn by_preview_label(app: &App, label: &str) -> Result<Option<Access>> {
    let project = store::by_preview_label(app.db.read(), label).await?;
    Ok(project.map(|project| Access { project, user: None, role: Role::Viewer }))
}

fn check_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::field(ProblemCode::Required, "name", "Give the project a name."));
    }
    check_length("name", name, MAX_NAME)?;
    if name.chars().any(char::is_control) {
        return Err(Error::field(ProblemCode::Invalid, "name", "A name cannot contain control characters."));
    }
    Ok(name.to_owned())
}

fn check_description(description: Option<&str>) -> Result<Option<String>> {
    let Some(description) = description.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    check_length("description", description, MAX_DESCRIPTION)?;
    Ok(Some(description.replace('\0', "")))
}

fn check_length(field: &'static str, text: &str, most: usize) -> Result<()> {
    let length = text.chars().count();
    if length <= most {
        return Ok(());
    }
    let message = format!("This has {length} characters; at most {most} are allowed.");
    Err(Error::Rejected(vec![Problem { code: ProblemCode::TooLong, message, field: vec![field] }]))
}

/// A label for the live address that reads like the name and cannot collide by chance.
fn slug(name: &str, random: &str) -> String {
    let mut slug = String::new();
    for character in name.chars().flat_map(char::to_lowercase) {
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() >= 40 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    let random = &random[..6];
    if slug.is_empty() { format!("app-{random}") } else { format!("{slug}-{random}") }
}

/// Folds a text for search and order: case and compatibility variants do not count.
pub(crate) fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_read_like_names() {
        assert_eq!(slug("My Habit Tracker!", "abcdefgh"), "my-habit-tracker-abcdef");
        assert_eq!(slug("日本語", "abcdefgh"), "app-abcdef");
        assert!(slug(&"x".repeat(100), "abcdefgh").len() <= 63);
    }

    #[test]
    fn names_are_checked() {
        assert_eq!(check_name("  A  ").ok().as_deref(), Some("A"));
        assert!(check_name("   ").is_err());
        assert!(check_name("a\u{0}b").is_err());
        assert!(check_name(&"é".repeat(MAX_NAME)).is_ok());
        assert!(check_name(&"é".repeat(MAX_NAME + 1)).is_err());
    }
}
