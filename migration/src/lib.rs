//! Maquette's database schema: one file a change, the same on `SQLite` and `PostgreSQL`.
//!
//! Migrations are SQL in which a word in braces stands for the type that each database has for it:
//! see [`types`]. A change that was released is never edited; another one follows it.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
pub use sea_orm_migration::prelude::{MigrationTrait, MigratorTrait};
use sea_orm_migration::sea_orm::{ConnectionTrait as _, DbBackend};

mod m0001_initial;
mod m0002_wireframes;

/// Applies the changes in order.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_initial::Migration), Box::new(m0002_wireframes::Migration)]
    }
}

/// What the words in braces stand for. Text compares by bytes on both databases, so that lists have
/// the same order everywhere.
fn types(backend: DbBackend) -> [(&'static str, &'static str); 5] {
    if backend == DbBackend::Postgres {
        [
            ("{uuid}", "uuid"),
            ("{text}", "text COLLATE \"C\""),
            ("{bytes}", "bytea"),
            ("{float}", "double precision"),
            ("{table}", ""),
        ]
    } else {
        [
            ("{uuid}", "blob"),
            ("{text}", "text"),
            ("{bytes}", "blob"),
            ("{float}", "real"),
            // A row that lives in its primary key's index is found with one search.
            ("{table}", "WITHOUT ROWID"),
        ]
    }
}

/// Runs the statements of one change.
async fn execute(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let mut sql = sql.to_owned();
    for (word, meaning) in types(manager.get_database_backend()) {
        sql = sql.replace(word, meaning);
    }
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}
