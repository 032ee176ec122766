//! Changes to a drawing, asked for in words.
//!
//! Owns the reading of such requests. They are carried out one after another on a copy; what
//! differs in the end are the changes, so that nobody's other work is touched without need.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::generation::providers::builtin::{
    pattern::{group, pattern},
    reading,
};

use super::super::element::{Drawing, Element};

mod add;
mod arrange;
mod canvas;
mod edit;
mod refit;
mod target;

use canvas::Canvas;
#[cfg(test)]
pub(super) use canvas::parents_first;

/// One change to a drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Something is added; what it is in comes before it.
    Add(Element),
    /// Frame and props differ: only what differs is given. A prop that is null is taken away.
    Set {
        /// The element.
        id: String,
        /// CSS pixels from its parent's left edge.
        x: Option<f64>,
        /// CSS pixels from its parent's upper edge.
        y: Option<f64>,
        /// In CSS pixels.
        width: Option<f64>,
        /// In CSS pixels.
        height: Option<f64>,
        /// The props that differ.
        props: Map<String, Value>,
    },
    /// It belongs somewhere else, or lies higher or lower among its siblings.
    Move {
        /// The element.
        id: String,
        /// What it is in from then on; none for the top level.
        parent: Option<String>,
        /// Its place among its siblings.
        order: String,
    },
    /// It goes, with all that is in it.
    Remove {
        /// The element.
        id: String,
    },
}

/// What a prompt changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// In the order in which they can be applied.
    pub changes: Vec<Change>,
    /// The canvas's size afterwards, in CSS pixels, where it differs.
    pub canvas: Option<(u32, u32)>,
    /// One or two sentences: what was done, and what could not be.
    pub said: String,
}

/// What one request came to.
pub(super) enum Outcome {
    /// What was done, in a few words.
    Done(String),
    /// Why nothing was done.
    Refused(String),
}

pub(super) fn revise(prompt: &str, drawing: &Drawing, ids: &mut dyn FnMut() -> String) -> Revision {
    let text = reading::plain(prompt);
    let mut canvas = Canvas::new(drawing);
    let (mut done, mut refused) = (Vec::new(), Vec::new());
    for request in requests(&text) {
        match carry_out(&request, &mut canvas, ids) {
            Outcome::Done(what) => done.push(what),
            Outcome::Refused(why) => refused.push(why),
        }
    }
    let changes = changes(drawing, &canvas.elements);
    let size = (canvas.width as u32, canvas.height as u32);
    let canvas = (size != (drawing.width, drawing.height)).then_some(size);
    Revision { changes, canvas, said: said(&done, &refused) }
}

fn said(done: &[String], refused: &[String]) -> String {
    let mut said = match done {
        [] if refused.is_empty() => "I did not find a change in this. Try \"add a search bar at the top\", \"remove the sidebar\" or \"make it three columns\".".to_owned(),
        [] => String::new(),
        done => format!("I {}.", joined(done)),
    };
    for why in refused {
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(why);
    }
    said
}

fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The requests of a prompt: each begins with what is to be done.
fn requests(text: &str) -> Vec<String> {
    let text = pattern!(r"^\W*(?:please|can you|could you|now|ok(?:ay)?|also|then|i want you to|i would like you to|i'd like you to|let's|just)[, ]+").replace(text, "");
    let verb = pattern!(
        r"(?:[.;\n!]\s*(?:and |then |also |please )*|,?\s+(?:and|then|and then|and also|but)\s+|,\s+)((?:add|insert|include|put|remove|delete|drop|hide|get rid of|rename|move|change|replace|swap|make|set|turn|duplicate|copy|place|call|use|show|give|convert|switch|rearrange|align|center|centre)\b)"
    );
    let mut out = Vec::new();
    let mut from = 0;
    let masked = masked(&text);
    for found in verb.all(&masked) {
        let (Some(all), Some(start)) = (found.get(0), found.get(1)) else { continue };
        // "add a heading, show and hide buttons" begins no request at its second verb.
        if all.start() > from {
            out.push(text[from..all.start()].trim().to_owned());
            from = start.start();
        }
    }
    out.push(text[from..].trim().trim_end_matches(['.', '!', '?']).to_owned());
    out.retain(|request| request.chars().any(char::is_alphanumeric));
    out
}

/// The text with what is quoted made blank, byte for byte.
fn masked(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .map(|c| {
            if c == '"' {
                inside = !inside;
            }
            if inside && c != '"' { "_".repeat(c.len_utf8()) } else { c.to_string() }
        })
        .collect()
}

fn carry_out(request: &str, canvas: &mut Canvas, ids: &mut dyn FnMut() -> String) -> Outcome {
    if canvas.elements.is_empty() || pattern!(r"\b(?:start over|from scratch|redraw|redesign it as|replace everything|turn (?:it|this) into|convert (?:it|this) (?:in)?to)\b").is_match(request) && !arrange::speaks_of_size(request) {
        return redraw(request, canvas, ids);
    }
    if let Some(why) = impossible(request) {
        return Outcome::Refused(why);
    }
    if arrange::speaks_of_size(request) {
        return arrange::resize(request, canvas, ids);
    }
    if let Some(outcome) = arrange::columns(request, canvas) {
        return outcome;
    }
    if let Some(found) =
        pattern!(r"^(?:remove|delete|drop|hide|get rid of|take (?:away|out)|without)\s+(.+)$")
            .captures(request)
    {
        return edit::remove(group(&found, 1), canvas);
    }
    if let Some(outcome) = edit::rename(request, canvas) {
        return outcome;
    }
    if let Some(found) = pattern!(r"^(?:move|put|place|drag|bring)\s+(?:the |my |our )?(.+?)\s+((?:to the )?(?:below|under(?:neath)?|above|over|before|after|next to|beside|to the (?:top|bottom|end|very top)|at the (?:top|bottom)|up|down|first|last|to the (?:left|right) of|in(?:to|side)?))\b\s*(.*)$").captures(request)
        && canvas.find(group(&found, 1)).is_some()
    {
            return arrange::relocate(group(&found, 1), group(&found, 2), group(&found, 3), canvas);
    }
    if let Some(found) = pattern!(r"^swap\s+(?:the )?(.+?)\s+(?:and|with)\s+(?:the )?(.+)$").captures(request)
    {
        return arrange::swap(group(&found, 1), group(&found, 2), canvas);
    }
    if let Some(found) = pattern!(r"^(?:duplicate|copy|repeat)\s+(?:the )?(.+)$").captures(request) {
        return arrange::duplicate(group(&found, 1), canvas, ids);
    }
    if let Some(outcome) = edit::look(request, canvas) {
        return outcome;
    }
    let wanted = pattern!(r"^(?:add|insert|include|put|place|show|give (?:it|me|us)|use|create|i (?:want|need)|we need|there should be|it needs|with|make)\s+(.+)$").captures(request).map_or(request, |found| group(&found, 1));
    add::add(wanted, canvas, ids)
}

fn redraw(request: &str, canvas: &mut Canvas, ids: &mut dyn FnMut() -> String) -> Outcome {
    let wanted = pattern!(r"^.*?\b(?:turn (?:it|this) into|convert (?:it|this) (?:in)?to|redesign it as|redraw (?:it|this)? ?as|from scratch:?|start over(?: with)?:?|replace everything with)\s*").replace(request, "");
    let made =
        super::draw(if wanted.is_empty() { request } else { &wanted }, Some((canvas.width as u32, 0)), ids);
    canvas.elements = made.elements;
    canvas.height = f64::from(made.height);
    Outcome::Done(format!("drew it again as \"{}\"", made.name))
}

/// What a wireframe cannot show.
fn impossible(request: &str) -> Option<String> {
    let known: [(&crate::generation::providers::builtin::pattern::Pattern, &str); 4] = [
        (
            pattern!(
                r"\b(?:make (?:it|this|everything) |in |use )?(?:dark|light)(?: mode| theme)?$|\bdark (?:mode|theme|background)\b"
            ),
            "A wireframe has no light or dark theme: it shows layout and words. Say it when you build the app from it.",
        ),
        (
            pattern!(r"\b(?:animat\w+|transitions?|hover|parallax|scroll effect)\b"),
            "A wireframe does not move: say how it should when you build the app from it.",
        ),
        (
            pattern!(
                r"\b(?:fonts?|typeface|serif|helvetica|gradient|shadows?|logo colou?r|brand colou?rs?)\b"
            ),
            "A wireframe has one font and no colours of its own: say it when you build the app from it.",
        ),
        (
            pattern!(
                r"\bmake (?:it|this|everything|the (?:page|screen|background|theme))(?: look)? (?:more )?(?:blue|green|red|purple|pink|orange|yellow|teal|colou?rful|modern|pretty|beautiful|nicer|pop)\b"
            ),
            "A wireframe is grey by design: say colours and style when you build the app from it.",
        ),
    ];
    if pattern!(r"\b(?:switch|toggle|setting|checkbox|option)\b").is_match(request) {
        return None;
    }
    known.iter().find(|(pattern, _)| pattern.is_match(request)).map(|(_, why)| (*why).to_owned())
}

/// How to get from one drawing to another.
fn changes(before: &Drawing, after: &[Element]) -> Vec<Change> {
    let old = |id: &str| before.elements.iter().find(|element| element.id == id);
    let kept: HashSet<&str> = after.iter().map(|element| element.id.as_str()).collect();
    let mut out = Vec::new();
    for element in canvas::parents_first(after) {
        let Some(was) = old(&element.id) else {
            out.push(Change::Add(element.clone()));
            continue;
        };
        if was.parent != element.parent || was.order != element.order {
            out.push(Change::Move {
                id: element.id.clone(),
                parent: element.parent.clone(),
                order: element.order.clone(),
            });
        }
        let differs = |a: f64, b: f64| (a - b).abs() > f64::EPSILON;
        let change = |a: f64, b: f64| differs(a, b).then_some(b);
        let props = props_changed(&was.props, &element.props);
        let frame = [
            change(was.x, element.x),
            change(was.y, element.y),
            change(was.width, element.width),
            change(was.height, element.height),
        ];
        if !props.is_empty() || frame.iter().any(Option::is_some) {
            let [x, y, width, height] = frame;
            out.push(Change::Set { id: element.id.clone(), x, y, width, height, props });
        }
    }
    // What is in something that goes, goes with it; what has left it has moved before.
    for element in &before.elements {
        let parent_stays =
            element.parent.as_deref().is_none_or(|parent| kept.contains(parent) || old(parent).is_none());
        if !kept.contains(element.id.as_str()) && parent_stays {
            out.push(Change::Remove { id: element.id.clone() });
        }
    }
    out
}

fn props_changed(before: &Map<String, Value>, after: &Map<String, Value>) -> Map<String, Value> {
    let gone =
        before.keys().filter(|name| !after.contains_key(*name)).map(|name| (name.clone(), Value::Null));
    let set = after
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(value))
        .map(|(name, value)| (name.clone(), value.clone()));
    gone.chain(set).collect()
}
