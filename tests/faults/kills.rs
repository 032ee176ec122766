//! One server, killed at sixty moments.

use std::time::Duration;

use futures::StreamExt as _;
use serde_json::{Value, json};

use crate::client::Client;
use crate::fake_llm::{FakeLlm, Random};
use crate::model::{self, Habit};
use crate::person::Person;
use crate::seeds::{case, seed};
use crate::server::{Server, Site};
use crate::turns::{check_files, was_interrupted};
use crate::watch::{Kind, Watch};

/// When the server is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// While the model writes a call's arguments.
    Arguments,
    /// While files are checked, merged and committed.
    Verifying,
    /// After one of a turn's commits, before anybody hears of it.
    TurnCommit,
    /// While the model is silent.
    Stall,
    /// In the middle of arguments, and again while it takes the turn over.
    Takeover,
    /// After a cancellation was acknowledged.
    Cancel,
    /// While further turns wait.
    Queue,
    /// Not at all: the machine sleeps through the lease, and the server takes over from itself.
    Sleep,
    /// With the signal that asks it to stop.
    Stop,
    /// While a deployment is built, published and fetched.
    Deploying,
    /// After one of a deployment's commits, before anybody hears of it.
    DeploymentCommit,
}

const MOMENTS: [Moment; 14] = [
    Moment::Arguments,
    Moment::Sleep,
    Moment::Stop,
    Moment::TurnCommit,
    Moment::Deploying,
    Moment::Takeover,
    Moment::Verifying,
    Moment::DeploymentCommit,
    Moment::Cancel,
    Moment::Stall,
    Moment::Arguments,
    Moment::TurnCommit,
    Moment::Deploying,
    Moment::Queue,
];

/// A server and somebody who uses it.
struct World {
    server: Server,
    client: Client,
    /// Turns that were in the middle of a step when the server went.
    interrupted: usize,
    _model: FakeLlm,
}

impl World {
    async fn new(postgres: Option<&str>) -> Self {
        let model = model::start().await;
        let site = Site::new(postgres, model.base_url()).await;
        let server = Server::start(&site).await;
        let client = server.client().sign_up("ada").await;
        Self { server, client, interrupted: 0, _model: model }
    }

    /// Kills the server at a moment, starts it again, and checks that nothing was lost.
    async fn suffer(&mut self, seed: u64, number: usize) {
        let moment = MOMENTS[number % MOMENTS.len()];
        let mut random = case(seed, number);
        let random = &mut random;
        println!("{number}: {moment:?}");
        match moment {
            Moment::Arguments => self.arguments(random, false).await,
            Moment::Takeover => self.arguments(random, true).await,
            Moment::Verifying => self.verifying(random).await,
            Moment::TurnCommit => self.turn_commit(random).await,
            Moment::Stall => self.stall(random).await,
            Moment::Cancel => self.cancel(random).await,
            Moment::Queue => self.queue(random).await,
            Moment::Sleep => self.sleep(random).await,
            Moment::Stop => self.stop(random).await,
            Moment::Deploying => self.deploying(random).await,
            Moment::DeploymentCommit => self.deployment_commit(random).await,
        }
    }

    fn note(&mut self, events: &[Value]) {
        self.interrupted += usize::from(was_interrupted(events));
    }

    async fn arguments(&mut self, random: &mut Random, twice: bool) {
        let turn = Turn::begin(&self.client, Habit::Slow, random.next()).await;
        let notes = turn.person.write_notes();
        turn.watch().until(1 + random.below(25), is("GenerationFileDelta")).await;
        pause(random, 30).await;
        self.server.kill().await;
        if twice {
            self.server.spawn_again(None);
            pause(random, 800).await;
            self.server.kill().await;
        }
        self.server.start_again().await;
        notes.check().await;
        self.note(&turn.succeeds().await);
    }

    async fn verifying(&mut self, random: &mut Random) {
        let turn = Turn::begin(&self.client, Habit::Quick, random.next()).await;
        turn.watch().until(1, |event| event["status"] == "VERIFYING").await;
        pause(random, 12).await;
        self.server.kill().await;
        self.server.start_again().await;
        self.note(&turn.succeeds().await);
    }

    async fn turn_commit(&mut self, random: &mut Random) {
        let person = Person::begin(&self.client).await;
        self.server.kill().await;
        self.server.spawn_again(Some(6 + random.below(24)));
        // It may end while it starts.
        self.server.ready_or_ended().await;
        let turn = Turn::begin_with(person, Habit::Quick, random.next()).await;
        self.server.ends_within(Duration::from_secs(5)).await;
        self.server.kill().await;
        self.server.start_again().await;
        self.note(&turn.succeeds().await);
    }

    async fn stall(&mut self, random: &mut Random) {
        let turn = Turn::begin(&self.client, Habit::Stalls, random.next()).await;
        turn.watch()
            .until(1, |event| event["__typename"] == "GenerationStepStarted" && event["step"] == 2)
            .await;
        pause(random, 300).await;
        self.server.kill().await;
        self.server.start_again().await;
        self.note(&turn.succeeds().await);
    }

    async fn cancel(&mut self, random: &mut Random) {
        let turn = Turn::begin(&self.client, Habit::Slow, random.next()).await;
        turn.watch().until(1 + random.below(8), is("GenerationFileDelta")).await;
        let (id, _) = turn.watched.as_ref().expect("an acknowledged turn");
        let status = turn.person.cancel(id).await;
        self.server.kill().await;
        self.server.start_again().await;
        // On a busy machine the turn may have ended before it was to be cancelled.
        if status == "SUCCEEDED" { self.note(&turn.succeeds().await) } else { turn.was_cancelled().await }
    }

    async fn queue(&mut self, random: &mut Random) {
        let first = Turn::begin(&self.client, Habit::Slow, random.next()).await;
        let mut turns = vec![first];
        for _ in 0..3 {
            turns.push(Turn::begin_with(turns[0].person.clone(), Habit::Quick, random.next()).await);
        }
        turns[0].watch().until(1 + random.below(20), is("GenerationFileDelta")).await;
        self.server.kill().await;
        self.server.start_again().await;
        let mut versions = Vec::new();
        for turn in turns {
            let events = turn.succeeds().await;
            self.note(&events);
            versions.push(events.last().expect("events")["event"]["version"]["number"].as_u64());
        }
        assert!(versions.is_sorted(), "turns keep their order: {versions:?}");
    }

    async fn sleep(&mut self, random: &mut Random) {
        let turn = Turn::begin(&self.client, Habit::Slow, random.next()).await;
        turn.watch().until(1 + random.below(20), is("GenerationFileDelta")).await;
        self.server.freeze().await;
        tokio::time::sleep(Duration::from_millis(5_300)).await;
        self.server.thaw().await;
        self.note(&turn.succeeds().await);
    }

    async fn stop(&mut self, random: &mut Random) {
        let turn = Turn::begin(&self.client, Habit::Slow, random.next()).await;
        let notes = turn.person.write_notes();
        turn.watch().until(1 + random.below(20), is("GenerationFileDelta")).await;
        self.server.stop().await;
        self.server.start_again().await;
        notes.check().await;
        self.note(&turn.succeeds().await);
    }

    async fn deploying(&mut self, random: &mut Random) {
        let person = Person::begin(&self.client).await;
        let id = person.deploy().await.expect("an acknowledged deployment");
        let watch = Watch::start(&self.client, Kind::Deployment, &id);
        let status = ["QUEUED", "BUILDING", "PUBLISHING"][random.below(3)];
        watch.until(1, |event| event["deployment"]["status"] == status).await;
        pause(random, 40).await;
        self.server.kill().await;
        self.server.start_again().await;
        self.is_live(&person, watch, &id).await;
    }

    async fn deployment_commit(&mut self, random: &mut Random) {
        let person = Person::begin(&self.client).await;
        self.server.kill().await;
        self.server.spawn_again(Some(5 + random.below(12)));
        // It may end while it starts.
        self.server.ready_or_ended().await;
        let acknowledged = person.deploy().await;
        self.server.ends_within(Duration::from_secs(3)).await;
        self.server.kill().await;
        self.server.start_again().await;
        let stored = person.deployments().await;
        let id = match (acknowledged, stored.as_slice()) {
            (Some(id), [kept]) => {
                assert_eq!(id, *kept);
                id
            }
            (None, [kept]) => kept.clone(),
            (None, []) => person.deploy().await.expect("a deployment"),
            (acknowledged, stored) => panic!("acknowledged {acknowledged:?}, stored {stored:?}"),
        };
        let watch = Watch::start(&self.client, Kind::Deployment, &id);
        self.is_live(&person, watch, &id).await;
    }

    /// A deployment that was interrupted is finished, and its address shows it.
    async fn is_live(&self, person: &Person, watch: Watch, id: &str) {
        let events = watch.ended().await;
        let end = &events.last().expect("events")["event"]["deployment"];
        assert_eq!(end["status"], "READY", "{events:#?}");
        let query = "query($p: ID!) { project(id: $p) { liveUrl liveDeployment { id } } }";
        let data = person.client.data(query, json!({ "p": person.project })).await;
        assert_eq!(data["project"]["liveDeployment"]["id"], id);
        for address in [&end["url"], &data["project"]["liveUrl"]] {
            let address: url::Url = address.as_str().expect("an address").parse().expect("an address");
            let host = format!("{}:{}", address.host_str().expect("a host"), address.port().expect("a port"));
            let request = person.client.http().get(person.client.url("/")).header("host", host);
            let page = request.send().await.expect("an answer").text().await.expect("text");
            assert!(page.contains("<title>Kept</title>"), "{address}: {page}");
        }
    }
}

fn is(name: &'static str) -> impl Fn(&Value) -> bool {
    move |event| event["__typename"] == name
}

async fn pause(random: &mut Random, most_milliseconds: usize) {
    tokio::time::sleep(Duration::from_micros(random.below(most_milliseconds * 1_000) as u64)).await;
}

/// A turn that somebody asked for and watches.
pub struct Turn {
    pub person: Person,
    text: String,
    key: String,
    /// The turn's id and its viewer; `None` where the server went away before it answered.
    watched: Option<(String, Watch)>,
}

impl Turn {
    /// Asks for one in a project of its own.
    pub async fn begin(client: &Client, habit: Habit, seed: u64) -> Self {
        Self::begin_with(Person::begin(client).await, habit, seed).await
    }

    pub async fn begin_with(person: Person, habit: Habit, seed: u64) -> Self {
        let (text, key) = (model::message(habit, seed), format!("key {seed}"));
        let id = person.ask(&text, &key).await;
        let watched = id.map(|id| {
            let watch = Watch::start(&person.client, Kind::Turn, &id);
            (id, watch)
        });
        Self { person, text, key, watched }
    }

    /// The viewer of a turn that was acknowledged.
    pub fn watch(&self) -> &Watch {
        &self.watched.as_ref().expect("an acknowledged turn").1
    }

    /// One that is watched already.
    pub fn watched(person: Person, habit: Habit, seed: u64, id: String, watch: Watch) -> Self {
        let (text, key) = (model::message(habit, seed), format!("key {seed}"));
        Self { person, text, key, watched: Some((id, watch)) }
    }

    /// Checks that asking again gives the same turn and no second message, and answers its events.
    async fn ended(self) -> (Person, Vec<Value>) {
        let again = self.person.ask(&self.text, &self.key).await.expect("an answer");
        let watch = match self.watched {
            Some((id, watch)) => {
                assert_eq!(id, again, "the same key gives the same turn");
                watch
            }
            None => Watch::start(&self.person.client, Kind::Turn, &again),
        };
        assert_eq!(self.person.messages(&self.text).await, 1);
        (self.person, watch.ended().await)
    }

    /// Checks that it became a version that holds what was streamed; answers its events.
    pub async fn succeeds(self) -> Vec<Value> {
        let (person, events) = self.ended().await;
        let end = &events.last().expect("events")["event"];
        assert_eq!(end["status"], "SUCCEEDED", "{end:#}");
        check_files(&person.client, &person.project, &events).await;
        events
    }

    /// Checks that it ended without a version.
    pub async fn was_cancelled(self) {
        let (_, events) = self.ended().await;
        let end = &events.last().expect("events")["event"];
        assert_eq!(end["status"], "CANCELLED", "{end:#}");
        assert_eq!(end["version"], Value::Null);
    }

    /// Checks that it failed; answers the sentence.
    pub async fn fails(self) -> String {
        let (_, events) = self.ended().await;
        let end = &events.last().expect("events")["event"];
        assert_eq!(end["status"], "FAILED", "{end:#}");
        end["failure"].as_str().expect("a sentence").to_owned()
    }
}

/// Spreads moments over servers that are killed side by side.
async fn suffer(postgres: Option<&str>, moments: usize, servers: usize) {
    let seed = seed(60);
    let worlds = futures::stream::iter(0..servers).map(|first| async move {
        let mut world = World::new(postgres).await;
        for number in (first..moments).step_by(servers) {
            world.suffer(seed, number).await;
        }
        world.interrupted
    });
    let interrupted: Vec<usize> = worlds.buffer_unordered(servers).collect().await;
    let interrupted: usize = interrupted.into_iter().sum();
    println!("{interrupted} turns were interrupted");
    assert!(
        interrupted >= moments / 3,
        "the kills came too late: {interrupted} of {moments} interrupted a turn"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_at_sixty_moments() {
    suffer(None, 60, 4).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_on_postgres() {
    let Ok(postgres) = std::env::var("MAQUETTE_TEST_POSTGRES") else { return };
    suffer(Some(&postgres), 12, 4).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_turn_that_takes_the_server_down_is_given_up() {
    let mut world = World::new(None).await;
    let hangs = Turn::begin(&world.client, Habit::Hangs, 1).await;
    let next = Turn::begin_with(hangs.person.clone(), Habit::Quick, 2).await;
    for attempt in 1..=5 {
        hangs.watch().until(attempt, is("GenerationStepStarted")).await;
        world.server.kill().await;
        world.server.start_again().await;
    }
    let failure = hangs.fails().await;
    assert!(failure.contains("stopped 5 times") && failure.contains("Try again"), "{failure}");
    next.succeeds().await;
}
