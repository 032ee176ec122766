//! Wireframes from a description, without a model.
//!
//! Owns what a screen looks like that a person asks for in words, and what changes when they ask
//! for something else. It only computes: identities come from whoever calls, and the same words
//! give the same drawing. It stores nothing and knows nothing of rooms or documents.

use super::element::{Drawing, Element};

mod blocks;
mod brief;
mod content;
mod layout;
mod revise;
mod screens;

#[cfg(test)]
mod tests;

pub use revise::{Change, Revision};

/// A drawing that was made from words.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    /// What the wireframe may be called.
    pub name: String,
    /// Of the canvas, in CSS pixels.
    pub width: u32,
    /// Of the canvas, in CSS pixels: what the elements need.
    pub height: u32,
    /// In the order in which they should appear: what contains others comes before them.
    pub elements: Vec<Element>,
    /// One or two sentences: what was drawn, and what was left out.
    pub said: String,
}

/// Draws the screen that a prompt describes, on a canvas of this size where one is given: its width
/// is kept, its height grows with what is drawn. `ids` gives an identity for each element.
pub fn draw(prompt: &str, canvas: Option<(u32, u32)>, ids: &mut dyn FnMut() -> String) -> Sketch {
    let mut brief = brief::Brief::read(prompt);
    let (width, least) = size(&mut brief, canvas);
    let read = brief.clone();
    let root = screens::screen(&mut brief);
    let (elements, height) = layout::lay_out(root, f64::from(width), ids);
    let height = (height as u32).max(least);
    Sketch { name: read.title(), width, height, said: said(&read, elements.len()), elements }
}

/// Changes a drawing as a prompt asks. What the prompt does not speak of keeps its identity and,
/// unless something has to make room, its place. `ids` gives an identity for each new element.
pub fn revise(prompt: &str, drawing: &Drawing, ids: &mut dyn FnMut() -> String) -> Revision {
    revise::revise(prompt, drawing, ids)
}

/// The canvas, and the device that it stands for.
fn size(brief: &mut brief::Brief, canvas: Option<(u32, u32)>) -> (u32, u32) {
    use brief::Device;
    if let Some((width, height)) = canvas {
        let width = width.clamp(320, 4_000);
        brief.device = match width {
            0..600 => Device::Phone,
            600..1_000 => Device::Tablet,
            _ => Device::Desktop,
        };
        return (width, height.min(20_000));
    }
    match brief.device {
        Device::Desktop => (1_440, 0),
        Device::Tablet => (768, 0),
        Device::Phone => (390, 0),
    }
}

/// What was drawn, and what was not.
fn said(brief: &brief::Brief, elements: usize) -> String {
    let kind = brief.kind.title().to_lowercase();
    let device = match brief.device {
        brief::Device::Desktop => "",
        brief::Device::Tablet => " for a tablet",
        brief::Device::Phone => " for a phone",
    };
    let name = if brief.brand.is_empty() { String::new() } else { format!(" for {}", brief.brand) };
    let mut said = format!(
        "I drew a {kind} screen{name}{device} with {elements} elements; names and figures that you did not give are examples."
    );
    if brief.kind.title().ends_with("page") {
        said = said.replacen(" screen", "", 1);
    }
    let others: Vec<String> = brief.others.iter().map(|kind| kind.title().to_lowercase()).collect();
    if !others.is_empty() {
        let verb = if others.len() > 1 { "are" } else { "is" };
        let more = format!(
            " The {} {verb} not on it: a wireframe is one screen, so ask for {} in a wireframe of its own.",
            others.join(" and the "),
            if others.len() > 1 { "each" } else { "it" }
        );
        said.push_str(&more);
    }
    if brief.text.split_whitespace().count() < 2
        && brief.items.is_empty()
        && brief.kind == brief::Kind::Dashboard
    {
        said.push_str(" Say what the screen is for and what is on it, and I draw that.");
    }
    said
}
