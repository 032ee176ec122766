//! The results as tables, in the terminal and in `benches/README.md`.

use std::fmt::Write as _;

use crate::load::Outcome;
use crate::readme::{self, load, machine};
use crate::servers::Kind;

/// What was found so far.
pub struct Report {
    text: String,
    aims: Vec<[String; 4]>,
    load_before: String,
}

/// What one server did.
pub struct Row {
    kind: Kind,
    rate: f64,
    p50: f64,
    p99: f64,
    /// Milliseconds of the processor a request: the server's, the database's.
    cpu: [f64; 2],
    megabytes: f64,
    statements: f64,
}

impl Row {
    /// Medians of the rounds; processor times over all of them.
    pub fn of(kind: Kind, rounds: &[Outcome], cpu: [f64; 2], megabytes: f64, statements: f64) -> Self {
        let median = |of: fn(&Outcome) -> f64| {
            let mut values: Vec<f64> = rounds.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        let requests: f64 = rounds.iter().map(|round| round.requests).sum();
        Self {
            kind,
            rate: median(Outcome::rate),
            p50: median(|round| round.p50),
            p99: median(|round| round.p99),
            cpu: cpu.map(|seconds| seconds * 1000.0 / requests),
            megabytes,
            statements,
        }
    }
}

/// What one server did for many readers.
pub struct FanOutRow {
    pub name: &'static str,
    pub most: u32,
    /// In milliseconds; none where events were missing.
    pub p99: Option<f64>,
    /// Per cent of a core.
    pub processor: f64,
    pub more_p99: Option<f64>,
    /// KB a connection.
    pub subscribed: f64,
    pub idle: f64,
    pub held: usize,
}

impl Report {
    pub fn new() -> Self {
        println!("measuring peers (load average {})", load());
        Self { text: String::new(), aims: Vec::new(), load_before: load() }
    }

    pub fn queries(&mut self, rows: Vec<Row>) {
        self.table("query", &rows);
        let ours = row(&rows, Kind::Maquette);
        let (floor, best) = (row(&rows, Kind::Floor), best(&rows));
        self.times("query/s", ours.rate, best, 2.5);
        let stock = row(&rows, Kind::Stock);
        self.aim(
            "query/s beside stock async-graphql-axum",
            format!("{:.2} ×", ours.rate / stock.rate),
            "",
            None,
        );
        let twice = row(&rows, Kind::MercuriusTwice);
        self.aim(
            "query/s beside Mercurius in two processes",
            format!("{:.2} ×", ours.rate / twice.rate),
            "",
            None,
        );
        let part = ours.rate / floor.rate;
        self.aim("query/s beside the floor", format!("{:.0}%", part * 100.0), "≥ 60%", Some(part >= 0.6));
        let part = ours.p99 / best.p99;
        let found = format!("{:.1} of {:.1} ms", ours.p99, best.p99);
        self.aim("query, p99 beside the best peer's", found, "≤ a third", Some(part <= 1.0 / 3.0));
        let cpu = ours.cpu[0];
        self.aim("server's processor time a query", format!("{cpu:.2} ms"), "≤ 0.8 ms", Some(cpu <= 0.8));
        let megabytes = ours.megabytes;
        self.aim("resident under load", format!("{megabytes:.0} MB"), "≤ 60 MB", Some(megabytes <= 60.0));
    }

    pub fn writes(&mut self, rows: Vec<Row>) {
        self.table("write", &rows);
        self.times("write/s", row(&rows, Kind::Maquette).rate, best(&rows), 1.5);
    }

    pub fn fan_out(&mut self, rows: Vec<FanOutRow>) {
        let milliseconds =
            |time: Option<f64>| time.map_or("not all arrived".to_owned(), |time| format!("{time:.0}"));
        let mut text = String::from(
            "| | events/s to 1,000 readers at p99 < 250 ms | 1,000 at 20/s: p99 ms | its CPU % | 3,000 at 20/s: p99 ms \
             | KB a reader | KB an idle connection | of 10,000 idle held |\n|---|---|---|---|---|---|---|---|\n",
        );
        for row in &rows {
            let cells = [
                row.name.to_owned(),
                row.most.to_string(),
                milliseconds(row.p99),
                format!("{:.0}", row.processor),
                milliseconds(row.more_p99),
                format!("{:.1}", row.subscribed),
                format!("{:.1}", row.idle),
                row.held.to_string(),
            ];
            writeln!(text, "| {} |", cells.join(" | ")).expect("a string takes it");
        }
        self.show(&text);
        let ours = &rows[0];
        self.aim("events/s to 1,000 readers", ours.most.to_string(), "≥ 75", Some(ours.most >= 75));
        let more = ours.more_p99.is_some_and(|time| time <= 60.0);
        self.aim(
            "3,000 readers at 20/s, p99",
            format!("{} ms", milliseconds(ours.more_p99)),
            "≤ 60 ms",
            Some(more),
        );
        let idle = ours.idle;
        self.aim("memory an idle connection", format!("{idle:.1} KB"), "≤ 16 KB", Some(idle <= 16.0));
        self.aim("idle connections held", ours.held.to_string(), "10000", Some(ours.held == 10_000));
    }

    fn table(&mut self, what: &str, rows: &[Row]) {
        let mut text = format!(
            "| | {what}/s | Maquette ÷ it | p50 ms | p99 ms | CPU ms a {what}: server + PostgreSQL | statements \
             | RSS MB |\n|---|---|---|---|---|---|---|---|\n"
        );
        let ours = row(rows, Kind::Maquette).rate;
        for row in rows {
            let cells = [
                row.kind.name().to_owned(),
                format!("{:.0}", row.rate),
                format!("{:.2}", ours / row.rate),
                format!("{:.1}", row.p50),
                format!("{:.1}", row.p99),
                format!("{:.2} + {:.2}", row.cpu[0], row.cpu[1]),
                format!("{:.1}", row.statements),
                format!("{:.0}", row.megabytes),
            ];
            writeln!(text, "| {} |", cells.join(" | ")).expect("a string takes it");
        }
        self.show(&text);
    }

    fn times(&mut self, what: &str, ours: f64, best: &Row, least: f64) {
        let times = ours / best.rate;
        let aim = format!("≥ {least} ×");
        self.aim(
            &format!("{what} beside {}", best.kind.name()),
            format!("{times:.2} ×"),
            &aim,
            Some(times >= least),
        );
    }

    fn aim(&mut self, what: &str, found: String, aim: &str, met: Option<bool>) {
        let mark = match met {
            Some(true) => "✓",
            Some(false) => "✗",
            None => "",
        };
        self.aims.push([what.to_owned(), found, aim.to_owned(), mark.to_owned()]);
    }

    fn show(&mut self, text: &str) {
        println!("\n{text}");
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Shows whether the aims were met; where everything was measured, puts all tables in their place.
    pub fn finish(mut self, complete: bool) {
        let mut text = String::from("| aim | found | aimed at | |\n|---|---|---|---|\n");
        for aim in std::mem::take(&mut self.aims) {
            writeln!(text, "| {} |", aim.join(" | ")).expect("a string takes it");
        }
        self.show(&text);
        let load = format!("Load average before {}, after {} ({}).\n", self.load_before, load(), machine());
        self.show(&load);
        if complete {
            readme::put("peers", &self.text);
        }
    }
}

fn row(rows: &[Row], kind: Kind) -> &Row {
    rows.iter().find(|row| row.kind == kind).expect("it was measured")
}

/// The fastest of the servers in JavaScript.
fn best(rows: &[Row]) -> &Row {
    rows.iter().filter(|row| row.kind.is_peer()).max_by(|a, b| a.rate.total_cmp(&b.rate)).expect("peers")
}
