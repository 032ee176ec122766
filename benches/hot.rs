//! The pure functions that run most often, each by itself.

#![allow(missing_docs, reason = "a program, not a library")]

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use futures::executor::block_on;
use maquette::generation::GenerationEvent;
use maquette::generation::arguments::ArgumentDecoder;
use maquette::preview::language::Script;
use maquette::preview::{scan, transform};
use maquette::streams::NewEvent;
use maquette::versions::diff::Contents;
use maquette::versions::merge::{self, Files, Sides};
use maquette::versions::objects::{self, ObjectId, Tree, blob_id};
use maquette::versions::trees::{self, Changes, TreeSource};
use maquette::wireframes::components::Library;
use maquette::wireframes::element::Drawing;
use maquette::wireframes::export;
use serde_json::{Value, json};

mod support;

use support::Report;
use support::sample::{many_path, part};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut report = Report::new("hot");
    let mut criterion = Criterion::default()
        .output_directory(folder.path())
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .sample_size(30);
    modules(&mut criterion);
    arguments(&mut criterion);
    folders(&mut criterion);
    merges(&mut criterion);
    events(&mut criterion);
    wireframes(&mut criterion);
    for (name, time) in results(folder.path()) {
        report.row([name, duration(time), String::new(), String::new(), String::new()]);
    }
    report.finish();
}

fn modules(criterion: &mut Criterion) {
    let source = part(7, "Nothing here yet.");
    let size = format!("of {:.1} KB", source.len() as f64 / 1000.0);
    let mut group = criterion.benchmark_group("module");
    group.throughput(Throughput::Bytes(source.len() as u64));
    for (name, target) in
        [("preview", transform::Target::Preview), ("published", transform::Target::Published)]
    {
        let options = transform::Options::new(target);
        group.bench_function(format!("transform {size} for {name}"), |bencher| {
            bencher.iter(|| transform::transform(Script::TypeScriptJsx, black_box(&source), &options));
        });
    }
    group.bench_function(format!("scan {size}"), |bencher| {
        bencher.iter(|| scan::scan(Script::TypeScriptJsx, black_box(&source)));
    });
    group.finish();
}

/// A call that writes a file of 20 KB, in pieces as small as tokens.
fn arguments(criterion: &mut Criterion) {
    let text: String = (0..9).map(|number| part(number, "Nichts – noch nicht 🙂")).collect();
    let json = json!({ "path": "src/App.tsx", "text": text }).to_string();
    let characters: Vec<char> = json.chars().collect();
    let pieces: Vec<String> = characters.chunks(4).map(|piece| piece.iter().collect()).collect();
    let mut group = criterion.benchmark_group("tool call");
    group.throughput(Throughput::Bytes(json.len() as u64));
    let name = format!("decode {:.0} KB in {} pieces", json.len() as f64 / 1000.0, pieces.len());
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            let mut decoder = ArgumentDecoder::new("path", 1 << 20);
            let mut events = Vec::new();
            for piece in &pieces {
                decoder.push(black_box(piece), &mut events).expect("valid");
            }
            decoder.finish().expect("complete");
            events
        });
    });
    group.finish();
}

/// Folders in memory.
#[derive(Default)]
struct Memory(HashMap<ObjectId, Vec<u8>>);

impl TreeSource for Memory {
    type Error = objects::Error;

    async fn trees(&self, ids: &[ObjectId]) -> Result<Vec<Tree>, objects::Error> {
        let tree = |id: &ObjectId| Tree::decode(*id, self.0.get(id).ok_or(objects::Error::Missing(*id))?);
        ids.iter().map(tree).collect()
    }
}

impl Memory {
    fn write(&mut self, base: Option<ObjectId>, changes: &Changes) -> ObjectId {
        let written = block_on(trees::write(base, changes, self)).expect("written");
        self.0.extend(written.trees);
        written.root
    }
}

fn content(text: &str) -> ObjectId {
    blob_id(text.as_bytes()).expect("an id")
}

fn changes(count: usize, text: &str) -> Changes {
    let path = |index: usize| many_path(index * 10_000 / count);
    (0..count).map(|index| (path(index), Some(content(&format!("{text}{index}"))))).collect()
}

fn folders(criterion: &mut Criterion) {
    let mut memory = Memory::default();
    let all = changes(10_000, "");
    let base = memory.write(None, &all);
    let mut group = criterion.benchmark_group("trees of 10,000 files");
    group.bench_function("write all", |bencher| {
        bencher.iter(|| block_on(trees::write(None, black_box(&all), &memory)));
    });
    for count in [1, 100] {
        let some = changes(count, "changed");
        group.bench_function(format!("write {count} changed"), |bencher| {
            bencher.iter(|| block_on(trees::write(Some(base), black_box(&some), &memory)));
        });
    }
    let other = memory.write(Some(base), &changes(967, "changed"));
    group.bench_function("diff with 967 changed", |bencher| {
        bencher.iter(|| block_on(trees::diff(Some(black_box(base)), Some(other), &memory)));
    });
    group.finish();
}

fn merges(criterion: &mut Criterion) {
    let lines =
        |changed: &[usize], by: &str| -> String {
            (0..1000)
                .map(|line| {
                    if changed.contains(&line) { format!("{by} {line}\n") } else { format!("line {line}\n") }
                })
                .collect()
        };
    let base = lines(&[], "");
    let (person, agent) = (lines(&[10, 300, 700], "person"), lines(&[50, 300, 900], "agent"));
    let mut group = criterion.benchmark_group("merge");
    group.bench_function("a text of 1,000 lines, 3 changed on each side, 1 conflict", |bencher| {
        bencher.iter(|| merge::text(black_box(base.as_bytes()), person.as_bytes(), agent.as_bytes()));
    });
    let (files, contents) = three_sides(&[&base, &person, &agent]);
    let [base, person, agent] = &files;
    let sides = Sides { base, person, agent, agent_renames: &[] };
    group.bench_function("1,000 files, 10 changed on each side, 5 of them by both", |bencher| {
        bencher.iter(|| merge::files(black_box(&sides), &contents).expect("all is there"));
    });
    group.finish();
}

/// A thousand files as three see them.
fn three_sides(texts: &[&String; 3]) -> ([Files; 3], Contents) {
    let contents: Contents =
        texts.iter().map(|text| (content(text), text.as_bytes().to_vec().into())).collect();
    let side = |text: &str, changed: std::ops::Range<usize>| -> Files {
        let id = |number| if changed.contains(&number) { content(text) } else { content(texts[0]) };
        (0..1000).map(|number| (many_path(number), id(number))).collect()
    };
    ([side(texts[0], 0..0), side(texts[1], 0..10), side(texts[2], 5..15)], contents)
}

fn events(criterion: &mut Criterion) {
    let event = GenerationEvent::FileDelta {
        step: 3,
        path: "src/App.tsx".into(),
        text: "const [a, b] = \"c\";\n".into(),
    };
    let stored = serde_json::to_string(&event).expect("JSON");
    let mut group = criterion.benchmark_group("event");
    group.bench_function("write as JSON", |bencher| {
        bencher.iter(|| NewEvent::new(None, black_box(&event)).expect("JSON"));
    });
    group.bench_function("read from JSON", |bencher| {
        bencher.iter(|| serde_json::from_str::<GenerationEvent>(black_box(&stored)).expect("an event"));
    });
    group.finish();
}

/// A wireframe of 200 elements as files: three real screens on one canvas.
fn wireframes(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/wireframes/fixtures");
    let mut drawing = Drawing { name: "200".to_owned(), width: 1440, height: 1024, elements: Vec::new() };
    for round in 0.. {
        for name in ["dashboard", "kanban", "settings", "list-detail"] {
            let text = fs::read_to_string(folder.join(format!("{name}.json"))).expect("a fixture");
            for mut element in export::parse(&text).expect("a wireframe").elements {
                element.id = format!("{name}-{round}-{}", element.id);
                element.parent = element.parent.map(|parent| format!("{name}-{round}-{parent}"));
                drawing.elements.push(element);
            }
        }
        if drawing.elements.len() >= 200 {
            break;
        }
    }
    drawing.elements.truncate(200);
    let library = Library::default();
    let mut group = criterion.benchmark_group("wireframe of 200 elements");
    group.bench_function("SVG", |bencher| bencher.iter(|| export::svg(black_box(&drawing), &library)));
    group.bench_function("PNG", |bencher| {
        bencher.iter(|| export::png(black_box(&drawing), &library).expect("a picture"));
    });
    group.bench_function("HTML", |bencher| bencher.iter(|| export::html(black_box(&drawing), &library)));
    group.bench_function("React", |bencher| {
        bencher.iter(|| export::react(black_box(&drawing), &library, None));
    });
    group.finish();
}

/// The medians that criterion found, in nanoseconds, by name.
fn results(folder: &Path) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    for file in walk(folder).filter(|path| path.ends_with("new/benchmark.json")) {
        let read = |path: &Path| -> Value {
            serde_json::from_str(&fs::read_to_string(path).expect("criterion's results")).expect("JSON")
        };
        let estimates = read(&file.with_file_name("estimates.json"));
        let median = estimates["median"]["point_estimate"].as_f64().expect("a number");
        let named = read(&file);
        let name = format!("{}: {}", word(&named["group_id"]), word(&named["function_id"]));
        found.insert(name, median);
    }
    found
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn walk(folder: &Path) -> impl Iterator<Item = std::path::PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.into_iter()
}

fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        1e6.. => format!("{:.2} ms", nanoseconds / 1e6),
        1e3.. => format!("{:.1} µs", nanoseconds / 1e3),
        _ => format!("{nanoseconds:.0} ns"),
    }
}
