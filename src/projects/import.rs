//! Bringing a project in: from a zip archive, with its git history where it has one, or from the
//! JSON document of an export.
//!
//! An archive is a stranger's word: one bad entry refuses all of it, with that entry's name. A
//! history that cannot be read completely is no reason to refuse: what is missing is said, and the
//! files still come.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use tokio::runtime::Handle;

use super::files::{self, Change};
use super::{Access, MAX_NAME, Project, Role, check_description, check_name, get, head, insert};
use crate::accounts::Actor;
use crate::app::App;
use crate::db::Tx;
use crate::error::{Context as _, Error, ProblemCode, Result};
use crate::versions::objects::ObjectId;
use crate::versions::{self, NewVersion, VersionKind};
use crate::wireframes;

mod archive;
mod document;
mod history;
mod paths;
mod staging;
pub mod zip;

use history::History;
use staging::Staging;

/// A file that somebody sent.
#[derive(Debug)]
pub struct Upload {
    /// What it is called where it comes from.
    pub name: String,
    /// Its content.
    pub file: File,
}

/// A project that was brought in.
#[derive(Debug)]
pub struct Imported {
    /// The project.
    pub project: Project,
    /// What was left out, in sentences for the user.
    pub warnings: Vec<String>,
}

/// What an archive holds; the contents are stored already.
#[derive(Debug, Default)]
struct Gathered {
    name: Option<String>,
    description: Option<String>,
    files: BTreeMap<String, (ObjectId, u64)>,
    history: History,
    warnings: BTreeSet<String>,
}

/// Makes a project of an archive, owned by the actor.
pub async fn import(app: &App, actor: &Actor, upload: Upload, name: Option<&str>) -> Result<Imported> {
    let name = name.map(check_name).transpose()?;
    let Upload { name: file_name, file } = upload;
    let staging = Staging::new(app.clone(), Handle::current());
    let gathered = tokio::task::spawn_blocking(move || gather(file, staging)).await;
    let gathered = gathered.context("read an import")??;
    let name = match (name, gathered.name.as_deref().map(check_name)) {
        (Some(name), _) | (None, Some(Ok(name))) => name,
        _ => name_of(&file_name),
    };
    let description = check_description(gathered.description.as_deref()).unwrap_or_default();
    let (name, description, gathered) = (&name, &description, &gathered);
    let message = &format!("Import {}", if file_name.is_empty() { name } else { &file_name });
    let access = app
        .db
        .transact(|tx| async move {
            let project = insert(app, &tx, actor, name, description.as_deref()).await?;
            let access = Access { project, user: Some(actor.user), role: Role::Owner };
            lay_down(app, &tx, &access, gathered, message).await?;
            Ok(access)
        })
        .await?;
    let left_out = wireframes::files::adopt(app, &access).await?;
    let warnings = gathered.warnings.iter().cloned().chain(left_out).collect();
    Ok(Imported { project: get(app, &access).await?, warnings })
}

/// Tells by its first bytes what a file is, and reads it.
fn gather(mut file: File, staging: Staging) -> Result<Gathered> {
    const DOING: &str = "read an upload";
    let mut start = [0; 512];
    file.seek(SeekFrom::Start(0)).context(DOING)?;
    let length = file.read(&mut start).context(DOING)?;
    file.seek(SeekFrom::Start(0)).context(DOING)?;
    let first = start[..length].iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'{') { document::gather(file, staging) } else { archive::gather(file, staging) }
}

/// Fills an empty project.
async fn lay_down(app: &App, tx: &Tx, access: &Access, from: &Gathered, message: &str) -> Result<()> {
    let lock = files::lock(app, tx, access).await?;
    let changes: BTreeMap<String, Change> =
        from.files.iter().map(|(path, content)| (path.clone(), Some(*content))).collect();
    files::apply(app, tx, access, &lock, &changes).await?;
    let Some(versions) = from.history.versions(app, access) else {
        let new = NewVersion {
            kind: VersionKind::Import,
            message: message.to_owned(),
            author: access.user,
            generation: None,
        };
        versions::commit(app, tx, access, &lock, &new).await?;
        return Ok(());
    };
    versions::insert_trees(tx, &from.history.trees(), lock.now).await?;
    versions::insert(tx, &versions).await?;
    if let Some((last, _)) = versions.last() {
        head::set(tx, access, last.id, last.number).await?;
    }
    let committed = from.history.files();
    let differs = |path: &&str| committed.get(*path) != from.files.get(*path).map(|(blob, _)| blob);
    let paths: BTreeSet<&str> = committed.keys().chain(from.files.keys()).map(String::as_str).collect();
    let unsaved: Vec<&str> = paths.into_iter().filter(differs).collect();
    head::note_unsaved(tx, access, &unsaved).await
}

/// A project's name from that of a file.
fn name_of(file: &str) -> String {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let stem: String = stem.chars().filter(|character| !character.is_control()).take(MAX_NAME).collect();
    check_name(&stem).unwrap_or_else(|_nameless| "Imported project".to_owned())
}

/// What is wrong with an archive.
fn refuse(message: impl Into<String>) -> Error {
    Error::field(ProblemCode::Invalid, "archive", message)
}

impl From<zip::Refusal> for Error {
    fn from(refusal: zip::Refusal) -> Self {
        refuse(refusal.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_files() {
        assert_eq!(name_of("my-app.zip"), "my-app");
        assert_eq!(name_of("C:\\x\\habits.tar.zip"), "habits.tar");
        assert_eq!(name_of(".zip"), "Imported project");
        assert_eq!(name_of(""), "Imported project");
        assert_eq!(name_of(&"x".repeat(500)).len(), MAX_NAME);
    }
}
