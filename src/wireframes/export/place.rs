//! Turns an arrangement into boxes with classes: which part stretches and which keeps its size, where
//! the gaps are, and what becomes of rows on narrow screens.

mod item;
mod row;

use serde_json::Value;

use super::{
    arrange::{Frame, Kind, Region, arranged},
    looks::filled,
    sheet::{ClassId, Css, Sheet, kebab, slug},
    style,
    svg::Children,
};
use item::{column_item, layer};
use row::Row;

use crate::wireframes::{
    components::Library,
    element::{Drawing, Element},
};

/// A box of the page.
pub struct Block<'a> {
    pub class: ClassId,
    pub what: What<'a>,
}

/// What a box of the page is.
pub enum What<'a> {
    /// An element, and what lies in it.
    Element(&'a Element, Option<Box<Block<'a>>>),
    /// Boxes that are placed together.
    Group(Vec<Block<'a>>),
}

/// Elements within one another at most.
const DEEPEST: usize = 64;
/// How wide a tablet is, in pixels.
const TABLET: f64 = 820.0;
/// Pixels at a side that are more than a margin: space that was left over.
const LEFT_OVER: f64 = 64.0;

/// Places a drawing: the box of the whole page.
pub fn placed<'a>(drawing: &'a Drawing, library: &Library, sheet: &mut Sheet) -> Option<Block<'a>> {
    let (width, height) = (f64::from(drawing.width), f64::from(drawing.height));
    let lost = (width - TABLET).max(0.0);
    let mut placer = Placer { children: Children::of(drawing), library, sheet, depth: 0, lost };
    let top = placer.children.of_parent(None).to_vec();
    placer.inside(&top, width, height, [0.0; 4])
}

struct Placer<'a, 'b> {
    children: Children<'a>,
    library: &'b Library,
    sheet: &'b mut Sheet,
    depth: usize,
    /// Pixels by which what is being placed is narrower on a tablet than it was drawn.
    lost: f64,
}

fn px(length: f64) -> String {
    let rounded = (length * 100.0).round() / 100.0 + 0.0;
    if rounded == 0.0 { "0".to_owned() } else { format!("{rounded}px") }
}

fn share(part: f64, whole: f64) -> String {
    format!("{}%", ((part / whole.max(1.0)) * 1_000_000.0).round() / 10_000.0 + 0.0)
}

/// Whether a thing keeps its width however wide the page is.
fn keeps_width(region: &Region) -> bool {
    match &region.kind {
        Kind::Element(element) => {
            let small = [
                "Avatar", "Badge", "Button", "Checkbox", "Icon", "Link", "Rating", "Spinner", "Switch",
                "Tag", "Tooltip",
            ];
            match element.component.as_str() {
                "Sidebar" | "Drawer" => element.width <= 400.0,
                "Image" => element.width <= 160.0,
                name => small.contains(&name) && element.width <= 240.0,
            }
        }
        Kind::Row(parts) | Kind::Column(parts) => parts.iter().all(keeps_width),
        Kind::Grid { .. } | Kind::Layers { .. } => false,
    }
}

impl<'a> Placer<'a, '_> {
    /// What lies in a container of that size, whose border takes that much from each side.
    fn inside(
        &mut self,
        elements: &[&'a Element],
        width: f64,
        height: f64,
        border: [f64; 4],
    ) -> Option<Block<'a>> {
        let region = arranged(elements, width, height)?;
        let frame = region.frame;
        let padding = [
            frame.y - border[0],
            width - frame.right() - border[1],
            height - frame.bottom() - border[2],
            frame.x - border[3],
        ];
        if matches!(region.kind, Kind::Layers { .. }) && padding.iter().any(|side| *side < 0.0) {
            // What sticks out is placed from the corner of the container itself.
            let whole = Frame {
                x: border[3],
                y: border[0],
                width: width - border[1] - border[3],
                height: height - border[0] - border[2],
            };
            return Some(self.region(&Region { frame: whole, kind: region.kind }, Css::default(), None));
        }
        Some(self.padded(&region, padding, Css::default()))
    }

    /// A region with space around it.
    fn padded(&mut self, region: &Region<'a>, padding: [f64; 4], mut css: Css) -> Block<'a> {
        let [top, right, bottom, left] = padding.map(|side| side.max(0.0));
        let spare = |side: f64| {
            if side <= LEFT_OVER {
                return px(side);
            }
            // What lies within keeps its width for as long as there is room.
            let part = (side / (left + right) * 1_000_000.0).round() / 1_000_000.0;
            format!("max(24px, calc((100% - {}) * {part}))", px(region.frame.width))
        };
        let sides = [px(top), spare(right), px(bottom), spare(left)];
        if sides.iter().any(|side| side != "0") {
            css.wide.push(format!("padding: {}", sides.join(" ")));
        }
        let around = self.lost;
        let gives = [right, left].into_iter().filter(|side| *side > LEFT_OVER).map(|side| side - 24.0);
        self.lost = (around - gives.sum::<f64>()).max(0.0);
        let block = self.with_padding(region, padding, css);
        self.lost = around;
        block
    }

    fn with_padding(&mut self, region: &Region<'a>, padding: [f64; 4], mut css: Css) -> Block<'a> {
        let narrow = |side: f64| px(side.clamp(0.0, 16.0));
        let one_sided = padding[1].min(padding[3]) < 0.5 && padding[1].max(padding[3]) >= 8.0;
        if one_sided {
            // What reaches one edge reaches both when things come under one another.
            css.narrow.push("padding-left: 0; padding-right: 0".to_owned());
        } else if padding[1] > 16.0 || padding[3] > 16.0 {
            css.narrow.push(format!(
                "padding-left: {}; padding-right: {}",
                narrow(padding[3]),
                narrow(padding[1])
            ));
        }
        if padding[2] > 48.0 {
            css.narrow.push("padding-bottom: 24px".to_owned());
        }
        match &region.kind {
            Kind::Column(_) | Kind::Row(_) | Kind::Grid { .. } => self.region(region, css, None),
            Kind::Element(_) | Kind::Layers { .. } => {
                css.wide.push("display: flex; flex-direction: column".to_owned());
                let part = self.region(region, column_item(region, region.frame, 0.0), None);
                let class = self.sheet.class("inner", "", css);
                Block { class, what: What::Group(vec![part]) }
            }
        }
    }

    /// A region, with what its surroundings say about its place.
    fn region(&mut self, region: &Region<'a>, mut css: Css, name: Option<&str>) -> Block<'a> {
        let frame = region.frame;
        let (kind, parts) = match &region.kind {
            Kind::Element(element) => return self.element(element, css),
            Kind::Column(parts) => ("stack", self.column(parts, frame, &mut css)),
            Kind::Row(parts) => ("row", self.row(parts, frame, &mut css)),
            Kind::Grid { columns, across, down, cells } => {
                css.wide.push(format!(
                    "display: grid; grid-template-columns: repeat({columns}, minmax(0, 1fr)); gap: {} {}; align-items: start",
                    px(*down),
                    px(*across),
                ));
                if *columns > 2 {
                    css.medium.push("grid-template-columns: repeat(2, minmax(0, 1fr))".to_owned());
                }
                let small = cells.iter().all(|cell| cell.frame.width <= 170.0);
                if !small {
                    css.narrow.push("grid-template-columns: minmax(0, 1fr)".to_owned());
                }
                let shown = if *columns > 2 { 2.0 } else { *columns as f64 };
                let cell_width = (frame.width - self.lost - across * (shown - 1.0)) / shown;
                let place = |cell| self.narrowed(cell, cell_width, Css::default());
                ("grid", cells.iter().map(place).collect())
            }
            Kind::Layers { under, flow, over } => {
                ("layers", self.layers(under, flow.as_deref(), over, frame, &mut css))
            }
        };
        let class = self.sheet.class(kind, name.unwrap_or_default(), css);
        Block { class, what: What::Group(parts) }
    }

    fn element(&mut self, element: &'a Element, mut css: Css) -> Block<'a> {
        css.wide.push(format!("--h: {}", px(element.height)));
        let class = self.sheet.class(&kebab(&element.component), &slug(content(element)), css);
        let children = self.children.of_parent(Some(&element.id)).to_vec();
        let look = filled(element, self.library).root;
        let edges = style::look(
            "div",
            look.attribute("class").unwrap_or_default(),
            false,
            None,
            &style::Words::default(),
        )
        .edges;
        let border = edges.map(|edge| edge.map_or(0.0, |edge| f64::from(edge.width)));
        self.depth += 1;
        let inside = if self.depth > DEEPEST {
            None
        } else {
            self.inside(&children, element.width, element.height, border).map(Box::new)
        };
        self.depth -= 1;
        Block { class, what: What::Element(element, inside) }
    }

    fn column(&mut self, parts: &[Region<'a>], frame: Frame, css: &mut Css) -> Vec<Block<'a>> {
        css.wide.push("display: flex; flex-direction: column".to_owned());
        let gaps: Vec<f64> = parts.windows(2).map(|pair| pair[1].frame.y - pair[0].frame.bottom()).collect();
        let common = common(&gaps);
        if let Some(gap) = common.filter(|gap| *gap > 0.0) {
            css.wide.push(format!("gap: {}", px(gap)));
        }
        let mut placed = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let above = if at == 0 || common.is_some() { 0.0 } else { gaps[at - 1] };
            placed.push(self.region(part, column_item(part, frame, above), None));
        }
        placed
    }

    fn row(&mut self, parts: &[Region<'a>], frame: Frame, css: &mut Css) -> Vec<Block<'a>> {
        let row = Row::of(parts, frame);
        css.wide.push(format!("display: flex; align-items: {}", row.stand()));
        if let Some(gap) = row.common.filter(|gap| *gap > 0.0) {
            css.wide.push(format!("column-gap: {}", px(gap)));
        }
        // What leads through an app lies above the rest where there is no room beside it.
        let beside_menu = row.stacks && parts.iter().any(|part| is(part, "Sidebar"));
        let crowded = beside_menu || row.is_crowded(parts, self.lost);
        if crowded && !row.stacks {
            css.medium.push("flex-wrap: wrap".to_owned());
        }
        if crowded && row.stacks {
            css.medium.push(format!("flex-direction: column; align-items: stretch; gap: {}", px(row.least)));
        }
        if row.stretches == 0 {
            css.below.push(format!("flex-wrap: wrap; row-gap: {}", px(row.least)));
        }
        if row.stacks {
            css.narrow.push(format!("flex-direction: column; align-items: stretch; gap: {}", px(row.least)));
        } else {
            css.narrow.push(format!("gap: {}", px(row.least)));
        }
        let whole = frame.width - self.lost;
        let mut placed = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let stacked = crowded && row.stacks;
            let mut item = row.item(at, part);
            if stacked {
                item.medium.clone_from(&item.narrow);
            }
            let width = if stacked { whole } else { row.width_of(at, part, self.lost) };
            placed.push(self.narrowed(part, width, item));
        }
        placed
    }

    /// A region that is so wide on a tablet.
    fn narrowed(&mut self, part: &Region<'a>, width: f64, css: Css) -> Block<'a> {
        let around = self.lost;
        self.lost = (part.frame.width - width).max(0.0);
        let block = self.region(part, css, None);
        self.lost = around;
        block
    }

    fn layers(
        &mut self,
        under: &[Region<'a>],
        flow: Option<&Region<'a>>,
        over: &[Region<'a>],
        frame: Frame,
        css: &mut Css,
    ) -> Vec<Block<'a>> {
        css.wide.push(format!("position: relative; min-height: {}", px(frame.height)));
        let mut placed = Vec::new();
        for part in under {
            let mut item = layer(part, frame);
            item.narrow.push("bottom: 0".to_owned());
            placed.push(self.region(part, item, None));
        }
        if let Some(flow) = flow {
            let inner = flow.frame;
            let padding = [
                inner.y - frame.y,
                frame.right() - inner.right(),
                frame.bottom() - inner.bottom(),
                inner.x - frame.x,
            ];
            let item = Css { wide: vec!["position: relative".to_owned()], ..Css::default() };
            placed.push(self.padded(flow, padding, item));
        }
        for part in over {
            placed.push(self.region(part, layer(part, frame), None));
        }
        placed
    }
}

fn is(region: &Region, component: &str) -> bool {
    matches!(&region.kind, Kind::Element(element) if element.component == component)
}

/// The gap that all have, if they do.
fn common(gaps: &[f64]) -> Option<f64> {
    let first = *gaps.first()?;
    gaps.iter().all(|gap| (gap - first).abs() < 0.5).then_some(first)
}

/// The words that an element is known by.
pub fn content(element: &Element) -> &str {
    let told = ["title", "text", "label", "brand", "name", "placeholder", "alt"];
    told.iter()
        .find_map(|prop| {
            element.props.get(*prop).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
        })
        .unwrap_or("")
}
