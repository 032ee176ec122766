//! The database that all servers share, and what it did for them.

use std::time::Duration;

use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Executor as _};
use uuid::Uuid;

use crate::process;

const DATASET: &str = include_str!("../../dataset.sql");

/// A database of our own on the server that the environment names.
pub struct Database {
    pub url: String,
    pub pool: PgPool,
    postmaster: u32,
}

/// Somebody's projects.
pub struct Viewer {
    pub id: Uuid,
    pub email: String,
    pub projects: Vec<Uuid>,
}

impl Database {
    pub async fn create() -> Self {
        let server = std::env::var("MAQUETTE_TEST_POSTGRES").expect("MAQUETTE_TEST_POSTGRES names a server");
        let administration = connect(&format!("{server}/postgres")).await;
        let name = format!("peers_{}", std::process::id());
        administration
            .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .expect("a database is made");
        let url = format!("{server}/{name}");
        let pool = connect(&url).await;
        let (backend,): (i32,) =
            sqlx::query_as("SELECT pg_backend_pid()").fetch_one(&pool).await.expect("a process");
        let database = Self { url, pool, postmaster: process::parent(backend as u32) };
        database.track("none").await;
        database
    }

    /// Fills the tables that Maquette has made.
    pub async fn fill(&self) {
        self.pool.execute(DATASET).await.expect("the data is there");
    }

    /// The hundred people with the projects that they see.
    pub async fn viewers(&self) -> Vec<Viewer> {
        let rows: Vec<(Uuid, String, Vec<Uuid>)> = sqlx::query_as(
            "SELECT u.id, u.email, array_agg(m.project_id ORDER BY m.project_id) FROM users u \
             JOIN project_members m ON m.user_id = u.id WHERE m.role = 'owner' GROUP BY 1, 2 ORDER BY 2",
        )
        .fetch_all(&self.pool)
        .await
        .expect("people");
        rows.into_iter().map(|(id, email, projects)| Viewer { id, email, projects }).collect()
    }

    /// The project of which everybody is a member.
    pub async fn shared_project(&self) -> Uuid {
        sqlx::query_as("SELECT bench_id('project', 0)")
            .fetch_one(&self.pool)
            .await
            .map(|(id,)| id)
            .expect("an id")
    }

    /// Events that all projects have had.
    pub async fn events(&self) -> i64 {
        let sql = "SELECT coalesce(sum(head), 0)::bigint FROM streams WHERE kind = 2";
        sqlx::query_as(sql).fetch_one(&self.pool).await.map(|(sum,)| sum).expect("a sum")
    }

    /// The processor time that the database has used for all its connections.
    pub fn processor(&self) -> Duration {
        let backends = process::children(self.postmaster).into_iter().map(|id| process::processor(id, false));
        process::processor(self.postmaster, true) + backends.sum::<Duration>()
    }

    /// Starts to count statements.
    pub async fn count_statements(&self) {
        self.track("top").await;
        self.pool.execute("SELECT pg_stat_statements_reset()").await.expect("reset");
    }

    /// How many statements each of so many requests made, BEGIN and COMMIT included. What ran more rarely
    /// was not for them.
    pub async fn statements(&self, requests: i64) -> f64 {
        let (calls,): (i64,) = sqlx::query_as(
            "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements \
             WHERE calls >= $1 AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
        )
        .bind(requests / 2)
        .fetch_one(&self.pool)
        .await
        .expect("a count");
        self.track("none").await;
        calls as f64 / requests as f64
    }

    async fn track(&self, which: &str) {
        let sql = format!("ALTER SYSTEM SET pg_stat_statements.track = {which}");
        self.pool.execute(AssertSqlSafe(sql)).await.expect("set");
        self.pool.execute("SELECT pg_reload_conf()").await.expect("read again");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

async fn connect(url: &str) -> PgPool {
    PgPoolOptions::new().max_connections(1).connect(url).await.expect("PostgreSQL answers")
}
