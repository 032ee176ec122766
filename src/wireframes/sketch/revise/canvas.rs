//! A copy of a drawing that changes: room is made for what comes, and closed after what goes.

use std::collections::HashSet;

use super::super::super::{
    element::{Drawing, Element},
    order,
};

/// The copy.
pub(super) struct Canvas {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) elements: Vec<Element>,
}

/// Those that contain others before what is in them.
pub(super) fn parents_first(elements: &[Element]) -> Vec<&Element> {
    let mut out: Vec<&Element> = elements.iter().filter(|element| element.parent.is_none()).collect();
    let mut at = 0;
    while at < out.len() {
        let id = out[at].id.as_str();
        out.extend(elements.iter().filter(|element| element.parent.as_deref() == Some(id)));
        at += 1;
    }
    out
}

impl Canvas {
    pub(super) fn new(drawing: &Drawing) -> Self {
        Self {
            width: f64::from(drawing.width),
            height: f64::from(drawing.height),
            elements: drawing.elements.clone(),
        }
    }

    pub(super) fn get(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.id == id)
    }

    pub(super) fn change(&mut self, id: &str, change: impl FnOnce(&mut Element)) {
        if let Some(element) = self.elements.iter_mut().find(|element| element.id == id) {
            change(element);
        }
    }

    /// What is directly in something, from the top down and left to right.
    pub(super) fn inside(&self, parent: Option<&str>) -> Vec<&Element> {
        let mut inside: Vec<&Element> =
            self.elements.iter().filter(|element| element.parent.as_deref() == parent).collect();
        inside.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
        inside
    }

    /// What is in something, at any depth.
    pub(super) fn within(&self, id: &str) -> Vec<String> {
        let mut out = vec![id.to_owned()];
        let mut seen: HashSet<String> = out.iter().cloned().collect();
        let mut at = 0;
        while at < out.len() {
            for child in self
                .elements
                .iter()
                .filter(|element| element.parent.as_deref() == Some(out[at].as_str()))
                .map(|element| element.id.clone())
                .collect::<Vec<_>>()
            {
                if seen.insert(child.clone()) {
                    out.push(child);
                }
            }
            at += 1;
        }
        out
    }

    /// How wide what contains an element is.
    pub(super) fn inner_width(&self, parent: Option<&str>) -> f64 {
        parent.and_then(|id| self.get(id)).map_or(self.width, |element| element.width)
    }

    /// The order for something above all others in a parent.
    pub(super) fn on_top(&self, parent: Option<&str>) -> String {
        let last = self
            .elements
            .iter()
            .filter(|element| element.parent.as_deref() == parent)
            .map(|element| element.order.as_str())
            .max();
        order::after(last)
    }

    /// Moves what stands at or below a line in a parent, within a range of columns, by a distance; the
    /// parent, and what is below it, follow. Returns the ids that moved at the first level.
    pub(super) fn shift(
        &mut self,
        parent: Option<&str>,
        range: (f64, f64),
        line: f64,
        by: f64,
        except: &[String],
    ) {
        if by == 0.0 {
            return;
        }
        let (mut left, mut right) = range;
        let siblings: Vec<Element> = self.inside(parent).into_iter().cloned().collect();
        let mut moved: HashSet<String> = HashSet::new();
        let mut bottom: f64 = 0.0;
        // Whoever moves takes along what is below it.
        loop {
            let before = moved.len();
            for element in &siblings {
                let overlaps = element.x < right && element.x + element.width > left;
                if element.y >= line
                    && overlaps
                    && !except.contains(&element.id)
                    && moved.insert(element.id.clone())
                {
                    left = left.min(element.x);
                    right = right.max(element.x + element.width);
                    bottom = bottom.max(element.y + element.height);
                }
            }
            if moved.len() == before {
                break;
            }
        }
        for id in &moved {
            self.change(id, |element| element.y += by);
        }
        // What stands beside all of it, such as a sidebar, stays as tall as the rest.
        let beside: Vec<String> = siblings
            .iter()
            .filter(|element| {
                !moved.contains(&element.id)
                    && !except.contains(&element.id)
                    && element.y < line
                    && element.y + element.height > line
                    && element.y + element.height >= bottom
                    && bottom > 0.0
            })
            .filter(|element| {
                self.elements.iter().all(|child| child.parent.as_deref() != Some(element.id.as_str()))
            })
            .map(|element| element.id.clone())
            .collect();
        for id in beside {
            self.change(&id, |element| element.height = (element.height + by).max(64.0));
        }
        self.grow(parent);
    }

    /// Makes a parent tall enough for what is in it, and moves what is below it.
    pub(super) fn grow(&mut self, parent: Option<&str>) {
        let bottom = self.inside(parent).iter().map(|element| element.y + element.height).fold(0.0, f64::max);
        let Some(id) = parent else {
            self.height = self.height.max(bottom);
            return;
        };
        let Some(element) = self.get(id).cloned() else { return };
        let needed = bottom + self.padding_below(id);
        if needed > element.height {
            let by = needed - element.height;
            let mates = self.mates(&element);
            self.change(id, |element| element.height = needed);
            for mate in &mates {
                self.change(mate, |mate| mate.height = mate.height.max(needed));
            }
            let mut except = mates;
            except.push(id.to_owned());
            self.shift(
                element.parent.as_deref(),
                (element.x, element.x + element.width),
                element.y + element.height,
                by,
                &except,
            );
            self.grow(element.parent.as_deref());
        }
    }

    /// What stands in a row with an element and is as tall as it.
    fn mates(&self, element: &Element) -> Vec<String> {
        self.inside(element.parent.as_deref())
            .iter()
            .filter(|other| {
                other.id != element.id
                    && (other.y - element.y).abs() < 1.0
                    && (other.height - element.height).abs() < 1.0
            })
            .map(|other| other.id.clone())
            .collect()
    }

    fn padding_below(&self, id: &str) -> f64 {
        let Some(element) = self.get(id) else { return 0.0 };
        let left = self.inside(Some(id)).iter().map(|child| child.x).fold(element.width, f64::min);
        left.clamp(0.0, 24.0)
    }

    /// Takes an element away, with what is in it, and closes the gap.
    pub(super) fn take(&mut self, id: &str) {
        let Some(element) = self.get(id).cloned() else { return };
        let gone: HashSet<String> = self.within(id).into_iter().collect();
        self.elements.retain(|element| !gone.contains(&element.id));
        let parent = element.parent.as_deref();
        if element.component == "Sidebar" {
            self.widen_into(&element);
            return;
        }
        let (top, bottom) = (element.y, element.y + element.height);
        let row: Vec<Element> = self
            .inside(parent)
            .into_iter()
            .filter(|other| {
                other.y < bottom && other.y + other.height > top && other.height < element.height * 3.0 + 64.0
            })
            .cloned()
            .collect();
        if row.is_empty() {
            let next = self
                .inside(parent)
                .iter()
                .filter(|other| {
                    other.y >= bottom
                        && other.x < element.x + element.width
                        && other.x + other.width > element.x
                })
                .map(|other| other.y)
                .fold(f64::INFINITY, f64::min);
            if next.is_finite() {
                self.shift(parent, (element.x, element.x + element.width), bottom, top - next, &[]);
                self.shrink(parent, next - top);
            } else {
                let above = self
                    .inside(parent)
                    .iter()
                    .map(|other| other.y + other.height)
                    .filter(|end| *end <= top)
                    .fold(0.0, f64::max);
                self.shrink(parent, bottom - above);
            }
        } else if row.iter().all(|other| other.component == element.component) {
            self.spread(&row, &element);
        }
    }

    /// A container becomes lower, unless it is as tall as its neighbours.
    fn shrink(&mut self, parent: Option<&str>, by: f64) {
        let Some(id) = parent else {
            let bottom =
                self.inside(None).iter().map(|element| element.y + element.height).fold(0.0, f64::max);
            self.height = self.height.min(bottom.max(640.0)).max(bottom);
            return;
        };
        let Some(element) = self.get(id).cloned() else { return };
        let least = self.inside(Some(id)).iter().map(|child| child.y + child.height).fold(0.0, f64::max)
            + self.padding_below(id);
        let by = by.min(element.height - least);
        if by <= 0.0 || !self.mates(&element).is_empty() {
            return;
        }
        let line = element.y + element.height;
        self.change(id, |element| element.height -= by);
        self.shift(
            element.parent.as_deref(),
            (element.x, element.x + element.width),
            line,
            -by,
            &[id.to_owned()],
        );
        self.shrink(element.parent.as_deref(), by);
    }

    /// The rest of a row takes the place of what is gone.
    fn spread(&mut self, row: &[Element], gone: &Element) {
        let mut row: Vec<Element> = row.to_vec();
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let left = row[0].x.min(gone.x);
        let right = row.iter().map(|element| element.x + element.width).fold(gone.x + gone.width, f64::max);
        let equal = row.iter().all(|element| (element.width - gone.width).abs() < 17.0);
        if equal {
            let ids: Vec<String> = row.iter().map(|element| element.id.clone()).collect();
            self.in_columns(&ids, ids.len(), left, right - left, row[0].y);
        }
    }

    /// What stood beside a sidebar takes its place.
    fn widen_into(&mut self, gone: &Element) {
        let parent = gone.parent.as_deref();
        let width = self.inner_width(parent);
        let left_side = gone.x < width / 2.0;
        let moved: Vec<Element> = self
            .inside(parent)
            .into_iter()
            .filter(|other| other.y < gone.y + gone.height && (!left_side || other.x >= gone.width))
            .cloned()
            .collect();
        if moved.is_empty() {
            return;
        }
        let from = moved.iter().map(|element| element.x).fold(f64::INFINITY, f64::min);
        let to = moved.iter().map(|element| element.x + element.width).fold(0.0, f64::max);
        let margin = if left_side { from - gone.width } else { from };
        let target = if left_side { margin } else { from };
        let ids: Vec<String> = moved.iter().map(|element| element.id.clone()).collect();
        self.refit_group(parent, &ids, (from, to - from), (target, width - 2.0 * margin));
    }
}
