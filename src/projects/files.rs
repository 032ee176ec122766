//! A project's working files: rows that name contents.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use bytes::Bytes;

use crate::app::App;
use crate::blobs::Staged;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::ProjectId;
use crate::paging::{Page, PageRequest};
use crate::versions::objects::ObjectId;

use super::{Access, ProjectEvent, Role, announce, confirm, paths, store};

/// A file's name and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the project.
    pub path: String,
    /// Git's id of its content.
    pub blob: ObjectId,
    /// Size of its content in bytes.
    pub size: u64,
    /// When it was written.
    pub updated_at: Timestamp,
}

/// What becomes of a path: a content with its size, or nothing.
pub type Change = Option<(ObjectId, u64)>;

/// The files whose paths begin with `prefix`, by path.
pub async fn list(app: &App, access: &Access, prefix: &str, page: &PageRequest) -> Result<Page<File>> {
    store::files::files(app.db.read(), access, prefix, page).await
}

/// The first files of several projects, each by path.
pub async fn list_each(
    app: &App,
    of: &[Access],
    page: &PageRequest,
) -> Result<HashMap<ProjectId, Page<File>>> {
    store::files::files_of_each(app.db.read(), of, page).await
}

/// All files, by path; for callers that work on the project as a whole.
pub async fn all(connection: &impl crate::db::Sql, access: &Access) -> Result<Vec<File>> {
    store::files::all_files(connection, access, "").await
}

/// All files of a folder and what is below it, by path.
pub(crate) async fn below(app: &App, access: &Access, folder: &str) -> Result<Vec<File>> {
    store::files::all_files(app.db.read(), access, folder).await
}

/// Makes a folder whose files are `there` hold what is `wanted` and nothing else. A path without a content
/// keeps what it has.
pub(crate) async fn fill(
    app: &App,
    access: &Access,
    there: &[File],
    wanted: BTreeMap<String, Option<Staged>>,
) -> Result<()> {
    let there: HashMap<&str, ObjectId> = there.iter().map(|file| (file.path.as_str(), file.blob)).collect();
    let gone = there.keys().filter(|path| !wanted.contains_key(**path));
    let mut changes: BTreeMap<String, Change> = gone.map(|path| ((*path).to_owned(), None)).collect();
    let mut staged = Vec::new();
    for (path, content) in wanted {
        if let Some(content) = content.filter(|content| there.get(path.as_str()) != Some(&content.id)) {
            changes.insert(path, Some((content.id, content.size())));
            staged.push(content);
        }
    }
    if changes.is_empty() {
        return Ok(());
    }
    app.blobs.upload(&staged).await?;
    let (staged, changes) = (&staged, &changes);
    app.db
        .transact(|tx| async move {
            let lock = lock(app, &tx, access).await?;
            app.blobs.record(&tx, staged, lock.now).await?;
            apply(app, &tx, access, &lock, changes).await.map(drop)
        })
        .await
}

/// Takes the contents that files have out of `unused`.
pub(crate) async fn retain_unused(app: &App, unused: &mut HashSet<ObjectId>) -> Result<()> {
    let all: Vec<ObjectId> = unused.iter().copied().collect();
    for id in store::files::used_contents(app.db.read(), &all).await? {
        unused.remove(&id);
    }
    Ok(())
}

/// How many files have paths that begin with `prefix`.
pub async fn count(app: &App, access: &Access, prefix: &str) -> Result<u64> {
    store::files::count_files(app.db.read(), access, prefix).await
}

/// One file.
pub async fn find(app: &App, access: &Access, path: &str) -> Result<Option<File>> {
    Ok(store::files::files_at(app.db.read(), access, &[path]).await?.pop())
}

/// Writes a file. With `expected`, only if that is its content's id as yet, or, where it is empty,
/// if there is no such file.
pub async fn write(
    app: &App,
    access: &Access,
    path: &str,
    content: Bytes,
    expected: Option<&str>,
) -> Result<File> {
    access.require_editor()?;
    check_path(app, "path", path)?;
    let most = app.config.limits.file_bytes;
    if content.len() as u64 > most {
        let message = format!("The file has {} bytes; at most {most} are allowed.", content.len());
        return Err(Error::problem(ProblemCode::TooLong, message));
    }
    let staged = [Staged::new(content)?];
    app.blobs.upload(&staged).await?;
    let staged = &staged;
    let now = app.now();
    app.db
        .transact(|tx| async move {
            let lock = lock(app, &tx, access).await?;
            check_expected(&tx, access, "path", path, expected).await?;
            app.blobs.record(&tx, staged, now).await?;
            let changes = BTreeMap::from([(path.to_owned(), Some((staged[0].id, staged[0].size())))]);
            apply(app, &tx, access, &lock, &changes).await
        })
        .await?;
    Ok(File { path: path.to_owned(), blob: staged[0].id, size: staged[0].size(), updated_at: now })
}

/// Gives a file, or all files of a folder, another path.
pub async fn rename(
    app: &App,
    access: &Access,
    from: &str,
    to: &str,
    expected: Option<&str>,
) -> Result<File> {
    access.require_editor()?;
    check_path(app, "to", to)?;
    let now = app.now();
    app.db
        .transact(|tx| async move {
            let lock = lock(app, &tx, access).await?;
            check_expected(&tx, access, "from", from, expected).await?;
            let Some(file) = store::files::files_at(&tx, access, &[from]).await?.pop() else {
                return Err(Error::field(
                    ProblemCode::NotFound,
                    "from",
                    format!("There is no file {from:?}."),
                ));
            };
            if from != to && !store::files::files_at(&tx, access, &[to]).await?.is_empty() {
                return Err(Error::field(
                    ProblemCode::Taken,
                    "to",
                    format!("There is a file {to:?} already."),
                ));
            }
            let content = Some((file.blob, file.size));
            let changes = BTreeMap::from([(from.to_owned(), None), (to.to_owned(), content)]);
            apply(app, &tx, access, &lock, &changes).await?;
            Ok(File { path: to.to_owned(), updated_at: now, ..file })
        })
        .await
}

/// Deletes a file.
pub async fn delete(app: &App, access: &Access, path: &str, expected: Option<&str>) -> Result<()> {
    access.require_editor()?;
    app.db
        .transact(|tx| async move {
            let lock = lock(app, &tx, access).await?;
            check_expected(&tx, access, "path", path, expected).await?;
            if store::files::files_at(&tx, access, &[path]).await?.is_empty() {
                return Err(Error::field(
                    ProblemCode::NotFound,
                    "path",
                    format!("There is no file {path:?}."),
                ));
            }
            apply(app, &tx, access, &lock, &BTreeMap::from([(path.to_owned(), None)])).await?;
            Ok(())
        })
        .await
}

/// The exclusive right to change a project's files, until the transaction ends.
#[derive(Debug)]
pub(crate) struct Lock {
    /// The revision that the files have since, if anything in them changes.
    pub(crate) revision: i64,
    /// When.
    pub(crate) now: Timestamp,
}

/// Waits for the right to change the files, and confirms that the actor may. The revision grows.
pub(crate) async fn lock(app: &App, tx: &Tx, access: &Access) -> Result<Lock> {
    let now = app.now();
    let revision = store::advance(tx, access.project, now).await?.ok_or(Error::NotFound("project"))?;
    confirm(tx, access, Role::Editor).await?;
    Ok(Lock { revision, now })
}

/// Changes files together: keeps the limits, the counts and the unsaved paths, and tells the
/// followers. The contents must have been recorded and the paths checked.
pub(crate) async fn apply(
    app: &App,
    tx: &Tx,
    access: &Access,
    lock: &Lock,
    changes: &BTreeMap<String, Change>,
) -> Result<Vec<String>> {
    let paths: Vec<&str> = changes.keys().map(String::as_str).collect();
    let former: BTreeMap<String, File> = store::files::files_at(tx, access, &paths)
        .await?
        .into_iter()
        .map(|file| (file.path.clone(), file))
        .collect();
    let mut effective: BTreeMap<&str, Change> = BTreeMap::new();
    let (mut count, mut bytes) = (0i64, 0i64);
    for (path, change) in changes {
        let old = former.get(path);
        if old.map(|file| file.blob) == change.map(|(blob, _)| blob) {
            continue;
        }
        count += i64::from(change.is_some()) - i64::from(old.is_some());
        bytes += change.map_or(0, |(_, size)| size as i64) - old.map_or(0, |file| file.size as i64);
        effective.insert(path, *change);
    }
    if effective.is_empty() {
        return Ok(Vec::new());
    }
    store::files::change_files(tx, access, &effective, lock.now).await?;
    let added: Vec<&str> = effective
        .iter()
        .filter(|(path, change)| change.is_some() && !former.contains_key(**path))
        .map(|(path, _)| *path)
        .collect();
    refuse_collisions(tx, access, &added).await?;
    if (count, bytes) != (0, 0) {
        let totals = store::files::add_to_totals(tx, access.project, count, bytes).await?;
        check_totals(app, totals)?;
    }
    let paths: Vec<String> = effective.keys().map(|path| (*path).to_owned()).collect();
    let event = ProjectEvent::FilesChanged { paths: paths.clone(), revision: lock.revision };
    announce(app, tx, access, &event).await?;
    Ok(paths)
}

/// Refuses a path that is another's folder: no file system could hold both.
async fn refuse_collisions(tx: &Tx, access: &Access, added: &[&str]) -> Result<()> {
    let folders: BTreeSet<&str> = added.iter().flat_map(|path| paths::folders(path)).collect();
    let folders: Vec<&str> = folders.into_iter().collect();
    let in_the_way =
        store::files::files_at(tx, access, &folders).await?.into_iter().next().map(|file| file.path);
    let in_the_way = match in_the_way {
        Some(path) => Some(path),
        None => store::files::first_folder_among(tx, access, added).await?,
    };
    match in_the_way {
        None => Ok(()),
        Some(path) => {
            let message = format!("{path:?} cannot be a file and a folder at once.");
            Err(Error::field(ProblemCode::Conflict, "path", message))
        }
    }
}

fn check_totals(app: &App, (count, bytes): (i64, i64)) -> Result<()> {
    let limits = &app.config.limits;
    if count as u64 > limits.project_files {
        let message = format!("A project can have {} files.", limits.project_files);
        return Err(Error::problem(ProblemCode::LimitReached, message));
    }
    if bytes as u64 > limits.project_bytes {
        let message = format!("A project's files can have {} bytes together.", limits.project_bytes);
        return Err(Error::problem(ProblemCode::LimitReached, message));
    }
    Ok(())
}

fn check_path(app: &App, field: &'static str, path: &str) -> Result<()> {
    if path.starts_with(super::KEPT_FOR_US) {
        let message = "The server keeps wireframes and components in this folder; choose another.";
        return Err(Error::field(ProblemCode::Invalid, field, message));
    }
    paths::check(path, app.config.limits.path_bytes)
        .map_err(|message| Error::field(ProblemCode::Invalid, field, message))
}

async fn check_expected(
    tx: &Tx,
    access: &Access,
    field: &'static str,
    path: &str,
    expected: Option<&str>,
) -> Result<()> {
    let Some(expected) = expected else { return Ok(()) };
    let found = store::files::files_at(tx, access, &[path]).await?.pop().map(|file| file.blob.to_string());
    if found.as_deref().unwrap_or_default() == expected {
        return Ok(());
    }
    let message = match found {
        Some(hash) if expected.is_empty() => format!("{path:?} exists already, with the hash {hash}."),
        Some(hash) => format!("{path:?} has changed since: its hash is {hash}. Read it again and merge."),
        None => format!("{path:?} was deleted meanwhile."),
    };
    Err(Error::field(ProblemCode::Conflict, field, message))
}
