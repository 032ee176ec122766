//! Versions of 10,000 files beside git's command line on the same files.

#![allow(missing_docs, reason = "a program, not a library")]

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use sea_orm::{ConnectionTrait as _, Database};
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

mod support;

use support::client::string;
use support::report::Aim;
use support::sample::{self, many_path, many_text};
use support::{Client, Home, Report, Samples, archive, milliseconds};

/// Versions when the export is made: the import, and snapshots.
const EXPORTED: usize = 20;
const LISTED: usize = 100;
const RESTORED: usize = 967;
const ROUNDS: usize = 10;

fn main() {
    support::run(async {
        let mut report = Report::new("versions");
        let files = sample::many();
        let home = Home::new(&[]);
        let server = home.start().await;
        let client = Client::register(home.port).await;
        let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let started = Instant::now();
        let zip = archive::zip(texts);
        let zipped = started.elapsed();
        let started = Instant::now();
        let project = client.import(&zip).await;
        let imported = started.elapsed();
        let git = Git::new(&files);
        let mut bench = Bench { home, client, project, git, revision: 0 };

        report.time(
            "import of the zip archive → first version; git: first add + commit",
            imported,
            &Aim::None,
            Some(bench.git.first),
        );
        bench.snapshots(&mut report).await;
        bench.exports(&mut report).await;
        bench.restores(&mut report).await;
        bench.listing(&mut report).await;
        report.note(format!(
            "All through the API, over HTTP, durable when answered; git with its defaults, which sync \
             nothing but packs. The archive took {} ms to make.",
            milliseconds(zipped)
        ));
        server.stop().await;
        report.finish();
    });
}

/// The same files twice.
struct Bench {
    home: Home,
    client: Client,
    project: String,
    git: Git,
    /// Of the contents that were written last.
    revision: usize,
}

impl Bench {
    /// Changes that many files on both sides.
    async fn change(&mut self, count: usize) {
        self.revision += 1;
        for index in 0..count {
            // Spread over all folders.
            let number = index * 10_000 / count + self.revision % 10;
            let (path, text) = (many_path(number), many_text(number, self.revision));
            self.client.write(&self.project, &path, &text).await;
            self.git.write(&path, &text);
        }
    }

    /// A snapshot of both sides.
    async fn snapshot(&self) -> (Duration, Duration) {
        let started = Instant::now();
        create(&self.client, &self.project, "A snapshot").await;
        (started.elapsed(), self.git.commit())
    }

    async fn snapshots(&mut self, report: &mut Report) {
        for (count, most, rounds) in [(1, 10.0, ROUNDS), (100, 40.0, EXPORTED - 1 - ROUNDS)] {
            let (mut ours, mut theirs) = (Samples::default(), Samples::default());
            for _ in 0..rounds {
                self.change(count).await;
                let (our, their) = self.snapshot().await;
                ours.push(our);
                theirs.push(their);
            }
            let what = format!("snapshot after {count} changed; git add -A + commit");
            report.time(
                &format!("{what}, p50"),
                ours.median(),
                &Aim::Milliseconds(most),
                Some(theirs.median()),
            );
            report.time(&format!("{what}, most"), ours.max(), &Aim::None, Some(theirs.max()));
        }
    }

    async fn exports(&mut self, report: &mut Report) {
        let (mut first, mut last) = (Samples::default(), Samples::default());
        let (mut git_first, mut git_last) = (Samples::default(), Samples::default());
        let mut sizes = (0, 0);
        for _ in 0..5 {
            let export = self.export().await;
            first.push(export.first);
            last.push(export.last);
            let archive = self.git.archive();
            git_first.push(archive.first);
            git_last.push(archive.last);
            sizes = (export.bytes, archive.bytes);
        }
        let what = format!("zip export with a history of {EXPORTED} versions; git archive, without");
        report.time(
            &format!("{what}: last byte, p50"),
            last.median(),
            &Aim::Milliseconds(1000.0),
            Some(git_last.median()),
        );
        report.time(&format!("{what}: last byte, most"), last.max(), &Aim::None, Some(git_last.max()));
        report.time(
            &format!("{what}: first byte, p50"),
            first.median(),
            &Aim::None,
            Some(git_first.median()),
        );
        report.note(format!("The export has {:.1} MB, git's archive {:.1} MB.", mb(sizes.0), mb(sizes.1)));
    }

    async fn export(&self) -> Transfer {
        let query = "query($id: ID!) { project(id: $id) { exportUrl } }";
        let data = self.client.data(query, json!({ "id": self.project })).await;
        let url: Url = string(&data["project"]["exportUrl"]).parse().expect("an address");
        let started = Instant::now();
        let answer = self.client.http.get(self.client.url(url.path())).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        let (mut stream, mut first, mut bytes) = (answer.bytes_stream(), None, 0);
        while let Some(piece) = stream.next().await {
            first.get_or_insert_with(|| started.elapsed());
            bytes += piece.expect("the whole export").len();
        }
        Transfer { first: first.expect("a byte"), last: started.elapsed(), bytes }
    }

    /// Back and forth between two versions that differ in that many files.
    async fn restores(&mut self, report: &mut Report) {
        let query = "query($id: ID!) { project(id: $id) { headVersion { id } } }";
        let head = async |bench: &Self| {
            let data = bench.client.data(query, json!({ "id": bench.project })).await;
            string(&data["project"]["headVersion"]["id"])
        };
        let versions = (head(self).await, self.git.head());
        self.change(RESTORED).await;
        self.snapshot().await;
        let others = (head(self).await, self.git.head());
        let (mut ours, mut theirs) = (Samples::default(), Samples::default());
        for round in 0..ROUNDS {
            let (version, commit) = if round % 2 == 0 { &versions } else { &others };
            let started = Instant::now();
            let query = "mutation($id: ID!) { versionRestore(id: $id) { version { number } userErrors { message } } }";
            self.client.mutate(query, json!({ "id": version })).await;
            ours.push(started.elapsed());
            theirs.push(self.git.checkout(commit));
        }
        let what = format!("restore of {RESTORED} changed files; git checkout");
        report.time(&format!("{what}, p50"), ours.median(), &Aim::Milliseconds(150.0), Some(theirs.median()));
        report.time(&format!("{what}, most"), ours.max(), &Aim::None, Some(theirs.max()));
    }

    /// The latest 100 versions, while no content can be read.
    async fn listing(&mut self, report: &mut Report) {
        for number in EXPORTED + ROUNDS..LISTED + 10 {
            self.client.write(&self.project, &many_path(0), &number.to_string()).await;
            create(&self.client, &self.project, "One more").await;
        }
        let path = self.home.folder().join("maquette.db");
        let database = Database::connect(format!("sqlite://{}", path.display())).await.expect("the database");
        let rename = async |from: &str, to: &str| {
            let sql = format!("ALTER TABLE {from} RENAME TO {to}");
            database.execute_unprepared(&sql).await.expect("renamed");
        };
        rename("blobs", "blobs_hidden").await;
        let query = "query($id: ID!) { project(id: $id) { versions(first: 100) { nodes { id number kind message \
                     commitId createdAt author { displayName } } pageInfo { endCursor } } } }";
        let mut times = Samples::default();
        for _ in 0..ROUNDS * 5 {
            let started = Instant::now();
            let data = self.client.data(query, json!({ "id": self.project })).await;
            times.push(started.elapsed());
            let listed = data["project"]["versions"]["nodes"].as_array().map(Vec::len);
            assert_eq!(listed, Some(LISTED));
        }
        rename("blobs_hidden", "blobs").await;
        report.time("list of 100 versions, p50", times.median(), &Aim::None, None);
        report.note("The list was read while the table of contents was renamed, so it reads none.");
    }
}

async fn create(client: &Client, project: &str, message: &str) -> Value {
    let query = "mutation($id: ID!, $message: String!) { versionCreate(projectId: $id, input: { message: $message }) \
                 { version { id number } userErrors { message } } }";
    client.mutate(query, json!({ "id": project, "message": message })).await
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// How an archive came.
struct Transfer {
    first: Duration,
    last: Duration,
    bytes: usize,
}

/// A working folder of git's.
struct Git {
    folder: TempDir,
    /// How long its first add and commit took.
    first: Duration,
}

impl Git {
    fn new(files: &sample::Files) -> Self {
        let mut git = Self { folder: tempfile::tempdir().expect("a folder"), first: Duration::ZERO };
        for (path, text) in files {
            git.write(path, text);
        }
        git.run(&["init", "--quiet"]);
        git.first = git.commit();
        git
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .args(["-c", "user.name=Bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0"])
            .args(arguments)
            .current_dir(self.folder.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null");
        command
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().expect("git runs");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }

    fn commit(&self) -> Duration {
        let started = Instant::now();
        self.run(&["add", "-A"]);
        self.run(&["commit", "--quiet", "-m", "A snapshot"]);
        started.elapsed()
    }

    fn head(&self) -> String {
        self.run(&["rev-parse", "HEAD"])
    }

    fn checkout(&self, commit: &str) -> Duration {
        let started = Instant::now();
        self.run(&["checkout", "--quiet", commit]);
        started.elapsed()
    }

    fn archive(&self) -> Transfer {
        let started = Instant::now();
        let mut process = self
            .command(&["archive", "--format=zip", "HEAD"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("git runs");
        let mut output = process.stdout.take().expect("its output");
        let (mut buffer, mut first, mut bytes) = (vec![0; 1 << 16], None, 0);
        loop {
            let count = output.read(&mut buffer).expect("more");
            if count == 0 {
                break;
            }
            first.get_or_insert_with(|| started.elapsed());
            bytes += count;
        }
        assert!(process.wait().expect("git ends").success());
        Transfer { first: first.expect("a byte"), last: started.elapsed(), bytes }
    }
}
