//! The tables `projects`, `project_members`, `files` and `unsaved_paths`.

use std::collections::BTreeMap;

use sea_orm::{FromQueryResult, Value};

use super::files::{Change, File};
use super::members::Member;
use super::{Access, Filter, OrderBy, Project, Role, fold};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::{Sql, Tx, list_of};
use crate::error::{Error, Result};
use crate::ids::{DeploymentId, GenerationId, Id as _, ProjectId, UserId, VersionId};
use crate::paging::{Key, Order, Page, PageRequest};
use crate::values;
use crate::versions::objects::ObjectId;

const ROWS_PER_STATEMENT: usize = 200;

#[derive(FromQueryResult)]
struct ProjectRow {
    id: ProjectId,
    owner_id: UserId,
    name: String,
    name_key: String,
    description: Option<String>,
    revision: i64,
    head_version_id: Option<VersionId>,
    preview_label: String,
    slug: String,
    live_deployment_id: Option<DeploymentId>,
    created_at: Timestamp,
    updated_at: Timestamp,
    role: Role,
}

impl From<ProjectRow> for Project {
    fn from(row: ProjectRow) -> Self {
        Self {
            id: row.id,
            owner: row.owner_id,
            name: row.name,
            description: row.description,
            revision: row.revision,
            head_version: row.head_version_id,
            preview_label: row.preview_label,
            slug: row.slug,
            live_deployment: row.live_deployment_id,
            created_at: row.created_at,
            updated_at: row.updated_at,
            role: row.role,
        }
    }
}

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

#[derive(FromQueryResult)]
struct MemberRow {
    user_id: UserId,
    role: Role,
    joined_at: Timestamp,
}

impl From<MemberRow> for Member {
    fn from(row: MemberRow) -> Self {
        Self { user: row.user_id, role: row.role, joined_at: row.joined_at }
    }
}

#[derive(FromQueryResult)]
struct CountRow {
    count: i64,
}

const PROJECT: &str = "p.id, p.owner_id, p.name, p.name_key, p.description, p.revision, p.head_version_id, \
     p.preview_label, p.slug, p.live_deployment_id, p.created_at, p.updated_at";

pub(super) async fn role(connection: &impl Sql, project: ProjectId, user: UserId) -> Result<Option<Role>> {
    #[derive(FromQueryResult)]
    struct Row {
        role: Role,
    }
    let row: Option<Row> = connection
        .row(
            "SELECT m.role FROM project_members m JOIN projects p ON p.id = m.project_id \
             WHERE m.project_id = $1 AND m.user_id = $2 AND p.deleted_at IS NULL",
            values![project, user],
        )
        .await?;
    Ok(row.map(|row| row.role))
}

pub(super) async fn find(connection: &impl Sql, ids: &[ProjectId], user: UserId) -> Result<Vec<Project>> {
    let mut values = values![user];
    values.extend(ids.iter().map(|id| Value::from(*id)));
    let sql = format!(
        "SELECT {PROJECT}, m.role FROM projects p JOIN project_members m ON m.project_id = p.id \
         WHERE m.user_id = $1 AND p.deleted_at IS NULL AND p.id IN ({})",
        list_of(2, ids.len())
    );
    let rows: Vec<ProjectRow> = connection.rows(&sql, values).await?;
    Ok(rows.into_iter().map(Project::from).collect())
}

/// For the server's own work, with the role of its owner.
pub(super) async fn find_any(connection: &impl Sql, id: ProjectId) -> Result<Option<Project>> {
    let sql =
        format!("SELECT {PROJECT}, 'owner' AS role FROM projects p WHERE p.id = $1 AND p.deleted_at IS NULL");
    let row: Option<ProjectRow> = connection.row(&sql, values![id]).await?;
    Ok(row.map(Project::from))
}

/// The condition of a list and its values, from the second placeholder on.
fn condition(user: UserId, filter: &Filter) -> (String, Vec<Value>) {
    let mut sql = "m.user_id = $1 AND p.deleted_at IS NULL".to_owned();
    let mut values = values![user];
    if let Some(role) = filter.role {
        values.push(role.into());
        sql.push_str(&format!(" AND m.role = ${}", values.len()));
    }
    let search = filter.search.as_deref().unwrap_or_default();
    for word in fold(search).split_whitespace().take(10) {
        let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        values.push(format!("%{escaped}%").into());
        sql.push_str(&format!(" AND p.search_key LIKE ${} ESCAPE '\\'", values.len()));
    }
    (sql, values)
}

pub(super) async fn list(
    connection: &impl Sql,
    user: UserId,
    filter: &Filter,
    (by, descending): (OrderBy, bool),
    page: &PageRequest,
) -> Result<Page<Project>> {
    let (condition, mut values) = condition(user, filter);
    let first = match by {
        OrderBy::UpdatedAt => ("p.updated_at", Key::Int(0)),
        OrderBy::CreatedAt => ("p.created_at", Key::Int(0)),
        OrderBy::Name => ("p.name_key", Key::Text(String::new())),
    };
    let order = Order { columns: vec![first, ("p.id", Key::Id(uuid::Uuid::nil()))], descending };
    let (rest, more) = page.sql(&order, values.len())?;
    values.extend(more);
    let sql = format!(
        "SELECT {PROJECT}, m.role FROM projects p JOIN project_members m ON m.project_id = p.id \
         WHERE {condition}{rest}"
    );
    let rows: Vec<ProjectRow> = connection.rows(&sql, values).await?;
    let page = page.page(rows, |row| {
        let first = match by {
            OrderBy::UpdatedAt => Key::Int(row.updated_at.0),
            OrderBy::CreatedAt => Key::Int(row.created_at.0),
            OrderBy::Name => Key::Text(row.name_key.clone()),
        };
        vec![first, Key::Id(row.id.uuid())]
    });
    Ok(page.map(Project::from))
}

pub(super) async fn count(connection: &impl Sql, user: UserId, filter: &Filter) -> Result<u64> {
    let (condition, values) = condition(user, filter);
    let sql = format!(
        "SELECT COUNT(*) AS count FROM projects p JOIN project_members m ON m.project_id = p.id WHERE {condition}"
    );
    number(connection, &sql, values).await
}

async fn number(connection: &impl Sql, sql: &str, values: Vec<Value>) -> Result<u64> {
    let row: Option<CountRow> = connection.row(sql, values).await?;
    Ok(row.map_or(0, |row| row.count as u64))
}

pub(super) async fn owned(tx: &Tx, user: UserId) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS count FROM projects WHERE owner_id = $1 AND deleted_at IS NULL";
    number(tx, sql, values![user]).await
}

pub(super) struct NewProject<'a> {
    pub(super) id: ProjectId,
    pub(super) owner: UserId,
    pub(super) name: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) slug: &'a str,
}

pub(super) async fn insert(tx: &Tx, new: &NewProject<'_>, label: &str, now: Timestamp) -> Result<()> {
    tx.run(
        "INSERT INTO projects (id, owner_id, name, name_key, description, search_key, revision, file_count, \
         file_bytes, version_count, preview_label, slug, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, $7, $8, $9, $9)",
        values![
            new.id,
            new.owner,
            new.name,
            fold(new.name),
            new.description,
            search_key(new.name, new.description),
            label,
            new.slug,
            now
        ],
    )
    .await?;
    set_member(tx, new.id, new.owner, Role::Owner, now).await
}

fn search_key(name: &str, description: Option<&str>) -> String {
    fold(&format!("{name}\n{}", description.unwrap_or_default()))
}

/// Locks a project until the transaction ends, and notes that something in it changed.
pub(super) async fn touch(tx: &Tx, project: ProjectId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE projects SET updated_at = $2 WHERE id = $1 AND deleted_at IS NULL";
    if tx.run(sql, values![project, now]).await? == 0 { Err(Error::NotFound("project")) } else { Ok(()) }
}

/// As [`touch`], for a change of the files: answers the revision since.
pub(super) async fn advance(tx: &Tx, project: ProjectId, now: Timestamp) -> Result<Option<i64>> {
    #[derive(FromQueryResult)]
    struct Row {
        revision: i64,
    }
    let row: Option<Row> = tx
        .row(
            "UPDATE projects SET revision = revision + 1, updated_at = $2 \
             WHERE id = $1 AND deleted_at IS NULL RETURNING revision",
            values![project, now],
        )
        .await?;
    Ok(row.map(|row| row.revision))
}

pub(super) async fn rename(
    tx: &Tx,
    project: ProjectId,
    name: Option<&str>,
    description: Option<&Option<String>>,
) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        description: Option<String>,
    }
    let row: Option<Row> =
        tx.row("SELECT name, description FROM projects WHERE id = $1", values![project]).await?;
    let row = row.ok_or(Error::NotFound("project"))?;
    let name = name.unwrap_or(&row.name);
    let description = description.unwrap_or(&row.description).as_deref();
    tx.run(
        "UPDATE projects SET name = $2, name_key = $3, description = $4, search_key = $5 WHERE id = $1",
        values![project, name, fold(name), description, search_key(name, description)],
    )
    .await?;
    Ok(())
}

/// The labels are given up, so that no address leads to a deleted project.
pub(super) async fn mark_deleted(tx: &Tx, project: ProjectId, now: Timestamp) -> Result<()> {
    let gone = format!("deleted-{project}");
    tx.run(
        "UPDATE projects SET deleted_at = $2, live_deployment_id = NULL, preview_label = $3, slug = $3 WHERE id = $1",
        values![project, now, gone],
    )
    .await?;
    Ok(())
}

/// Asks the turns and deployments of a project to stop.
pub(super) async fn cancel_work(app: &App, tx: &Tx, project: ProjectId) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        id: uuid::Uuid,
    }
    let rows: Vec<Row> = tx
        .rows(
            "SELECT j.subject AS id FROM jobs j WHERE j.state IN ('queued', 'running') AND j.subject IN \
             (SELECT id FROM generations WHERE project_id = $1 UNION SELECT id FROM deployments WHERE project_id = $1)",
            values![project],
        )
        .await?;
    for row in rows {
        app.jobs.request_cancel(tx, GenerationId::from_uuid(row.id).uuid(), app.now()).await?;
    }
    Ok(())
}

pub(super) async fn set_preview_label(tx: &Tx, project: ProjectId, label: &str) -> Result<()> {
    tx.run("UPDATE projects SET preview_label = $2 WHERE id = $1", values![project, label]).await?;
    Ok(())
}

pub(super) async fn by_preview_label(connection: &impl Sql, label: &str) -> Result<Option<ProjectId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ProjectId,
    }
    let sql = "SELECT id FROM projects WHERE preview_label = $1 AND deleted_at IS NULL";
    let row: Option<Row> = connection.row(sql, values![label]).await?;
    Ok(row.map(|row| row.id))
}

// Members --------------------------------------------------------------------------------------

pub(super) async fn members(
    connection: &impl Sql,
    access: &Access,
    page: &PageRequest,
) -> Result<Page<Member>> {
    let columns = vec![("joined_at", Key::Int(0)), ("user_id", Key::Id(uuid::Uuid::nil()))];
    let order = Order { columns, descending: false };
    let (rest, more) = page.sql(&order, 1)?;
    let mut values = values![access.project];
    values.extend(more);
    let sql = format!("SELECT user_id, role, joined_at FROM project_members WHERE project_id = $1{rest}");
    let rows: Vec<MemberRow> = connection.rows(&sql, values).await?;
    Ok(page.page(rows, |row| vec![Key::Int(row.joined_at.0), Key::Id(row.user_id.uuid())]).map(Member::from))
}

pub(super) async fn member(connection: &impl Sql, access: &Access, user: UserId) -> Result<Option<Member>> {
    let sql = "SELECT user_id, role, joined_at FROM project_members WHERE project_id = $1 AND user_id = $2";
    let row: Option<MemberRow> = connection.row(sql, values![access.project, user]).await?;
    Ok(row.map(Member::from))
}

pub(super) async fn member_count(tx: &Tx, project: ProjectId) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS count FROM project_members WHERE project_id = $1";
    number(tx, sql, values![project]).await
}

pub(super) async fn owner(tx: &Tx, project: ProjectId) -> Result<Option<UserId>> {
    #[derive(FromQueryResult)]
    struct Row {
        owner_id: UserId,
    }
    let row: Option<Row> = tx.row("SELECT owner_id FROM projects WHERE id = $1", values![project]).await?;
    Ok(row.map(|row| row.owner_id))
}

pub(super) async fn set_owner(tx: &Tx, project: ProjectId, owner: UserId) -> Result<()> {
    tx.run("UPDATE projects SET owner_id = $2 WHERE id = $1", values![project, owner]).await?;
    Ok(())
}

pub(super) async fn set_member(
    tx: &Tx,
    project: ProjectId,
    user: UserId,
    role: Role,
    now: Timestamp,
) -> Result<()> {
    tx.run(
        "INSERT INTO project_members (project_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role",
        values![project, user, role, now],
    )
    .await?;
    Ok(())
}

pub(super) async fn remove_member(tx: &Tx, project: ProjectId, user: UserId) -> Result<()> {
    let sql = "DELETE FROM project_members WHERE project_id = $1 AND user_id = $2";
    tx.run(sql, values![project, user]).await?;
    Ok(())
}

// Files ----------------------------------------------------------------------------------------

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

pub(super) async fn files(
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

pub(super) async fn all_files(connection: &impl Sql, access: &Access) -> Result<Vec<File>> {
    let sql = format!("SELECT {FILE} FROM files WHERE project_id = $1 ORDER BY path");
    let rows: Vec<FileRow> = connection.rows(&sql, values![access.project]).await?;
    Ok(rows.into_iter().map(File::from).collect())
}

pub(super) async fn count_files(connection: &impl Sql, access: &Access, prefix: &str) -> Result<u64> {
    let mut values = values![access.project];
    let condition = with_prefix(prefix, &mut values);
    number(
        connection,
        &format!("SELECT COUNT(*) AS count FROM files WHERE project_id = $1{condition}"),
        values,
    )
    .await
}

pub(super) async fn files_at(connection: &impl Sql, access: &Access, paths: &[&str]) -> Result<Vec<File>> {
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
pub(super) async fn first_folder_among(tx: &Tx, access: &Access, paths: &[&str]) -> Result<Option<String>> {
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
pub(super) async fn change_files(
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
        for (path, (blob, size)) in chunk {
            rows.push(format!("($1, {}, $2)", list_of(values.len() + 1, 3)));
            values.extend(values![*path, *blob, *size as i64]);
        }
        let sql = format!(
            "INSERT INTO files (project_id, path, blob_id, size, updated_at) VALUES {} \
             ON CONFLICT (project_id, path) DO UPDATE SET blob_id = excluded.blob_id, size = excluded.size, \
             updated_at = excluded.updated_at",
            rows.join(", ")
        );
        tx.run(&sql, values).await?;
    }
    let all: Vec<&str> = changes.keys().copied().collect();
    for chunk in all.chunks(ROWS_PER_STATEMENT) {
        let mut values = values![access.project];
        values.extend(chunk.iter().map(|path| Value::from(*path)));
        let rows: Vec<String> = (2..2 + chunk.len()).map(|place| format!("($1, ${place})")).collect();
        let sql = format!(
            "INSERT INTO unsaved_paths (project_id, path) VALUES {} ON CONFLICT (project_id, path) DO NOTHING",
            rows.join(", ")
        );
        tx.run(&sql, values).await?;
    }
    Ok(())
}

/// Answers the project's number of files and bytes since.
pub(super) async fn add_to_totals(tx: &Tx, project: ProjectId, count: i64, bytes: i64) -> Result<(i64, i64)> {
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
