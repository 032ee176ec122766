//! The database: pools, transactions that may rerun, and the two-dialect SQL that stores write.
//!
//! SQLite has one writing connection and several reading ones; PostgreSQL has one pool for both.
//! This module knows no table of the product: the domains' stores do.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sea_orm::sqlx::Executor as _;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    FromQueryResult, RuntimeErr, Statement, TransactionTrait as _, Value,
};
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::{Context as _, Error, Result};

#[cfg(debug_assertions)]
mod crash;
mod reader;
mod values;

pub use reader::Reader;
pub use values::{columns_of, list_of, words};

/// How often a transaction runs that the database keeps refusing.
const ATTEMPTS: u32 = 8;
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 20;

/// Our transactions never wait for anything but the database. Where one does, its server sleeps or is
/// cut off, and what it has locked must not stay so for the others until the network notices.
///
/// Disks that turn made PostgreSQL expect that a page read by an index takes four times as long as one in
/// a row; with that, it reads whole tables of projects for the few of one person.
const SETTINGS: &str = "SET idle_in_transaction_session_timeout = '10s'; SET random_page_cost = 1.1";

/// The database, cheap to clone.
#[derive(Clone)]
pub struct Db {
    writer: DatabaseConnection,
    reader: Reader,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("backend", &self.writer.get_database_backend()).finish_non_exhaustive()
    }
}

impl Db {
    /// Opens the database, creating a SQLite file where there is none. Applies no migrations.
    pub async fn open(url: &SecretString) -> Result<Self> {
        let url = url.expose_secret();
        if let Some(path) = sqlite_path(url) {
            if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).context("create the folder of the database")?;
            }
            let writer = sqlite(url, 1, true).await?;
            let reader = sqlite(url, SQLITE_READERS, false).await?;
            Ok(Self { writer, reader: Reader::new(reader) })
        } else {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(POSTGRES_CONNECTIONS)
                .acquire_timeout(Duration::from_secs(10))
                .sqlx_logging(false)
                .test_before_acquire(false)
                .set_application_name("maquette")
                .map_sqlx_postgres_pool_opts(|pool| {
                    pool.after_connect(|connection, _| {
                        Box::pin(async move { connection.execute(SETTINGS).await.map(drop) })
                    })
                });
            let pool = Database::connect(options).await.context("connect to PostgreSQL")?;
            Ok(Self { writer: pool.clone(), reader: Reader::new(pool) })
        }
    }

    /// The connections for reads outside of a transaction.
    pub fn read(&self) -> &Reader {
        &self.reader
    }

    /// The connections for migrations, which bring their own transactions.
    pub fn migrations(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Fails where the database does not answer.
    pub async fn ping(&self) -> Result<()> {
        self.reader.ping().await
    }

    /// Whether one process alone may use this database.
    pub fn is_embedded(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Sqlite
    }

    /// Runs `work` in a transaction, again where the database asks for it, then what it left to
    /// [`Tx::after_commit`]. `work` must touch nothing but the transaction.
    ///
    /// The commit and what follows it happen even if the caller goes away meanwhile.
    pub async fn transact<T, F, W>(&self, work: F) -> Result<T>
    where
        F: Fn(Tx) -> W + Send + Sync,
        W: Future<Output = Result<T>> + Send,
        T: Send + 'static,
    {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let failure = match self.attempt(&work).await {
                Err(Error::Internal(cause)) if attempt < ATTEMPTS && cause.is_rerunnable() => cause,
                done => return done,
            };
            tracing::debug!(?failure, attempt, "a transaction runs again");
            tokio::time::sleep(Duration::from_millis(u64::from(attempt * attempt) * 3)).await;
        }
    }

    async fn attempt<T, F, W>(&self, work: &F) -> Result<T>
    where
        F: Fn(Tx) -> W,
        W: Future<Output = Result<T>>,
        T: Send + 'static,
    {
        #[expect(clippy::disallowed_methods, reason = "this is the function that all others are told to use")]
        let connection = self.writer.begin().await?;
        let transaction = Arc::new(Transaction { connection, after_commit: Mutex::default() });
        let value = work(Tx(Arc::clone(&transaction))).await?;
        let transaction = Arc::into_inner(transaction)
            .ok_or_else(|| Error::internal("commit", "the transaction outlived its work"))?;
        let commit = async move {
            transaction.connection.commit().await?;
            #[cfg(debug_assertions)]
            crash::after_commit();
            for action in transaction.after_commit.into_inner().unwrap_or_default() {
                action();
            }
            Ok(value)
        };
        tokio::spawn(commit).await.context("finish a transaction")?
    }
}

type Action = Box<dyn FnOnce() + Send>;

/// A transaction, for as long as the work in it lasts.
pub struct Tx(Arc<Transaction>);

struct Transaction {
    connection: DatabaseTransaction,
    after_commit: Mutex<Vec<Action>>,
}

impl Tx {
    /// Does something when, and only if, the transaction has committed: telling others about it.
    pub fn after_commit(&self, action: impl FnOnce() + Send + 'static) {
        if let Ok(mut actions) = self.0.after_commit.lock() {
            actions.push(Box::new(action));
        }
    }
}

/// Hand-written SQL for both databases: `$1` placeholders, `RETURNING`, `ON CONFLICT`.
pub trait Sql: Sync {
    /// The connection that runs it.
    fn connection(&self) -> &impl ConnectionTrait;

    /// All rows.
    fn rows<R: FromQueryResult + Send>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<R>>> + Send {
        all(self.connection(), sql, values)
    }

    /// The first row, where there is one.
    fn row<R: FromQueryResult + Send>(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Option<R>>> + Send {
        first(self.connection(), sql, values)
    }

    /// Changes rows, and says how many.
    fn run(&self, sql: &str, values: Vec<Value>) -> impl Future<Output = Result<u64>> + Send {
        async move {
            let connection = self.connection();
            let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
            Ok(connection.execute_raw(statement).await?.rows_affected())
        }
    }

    /// Whether the SQL goes to PostgreSQL, for the few statements where the dialects differ.
    fn is_postgres(&self) -> bool {
        self.connection().get_database_backend() == DbBackend::Postgres
    }
}

async fn all<R: FromQueryResult>(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<R>> {
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let rows = connection.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| R::from_query_result(row, "")).collect::<Result<Vec<R>, DbErr>>()?)
}

async fn first<R: FromQueryResult>(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Option<R>> {
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let row = connection.query_one_raw(statement).await?;
    Ok(row.map(|row| R::from_query_result(&row, "")).transpose()?)
}

impl Sql for Tx {
    fn connection(&self) -> &impl ConnectionTrait {
        &self.0.connection
    }
}

/// The values of a statement, in the order of its placeholders.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(sea_orm::Value::from($value)),*] };
}

/// Whether a unique constraint refused the change.
pub fn is_duplicate(error: &Error) -> bool {
    let Error::Internal(cause) = error else { return false };
    cause
        .database()
        .is_some_and(|error| matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))))
}

/// Whether the same transaction may succeed when it runs once more: deadlocks, serialisation
/// failures (SQLSTATE class 40) and a database that another process holds locked.
pub(crate) fn is_rerunnable(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return false;
    };
    let Some(error) = error.as_database_error() else { return false };
    error
        .code()
        .is_some_and(|code| code.starts_with("40") || matches!(code.as_ref(), "5" | "6" | "261" | "517"))
}

/// The path in a `sqlite://` address; `None` for other databases.
pub fn sqlite_path(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("sqlite:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    Some(rest.split('?').next().unwrap_or(rest))
}

async fn sqlite(url: &str, connections: u32, writes: bool) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(30))
        .test_before_acquire(false)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .map_sqlx_sqlite_opts(move |options| {
            options
                .create_if_missing(writes)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .journal_mode(sea_orm::sqlx::sqlite::SqliteJournalMode::Wal)
                // An acknowledged change survives a power cut, not only a crash of the process.
                .synchronous(sea_orm::sqlx::sqlite::SqliteSynchronous::Full)
                .statement_cache_capacity(200)
                .pragma("cache_size", "-8000")
                .pragma("temp_store", "memory")
                .pragma("mmap_size", "268435456")
                .pragma("wal_autocheckpoint", "4000")
        });
    Database::connect(options).await.context("open the SQLite database")
}
