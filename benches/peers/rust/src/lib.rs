//! What the two servers in Rust share with each other and with what measures them: who asks, the pool,
//! and the transaction of a write. The statements are those of `../node/app.js`.

use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha1::{Digest as _, Sha1};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use uuid::Uuid;

/// Connections to the database: as many as Maquette has.
const CONNECTIONS: u32 = 20;

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: Uuid,
    exp: u64,
}

/// A token of the peers' for somebody, good for the rest of this century.
pub fn token(secret: &str, viewer: Uuid) -> String {
    let claims = Claims { sub: viewer, exp: 4_000_000_000 };
    jsonwebtoken::encode(&Header::default(), &claims, &EncodingKey::from_secret(secret.as_bytes()))
        .expect("a token is signed")
}

/// What a server needs for every request.
pub struct App {
    pub pool: PgPool,
    key: DecodingKey,
    validation: Validation,
}

impl App {
    /// From the same environment as the servers in JavaScript.
    pub async fn open() -> Result<Self, Failure> {
        let options = PgPoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false);
        let pool = options.connect(&var("DATABASE_URL")).await?;
        let key = DecodingKey::from_secret(var("SECRET").as_bytes());
        Ok(Self { pool, key, validation: Validation::new(Algorithm::HS256) })
    }

    /// Who asks; fails where the token is not good.
    pub fn viewer(&self, headers: &HeaderMap) -> Result<Uuid, Failure> {
        let value = headers.get(header::AUTHORIZATION).ok_or("sign in first")?.to_str()?;
        let token = value.strip_prefix("Bearer ").ok_or("sign in first")?;
        Ok(jsonwebtoken::decode::<Claims>(token, &self.key, &self.validation)?.claims.sub)
    }
}

/// Answers on the port that the environment names.
pub async fn serve(router: axum::Router) -> Result<(), Failure> {
    let port: u16 = var("PORT").parse()?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    Ok(axum::serve(listener, router).await?)
}

fn var(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// An identifier as Maquette writes it: a TypeID.
pub fn type_id(prefix: &str, id: Uuid) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let bits = id.as_u128();
    let mut text = String::with_capacity(prefix.len() + 27);
    text.push_str(prefix);
    text.push('_');
    text.extend((0..26).rev().map(|place| char::from(ALPHABET[(bits >> (place * 5)) as usize & 31])));
    text
}

/// A time as stored, in microseconds since 1970.
pub fn time(microseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(microseconds).unwrap_or_default()
}

/// A git id as it is written.
pub fn hex(id: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    id.iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// A file as it is since it was written.
pub struct Written {
    pub path: String,
    pub size: i64,
    pub blob: Vec<u8>,
    pub updated_at: i64,
}

/// Writes a file in a transaction, with the same rows as Maquette.
pub async fn write_file(
    pool: &PgPool,
    viewer: Uuid,
    project: Uuid,
    path: String,
    text: String,
) -> Result<Written, Failure> {
    let size = text.len() as i64;
    let blob = Sha1::new().chain_update(format!("blob {size}\0")).chain_update(&text).finalize().to_vec();
    let now = Utc::now().timestamp_micros();
    let mut tx = pool.begin().await?;
    let (revision,): (i64,) = sqlx::query_as(
        "UPDATE projects p SET revision = revision + 1, updated_at = $3 FROM project_members m \
         WHERE p.id = $1 AND p.deleted_at IS NULL AND m.project_id = p.id AND m.user_id = $2 \
         AND m.role IN ('owner', 'editor') RETURNING p.revision",
    )
    .bind(project)
    .bind(viewer)
    .bind(now)
    .fetch_one(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO blobs (id, size, data, touched_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id) DO UPDATE SET touched_at = excluded.touched_at",
    )
    .bind(&blob)
    .bind(size)
    .bind(text.as_bytes())
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let former: Option<(i64,)> = sqlx::query_as("SELECT size FROM files WHERE project_id = $1 AND path = $2")
        .bind(project)
        .bind(&path)
        .fetch_optional(&mut *tx)
        .await?;
    sqlx::query(
        "INSERT INTO files (project_id, path, blob_id, size, updated_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (project_id, path) DO UPDATE SET blob_id = excluded.blob_id, size = excluded.size, \
         updated_at = excluded.updated_at",
    )
    .bind(project)
    .bind(&path)
    .bind(&blob)
    .bind(size)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    sqlx::query("INSERT INTO unsaved_paths (project_id, path) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(project)
        .bind(&path)
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "UPDATE projects SET file_count = file_count + $2, file_bytes = file_bytes + $3 WHERE id = $1",
    )
    .bind(project)
    .bind(i64::from(former.is_none()))
    .bind(size - former.map_or(0, |(size,)| size))
    .execute(&mut *tx)
    .await?;
    let (head,): (i64,) = sqlx::query_as(
        "INSERT INTO streams (kind, subject, head, floor) VALUES (2, $1, 1, 0) \
         ON CONFLICT (kind, subject) DO UPDATE SET head = streams.head + 1 RETURNING head",
    )
    .bind(project)
    .fetch_one(&mut *tx)
    .await?;
    let payload = serde_json::json!({ "type": "files_changed", "paths": [path], "revision": revision });
    sqlx::query(
        "INSERT INTO events (kind, subject, seq, occurred_at, actor_id, payload) VALUES (2, $1, $2, $3, $4, $5)",
    )
    .bind(project)
    .bind(head)
    .bind(now)
    .bind(viewer)
    .bind(payload.to_string())
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Written { path, size, blob, updated_at: now })
}
