//! Any bytes as an update: by themselves, on top of a document with elements, and twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maquette_fuzz::wireframes::document::{Document, Edit};
use maquette_fuzz::wireframes::element::Element;
use maquette_fuzz::{check, meet, take};

fuzz_target!(init: maquette_fuzz::let_panics_be_caught(), |bytes: &[u8]| {
    for mut document in [Document::new(1), drawn()] {
        let mut replica = Document::new(3);
        meet(&mut document, &mut replica);
        let Some(taken) = take(&mut document, bytes) else { continue };
        if let Ok(change) = taken {
            // Others get the change, not what was sent.
            if !change.update.is_empty() {
                replica.apply_update(&change.update).expect("what is passed on can be taken");
            }
            meet(&mut replica, &mut document);
            // The same once more changes nothing.
            let again = document.apply_update(bytes).expect("what was taken can be taken again");
            assert!(again.changed.is_empty() && again.removed.is_empty(), "{again:?}");
        }
        check(&document);
    }
});

/// A document with elements in elements, which the seeds' names meet.
fn drawn() -> Document {
    let mut document = Document::new(1);
    let edits: Vec<Edit> = [("one", None), ("two", Some("one")), ("a", Some("two"))].map(|(id, parent)| put(id, parent)).into();
    document.edit(&edits);
    document
}

fn put(id: &str, parent: Option<&str>) -> Edit {
    Edit::Put(Element {
        id: id.to_owned(),
        component: "Box".to_owned(),
        parent: parent.map(str::to_owned),
        x: 1.0,
        y: 2.0,
        width: 30.0,
        height: 40.0,
        order: "V".to_owned(),
        props: serde_json::Map::new(),
    })
}
