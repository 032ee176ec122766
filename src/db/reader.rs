//! Connections for reads outside of a transaction.
//!
//! sqlx asks the server whether a connection is well each time it comes back to the pool, which is one more
//! round trip for every statement. Here a few PostgreSQL connections go from one read to the next without
//! coming back in between.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{AssertSqlSafe, Error as SqlxError, PgPool, Postgres, query_with};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, FromQueryResult, QueryResult, RuntimeErr, Value,
};
use sea_query_sqlx::SqlxValues;
use tokio::sync::Semaphore;

use super::{Sql, all, first};
use crate::error::{Context as _, Result};

/// Statements that read at once, each on a connection that is kept from the pool. The pool's others are for
/// transactions, so that neither keeps the other waiting.
const AT_ONCE: usize = 12;

/// Reads, each statement for itself. Cheap to clone.
#[derive(Clone)]
pub struct Reader {
    connection: DatabaseConnection,
    postgres: Option<Arc<Kept>>,
}

struct Kept {
    pool: PgPool,
    /// Whoever asks first reads first.
    turns: Semaphore,
    idle: Mutex<Vec<PoolConnection<Postgres>>>,
}

impl Reader {
    pub(super) fn new(connection: DatabaseConnection) -> Self {
        let is_postgres = connection.get_database_backend() == DbBackend::Postgres;
        let postgres = is_postgres.then(|| {
            let pool = connection.get_postgres_connection_pool().clone();
            Arc::new(Kept { pool, turns: Semaphore::new(AT_ONCE), idle: Mutex::default() })
        });
        Self { connection, postgres }
    }

    pub(super) async fn ping(&self) -> Result<()> {
        self.connection.ping().await.context("reach the database")
    }
}

impl Sql for Reader {
    fn connection(&self) -> &impl ConnectionTrait {
        &self.connection
    }

    async fn rows<R: FromQueryResult + Send>(&self, sql: &str, values: Vec<Value>) -> Result<Vec<R>> {
        match &self.postgres {
            Some(postgres) => postgres.read(sql, values).await,
            None => all(&self.connection, sql, values).await,
        }
    }

    async fn row<R: FromQueryResult + Send>(&self, sql: &str, values: Vec<Value>) -> Result<Option<R>> {
        match &self.postgres {
            Some(postgres) => Ok(postgres.read(sql, values).await?.into_iter().next()),
            None => first(&self.connection, sql, values).await,
        }
    }
}

impl Kept {
    async fn read<R: FromQueryResult>(&self, sql: &str, values: Vec<Value>) -> Result<Vec<R>> {
        let values = SqlxValues(sea_orm::sea_query::Values(values));
        let failed = |error: SqlxError| DbErr::Query(RuntimeErr::SqlxError(error.into()));
        let _turn = self.turns.acquire().await.context("wait for a turn to read")?;
        while let Some(mut connection) = self.take() {
            let query = query_with(AssertSqlSafe(sql), values.clone());
            match query.fetch_all(&mut *connection).await {
                Err(error) if was_cut_off(&error) => {}
                rows => {
                    let rows = rows.map_err(failed)?;
                    self.keep(connection);
                    return decode(rows);
                }
            }
        }
        let acquired = self.pool.acquire().await;
        let mut connection = acquired.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
        let rows =
            query_with(AssertSqlSafe(sql), values).fetch_all(&mut *connection).await.map_err(failed)?;
        self.keep(connection);
        decode(rows)
    }

    fn take(&self) -> Option<PoolConnection<Postgres>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Keeps a connection whose statement has ended well; any other goes back to the pool, which looks
    /// whether it can be used.
    fn keep(&self, connection: PoolConnection<Postgres>) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

/// Whether a connection has ended since it was used last, which says nothing about the next one:
/// SQLSTATE 57P01 to 57P05 are the server's goodbyes.
fn was_cut_off(error: &SqlxError) -> bool {
    let code = error.as_database_error().and_then(sea_orm::sqlx::error::DatabaseError::code);
    matches!(error, SqlxError::Io(_)) || code.is_some_and(|code| code.starts_with("57P0"))
}

fn decode<R: FromQueryResult>(rows: Vec<sea_orm::sqlx::postgres::PgRow>) -> Result<Vec<R>> {
    let decoded = rows.into_iter().map(|row| R::from_query_result(&QueryResult::from(row), ""));
    Ok(decoded.collect::<Result<Vec<R>, DbErr>>()?)
}
