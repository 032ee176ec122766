//! Previews beside Vite's dev server, on the same React project of 200 modules.

#![allow(missing_docs, reason = "a program, not a library")]

use std::time::{Duration, Instant};

use serde_json::json;
use url::Url;

mod support;

use support::client::{Socket, string};
use support::crawl::Site;
use support::report::Aim;
use support::sample::{self, part, part_path};
use support::{Client, Home, Report, Samples, archive, vite};

const STARTS: usize = 10;
/// Changes in rounds that alternate with the peer's.
const ROUNDS: usize = 10;
const CHANGES: usize = 30;
/// Between two changes, as a person would: nobody measures how they pile up.
const PAUSE: Duration = Duration::from_millis(30);

const EVENTS: &str = "subscription($id: ID!) { previewEvents(projectId: $id) { cursor event { __typename \
                      ... on PreviewReloaded { paths } } } }";

fn main() {
    support::run(async {
        let mut report = Report::new("preview");
        let files = sample::react();
        let home = Home::new(&[]);
        let peer = vite::Project::new(&files);

        let server = home.start().await;
        let client = Client::register(home.port).await;
        let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let project = client.import(&archive::zip(texts)).await;
        let query = "query($id: ID!) { project(id: $id) { preview { url } } }";
        let data = client.data(query, json!({ "id": project })).await;
        let url: Url = string(&data["project"]["preview"]["url"]).parse().expect("an address");
        let host = url[url::Position::BeforeHost..url::Position::AfterPort].to_owned();
        server.stop().await;

        starts(&mut report, &home, &host, &peer).await;
        changes(&mut report, &home, host, &project, &peer).await;
        report.finish();
    });
}

/// From the start of a process until the whole graph was fetched from it, then once more.
async fn starts(report: &mut Report, home: &Home, host: &str, peer: &vite::Project) {
    // Fills the cache that Vite keeps on disk.
    let server = peer.start();
    server.site.crawl().await;
    server.stop().await;
    let (mut ours, mut theirs) = (Start::default(), Start::default());
    for _ in 0..STARTS {
        let started = Instant::now();
        let server = home.start().await;
        ours.measure(&Site::new(home.port, host), started).await;
        server.stop().await;

        let started = Instant::now();
        let server = peer.start();
        theirs.measure(&server.site, started).await;
        server.stop().await;
    }
    report.time(
        "process started → whole graph fetched, p50",
        ours.cold.median(),
        &Aim::OfPeer(0.2),
        Some(theirs.cold.median()),
    );
    report.time("the same, most", ours.cold.max(), &Aim::None, Some(theirs.cold.max()));
    report.time("server ready, nothing cached → whole graph, p50", ours.fresh.median(), &Aim::None, None);
    report.time("whole graph once more, p50", ours.warm.median(), &Aim::None, Some(theirs.warm.median()));
    report.note(format!(
        "The graph: Maquette {}, Vite {} (its cache on disk is warm). Vite's modules carry the code of its \
         hot replacement, Maquette's do not.",
        ours.graph, theirs.graph
    ));
}

#[derive(Default)]
struct Start {
    cold: Samples,
    /// Without the start, where that was waited for before.
    fresh: Samples,
    warm: Samples,
    graph: String,
}

impl Start {
    async fn measure(&mut self, site: &Site, started: Instant) {
        let crawl = site.crawl().await;
        self.cold.push(started.elapsed());
        self.fresh.push(crawl.elapsed);
        let ours = crawl.modules.iter().filter(|url| url.path().starts_with("/src/")).count();
        assert!(ours > sample::MODULES, "only {ours} modules of the project were found");
        self.graph = format!("{} modules of {} KB", crawl.modules.len(), crawl.bytes / 1000);
        self.warm.push(site.crawl().await.elapsed);
    }
}

/// From a change of a file until a page knows, and until it has the new code.
async fn changes(report: &mut Report, home: &Home, host: String, project: &str, peer: &vite::Project) {
    let server = home.start().await;
    let client = Client::login(home.port).await;
    let site = Site::new(home.port, host);
    site.crawl().await;
    let mut socket = client.socket().await;
    socket.subscribe("1", EVENTS, json!({ "id": project })).await;

    let vite = peer.start();
    vite.site.crawl().await;
    let mut vite_socket = vite.socket().await;
    // A watcher and a subscription need a moment until they see everything.
    tokio::time::sleep(Duration::from_secs(1)).await;

    let (mut ours, mut theirs) = (Change::default(), Change::default());
    for round in 0..ROUNDS {
        for number in round * CHANGES..(round + 1) * CHANGES {
            ours_changes(&mut ours, &client, &mut socket, &site, project, number).await;
        }
        for number in round * CHANGES..(round + 1) * CHANGES {
            theirs_changes(&mut theirs, peer, &mut vite_socket, &vite.site, number).await;
        }
    }
    let told = "file changed → page told";
    report.time(
        &format!("{told}, p50"),
        ours.told.median(),
        &Aim::Milliseconds(5.0),
        Some(theirs.told.median()),
    );
    report.time(&format!("{told}, p99"), ours.told.p99(), &Aim::Milliseconds(20.0), Some(theirs.told.p99()));
    let fetched = "file changed → its new code fetched";
    report.time(&format!("{fetched}, p50"), ours.fetched.median(), &Aim::None, Some(theirs.fetched.median()));
    report.time(
        &format!("{fetched}, p99"),
        ours.fetched.p99(),
        &Aim::Milliseconds(30.0),
        Some(theirs.fetched.p99()),
    );
    report.note(format!(
        "{} changes each, in alternating rounds. Maquette: `fileWrite` sent (durable) → `previewEvents` on a \
         socket → the page, and through its import map the module. Vite: file written → its socket → the \
         module.",
        ours.told.len()
    ));
    vite.stop().await;
    server.stop().await;
}

#[derive(Default)]
struct Change {
    told: Samples,
    fetched: Samples,
}

/// What the module shows after a change.
fn words(number: usize) -> String {
    format!("Changed {number} times.")
}

async fn ours_changes(
    change: &mut Change,
    client: &Client,
    socket: &mut Socket,
    site: &Site,
    project: &str,
    number: usize,
) {
    tokio::time::sleep(PAUSE).await;
    let (path, text) = (part_path(number % 14, number % 13), part(number, &words(number)));
    let started = Instant::now();
    let told = async {
        let event = socket.next("1").await.expect("an event");
        assert_eq!(event["previewEvents"]["event"]["paths"], json!([path]));
        change.told.push(started.elapsed());
        let page = site.page().await.expect("the page");
        let base = Url::parse("http://site/").expect("an address");
        let module = page.resolve(&base, &format!("/{path}")).expect("an address");
        let code = site.get(&module[url::Position::BeforePath..], "*/*").await.expect("the module");
        change.fetched.push(started.elapsed());
        assert!(code.contains(&words(number)));
    };
    tokio::join!(client.write(project, &path, &text), told);
}

async fn theirs_changes(
    change: &mut Change,
    peer: &vite::Project,
    socket: &mut vite::Socket,
    site: &Site,
    number: usize,
) {
    tokio::time::sleep(PAUSE).await;
    let (path, text) = (part_path(number % 14, number % 13), part(number, &words(number)));
    let started = Instant::now();
    peer.write(&path, &text);
    let address = socket.update().await;
    change.told.push(started.elapsed());
    let code = site.get(&address, "*/*").await.expect("the module");
    change.fetched.push(started.elapsed());
    assert!(code.contains(&words(number)), "{address}");
}
