//! The tables `deployments` and `deployment_files`, and the column of `projects` that says which
//! deployment is live.

use sea_orm::FromQueryResult;

use super::{Deployment, DeploymentStatus, Provider};
use crate::clock::Timestamp;
use crate::db::{Sql, Tx, list_of};
use crate::error::{Error, Result};
use crate::ids::{DeploymentId, Id as _, ProjectId, UserId, VersionId};
use crate::paging::{Key, Order, Page, PageRequest};
use crate::projects::Access;
use crate::values;
use crate::versions::objects::ObjectId;

const ROWS_PER_INSERT: usize = 100;

const DEPLOYMENT: &str = "SELECT d.id, d.project_id, d.version_id, d.provider, d.status, d.label, d.failure, \
     d.created_by, d.created_at, d.finished_at, COALESCE(p.live_deployment_id = d.id, false) AS live \
     FROM deployments d JOIN projects p ON p.id = d.project_id";

#[derive(FromQueryResult)]
struct DeploymentRow {
    id: DeploymentId,
    project_id: ProjectId,
    version_id: VersionId,
    provider: Provider,
    status: DeploymentStatus,
    label: String,
    live: bool,
    failure: Option<String>,
    created_by: Option<UserId>,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
}

impl From<DeploymentRow> for Deployment {
    fn from(row: DeploymentRow) -> Self {
        Self {
            id: row.id,
            project: row.project_id,
            version: row.version_id,
            provider: row.provider,
            status: row.status,
            label: row.label,
            live: row.live,
            failure: row.failure,
            created_by: row.created_by,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

/// A file as it is served.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct FileRow {
    pub(super) path: String,
    pub(super) media_type: String,
    pub(super) immutable: bool,
    pub(super) blob_id: ObjectId,
    pub(super) gzip_blob_id: Option<ObjectId>,
    pub(super) brotli_blob_id: Option<ObjectId>,
}

pub(super) async fn find(connection: &impl Sql, id: DeploymentId) -> Result<Option<Deployment>> {
    let row: Option<DeploymentRow> =
        connection.row(&format!("{DEPLOYMENT} WHERE d.id = $1"), values![id]).await?;
    Ok(row.map(Deployment::from))
}

#[derive(FromQueryResult)]
struct IdRow {
    id: DeploymentId,
}

pub(super) async fn all(connection: &impl Sql) -> Result<Vec<DeploymentId>> {
    let rows: Vec<IdRow> = connection.rows("SELECT id FROM deployments", values![]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub(super) async fn of_project(connection: &impl Sql, project: ProjectId) -> Result<Vec<DeploymentId>> {
    let sql = "SELECT id FROM deployments WHERE project_id = $1";
    let rows: Vec<IdRow> = connection.rows(sql, values![project]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub(super) async fn list(
    connection: &impl Sql,
    access: &Access,
    page: &PageRequest,
) -> Result<Page<Deployment>> {
    let columns = vec![("d.created_at", Key::Int(0)), ("d.id", Key::Id(uuid::Uuid::nil()))];
    let (rest, more) = page.sql(&Order { columns, descending: true }, 1)?;
    let mut values = values![access.project];
    values.extend(more);
    let sql = format!("{DEPLOYMENT} WHERE d.project_id = $1{rest}");
    let rows: Vec<DeploymentRow> = connection.rows(&sql, values).await?;
    let keys = |row: &DeploymentRow| vec![Key::Int(row.created_at.0), Key::Id(row.id.uuid())];
    Ok(page.page(rows, keys).map(Deployment::from))
}

/// How many deployments wait or run in a project.
pub(super) async fn waiting(tx: &Tx, project: ProjectId) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Row {
        count: i64,
    }
    let sql = "SELECT COUNT(*) AS count FROM deployments WHERE project_id = $1 \
               AND status IN ('queued', 'building', 'publishing')";
    let row: Option<Row> = tx.row(sql, values![project]).await?;
    Ok(row.map_or(0, |row| row.count as u64))
}

pub(super) async fn insert(tx: &Tx, deployment: &Deployment) -> Result<()> {
    tx.run(
        "INSERT INTO deployments (id, project_id, version_id, provider, status, label, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            deployment.id,
            deployment.project,
            deployment.version,
            deployment.provider,
            deployment.status,
            deployment.label.as_str(),
            deployment.created_by,
            deployment.created_at
        ],
    )
    .await?;
    Ok(())
}

pub(super) async fn set_status(tx: &Tx, id: DeploymentId, status: DeploymentStatus) -> Result<()> {
    tx.run("UPDATE deployments SET status = $2 WHERE id = $1", values![id, status]).await?;
    Ok(())
}

pub(super) async fn finish(
    tx: &Tx,
    id: DeploymentId,
    status: DeploymentStatus,
    failure: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    tx.run(
        "UPDATE deployments SET status = $2, failure = $3, finished_at = $4 WHERE id = $1",
        values![id, status, failure, now],
    )
    .await?;
    Ok(())
}

/// What the project's live address shows.
pub(super) async fn live(tx: &Tx, project: ProjectId) -> Result<Option<DeploymentId>> {
    #[derive(FromQueryResult)]
    struct Row {
        live_deployment_id: Option<DeploymentId>,
    }
    let sql = "SELECT live_deployment_id FROM projects WHERE id = $1";
    let row: Option<Row> = tx.row(sql, values![project]).await?;
    Ok(row.and_then(|row| row.live_deployment_id))
}

pub(super) async fn set_live(tx: &Tx, project: ProjectId, deployment: Option<DeploymentId>) -> Result<()> {
    let sql = "UPDATE projects SET live_deployment_id = $2 WHERE id = $1 AND deleted_at IS NULL";
    if tx.run(sql, values![project, deployment]).await? == 0 {
        return Err(Error::NotFound("project"));
    }
    Ok(())
}

// Files ----------------------------------------------------------------------------------------

/// Replaces a deployment's files.
pub(super) async fn set_files(tx: &Tx, id: DeploymentId, files: &[FileRow]) -> Result<()> {
    delete_files(tx, id).await?;
    for chunk in files.chunks(ROWS_PER_INSERT) {
        let mut values = values![id];
        let mut rows = Vec::with_capacity(chunk.len());
        for file in chunk {
            rows.push(format!("($1, {})", list_of(values.len() + 1, 6)));
            values.extend(values![
                file.path.as_str(),
                file.media_type.as_str(),
                file.immutable,
                file.blob_id,
                file.gzip_blob_id,
                file.brotli_blob_id
            ]);
        }
        let sql = format!(
            "INSERT INTO deployment_files (deployment_id, path, media_type, immutable, blob_id, gzip_blob_id, \
             brotli_blob_id) VALUES {}",
            rows.join(", ")
        );
        tx.run(&sql, values).await?;
    }
    Ok(())
}

pub(super) async fn delete_files(tx: &Tx, id: DeploymentId) -> Result<()> {
    tx.run("DELETE FROM deployment_files WHERE deployment_id = $1", values![id]).await?;
    Ok(())
}

pub(super) async fn files(connection: &impl Sql, id: DeploymentId) -> Result<Vec<FileRow>> {
    let sql = "SELECT path, media_type, immutable, blob_id, gzip_blob_id, brotli_blob_id \
               FROM deployment_files WHERE deployment_id = $1";
    connection.rows(sql, values![id]).await
}

/// The deployment that an address shows: its own, or its project's live one. One that is about to
/// be published counts only where it is asked for.
pub(super) async fn at_label(
    connection: &impl Sql,
    label: &str,
    is_published: bool,
) -> Result<Option<DeploymentId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: DeploymentId,
    }
    let status = if is_published { DeploymentStatus::Ready } else { DeploymentStatus::Publishing };
    let row: Option<Row> = connection
        .row(
            "SELECT d.id FROM deployments d JOIN projects p ON p.id = d.project_id \
             WHERE d.label = $1 AND d.status = $2 AND p.deleted_at IS NULL \
             UNION ALL SELECT d.id FROM projects p JOIN deployments d ON d.id = p.live_deployment_id \
             WHERE p.slug = $1 AND d.status = $2 AND p.deleted_at IS NULL",
            values![label, status],
        )
        .await?;
    Ok(row.map(|row| row.id))
}
