//! The table `projects`, and in the modules below those that belong to it.

use sea_orm::{DbErr, FromQueryResult, QueryResult, Value};

use super::{Filter, Listed, OrderBy, Project, Role, With, fold};
use crate::accounts::{self, User};
use crate::clock::Timestamp;
use crate::db::{Sql, Tx, columns_of, list_of};
use crate::error::{Error, Result};
use crate::ids::{DeploymentId, Id as _, ProjectId, UserId, VersionId};
use crate::paging::{Key, Order, Page, PageRequest};
use crate::values;
use crate::versions::{self, Version, VersionRow};

pub(super) mod files;
pub(super) mod members;

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

/// What was not read with the project is absent.
struct ListedRow {
    project: ProjectRow,
    owner: Option<User>,
    head: Option<VersionRow>,
}

impl FromQueryResult for ListedRow {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            project: ProjectRow::from_query_result(row, "")?,
            owner: User::from_query_result_optional(row, "u_")?,
            head: VersionRow::from_query_result_optional(row, "v_")?,
        })
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
        sql += &format!(" AND m.role = ${}", values.len());
    }
    let search = filter.search.as_deref().unwrap_or_default();
    for word in fold(search).split_whitespace().take(10) {
        let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        values.push(format!("%{escaped}%").into());
        sql += &format!(" AND p.search_key LIKE ${} ESCAPE '\\'", values.len());
    }
    (sql, values)
}

pub(super) async fn list(
    connection: &impl Sql,
    user: UserId,
    filter: &Filter,
    (by, descending): (OrderBy, bool),
    with: With,
    page: &PageRequest,
) -> Result<Page<Listed>> {
    let (condition, mut values) = condition(user, filter);
    let first = match by {
        OrderBy::UpdatedAt => ("p.updated_at", Key::Int(0)),
        OrderBy::CreatedAt => ("p.created_at", Key::Int(0)),
        OrderBy::Name => ("p.name_key", Key::Text(String::new())),
    };
    let order = Order { columns: vec![first, ("p.id", Key::Id(uuid::Uuid::nil()))], descending };
    let (rest, more) = page.sql(&order, values.len())?;
    values.extend(more);
    let mut columns = format!("{PROJECT}, m.role");
    let mut tables = "projects p JOIN project_members m ON m.project_id = p.id".to_owned();
    if with.owner {
        columns += &format!(", {}", columns_of("u", accounts::USER));
        tables += " JOIN users u ON u.id = p.owner_id";
    }
    if with.head {
        columns += &format!(", {}", columns_of("v", versions::VERSION));
        tables += " LEFT JOIN versions v ON v.id = p.head_version_id";
    }
    let sql = format!("SELECT {columns} FROM {tables} WHERE {condition}{rest}");
    let rows: Vec<ListedRow> = connection.rows(&sql, values).await?;
    let page = page.page(rows, |ListedRow { project: row, .. }| {
        let first = match by {
            OrderBy::UpdatedAt => Key::Int(row.updated_at.0),
            OrderBy::CreatedAt => Key::Int(row.created_at.0),
            OrderBy::Name => Key::Text(row.name_key.clone()),
        };
        vec![first, Key::Id(row.id.uuid())]
    });
    Ok(page.map(|ListedRow { project, owner, head }| Listed {
        project: project.into(),
        owner,
        head: head.map(Version::from),
    }))
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
    members::set_member(tx, new.id, new.owner, Role::Owner, now).await
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

/// The jobs of a project's turns and deployments that have not ended, for a project `p`.
const WORK: &str = "FROM jobs j WHERE j.state IN ('queued', 'running') AND j.subject IN \
     (SELECT g.id FROM generations g WHERE g.project_id = p.id \
     UNION ALL SELECT d.id FROM deployments d WHERE d.project_id = p.id)";

/// The subjects of the jobs that wait or run for a project.
pub(super) async fn work(tx: &Tx, project: ProjectId) -> Result<Vec<uuid::Uuid>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: uuid::Uuid,
    }
    let work = WORK.replace("p.id", "$1");
    let rows: Vec<Row> = tx.rows(&format!("SELECT j.subject AS id {work}"), values![project]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Deleted projects for which nothing waits or runs any more.
pub(super) async fn purgeable(connection: &impl Sql) -> Result<Vec<ProjectId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ProjectId,
    }
    let sql = format!(
        "SELECT p.id FROM projects p WHERE p.deleted_at IS NOT NULL AND NOT EXISTS (SELECT 1 {WORK})"
    );
    let rows: Vec<Row> = connection.rows(&sql, values![]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Removes a deleted project with all that belongs to it.
pub(super) async fn remove(tx: &Tx, project: ProjectId) -> Result<()> {
    tx.run("DELETE FROM projects WHERE id = $1 AND deleted_at IS NOT NULL", values![project]).await?;
    Ok(())
}

/// Somebody's projects, each with the other member who has edited it longest, or viewed it longest
/// where nobody edits.
pub(super) async fn owned_with_heirs(tx: &Tx, owner: UserId) -> Result<Vec<(ProjectId, Option<UserId>)>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ProjectId,
        heir: Option<UserId>,
    }
    let sql = "SELECT p.id, (SELECT m.user_id FROM project_members m \
               WHERE m.project_id = p.id AND m.user_id <> $1 \
               ORDER BY CASE m.role WHEN 'editor' THEN 0 ELSE 1 END, m.joined_at, m.user_id LIMIT 1) AS heir \
               FROM projects p WHERE p.owner_id = $1 AND p.deleted_at IS NULL ORDER BY p.id";
    let rows: Vec<Row> = tx.rows(sql, values![owner]).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.heir)).collect())
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
