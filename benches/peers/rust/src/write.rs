//! A durable write: a file of 2 KB in one of the viewer's projects.

use crate::database::Database;
use crate::load::{self, Load};
use crate::maquette::{Maquette, post};
use crate::report::{Report, Row};
use crate::servers::{ALL, Kind};

const ROUNDS: usize = 3;
const SECONDS: u32 = 5;
const PATH: &str = "src/parts/Part07.tsx";

pub async fn measure(report: &mut Report, database: &Database, maquette: &mut Maquette) {
    maquette.refresh().await;
    let mut processes = Vec::new();
    for kind in ALL {
        processes.push(if kind == Kind::Maquette { None } else { Some(kind.start(database).await) });
    }
    let mut rounds = vec![Vec::new(); ALL.len()];
    let mut cpu = vec![[0.0; 2]; ALL.len()];
    // The first round warms up.
    for round in 0..=ROUNDS {
        for (place, kind) in ALL.into_iter().enumerate() {
            let process = processes[place].as_ref().or(maquette.process.as_ref()).expect("it runs");
            let url = format!("http://127.0.0.1:{}{}", process.port, kind.path(true));
            let body = kind.write("SLOT", PATH, &text());
            let seed = (100 + round * ALL.len() + place) as u32;
            let load = Load { url, senders: senders(kind, maquette), body: &body, seed };
            let events = database.events().await;
            let before = [process.processor(), database.processor()];
            let outcome = load::run(&load, if round == 0 { 2 } else { SECONDS });
            let after = [process.processor(), database.processor()];
            let stored = database.events().await - events;
            assert!(stored as f64 >= outcome.requests, "{}: {stored} of {}", kind.name(), outcome.requests);
            if round == 0 {
                continue;
            }
            for side in 0..2 {
                cpu[place][side] += after[side].saturating_sub(before[side]).as_secs_f64();
            }
            println!("  {}: {:.0} writes/s, p99 {:.1} ms", kind.name(), outcome.rate(), outcome.p99);
            rounds[place].push(outcome);
        }
    }
    let mut rows = Vec::new();
    for (place, kind) in ALL.into_iter().enumerate() {
        let process = processes[place].as_ref().or(maquette.process.as_ref()).expect("it runs");
        let memory = process.memory() / 1000.0;
        let url = format!("http://127.0.0.1:{}{}", process.port, kind.path(true));
        database.count_statements().await;
        let senders = senders(kind, maquette);
        for number in 0..100 {
            let (token, project) = &senders[number];
            let text = text().replace("COUNTER", &format!("{place} {number}"));
            let answer = post(&url, Some(token), &kind.write(project, PATH, &text)).await;
            assert!(answer["data"]["fileWrite"].is_object(), "{answer}");
        }
        rows.push(Row::of(kind, &rounds[place], cpu[place], memory, database.statements(100).await));
    }
    report.writes(rows);
    for process in processes.into_iter().flatten() {
        process.stop().await;
    }
}

/// All people in turn, each time with another of their projects.
fn senders(kind: Kind, maquette: &Maquette) -> Vec<(String, String)> {
    let tokens = kind.tokens(maquette);
    (0..20)
        .flat_map(|place| {
            maquette.viewers.iter().map(move |viewer| viewer.projects[place]).zip(tokens.clone())
        })
        .map(|(project, token)| (token, kind.project(project)))
        .collect()
}

/// A text of 2 KB once COUNTER is a number.
fn text() -> String {
    let mut text = String::from("// COUNTER\n");
    while text.len() < 2048 {
        text.push_str("const [entries, setEntries] = useState<Entry[]>([]);\n");
    }
    text.truncate(2044);
    text
}
