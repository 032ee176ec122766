//! From blocks inside blocks to frames on a canvas.
//!
//! Owns sizes and places. Widths are handed down, heights are counted up, so that nothing overlaps
//! and nothing leaves what it is in. Every measure is in CSS pixels; all of them lie on a grid of
//! eight where the canvas does.

use serde_json::{Map, Value};

use super::super::{element::Element, order};

/// The grid.
pub(super) const GRID: f64 = 8.0;

/// How wide a block is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Width {
    /// All that its neighbours leave, shared by weight.
    Fill(f64),
    /// So many pixels, or all there is where that is less.
    Fixed(f64),
}

/// How tall a block is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Height {
    /// So many pixels.
    Fixed(f64),
    /// What the text needs: characters of this width in lines of this height.
    Lines { letters: usize, letter: f64, line: f64 },
    /// What its children need, but at least this.
    Content(f64),
}

/// How children follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Flow {
    Down,
    Across,
    /// Rows of so many equal columns.
    Grid(usize),
}

/// Where children stand that are smaller than their place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Align {
    Start,
    Centre,
    End,
}

/// Something on the canvas with what is in it. Without a component it only groups: its children
/// belong to what it is in.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) component: Option<&'static str>,
    pub(super) props: Map<String, Value>,
    pub(super) width: Width,
    pub(super) height: Height,
    pub(super) flow: Flow,
    pub(super) gap: f64,
    /// Above, right, below, left.
    pub(super) padding: [f64; 4],
    pub(super) align: Align,
    /// Children of a row are as tall as the row.
    pub(super) stretch: bool,
    pub(super) children: Vec<Block>,
}

impl Block {
    /// A component of a fixed height that fills its width.
    pub(super) fn leaf(component: &'static str, height: f64) -> Self {
        Self {
            component: Some(component),
            props: Map::new(),
            width: Width::Fill(1.0),
            height: Height::Fixed(height),
            flow: Flow::Down,
            gap: 16.0,
            padding: [0.0; 4],
            align: Align::Start,
            stretch: false,
            children: Vec::new(),
        }
    }

    /// A component as tall as what is in it.
    pub(super) fn container(component: &'static str, children: Vec<Self>) -> Self {
        Self { height: Height::Content(0.0), children, ..Self::leaf(component, 0.0) }
    }

    /// Blocks below each other.
    pub(super) fn column(children: Vec<Self>) -> Self {
        Self { component: None, gap: 24.0, ..Self::container("", children) }
    }

    /// Blocks beside each other.
    pub(super) fn row(children: Vec<Self>) -> Self {
        Self { flow: Flow::Across, gap: 16.0, ..Self::column(children) }
    }

    /// Blocks in rows of so many.
    pub(super) fn grid(columns: usize, children: Vec<Self>) -> Self {
        Self { flow: Flow::Grid(columns.max(1)), stretch: true, ..Self::column(children) }
    }

    pub(super) fn prop(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.props.insert(name.to_owned(), value.into());
        self
    }

    /// Sets the prop unless the text is empty.
    pub(super) fn text_prop(self, name: &str, value: &str) -> Self {
        if value.is_empty() { self } else { self.prop(name, cut(value, 300)) }
    }

    pub(super) fn wide(self, width: f64) -> Self {
        Self { width: Width::Fixed(width), ..self }
    }

    pub(super) fn share(self, weight: f64) -> Self {
        Self { width: Width::Fill(weight), ..self }
    }

    pub(super) fn tall(self, height: f64) -> Self {
        Self { height: Height::Fixed(height), ..self }
    }

    /// At least so tall.
    pub(super) fn least(self, height: f64) -> Self {
        Self { height: Height::Content(height), ..self }
    }

    pub(super) fn gap(self, gap: f64) -> Self {
        Self { gap, ..self }
    }

    pub(super) fn padded(self, padding: f64) -> Self {
        Self { padding: [padding; 4], ..self }
    }

    pub(super) fn padding(self, above: f64, right: f64, below: f64, left: f64) -> Self {
        Self { padding: [above, right, below, left], ..self }
    }

    pub(super) fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    pub(super) fn stretched(self) -> Self {
        Self { stretch: true, ..self }
    }
}

/// The first so many characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// A block whose place is known; sizes and places within what it is in.
struct Placed {
    block: Block,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    children: Vec<Placed>,
}

fn up(length: f64) -> f64 {
    (length / GRID).ceil() * GRID
}

fn down(length: f64) -> f64 {
    (length / GRID).floor() * GRID
}

/// Lays a block out in a width; it is then as tall as it has to be.
fn place(mut block: Block, width: f64) -> Placed {
    let [above, right, below, left] = block.padding;
    let inner = (width - left - right).max(GRID);
    let children = std::mem::take(&mut block.children);
    let mut placed = match block.flow {
        Flow::Down => down_the_page(children, inner, &block),
        Flow::Across => across(children, inner, &block),
        Flow::Grid(columns) => grid(children, columns, inner, &block),
    };
    for child in &mut placed {
        child.x += left;
        child.y += above;
    }
    let content = placed.iter().map(|child| child.y + child.height).fold(0.0, f64::max) + below;
    let height = match block.height {
        Height::Fixed(height) => height.max(if placed.is_empty() { 0.0 } else { content }),
        Height::Lines { letters, letter, line } => {
            let in_a_line = (width / letter).floor().max(1.0);
            (letters as f64 / in_a_line).ceil().max(1.0) * line
        }
        Height::Content(least) => content.max(least),
    };
    Placed { block, x: 0.0, y: 0.0, width, height: up(height), children: placed }
}

fn own_width(block: &Block, inner: f64) -> f64 {
    match block.width {
        Width::Fixed(width) => width.min(inner),
        Width::Fill(_) => inner,
    }
}

fn offset(align: Align, room: f64) -> f64 {
    match align {
        Align::Start => 0.0,
        Align::Centre => down(room / 2.0).max(0.0),
        Align::End => room.max(0.0),
    }
}

fn down_the_page(children: Vec<Block>, inner: f64, parent: &Block) -> Vec<Placed> {
    let mut y = 0.0;
    let mut out = Vec::with_capacity(children.len());
    for child in children {
        let width = own_width(&child, inner);
        let mut placed = place(child, width);
        placed.x = offset(parent.align, inner - width);
        placed.y = y;
        y += placed.height + parent.gap;
        out.push(placed);
    }
    out
}

/// The widths of a row, left to right.
fn widths(children: &[Block], inner: f64, gap: f64) -> Vec<f64> {
    let gaps = gap * children.len().saturating_sub(1) as f64;
    let fixed: f64 =
        children.iter().map(|child| if let Width::Fixed(w) = child.width { w } else { 0.0 }).sum();
    let shares: f64 =
        children.iter().map(|child| if let Width::Fill(s) = child.width { s } else { 0.0 }).sum();
    let room = (inner - gaps - fixed).max(0.0);
    let last_fill = children.iter().rposition(|child| matches!(child.width, Width::Fill(_)));
    let mut left = room;
    children
        .iter()
        .enumerate()
        .map(|(at, child)| match child.width {
            Width::Fixed(width) => width,
            Width::Fill(_) if Some(at) == last_fill => left.max(GRID),
            Width::Fill(share) => {
                let width = down(room * share / shares).max(GRID);
                left -= width;
                width
            }
        })
        .collect()
}

fn across(children: Vec<Block>, inner: f64, parent: &Block) -> Vec<Placed> {
    // What does not fit beside each other goes below each other.
    let least: f64 =
        children.iter().map(|child| if let Width::Fixed(w) = child.width { w } else { 48.0 }).sum::<f64>()
            + parent.gap * children.len().saturating_sub(1) as f64;
    if least > inner {
        return wrapped(children, inner, parent);
    }
    let equal = children.len() > 1
        && children.iter().all(|child| matches!((child.width, children[0].width), (Width::Fill(a), Width::Fill(b)) if (a - b).abs() < f64::EPSILON));
    if equal {
        let columns = children.len();
        return grid(children, columns, inner, parent);
    }
    let widths = widths(&children, inner, parent.gap);
    let used: f64 = widths.iter().sum::<f64>() + parent.gap * widths.len().saturating_sub(1) as f64;
    let mut x = offset(parent.align, inner - used);
    let mut row = Vec::with_capacity(children.len());
    for (child, width) in children.into_iter().zip(widths) {
        let mut placed = place(child, width);
        placed.x = x;
        x += width + parent.gap;
        row.push(placed);
    }
    level(&mut row, parent.stretch);
    row
}

/// Fixed things in as many rows as they need.
fn wrapped(children: Vec<Block>, inner: f64, parent: &Block) -> Vec<Placed> {
    let (mut x, mut y, mut tallest) = (0.0, 0.0, 0.0_f64);
    let mut out = Vec::with_capacity(children.len());
    for child in children {
        let width = own_width(&child, inner);
        if x > 0.0 && x + width > inner {
            y += tallest + parent.gap.min(16.0);
            (x, tallest) = (0.0, 0.0);
        }
        let mut placed = place(child, width);
        (placed.x, placed.y) = (x, y);
        tallest = tallest.max(placed.height);
        x += width + parent.gap;
        out.push(placed);
    }
    out
}

/// Makes a row even: stretched, or centred on its tallest.
fn level(row: &mut [Placed], stretch: bool) {
    let tallest = row.iter().map(|placed| placed.height).fold(0.0, f64::max);
    for placed in row {
        if stretch && matches!(placed.block.height, Height::Content(_)) {
            placed.height = tallest;
        } else if !stretch {
            placed.y += down((tallest - placed.height) / 2.0);
        }
    }
}

/// A gap that makes equal columns end on the grid, near the usual one.
fn even_gap(columns: usize, inner: f64, usual: f64) -> (f64, f64) {
    let count = columns as f64;
    let width = |gap: f64| (inner - gap * (count - 1.0)) / count;
    if inner % GRID != 0.0 {
        let gap = usual.min(16.0);
        return (gap, width(gap).floor());
    }
    let candidates = [usual, 24.0, 16.0, 32.0, 8.0, 40.0, 48.0];
    candidates
        .into_iter()
        .find(|gap| width(*gap) % GRID == 0.0 && width(*gap) > 0.0)
        .map_or((usual, down(width(usual)).max(GRID)), |gap| (gap, width(gap)))
}

fn grid(children: Vec<Block>, columns: usize, inner: f64, parent: &Block) -> Vec<Placed> {
    let (gap, width) = even_gap(columns, inner, parent.gap);
    let mut out: Vec<Placed> = Vec::with_capacity(children.len());
    let mut y = 0.0;
    let mut rest = children.into_iter().peekable();
    while rest.peek().is_some() {
        let mut row: Vec<Placed> = rest
            .by_ref()
            .take(columns)
            .enumerate()
            .map(|(at, child)| {
                let own = own_width(&child, width);
                let mut placed = place(child, own);
                placed.x = at as f64 * (width + gap);
                placed
            })
            .collect();
        level(&mut row, parent.stretch || columns > 1);
        let tallest = row.iter().map(|placed| placed.height).fold(0.0, f64::max);
        for placed in &mut row {
            placed.y += y;
        }
        out.extend(row);
        y += tallest + parent.gap;
    }
    out
}

/// The elements of blocks in a canvas of this width, containers before what is in them, and how
/// tall all of it is.
pub(super) fn lay_out(block: Block, width: f64, ids: &mut dyn FnMut() -> String) -> (Vec<Element>, f64) {
    let placed = place(block, width);
    let height = placed.height;
    let mut out = Vec::new();
    let mut last = None;
    emit(placed, None, (0.0, 0.0), &mut last, &mut out, ids);
    (out, height)
}

/// Props whose usual words would say something that nobody asked for.
fn unsaid(component: &str) -> &'static [&'static str] {
    match component {
        "Navbar" | "EmptyState" => &["action"],
        "Sidebar" => &["brand"],
        "Footer" => &["text"],
        "Input" | "TextArea" | "DatePicker" => &["label", "placeholder"],
        "Select" | "RadioGroup" | "Slider" | "Progress" | "Map" | "Spinner" => &["label"],
        "FileUpload" | "ProductCard" | "CallToAction" | "Newsletter" | "Accordion" => &["description"],
        "Quote" => &["name", "role"],
        "Testimonial" => &["role"],
        "Stat" => &["change"],
        "KanbanCard" => &["label", "name"],
        "ChatMessage" => &["name", "time"],
        "Hero" => &["secondary"],
        "Code" => &["language"],
        "Video" => &["duration"],
        _ => &[],
    }
}

fn emit(
    placed: Placed,
    parent: Option<&str>,
    origin: (f64, f64),
    last: &mut Option<String>,
    out: &mut Vec<Element>,
    ids: &mut dyn FnMut() -> String,
) {
    let (x, y) = (origin.0 + placed.x, origin.1 + placed.y);
    let Some(component) = placed.block.component else {
        for child in placed.children {
            emit(child, parent, (x, y), last, out, ids);
        }
        return;
    };
    let id = ids();
    let mut props = placed.block.props;
    // What a component would show by itself is not what was asked for.
    for name in unsaid(component) {
        if !props.contains_key(*name) {
            props.insert((*name).to_owned(), Value::from(""));
        }
    }
    let order = order::after(last.as_deref());
    *last = Some(order.clone());
    out.push(Element {
        id: id.clone(),
        component: component.to_owned(),
        parent: parent.map(str::to_owned),
        x,
        y,
        width: placed.width,
        height: placed.height,
        order,
        props,
    });
    let mut last_inside = None;
    for child in placed.children {
        emit(child, Some(&id), (0.0, 0.0), &mut last_inside, out, ids);
    }
}
