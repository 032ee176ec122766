//! async-graphql behind its own integration for axum, as its book has it: simple objects, data loaders.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{
    ComplexObject, Context, EmptySubscription, InputObject, Object, Result, Schema, SimpleObject,
};
use async_graphql_axum::{GraphQLRequest, GraphQLResponse};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use chrono::{DateTime, Utc};
use maquette_peers::{App, Failure, hex, serve, time, write_file};
use sqlx::PgPool;
use uuid::Uuid;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type PeerSchema = Schema<Query, Mutation, EmptySubscription>;

struct Viewer(Uuid);

struct Query;

#[Object]
impl Query {
    async fn projects(&self, ctx: &Context<'_>, first: i64) -> Result<ProjectConnection> {
        let rows: Vec<(Uuid, String, Option<String>, Uuid, Option<Uuid>, i64, i64)> = sqlx::query_as(
            "SELECT p.id, p.name, p.description, p.owner_id, p.head_version_id, p.created_at, p.updated_at \
             FROM projects p JOIN project_members m ON m.project_id = p.id \
             WHERE m.user_id = $1 AND p.deleted_at IS NULL ORDER BY p.updated_at DESC, p.id DESC LIMIT $2",
        )
        .bind(ctx.data::<Viewer>()?.0)
        .bind(first)
        .fetch_all(ctx.data::<PgPool>()?)
        .await?;
        let nodes =
            rows.into_iter().map(|(id, name, description, owner, version, created_at, updated_at)| {
                let (created_at, updated_at) = (time(created_at), time(updated_at));
                Project { id, name, description, created_at, updated_at, owner, version }
            });
        Ok(ProjectConnection { nodes: nodes.collect() })
    }
}

struct Mutation;

#[derive(InputObject)]
struct FileWriteInput {
    path: String,
    text: String,
}

#[derive(SimpleObject)]
struct FileWritePayload {
    file: Option<File>,
    user_errors: Vec<UserError>,
}

#[derive(SimpleObject)]
struct UserError {
    message: String,
}

#[Object]
impl Mutation {
    async fn file_write(
        &self,
        ctx: &Context<'_>,
        project_id: Uuid,
        input: FileWriteInput,
    ) -> Result<FileWritePayload> {
        let (pool, viewer) = (ctx.data::<PgPool>()?, ctx.data::<Viewer>()?.0);
        let written = write_file(pool, viewer, project_id, input.path, input.text).await;
        let written = written.map_err(|error| async_graphql::Error::new(error.to_string()))?;
        let file = File {
            path: written.path,
            size: written.size,
            hash: hex(&written.blob),
            updated_at: time(written.updated_at),
        };
        Ok(FileWritePayload { file: Some(file), user_errors: Vec::new() })
    }
}

#[derive(SimpleObject)]
struct ProjectConnection {
    nodes: Vec<Project>,
}

#[derive(SimpleObject)]
#[graphql(complex)]
struct Project {
    id: Uuid,
    name: String,
    description: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[graphql(skip)]
    owner: Uuid,
    #[graphql(skip)]
    version: Option<Uuid>,
}

#[ComplexObject]
impl Project {
    async fn owner(&self, ctx: &Context<'_>) -> Result<User> {
        let user = ctx.data::<DataLoader<Users>>()?.load_one(self.owner).await?;
        user.ok_or_else(|| "the owner is gone".into())
    }

    async fn head_version(&self, ctx: &Context<'_>) -> Result<Option<Version>> {
        let Some(version) = self.version else { return Ok(None) };
        Ok(ctx.data::<DataLoader<Versions>>()?.load_one(version).await?)
    }

    async fn files(&self, ctx: &Context<'_>, first: i64) -> Result<FileConnection> {
        let nodes = ctx.data::<DataLoader<Files>>()?.load_one((self.id, first)).await?;
        Ok(FileConnection { nodes: nodes.unwrap_or_default() })
    }
}

#[derive(Clone, SimpleObject)]
struct User {
    id: Uuid,
    display_name: String,
}

#[derive(Clone, SimpleObject)]
struct Version {
    id: Uuid,
    number: i64,
    message: String,
    created_at: DateTime<Utc>,
}

#[derive(SimpleObject)]
struct FileConnection {
    nodes: Vec<File>,
}

#[derive(Clone, SimpleObject)]
struct File {
    path: String,
    size: i64,
    hash: String,
    updated_at: DateTime<Utc>,
}

struct Users(PgPool);

impl Loader<Uuid> for Users {
    type Value = User;
    type Error = Arc<sqlx::Error>;

    async fn load(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, User>, Self::Error> {
        let rows: Vec<(Uuid, String)> =
            sqlx::query_as("SELECT id, display_name FROM users WHERE id = ANY($1)")
                .bind(ids)
                .fetch_all(&self.0)
                .await?;
        Ok(rows.into_iter().map(|(id, display_name)| (id, User { id, display_name })).collect())
    }
}

struct Versions(PgPool);

impl Loader<Uuid> for Versions {
    type Value = Version;
    type Error = Arc<sqlx::Error>;

    async fn load(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Version>, Self::Error> {
        let rows: Vec<(Uuid, i64, String, i64)> =
            sqlx::query_as("SELECT id, number, message, created_at FROM versions WHERE id = ANY($1)")
                .bind(ids)
                .fetch_all(&self.0)
                .await?;
        let version = |(id, number, message, created_at)| {
            (id, Version { id, number, message, created_at: time(created_at) })
        };
        Ok(rows.into_iter().map(version).collect())
    }
}

struct Files(PgPool);

impl Loader<(Uuid, i64)> for Files {
    type Value = Vec<File>;
    type Error = Arc<sqlx::Error>;

    async fn load(&self, keys: &[(Uuid, i64)]) -> Result<HashMap<(Uuid, i64), Vec<File>>, Self::Error> {
        let (projects, firsts): (Vec<Uuid>, Vec<i64>) = keys.iter().copied().unzip();
        let rows: Vec<(Uuid, i64, String, i64, Vec<u8>, i64)> = sqlx::query_as(
            "SELECT k.id, k.first, f.path, f.size, f.blob_id, f.updated_at \
             FROM unnest($1::uuid[], $2::bigint[]) AS k (id, first) CROSS JOIN LATERAL \
             (SELECT * FROM files WHERE project_id = k.id ORDER BY path LIMIT k.first) f",
        )
        .bind(projects)
        .bind(firsts)
        .fetch_all(&self.0)
        .await?;
        let mut pages: HashMap<_, Vec<File>> = HashMap::with_capacity(keys.len());
        for (project, first, path, size, blob, updated_at) in rows {
            let file = File { path, size, hash: hex(&blob), updated_at: time(updated_at) };
            pages.entry((project, first)).or_default().push(file);
        }
        Ok(pages)
    }
}

async fn graphql(
    State((app, schema)): State<(Arc<App>, PeerSchema)>,
    headers: HeaderMap,
    request: GraphQLRequest,
) -> Result<GraphQLResponse, StatusCode> {
    let viewer = app.viewer(&headers).map_err(|_| StatusCode::UNAUTHORIZED)?;
    Ok(schema.execute(request.into_inner().data(Viewer(viewer))).await.into())
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let app = App::open().await?;
    let schema = Schema::build(Query, Mutation, EmptySubscription)
        .data(DataLoader::new(Users(app.pool.clone()), tokio::spawn))
        .data(DataLoader::new(Versions(app.pool.clone()), tokio::spawn))
        .data(DataLoader::new(Files(app.pool.clone()), tokio::spawn))
        .data(app.pool.clone())
        .finish();
    serve(Router::new().route("/graphql", post(graphql)).with_state((Arc::new(app), schema))).await
}
