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
    for (number, name) in ["a", "b", "c", "d"].into_iter().enumerate() {
        let parent = (number > 0).then_some("a");
        let drawn = apply(&ada, &id, json!([add(name, "Card", parent)])).await;
        rooms.rest(Duration::ZERO).await;
        assert_eq!(elements(&ada, &id).await, drawn);
        rooms.rest(Duration::ZERO).await;
    }
    named(&ada, "wireframeUndo", &id).await;
    rooms.rest(Duration::ZERO).await;
    assert_eq!(ids(&elements(&ada, &id).await), ["a", "b", "c"]);
    rooms.rest(Duration::ZERO).await;
    named(&ada, "wireframeRedo", &id).await;
    rooms.rest(Duration::ZERO).await;
    assert_eq!(ids(&elements(&ada, &id).await), ["a", "b", "c", "d"]);
}
