//! Which version a project's files are at, and what was changed since: the columns of `projects`
//! that say so, and the table `unsaved_paths`, which [`files::apply`](super::files::apply) fills.

use std::collections::BTreeMap;

use sea_orm::FromQueryResult;

use super::Access;
use crate::db::{Sql, Tx};
use crate::error::{Error, Result};
use crate::ids::VersionId;
use crate::values;
use crate::versions::objects::ObjectId;

/// The latest version of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// Which; `None` before the first.
    pub(crate) version: Option<VersionId>,
    /// Its number; 0 before the first.
    pub(crate) number: i64,
}

/// Reads it.
pub(crate) async fn get(connection: &impl Sql, access: &Access) -> Result<Head> {
    #[derive(FromQueryResult)]
    struct Row {
        head_version_id: Option<VersionId>,
        version_count: i64,
    }
    let sql = "SELECT head_version_id, version_count FROM projects WHERE id = $1 AND deleted_at IS NULL";
    let row: Option<Row> = connection.row(sql, values![access.project]).await?;
    row.map(|row| Head { version: row.head_version_id, number: row.version_count })
        .ok_or(Error::NotFound("project"))
}

/// Reads it, and keeps others from changing the files or the head until the transaction ends.
pub(crate) async fn hold(tx: &Tx, access: &Access) -> Result<Head> {
    // SQLite has one writer, and this transaction is it.
    if tx.is_postgres() {
        tx.run("SELECT id FROM projects WHERE id = $1 FOR SHARE", values![access.project]).await?;
    }
    get(tx, access).await
}

/// Sets it; the files are its files from here on.
pub(crate) async fn set(tx: &Tx, access: &Access, version: VersionId, number: i64) -> Result<()> {
    tx.run(
        "UPDATE projects SET head_version_id = $2, version_count = $3 WHERE id = $1",
        values![access.project, version, number],
    )
    .await?;
    forget_unsaved(tx, access).await
}

/// The paths written or deleted since the head, with their contents; `None` where deleted.
pub(crate) async fn unsaved(
    connection: &impl Sql,
    access: &Access,
) -> Result<BTreeMap<String, Option<ObjectId>>> {
    #[derive(FromQueryResult)]
    struct Row {
        path: String,
        blob_id: Option<ObjectId>,
    }
    let sql = "SELECT u.path, f.blob_id FROM unsaved_paths u \
               LEFT JOIN files f ON f.project_id = u.project_id AND f.path = u.path WHERE u.project_id = $1";
    let rows: Vec<Row> = connection.rows(sql, values![access.project]).await?;
    Ok(rows.into_iter().map(|row| (row.path, row.blob_id)).collect())
}

/// Notes that these paths are not as the head has them, where more is known than
/// [`files::apply`](super::files::apply) could.
pub(crate) async fn note_unsaved(tx: &Tx, access: &Access, paths: &[&str]) -> Result<()> {
    const ROWS_PER_STATEMENT: usize = 200;
    for chunk in paths.chunks(ROWS_PER_STATEMENT) {
        let mut values = values![access.project];
        values.extend(chunk.iter().map(|path| sea_orm::Value::from(*path)));
        let rows: Vec<String> = (2..2 + chunk.len()).map(|place| format!("($1, ${place})")).collect();
        let sql = format!(
            "INSERT INTO unsaved_paths (project_id, path) VALUES {} ON CONFLICT (project_id, path) DO NOTHING",
            rows.join(", ")
        );
        tx.run(&sql, values).await?;
    }
    Ok(())
}

/// Notes that the files are the head's, because they were found to be.
pub(crate) async fn forget_unsaved(tx: &Tx, access: &Access) -> Result<()> {
    tx.run("DELETE FROM unsaved_paths WHERE project_id = $1", values![access.project]).await?;
    Ok(())
}
