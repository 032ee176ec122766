//! A signed-in viewer's first 20 projects with owner, latest version and the first 10 files of each.

use serde_json::Value;

use crate::content::plain;
use crate::database::Database;
use crate::load::{self, Load, Outcome};
use crate::maquette::{Maquette, post};
use crate::process::Process;
use crate::report::{Report, Row};
use crate::servers::{ALL, Kind};

const ROUNDS: usize = 3;
const SECONDS: u32 = 5;
const WARM_UP: u32 = 3;
/// Requests whose statements are counted.
const COUNTED: i64 = 100;

pub async fn measure(report: &mut Report, database: &Database, maquette: &mut Maquette) {
    maquette.refresh().await;
    let mut servers = Vec::new();
    for kind in ALL {
        let process = if kind == Kind::Maquette { None } else { Some(kind.start(database).await) };
        servers.push(Server {
            kind,
            process,
            tokens: kind.tokens(maquette),
            rounds: Vec::new(),
            cpu: [0.0; 2],
        });
    }
    for server in &servers {
        compare(server, maquette).await;
    }
    for server in &servers {
        load::run(&server.load(maquette), WARM_UP);
    }
    for _ in 0..ROUNDS {
        for server in &mut servers {
            server.round(database, maquette);
        }
    }
    let mut rows = Vec::new();
    for server in &servers {
        let memory = server.process(maquette).memory() / 1000.0;
        database.count_statements().await;
        for number in 0..COUNTED as usize {
            server.ask(maquette, number).await;
        }
        let statements = database.statements(COUNTED).await;
        rows.push(server.row(memory, statements));
    }
    report.queries(rows);
    for server in servers {
        if let Some(process) = server.process {
            process.stop().await;
        }
    }
}

struct Server {
    kind: Kind,
    process: Option<Process>,
    tokens: Vec<String>,
    rounds: Vec<Outcome>,
    /// Seconds of the processor: the server's, the database's.
    cpu: [f64; 2],
}

impl Server {
    fn process<'a>(&'a self, maquette: &'a Maquette) -> &'a Process {
        self.process.as_ref().or(maquette.process.as_ref()).expect("it runs")
    }

    fn url(&self, maquette: &Maquette) -> String {
        format!("http://127.0.0.1:{}{}", self.process(maquette).port, self.kind.path(false))
    }

    async fn ask(&self, maquette: &Maquette, viewer: usize) -> Value {
        let token = &self.tokens[viewer % self.tokens.len()];
        post(&self.url(maquette), Some(token), &self.kind.query()).await
    }

    fn load(&self, maquette: &Maquette) -> Load<'static> {
        let senders = self.tokens.iter().map(|token| (token.clone(), String::new())).collect();
        Load { url: self.url(maquette), senders, body: self.kind.query().leak(), seed: 1 }
    }

    fn round(&mut self, database: &Database, maquette: &Maquette) {
        let load = self.load(maquette);
        let before = [self.process(maquette).processor(), database.processor()];
        let outcome = load::run(&load, SECONDS);
        let after = [self.process(maquette).processor(), database.processor()];
        for (sum, (after, before)) in self.cpu.iter_mut().zip(after.into_iter().zip(before)) {
            *sum += after.saturating_sub(before).as_secs_f64();
        }
        println!("  {}: {:.0}/s, p99 {:.1} ms", self.kind.name(), outcome.rate(), outcome.p99);
        self.rounds.push(outcome);
    }

    fn row(&self, memory: f64, statements: f64) -> Row {
        Row::of(self.kind, &self.rounds, self.cpu, memory, statements)
    }
}

/// All servers must say the same as Maquette to the same people.
async fn compare(server: &Server, maquette: &Maquette) {
    let reference = ALL[0];
    assert_eq!(reference, Kind::Maquette);
    for viewer in [0, 1, 42, 77, 99] {
        let ours = post(&maquette.url(), Some(&maquette.tokens[viewer]), &reference.query()).await;
        let theirs = server.ask(maquette, viewer).await;
        let nodes = ours["data"]["projects"]["nodes"].as_array().map_or(0, Vec::len);
        assert_eq!(nodes, 20, "{ours:#}");
        assert!(
            plain(&ours["data"]) == plain(&theirs["data"]),
            "{} says something else: {theirs}",
            server.kind.name()
        );
    }
}
