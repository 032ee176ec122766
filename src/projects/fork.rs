//! Copies of projects: the files and the history up to a point, in a project of the actor's own.

use std::collections::BTreeMap;

use super::files::{self, Change};
use super::{Access, Project, Role, check_name, confirm, get, head, insert};
use crate::accounts::Actor;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::VersionId;
use crate::versions::objects::ObjectId;
use crate::versions::{self, Version};
use crate::wireframes;

/// Copies a project as it is, unsaved changes included, or as a version has it. The copy has the
/// same versions up to there, with the same numbers and commits; conversations, members and
/// deployments stay behind.
pub async fn fork(
    app: &App,
    actor: &Actor,
    access: &Access,
    name: Option<&str>,
    version: Option<VersionId>,
) -> Result<Project> {
    if version.is_none() {
        wireframes::files::save(app, &Access::of_server(access.project)).await?;
    }
    let source = get(app, access).await?;
    let name = &match name {
        Some(name) => check_name(name)?,
        None => source.name,
    };
    let description = &source.description;
    let copy = app
        .db
        .transact(|tx| async move {
            head::hold(&tx, access).await?;
            confirm(&tx, access, Role::Viewer).await?;
            let project = insert(app, &tx, actor, name, description.as_deref()).await?;
            let copy = Access { project, user: Some(actor.user), role: Role::Owner };
            let lock = files::lock(app, &tx, &copy).await?;
            let base = match version {
                Some(version) => Some(versions::get(&tx, access, version).await?),
                None => versions::latest(&tx, access).await?,
            };
            if let Some(base) = &base {
                let changes = versions::changes_between(app, &tx, None, base.tree).await?;
                files::apply(app, &tx, &copy, &lock, &changes).await?;
                copy_history(app, &tx, access, &copy, base).await?;
            }
            if version.is_none() {
                let unsaved = sized(app, &tx, head::unsaved(&tx, access).await?).await?;
                files::apply(app, &tx, &copy, &lock, &unsaved).await?;
            }
            Ok(copy)
        })
        .await?;
    wireframes::files::adopt(app, &copy).await?;
    get(app, &copy).await
}

/// Copies the versions up to one, which becomes the head. The turns that made them stay behind.
async fn copy_history(app: &App, tx: &Tx, from: &Access, to: &Access, last: &Version) -> Result<()> {
    let mut copies = versions::commits(tx, from, last.number).await?;
    let mut parent = None;
    for (version, _) in &mut copies {
        *version =
            Version { id: app.new_id(), project: to.project, parent, generation: None, ..version.clone() };
        parent = Some(version.id);
    }
    versions::insert(tx, &copies).await?;
    match parent {
        Some(head) => head::set(tx, to, head, last.number).await,
        None => Ok(()),
    }
}

async fn sized(
    app: &App,
    tx: &Tx,
    contents: BTreeMap<String, Option<ObjectId>>,
) -> Result<BTreeMap<String, Change>> {
    let ids: Vec<ObjectId> = contents.values().copied().flatten().collect();
    let sizes = app.blobs.sizes(tx, &ids).await?;
    let change = |blob: ObjectId| {
        let missing = || Error::internal("read a content's size", format!("{blob} is missing"));
        Ok::<_, Error>((blob, *sizes.get(&blob).ok_or_else(missing)?))
    };
    contents.into_iter().map(|(path, blob)| Ok((path, blob.map(change).transpose()?))).collect()
}
