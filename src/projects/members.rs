//! Who belongs to a project.

use std::collections::HashMap;

use crate::accounts::{self, Actor};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::{ProjectId, UserId};
use crate::paging::{Page, PageRequest};
use crate::presence;

use super::{Access, ProjectEvent, Role, announce, confirm, store};

/// A member of a project.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Who.
    pub user: UserId,
    /// What they may do.
    pub role: Role,
    /// Since when they belong to it.
    pub joined_at: Timestamp,
}

/// The members, in the order in which they joined.
pub async fn list(app: &App, access: &Access, page: &PageRequest) -> Result<Page<Member>> {
    store::members::members(app.db.read(), access, page).await
}

/// The roles that these pairs of a project and a person have; a pair is missing where the person has
/// left or the project is deleted.
pub async fn roles(app: &App, pairs: &[(ProjectId, UserId)]) -> Result<HashMap<(ProjectId, UserId), Role>> {
    store::members::roles(app.db.read(), pairs).await
}

/// Adds the person with this address, or changes their role. The role of the owner hands the
/// project over: the former owner becomes an editor.
pub async fn set(app: &App, actor: &Actor, access: &Access, email: &str, role: Role) -> Result<Member> {
    access.require_owner()?;
    let user = accounts::by_email(app, actor, email).await?.map(|user| user.id).ok_or_else(|| {
        let message = "Nobody has an account with this address; ask them to register first.";
        Error::field(ProblemCode::NotFound, "email", message)
    })?;
    let limit = app.config.limits.project_members;
    app.db
        .transact(|tx| async move {
            store::touch(&tx, access.project, app.now()).await?;
            confirm(&tx, access, Role::Owner).await?;
            let former = store::role(&tx, access.project, user).await?;
            if former == Some(Role::Owner) && role != Role::Owner {
                let message = "This is the owner; hand the project over by making somebody else OWNER.";
                return Err(Error::field(ProblemCode::Invalid, "role", message));
            }
            if former.is_none() && store::members::member_count(&tx, access.project).await? >= limit {
                let message = format!("A project can have {limit} members.");
                return Err(Error::problem(ProblemCode::LimitReached, message));
            }
            if role == Role::Owner && former != Some(Role::Owner) {
                hand_over(app, &tx, access, user).await?;
            }
            store::members::set_member(&tx, access.project, user, role, app.now()).await?;
            announce(app, &tx, access, &ProjectEvent::MembersChanged { user, role: Some(role) }).await
        })
        .await?;
    store::members::member(app.db.read(), access, user).await?.ok_or(Error::NotFound("member"))
}

async fn hand_over(app: &App, tx: &Tx, access: &Access, heir: UserId) -> Result<()> {
    if let Some(former) = store::members::owner(tx, access.project).await? {
        store::members::set_member(tx, access.project, former, Role::Editor, app.now()).await?;
        let event = ProjectEvent::MembersChanged { user: former, role: Some(Role::Editor) };
        announce(app, tx, access, &event).await?;
    }
    store::members::set_owner(tx, access.project, heir).await
}

/// Passes a project on from an owner whose account is about to be deleted. The preview's address
/// changes, for the former owner knows it.
pub(super) async fn inherit(app: &App, tx: &Tx, access: &Access, heir: UserId) -> Result<()> {
    store::touch(tx, access.project, app.now()).await?;
    store::members::set_owner(tx, access.project, heir).await?;
    store::members::set_member(tx, access.project, heir, Role::Owner, app.now()).await?;
    store::set_preview_label(tx, access.project, &app.random_label()).await?;
    announce(app, tx, access, &ProjectEvent::MembersChanged { user: heir, role: Some(Role::Owner) }).await?;
    if let Some(former) = access.user {
        announce(app, tx, access, &ProjectEvent::MembersChanged { user: former, role: None }).await?;
    }
    Ok(())
}

/// Removes a member; members may remove themselves. The preview's address changes, for the one
/// who leaves knows it.
pub async fn remove(app: &App, access: &Access, user: UserId) -> Result<()> {
    if access.user != Some(user) {
        access.require_owner()?;
    }
    app.db
        .transact(|tx| async move {
            store::touch(&tx, access.project, app.now()).await?;
            confirm(&tx, access, if access.user == Some(user) { Role::Viewer } else { Role::Owner }).await?;
            match store::role(&tx, access.project, user).await? {
                None => return Err(Error::NotFound("member")),
                Some(Role::Owner) => {
                    let message = "The owner cannot leave; hand the project over or delete it.";
                    return Err(Error::field(ProblemCode::Invalid, "userId", message));
                }
                Some(_) => {}
            }
            store::members::remove_member(&tx, access.project, user).await?;
            store::set_preview_label(&tx, access.project, &app.random_label()).await?;
            announce(app, &tx, access, &ProjectEvent::MembersChanged { user, role: None }).await
        })
        .await?;
    presence::dismiss(app, access.project, user);
    Ok(())
}
