//! Rooms in which nobody does anything for a while.

use std::time::Duration;

use serde_json::json;

use super::{add, apply, elements, ids, named, wireframe};
use crate::support::TestApp;
use crate::versions::project;

#[tokio::test]
async fn work_goes_on_where_a_document_was_put_away() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let id = wireframe(&ada, &project(&ada, "P").await).await;
    let rooms = &app.app.wireframes.rooms;
    // A commit that is just ending keeps a document at hand.
    let rest = async || {
        while rooms.rest(Duration::ZERO).await == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    for (number, name) in ["a", "b", "c", "d"].into_iter().enumerate() {
        let parent = (number > 0).then_some("a");
        let drawn = apply(&ada, &id, json!([add(name, "Card", parent)])).await;
        rest().await;
        assert_eq!(elements(&ada, &id).await, drawn);
        rest().await;
    }
    named(&ada, "wireframeUndo", &id).await;
    rest().await;
    assert_eq!(ids(&elements(&ada, &id).await), ["a", "b", "c"]);
    rest().await;
    named(&ada, "wireframeRedo", &id).await;
    rest().await;
    assert_eq!(ids(&elements(&ada, &id).await), ["a", "b", "c", "d"]);
}
