//! `benches/README.md`, whose tables stand between marks, and the machine that they were measured on.

use std::fs;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md");

/// Puts a text between the marks of a name.
pub fn put(name: &str, text: &str) {
    let readme = fs::read_to_string(README).expect("benches/README.md can be read");
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = readme.split_once(&begin).expect("the section begins");
    let (_, after) = rest.split_once(&end).expect("the section ends");
    let text = format!("{before}{begin}{}\n{end}{after}", text.trim_end());
    fs::write(README, text).expect("benches/README.md can be written");
}

/// The average number of tasks that ran or waited in the last minute.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("unknown").to_owned()
}

pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("model name")).unwrap_or_default();
    let name = line.split_once(':').map(|(_, name)| name.trim()).unwrap_or_default();
    format!("{cores} cores, {name}")
}
