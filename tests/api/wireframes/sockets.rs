//! The sockets of Yjs clients.

use std::time::Duration;

use futures::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use yrs::updates::decoder::Decode as _;
use yrs::{Doc, Map as _, ReadTxn as _, StateVector, Transact as _, Update};

use super::{elements, ids, wireframe};
use crate::support::{Client, TestApp};
use crate::versions::project;

/// A socket of a wireframe.
async fn socket(app: &TestApp, id: &str, parameters: &str) -> Socket {
    let address = format!("ws://127.0.0.1:{}/collab/{id}?{parameters}", app.port);
    tokio_tungstenite::connect_async(address).await.expect("a socket").0
}

type Socket = tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

async fn ticket(client: &Client, id: &str) -> Value {
    let query = "mutation($id: ID!) { collabTicketCreate(wireframeId: $id) { ticket url canEdit userErrors { code } } }";
    client.mutate(query, json!({ "id": id })).await
}

async fn next(socket: &mut Socket) -> Message {
    loop {
        let message = tokio::time::timeout(Duration::from_secs(10), socket.next()).await;
        match message.expect("a message in time").expect("a message").expect("a frame") {
            Message::Ping(_) | Message::Pong(_) => {}
            message => return message,
        }
    }
}

/// Frames an update as y-websocket does.
fn framed(update: &[u8]) -> Message {
    sync(2, update)
}

/// Frames all that is missing on the other side.
fn answer(update: &[u8]) -> Message {
    sync(1, update)
}

fn sync(kind: u8, update: &[u8]) -> Message {
    let mut message = vec![0, kind];
    maquette::wireframes::protocol::push_block(&mut message, update);
    Message::binary(message)
}

#[tokio::test]
async fn sockets_of_yjs_clients_need_a_ticket_and_the_role() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let bob = app.signed_up("bob").await;
    let project = project(&ada, "P").await;
    let id = wireframe(&ada, &project).await;
    let set = "mutation($p: ID!, $i: ProjectMemberSetInput!) { projectMemberSet(projectId: $p, input: $i) { userErrors { code } } }";
    let viewer = json!({ "p": project, "i": { "email": bob.email, "role": "VIEWER" } });
    ada.mutate(set, viewer).await;

    let close = async |id: &str, parameters: &str| match next(&mut socket(&app, id, parameters).await).await {
        Message::Close(Some(frame)) => u16::from(frame.code),
        other => panic!("{other:?}"),
    };
    assert_eq!(close(&id, "ticket=nonsense").await, 4401);
    assert_eq!(close(&id, "").await, 4401);
    let of_ada = ticket(&ada, &id).await["ticket"].as_str().expect("a ticket").to_owned();
    let other = wireframe(&ada, &project).await;
    assert_eq!(close(&other, &format!("ticket={of_ada}")).await, 4404);

    let doc = Doc::with_client_id(7);
    let root = doc.get_or_insert_map("elements");
    root.insert(&mut doc.transact_mut(), "a", yrs::MapPrelim::default());
    let update = doc.transact().encode_state_as_update_v1(&StateVector::default());

    // A viewer may look, and is told that what they draw is not taken.
    let of_bob = ticket(&bob, &id).await;
    assert_eq!(of_bob["canEdit"], false);
    let mut watching =
        socket(&app, &id, &format!("ticket={}", of_bob["ticket"].as_str().expect("a ticket"))).await;
    watching.send(framed(&update)).await.expect("sent");
    let denied = loop {
        match next(&mut watching).await {
            Message::Binary(message) if message[0] == 2 => break message,
            _ => {}
        }
    };
    assert!(String::from_utf8_lossy(&denied).contains("EDITOR"));
    assert_eq!(elements(&ada, &id).await, [Value::Null; 0]);

    // An editor's update is durable, is told so, repaired, and reaches the viewer.
    let mut drawing = socket(&app, &id, &format!("ticket={of_ada}&ack=1")).await;
    drawing.send(framed(&update)).await.expect("sent");
    let durable = loop {
        match next(&mut drawing).await {
            Message::Binary(message) if message[0] == 101 => break message,
            _ => {}
        }
    };
    assert_eq!(&durable[..], [101, 1]);
    assert_eq!(ids(&elements(&ada, &id).await), ["a"]);
    let heard = Doc::new();
    let there = heard.get_or_insert_map("elements");
    loop {
        let Message::Binary(message) = next(&mut watching).await else { panic!("a message") };
        if message[..2] != [0, 2] {
            continue;
        }
        let mut rest = &message[2..];
        let update = maquette::wireframes::protocol::block(&mut rest).expect("an update");
        heard.transact_mut().apply_update(Update::decode_v1(update).expect("readable")).expect("taken");
        if there.contains_key(&heard.transact(), "a") {
            break;
        }
    }

    // What is no wireframe is refused with a reason, and harms nobody else.
    drawing.send(framed(&[9, 9, 9])).await.expect("sent");
    let refused = loop {
        if let Message::Close(frame) = next(&mut drawing).await {
            break frame.expect("a reason");
        }
    };
    assert_eq!(u16::from(refused.code), 4413);

    // Whoever loses the project loses the socket.
    let remove = "mutation($p: ID!, $u: ID!) { projectMemberRemove(projectId: $p, userId: $u) { userErrors { code } } }";
    ada.mutate(remove, json!({ "p": project, "u": bob.user_id })).await;
    let lost = loop {
        if let Message::Close(frame) = next(&mut watching).await {
            break frame.expect("a reason");
        }
    };
    assert_eq!(u16::from(lost.code), 4403);
}

/// Whoever was away draws on as soon as the connection is back, and before the server's question is there.
#[tokio::test]
async fn edits_may_overtake_what_they_build_on() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let id = wireframe(&ada, &project(&ada, "P").await).await;
    let ticket = ticket(&ada, &id).await["ticket"].as_str().expect("a ticket").to_owned();
    let mut socket = socket(&app, &id, &format!("ticket={ticket}&ack=1")).await;

    let doc = Doc::with_client_id(7);
    let root = doc.get_or_insert_map("elements");
    let draw = |name: &str| {
        let before = doc.transact().state_vector();
        root.insert(&mut doc.transact_mut(), name, yrs::MapPrelim::default());
        doc.transact().encode_state_as_update_v1(&before)
    };
    draw("away");
    for number in 0..20 {
        socket.send(framed(&draw(&format!("e{number}")))).await.expect("sent");
    }
    let all = doc.transact().encode_state_as_update_v1(&StateVector::default());
    socket.send(answer(&all)).await.expect("sent");
    socket.send(framed(&draw("late"))).await.expect("sent");
    loop {
        match next(&mut socket).await {
            Message::Close(frame) => panic!("{frame:?}"),
            // Twenty edits, the answer, and another edit.
            Message::Binary(message) if message[..] == [101, 22] => break,
            _ => {}
        }
    }
    let drawn = elements(&ada, &id).await;
    assert_eq!(drawn.len(), 22);
    assert!(ids(&drawn).contains(&"away") && ids(&drawn).contains(&"late"));
}
