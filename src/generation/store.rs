//! The tables `generations` and `generation_steps`.

use sea_orm::FromQueryResult;

use super::sketch::Sketch;
use super::turn::StepRecord;
use super::{Generation, GenerationStatus, Usage};
use crate::clock::Timestamp;
use crate::db::{Sql, Tx};
use crate::error::{Context as _, Result};
use crate::ids::{ConversationId, GenerationId, ProjectId, UserId, VersionId, WireframeId};
use crate::values;

#[derive(FromQueryResult)]
struct GenerationRow {
    id: GenerationId,
    project_id: ProjectId,
    conversation_id: Option<ConversationId>,
    requested_by: Option<UserId>,
    status: GenerationStatus,
    model: String,
    base_version_id: Option<VersionId>,
    version_id: Option<VersionId>,
    failure: Option<String>,
    input_tokens: i64,
    output_tokens: i64,
    cached_tokens: i64,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
}

impl From<GenerationRow> for Generation {
    fn from(row: GenerationRow) -> Self {
        Self {
            id: row.id,
            project: row.project_id,
            conversation: row.conversation_id,
            requested_by: row.requested_by,
            status: row.status,
            model: row.model,
            base_version: row.base_version_id,
            version: row.version_id,
            failure: row.failure,
            usage: Usage {
                input_tokens: row.input_tokens as u64,
                output_tokens: row.output_tokens as u64,
                cached_tokens: row.cached_tokens as u64,
            },
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

pub(super) async fn of_project(connection: &impl Sql, project: ProjectId) -> Result<Vec<GenerationId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: GenerationId,
    }
    let sql = "SELECT id FROM generations WHERE project_id = $1";
    let rows: Vec<Row> = connection.rows(sql, values![project]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub(super) async fn find(connection: &impl Sql, id: GenerationId) -> Result<Option<Generation>> {
    let row: Option<GenerationRow> = connection
        .row(
            "SELECT id, project_id, conversation_id, requested_by, status, model, base_version_id, version_id, \
             failure, input_tokens, output_tokens, cached_tokens, created_at, finished_at \
             FROM generations WHERE id = $1",
            values![id],
        )
        .await?;
    Ok(row.map(Generation::from))
}

/// How many turns wait or run in a project.
pub(super) async fn waiting(tx: &Tx, project: ProjectId) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Row {
        count: i64,
    }
    let row: Option<Row> = tx
        .row(
            "SELECT COUNT(*) AS count FROM generations WHERE project_id = $1 \
             AND status IN ('queued', 'running', 'verifying')",
            values![project],
        )
        .await?;
    Ok(row.map_or(0, |row| row.count as u64))
}

pub(super) async fn insert(tx: &Tx, generation: &Generation) -> Result<()> {
    tx.run(
        "INSERT INTO generations (id, project_id, conversation_id, requested_by, status, model, input_tokens, \
         output_tokens, cached_tokens, created_at) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, $7)",
        values![
            generation.id,
            generation.project,
            generation.conversation,
            generation.requested_by,
            generation.status,
            generation.model.as_str(),
            generation.created_at
        ],
    )
    .await?;
    Ok(())
}

/// What a turn was asked to draw; none where it works on files.
pub(super) async fn sketch(connection: &impl Sql, id: GenerationId) -> Result<Option<Sketch>> {
    #[derive(FromQueryResult)]
    struct Row {
        wireframe_id: WireframeId,
        prompt: String,
        begins: bool,
    }
    let sql = "SELECT wireframe_id, prompt, begins FROM generation_sketches WHERE generation_id = $1";
    let row: Option<Row> = connection.row(sql, values![id]).await?;
    Ok(row.map(|row| Sketch { wireframe: row.wireframe_id, prompt: row.prompt, begins: row.begins }))
}

pub(super) async fn insert_sketch(tx: &Tx, id: GenerationId, sketch: &Sketch) -> Result<()> {
    tx.run(
        "INSERT INTO generation_sketches (generation_id, wireframe_id, prompt, begins) VALUES ($1, $2, $3, $4)",
        values![id, sketch.wireframe, sketch.prompt.as_str(), sketch.begins],
    )
    .await?;
    Ok(())
}

/// Notes that the model works, and on which version.
pub(super) async fn begin(tx: &Tx, id: GenerationId, base: Option<VersionId>) -> Result<()> {
    tx.run(
        "UPDATE generations SET status = 'running', base_version_id = $2 WHERE id = $1",
        values![id, base],
    )
    .await?;
    Ok(())
}

pub(super) async fn set_status(tx: &Tx, id: GenerationId, status: GenerationStatus) -> Result<()> {
    tx.run("UPDATE generations SET status = $2 WHERE id = $1", values![id, status]).await?;
    Ok(())
}

pub(super) async fn finish(
    tx: &Tx,
    id: GenerationId,
    status: GenerationStatus,
    version: Option<VersionId>,
    failure: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    tx.run(
        "UPDATE generations SET status = $2, version_id = $3, failure = $4, finished_at = $5 WHERE id = $1",
        values![id, status, version, failure, now],
    )
    .await?;
    tx.run("DELETE FROM generation_steps WHERE generation_id = $1", values![id]).await?;
    Ok(())
}

/// The recorded steps of a turn, in order.
pub(super) async fn steps(connection: &impl Sql, id: GenerationId) -> Result<Vec<StepRecord>> {
    #[derive(FromQueryResult)]
    struct Row {
        record: String,
    }
    let sql = "SELECT record FROM generation_steps WHERE generation_id = $1 ORDER BY step";
    let rows: Vec<Row> = connection.rows(sql, values![id]).await?;
    rows.iter().map(|row| serde_json::from_str(&row.record).context("read a recorded step")).collect()
}

/// Records a step, and what it took.
pub(super) async fn record(tx: &Tx, id: GenerationId, step: u32, record: &StepRecord) -> Result<()> {
    let json = serde_json::to_string(record).context("record a step")?;
    tx.run(
        "INSERT INTO generation_steps (generation_id, step, record) VALUES ($1, $2, $3) \
         ON CONFLICT (generation_id, step) DO UPDATE SET record = excluded.record",
        values![id, i64::from(step), json],
    )
    .await?;
    Ok(())
}

/// Adds what a call of the model took.
pub(super) async fn add_usage(tx: &Tx, id: GenerationId, usage: &Usage) -> Result<()> {
    tx.run(
        "UPDATE generations SET input_tokens = input_tokens + $2, output_tokens = output_tokens + $3, \
         cached_tokens = cached_tokens + $4 WHERE id = $1",
        values![id, usage.input_tokens as i64, usage.output_tokens as i64, usage.cached_tokens as i64],
    )
    .await?;
    Ok(())
}
