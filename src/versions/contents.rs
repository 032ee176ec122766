//! The files that a version holds, read from its tree.

use std::collections::BTreeMap;

use super::objects::{self, ObjectId, Tree};
use super::trees::{self, TreeSource};
use super::{Version, store};
use crate::app::App;
use crate::db::Sql;
use crate::error::{Error, Result};
use crate::paging::{Key, Page, PageRequest};
use crate::projects::files::File;

/// The folders in the database, read through a connection or a transaction.
pub(crate) struct Stored<'a, C>(pub(crate) &'a C);

impl<C: Sql> Stored<'_, C> {
    /// The bytes of folders, in the order of their ids, each of which is stored.
    pub(crate) async fn bytes(&self, ids: &[ObjectId]) -> Result<Vec<Vec<u8>>> {
        let mut distinct = ids.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let found = store::trees(self.0, &distinct).await?;
        ids.iter().map(|id| found.get(id).cloned().ok_or(Error::from(objects::Error::Missing(*id)))).collect()
    }
}

impl<C: Sql> TreeSource for Stored<'_, C> {
    type Error = Error;

    async fn trees(&self, ids: &[ObjectId]) -> Result<Vec<Tree>> {
        let bytes = self.bytes(ids).await?;
        ids.iter().zip(bytes).map(|(id, bytes)| Ok(Tree::decode(*id, &bytes)?)).collect()
    }
}

/// All files below a root folder, by path.
pub(crate) async fn tree_files(connection: &impl Sql, tree: ObjectId) -> Result<BTreeMap<String, ObjectId>> {
    trees::list(tree, "", &Stored(connection)).await
}

/// The version's files whose paths begin with `prefix`, by path.
pub async fn files(app: &App, version: &Version, prefix: &str, page: &PageRequest) -> Result<Page<File>> {
    // The prefix may end within a name, of which the folder knows.
    let folder = prefix.rsplit_once('/').map_or("", |(folder, _)| folder);
    let found = trees::list(version.tree, folder, &Stored(app.db.read())).await?;
    let found = found.into_iter().filter(|(path, _)| path.starts_with(prefix)).collect();
    let page = page.of_sorted(found, |(path, _)| vec![Key::Text(path.clone())])?;
    let ids: Vec<ObjectId> = page.items.iter().map(|(_, (_, blob))| *blob).collect();
    let sizes = app.blobs.sizes(app.db.read(), &ids).await?;
    Ok(page.map(|(path, blob)| {
        let size = sizes.get(&blob).copied().unwrap_or_default();
        File { path, blob, size, updated_at: version.created_at }
    }))
}

/// How many files the version has whose paths begin with `prefix`.
pub async fn count_files(app: &App, version: &Version, prefix: &str) -> Result<u64> {
    let folder = prefix.rsplit_once('/').map_or("", |(folder, _)| folder);
    let found = trees::list(version.tree, folder, &Stored(app.db.read())).await?;
    Ok(found.keys().filter(|path| path.starts_with(prefix)).count() as u64)
}

/// One file of the version.
pub async fn file(app: &App, version: &Version, path: &str) -> Result<Option<File>> {
    let Some(blob) = trees::find(version.tree, path, &Stored(app.db.read())).await? else {
        return Ok(None);
    };
    let sizes = app.blobs.sizes(app.db.read(), &[blob]).await?;
    let size = sizes.get(&blob).copied().unwrap_or_default();
    Ok(Some(File { path: path.to_owned(), blob, size, updated_at: version.created_at }))
}
