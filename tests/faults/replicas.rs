//! Two servers on one PostgreSQL database: each can go at any moment, the other carries on.

use std::time::Duration;

use crate::client::Client;
use crate::fake_llm::{FakeLlm, Random};
use crate::kills::Turn;
use crate::model::{self, Habit};
use crate::person::{Notes, Person};
use crate::seeds::{case, seed};
use crate::server::{Server, Site};
use crate::turns::was_interrupted;
use crate::watch::{Kind, Watch};

struct Replicas {
    servers: [Server; 2],
    account: Client,
    _model: FakeLlm,
}

impl Replicas {
    /// None where there is no PostgreSQL.
    async fn start() -> Option<Self> {
        let postgres = std::env::var("MAQUETTE_TEST_POSTGRES").ok()?;
        let model = model::start().await;
        let site = Site::new(Some(&postgres), model.base_url()).await;
        let servers = [Server::start(&site).await, Server::start(&site).await];
        let account = servers[0].client().sign_up("ada").await;
        Some(Self { servers, account, _model: model })
    }

    fn client(&self, server: usize) -> Client {
        let mut client = self.servers[server].client();
        client.token.clone_from(&self.account.token);
        client
    }

    /// Asks one server for a turn, and follows it and writes on the other, until the model is in the
    /// middle of arguments.
    async fn begin(&self, doing: usize, habit: Habit, random: &mut Random) -> (Turn, Notes) {
        // The one that is asked begins at once; the other would look a second later.
        let there = Person::begin(&self.client(doing)).await;
        let here = Person { client: self.client(1 - doing), ..there.clone() };
        let seed = random.next();
        let id = there.ask(&model::message(habit, seed), &format!("key {seed}")).await.expect("a turn");
        let watch = Watch::start(&here.client, Kind::Turn, &id);
        let notes = here.write_notes();
        // Servers look every two seconds for what others have written; this viewer hears of it at once.
        let near = Watch::start(&there.client, Kind::Turn, &id);
        near.until(1 + random.below(10), |event| event["__typename"] == "GenerationFileDelta").await;
        tokio::time::sleep(Duration::from_millis(random.below(100) as u64)).await;
        (Turn::watched(here, habit, seed, id, watch), notes)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_takes_over_what_a_killed_one_was_doing() {
    let seed = seed(2);
    let Some(mut replicas) = Replicas::start().await else { return };
    let mut interrupted = 0;
    for round in 0..6 {
        let (turn, notes) = replicas.begin(round % 2, Habit::Slow, &mut case(seed, round)).await;
        replicas.servers[round % 2].kill().await;
        interrupted += usize::from(was_interrupted(&turn.succeeds().await));
        notes.check().await;
        replicas.servers[round % 2].start_again().await;
    }
    assert!(interrupted >= 3, "{interrupted} of 6 were in the middle of a step");
}

/// A server that slept through its lease finds its turn in other hands, and leaves it there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_wakes_up_changes_nothing_any_more() {
    let seed = seed(3);
    let Some(replicas) = Replicas::start().await else { return };
    let mut interrupted = 0;
    for round in 0..4 {
        let mut random = case(seed, round);
        let (turn, notes) = replicas.begin(round % 2, Habit::Slow, &mut random).await;
        replicas.servers[round % 2].freeze().await;
        turn.watch().wait(was_interrupted).await;
        // Anywhere from the middle of the other's first step to behind its end.
        tokio::time::sleep(Duration::from_millis(random.below(2_000) as u64)).await;
        replicas.servers[round % 2].thaw().await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        interrupted += usize::from(was_interrupted(&turn.succeeds().await));
        notes.check().await;
    }
    assert!(interrupted >= 2, "{interrupted} of 4 were in the middle of a step");
}
