//! The results as tables, in the terminal and in `benches/README.md`.

use std::fmt::Write as _;

use crate::readme::{self, load, machine};
use crate::server::Kind;
use crate::{fan_out, moving, opening, rooms};

/// What a part has found.
pub struct Report {
    part: &'static str,
    text: String,
    aims: Vec<String>,
    load_before: String,
}

impl Report {
    pub fn new(part: &'static str) -> Self {
        Self { part, text: String::new(), aims: Vec::new(), load_before: load() }
    }

    pub fn moving(&mut self, rows: &[(Kind, Option<moving::Outcome>)]) {
        let head = "one room, everybody moves 20 times a second | most clients at p99 < 100 ms | p50 ms | p99 ms | \
                    CPU % | frames/s each";
        let cells = |outcome: &Option<moving::Outcome>| {
            let Some(found) = outcome else { return vec!["none".to_owned()] };
            let [p50, p99] = [found.p50, found.p99].map(|time| format!("{time:.1}"));
            vec![
                found.count.to_string(),
                p50,
                p99,
                format!("{:.0}", found.processor),
                format!("{:.0}", found.frames),
            ]
        };
        self.table(head, rows, cells);
        let count = |outcome: &Option<moving::Outcome>| outcome.map_or(0.0, |found| found.count as f64);
        if let Some((ours, best)) = beside(rows, count, f64::max) {
            self.aim(
                "clients that move, beside the better peer",
                format!("{:.2} ×", ours / best),
                "≥ 2 ×",
                ours >= 2.0 * best,
            );
        }
    }

    pub fn fan_out(&mut self, rows: &[(Kind, fan_out::Outcome)]) {
        let head = "one draws, 1,000 read | updates/s at p99 < 250 ms | frames an update | p99 ms | CPU % | \
                    each update by itself, updates/s | p99 ms | KB a connection | readers behind in the end";
        let cells = |found: &fan_out::Outcome| {
            let [most, frames, p99, cpu] = rate(found.most);
            let [unmerged, _, unmerged_p99, _] = rate(found.most_unmerged);
            let kilobytes = format!("{:.1}", found.kilobytes);
            vec![most, frames, p99, cpu, unmerged, unmerged_p99, kilobytes, found.behind.to_string()]
        };
        self.table(head, rows, cells);
        let Some((_, ours)) = rows.iter().find(|(kind, _)| *kind == Kind::Maquette) else { return };
        let unmerged = ours.most_unmerged.map_or(0, |rate| rate.rate);
        self.aim(
            "updates/s to 1,000 readers, each by itself",
            unmerged.to_string(),
            "≥ 130",
            unmerged >= 130,
        );
        self.aim(
            "memory a connection",
            format!("{:.1} KB", ours.kilobytes),
            "≤ 16 KB",
            ours.kilobytes <= 16.0,
        );
        self.aim("readers behind", ours.behind.to_string(), "0", ours.behind == 0);
    }

    pub fn rooms(&mut self, rows: &[(Kind, rooms::Outcome)]) {
        let head = "1,000 rooms, 3 editors each, 2 edits/s | edit → seen p50 ms | p99 ms | edit → durable p99 ms | \
                    delivered/s | CPU % | CPU µs a delivered update | lost | KB a quiet room | KB once all have left";
        let cells = |found: &rooms::Outcome| {
            let durable = found.durable.map_or("not said".to_owned(), |time| format!("{time:.1}"));
            let mut cells = vec![format!("{:.1}", found.p50), format!("{:.1}", found.p99), durable];
            cells
                .extend([found.delivered, found.share, found.processor].map(|number| format!("{number:.0}")));
            cells.push(found.lost.to_string());
            cells.extend([found.quiet, found.left].map(|number| format!("{number:.1}")));
            cells
        };
        self.table(head, rows, cells);
        let Some((_, ours)) = rows.iter().find(|(kind, _)| *kind == Kind::Maquette) else { return };
        self.aim(
            "edit → seen in 1,000 rooms, p99",
            format!("{:.1} ms", ours.p99),
            "≤ 60 ms",
            ours.p99 <= 60.0,
        );
        self.aim("lost edits", ours.lost.to_string(), "0", ours.lost == 0);
        if let Some((ours, best)) = beside(rows, |found| found.processor, f64::min) {
            let found = format!("{ours:.0} of {best:.0} µs");
            self.aim("CPU a delivered update, beside the better peer", found, "≤ a half", ours <= best / 2.0);
        }
        if let Some((ours, best)) = beside(rows, |found| found.left, f64::min) {
            let found = format!("{ours:.1} of {best:.1} KB");
            self.aim(
                "memory a room that was left, beside the better peer",
                found,
                "≤ a tenth",
                ours <= best / 10.0,
            );
        }
    }

    pub fn opening(&mut self, rows: &[(Kind, opening::Outcome)]) {
        let head = "a document with 100,000 past edits | edits/s when drawn | open after a restart, median ms | most ms | \
                    open while others have it, median ms | most ms | KB sent | lost";
        let cells = |found: &opening::Outcome| {
            let times = [found.cold.0, found.cold.1, found.warm.0, found.warm.1];
            let mut cells = vec![format!("{:.0}", 100_000.0 / found.written)];
            cells.extend(times.map(|time| format!("{time:.1}")));
            cells.extend([
                format!("{:.0}", found.kilobytes),
                if found.lost { "yes" } else { "no" }.to_owned(),
            ]);
            cells
        };
        self.table(head, rows, cells);
        let Some((_, ours)) = rows.iter().find(|(kind, _)| *kind == Kind::Maquette) else { return };
        let time = ours.cold.0;
        self.aim("open 100,000 edits after a restart", format!("{time:.1} ms"), "≤ 50 ms", time <= 50.0);
    }

    fn table<T>(&mut self, head: &str, rows: &[(Kind, T)], cells: impl Fn(&T) -> Vec<String>) {
        let columns = head.matches('|').count() + 1;
        let mut text = format!("| {head} |\n|{}\n", "---|".repeat(columns));
        for (kind, outcome) in rows {
            let mut cells = cells(outcome);
            cells.resize(columns - 1, String::new());
            writeln!(text, "| {} | {} |", kind.name(), cells.join(" | ")).expect("a string takes it");
        }
        self.show(&text);
    }

    fn aim(&mut self, what: &str, found: String, aim: &str, met: bool) {
        self.aims.push(format!("| {what} | {found} | {aim} {} |", if met { "✓" } else { "✗" }));
    }

    fn show(&mut self, text: &str) {
        println!("\n{text}");
        writeln!(self.text, "{text}").expect("a string takes it");
    }

    /// Shows the aims; puts all into `benches/README.md` where Maquette was measured.
    pub fn finish(mut self, is_complete: bool) {
        if !self.aims.is_empty() {
            let text = format!("| | found | aim |\n|---|---|---|\n{}\n", self.aims.join("\n"));
            self.show(&text);
        }
        let text = format!("Load average before {}, after {} ({}).\n", self.load_before, load(), machine());
        self.show(&text);
        if is_complete {
            readme::put(self.part, &self.text);
        }
    }
}

fn rate(found: Option<fan_out::Rate>) -> [String; 4] {
    let Some(found) = found else { return ["none", "", "", ""].map(str::to_owned) };
    let frames = format!("{:.2}", found.frames);
    [found.rate.to_string(), frames, format!("{:.0}", found.p99), format!("{:.0}", found.processor)]
}

/// What Maquette and what the better peer has, where both were measured.
fn beside<T>(rows: &[(Kind, T)], of: impl Fn(&T) -> f64, better: fn(f64, f64) -> f64) -> Option<(f64, f64)> {
    let ours = rows.iter().find(|(kind, _)| *kind == Kind::Maquette).map(|(_, outcome)| of(outcome))?;
    let peers = rows.iter().filter(|(kind, _)| *kind != Kind::Maquette).map(|(_, outcome)| of(outcome));
    Some((ours, peers.reduce(better)?))
}
