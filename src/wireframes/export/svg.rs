//! Wireframes as SVG: every element is a group at its place, with what it holds within it, so that
//! whoever opens it in a drawing program finds what was drawn.

mod paint;

use std::{collections::HashMap, fmt::Write};

use super::{
    boxes, looks,
    picture::{escaped, number},
    style::color,
};
use crate::wireframes::{
    components::Library,
    element::{Drawing, Element},
};

/// Elements within one another at most; what lies deeper is left out.
const DEEPEST: usize = 64;

/// Draws a wireframe.
pub fn svg(drawing: &Drawing, library: &Library) -> String {
    let mut out = String::with_capacity(4096 + drawing.elements.len() * 600);
    let (width, height) = (drawing.width, drawing.height);
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\" font-size=\"14\"><title>{}</title><rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
        escaped(&drawing.name),
        color("--paper"),
    )
    .ok();
    let children = Children::of(drawing);
    for element in children.of_parent(None) {
        group(element, &children, library, 0, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// What lies directly in each element, from the bottom up.
pub struct Children<'a>(HashMap<Option<&'a str>, Vec<&'a Element>>);

impl<'a> Children<'a> {
    /// Sorts the elements of a drawing by what they lie in.
    pub fn of(drawing: &'a Drawing) -> Self {
        let mut by_parent: HashMap<Option<&str>, Vec<&Element>> = HashMap::new();
        for element in &drawing.elements {
            by_parent.entry(element.parent.as_deref()).or_default().push(element);
        }
        for children in by_parent.values_mut() {
            children.sort_by(|a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));
        }
        Self(by_parent)
    }

    /// What lies directly in an element, or at the top level.
    pub fn of_parent(&self, parent: Option<&'a str>) -> &[&'a Element] {
        self.0.get(&parent).map_or(&[], Vec::as_slice)
    }
}

fn group(element: &Element, children: &Children, library: &Library, depth: usize, out: &mut String) {
    let inside = children.of_parent(Some(&element.id));
    write!(
        out,
        "<g id=\"{}\" data-component=\"{}\" transform=\"translate({} {})\">",
        escaped(&element.id),
        escaped(&element.component),
        number(element.x as f32),
        number(element.y as f32),
    )
    .ok();
    let look = looks::filled(element, library);
    if let Some(laid) = boxes::arranged(&look.root, element.width as f32, element.height as f32) {
        paint::paint(&laid, &look.props, out);
    }
    if depth < DEEPEST {
        for child in inside {
            group(child, children, library, depth + 1, out);
        }
    }
    out.push_str("</g>");
}
