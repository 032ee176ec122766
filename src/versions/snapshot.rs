//! Making versions: of the files as they are, and of the files as they were.

use std::collections::BTreeMap;

use super::objects::{Commit, Kind, ObjectId, Signature, object_id};
use super::{Stored, Version, VersionKind, get, latest, store, trees};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::{GenerationId, UserId, VersionId};
use crate::projects::files::{self, Change, Lock};
use crate::projects::{Access, ProjectEvent, announce, head};
use crate::wireframes;

/// The longest message of a version, in characters.
pub const MAX_MESSAGE: usize = 2_000;

/// The id of a folder without files.
const EMPTY_TREE: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/// What a version is to say about itself.
#[derive(Clone, Debug)]
pub(crate) struct NewVersion {
    /// How it comes about.
    pub(crate) kind: VersionKind,
    /// What changed, in words.
    pub(crate) message: String,
    /// Whose it is; `None` for the server's own.
    pub(crate) author: Option<UserId>,
    /// The turn that makes it.
    pub(crate) generation: Option<GenerationId>,
}

/// Makes a version of the files as they are.
pub async fn create(app: &App, access: &Access, message: &str) -> Result<Version> {
    access.require_editor()?;
    let message = check_message(message)?;
    wireframes::files::save(app, access).await?;
    let new = &NewVersion { kind: VersionKind::Manual, message, author: access.user, generation: None };
    app.db
        .transact(|tx| async move {
            let lock = files::lock(app, &tx, access).await?;
            commit(app, &tx, access, &lock, new).await
        })
        .await
}

/// Makes a version of the files as they are, in a transaction of the caller's.
pub(crate) async fn commit(
    app: &App,
    tx: &Tx,
    access: &Access,
    lock: &Lock,
    new: &NewVersion,
) -> Result<Version> {
    let parent = latest(tx, access).await?;
    let unsaved = head::unsaved(tx, access).await?;
    let tree = write_trees(tx, parent.as_ref().map(|parent| parent.tree), &unsaved, lock).await?;
    record(app, tx, access, lock, parent.as_ref(), tree, new).await
}

/// Keeps the unsaved changes in a version of their own, so that whatever writes next can be undone.
/// `None` where the files are as the latest version has them.
pub(crate) async fn commit_unsaved(
    app: &App,
    tx: &Tx,
    access: &Access,
    lock: &Lock,
    message: &str,
) -> Result<Option<Version>> {
    let unsaved = head::unsaved(tx, access).await?;
    if unsaved.is_empty() {
        return Ok(None);
    }
    let parent = latest(tx, access).await?;
    let tree = write_trees(tx, parent.as_ref().map(|parent| parent.tree), &unsaved, lock).await?;
    let before = match &parent {
        Some(parent) => parent.tree,
        None => EMPTY_TREE.parse()?,
    };
    if tree == before {
        head::forget_unsaved(tx, access).await?;
        return Ok(None);
    }
    let new = NewVersion {
        kind: VersionKind::Manual,
        message: message.to_owned(),
        author: access.user,
        generation: None,
    };
    record(app, tx, access, lock, parent.as_ref(), tree, &new).await.map(Some)
}

/// Makes a version whose files are those of an earlier one. Unsaved changes are kept in a version
/// of their own first.
pub async fn restore(app: &App, access: &Access, version: VersionId) -> Result<Version> {
    access.require_editor()?;
    wireframes::files::save(app, access).await?;
    let restored = app
        .db
        .transact(|tx| async move {
            let lock = files::lock(app, &tx, access).await?;
            let target = get(&tx, access, version).await?;
            let message = format!("Unsaved changes before going back to version {}", target.number);
            commit_unsaved(app, &tx, access, &lock, &message).await?;
            let parent = latest(&tx, access).await?;
            let before = parent.as_ref().map(|parent| parent.tree);
            let changes = changes_between(app, &tx, before, target.tree).await?;
            files::apply(app, &tx, access, &lock, &changes).await?;
            let message = format!("Restore version {}: {}", target.number, first_line(&target.message));
            let new =
                NewVersion { kind: VersionKind::Restore, message, author: access.user, generation: None };
            record(app, &tx, access, &lock, parent.as_ref(), target.tree, &new).await
        })
        .await?;
    wireframes::files::restore(app, access).await?;
    Ok(restored)
}

/// What turns the files of one tree into those of another.
pub(crate) async fn changes_between(
    app: &App,
    tx: &Tx,
    older: Option<ObjectId>,
    newer: ObjectId,
) -> Result<BTreeMap<String, Change>> {
    let differences = trees::diff(older, Some(newer), &Stored(tx)).await?;
    let ids: Vec<ObjectId> = differences.iter().filter_map(|difference| difference.new).collect();
    let sizes = app.blobs.sizes(tx, &ids).await?;
    let change = |blob: ObjectId| {
        let missing = || Error::internal("read a content's size", format!("{blob} is missing"));
        Ok::<_, Error>((blob, *sizes.get(&blob).ok_or_else(missing)?))
    };
    differences
        .into_iter()
        .map(|difference| Ok((difference.path, difference.new.map(change).transpose()?)))
        .collect()
}

/// Stores the folders that the changes touch, and answers the root.
async fn write_trees(
    tx: &Tx,
    base: Option<ObjectId>,
    changes: &trees::Changes,
    lock: &Lock,
) -> Result<ObjectId> {
    let written = trees::write(base, changes, &Stored(tx)).await?;
    store::insert_trees(tx, &written.trees, lock.now).await?;
    Ok(written.root)
}

/// Stores a version of a tree that is stored, as the project's latest.
async fn record(
    app: &App,
    tx: &Tx,
    access: &Access,
    lock: &Lock,
    parent: Option<&Version>,
    tree: ObjectId,
    new: &NewVersion,
) -> Result<Version> {
    let message = new.message.trim().replace('\0', "");
    let commit = Commit {
        tree,
        parents: parent.map(|parent| parent.commit).into_iter().collect(),
        author: signature(tx, new.author).await?,
        time: lock.now.seconds(),
        message: message.clone(),
    }
    .encode();
    let version = Version {
        id: app.new_id(),
        project: access.project,
        number: parent.map_or(0, |parent| parent.number) + 1,
        kind: new.kind,
        message,
        commit: object_id(Kind::Commit, &commit)?,
        tree,
        parent: parent.map(|parent| parent.id),
        author: new.author,
        generation: new.generation,
        created_at: lock.now,
    };
    let rows = [(version, commit)];
    store::insert(tx, &rows).await?;
    let [(version, _)] = rows;
    head::set(tx, access, version.id, version.number).await?;
    announce(app, tx, access, &ProjectEvent::VersionCreated { version: version.id }).await?;
    Ok(version)
}

/// The name under which people know an author, and an address that is nobody's: commits leave the
/// server with every export, e-mail addresses do not.
async fn signature(tx: &Tx, author: Option<UserId>) -> Result<Signature> {
    let name = match author {
        Some(user) => store::author_name(tx, user).await?,
        None => None,
    };
    Ok(Signature::new(name.as_deref().unwrap_or("Maquette"), &no_reply_address(author)))
}

/// The address in the commits of an author. The domain is reserved never to exist (RFC 2606).
fn no_reply_address(author: Option<UserId>) -> String {
    match author {
        Some(user) => format!("{user}@{NO_REPLY_DOMAIN}"),
        None => format!("server@{NO_REPLY_DOMAIN}"),
    }
}

/// What the addresses of all authors end in.
pub(crate) const NO_REPLY_DOMAIN: &str = "users.noreply.maquette.invalid";

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or_default()
}

fn check_message(message: &str) -> Result<String> {
    let message = message.trim();
    if message.is_empty() {
        return Err(Error::field(ProblemCode::Required, "message", "Say in a few words what changed."));
    }
    let length = message.chars().count();
    if length > MAX_MESSAGE {
        let text = format!("The message has {length} characters; at most {MAX_MESSAGE} are allowed.");
        return Err(Error::field(ProblemCode::TooLong, "message", text));
    }
    if message.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\t')) {
        let text = "A message cannot contain control characters.";
        return Err(Error::field(ProblemCode::Invalid, "message", text));
    }
    Ok(message.to_owned())
}
