//! Two who ask for operations, take them back, and hear of each other only now and then: what is refused
//! changes nothing, and once they have heard all, both have the same forest.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use maquette_fuzz::wireframes::document::{Document, Edit};
use maquette_fuzz::wireframes::operations::{self, Add, Move, Operation, Set};
use maquette_fuzz::{Anything, check, meet, says_what_happened};
use serde_json::{Map, Value};

/// Names of elements: few, so that they meet.
const NAMES: u8 = 12;

#[derive(Arbitrary, Debug)]
enum Step {
    Do { second: bool, operations: Vec<Do> },
    Undo { second: bool },
    Meet,
}

#[derive(Arbitrary, Debug)]
enum Do {
    Add { id: Option<u8>, parent: Option<u8>, frame: [i16; 4], prop: Option<(u8, i32)> },
    Set { id: u8, frame: [Option<f64>; 4], prop: Option<(u8, Option<String>)> },
    Move { id: u8, parent: Option<Option<u8>>, before: Option<u8> },
    Remove { id: u8 },
}

fuzz_target!(init: maquette_fuzz::let_panics_be_caught(), |steps: Vec<Step>| {
    let mut documents = [Document::new(1), Document::new(3)];
    let mut backs: [Vec<Vec<Edit>>; 2] = Default::default();
    let mut made = 0;
    for step in steps.into_iter().take(64) {
        match step {
            Step::Do { second, operations } => {
                let document = &mut documents[usize::from(second)];
                let operations: Vec<Operation> = operations.into_iter().take(16).map(operation).collect();
                let fresh = || {
                    made += 1;
                    format!("made-{made}")
                };
                let Ok(edits) = operations::plan(document, &operations, &Anything, fresh) else { continue };
                backs[usize::from(second)].push(edit(document, &edits));
            }
            Step::Undo { second } => {
                if let Some(back) = backs[usize::from(second)].pop() {
                    edit(&mut documents[usize::from(second)], &back);
                }
            }
            Step::Meet => {
                let [one, other] = &mut documents;
                meet(one, other);
            }
        }
    }
    let [one, other] = &mut documents;
    meet(one, other);
    check(one);
});

fn edit(document: &mut Document, edits: &[Edit]) -> Vec<Edit> {
    let before = document.elements();
    let (change, back) = document.edit(edits);
    says_what_happened(&before, document, &change);
    back
}

fn name(number: u8) -> String {
    format!("e{}", number % NAMES)
}

fn operation(wanted: Do) -> Operation {
    let props = |prop: Option<(String, Value)>| prop.into_iter().collect::<Map<_, _>>();
    match wanted {
        Do::Add { id, parent, frame, prop } => Operation::Add(Add {
            id: id.map(name),
            component: "Box".to_owned(),
            parent: parent.map(name),
            frame: frame.map(f64::from),
            props: props(prop.map(|(key, value)| (format!("p{}", key % 4), value.into()))),
        }),
        Do::Set { id, frame, prop } => Operation::Set(Set {
            id: name(id),
            frame,
            props: props(prop.map(|(key, value)| (format!("p{}", key % 4), value.into()))),
        }),
        Do::Move { id, parent, before } => {
            Operation::Move(Move { id: name(id), parent: parent.map(|parent| parent.map(name)), before: before.map(name) })
        }
        Do::Remove { id } => Operation::Remove(name(id)),
    }
}
