//! Measures Maquette beside its peers on one PostgreSQL, and puts the table into `benches/README.md`.
//!
//! `measure [query] [write] [fan-out]`; all where none is named. `make bench-peers` starts it with what it
//! needs in the environment: MAQUETTE (the release binary) and MAQUETTE_TEST_POSTGRES (the database server).

mod content;
mod database;
mod fan_out;
mod load;
mod maquette;
mod process;
mod query;
mod readme;
mod report;
mod servers;
mod socket;
mod write;

use database::Database;
use maquette::Maquette;
use report::Report;

#[tokio::main]
async fn main() {
    let parts: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|named| named == part);
    let mut report = Report::new();
    let database = Database::create().await;
    let mut maquette = Maquette::prepare(&database).await;
    if wanted("query") {
        query::measure(&mut report, &database, &mut maquette).await;
    }
    if wanted("write") {
        write::measure(&mut report, &database, &mut maquette).await;
    }
    if wanted("fan-out") {
        fan_out::measure(&mut report, &database, &mut maquette).await;
    }
    report.finish(parts.is_empty());
}
