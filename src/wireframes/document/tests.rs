use serde_json::json;
use yrs::{Any, Array as _, GetString as _, Map as _, MapPrelim, ReadTxn as _, Transact as _};

use super::*;

fn element(id: &str, parent: Option<&str>) -> Element {
    Element {
        id: id.to_owned(),
        component: "Box".to_owned(),
        parent: parent.map(str::to_owned),
        x: 1.0,
        y: 2.5,
        width: 30.0,
        height: 40.0,
        order: "V".to_owned(),
        props: json!({ "text": "Hi", "items": ["a", 1, null, { "b": true }] }).as_object().unwrap().clone(),
    }
}

fn into(id: &str, parent: Option<&str>) -> Edit {
    Edit::Patch(Patch { id: id.to_owned(), parent: Some(parent.map(str::to_owned)), ..Patch::default() })
}

fn document(client: u32, edits: &[Edit]) -> (Document, Vec<u8>) {
    let mut document = Document::new(client);
    let update = document.edit(edits).0.update;
    (document, update)
}

#[test]
fn what_one_document_does_another_takes() {
    let (mut a, first) = document(1, &[Edit::Put(element("a", None)), Edit::Put(element("b", Some("a")))]);
    let mut b = Document::new(2);
    let change = b.apply_update(&first).unwrap();
    assert_eq!(change.changed, [element("a", None), element("b", Some("a"))]);
    assert_eq!(a.elements(), b.elements());
    let patch = Patch {
        id: "b".to_owned(),
        x: Some(7.0),
        props: vec![("text".to_owned(), None), ("tone".to_owned(), Some(json!("info")))],
        ..Patch::default()
    };
    let (change, _) = a.edit(&[Edit::Patch(patch)]);
    b.apply_update(&change.update).unwrap();
    let seen = b.element("b").unwrap();
    assert_eq!((seen.x, &seen.props["tone"], seen.props.get("text")), (7.0, &json!("info"), None));
    assert!(b.apply_update(&change.update).unwrap().update.is_empty(), "nothing is new in it");
}

#[test]
fn an_edit_is_taken_back_and_made_again() {
    let (mut document, _) = document(1, &[Edit::Put(element("a", None)), Edit::Put(element("b", Some("a")))]);
    let before = document.elements();
    let patch = Patch { id: "a".to_owned(), width: Some(99.0), ..Patch::default() };
    let edits = [Edit::Patch(patch), Edit::Delete("b".to_owned()), Edit::Put(element("c", Some("a")))];
    let (_, back) = document.edit(&edits);
    let after = document.elements();
    assert_ne!(before, after);
    let (_, again) = document.edit(&back);
    assert_eq!(document.elements(), before);
    document.edit(&again);
    assert_eq!(document.elements(), after);
}

#[test]
fn a_cycle_that_two_make_at_once_is_opened_alike_everywhere() {
    let (mut a, first) = document(1, &[Edit::Put(element("a", None)), Edit::Put(element("b", None))]);
    let (mut b, mut third) = (Document::new(2), Document::new(3));
    b.apply_update(&first).unwrap();
    third.apply_update(&first).unwrap();
    let one = a.edit(&[into("a", Some("b"))]).0.update;
    let other = b.edit(&[into("b", Some("a"))]).0.update;
    let at_a = a.apply_update(&other).unwrap();
    let at_b = b.apply_update(&one).unwrap();
    assert_eq!(a.elements(), b.elements());
    assert_eq!(a.element("a").unwrap().parent, None);
    assert_eq!(a.element("b").unwrap().parent.as_deref(), Some("a"));
    for update in [&one, &other, &at_b.update, &at_a.update] {
        third.apply_update(update).unwrap();
    }
    a.apply_update(&at_b.update).unwrap();
    assert_eq!(a.elements(), third.elements());
}

#[test]
fn what_loses_its_parent_goes_to_the_top() {
    let (mut a, first) = document(1, &[Edit::Put(element("a", None)), Edit::Put(element("b", None))]);
    let mut b = Document::new(2);
    b.apply_update(&first).unwrap();
    let gone = a.edit(&[Edit::Delete("a".to_owned())]).0.update;
    b.edit(&[into("b", Some("a"))]);
    let change = b.apply_update(&gone).unwrap();
    assert_eq!(change.removed, ["a"]);
    assert_eq!(change.changed[0].parent, None);
    a.apply_update(&b.missing(&StateVector::default())).unwrap();
    assert_eq!(a.elements(), b.elements());
}

/// A document of a client of Yjs, which writes what it likes.
fn foreign(write: impl FnOnce(&MapRef, &mut TransactionMut<'_>)) -> Vec<u8> {
    let doc = Doc::with_client_id(77);
    let root = doc.get_or_insert_map(ROOT);
    let mut txn = doc.transact_mut();
    write(&root, &mut txn);
    drop(txn);
    doc.transact().encode_state_as_update_v1(&StateVector::default())
}

#[test]
fn what_is_out_of_range_is_brought_back_in_the_document_too() {
    let update = foreign(|root, txn| {
        root.insert(txn, "not an id!", MapPrelim::default());
        root.insert(txn, "plain", 5);
        let map = root.insert(txn, "a", MapPrelim::default());
        map.insert(txn, "component", 12);
        map.insert(txn, "x", f64::NAN);
        map.insert(txn, "y", -1e12);
        map.insert(txn, "width", 0);
        map.insert(txn, "order", "0");
        map.insert(txn, "parent", "a");
        let props = map.insert(txn, "props", MapPrelim::default());
        props.insert(txn, "text", "kept");
        props.insert(txn, "great", "g".repeat(element_bytes()));
    });
    let mut document = Document::new(1);
    let change = document.apply_update(&update).unwrap();
    let healed = document.elements();
    assert_eq!(healed.len(), 1);
    let a = &healed[0];
    assert_eq!((a.component.as_str(), a.x, a.y, a.width, a.height), ("Box", 0.0, -100_000.0, 1.0, 100.0));
    assert_eq!((a.order.as_str(), &a.parent, a.props.len()), ("V", &None, 1));
    assert_eq!(change.changed, healed);
    // Whoever takes the same update finds nothing left to repair.
    let mut other = Document::new(2);
    other.apply_update(&change.update).unwrap();
    assert_eq!((other.elements(), other.state_vector()), (healed, document.state_vector()));
}

fn element_bytes() -> usize {
    crate::wireframes::element::MAX_PROPS
}

#[test]
fn what_a_wireframe_does_not_consist_of_is_refused() {
    let text = {
        let doc = Doc::with_client_id(5);
        let text = doc.get_or_insert_text("body");
        yrs::Text::push(&text, &mut doc.transact_mut(), "hello");
        assert_eq!(text.get_string(&doc.transact()), "hello");
        doc.transact().encode_state_as_update_v1(&StateVector::default())
    };
    let list = foreign(|root, txn| {
        let list = root.insert(txn, "a", yrs::ArrayPrelim::default());
        list.push_back(txn, 1);
    });
    let bytes = foreign(|root, txn| {
        root.insert(txn, "a", Any::from(vec![1_u8, 2]));
    });
    let deep = foreign(|root, txn| {
        let mut value = Any::Null;
        for _ in 0..100 {
            value = Any::from(vec![value]);
        }
        root.insert(txn, "a", value);
    });
    for update in [&text[..], &list, &bytes, &deep, &[], &[1], &[0, 0, 0], &[255; 40]] {
        let mut document = Document::new(1);
        assert!(matches!(document.apply_update(update), Err(Refusal::Malformed(_))), "{update:?}");
        assert_eq!(document.elements(), []);
    }
}

/// An update in which a client has written nothing but so many deleted clocks, in so many pieces.
fn deleted(client: u8, pieces: u8, length: u64) -> Vec<u8> {
    let mut update = vec![1, pieces, client, 0];
    for _ in 0..pieces {
        update.push(0);
        crate::wireframes::protocol::push_number(&mut update, length);
    }
    update.push(0);
    update
}

#[test]
fn nobody_uses_up_another_clients_clocks() {
    let mut document = Document::new(1);
    for (pieces, length) in [(1, MAX_DELETED + 1), (2, MAX_DELETED), (1, (1 << 31) - 1), (2, (1 << 31) - 1)] {
        let taken = document.apply_update(&deleted(7, pieces, length));
        assert!(matches!(taken, Err(Refusal::Malformed(_))), "{pieces} of {length}: {taken:?}");
    }
    assert_eq!(document.state_vector(), StateVector::default());
    document.apply_update(&deleted(7, 2, MAX_DELETED / 2)).unwrap();
    let most = document.state_vector().get(&ClientID::new(7));
    assert_eq!(u64::from(most), MAX_DELETED);
    // What has come together in the log is read however much it is, and the document goes on.
    let mut whole = Document::new(2);
    whole.restore(&deleted(7, 3, MAX_DELETED)).unwrap();
    let update = whole.edit(&[Edit::Put(element("a", None))]).0.update;
    document.apply_update(&update).unwrap();
    assert_eq!(document.elements(), whole.elements());
}

#[test]
fn what_builds_on_something_missing_is_asked_for() {
    let (mut a, _first) = document(1, &[Edit::Put(element("a", None))]);
    let second = a.edit(&[Edit::Put(element("b", None))]).0.update;
    let gone = a.edit(&[Edit::Delete("a".to_owned())]).0.update;
    let mut b = Document::new(2);
    for update in [&second, &gone] {
        assert_eq!(b.apply_update(update), Err(Refusal::Incomplete));
    }
    b.apply_update(&a.missing(&b.state_vector())).unwrap();
    assert_eq!(a.elements(), b.elements());
}

#[test]
fn random_bytes_and_broken_updates_do_no_harm() {
    let (a, whole) = document(1, &[Edit::Put(element("a", None)), Edit::Put(element("b", Some("a")))]);
    let mut seed = 1_u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    for _ in 0..20_000 {
        let mut update = whole.clone();
        for _ in 0..=random() % 4 {
            let at = random() % update.len();
            update[at] = random() as u8;
        }
        update.truncate(1 + random() % update.len());
        let mut b = Document::new(2);
        if b.apply_update(&update) != Err(Refusal::Broken) {
            b.apply_update(&a.missing(&b.state_vector())).ok();
            assert!(b.elements().len() <= 5);
        }
    }
}

#[test]
fn what_is_restored_is_mended_only_when_asked() {
    let update = foreign(|root, txn| {
        root.insert(txn, "a", MapPrelim::default());
    });
    let (mut a, mut b) = (Document::new(1), Document::new(2));
    let change = a.restore(&update).unwrap();
    assert_eq!(a.missing(&StateVector::default()), update, "nothing was added");
    assert_eq!(a.elements(), change.changed);
    let mut loaded = Document::load(3, [update.as_slice()].into_iter()).unwrap();
    assert_eq!(loaded.elements(), a.elements());
    assert_eq!(loaded.mend().map(|mended| mended.changed.len()), Some(0));
    let mended = a.mend().unwrap();
    assert_eq!((mended.changed.len(), a.mend()), (0, None));
    b.restore(&update).unwrap();
    b.restore(&mended.update).unwrap();
    assert_eq!(a.state_vector(), b.state_vector());
}

#[test]
fn a_log_is_loaded_as_it_was_written() {
    let mut written = Document::new(1);
    let mut log = vec![written.edit(&[Edit::Put(element("a", None))]).0.update];
    for number in 0..20 {
        let id = format!("e{number}");
        log.push(written.edit(&[Edit::Put(element(&id, Some("a")))]).0.update);
    }
    log.push(written.edit(&[Edit::Delete("e7".to_owned())]).0.update);
    let load = |from: usize| Document::load(2, log[from..].iter().map(Vec::as_slice));
    let mut loaded = load(0).unwrap();
    assert_eq!(loaded.by_id(), written.by_id());
    assert_eq!(loaded.state_vector(), written.state_vector());
    assert_eq!(loaded.mend(), None);
    assert_eq!(load(1).err(), Some(Refusal::Incomplete));
    // What is edited from here on is noted.
    let edited = loaded.edit(&[Edit::Put(element("late", None))]).0;
    assert_eq!(edited.changed.len(), 1);
    assert_eq!(written.apply_update(&edited.update).unwrap().changed, edited.changed);
}
