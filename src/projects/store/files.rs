//! The tables `files` and `unsaved_paths`.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{DbErr, FromQueryResult, QueryResult, Value};

use super::number;
use crate::clock::Timestamp;
use crate::db::{Sql, Tx, list_of};
use crate::error::{Error, Result};
use crate::ids::{Id as _, ProjectId};
use crate::paging::{Key, Order, Page, PageRequest};
use crate::projects::Access;
use crate::projects::files::{Change, File};
use crate::values;
use crate::versions::objects::ObjectId;

const ROWS_PER_STATEMENT: usize = 200;

#[derive(FromQueryResult)]
struct FileRow {
    path: String,
    blob_id: ObjectId,
    size: i64,
    updated_at: Timestamp,
}

impl From<FileRow> for File {
    fn from(row: FileRow) -> Self {
        Self { path: row.path, blob: row.blob_id, size: row.size as u64, updated_at: row.updated_at }
    }
}

const FILE: &str = "path, blob_id, size, updated_at";

/// Texts compare by bytes, so all paths with a prefix lie between it and its successor.
fn with_prefix(prefix: &str, values: &mut Vec<Value>) -> String {
    if prefix.is_empty() {
        return String::new();
    }
    values.push(prefix.into());
    values.push(format!("{prefix}\u{10ffff}").into());
    format!(" AND path >= ${} AND path < ${}", values.len() - 1, values.len())
}

pub(in crate::projects) async fn files(
    connection: &impl Sql,
    access: &Access,
    prefix: &str,
    page: &PageRequest,
) -> Result<Page<File>> {
    let mut values = values![access.project];
    let condition = with_prefix(prefix, &mut values);
    let order = Order { columns: vec![("path", Key::Text(String::new()))], descending: false };
    let (rest, more) = page.sql(&order, values.len())?;
    values.extend(more);
    let sql = format!("SELECT {FILE} FROM files WHERE project_id = $1{condition}{rest}");
    let rows: Vec<FileRow> = connection.rows(&sql, values).await?;
    Ok(page.page(rows, |row| vec![Key::Text(row.path.clone())]).map(File::from))
}

/// The first files of each project. Both databases read no more than the page of each.
pub(in crate::projects) async fn files_of_each(
    connection: &impl Sql,
    of: &[Access],
    page: &PageRequest,
) -> Result<HashMap<ProjectId, Page<File>>> {
    struct Row(ProjectId, FileRow);
    // By position: looking columns up by their names would take longer than reading them.
    impl FromQueryResult for Row {
        fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
            let (project, path, blob_id, size, updated_at) = row.try_get_many_by_index()?;
            Ok(Self(project, FileRow { path, blob_id, size, updated_at }))
        }
    }
    let mut rows: HashMap<ProjectId, Vec<FileRow>> =
        of.iter().map(|access| (access.project, Vec::new())).collect();
    for some in of.chunks(ROWS_PER_STATEMENT) {
        let order = Order { columns: vec![("path", Key::Text(String::new()))], descending: false };
        let (rest, mut values) = page.sql(&order, 0)?;
        let page_of = |project: &str| {
            format!("SELECT project_id, {FILE} FROM files WHERE project_id = {project}{rest}")
        };
        let first = values.len() + 1;
        let sql = if connection.is_postgres() {
            let ids: Vec<String> = some.iter().map(|access| access.project.uuid().to_string()).collect();
            values.push(ids.join(",").into());
            let ids = format!("unnest(string_to_array(${first}, ',')::uuid[])");
            format!(
                "SELECT page.* FROM {ids} AS project(id) CROSS JOIN LATERAL ({}) AS page",
                page_of("project.id")
            )
        } else {
            values.extend(some.iter().map(|access| Value::from(access.project)));
            let arm = |place: usize| format!("SELECT * FROM ({}) AS page", page_of(&format!("${place}")));
            (first..first + some.len()).map(arm).collect::<Vec<_>>().join(" UNION ALL ")
        };
        for Row(project, file) in connection.rows(&sql, values).await? {
            rows.entry(project).or_default().push(file);
        }
    }
    let page = |mut rows: Vec<FileRow>| {
        // A database need not keep the order within a page.
        rows.sort_unstable_by(|row, other| row.path.cmp(&other.path));
        page.page(rows, |row: &FileRow| vec![Key::Text(row.path.clone())]).map(File::from)
    };
    Ok(rows.into_iter().map(|(project, rows)| (project, page(rows))).collect())
}

pub(in crate::projects) async fn all_files(
    connection: &impl Sql,
    access: &Access,
    prefix: &str,
) -> Result<Vec<File>> {
    let mut values = values![access.project];
    let condition = with_prefix(prefix, &mut values);
    let sql = format!("SELECT {FILE} FROM files WHERE project_id = $1{condition} ORDER BY path");
    let rows: Vec<FileRow> = connection.rows(&sql, values).await?;
    Ok(rows.into_iter().map(File::from).collect())
}

pub(in crate::projects) async fn count_files(
    connection: &impl Sql,
    access: &Access,
    prefix: &str,
) -> Result<u64> {
    let mut values = values![access.project];
    let condition = with_prefix(prefix, &mut values);
    number(
        connection,
        &format!("SELECT COUNT(*) AS count FROM files WHERE project_id = $1{condition}"),
        values,
    )
    .await
}

pub(in crate::projects) async fn files_at(
    connection: &impl Sql,
    access: &Access,
    paths: &[&str],
) -> Result<Vec<File>> {
    let mut found = Vec::with_capacity(paths.len());
    for chunk in paths.chunks(ROWS_PER_STATEMENT) {
        let mut values = values![access.project];
        values.extend(chunk.iter().map(|path| Value::from(*path)));
        let sql = format!(
            "SELECT {FILE} FROM files WHERE project_id = $1 AND path IN ({})",
            list_of(2, chunk.len())
        );
        let rows: Vec<FileRow> = connection.rows(&sql, values).await?;
        found.extend(rows.into_iter().map(File::from));
    }
    Ok(found)
}

/// The first of these paths that is a folder of other files.
pub(in crate::projects) async fn first_folder_among(
    tx: &Tx,
    access: &Access,
    paths: &[&str],
) -> Result<Option<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        folder: String,
    }
    for chunk in paths.chunks(ROWS_PER_STATEMENT) {
        let mut values = values![access.project];
        values.extend(chunk.iter().map(|path| Value::from(*path)));
        // `0` follows `/`, so the range holds all paths below the folder.
        let sql = format!(
            "SELECT w.path AS folder FROM files w WHERE w.project_id = $1 AND w.path IN ({}) AND EXISTS \
             (SELECT 1 FROM files f WHERE f.project_id = $1 AND f.path >= w.path || '/' AND f.path < w.path || '0') \
             LIMIT 1",
            list_of(2, chunk.len())
        );
        let row: Option<Row> = tx.row(&sql, values).await?;
        if let Some(row) = row {
            return Ok(Some(row.folder));
        }
    }
    Ok(None)
}

/// Writes and deletes rows, and notes the paths as unsaved.
pub(in crate::projects) async fn change_files(
    tx: &Tx,
    access: &Access,
    changes: &BTreeMap<&str, Change>,
    now: Timestamp,
) -> Result<()> {
    let deleted: Vec<&str> =
        changes.iter().filter(|(_, change)| change.is_none()).map(|(path, _)| *path).collect();
    for chunk in deleted.chunks(ROWS_PER_STATEMENT) {
        let mut values = values![access.project];
        values.extend(chunk.iter().map(|path| Value::from(*path)));
        let sql =
            format!("DELETE FROM files WHERE project_id = $1 AND path IN ({})", list_of(2, chunk.len()));
        tx.run(&sql, values).await?;
    }
    let written: Vec<(&str, (ObjectId, u64))> =
        changes.iter().filter_map(|(path, change)| Some((*path, (*change)?))).collect();
    for chunk in written.chunks(ROWS_PER_STATEMENT) {
        let mut values = values![access.project, now];
        let mut rows = Vec::with_capacity(chunk.len());
        let mut paths = Vec::with_capacity(chunk.len());
        for (path, (blob, size)) in chunk {
            paths.push(format!("($1, ${})", values.len() + 1));
            rows.push(format!("($1, {}, $2)", list_of(values.len() + 1, 3)));
            values.extend(values![*path, *blob, *size as i64]);
        }
        let mut sql = format!(
            "INSERT INTO files (project_id, path, blob_id, size, updated_at) VALUES {} \
             ON CONFLICT (project_id, path) DO UPDATE SET blob_id = excluded.blob_id, size = excluded.size, \
             updated_at = excluded.updated_at",
            rows.join(", ")
        );
        if tx.is_postgres() {
            sql = format!("WITH unsaved AS ({}) {sql}", insert_unsaved(&paths));
        }
        tx.run(&sql, values).await?;
    }
    // PostgreSQL has noted what was written in the same statement.
    let unnoted: Vec<&str> = if tx.is_postgres() { deleted } else { changes.keys().copied().collect() };
    for chunk in unnoted.chunks(ROWS_PER_STATEMENT) {
        let mut values = values![access.project];
        values.extend(chunk.iter().map(|path| Value::from(*path)));
        let paths: Vec<String> = (2..2 + chunk.len()).map(|place| format!("($1, ${place})")).collect();
        tx.run(&insert_unsaved(&paths), values).await?;
    }
    Ok(())
}

fn insert_unsaved(paths: &[String]) -> String {
    format!(
        "INSERT INTO unsaved_paths (project_id, path) VALUES {} ON CONFLICT (project_id, path) DO NOTHING",
        paths.join(", ")
    )
}

/// Answers the project's number of files and bytes since.
pub(in crate::projects) async fn add_to_totals(
    tx: &Tx,
    project: ProjectId,
    count: i64,
    bytes: i64,
) -> Result<(i64, i64)> {
    #[derive(FromQueryResult)]
    struct Row {
        file_count: i64,
        file_bytes: i64,
    }
    let row: Option<Row> = tx
        .row(
            "UPDATE projects SET file_count = file_count + $2, file_bytes = file_bytes + $3 WHERE id = $1 \
             RETURNING file_count, file_bytes",
            values![project, count, bytes],
        )
        .await?;
    row.map(|row| (row.file_count, row.file_bytes)).ok_or(Error::NotFound("project"))
}

/// Those of the contents that files have.
pub(in crate::projects) async fn used_contents(
    connection: &impl Sql,
    ids: &[ObjectId],
) -> Result<Vec<ObjectId>> {
    #[derive(FromQueryResult)]
    struct Row {
        blob_id: ObjectId,
    }
    let mut used = Vec::new();
    for chunk in ids.chunks(ROWS_PER_STATEMENT) {
        let sql =
            format!("SELECT DISTINCT blob_id FROM files WHERE blob_id IN ({})", list_of(1, chunk.len()));
        let values = chunk.iter().map(|id| Value::from(*id)).collect();
        let rows: Vec<Row> = connection.rows(&sql, values).await?;
        used.extend(rows.into_iter().map(|row| row.blob_id));
    }
    Ok(used)
}
