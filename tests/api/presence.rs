//! Who is in a project and where, as people at real sockets see each other.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use futures::future::join_all;
use futures::stream::BoxStream;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const WATCH: &str = "subscription($p: ID!, $s: ID) { presence(projectId: $p, sessionId: $s) { __typename
    ... on PresenceSnapshot { sessions { ...P } } ... on PresenceChanged { session { ...P } }
    ... on PresenceLeft { sessionId } } }
    fragment P on Presence { sessionId user { id displayName } color wireframeId filePath x y selection state }";
const UPDATE: &str = "mutation($p: ID!, $i: PresenceUpdateInput!) { presenceUpdate(projectId: $p, input: $i)
    { accepted userErrors { code message field } } }";
/// How long something may take that happens at once, on a machine that has other things to do.
const SOON: Duration = Duration::from_secs(60);

/// Events after which something should have been seen.
const MOST_EVENTS: usize = 1_000;

/// A project of the first person's, and the others with their roles.
async fn project(owner: &Client, others: &[(&Client, &str)]) -> String {
    let create = "mutation { projectCreate(input: { name: \"P\" }) { project { id } userErrors { code } } }";
    let made = owner.mutate(create, json!({})).await;
    let project = made["project"]["id"].as_str().expect("an id").to_owned();
    for (client, role) in others {
        let set = "mutation($p: ID!, $i: ProjectMemberSetInput!) { projectMemberSet(projectId: $p, input: $i)
            { userErrors { code } } }";
        owner.mutate(set, json!({ "p": project, "i": { "email": client.email, "role": role } })).await;
    }
    project
}

/// What somebody sees, as a client would keep it.
struct Watcher {
    events: BoxStream<'static, Value>,
    sessions: BTreeMap<String, Value>,
    /// The kinds of events so far.
    kinds: Vec<String>,
}

impl Watcher {
    /// Subscribes and reads the snapshot.
    async fn start(client: &Client, project: &str, session: Option<&str>) -> Self {
        let events = client.subscribe(WATCH, json!({ "p": project, "s": session })).await;
        let mut watcher = Self { events, sessions: BTreeMap::new(), kinds: Vec::new() };
        watcher.read().await.expect("a snapshot");
        assert_eq!(watcher.kinds, ["PresenceSnapshot"]);
        watcher
    }

    /// Takes in the next event; the error, where there is one.
    async fn read(&mut self) -> Result<(), Value> {
        let next = tokio::time::timeout(SOON, self.events.next()).await.expect("an event in time");
        let response = next.expect("the subscription goes on");
        if response.get("errors").is_some() {
            return Err(response["errors"][0]["extensions"]["code"].clone());
        }
        let event = &response["data"]["presence"];
        let kind = event["__typename"].as_str().expect("a type");
        let name = |session: &Value| session["sessionId"].as_str().expect("a session").to_owned();
        match kind {
            "PresenceSnapshot" => {
                let sessions = event["sessions"].as_array().expect("sessions");
                self.sessions = sessions.iter().map(|session| (name(session), session.clone())).collect();
            }
            "PresenceChanged" => {
                _ = self.sessions.insert(name(&event["session"]), event["session"].clone());
            }
            _ => assert!(self.sessions.remove(&name(event)).is_some(), "who left was there: {event}"),
        }
        self.kinds.push(kind.to_owned());
        Ok(())
    }

    /// Reads until what is seen is as wanted.
    async fn until(&mut self, wanted: impl Fn(&BTreeMap<String, Value>) -> bool) {
        for _ in 0..MOST_EVENTS {
            if wanted(&self.sessions) {
                return;
            }
            self.read().await.expect("no error");
        }
        panic!("{:#?}", self.sessions);
    }

    fn names(&self) -> Vec<&str> {
        self.sessions.keys().map(String::as_str).collect()
    }
}

async fn update(client: &Client, project: &str, input: Value) {
    let payload = client.mutate(UPDATE, json!({ "p": project, "i": input })).await;
    assert_eq!(payload["accepted"], true);
}

#[tokio::test]
async fn two_people_see_each_other() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.signed_up("ann").await, app.signed_up("bob").await);
    let project = project(&ann, &[(&bob, "VIEWER")]).await;
    let mut of_ann = Watcher::start(&ann, &project, Some("tab-a")).await;
    assert_eq!(of_ann.names(), ["tab-a"], "they see themselves");
    let mut of_bob = Watcher::start(&bob, &project, Some("tab-b")).await;
    assert_eq!(of_bob.names(), ["tab-a", "tab-b"]);
    of_ann.until(|sessions| sessions.contains_key("tab-b")).await;

    let wireframe = crate::wireframes::wireframe(&ann, &project).await;
    let input = json!({ "sessionId": "tab-b", "x": 12.5, "y": -3, "filePath": "src/App.tsx", "selection": ["e1", "e2"],
        "wireframeId": wireframe, "state": { "typing": "cnv_1" } });
    update(&bob, &project, input).await;
    for watcher in [&mut of_ann, &mut of_bob] {
        watcher.until(|sessions| sessions["tab-b"]["x"] == 12.5).await;
        let seen = &watcher.sessions["tab-b"];
        assert_eq!(seen["user"], json!({ "id": bob.user_id, "displayName": "bob" }));
        assert_eq!(seen["y"], -3.0);
        assert_eq!(seen["filePath"], "src/App.tsx");
        assert_eq!(seen["wireframeId"], wireframe);
        assert_eq!(seen["selection"], json!(["e1", "e2"]));
        assert_eq!(seen["state"], json!({ "typing": "cnv_1" }));
    }
    assert_eq!(of_ann.sessions, of_bob.sessions);
    let color = |name: &str| of_ann.sessions[name]["color"].as_str().expect("a colour").to_owned();
    assert!(color("tab-a").starts_with('#') && color("tab-a").len() == 7);
    assert_ne!(color("tab-a"), color("tab-b"));

    // What is absent stays, and null takes it away.
    update(&bob, &project, json!({ "sessionId": "tab-b", "x": null, "selection": null, "state": null }))
        .await;
    of_ann.until(|sessions| sessions["tab-b"]["x"].is_null()).await;
    let seen = &of_ann.sessions["tab-b"];
    assert_eq!(seen["y"], -3.0);
    assert_eq!((&seen["selection"], &seen["state"]), (&json!([]), &Value::Null));

    let rename = "mutation { accountUpdate(input: { displayName: \"Robert\" }) { userErrors { code } } }";
    bob.mutate(rename, json!({})).await;
    of_ann.until(|sessions| sessions["tab-b"]["user"]["displayName"] == "Robert").await;
}

#[tokio::test]
async fn the_snapshot_has_all_that_was_acknowledged() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let project = project(&ann, &[]).await;
    let mut watchers = Vec::new();
    for x in 0..20 {
        update(&ann, &project, json!({ "sessionId": "tab", "x": x })).await;
        let watcher = Watcher::start(&ann, &project, None).await;
        assert_eq!(watcher.sessions["tab"]["x"], f64::from(x));
        watchers.push(watcher);
    }
}

#[tokio::test]
async fn whoever_closes_a_socket_is_gone() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.signed_up("ann").await, app.signed_up("bob").await);
    let project = project(&ann, &[(&bob, "EDITOR")]).await;
    let mut of_ann = Watcher::start(&ann, &project, None).await;
    for round in 0..10 {
        let of_bob = Watcher::start(&bob, &project, Some("tab")).await;
        update(&bob, &project, json!({ "sessionId": "tab", "x": round })).await;
        of_ann
            .until(|sessions| sessions.get("tab").is_some_and(|session| session["x"] == f64::from(round)))
            .await;
        drop(of_bob);
        let closed = Instant::now();
        of_ann.until(|sessions| !sessions.contains_key("tab")).await;
        assert!(closed.elapsed() < Duration::from_secs(2), "{:?}", closed.elapsed());
    }
}

#[tokio::test]
async fn a_session_without_a_socket_ends_in_silence() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let project = project(&ann, &[]).await;
    let mut watcher = Watcher::start(&ann, &project, Some("held")).await;
    for name in ["silent", "lively"] {
        update(&ann, &project, json!({ "sessionId": name, "x": 1 })).await;
    }
    watcher.until(|sessions| sessions.len() == 3).await;
    app.clock.advance(Duration::from_secs(20));
    // The same again is a sign of life.
    update(&ann, &project, json!({ "sessionId": "lively", "x": 1 })).await;
    app.clock.advance(Duration::from_secs(15));
    watcher.until(|sessions| !sessions.contains_key("silent")).await;
    assert_eq!(watcher.names(), ["held", "lively"]);
    app.clock.advance(Duration::from_secs(16));
    watcher.until(|sessions| !sessions.contains_key("lively")).await;
    assert_eq!(watcher.names(), ["held"]);
}

#[tokio::test]
async fn a_session_may_say_so_much_so_often() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let project = project(&ann, &[]).await;
    let mut watcher = Watcher::start(&ann, &project, Some("tab")).await;
    let started = Instant::now();
    let updates = (0..200).map(|x| {
        let variables = json!({ "p": project, "i": { "sessionId": "tab", "x": x } });
        ann.execute(UPDATE, variables)
    });
    let (mut accepted, mut refused) = (0, 0);
    for response in join_all(updates).await {
        if response.get("errors").is_none() {
            assert_eq!(response["data"]["presenceUpdate"]["accepted"], true);
            accepted += 1;
        } else {
            let extensions = &response["errors"][0]["extensions"];
            assert_eq!(extensions["code"], "RATE_LIMITED", "{response:#}");
            assert_eq!(extensions["retryAfter"], 1);
            refused += 1;
        }
    }
    let most = 31.0 + 30.0 * started.elapsed().as_secs_f64();
    assert!(accepted >= 30 && f64::from(accepted) <= most, "{accepted} accepted, {refused} refused");

    app.clock.advance(Duration::from_secs(1));
    let state = "s".repeat(1_100);
    let input = json!({ "sessionId": "tab", "state": state });
    assert_eq!(ann.refusal(UPDATE, json!({ "p": project, "i": input })).await, "TOO_LONG");
    let input = json!({ "sessionId": "not a name" });
    assert_eq!(ann.refusal(UPDATE, json!({ "p": project, "i": input })).await, "INVALID");
    let input = json!({ "sessionId": "tab", "wireframeId": project });
    assert_eq!(ann.error_code(UPDATE, json!({ "p": project, "i": input })).await, "BAD_USER_INPUT");
    update(&ann, &project, json!({ "sessionId": "tab", "x": 4711 })).await;
    watcher.until(|sessions| sessions["tab"]["x"] == 4711.0).await;
    assert!(watcher.sessions["tab"]["state"].is_null(), "what was refused is not shown");
}

#[tokio::test]
async fn there_are_so_many_sessions_and_no_more() {
    let app = TestApp::builder()
        .with("limits.presence_sessions_per_account", "2")
        .with("limits.presence_sessions_per_project", "3")
        .start()
        .await;
    let (ann, bob) = (app.signed_up("ann").await, app.signed_up("bob").await);
    let project = project(&ann, &[(&bob, "EDITOR")]).await;
    let input = |session: &str| json!({ "p": project, "i": { "sessionId": session } });
    ann.mutate(UPDATE, input("a")).await;
    ann.mutate(UPDATE, input("b")).await;
    assert_eq!(ann.refusal(UPDATE, input("c")).await, "LIMIT_REACHED");
    bob.mutate(UPDATE, input("d")).await;
    assert_eq!(bob.refusal(UPDATE, input("e")).await, "LIMIT_REACHED");
    let mut events = bob.subscribe(WATCH, json!({ "p": project, "s": "e" })).await;
    let refused = events.next().await.expect("an answer");
    assert_eq!(refused["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{refused:#}");
    app.clock.advance(Duration::from_secs(31));
    let mut watcher = Watcher::start(&bob, &project, None).await;
    watcher.until(BTreeMap::is_empty).await;
    ann.mutate(UPDATE, input("c")).await;
}

#[tokio::test]
async fn nobody_takes_over_a_session_or_looks_in_from_outside() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.signed_up("ann").await, app.signed_up("bob").await);
    let stranger = app.signed_up("stranger").await;
    let project = project(&ann, &[(&bob, "EDITOR")]).await;
    let mut of_ann = Watcher::start(&ann, &project, Some("mine")).await;
    let input = json!({ "p": project, "i": { "sessionId": "mine", "x": 1 } });
    assert_eq!(bob.refusal(UPDATE, input.clone()).await, "TAKEN");
    assert_eq!(stranger.refusal(UPDATE, input.clone()).await, "NOT_FOUND");
    assert_eq!(app.client().error_code(UPDATE, input).await, "UNAUTHENTICATED");
    for (client, session, code) in [
        (&bob, "mine", "BAD_USER_INPUT"),
        (&stranger, "mine", "NOT_FOUND"),
        (&stranger, "other", "NOT_FOUND"),
    ] {
        let mut events = client.subscribe(WATCH, json!({ "p": project, "s": session })).await;
        let response = events.next().await.expect("an answer");
        assert_eq!(response["errors"][0]["extensions"]["code"], code, "{response:#}");
        assert!(events.next().await.is_none());
    }
    update(&ann, &project, json!({ "sessionId": "mine", "x": 7 })).await;
    of_ann.until(|sessions| sessions["mine"]["x"] == 7.0).await;
    assert_eq!(of_ann.names(), ["mine"]);
    assert_eq!(of_ann.sessions["mine"]["user"]["id"], ann.user_id);
}

#[tokio::test]
async fn whoever_is_removed_is_gone_at_once() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.signed_up("ann").await, app.signed_up("bob").await);
    let project = project(&ann, &[(&bob, "EDITOR")]).await;
    let mut of_ann = Watcher::start(&ann, &project, None).await;
    let mut of_bob = Watcher::start(&bob, &project, Some("held")).await;
    update(&bob, &project, json!({ "sessionId": "free", "x": 1 })).await;
    of_ann.until(|sessions| sessions.len() == 2).await;
    let remove = "mutation($p: ID!, $u: ID!) { projectMemberRemove(projectId: $p, userId: $u) { userErrors { code } } }";
    ann.mutate(remove, json!({ "p": project, "u": bob.user_id })).await;
    of_ann.until(BTreeMap::is_empty).await;
    for session in ["held", "free"] {
        let input = json!({ "p": project, "i": { "sessionId": session, "x": 2 } });
        assert_eq!(bob.refusal(UPDATE, input).await, "NOT_FOUND");
    }
    let error = loop {
        if let Err(code) = of_bob.read().await {
            break code;
        }
    };
    assert_eq!(error, "NOT_FOUND");
    let watcher = Watcher::start(&ann, &project, None).await;
    assert_eq!(watcher.names(), [""; 0]);
}

#[tokio::test]
async fn a_server_that_comes_back_knows_of_nobody() {
    let mut app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let project = project(&ann, &[]).await;
    let held = Watcher::start(&ann, &project, Some("held")).await;
    update(&ann, &project, json!({ "sessionId": "free", "x": 1 })).await;
    app.restart().await;
    drop(held);
    let watcher = Watcher::start(&ann, &project, Some("after")).await;
    assert_eq!(watcher.names(), ["after"]);
}

/// More people than are shown one by one, with watchers of both kinds: those who share what is
/// written for all, and one who asks for what only some may see.
#[tokio::test]
async fn everybody_ends_up_with_the_same_crowd() {
    const SESSIONS: usize = 60;
    let app = TestApp::start().await;
    let (ann, bob) = (app.signed_up("ann").await, app.signed_up("bob").await);
    let project = project(&ann, &[(&bob, "VIEWER")]).await;
    let mut watchers = Vec::new();
    for client in [&ann, &ann, &bob] {
        watchers.push(Watcher::start(client, &project, None).await);
    }
    let personal = WATCH.replace("displayName", "displayName email");
    let events = bob.subscribe(&personal, json!({ "p": project })).await;
    watchers.push(Watcher { events, sessions: BTreeMap::new(), kinds: Vec::new() });
    let say = async |round: usize| {
        let all = (0..SESSIONS).map(|session| {
            let x = (round * SESSIONS + session) as f64;
            let variables = json!({ "p": project, "i": { "sessionId": format!("s{session}"), "x": x } });
            ann.mutate(UPDATE, variables)
        });
        join_all(all).await;
    };
    let done = |sessions: &BTreeMap<String, Value>| {
        (0..SESSIONS).all(|session| {
            let seen = sessions.get(&format!("s{session}"));
            seen.is_some_and(|seen| seen["x"] == (4 * SESSIONS + session) as f64)
        })
    };
    let updates = async {
        for round in 0..5 {
            say(round).await;
        }
    };
    futures::join!(updates, join_all(watchers.iter_mut().map(|watcher| watcher.until(done))));
    assert!(watchers.iter().all(|watcher| watcher.sessions.len() == SESSIONS));
    assert_eq!(watchers[0].sessions, watchers[2].sessions);
    assert_eq!(watchers[3].sessions["s0"]["user"]["email"], "ann@example.com");
    let most = 5 * SESSIONS + 20;
    assert!(watchers.iter().all(|watcher| watcher.kinds.len() <= most), "changes are put together");
}

/// Nothing is stored that one could come back to, so events have no id.
#[tokio::test]
async fn presence_over_server_sent_events_has_no_ids() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let project = project(&ann, &[]).await;
    let request = ann.http().post(ann.url("/graphql")).header("accept", "text/event-stream");
    let request = request.bearer_auth(ann.token.as_ref().expect("a token"));
    let body = json!({ "query": WATCH, "variables": { "p": project, "s": "tab" } });
    let mut response = request.json(&body).send().await.expect("an answer");
    let mut text = String::new();
    while !text.ends_with("\n\n") {
        let chunk = response.chunk().await.expect("a chunk").expect("it goes on");
        text.push_str(std::str::from_utf8(&chunk).expect("text"));
    }
    assert!(text.starts_with("event: next\ndata: {") && text.contains("\"tab\""), "{text}");
    let mut watcher = Watcher::start(&ann, &project, None).await;
    drop(response);
    watcher.until(BTreeMap::is_empty).await;
}
