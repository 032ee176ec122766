//! The tables `versions` and `trees`.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{FromQueryResult, Value};

use super::objects::ObjectId;
use super::{Version, VersionKind};
use crate::clock::Timestamp;
use crate::db::{Sql, Tx, list_of};
use crate::error::Result;
use crate::ids::{GenerationId, ProjectId, UserId, VersionId};
use crate::paging::{Key, Order, Page, PageRequest};
use crate::projects::Access;
use crate::values;

const IDS_PER_QUERY: usize = 500;
const ROWS_PER_INSERT: usize = 100;

/// What a version has in the table `versions`.
pub(crate) const VERSION: &str = "id, project_id, number, kind, message, commit_id, tree_id, parent_id, author_id, \
     generation_id, created_at";

/// As it stands in the table.
#[derive(FromQueryResult)]
pub(crate) struct VersionRow {
    id: VersionId,
    project_id: ProjectId,
    number: i64,
    kind: VersionKind,
    message: String,
    commit_id: ObjectId,
    tree_id: ObjectId,
    parent_id: Option<VersionId>,
    author_id: Option<UserId>,
    generation_id: Option<GenerationId>,
    created_at: Timestamp,
}

impl From<VersionRow> for Version {
    fn from(row: VersionRow) -> Self {
        Self {
            id: row.id,
            project: row.project_id,
            number: row.number,
            kind: row.kind,
            message: row.message,
            commit: row.commit_id,
            tree: row.tree_id,
            parent: row.parent_id,
            author: row.author_id,
            generation: row.generation_id,
            created_at: row.created_at,
        }
    }
}

/// Says nothing about the version: whose eyes it is for is decided with the project.
pub(super) async fn project_of(connection: &impl Sql, id: VersionId) -> Result<Option<ProjectId>> {
    #[derive(FromQueryResult)]
    struct Row {
        project_id: ProjectId,
    }
    let row: Option<Row> =
        connection.row("SELECT project_id FROM versions WHERE id = $1", values![id]).await?;
    Ok(row.map(|row| row.project_id))
}

pub(super) async fn find(connection: &impl Sql, access: &Access, id: VersionId) -> Result<Option<Version>> {
    let sql = format!("SELECT {VERSION} FROM versions WHERE project_id = $1 AND id = $2");
    let row: Option<VersionRow> = connection.row(&sql, values![access.project, id]).await?;
    Ok(row.map(Version::from))
}

pub(super) async fn list(
    connection: &impl Sql,
    access: &Access,
    page: &PageRequest,
) -> Result<Page<Version>> {
    let order = Order { columns: vec![("number", Key::Int(0))], descending: true };
    let (rest, more) = page.sql(&order, 1)?;
    let mut values = values![access.project];
    values.extend(more);
    let sql = format!("SELECT {VERSION} FROM versions WHERE project_id = $1{rest}");
    let rows: Vec<VersionRow> = connection.rows(&sql, values).await?;
    Ok(page.page(rows, |row| vec![Key::Int(row.number)]).map(Version::from))
}

/// The versions up to a number with their commit objects, the earliest first.
pub(crate) async fn commits(
    connection: &impl Sql,
    access: &Access,
    up_to: i64,
) -> Result<Vec<(Version, Vec<u8>)>> {
    #[derive(FromQueryResult)]
    struct Row {
        #[sea_orm(nested)]
        version: VersionRow,
        commit_data: Vec<u8>,
    }
    let sql = format!(
        "SELECT {VERSION}, commit_data FROM versions WHERE project_id = $1 AND number <= $2 ORDER BY number"
    );
    let rows: Vec<Row> = connection.rows(&sql, values![access.project, up_to]).await?;
    Ok(rows.into_iter().map(|row| (row.version.into(), row.commit_data)).collect())
}

/// Stores versions with their commit objects.
pub(crate) async fn insert(tx: &Tx, versions: &[(Version, Vec<u8>)]) -> Result<()> {
    const COLUMNS: usize = 12;
    for chunk in versions.chunks(ROWS_PER_INSERT) {
        let mut values = Vec::with_capacity(chunk.len() * COLUMNS);
        let mut rows = Vec::with_capacity(chunk.len());
        for (version, commit) in chunk {
            rows.push(format!("({})", list_of(values.len() + 1, COLUMNS)));
            values.extend(values![
                version.id,
                version.project,
                version.number,
                version.kind,
                version.message.as_str(),
                version.commit,
                version.tree,
                version.parent,
                version.author,
                version.generation,
                version.created_at,
                commit.clone()
            ]);
        }
        let sql = format!("INSERT INTO versions ({VERSION}, commit_data) VALUES {}", rows.join(", "));
        tx.run(&sql, values).await?;
    }
    Ok(())
}

/// How others see a person, for the commit; `None` where the account is gone.
pub(super) async fn author_name(tx: &Tx, user: UserId) -> Result<Option<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        display_name: String,
    }
    let row: Option<Row> = tx.row("SELECT display_name FROM users WHERE id = $1", values![user]).await?;
    Ok(row.map(|row| row.display_name))
}

/// Stores folders; those that are there already count as in use again.
pub(crate) async fn insert_trees(tx: &Tx, trees: &[(ObjectId, Vec<u8>)], now: Timestamp) -> Result<()> {
    // A statement may name a row once, and all writers name them in the same order.
    let distinct: BTreeMap<ObjectId, &Vec<u8>> = trees.iter().map(|(id, data)| (*id, data)).collect();
    let distinct: Vec<(ObjectId, &Vec<u8>)> = distinct.into_iter().collect();
    for chunk in distinct.chunks(ROWS_PER_INSERT) {
        let mut values = Vec::with_capacity(chunk.len() * 3);
        let mut rows = Vec::with_capacity(chunk.len());
        for (id, data) in chunk {
            rows.push(format!("({})", list_of(values.len() + 1, 3)));
            values.extend(values![*id, (*data).clone(), now]);
        }
        let sql = format!(
            "INSERT INTO trees (id, data, touched_at) VALUES {} \
             ON CONFLICT (id) DO UPDATE SET touched_at = excluded.touched_at",
            rows.join(", ")
        );
        tx.run(&sql, values).await?;
    }
    Ok(())
}

/// The bytes of folders; those that are not stored are missing in the answer.
pub(super) async fn trees(connection: &impl Sql, ids: &[ObjectId]) -> Result<HashMap<ObjectId, Vec<u8>>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ObjectId,
        data: Vec<u8>,
    }
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let sql = format!("SELECT id, data FROM trees WHERE id IN ({})", list_of(1, chunk.len()));
        let rows: Vec<Row> = connection.rows(&sql, chunk.iter().map(|id| Value::from(*id)).collect()).await?;
        found.extend(rows.into_iter().map(|row| (row.id, row.data)));
    }
    Ok(found)
}

#[derive(FromQueryResult)]
struct IdRow {
    id: ObjectId,
}

/// The root folders of all versions.
pub(super) async fn roots(connection: &impl Sql) -> Result<Vec<ObjectId>> {
    let rows: Vec<IdRow> = connection.rows("SELECT DISTINCT tree_id AS id FROM versions", values![]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The folders that were stored before a time, and not again since.
pub(super) async fn trees_before(connection: &impl Sql, before: Timestamp) -> Result<Vec<ObjectId>> {
    let rows: Vec<IdRow> =
        connection.rows("SELECT id FROM trees WHERE touched_at < $1", values![before]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Removes those of the folders that nobody has stored again since.
pub(super) async fn remove_trees(tx: &Tx, ids: &[ObjectId], before: Timestamp) -> Result<()> {
    let mut values = values![before];
    values.extend(ids.iter().map(|id| Value::from(*id)));
    let sql = format!("DELETE FROM trees WHERE touched_at < $1 AND id IN ({})", list_of(2, ids.len()));
    tx.run(&sql, values).await?;
    Ok(())
}
