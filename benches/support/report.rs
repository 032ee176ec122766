//! The results of one measurement, as a table in the terminal and in `benches/README.md`.

#![allow(clippy::print_stdout, reason = "the terminal is where the results are read")]

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use super::milliseconds;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/README.md");

/// A table that grows row by row, and what stands below it.
pub struct Report {
    section: &'static str,
    rows: Vec<[String; 5]>,
    notes: Vec<String>,
    load_before: String,
}

/// What a result is held against.
pub enum Aim {
    /// At most so many milliseconds.
    Milliseconds(f64),
    /// At most this many times what the peer takes.
    OfPeer(f64),
    /// Shown for comparison.
    None,
}

impl Report {
    /// Begins the report whose section in `benches/README.md` has this name.
    pub fn new(section: &'static str) -> Self {
        println!("measuring {section} (load average {})", load());
        Self { section, rows: Vec::new(), notes: Vec::new(), load_before: load() }
    }

    /// A row as it is: what, ours, aim, the peer's, the ratio.
    pub fn row(&mut self, row: [String; 5]) {
        println!("  {}", row.join(" | "));
        self.rows.push(row);
    }

    /// A duration, with the peer's where there is one. A ratio above 1 says how many times faster
    /// Maquette was.
    pub fn time(&mut self, what: &str, ours: Duration, aim: &Aim, peer: Option<Duration>) {
        let milli = ours.as_secs_f64() * 1000.0;
        let ratio = peer.map(|peer| peer.as_secs_f64() / ours.as_secs_f64());
        let (aim, met) = match aim {
            Aim::Milliseconds(most) => (format!("≤ {most} ms"), Some(milli <= *most)),
            Aim::OfPeer(part) => (format!("≤ {part} × peer"), ratio.map(|ratio| ratio * part >= 1.0)),
            Aim::None => (String::new(), None),
        };
        let mark = match met {
            Some(true) => " ✓",
            Some(false) => " ✗",
            None => "",
        };
        self.row([
            what.to_owned(),
            format!("{} ms", milliseconds(ours)),
            format!("{aim}{mark}"),
            peer.map(|peer| format!("{} ms", milliseconds(peer))).unwrap_or_default(),
            ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default(),
        ]);
    }

    /// A sentence below the table.
    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        println!("  {note}");
        self.notes.push(note);
    }

    /// Puts the table in its place.
    pub fn finish(self) {
        let mut text = String::from("| | Maquette | aim | peer | times faster |\n|---|---|---|---|---|\n");
        for row in &self.rows {
            writeln!(text, "| {} |", row.join(" | ")).expect("a string takes it");
        }
        for note in &self.notes {
            writeln!(text, "\n{note}").expect("a string takes it");
        }
        writeln!(text, "\nLoad average before {}, after {} ({}).", self.load_before, load(), machine())
            .expect("a string takes it");
        println!("\n{text}");
        let readme = fs::read_to_string(README).expect("benches/README.md can be read");
        let (begin, end) = (format!("<!-- {} -->\n", self.section), format!("<!-- /{} -->", self.section));
        let (before, rest) = readme.split_once(&begin).expect("the section begins");
        let (_, after) = rest.split_once(&end).expect("the section ends");
        fs::write(README, format!("{before}{begin}{text}{end}{after}"))
            .expect("benches/README.md can be written");
    }
}

/// The average number of tasks that ran or waited in the last minute.
fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("unknown").to_owned()
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let field = |file: &str, name: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let memory: f64 = field("/proc/meminfo", "MemTotal").trim_end_matches(" kB").parse().unwrap_or(0.0);
    format!("{cores} cores, {}, {:.0} GiB", field("/proc/cpuinfo", "model name"), memory / 1024.0 / 1024.0)
}
