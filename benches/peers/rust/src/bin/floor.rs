//! The floor: what the same JSON costs without GraphQL, from one statement of SQL that was written for it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use maquette_peers::{App, Failure, hex, serve, time, type_id, write_file};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::Row as _;
use uuid::Uuid;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SQL: &str = "SELECT p.id, p.name, p.description, p.created_at, p.updated_at, p.owner_id, u.display_name, \
     v.id AS version_id, v.number, v.message, v.created_at AS version_created_at, \
     f.path, f.size, f.blob_id, f.updated_at AS written_at \
     FROM (SELECT p.* FROM projects p JOIN project_members m ON m.project_id = p.id \
           WHERE m.user_id = $1 AND p.deleted_at IS NULL ORDER BY p.updated_at DESC, p.id DESC LIMIT 20) p \
     JOIN users u ON u.id = p.owner_id LEFT JOIN versions v ON v.id = p.head_version_id \
     LEFT JOIN LATERAL (SELECT path, size, blob_id, updated_at FROM files WHERE project_id = p.id \
                        ORDER BY path LIMIT 10) f ON true \
     ORDER BY p.updated_at DESC, p.id DESC, f.path";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Project {
    #[serde(skip)]
    uuid: Uuid,
    id: String,
    name: String,
    description: Option<String>,
    created_at: String,
    updated_at: String,
    owner: Owner,
    head_version: Option<Version>,
    files: Nodes<File>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Owner {
    id: String,
    display_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    id: String,
    number: i64,
    message: String,
    created_at: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File {
    path: String,
    size: i64,
    hash: String,
    updated_at: String,
}

#[derive(Serialize)]
struct Nodes<T> {
    nodes: Vec<T>,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let app = Arc::new(App::open().await?);
    serve(Router::new().route("/graphql", post(read)).route("/write", post(write)).with_state(app)).await
}

async fn read(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    match projects(&app, &headers).await {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    }
}

async fn projects(app: &App, headers: &HeaderMap) -> Result<Vec<u8>, Failure> {
    let rows = sqlx::query(SQL).bind(app.viewer(headers)?).fetch_all(&app.pool).await?;
    let mut nodes: Vec<Project> = Vec::with_capacity(20);
    for row in &rows {
        let uuid: Uuid = row.try_get(0)?;
        if nodes.last().is_none_or(|last| last.uuid != uuid) {
            nodes.push(project(uuid, row)?);
        }
        if let Some(path) = row.try_get(11)?
            && let Some(project) = nodes.last_mut()
        {
            project.files.nodes.push(file(path, row)?);
        }
    }
    let mut json = Vec::with_capacity(40_000);
    json.extend_from_slice(b"{\"data\":{\"projects\":");
    serde_json::to_writer(&mut json, &Nodes { nodes })?;
    json.extend_from_slice(b"}}");
    Ok(json)
}

fn rfc3339(microseconds: i64) -> String {
    time(microseconds).to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

fn project(uuid: Uuid, row: &sqlx::postgres::PgRow) -> Result<Project, sqlx::Error> {
    let version: Option<Uuid> = row.try_get(7)?;
    let version = version.map(|id| {
        Ok::<_, sqlx::Error>(Version {
            id: type_id("ver", id),
            number: row.try_get(8)?,
            message: row.try_get(9)?,
            created_at: rfc3339(row.try_get(10)?),
        })
    });
    Ok(Project {
        uuid,
        id: type_id("prj", uuid),
        name: row.try_get(1)?,
        description: row.try_get(2)?,
        created_at: rfc3339(row.try_get(3)?),
        updated_at: rfc3339(row.try_get(4)?),
        owner: Owner { id: type_id("usr", row.try_get(5)?), display_name: row.try_get(6)? },
        head_version: version.transpose()?,
        files: Nodes { nodes: Vec::with_capacity(10) },
    })
}

fn file(path: String, row: &sqlx::postgres::PgRow) -> Result<File, sqlx::Error> {
    Ok(File {
        path,
        size: row.try_get(12)?,
        hash: hex(row.try_get(13)?),
        updated_at: rfc3339(row.try_get(14)?),
    })
}

#[derive(Deserialize)]
struct Request {
    variables: Variables,
}

#[derive(Deserialize)]
struct Variables {
    project: Uuid,
    path: String,
    text: String,
}

async fn write(State(app): State<Arc<App>>, headers: HeaderMap, Json(request): Json<Request>) -> Response {
    let Variables { project, path, text } = request.variables;
    let written = async { write_file(&app.pool, app.viewer(&headers)?, project, path, text).await };
    match written.await {
        Ok(file) => Json(json!({ "data": { "fileWrite": { "file": {
            "path": file.path, "size": file.size, "hash": hex(&file.blob), "updatedAt": rfc3339(file.updated_at),
        } } } }))
        .into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    }
}
