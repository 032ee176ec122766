//! The tables `wireframes`, `wireframe_states` and `wireframe_snapshots`.

use std::collections::HashMap;

use sea_orm::FromQueryResult;

use super::history::Snapshot;
use super::{Canvas, Wireframe};
use crate::clock::Timestamp;
use crate::db::{Sql, Tx};
use crate::error::Result;
use crate::ids::{Id as _, ProjectId, SnapshotId, UserId, WireframeId};
use crate::paging::{Key, Order, Page, PageRequest};
use crate::projects::Access;
use crate::values;

#[derive(FromQueryResult)]
struct WireframeRow {
    id: WireframeId,
    project_id: ProjectId,
    name: String,
    width: i64,
    height: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<WireframeRow> for Wireframe {
    fn from(row: WireframeRow) -> Self {
        Self {
            id: row.id,
            project: row.project_id,
            name: row.name,
            canvas: Canvas { width: row.width as u32, height: row.height as u32 },
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A wireframe changed last when its last event was stored, or its name.
const WIREFRAME: &str = "w.id, w.project_id, w.name, w.width, w.height, w.created_at, \
     COALESCE((SELECT CASE WHEN e.occurred_at > w.updated_at THEN e.occurred_at ELSE w.updated_at END \
     FROM streams s JOIN events e ON e.kind = s.kind AND e.subject = s.subject AND e.seq = s.head \
     WHERE s.kind = 4 AND s.subject = w.id), w.updated_at) AS updated_at";

fn by_age() -> Order {
    let columns = vec![("created_at", Key::Int(0)), ("id", Key::Id(uuid::Uuid::nil()))];
    Order { columns, descending: false }
}

pub(super) async fn find(connection: &impl Sql, id: WireframeId) -> Result<Option<Wireframe>> {
    let sql = format!(
        "SELECT {WIREFRAME} FROM wireframes w JOIN projects p ON p.id = w.project_id \
         WHERE w.id = $1 AND p.deleted_at IS NULL"
    );
    let row: Option<WireframeRow> = connection.row(&sql, values![id]).await?;
    Ok(row.map(Wireframe::from))
}

pub(super) async fn list(
    connection: &impl Sql,
    access: &Access,
    page: &PageRequest,
) -> Result<Page<Wireframe>> {
    let (rest, more) = page.sql(&by_age(), 1)?;
    let mut values = values![access.project];
    values.extend(more);
    let sql = format!(
        "SELECT * FROM (SELECT {WIREFRAME} FROM wireframes w WHERE w.project_id = $1) AS listed WHERE true{rest}"
    );
    let rows: Vec<WireframeRow> = connection.rows(&sql, values).await?;
    let page = page.page(rows, |row| vec![Key::Int(row.created_at.0), Key::Id(row.id.uuid())]);
    Ok(page.map(Wireframe::from))
}

/// All wireframes of a project, the oldest first.
pub(super) async fn all(connection: &impl Sql, project: ProjectId) -> Result<Vec<Wireframe>> {
    let sql =
        format!("SELECT {WIREFRAME} FROM wireframes w WHERE w.project_id = $1 ORDER BY w.created_at, w.id");
    let rows: Vec<WireframeRow> = connection.rows(&sql, values![project]).await?;
    Ok(rows.into_iter().map(Wireframe::from).collect())
}

/// How far the streams of a project's wireframes are.
pub(super) async fn heads(connection: &impl Sql, project: ProjectId) -> Result<HashMap<WireframeId, u64>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: WireframeId,
        head: i64,
    }
    let sql = "SELECT w.id, s.head FROM wireframes w JOIN streams s ON s.kind = 4 AND s.subject = w.id \
         WHERE w.project_id = $1";
    let rows: Vec<Row> = connection.rows(sql, values![project]).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.head as u64)).collect())
}

pub(super) async fn count(connection: &impl Sql, access: &Access) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Row {
        count: i64,
    }
    let sql = "SELECT COUNT(*) AS count FROM wireframes WHERE project_id = $1";
    let row: Option<Row> = connection.row(sql, values![access.project]).await?;
    Ok(row.map_or(0, |row| row.count as u64))
}

pub(super) async fn insert(tx: &Tx, wireframe: &Wireframe) -> Result<()> {
    let Wireframe { id, project, name, canvas, created_at, updated_at } = wireframe;
    tx.run(
        "INSERT INTO wireframes (id, project_id, name, width, height, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            *id,
            *project,
            name.as_str(),
            i64::from(canvas.width),
            i64::from(canvas.height),
            *created_at,
            *updated_at
        ],
    )
    .await?;
    Ok(())
}

pub(super) async fn update(
    tx: &Tx,
    id: WireframeId,
    name: &str,
    canvas: Canvas,
    now: Timestamp,
) -> Result<()> {
    tx.run(
        "UPDATE wireframes SET name = $2, width = $3, height = $4, updated_at = $5 WHERE id = $1",
        values![id, name, i64::from(canvas.width), i64::from(canvas.height), now],
    )
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &Tx, id: WireframeId) -> Result<bool> {
    Ok(tx.run("DELETE FROM wireframes WHERE id = $1", values![id]).await? > 0)
}

/// What the events up to a number have made of a wireframe.
#[derive(FromQueryResult)]
struct StateRow {
    seq: i64,
    state: Vec<u8>,
}

pub(super) async fn state(connection: &impl Sql, id: WireframeId) -> Result<Option<(u64, Vec<u8>)>> {
    let sql = "SELECT seq, state FROM wireframe_states WHERE wireframe_id = $1";
    let row: Option<StateRow> = connection.row(sql, values![id]).await?;
    Ok(row.map(|row| (row.seq as u64, row.state)))
}

/// Keeps a state, unless a later one is kept already.
pub(super) async fn keep_state(tx: &Tx, id: WireframeId, seq: u64, state: &[u8]) -> Result<()> {
    tx.run(
        "INSERT INTO wireframe_states (wireframe_id, seq, state) VALUES ($1, $2, $3) \
         ON CONFLICT (wireframe_id) DO UPDATE SET seq = excluded.seq, state = excluded.state \
         WHERE wireframe_states.seq < excluded.seq",
        values![id, seq as i64, state.to_vec()],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct SnapshotRow {
    id: SnapshotId,
    wireframe_id: WireframeId,
    name: String,
    author_id: Option<UserId>,
    created_at: Timestamp,
}

impl From<SnapshotRow> for Snapshot {
    fn from(row: SnapshotRow) -> Self {
        Self {
            id: row.id,
            wireframe: row.wireframe_id,
            name: row.name,
            author: row.author_id,
            created_at: row.created_at,
        }
    }
}

const SNAPSHOT: &str = "id, wireframe_id, name, author_id, created_at";

pub(super) async fn snapshots(
    connection: &impl Sql,
    wireframe: WireframeId,
    page: &PageRequest,
) -> Result<Page<Snapshot>> {
    let order = Order { descending: true, ..by_age() };
    let (rest, more) = page.sql(&order, 1)?;
    let mut values = values![wireframe];
    values.extend(more);
    let sql = format!("SELECT {SNAPSHOT} FROM wireframe_snapshots WHERE wireframe_id = $1{rest}");
    let rows: Vec<SnapshotRow> = connection.rows(&sql, values).await?;
    let page = page.page(rows, |row| vec![Key::Int(row.created_at.0), Key::Id(row.id.uuid())]);
    Ok(page.map(Snapshot::from))
}

pub(super) async fn snapshot(connection: &impl Sql, id: SnapshotId) -> Result<Option<Snapshot>> {
    let sql = format!("SELECT {SNAPSHOT} FROM wireframe_snapshots WHERE id = $1");
    let row: Option<SnapshotRow> = connection.row(&sql, values![id]).await?;
    Ok(row.map(Snapshot::from))
}

pub(super) async fn snapshot_count(tx: &Tx, wireframe: WireframeId) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Row {
        count: i64,
    }
    let sql = "SELECT COUNT(*) AS count FROM wireframe_snapshots WHERE wireframe_id = $1";
    let row: Option<Row> = tx.row(sql, values![wireframe]).await?;
    Ok(row.map_or(0, |row| row.count as u64))
}

/// What a snapshot shows, as JSON.
pub(super) async fn drawing(connection: &impl Sql, id: SnapshotId) -> Result<Option<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        drawing: String,
    }
    let sql = "SELECT drawing FROM wireframe_snapshots WHERE id = $1";
    let row: Option<Row> = connection.row(sql, values![id]).await?;
    Ok(row.map(|row| row.drawing))
}

pub(super) async fn insert_snapshot(tx: &Tx, snapshot: &Snapshot, drawing: &str) -> Result<()> {
    let Snapshot { id, wireframe, name, author, created_at } = snapshot;
    tx.run(
        "INSERT INTO wireframe_snapshots (id, wireframe_id, name, author_id, drawing, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        values![*id, *wireframe, name.as_str(), *author, drawing, *created_at],
    )
    .await?;
    Ok(())
}

pub(super) async fn delete_snapshot(tx: &Tx, id: SnapshotId) -> Result<()> {
    tx.run("DELETE FROM wireframe_snapshots WHERE id = $1", values![id]).await?;
    Ok(())
}
