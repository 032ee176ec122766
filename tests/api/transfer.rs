//! Forks, exports and imports: what leaves is whole, what comes in is checked.

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::{Client, TestApp};
use crate::versions::{delete, files, history, project, version, write};

async fn export_url(client: &Client, project: &str, format: &str) -> String {
    let query = "query($id: ID!, $format: ExportFormat) { project(id: $id) { exportUrl(format: $format) } }";
    let data = client.data(query, json!({ "id": project, "format": format })).await;
    let url = data["project"]["exportUrl"].as_str().expect("an address");
    // The public address names the host that a browser would resolve.
    client.url(&url[url.find("/exports/").expect("a path")..])
}

pub async fn export(client: &Client, project: &str, format: &str) -> Vec<u8> {
    let url = export_url(client, project, format).await;
    let response = client.http().get(url).send().await.expect("an answer");
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["cache-control"], "private, no-store");
    response.bytes().await.expect("all of it").to_vec()
}

const IMPORT: &str = "mutation($archive: Upload!, $name: String) { projectImport(input: { archive: $archive, name: $name }) \
                      { project { id name description } warnings userErrors { code message field } } }";

const FORM: &str = "multipart/form-data; boundary=between-two-fields";

/// A form as a browser sends it (RFC 7578).
fn form(fields: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, content) in fields {
        let head = format!("--between-two-fields\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--between-two-fields--\r\n");
    body
}

async fn import(client: &Client, file_name: &str, bytes: Vec<u8>, name: Option<&str>) -> Value {
    let operations = json!({ "query": IMPORT, "variables": { "archive": null, "name": name } });
    let operations = operations.to_string();
    let file = format!("0\"; filename=\"{file_name}");
    let body = form(&[
        ("operations", operations.as_bytes()),
        ("map", br#"{"0":["variables.archive"]}"#),
        (&file, &bytes),
    ]);
    let request = client.http().post(client.url("/graphql")).header("content-type", FORM).body(body);
    let request = request.bearer_auth(client.token.as_deref().expect("signed in"));
    let response: Value = request.send().await.expect("an answer").json().await.expect("JSON");
    assert!(response.get("errors").is_none(), "{response:#}");
    response["data"]["projectImport"].clone()
}

pub async fn imported(client: &Client, file_name: &str, bytes: Vec<u8>) -> (String, Vec<String>) {
    let payload = import(client, file_name, bytes, None).await;
    assert_eq!(payload["userErrors"], json!([]));
    let warnings = payload["warnings"].as_array().expect("warnings");
    let warnings = warnings.iter().map(|text| text.as_str().expect("a text").to_owned()).collect();
    (payload["project"]["id"].as_str().expect("an id").to_owned(), warnings)
}

pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

fn unpack(bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    ZipArchive::new(Cursor::new(bytes)).expect("a zip").extract(folder.path()).expect("extracted");
    folder
}

/// The one folder in an unpacked export.
fn top(folder: &tempfile::TempDir) -> std::path::PathBuf {
    let entries: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(entries.len(), 1);
    entries[0].as_ref().expect("an entry").path()
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "safe.directory=*"]).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for (name, value) in [("NAME", "Grace"), ("EMAIL", "grace@example.org")] {
        command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    let output = command.output().expect("git runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    assert!(output.status.success(), "git {arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// Commits, files and messages of all versions, the latest first.
async fn commits(client: &Client, project: &str) -> Value {
    let query = "query($id: ID!) { project(id: $id) { versions(first: 100) \
                 { nodes { number message commitId files { nodes { path hash } } } } } }";
    client.data(query, json!({ "id": project })).await["project"]["versions"]["nodes"].clone()
}

/// A project with three versions, a binary file, a secret, and unsaved changes of every kind.
async fn sample(client: &Client) -> String {
    let project = project(client, "Habit Tracker").await;
    write(client, &project, "src/App.tsx", "export default () => null;\n").await;
    write(client, &project, "src/ä 日本.css", "a {}\n").await;
    version(client, &project, "Begin").await;
    let query = "mutation($id: ID!) { fileWrite(projectId: $id, input: { path: \"logo.png\", base64: \"iVBORwD/AA==\" }) \
                 { file { path } userErrors { code message } } }";
    client.mutate(query, json!({ "id": project })).await;
    write(client, &project, ".env", "KEY=secret\n").await;
    version(client, &project, "Add a logo\n\nand a key").await;
    delete(client, &project, "src/ä 日本.css").await;
    version(client, &project, "Tidy up").await;
    write(client, &project, "src/App.tsx", "export default () => 1;\n").await;
    write(client, &project, "new.txt", "").await;
    delete(client, &project, "logo.png").await;
    project
}

#[tokio::test]
async fn an_export_is_a_repository_that_git_accepts() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = sample(&ada).await;
    let folder = unpack(&export(&ada, &project, "ZIP").await);
    let top = top(&folder);
    assert!(
        top.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("habit-tracker-"))
    );
    assert_eq!(
        std::fs::read_to_string(top.join("src/App.tsx")).expect("a file"),
        "export default () => 1;\n"
    );
    assert_eq!(std::fs::read_to_string(top.join(".env")).expect("a file"), "KEY=secret\n");
    git(&top, &["fsck", "--full", "--strict"]);
    assert_eq!(git(&top, &["log", "--format=%s|%an|%P"]).lines().count(), 3);
    assert_eq!(git(&top, &["log", "--format=%s"]), "Tidy up\nAdd a logo\nBegin");
    let log = git(&top, &["log", "--format=%an <%ae>", "-1"]);
    assert!(log.starts_with("ada <usr_") && !log.contains("example.com"), "{log}");
    // Just the unsaved changes: git trims its output, so the first line lacks its leading space.
    assert_eq!(git(&top, &["status", "--porcelain"]), "D logo.png\n M src/App.tsx\n?? new.txt");
    assert_eq!(git(&top, &["show", "HEAD~1:logo.png"]).len(), git(&top, &["show", "HEAD:logo.png"]).len());
    let ids = commits(&ada, &project).await;
    assert_eq!(git(&top, &["rev-parse", "HEAD"]), ids[0]["commitId"].as_str().expect("an id"));
}

#[tokio::test]
async fn whatever_an_export_makes_an_import_takes() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = sample(&ada).await;
    let zip = export(&ada, &project, "ZIP").await;
    let (copy, warnings) = imported(&ada, "Habits.zip", zip).await;
    assert_eq!(warnings, [""; 0]);
    assert_eq!(files(&ada, &copy).await, files(&ada, &project).await);
    assert_eq!(commits(&ada, &copy).await, commits(&ada, &project).await);
    assert!(history(&ada, &copy).await.iter().all(|(_, kind, _)| kind == "IMPORT"));
    // The unsaved changes are still unsaved: going back keeps them first.
    version(&ada, &copy, "Saved").await;
    let query = "query($id: ID!) { project(id: $id) { headVersion { diff { files { path change } } } } }";
    let data = ada.data(query, json!({ "id": copy })).await;
    let changed = data["project"]["headVersion"]["diff"]["files"].as_array().map(Vec::len);
    assert_eq!(changed, Some(3));

    let document = export(&ada, &project, "JSON").await;
    let parsed: Value = serde_json::from_slice(&document).expect("JSON");
    assert_eq!(parsed["name"], "Habit Tracker");
    let (copy, warnings) = imported(&ada, "x.json", document).await;
    assert_eq!(warnings, [""; 0]);
    assert_eq!(files(&ada, &copy).await, files(&ada, &project).await);
    assert_eq!(history(&ada, &copy).await, [(1, "IMPORT".into(), "Import x.json".into())]);
}

#[tokio::test]
async fn a_project_without_versions_is_exported_too() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "Fresh").await;
    let empty = export(&ada, &project, "ZIP").await;
    assert_eq!(ZipArchive::new(Cursor::new(&empty)).expect("a zip").len(), 0);
    write(&ada, &project, "a/b.txt", "b").await;
    let (copy, _) = imported(&ada, "a.zip", export(&ada, &project, "ZIP").await).await;
    assert_eq!(files(&ada, &copy).await, files(&ada, &project).await);
}

#[tokio::test]
async fn links_to_exports_end() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.signed_up("ada").await, app.signed_up("bob").await);
    let project = project(&ada, "Habits").await;
    let member = "mutation($id: ID!, $email: String!) { projectMemberSet(projectId: $id, \
                  input: { email: $email, role: VIEWER }) { member { role } userErrors { code message } } }";
    ada.mutate(member, json!({ "id": project, "email": bob.email })).await;
    let status = async |url: String| ada.http().get(url).send().await.expect("an answer").status().as_u16();
    let (adas, bobs) = (export_url(&ada, &project, "ZIP").await, export_url(&bob, &project, "JSON").await);
    assert_eq!(status(adas.clone()).await, 200);
    assert_eq!(status(bobs.clone()).await, 200);
    assert_eq!(status(bobs.replace(".json.", ".zip.")).await, 404, "signed for another format");
    assert_eq!(status(format!("{adas}x")).await, 404);
    assert_eq!(status(ada.url("/exports/nothing")).await, 404);

    let remove = "mutation($id: ID!, $user: ID!) { projectMemberRemove(projectId: $id, userId: $user) \
                  { removedId userErrors { code message } } }";
    ada.mutate(remove, json!({ "id": project, "user": bob.user_id })).await;
    assert_eq!(status(bobs).await, 404, "no longer a member");
    app.clock.advance(Duration::from_secs(599));
    assert_eq!(status(adas.clone()).await, 200);
    app.clock.advance(Duration::from_secs(2));
    assert_eq!(status(adas).await, 404);
}

#[tokio::test]
async fn foreign_repositories_come_with_their_history() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    git(folder.path(), &["init", "-q", "-b", "main"]);
    for (number, text) in ["one\n", "one\ntwo\n", "one\ntwo\nthree\n"].iter().enumerate() {
        std::fs::write(path("a.txt"), text).expect("written");
        std::fs::write(path(&format!("f{number}.bin")), [0, 255, number as u8]).expect("written");
        git(folder.path(), &["add", "."]);
        git(folder.path(), &["commit", "-q", "-m", &format!("Commit {number}")]);
    }
    std::os::unix::fs::symlink("a.txt", path("link")).expect("a link");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "A link"]);
    std::fs::remove_file(path("link")).expect("removed");
    for packed in [false, true] {
        if packed {
            git(folder.path(), &["repack", "-adq"]);
            git(folder.path(), &["pack-refs", "--all"]);
        }
        let mut entries = Vec::new();
        read_folder(folder.path(), "repo", &mut entries);
        let borrowed: Vec<(&str, &[u8])> =
            entries.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
        let (copy, warnings) = imported(&ada, "repo.zip", archive(&borrowed)).await;
        assert!(warnings.iter().any(|text| text.contains("symbolic link")), "{warnings:?}");
        let messages: Vec<String> = history(&ada, &copy).await.into_iter().map(|version| version.2).collect();
        assert_eq!(messages, ["A link", "Commit 2", "Commit 1", "Commit 0"]);
        assert_eq!(files(&ada, &copy).await.len(), 4);
        let again = unpack(&export(&ada, &copy, "ZIP").await);
        let top = top(&again);
        git(&top, &["fsck", "--full", "--strict"]);
        assert_eq!(git(&top, &["status", "--porcelain"]), "");
        assert_eq!(git(&top, &["show", "HEAD~2:a.txt"]), "one\ntwo");
        assert_eq!(
            git(&top, &["log", "-1", "--format=%an %ae"]),
            "Grace imported@users.noreply.maquette.invalid"
        );
    }
}

fn read_folder(folder: &Path, prefix: &str, entries: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}/{}", entry.file_name().to_str().expect("UTF-8"));
        if entry.file_type().expect("a type").is_dir() {
            read_folder(&entry.path(), &name, entries);
        } else {
            entries.push((name, std::fs::read(entry.path()).expect("a file")));
        }
    }
}

#[tokio::test]
async fn archives_are_read_with_care() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let mixed = archive(&[
        ("app/src/a.ts", b"a"),
        ("app/e\u{301}.txt", b"nfd"),
        ("app/.DS_Store", b"x"),
        ("app/node_modules/react/index.js", b"x"),
        ("app/lib/.git/HEAD", b"ref: refs/heads/main\n"),
        ("__MACOSX/app/._a.ts", b"x"),
    ]);
    let (copy, warnings) = imported(&ada, "my app.zip", mixed).await;
    let paths: Vec<String> = files(&ada, &copy).await.into_iter().map(|file| file.0).collect();
    assert_eq!(paths, ["src/a.ts", "\u{e9}.txt"]);
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    let named = import(&ada, "x.zip", archive(&[("a", b"a")]), Some("Mine")).await;
    assert_eq!(named["project"]["name"], "Mine");

    let link = {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.add_symlink("link", "/etc/passwd", SimpleFileOptions::default()).expect("an entry");
        zip.finish().expect("an archive").into_inner()
    };
    let zeros = vec![0; 4 * 1024 * 1024];
    let hostile: Vec<(Vec<u8>, &str)> = vec![
        (archive(&[("ok", b""), ("../evil", b"x")]), "\"../evil\""),
        (archive(&[("ok", b""), ("/etc/passwd", b"x")]), "\"/etc/passwd\""),
        (archive(&[("ok", b""), ("a/../../evil", b"x")]), "\"a/../../evil\""),
        (archive(&[("ok", b""), ("C:\\evil", b"x")]), "evil"),
        (archive(&[("ok", b""), ("nul", b"x")]), "\"nul\""),
        (archive(&[("ok", b""), (".GIT/config", b"x")]), "\".GIT/config\""),
        (archive(&[("\u{e9}", b"x"), ("e\u{301}", b"y")]), "is there twice"),
        (archive(&[("x", b""), ("a", b"x"), ("a/b", b"y")]), "a file and a folder at once"),
        (link, "\"link\" is a symbolic link"),
        (archive(&[("zeros", &zeros)]), "\"zeros\" inflates to more than 100 times"),
        (archive(&[]), "no files"),
        (archive(&[("a", b"x")])[..60].to_vec(), "not a zip archive"),
        (b"nonsense".to_vec(), "not a zip archive"),
        (Vec::new(), "not a zip archive"),
        (b"{}".to_vec(), "no export of a project"),
        (b"{\"format\":\"maquette-project\",\"version\":9,\"files\":[]}".to_vec(), "`version`"),
        (b"{\"files\":[{\"path\":\"../x\",\"text\":\"\"}]}".to_vec(), "\"../x\""),
        (b"{\"files\":[{\"path\":\"x\",\"base64\":\"?\"}]}".to_vec(), "not base64"),
        (
            b"{\"files\":[{\"path\":\"x\",\"text\":\"\"},{\"path\":\"x\",\"text\":\"\"}]}".to_vec(),
            "there twice",
        ),
        (b"{\"files\":[".to_vec(), "cannot be read"),
    ];
    let count = "{ projects { totalCount } }";
    let before = ada.data(count, json!({})).await;
    for (bytes, expected) in hostile {
        let payload = import(&ada, "x.zip", bytes, None).await;
        let message = payload["userErrors"][0]["message"].as_str().expect("refused").to_owned();
        assert!(message.contains(expected), "{message} should say {expected}");
        assert_eq!(payload["project"], Value::Null);
    }
    assert_eq!(ada.data(count, json!({})).await, before, "nothing is left of what was refused");
}

#[tokio::test]
async fn imports_end_at_the_limits() {
    let limits =
        [("limits.project_files", "10"), ("limits.project_bytes", "40000"), ("limits.file_bytes", "20000")];
    let app =
        limits.into_iter().fold(TestApp::builder(), |app, (name, value)| app.with(name, value)).start().await;
    let ada = app.signed_up("ada").await;
    let noise: Vec<u8> = (0..19_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let names: Vec<String> = (0..11).map(|number| format!("{number}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    for (bytes, expected) in [
        (archive(&many), "more than 10 files"),
        (archive(&[("a", &noise), ("b", &noise[1..]), ("c", &noise[2..])]), "more than 40000 bytes together"),
        (archive(&[("ok", b"x"), ("big", &[7; 20_001])]), "\"big\" has more than the 20000 bytes"),
    ] {
        let payload = import(&ada, "x.zip", bytes, None).await;
        let message = payload["userErrors"][0]["message"].as_str().expect("refused");
        assert!(message.contains(expected), "{message}");
    }
    imported(&ada, "x.zip", archive(&many[..10])).await;
}

#[tokio::test]
async fn forms_are_checked() {
    let app = TestApp::builder().with("limits.import_bytes", "1024").start().await;
    let ada = app.signed_up("ada").await;
    let operations = json!({ "query": IMPORT, "variables": { "archive": null } }).to_string();
    let map = r#"{"0":["variables.archive"]}"#.to_owned();
    let post = async |fields: Vec<(&'static str, String)>, header: Option<(&'static str, &'static str)>| {
        let fields: Vec<(&str, &[u8])> = fields.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        let body = form(&fields);
        let mut request = ada.http().post(ada.url("/graphql")).header("content-type", FORM).body(body);
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        request.send().await.expect("an answer").status().as_u16()
    };
    let whole = || vec![("operations", operations.clone()), ("map", map.clone()), ("0", "x".to_owned())];
    let allowed = Some(("GraphQL-Require-Preflight", "1"));
    assert_eq!(post(whole(), None).await, 400, "a foreign page could have sent it");
    assert_eq!(post(whole(), Some(("apollo-require-preflight", ""))).await, 400);
    assert_eq!(post(whole(), allowed).await, 200);
    assert_eq!(post(vec![], allowed).await, 400);
    assert_eq!(post(vec![("map", map.clone()), ("operations", operations.clone())], allowed).await, 400);
    assert_eq!(post(whole()[..2].to_vec(), allowed).await, 400, "the file is missing");
    let mut twice = whole();
    twice.push(("0", "y".to_owned()));
    assert_eq!(post(twice, allowed).await, 400);
    let with_map =
        |map: String| vec![("operations", operations.clone()), ("map", map), ("0", "x".to_owned())];
    assert_eq!(post(with_map("{".into()), allowed).await, 400);
    assert_eq!(post(with_map(r#"{"0":["variables.archive","variables.name"]}"#.into()), allowed).await, 400);
    assert_eq!(post(with_map(" ".repeat(70_000)), allowed).await, 413);
    let mut large = whole();
    large[2].1 = "x".repeat(2_000);
    assert_eq!(post(large, allowed).await, 413);
    // A text that looks like the mark of an upload is none.
    let query = json!({ "query": IMPORT, "variables": { "archive": "#__graphql_file__:0" } });
    let response = ada.execute(IMPORT, query["variables"].clone()).await;
    assert_eq!(response["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{response:#}");
}

#[tokio::test]
async fn a_fork_has_files_and_history_of_its_own() {
    let app = TestApp::start().await;
    let (ada, bob, eve) =
        (app.signed_up("ada").await, app.signed_up("bob").await, app.signed_up("eve").await);
    let project = sample(&ada).await;
    let member = "mutation($id: ID!, $email: String!) { projectMemberSet(projectId: $id, \
                  input: { email: $email, role: VIEWER }) { member { role } userErrors { code message } } }";
    ada.mutate(member, json!({ "id": project, "email": bob.email })).await;
    let query = "mutation($id: ID!, $input: ProjectForkInput) { projectFork(id: $id, input: $input) \
                 { project { id name viewerRole } userErrors { code message field } } }";
    let forked = bob.mutate(query, json!({ "id": project })).await["project"].clone();
    assert_eq!((&forked["name"], &forked["viewerRole"]), (&json!("Habit Tracker"), &json!("OWNER")));
    let fork = forked["id"].as_str().expect("an id").to_owned();
    assert_eq!(files(&bob, &fork).await, files(&ada, &project).await);
    assert_eq!(commits(&bob, &fork).await, commits(&ada, &project).await);
    // What was unsaved there is unsaved here, and what is done here does nothing there.
    let folder = unpack(&export(&bob, &fork, "ZIP").await);
    assert_eq!(git(&top(&folder), &["status", "--porcelain"]).lines().count(), 3);
    let made = version(&bob, &fork, "Mine").await;
    assert_eq!(made["number"], 4);
    assert_eq!(history(&ada, &project).await.len(), 3);

    let versions = "query($id: ID!) { project(id: $id) { versions { nodes { id number } } } }";
    let data = ada.data(versions, json!({ "id": project })).await;
    let second = &data["project"]["versions"]["nodes"][1]["id"];
    let input = json!({ "id": project, "input": { "versionId": second, "name": "Second" } });
    let fork = ada.mutate(query, input).await["project"]["id"].as_str().expect("an id").to_owned();
    let paths: Vec<String> = files(&ada, &fork).await.into_iter().map(|file| file.0).collect();
    assert_eq!(paths, [".env", "logo.png", "src/App.tsx", "src/ä 日本.css"]);
    assert_eq!(history(&ada, &fork).await.len(), 2);
    let folder = unpack(&export(&ada, &fork, "ZIP").await);
    assert_eq!(git(&top(&folder), &["status", "--porcelain"]), "");

    assert_eq!(eve.refusal(query, json!({ "id": project })).await, "NOT_FOUND");
    let foreign = json!({ "id": fork, "input": { "versionId": made["id"] } });
    assert_eq!(ada.refusal(query, foreign).await, "NOT_FOUND");
}

/// Whoever reads the archive without going back sees the same bytes.
#[tokio::test]
async fn exports_are_streamed_with_every_file_whole() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "Large").await;
    let line = "const value = 'text that repeats itself';\n";
    for number in 0..30 {
        write(&ada, &project, &format!("src/{number}.ts"), &line.repeat(2_000 + number)).await;
    }
    version(&ada, &project, "All").await;
    let bytes = export(&ada, &project, "ZIP").await;
    let mut zip = ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
    for number in 0..30 {
        let ending = format!("/src/{number}.ts");
        let mut named =
            |entry: usize| zip.by_index(entry).expect("an entry").name().expect("UTF-8").into_owned();
        let entry = (0..32).find(|entry| named(*entry).ends_with(&ending)).expect("the file");
        let mut content = String::new();
        zip.by_index(entry).expect("an entry").read_to_string(&mut content).expect("text");
        assert_eq!(content, line.repeat(2_000 + number));
    }
    git(&top(&unpack(&bytes)), &["fsck", "--full", "--strict"]);
}
