//! Lays the tags of one element out within its frame, as a browser would with the same stylesheet.

use taffy::prelude::{
    AvailableSpace, Dimension, Display, LengthPercentageAuto, NodeId, Size, Style, TaffyAuto, TaffyTree,
};

use super::{
    font::Setting,
    style::{self, Look, Words, Wrap},
};
use crate::wireframes::components::expand::Node;

/// A box with what it shows, and the boxes in it.
pub struct Boxed {
    pub look: Look,
    pub shows: Shows,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub children: Vec<Boxed>,
    /// Space between the edge of the box and its text: top, right, bottom, left.
    pub inset: [f32; 4],
}

/// What a box shows itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Shows {
    /// Nothing but its background and edges.
    Nothing,
    /// Text, from its upper edge.
    Text(String),
    /// What a field holds, in the middle of its height.
    Field { text: String, faint: bool },
    /// An icon.
    Icon(String),
    /// A picture of a kind, with what the template gives it.
    Picture { kind: String, value: String, most: String },
    /// A box to tick.
    Tick(bool),
    /// A switch.
    Switch(bool),
    /// A knob on a line, and how far along it is from 0 to 1.
    Knob(f32),
    /// A picture that the template holds.
    Embedded(String),
}

/// Lays out one element's tags in a frame of that size.
pub fn arranged(node: &Node, width: f32, height: f32) -> Option<Boxed> {
    let mut tree: TaffyTree<Measured> = TaffyTree::with_capacity(32);
    tree.disable_rounding();
    let mut planned = planned(node, &Words::default(), &mut tree)?;
    let framed = |style: &mut Style| {
        style.size = Size { width: Dimension::length(width), height: Dimension::length(height) };
        style.min_size = Size::auto();
        style.max_size = Size::auto();
        style.margin = taffy::Rect::zero();
    };
    framed(&mut planned.look.layout);
    tree.set_style(planned.node, planned.look.layout.clone()).ok()?;
    let space = Size { width: AvailableSpace::Definite(width), height: AvailableSpace::Definite(height) };
    tree.compute_layout_with_measure(planned.node, space, |inputs, _, measured, style| {
        taffy::compute_leaf_layout(
            inputs,
            style,
            |_, _| 0.0,
            |known, space| size(measured.as_deref(), known, space),
        )
    })
    .ok()?;
    placed(planned, &tree, 0.0, 0.0)
}

/// What a leaf is measured by.
struct Measured {
    text: String,
    setting: Setting,
    line: f32,
    wrap: Wrap,
}

struct Planned {
    node: NodeId,
    look: Look,
    shows: Shows,
    children: Vec<Planned>,
}

fn size(measured: Option<&Measured>, known: Size<Option<f32>>, space: Size<AvailableSpace>) -> Size<f32> {
    let Some(Measured { text, setting, line, wrap }) = measured else {
        return Size { width: known.width.unwrap_or(0.0), height: known.height.unwrap_or(0.0) };
    };
    let longest = || text.split('\n').map(|line| setting.width(line)).fold(0.0, f32::max);
    let width = known.width.unwrap_or_else(|| match (wrap, space.width) {
        (Wrap::Words, AvailableSpace::Definite(room)) => longest().min(room.max(0.0)),
        (Wrap::Words, AvailableSpace::MinContent) => {
            text.split_whitespace().map(|word| setting.width(word)).fold(0.0, f32::max)
        }
        _ => longest(),
    });
    let height = known.height.unwrap_or_else(|| {
        let lines = match wrap {
            Wrap::Words if longest() > width => setting.wrapped(text, width).len(),
            Wrap::Never => 1,
            _ => text.split('\n').count(),
        };
        lines as f32 * line
    });
    Size { width, height }
}

/// Whether a tag flows with the text around it.
fn inline(node: &Node) -> bool {
    match node {
        Node::Text(_) => true,
        Node::Tag { name, children, .. } => {
            let flows = [
                "a", "b", "br", "cite", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup",
                "time",
            ];
            flows.contains(&name.as_str()) && node.attribute("class").is_none() && children.iter().all(inline)
        }
    }
}

fn text_of(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Tag { name, .. } if name == "br" => out.push('\n'),
            Node::Tag { children, .. } => text_of(children, out),
        }
    }
}

fn words_of(nodes: &[Node], wrap: Wrap) -> String {
    let mut text = String::new();
    text_of(nodes, &mut text);
    match wrap {
        Wrap::Pre => text,
        _ => text.trim().to_owned(),
    }
}

fn leaf(tree: &mut TaffyTree<Measured>, look: Look, shows: Shows, text: String) -> Option<Planned> {
    let words = &look.words;
    let setting = Setting { face: words.face, size: words.size, spacing: words.spacing };
    let measured = Measured { text, setting, line: words.line, wrap: words.wrap };
    let node = tree.new_leaf_with_context(look.layout.clone(), measured).ok()?;
    Some(Planned { node, look, shows, children: Vec::new() })
}

fn planned(node: &Node, above: &Words, tree: &mut TaffyTree<Measured>) -> Option<Planned> {
    let Node::Tag { name, children, .. } = node else { return None };
    let given = |name: &str| node.attribute(name).unwrap_or_default();
    let mut classes = given("class").to_owned();
    if name == "mq-icon" {
        classes.insert_str(0, "icon ");
    }
    let mut look =
        style::look(name, &classes, node.attribute("checked").is_some(), node.attribute("style"), above);
    if let Some(shows) = control(node, name) {
        let text = match &shows {
            Shows::Field { text, .. } => text.clone(),
            _ => String::new(),
        };
        if matches!(shows, Shows::Field { .. }) && name != "textarea" {
            look.words.wrap = Wrap::Never;
            // Text does not make a field wider, as in browsers.
            look.layout.min_size.width = LengthPercentageAuto::length(0.0);
        }
        return leaf(tree, look, shows, text);
    }
    let flows = !children.is_empty() && children.iter().all(inline);
    if flows && look.layout.display == Display::Block {
        let text = words_of(children, look.words.wrap);
        return leaf(tree, look, Shows::Text(text.clone()), text);
    }
    let mut inside = Vec::new();
    let mut at = 0;
    while at < children.len() {
        let run = children[at..].iter().take_while(|child| matches!(child, Node::Text(_))).count();
        if run > 0 {
            let text = words_of(&children[at..at + run], look.words.wrap);
            let plain = Look {
                layout: Style {
                    min_size: Size {
                        width: LengthPercentageAuto::length(0.0),
                        height: LengthPercentageAuto::AUTO,
                    },
                    ..Style::default()
                },
                words: look.words.clone(),
                background: None,
                edges: [None, None, None, None],
                radius: 0.0,
                shadow: None,
                clips: look.clips,
            };
            inside.extend(leaf(tree, plain, Shows::Text(text.clone()), text));
            at += run;
        } else {
            inside.extend(planned(&children[at], &look.words, tree));
            at += 1;
        }
    }
    let ids: Vec<NodeId> = inside.iter().map(|child| child.node).collect();
    let id = tree.new_with_children(look.layout.clone(), &ids).ok()?;
    Some(Planned { node: id, look, shows: Shows::Nothing, children: inside })
}

/// What a tag shows that is not made of other tags.
fn control(node: &Node, name: &str) -> Option<Shows> {
    let given = |name: &str| node.attribute(name).unwrap_or_default().to_owned();
    let field = |value: String| {
        let faint = value.is_empty();
        Shows::Field { text: if faint { given("placeholder") } else { value }, faint }
    };
    let checked = node.attribute("checked").is_some();
    let Node::Tag { children, .. } = node else { return None };
    Some(match name {
        "mq-icon" => Shows::Icon(given("name")),
        "mq-picture" => Shows::Picture { kind: given("kind"), value: given("value"), most: given("max") },
        "img" => Shows::Embedded(given("src")),
        "input" => match node.attribute("type").unwrap_or("text") {
            "checkbox" if node.attribute("role") == Some("switch") => Shows::Switch(checked),
            "checkbox" => Shows::Tick(checked),
            "radio" => Shows::Nothing,
            "range" => {
                let number = |name: &str, or: f32| {
                    given(name).parse::<f32>().ok().filter(|n| n.is_finite()).unwrap_or(or)
                };
                let (low, high) = (number("min", 0.0), number("max", 100.0));
                let share = (number("value", 50.0) - low) / (high - low);
                Shows::Knob(if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 })
            }
            "password" => field("•".repeat(given("value").chars().count().min(24))),
            _ => field(given("value")),
        },
        "textarea" => field(words_of(children, Wrap::Words)),
        "select" => {
            let is_on = |option: &&Node| option.attribute("selected").is_some();
            let option = children.iter().find(is_on).or(children.first())?;
            let Node::Tag { children, .. } = option else { return None };
            let text = words_of(children, Wrap::Never);
            Shows::Field { text, faint: option.attribute("value") == Some("") }
        }
        "mq-children" | "option" => return None,
        _ => return None,
    })
}

fn placed(planned: Planned, tree: &TaffyTree<Measured>, x: f32, y: f32) -> Option<Boxed> {
    let layout = tree.layout(planned.node).ok()?;
    let (x, y) = (x + layout.location.x, y + layout.location.y);
    let edge = |side: fn(&taffy::Rect<f32>) -> f32| side(&layout.border) + side(&layout.padding);
    let inset = [edge(|r| r.top), edge(|r| r.right), edge(|r| r.bottom), edge(|r| r.left)];
    let (width, height) = (layout.size.width, layout.size.height);
    let hidden = planned.look.layout.display == Display::None;
    let children = planned.children.into_iter().filter_map(|child| placed(child, tree, x, y)).collect();
    (!hidden).then_some(Boxed {
        look: planned.look,
        shows: planned.shows,
        x,
        y,
        width,
        height,
        children,
        inset,
    })
}
