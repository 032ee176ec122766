//! A published app's file beside the same file from nginx.

#![allow(missing_docs, reason = "a program, not a library")]

use std::fs;
use std::process::Command;
use std::time::Duration;

use serde_json::json;
use url::Url;

mod support;

use support::client::string;
use support::nginx::Nginx;
use support::{Client, Home, Report, archive, sample};

const ROUNDS: usize = 5;
const SECONDS: &str = "6s";
const CONNECTIONS: &str = "32";
const BYTES: usize = 5 * 1024;

fn main() {
    support::run(async {
        let mut report = Report::new("apps");
        let mut text: String = (0..3).map(|number| sample::many_text(number, 0)).collect();
        text.truncate(BYTES);

        let home = Home::new(&[]);
        let server = home.start().await;
        let host = publish(&home, &text).await;
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("data.txt"), &text).expect("written");
        let nginx = Nginx::start(folder.path()).await;

        let wrk = support::peer("wrk");
        let ours = || load(&wrk, home.port, &host);
        let theirs = || load(&wrk, nginx.port, "127.0.0.1");
        let (mut rates, mut peer_rates) = (Vec::new(), Vec::new());
        let before = server.processor();
        for _ in 0..ROUNDS {
            rates.push(ours());
            peer_rates.push(theirs());
        }
        let processor = server.processor().saturating_sub(before).as_secs_f64();
        let requests: f64 = rates.iter().map(|rate| rate * 6.0).sum();
        rates.sort_by(f64::total_cmp);
        peer_rates.sort_by(f64::total_cmp);
        let (rate, peer_rate) = (rates[ROUNDS / 2], peer_rates[ROUNDS / 2]);
        let mark = if rate >= peer_rate / 2.0 { "✓" } else { "✗" };
        report.row([
            format!("requests/s for a file of {BYTES} bytes, {CONNECTIONS} connections: median of {ROUNDS}"),
            format!("{rate:.0}"),
            format!("≥ 0.5 × peer {mark}"),
            format!("{peer_rate:.0}"),
            format!("{:.2}", rate / peer_rate),
        ]);
        report.row([
            "server's processor time a request".into(),
            format!("{:.0} µs", processor / requests * 1e6),
            String::new(),
            String::new(),
            String::new(),
        ]);
        report.note(format!(
            "wrk with one thread, {SECONDS} a round, the two in turn. Maquette {:.0} to {:.0}, nginx {:.0} to {:.0}.",
            rates[0],
            rates[ROUNDS - 1],
            peer_rates[0],
            peer_rates[ROUNDS - 1]
        ));
        server.stop().await;
        report.finish();
    });
}

/// Deploys an app with the file at `/data.txt`, and answers with its host.
async fn publish(home: &Home, text: &str) -> String {
    let client = Client::register(home.port).await;
    let page = "<!doctype html><html lang=\"en\"><title>App</title><p>Hello</p></html>\n";
    let project = client.import(&archive::zip([("index.html", page), ("public/data.txt", text)])).await;
    let query = "mutation($id: ID!) { deploymentCreate(projectId: $id, input: { provider: LOCAL }) \
                 { deployment { id } userErrors { message } } }";
    client.mutate(query, json!({ "id": project })).await;
    let query = "query($id: ID!) { project(id: $id) { liveUrl deployments { nodes { status failure } } } }";
    loop {
        let data = client.data(query, json!({ "id": project })).await;
        let deployment = &data["project"]["deployments"]["nodes"][0];
        assert_ne!(deployment["status"], "FAILED", "{deployment}");
        if deployment["status"] == "READY" {
            let url: Url = string(&data["project"]["liveUrl"]).parse().expect("an address");
            return url[url::Position::BeforeHost..url::Position::AfterPort].to_owned();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Requests a second that wrk counted.
fn load(wrk: &str, port: u16, host: &str) -> f64 {
    let output = Command::new(wrk)
        .args(["-t1", "-c", CONNECTIONS, "-d", SECONDS, "-H", &format!("Host: {host}")])
        .arg(format!("http://127.0.0.1:{port}/data.txt"))
        .output()
        .expect("wrk runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(!text.contains("Non-2xx") && !text.contains("Socket errors"), "{text}");
    let line = text.lines().find_map(|line| line.strip_prefix("Requests/sec:")).expect("wrk's count");
    line.trim().parse().expect("a number")
}
