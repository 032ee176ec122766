//! Finds the rows, columns and grids in which things were drawn, from their frames alone: what can be
//! cut apart by a straight line from edge to edge is a line of parts, each of which may be cut further.
//! What overlaps lies in layers over what does not.

use crate::wireframes::element::Element;

/// A rectangle, in pixels from the upper left corner of what holds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Elements and how they stand together.
#[derive(Clone, Debug)]
pub struct Region<'a> {
    /// Around all of them.
    pub frame: Frame,
    pub kind: Kind<'a>,
}

/// How elements stand together.
#[derive(Clone, Debug)]
pub enum Kind<'a> {
    /// One alone.
    Element(&'a Element),
    /// Under one another.
    Column(Vec<Region<'a>>),
    /// Beside one another.
    Row(Vec<Region<'a>>),
    /// In columns of equal width with equal gaps, row by row.
    Grid { columns: usize, across: f64, down: f64, cells: Vec<Region<'a>> },
    /// Over one another.
    Layers { under: Vec<Region<'a>>, flow: Option<Box<Region<'a>>>, over: Vec<Region<'a>> },
}

/// Pixels by which neighbours may overlap, or differ, without meaning anything.
const SLACK: f64 = 1.0;
/// Pixels between words and what they caption at most.
const CLOSE: f64 = 6.0;
/// Parts within one another at most, and overlapping elements that are looked at in pairs at most.
const DEEPEST: usize = 48;
const MOST_OVERLAPPING: usize = 160;

impl Frame {
    /// Of an element, within what it lies in.
    pub fn of(element: &Element) -> Self {
        Self { x: element.x, y: element.y, width: element.width, height: element.height }
    }

    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    fn around(frames: impl Iterator<Item = Frame>) -> Self {
        let whole = frames.reduce(|a, b| {
            let (x, y) = (a.x.min(b.x), a.y.min(b.y));
            let (right, bottom) = (a.right().max(b.right()), a.bottom().max(b.bottom()));
            Self { x, y, width: right - x, height: bottom - y }
        });
        whole.unwrap_or(Self { x: 0.0, y: 0.0, width: 0.0, height: 0.0 })
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.x + SLACK < other.right()
            && other.x + SLACK < self.right()
            && self.y + SLACK < other.bottom()
            && other.y + SLACK < self.bottom()
    }
}

/// Whether two lengths mean the same.
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SLACK
}

/// Arranges what lies in one container, given from the bottom up, within its size: what sticks out of
/// it cannot be part of a flow, so that all are layered then.
pub fn arranged<'a>(elements: &[&'a Element], width: f64, height: f64) -> Option<Region<'a>> {
    if elements.is_empty() {
        return None;
    }
    let out = |frame: Frame| {
        frame.x < -SLACK
            || frame.y < -SLACK
            || frame.right() > width + SLACK
            || frame.bottom() > height + SLACK
    };
    if elements.iter().any(|element| out(Frame::of(element))) {
        return Some(pile(elements));
    }
    Some(grids(parted(elements, 0)))
}

fn leaf(element: &Element) -> Region<'_> {
    Region { frame: Frame::of(element), kind: Kind::Element(element) }
}

fn frame_of(elements: &[&Element]) -> Frame {
    Frame::around(elements.iter().map(|element| Frame::of(element)))
}

fn pile<'a>(elements: &[&'a Element]) -> Region<'a> {
    let over = elements.iter().map(|element| leaf(element)).collect();
    Region { frame: frame_of(elements), kind: Kind::Layers { under: Vec::new(), flow: None, over } }
}

fn parted<'a>(elements: &[&'a Element], depth: usize) -> Region<'a> {
    if let [only] = elements {
        return leaf(only);
    }
    if depth >= DEEPEST {
        return pile(elements);
    }
    let frame = frame_of(elements);
    match cut(elements, down) {
        None => beside(elements, depth),
        Some(groups) => {
            let groups = continued(captioned(groups));
            if groups.len() == 1 {
                return beside(elements, depth);
            }
            let part = |(group, beside_first): &(Vec<&'a Element>, bool)| {
                if *beside_first { beside(group, depth + 1) } else { parted(group, depth + 1) }
            };
            Region { frame, kind: Kind::Column(groups.iter().map(part).collect()) }
        }
    }
}

fn down(frame: &Frame) -> (f64, f64) {
    (frame.y, frame.bottom())
}

fn across(frame: &Frame) -> (f64, f64) {
    (frame.x, frame.right())
}

/// Arranges elements beside one another if a line parts them so, in layers otherwise.
fn beside<'a>(elements: &[&'a Element], depth: usize) -> Region<'a> {
    let frame = frame_of(elements);
    if let [only] = elements {
        return leaf(only);
    }
    match cut(elements, across) {
        Some(groups) => {
            let groups = with_rows_in_common(groups);
            let parts = groups.iter().map(|group| parted(group, depth + 1)).collect();
            Region { frame, kind: Kind::Row(parts) }
        }
        None => layered(elements, frame, depth),
    }
}

/// Elements that stay together, and where the rows in them begin and end, if they have several.
type Rows<'a> = (Vec<&'a Element>, Option<Vec<(f64, f64)>>);

/// Joins columns beside one another that have the same rows, unless that is all of them: a grid beside
/// something else is one part, and read row by row.
fn with_rows_in_common(groups: Vec<Vec<&Element>>) -> Vec<Vec<&Element>> {
    let rows = |group: &[&Element]| -> Option<Vec<(f64, f64)>> {
        Some(cut(group, down)?.iter().map(|row| down(&frame_of(row))).collect())
    };
    let alike = |a: &[(f64, f64)], b: &[(f64, f64)]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a.0, b.0) && same(a.1, b.1))
    };
    let mut joined: Vec<Rows> = Vec::new();
    for group in groups.iter().cloned() {
        let own = rows(&group);
        match (joined.last_mut(), &own) {
            (Some((before, Some(theirs))), Some(own)) if alike(theirs, own) => before.extend(group),
            _ => joined.push((group, own)),
        }
    }
    if joined.len() > 1 { joined.into_iter().map(|(group, _)| group).collect() } else { groups }
}

/// Joins a row of words with the row of words right below it, as when labels stand above their values:
/// each label is read with its value then. More than two such rows are a table. Says of each group whether
/// it was joined.
fn captioned(groups: Vec<Vec<&Element>>) -> Vec<(Vec<&Element>, bool)> {
    let places = |row: &[&Element]| -> Vec<f64> {
        let words = row.iter().all(|element| ["Text", "Heading"].contains(&element.component.as_str()));
        let mut places: Vec<f64> = row.iter().filter(|_| words).map(|element| element.x).collect();
        places.sort_by(f64::total_cmp);
        places
    };
    let close = |above: usize| {
        let (Some(above), Some(below)) = (groups.get(above), groups.get(above + 1)) else { return false };
        let (own, other) = (places(above), places(below));
        own.len() > 1
            && own.len() == other.len()
            && own.iter().zip(&other).all(|(own, other)| same(*own, *other))
            && frame_of(below).y - frame_of(above).bottom() <= CLOSE
    };
    let pairs: Vec<bool> =
        (0..groups.len()).map(|at| close(at) && !close(at + 1) && (at == 0 || !close(at - 1))).collect();
    let mut joined: Vec<(Vec<&Element>, bool)> = Vec::new();
    for (at, group) in groups.into_iter().enumerate() {
        match joined.last_mut() {
            Some((row, is_joined)) if at > 0 && pairs[at - 1] => {
                row.extend(group);
                *is_joined = true;
            }
            _ => joined.push((group, false)),
        }
    }
    joined
}

/// Joins a row with what goes on below its parts behind the first, as when a menu stands beside two cards:
/// what is read stays in the same order, and both cards are in one column then. What begins below the first
/// part is another row. Says of each group whether it was joined.
fn continued(groups: Vec<(Vec<&Element>, bool)>) -> Vec<(Vec<&Element>, bool)> {
    let mut joined: Vec<(Vec<&Element>, bool)> = Vec::new();
    for (group, was_joined) in groups {
        let last = joined.last_mut().and_then(|(row, is_joined)| {
            let parts = cut(row, across)?;
            let parts: Vec<Frame> = parts.iter().map(|part| frame_of(part)).collect();
            let own = frame_of(&group);
            let first = parts.iter().skip(1).find(|part| same(own.x, part.x))?;
            let last = parts.iter().find(|part| own.right() <= part.right() + SLACK)?;
            (own.width * 2.0 >= last.right() - first.x).then_some((row, is_joined))
        });
        match last {
            Some((row, is_joined)) => {
                row.extend(group);
                *is_joined = true;
            }
            None => joined.push((group, was_joined)),
        }
    }
    joined
}

/// Groups elements between which a line can be drawn across one axis, in order along it; none when
/// there is no such line.
fn cut<'a>(elements: &[&'a Element], along: impl Fn(&Frame) -> (f64, f64)) -> Option<Vec<Vec<&'a Element>>> {
    let mut sorted: Vec<(f64, f64, &Element)> = elements
        .iter()
        .map(|element| {
            let (start, end) = along(&Frame::of(element));
            (start, end, *element)
        })
        .collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut groups: Vec<Vec<&Element>> = Vec::new();
    let mut reached = f64::NEG_INFINITY;
    for (start, end, element) in sorted {
        match groups.last_mut() {
            Some(group) if start + SLACK < reached => group.push(element),
            _ => groups.push(vec![element]),
        }
        reached = reached.max(end);
    }
    // Within a group, elements keep the order in which they are painted.
    let place = |wanted: &Element| elements.iter().position(|element| std::ptr::eq(*element, wanted));
    if groups.len() > 1 && elements.len() <= 512 {
        for group in &mut groups {
            group.sort_by_key(|element| place(element));
        }
    }
    (groups.len() > 1).then_some(groups)
}

/// Takes what overlaps most out of the flow until the rest can be cut.
fn layered<'a>(elements: &[&'a Element], frame: Frame, depth: usize) -> Region<'a> {
    if elements.len() > MOST_OVERLAPPING {
        return pile(elements);
    }
    let mut rest: Vec<&Element> = elements.to_vec();
    let (mut under, mut over) = (Vec::new(), Vec::new());
    while rest.len() > 1 {
        let overlaps: Vec<usize> = rest
            .iter()
            .map(|one| rest.iter().filter(|other| Frame::of(one).overlaps(&Frame::of(other))).count())
            .collect();
        // Everything overlaps itself; of those that overlap as much, the uppermost is taken.
        let Some(most) = (0..rest.len()).max_by_key(|at| (overlaps[*at], *at)).filter(|at| overlaps[*at] > 1)
        else {
            break;
        };
        let taken = rest.remove(most);
        let below = rest[most..].iter().any(|above| Frame::of(above).overlaps(&Frame::of(taken)));
        let above = rest[..most].iter().any(|below| Frame::of(below).overlaps(&Frame::of(taken)));
        if below && !above { under.push(leaf(taken)) } else { over.push(leaf(taken)) }
    }
    under.reverse();
    over.reverse();
    if under.is_empty() && over.is_empty() {
        // Nothing overlaps, and yet no line parts them, as in a pinwheel.
        return pile(elements);
    }
    let flow = (!rest.is_empty()).then(|| Box::new(parted(&rest, depth + 1)));
    Region { frame, kind: Kind::Layers { under, flow, over } }
}

/// Makes grids of rows that have the same columns.
fn grids(region: Region) -> Region {
    let Region { frame, kind } = region;
    let kind = match kind {
        Kind::Column(parts) => {
            let parts: Vec<Region> = parts.into_iter().map(grids).collect();
            columns_in_common(&parts).map_or_else(
                || Kind::Column(parts.clone()),
                |(columns, across, down)| {
                    let cells = parts.iter().flat_map(|row| match &row.kind {
                        Kind::Grid { cells, .. } | Kind::Row(cells) => cells.clone(),
                        _ => vec![row.clone()],
                    });
                    Kind::Grid { columns, across, down, cells: cells.collect() }
                },
            )
        }
        Kind::Row(parts) => {
            let parts: Vec<Region> = parts.into_iter().map(grids).collect();
            match equal(&parts) {
                Some(across) if parts.len() >= 3 => {
                    Kind::Grid { columns: parts.len(), across, down: across, cells: parts }
                }
                _ => Kind::Row(parts),
            }
        }
        Kind::Layers { under, flow, over } => {
            Kind::Layers { under, flow: flow.map(|flow| Box::new(grids(*flow))), over }
        }
        kind => kind,
    };
    Region { frame, kind }
}

/// The gap between parts of equal width, at the same height and with equal gaps.
fn equal(parts: &[Region]) -> Option<f64> {
    let first = parts.first()?.frame;
    let gap = parts.get(1)?.frame.x - first.right();
    let alike = parts.windows(2).all(|pair| {
        let [a, b] = pair else { return false };
        same(a.frame.width, b.frame.width)
            && same(a.frame.y, b.frame.y)
            && same(b.frame.x - a.frame.right(), gap)
    });
    (alike && gap >= 0.0 && first.width >= 80.0).then_some(gap)
}

/// How many columns rows have in common, and the gaps across and down.
fn columns_in_common(rows: &[Region]) -> Option<(usize, f64, f64)> {
    let cells = |row: &Region| -> Option<Vec<Frame>> {
        match &row.kind {
            Kind::Grid { cells, columns, .. } if *columns == cells.len() => {
                Some(cells.iter().map(|cell| cell.frame).collect())
            }
            Kind::Row(cells) => Some(cells.iter().map(|cell| cell.frame).collect()),
            _ => None,
        }
    };
    let first = cells(rows.first()?)?;
    let (Kind::Grid { cells: parts, .. } | Kind::Row(parts)) = &rows.first()?.kind else { return None };
    let across = equal(parts)?;
    let down = rows.get(1)?.frame.y - rows.first()?.frame.bottom();
    for (at, row) in rows.iter().enumerate() {
        let own = cells(row).unwrap_or_else(|| vec![row.frame]);
        let last = at + 1 == rows.len();
        let full = own.len() == first.len() || (last && own.len() < first.len());
        let aligned = own.iter().zip(&first).all(|(own, first)| {
            same(own.x, first.x) && same(own.width, first.width) && same(own.y, row.frame.y)
        });
        let spaced = at == 0 || same(row.frame.y - rows[at - 1].frame.bottom(), down);
        if !(full && aligned && spaced) {
            return None;
        }
    }
    Some((first.len(), across, down))
}
