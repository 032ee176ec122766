//! What is on a canvas, laid out anew in another width.

use super::{super::super::element::Element, canvas::Canvas};

const GRID: f64 = 8.0;

fn down(length: f64) -> f64 {
    (length / GRID).floor() * GRID
}

fn up(length: f64) -> f64 {
    (length / GRID).ceil() * GRID
}

/// How narrow a component may become beside others.
fn least(component: &str) -> f64 {
    match component {
        "Avatar" | "Icon" | "Button" | "Badge" | "Tag" | "Link" | "Image" | "Rating" => 0.0,
        "Stat" => 136.0,
        "ProductCard" => 144.0,
        "Input" | "Select" | "DatePicker" | "SearchBar" | "Text" | "Heading" | "Switch" | "Checkbox"
        | "Testimonial" => 200.0,
        _ => 240.0,
    }
}

/// Components that keep their size.
fn rigid(component: &str) -> bool {
    matches!(component, "Avatar" | "Icon" | "Button" | "Badge" | "Tag" | "Link" | "Rating" | "Checkbox")
}

/// How tall a component is in another width.
fn height(element: &Element, width: f64) -> f64 {
    let text = element.props.get("text").and_then(serde_json::Value::as_str).unwrap_or_default();
    let lines = |letter: f64, line: f64| {
        (text.chars().count() as f64 / (width / letter).floor().max(1.0)).ceil().max(1.0) * line
    };
    let items = element
        .props
        .get("items")
        .and_then(serde_json::Value::as_array)
        .map_or(0.0, |items| items.len() as f64);
    let narrow = width < 600.0;
    match element.component.as_str() {
        "Text" => lines(7.5, 24.0).max(if width < element.width { element.height } else { 24.0 }),
        "Heading" => match element.props.get("level").and_then(serde_json::Value::as_u64) {
            Some(1) => lines(18.0, 48.0),
            Some(2) => lines(14.0, 40.0),
            _ => lines(11.0, 32.0),
        },
        "Hero" if narrow => element.height.max(480.0),
        "FeatureGrid" if narrow => 136.0 + items * 176.0,
        "Pricing" if narrow => 96.0 + items * 376.0,
        "TeamGrid" if narrow => 104.0 + (items / 2.0).ceil() * 216.0,
        "Footer" if narrow => element.height.max(200.0),
        "Faq" if narrow => element.height.max(496.0),
        "ChatMessage" => 48.0 + (text.chars().count() as f64 * 8.0 / (width - 96.0).max(80.0)).ceil() * 24.0,
        _ => element.height,
    }
}

impl Canvas {
    /// Puts elements into rows of so many equal columns; what is below makes room or follows.
    pub(super) fn in_columns(&mut self, ids: &[String], columns: usize, x: f64, width: f64, y: f64) {
        let Some(parent) = ids.first().and_then(|id| self.get(id)).map(|element| element.parent.clone())
        else {
            return;
        };
        let before = ids
            .iter()
            .filter_map(|id| self.get(id))
            .map(|element| element.y + element.height)
            .fold(0.0, f64::max);
        let count = columns.max(1) as f64;
        let gaps = [24.0, 16.0, 32.0, 8.0, 40.0];
        let even = |gap: f64| (width - gap * (count - 1.0)) / count;
        let grid = width % GRID == 0.0;
        let gap =
            if grid { gaps.into_iter().find(|gap| even(*gap) % GRID == 0.0).unwrap_or(16.0) } else { 16.0 };
        let own = if grid { down(even(gap)) } else { even(gap).floor() }.max(GRID);
        let mut top = y;
        for row in ids.chunks(columns.max(1)) {
            let mut tallest: f64 = 0.0;
            for (at, id) in row.iter().enumerate() {
                let tall = self.refit(id, own);
                tallest = tallest.max(tall);
                self.change(id, |element| {
                    element.x = x + at as f64 * (own + gap);
                    element.y = top;
                    element.width = own;
                });
            }
            for id in row {
                let container =
                    self.elements.iter().any(|child| child.parent.as_deref() == Some(id.as_str()));
                self.change(id, |element| {
                    element.height = if container
                        || matches!(
                            element.component.as_str(),
                            "Stat" | "ProductCard" | "Testimonial" | "Chart" | "KanbanColumn"
                        ) {
                        tallest
                    } else {
                        element.height
                    }
                });
            }
            top += tallest + gap;
        }
        let after = top - gap;
        self.shift(parent.as_deref(), (x, x + width), before, after - before, ids);
        self.grow(parent.as_deref());
    }

    /// Gives an element another width, and what is in it. Returns how tall it then is.
    pub(super) fn refit(&mut self, id: &str, width: f64) -> f64 {
        let Some(element) = self.get(id).cloned() else { return 0.0 };
        let children: Vec<String> = self.inside(Some(id)).iter().map(|child| child.id.clone()).collect();
        if children.is_empty() {
            let tall = up(height(&element, width));
            self.change(id, |element| (element.width, element.height) = (width, tall));
            return tall;
        }
        let boxes: Vec<&Element> = self.inside(Some(id));
        let left = boxes.iter().map(|child| child.x).fold(element.width, f64::min);
        let right = boxes.iter().map(|child| child.x + child.width).fold(0.0, f64::max);
        let top = boxes.iter().map(|child| child.y).fold(element.height, f64::min);
        let bottom = boxes.iter().map(|child| child.y + child.height).fold(0.0, f64::max);
        let below = (element.height - bottom).clamp(0.0, 64.0);
        let margin = left.min((element.width - right).max(0.0)).min(if width < 600.0 { 16.0 } else { left });
        let end = self.refit_group(
            Some(id),
            &children,
            (left, element.width - 2.0 * left.min(element.width - right)),
            (margin, (width - 2.0 * margin).max(GRID)),
        );
        let tall = up(end.max(top) + below.min(if width < 600.0 { 24.0 } else { below }));
        self.change(id, |element| (element.width, element.height) = (width, tall));
        tall
    }

    /// Lays siblings out from one stretch of columns (left edge, width) in another, in the order in
    /// which they are read. Returns where they end.
    pub(super) fn refit_group(
        &mut self,
        parent: Option<&str>,
        ids: &[String],
        from: (f64, f64),
        to: (f64, f64),
    ) -> f64 {
        let mut group: Vec<Element> =
            self.inside(parent).into_iter().filter(|element| ids.contains(&element.id)).cloned().collect();
        group.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
        let mut y = group.first().map_or(0.0, |element| element.y);
        let mut last_end: Option<f64> = None;
        let mut rest = group.into_iter().peekable();
        while let Some(first) = rest.next() {
            // All that stands beside each other, whatever its height.
            let (start, mut end) = (first.y, first.y + first.height);
            let mut band = vec![first];
            while let Some(next) = rest.next_if(|next| next.y < end) {
                end = end.max(next.y + next.height);
                band.push(next);
            }
            if let Some(last) = last_end {
                y += (start - last).clamp(0.0, if to.1 < 600.0 { 24.0 } else { 96.0 });
            }
            last_end = Some(end);
            y = self.refit_band(&band, from, to, y);
        }
        y
    }

    fn refit_band(&mut self, band: &[Element], from: (f64, f64), to: (f64, f64), y: f64) -> f64 {
        let columns = in_columns(band);
        if let [only] = band {
            let tall = self.refit_one(only, from, to, y);
            return y + tall;
        }
        let scale = to.1 / from.1.max(1.0);
        let fits = columns.iter().all(|column| {
            let (left, right) = span(column);
            let rigid = column.iter().all(|element| rigid(&element.component));
            rigid
                || (right - left) * scale
                    >= column.iter().map(|element| least(&element.component)).fold(0.0, f64::max)
        });
        let fixed: f64 = columns
            .iter()
            .filter(|column| column.iter().all(|e| rigid(&e.component)))
            .map(|column| span(column).1 - span(column).0)
            .sum();
        if (fits || fixed > 0.0 && columns.len() <= 3 && fixed + 160.0 + 16.0 * columns.len() as f64 <= to.1)
            && fixed + 16.0 * (columns.len() - 1) as f64 <= to.1
        {
            return self.side_by_side(&columns, fixed, to, y);
        }
        // Two tiles still fit beside each other where three or four do not.
        let tiles = columns.iter().all(|column| {
            column.len() == 1
                && matches!(column[0].component.as_str(), "Stat" | "ProductCard" | "Image" | "Avatar")
        });
        if tiles && to.1 >= 296.0 {
            let gap = 16.0;
            let own = ((to.1 - gap) / 2.0).floor();
            let own = if to.1 % GRID == 0.0 { down(own) } else { own };
            let mut top = y;
            for pair in columns.chunks(2) {
                let mut tallest: f64 = 0.0;
                for (at, column) in pair.iter().enumerate() {
                    tallest = tallest.max(self.refit(&column[0].id, own));
                    self.change(&column[0].id, |element| {
                        (element.x, element.y) = (to.0 + at as f64 * (own + gap), top);
                    });
                }
                top += tallest + gap;
            }
            return top - gap;
        }
        let mut top = y;
        for column in &columns {
            let (left, right) = span(column);
            let ids: Vec<&Element> = column.iter().collect();
            top = self.stack(&ids, (left, right - left), to, top) + 16.0;
        }
        top - 16.0
    }

    fn side_by_side(&mut self, columns: &[Vec<Element>], fixed: f64, to: (f64, f64), y: f64) -> f64 {
        let rigid_column = |column: &[Element]| column.iter().all(|element| rigid(&element.component));
        let flexible: f64 = columns
            .iter()
            .filter(|column| !rigid_column(column))
            .map(|column| span(column).1 - span(column).0)
            .sum();
        let gap = columns
            .windows(2)
            .map(|pair| span(&pair[1]).0 - span(&pair[0]).1)
            .fold(24.0, f64::min)
            .clamp(8.0, 24.0);
        let gap = (gap / 8.0).round() * 8.0;
        let room = (to.1 - fixed - gap * (columns.len() - 1) as f64).max(GRID);
        let last = columns.iter().rposition(|column| !rigid_column(column));
        let (mut x, mut left, mut end) = (to.0, room, y);
        for (at, column) in columns.iter().enumerate() {
            let (start, stop) = span(column);
            let width = if rigid_column(column) {
                stop - start
            } else if Some(at) == last {
                left
            } else {
                down(room * (stop - start) / flexible.max(1.0)).max(GRID)
            };
            if !rigid_column(column) {
                left = (left - width).max(GRID);
            }
            let ids: Vec<&Element> = column.iter().collect();
            let top = y + (column[0].y - columns.iter().map(|c| c[0].y).fold(f64::INFINITY, f64::min));
            end = end.max(self.stack(&ids, (start, stop - start), (x, width), top));
            x += width + gap;
        }
        end
    }

    /// A column: one below the other, gaps as before.
    fn stack(&mut self, column: &[&Element], from: (f64, f64), to: (f64, f64), y: f64) -> f64 {
        let mut y = y;
        let mut last: Option<&Element> = None;
        for element in column {
            if let Some(last) = last {
                y += (element.y - last.y - last.height).clamp(0.0, 48.0);
            }
            y += self.refit_one(element, from, to, y);
            last = Some(element);
        }
        y
    }

    /// One element alone in its row: it keeps its side, and spans the row if it did. How tall it is.
    fn refit_one(&mut self, element: &Element, from: (f64, f64), to: (f64, f64), y: f64) -> f64 {
        let before = element.x - from.0;
        let after = from.0 + from.1 - element.x - element.width;
        let spans = element.width >= from.1 * 0.7 && !rigid(&element.component);
        let width = if spans {
            (to.1 - if to.1 < 600.0 { 0.0 } else { (before.max(0.0) + after.max(0.0)).min(to.1 / 2.0) })
                .max(GRID)
        } else {
            element.width.min(to.1)
        };
        let width = if to.1 % GRID == 0.0 { down(width).max(GRID) } else { width.floor() };
        let tall = self.refit(&element.id, width);
        let x = if spans && to.1 < 600.0 {
            0.0
        } else if (before - after).abs() <= 16.0 && before > 16.0 {
            down((to.1 - width) / 2.0)
        } else if after <= 16.0 && before > 64.0 {
            to.1 - width
        } else {
            before.clamp(0.0, to.1 - width)
        };
        self.change(&element.id, |element| (element.x, element.y) = (to.0 + x, y));
        tall
    }
}

fn span(column: &[Element]) -> (f64, f64) {
    let left = column.iter().map(|element| element.x).fold(f64::INFINITY, f64::min);
    let right = column.iter().map(|element| element.x + element.width).fold(0.0, f64::max);
    (left, right)
}

/// A band's elements in columns, left to right.
fn in_columns(band: &[Element]) -> Vec<Vec<Element>> {
    let mut band: Vec<Element> = band.to_vec();
    band.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut columns: Vec<Vec<Element>> = Vec::new();
    for element in band {
        match columns.last_mut() {
            Some(column) if element.x < span(column).1 => column.push(element),
            _ => columns.push(vec![element]),
        }
    }
    for column in &mut columns {
        column.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    }
    columns
}
