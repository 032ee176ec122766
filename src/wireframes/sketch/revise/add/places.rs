//! Where something goes that is added, and who makes room for it.

use serde_json::Value;

use super::{
    super::{
        super::{
            super::element::Element,
            layout::{self, Block, Width},
        },
        canvas::Canvas,
    },
    Place,
};

/// Puts laid out elements into a parent.
pub(super) fn place_at(elements: Vec<Element>, parent: Option<&str>, at: (f64, f64), canvas: &mut Canvas) {
    for mut element in elements {
        if element.parent.is_none() {
            element.parent = parent.map(str::to_owned);
            element.x += at.0;
            element.y += at.1;
            element.order = canvas.on_top(parent);
        }
        canvas.elements.push(element);
    }
    canvas.grow(parent);
}

/// Where a parent's content begins and ends: between what frames it.
pub(in super::super) fn ends(canvas: &Canvas, parent: Option<&str>) -> (f64, f64) {
    let (left, right) = main_range(canvas, parent);
    let inside: Vec<&Element> = canvas
        .inside(parent)
        .into_iter()
        .filter(|element| element.x < right && element.x + element.width > left && !is_frame(element))
        .collect();
    let mut top = inside.iter().map(|element| element.y).fold(f64::INFINITY, f64::min);
    // A title with its buttons stays the first thing.
    if let Some(first) = inside.first().filter(|first| {
        first.component == "Heading" || first.component == "Breadcrumbs" || first.component == "Hero"
    }) {
        let end = inside
            .iter()
            .filter(|other| other.y < first.y + first.height)
            .map(|other| other.y + other.height)
            .fold(first.y, f64::max);
        top = inside.iter().map(|element| element.y).filter(|y| *y >= end).fold(f64::INFINITY, f64::min);
        if !top.is_finite() {
            top = end + 24.0;
        }
    }
    let bottom = inside.iter().map(|element| element.y + element.height).fold(0.0, f64::max);
    (if top.is_finite() { top } else { 24.0 }, bottom)
}

fn is_frame(element: &Element) -> bool {
    matches!(element.component.as_str(), "Navbar" | "Sidebar" | "Footer" | "Modal" | "Toast")
        || element.component == "Tabs" && element.props.get("variant").and_then(Value::as_str) == Some("bar")
}

/// The columns that a parent's content stands in.
fn main_range(canvas: &Canvas, parent: Option<&str>) -> (f64, f64) {
    let inner = canvas.inner_width(parent);
    let inside: Vec<&Element> =
        canvas.inside(parent).into_iter().filter(|element| !is_frame(element)).collect();
    let sidebar = canvas
        .inside(parent)
        .iter()
        .filter(|element| element.component == "Sidebar")
        .map(|element| (element.x, element.x + element.width))
        .next();
    let left = inside.iter().map(|element| element.x).fold(inner, f64::min);
    let right = inside.iter().map(|element| element.x + element.width).fold(0.0, f64::max);
    if right > left {
        return (left, right);
    }
    let left = sidebar.filter(|(x, _)| *x < 1.0).map_or(24.0, |(_, end)| end + 24.0);
    (left.min(inner / 2.0), inner - 24.0)
}

/// Puts a block where it is wanted; what is there makes room.
pub(super) fn insert(
    block: Block,
    place: &Place,
    page: bool,
    canvas: &mut Canvas,
    ids: &mut dyn FnMut() -> String,
) {
    let full = page
        && matches!(
            block.component,
            Some(
                "Hero"
                    | "Section"
                    | "FeatureGrid"
                    | "Pricing"
                    | "CallToAction"
                    | "Newsletter"
                    | "Faq"
                    | "TeamGrid"
                    | "LogoCloud"
                    | "Footer"
            )
        );
    let target = match place {
        Place::Above(id) | Place::Below(id) => canvas.get(id).cloned(),
        _ => None,
    };
    let parent = match &target {
        Some(target) if full => top_of(target, canvas).parent,
        Some(target) => target.parent.clone(),
        None => only_card(canvas, full),
    };
    let target = target.map(|target| if full { top_of(&target, canvas) } else { target });
    let gap = if full { 0.0 } else { 24.0 };
    let (left, right) = if full {
        (0.0, canvas.width)
    } else {
        target
            .as_ref()
            .map_or_else(|| main_range(canvas, parent.as_deref()), |target| wide_enough(target, canvas))
    };
    let width = match block.width {
        Width::Fixed(width) => width.min(right - left),
        Width::Fill(_) => right - left,
    };
    let row = |target: &Element| -> (f64, f64) {
        let mates: Vec<&Element> = canvas
            .inside(parent.as_deref())
            .into_iter()
            .filter(|other| {
                other.y < target.y + target.height
                    && other.y + other.height > target.y
                    && other.x < right
                    && other.x + other.width > left
                    && !is_frame(other)
            })
            .collect();
        (
            mates.iter().map(|other| other.y).fold(target.y, f64::min),
            mates.iter().map(|other| other.y + other.height).fold(target.y + target.height, f64::max),
        )
    };
    let (line, after) = match (place, &target) {
        (Place::Above(_), Some(target)) => (row(target).0, false),
        (Place::Below(_), Some(target)) => (row(target).1, true),
        (Place::Top, _) => {
            (if full { first_section(canvas) } else { ends(canvas, parent.as_deref()).0 }, false)
        }
        _ => usual_line(&block, parent.as_deref(), full, canvas),
    };
    let block = if full || block.component != Some("Section") { block } else { bare_section(block, width) };
    let (elements, tall) = layout::lay_out(block, width, ids);
    let below: bool = canvas
        .inside(parent.as_deref())
        .iter()
        .any(|other| other.y >= line && other.x < right && other.x + other.width > left);
    if below {
        canvas.shift(parent.as_deref(), (left, right), line, tall + gap, &[]);
    }
    let y = if after { line + gap } else { line };
    place_at(elements, parent.as_deref(), (left, y), canvas);
    stretch_sides(canvas, parent.as_deref());
    if parent.is_none() && !below {
        canvas.height = canvas.height.max(y + tall + gap);
        stretch_sides(canvas, None);
    }
}

/// A section within a page's margins needs none of its own, and fewer columns where it is narrow.
fn bare_section(mut block: Block, width: f64) -> Block {
    for child in &mut block.children {
        if let layout::Flow::Grid(columns) = child.flow {
            let most = (width / 240.0).floor().max(1.0) as usize;
            child.flow = layout::Flow::Grid(columns.min(most));
        }
    }
    block.padding(16.0, 16.0, 16.0, 16.0)
}

/// The stretch of columns in which something beside a target stands.
fn wide_enough(target: &Element, canvas: &Canvas) -> (f64, f64) {
    let (left, right) = main_range(canvas, target.parent.as_deref());
    let alone = !canvas.inside(target.parent.as_deref()).iter().any(|other| {
        other.id != target.id
            && other.height > 200.0
            && other.y < target.y + target.height
            && other.y + other.height > target.y
            && !is_frame(other)
    });
    if target.width < 160.0 || alone && !is_frame(target) || is_frame(target) {
        (left, right)
    } else {
        (target.x, target.x + target.width)
    }
}

/// A sidebar ends where the canvas does.
fn stretch_sides(canvas: &mut Canvas, parent: Option<&str>) {
    if parent.is_some() {
        return stretch_sides(canvas, None);
    }
    let height = canvas.height;
    let sides: Vec<String> = canvas
        .inside(None)
        .iter()
        .filter(|element| {
            element.component == "Sidebar"
                && element.y + element.height < height
                && element.height > height / 2.0
        })
        .map(|element| element.id.clone())
        .collect();
    for id in sides {
        canvas.change(&id, |element| element.height = height - element.y);
    }
}

/// The element at the top level that something is in.
fn top_of(element: &Element, canvas: &Canvas) -> Element {
    let mut top = element.clone();
    for _ in 0..32 {
        let Some(above) = top.parent.as_deref().and_then(|id| canvas.get(id)) else { break };
        top = above.clone();
    }
    top
}

/// A screen that is one card takes everything into it.
fn only_card(canvas: &Canvas, full: bool) -> Option<String> {
    if full {
        return None;
    }
    let all: Vec<&Element> = canvas.inside(None).into_iter().filter(|element| !is_frame(element)).collect();
    match all.as_slice() {
        [only] if only.component == "Card" => Some(only.id.clone()),
        _ => None,
    }
}

fn first_section(canvas: &Canvas) -> f64 {
    let hero =
        canvas.elements.iter().find(|element| element.component == "Hero").map(|hero| top_of(hero, canvas));
    hero.map_or_else(
        || {
            canvas
                .inside(None)
                .iter()
                .filter(|element| element.component == "Navbar")
                .map(|element| element.y + element.height)
                .fold(0.0, f64::max)
        },
        |hero| hero.y + hero.height,
    )
}

/// Where something goes that was not told where: search at the top, sections before what closes a
/// page, all else at the end. Also whether a gap comes before it.
fn usual_line(block: &Block, parent: Option<&str>, full: bool, canvas: &Canvas) -> (f64, bool) {
    if full {
        let closes = |element: &&Element| {
            matches!(element.component.as_str(), "CallToAction" | "Newsletter" | "Footer")
        };
        let closing = canvas
            .elements
            .iter()
            .filter(closes)
            .map(|element| top_of(element, canvas).y)
            .fold(f64::INFINITY, f64::min);
        let bottom = canvas.inside(None).iter().map(|element| element.y + element.height).fold(0.0, f64::max);
        return if block.component == Some("Footer") || !closing.is_finite() {
            (bottom, false)
        } else {
            (closing, false)
        };
    }
    if matches!(block.component, Some("SearchBar" | "Breadcrumbs" | "Stepper" | "Alert")) {
        return (ends(canvas, parent).0, false);
    }
    // In a form, the buttons stay last.
    let buttons = canvas
        .inside(parent)
        .into_iter()
        .rev()
        .take_while(|element| matches!(element.component.as_str(), "Button" | "Link" | "Divider"))
        .map(|element| element.y)
        .fold(f64::INFINITY, f64::min);
    if parent.is_some() && buttons.is_finite() {
        return (buttons, false);
    }
    let (_, bottom) = ends(canvas, parent);
    (bottom, true)
}
