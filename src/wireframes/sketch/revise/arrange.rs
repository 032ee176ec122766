//! Where things stand: columns, sizes, places, the device.

use serde_json::json;

use crate::generation::providers::builtin::pattern::{group, pattern};

use super::{
    super::{super::element::Element, brief::number},
    Outcome,
    canvas::Canvas,
    target::bare,
};

/// Whether a request is about the device.
pub(super) fn speaks_of_size(request: &str) -> bool {
    pattern!(r"^(?:make|turn|convert|adapt|switch|change|resize|show|do|give)?\b.*\b(?:mobile|phone|iphone|tablet|ipad|desktop)(?: (?:version|layout|size|screen|view|friendly|first|device))?$|^(?:make|change|resize|set)\b.*\b(?:\d{3,4}) ?(?:px|pixels)?(?: wide)?$").is_match(request)
        && !pattern!(r"\b(?:add|insert|field|column|number|button|input|label)\b").is_match(request)
}

/// Lays everything out for another device.
pub(super) fn resize(request: &str, canvas: &mut Canvas, ids: &mut dyn FnMut() -> String) -> Outcome {
    let said = pattern!(r"\b(\d{3,4}) ?(?:px|pixels)?(?: wide)?$")
        .captures(request)
        .and_then(|found| group(&found, 1).parse::<f64>().ok());
    let (width, name) = match said {
        Some(width) => (width.clamp(320.0, 4_000.0), format!("{width} pixels")),
        None if pattern!(r"\b(?:mobile|phone|iphone)\b").is_match(request) => (390.0, "a phone".to_owned()),
        None if pattern!(r"\b(?:tablet|ipad)\b").is_match(request) => (768.0, "a tablet".to_owned()),
        None => (1_440.0, "a desktop".to_owned()),
    };
    if (width - canvas.width).abs() < 1.0 {
        return Outcome::Refused(format!("It is already laid out for {name}."));
    }
    let old = canvas.width;
    if width < 600.0 {
        fold_sidebar(canvas, ids);
    }
    let bottom_bar = canvas
        .elements
        .iter()
        .find(|element| {
            element.parent.is_none() && element.props.get("variant").and_then(|v| v.as_str()) == Some("bar")
        })
        .cloned();
    let all: Vec<String> = canvas
        .inside(None)
        .iter()
        .filter(|element| bottom_bar.as_ref().is_none_or(|bar| bar.id != element.id))
        .map(|element| element.id.clone())
        .collect();
    canvas.width = width;
    let full = full_width(canvas, old);
    let (full_ids, inner): (Vec<String>, Vec<String>) = all.iter().cloned().partition(|id| full.contains(id));
    let margin = if width < 600.0 { 16.0 } else { 24.0 };
    let end = if inner.is_empty() {
        canvas.refit_group(None, &full_ids, (0.0, old), (0.0, width))
    } else {
        stacked(canvas, &all, &full_ids, width, margin)
    };
    canvas.height = end + margin;
    if inner.is_empty() {
        canvas.height = end;
    }
    if let Some(bar) = bottom_bar {
        let y = canvas.height.max(776.0);
        let y = (y / 8.0).ceil() * 8.0;
        canvas.change(&bar.id, |element| (element.x, element.y, element.width) = (0.0, y, width));
        canvas.height = y + bar.height;
    }
    canvas.height = (canvas.height / 8.0).ceil() * 8.0;
    Outcome::Done(format!("laid it out for {name}"))
}

/// What reaches from edge to edge.
fn full_width(canvas: &Canvas, old: f64) -> Vec<String> {
    canvas
        .inside(None)
        .iter()
        .filter(|element| element.x < 1.0 && element.width >= old - 1.0)
        .map(|element| element.id.clone())
        .collect()
}

/// Full-width things keep the width; what is between them stands within margins.
fn stacked(canvas: &mut Canvas, all: &[String], full: &[String], width: f64, margin: f64) -> f64 {
    let mut y = 0.0;
    let mut group: Vec<String> = Vec::new();
    let mut groups: Vec<(bool, Vec<String>)> = Vec::new();
    for id in all {
        if full.contains(id) {
            if !group.is_empty() {
                groups.push((false, std::mem::take(&mut group)));
            }
            groups.push((true, vec![id.clone()]));
        } else {
            group.push(id.clone());
        }
    }
    if !group.is_empty() {
        groups.push((false, group));
    }
    for (is_full, ids) in groups {
        if is_full {
            let tall = canvas.refit(&ids[0], width);
            canvas.change(&ids[0], |element| (element.x, element.y) = (0.0, y));
            y += tall;
            continue;
        }
        let left =
            ids.iter().filter_map(|id| canvas.get(id)).map(|element| element.x).fold(f64::INFINITY, f64::min);
        let right = ids
            .iter()
            .filter_map(|id| canvas.get(id))
            .map(|element| element.x + element.width)
            .fold(0.0, f64::max);
        let top =
            ids.iter().filter_map(|id| canvas.get(id)).map(|element| element.y).fold(f64::INFINITY, f64::min);
        let end = canvas.refit_group(None, &ids, (left, right - left), (margin, width - 2.0 * margin));
        // The group begins under what is above it.
        let by = y + margin - top;
        for id in &ids {
            canvas.change(id, |element| element.y += by);
        }
        y = end + by + margin;
    }
    y - margin
}

/// On a phone, a sidebar's places are a bar at the bottom.
fn fold_sidebar(canvas: &mut Canvas, ids: &mut dyn FnMut() -> String) {
    let Some(bar) = canvas
        .elements
        .iter()
        .find(|element| element.component == "Sidebar" && element.parent.is_none())
        .cloned()
    else {
        return;
    };
    let items: Vec<serde_json::Value> = bar
        .props
        .get("items")
        .and_then(|items| items.as_array())
        .map(|items| items.iter().take(5).cloned().collect())
        .unwrap_or_default();
    canvas.elements.retain(|element| element.id != bar.id);
    let others: Vec<String> = canvas.inside(None).iter().map(|element| element.id.clone()).collect();
    let has_bar = canvas.elements.iter().any(|element| element.component == "Navbar");
    if !has_bar {
        for id in &others {
            canvas.change(id, |element| element.y += 64.0);
        }
        let brand = bar.props.get("brand").cloned().unwrap_or_else(|| json!("Menu"));
        let order = canvas.on_top(None);
        let props = [("brand".to_owned(), brand), ("items".to_owned(), json!([]))].into_iter().collect();
        canvas.elements.push(Element {
            id: ids(),
            component: "Navbar".to_owned(),
            parent: None,
            x: 0.0,
            y: 0.0,
            width: canvas.width,
            height: 64.0,
            order,
            props,
        });
    }
    let order = canvas.on_top(None);
    let props = [
        ("items".to_owned(), json!(items)),
        ("active".to_owned(), json!(0)),
        ("variant".to_owned(), json!("bar")),
    ]
    .into_iter()
    .collect();
    let y = canvas.height;
    canvas.elements.push(Element {
        id: ids(),
        component: "Tabs".to_owned(),
        parent: None,
        x: 0.0,
        y,
        width: canvas.width,
        height: 64.0,
        order,
        props,
    });
}

/// "three columns": the cards, or whatever repeats most.
pub(super) fn columns(request: &str, canvas: &mut Canvas) -> Option<Outcome> {
    let found = pattern!(r"^(?:make|put|arrange|show|lay out|rearrange|change|turn|set|use|have|display|switch)?\s*(?:it|this|them|everything|the (.+?)|all (.+?))?\s*(?:in(?:to)?|to|as|have|with|use)?\s*(?:a )?(one|two|three|four|five|six|single|\d)[- ]columns?(?: (?:layout|grid|wide|each))?$").captures(request)?;
    let count = if group(&found, 3).eq_ignore_ascii_case("single") { 1 } else { number(group(&found, 3))? };
    let what = [group(&found, 1), group(&found, 2)]
        .into_iter()
        .find(|what| !what.is_empty())
        .unwrap_or_default()
        .to_owned();
    let group = repeated(canvas, &what);
    if group.len() < 2 {
        return Some(Outcome::Refused(
            "I found nothing here that repeats and could stand in columns.".to_owned(),
        ));
    }
    let boxes: Vec<&Element> = group.iter().filter_map(|id| canvas.get(id)).collect();
    let left = boxes.iter().map(|element| element.x).fold(f64::INFINITY, f64::min);
    let right = boxes.iter().map(|element| element.x + element.width).fold(0.0, f64::max);
    let top = boxes.iter().map(|element| element.y).fold(f64::INFINITY, f64::min);
    let component = boxes[0].component.clone();
    canvas.in_columns(&group, count.clamp(1, 8), left, right - left, top);
    let plain = if what.is_empty() { format!("{} {}s", group.len(), component) } else { bare(&what) };
    Some(Outcome::Done(format!("put the {plain} into {count} column{}", if count == 1 { "" } else { "s" })))
}

/// Siblings of one kind and size, the largest group or the one that words name.
fn repeated(canvas: &Canvas, what: &str) -> Vec<String> {
    let wanted = if what.is_empty() {
        None
    } else {
        canvas
            .find(what)
            .and_then(|id| canvas.get(&id))
            .map(|element| (element.component.clone(), element.parent.clone()))
    };
    let mut groups: Vec<Vec<&Element>> = Vec::new();
    let mut all: Vec<&Element> = super::canvas::parents_first(&canvas.elements);
    all.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    for element in all {
        if matches!(
            element.component.as_str(),
            "Button"
                | "Heading"
                | "Text"
                | "Input"
                | "ChatMessage"
                | "Section"
                | "Link"
                | "Checkbox"
                | "Avatar"
                | "Divider"
        ) && wanted.is_none()
        {
            continue;
        }
        match groups
            .iter_mut()
            .find(|group| group[0].component == element.component && group[0].parent == element.parent)
        {
            Some(group) => group.push(element),
            None => groups.push(vec![element]),
        }
    }
    let area =
        |group: &[&Element]| group.iter().map(|element| element.width * element.height).sum::<f64>() as u64;
    groups
        .into_iter()
        .filter(|group| {
            wanted.as_ref().is_none_or(|(component, parent)| {
                group[0].component == *component && group[0].parent == *parent
            })
        })
        .filter(|group| group.len() > 1 && alone_in_rows(canvas, group))
        .max_by_key(|group| area(group))
        .map(|group| group.iter().map(|element| element.id.clone()).collect())
        .unwrap_or_default()
}

/// Whether nothing else stands in the rows of a group.
fn alone_in_rows(canvas: &Canvas, group: &[&Element]) -> bool {
    let left = group.iter().map(|element| element.x).fold(f64::INFINITY, f64::min);
    let right = group.iter().map(|element| element.x + element.width).fold(0.0, f64::max);
    let top = group.iter().map(|element| element.y).fold(f64::INFINITY, f64::min);
    let bottom = group.iter().map(|element| element.y + element.height).fold(0.0, f64::max);
    canvas
        .inside(group[0].parent.as_deref())
        .iter()
        .filter(|other| group.iter().all(|element| element.id != other.id))
        .all(|other| {
            other.x >= right
                || other.x + other.width <= left
                || other.y >= bottom
                || other.y + other.height <= top
        })
}

/// How much a word changes width and height.
pub(super) fn scale(word: &str) -> Option<(f64, f64)> {
    Some(match word {
        "bigger" | "larger" | "big" | "large" => (1.25, 1.25),
        "smaller" | "small" => (0.75, 0.75),
        "wider" => (1.25, 1.0),
        "narrower" => (0.75, 1.0),
        "taller" | "higher" => (1.0, 1.25),
        "shorter" => (1.0, 0.75),
        "full width" | "full-width" => (1_000.0, 1.0),
        _ => return None,
    })
}

/// Makes an element larger or smaller; what is below makes room.
pub(super) fn size(id: &str, word: &str, name: &str, canvas: &mut Canvas) -> Outcome {
    let (Some((wide, tall)), Some(element)) = (scale(word), canvas.get(id).cloned()) else {
        return Outcome::Refused(format!("I found no {name} here."));
    };
    let parent = element.parent.as_deref();
    let inner = canvas.inner_width(parent);
    // Nothing grows over its neighbour at the right, or out of what it is in.
    let neighbour = canvas
        .inside(parent)
        .iter()
        .filter(|other| {
            other.id != id
                && other.x >= element.x + element.width
                && other.y < element.y + element.height
                && other.y + other.height > element.y
        })
        .map(|other| other.x - 16.0)
        .fold(inner - element.x.min(24.0), f64::min);
    let width = ((element.width * wide).min(neighbour - element.x) / 8.0).floor() * 8.0;
    let width = if width >= 32.0 { width } else { element.width };
    let least = if canvas.inside(Some(id)).is_empty() { 24.0 } else { element.height };
    let height = ((element.height * tall / 8.0).round() * 8.0).max(least);
    let taller = (tall - 1.0_f64).abs() > 0.01;
    if (width - element.width).abs() > 0.5 {
        let fitted = canvas.refit(id, width);
        if !taller && (fitted - element.height).abs() > 0.5 {
            canvas.change(id, |changed| changed.height = fitted.max(element.height));
        }
    }
    if taller {
        canvas.change(id, |changed| changed.height = height);
    }
    let after = canvas.get(id).map_or(element.height, |changed| changed.height);
    canvas.shift(
        parent,
        (element.x, element.x + element.width.max(width)),
        element.y + element.height,
        after - element.height,
        &[id.to_owned()],
    );
    canvas.grow(parent);
    if (width - element.width).abs() < 0.5 && (after - element.height).abs() < 0.5 {
        return Outcome::Refused(format!("There is no room to make the {name} {word}."));
    }
    Outcome::Done(format!("made the {name} {word}"))
}

/// Moves something to another place.
pub(super) fn relocate(what: &str, place: &str, beside: &str, canvas: &mut Canvas) -> Outcome {
    let Some(id) = canvas.find(what) else {
        return Outcome::Refused(format!("I found no {} here.", bare(what)));
    };
    let target = (!beside.trim().is_empty()).then(|| canvas.find(beside)).flatten();
    if !beside.trim().is_empty() && target.is_none() {
        return Outcome::Refused(format!("I found no {} here.", bare(beside)));
    }
    if target.as_deref() == Some(id.as_str())
        || target.as_ref().is_some_and(|target| canvas.within(&id).contains(target))
    {
        return Outcome::Refused("Something cannot stand beside itself.".to_owned());
    }
    // What is taken out and put back keeps its identity, and all that is in it.
    let kept: Vec<Element> = canvas.within(&id).iter().filter_map(|id| canvas.get(id)).cloned().collect();
    let Some(mut moving) = kept.first().cloned() else {
        return Outcome::Refused("There is nothing to move.".to_owned());
    };
    let old_parent = moving.parent.clone();
    canvas.take(&id);
    let lower = place.to_lowercase();
    let above = pattern!(r"\b(?:above|over|before|top|up|first)\b").is_match(&lower);
    let parent = match &target {
        Some(target) => canvas.get(target).and_then(|target| target.parent.clone()),
        None => old_parent.clone(),
    };
    let inside = pattern!(r"^(?:in|into|inside)$").is_match(lower.trim());
    let (parent, line, x, width) = match &target {
        Some(target)
            if inside
                && canvas.elements.iter().any(|child| child.parent.as_deref() == Some(target.as_str())) =>
        {
            let inner = canvas.inner_width(Some(target));
            let bottom =
                canvas.inside(Some(target)).iter().map(|child| child.y + child.height).fold(0.0, f64::max);
            let left = canvas.inside(Some(target)).iter().map(|child| child.x).fold(inner, f64::min);
            (Some(target.clone()), bottom + 16.0, left, inner - 2.0 * left)
        }
        Some(target) => {
            let Some(target) = canvas.get(target).cloned() else {
                return Outcome::Refused("There is nothing to move beside.".to_owned());
            };
            let (x, width) =
                if old_parent == parent && (target.x - moving.x).abs() > 1.0 && moving.width > target.width {
                    (moving.x, moving.width)
                } else {
                    (
                        target.x,
                        if moving.width > target.width || old_parent != parent {
                            target.width.min(moving.width.max(target.width))
                        } else {
                            moving.width
                        },
                    )
                };
            let row: Vec<&Element> = canvas
                .inside(parent.as_deref())
                .into_iter()
                .filter(|other| {
                    other.y < target.y + target.height
                        && other.y + other.height > target.y
                        && other.x < x + width
                        && other.x + other.width > x
                })
                .collect();
            let line = if above {
                row.iter().map(|other| other.y).fold(target.y, f64::min)
            } else {
                row.iter().map(|other| other.y + other.height).fold(target.y + target.height, f64::max) + 24.0
            };
            (parent, line, x, width)
        }
        None => {
            let (top, bottom) = super::add::ends(canvas, parent.as_deref());
            (parent, if above { top } else { bottom + 24.0 }, moving.x, moving.width)
        }
    };
    let tall = moving.height;
    moving.parent.clone_from(&parent);
    canvas.shift(parent.as_deref(), (x, x + width), if above { line } else { line - 24.0 }, tall + 24.0, &[]);
    (moving.x, moving.y) = (x, line);
    if old_parent != parent {
        moving.order = canvas.on_top(parent.as_deref());
    }
    canvas.elements.push(moving.clone());
    canvas.elements.extend(kept.into_iter().skip(1));
    if (moving.width - width).abs() > 0.5
        && !matches!(moving.component.as_str(), "Button" | "Avatar" | "Badge" | "Tag" | "Link")
    {
        canvas.refit(&id, width);
    }
    canvas.grow(parent.as_deref());
    Outcome::Done(format!(
        "moved the {} {}",
        bare(what),
        if beside.trim().is_empty() { lower } else { format!("{lower} the {}", bare(beside)) }
    ))
}

/// Two things change places.
pub(super) fn swap(a: &str, b: &str, canvas: &mut Canvas) -> Outcome {
    let (Some(first), Some(second)) = (canvas.find(a), canvas.find(b)) else {
        return Outcome::Refused(format!("I do not find both \"{}\" and \"{}\" here.", bare(a), bare(b)));
    };
    let (Some(one), Some(two)) = (canvas.get(&first).cloned(), canvas.get(&second).cloned()) else {
        return Outcome::Refused("There is nothing to swap.".to_owned());
    };
    if one.parent != two.parent || first == second {
        return Outcome::Refused(format!("\"{}\" and \"{}\" are not beside each other.", bare(a), bare(b)));
    }
    let same_row = one.y < two.y + two.height && two.y < one.y + one.height;
    let (upper, lower) = if (one.y, one.x) <= (two.y, two.x) { (one, two) } else { (two, one) };
    let (first_x, second_x) = if same_row {
        (upper.x, upper.x + lower.width + (lower.x - upper.x - upper.width))
    } else {
        (lower.x, upper.x)
    };
    if same_row {
        canvas.change(&lower.id, |element| (element.x, element.y) = (first_x, upper.y));
        canvas.change(&upper.id, |element| (element.x, element.y) = (second_x, lower.y));
    } else if (upper.x - lower.x).abs() < 1.0 && (upper.width - lower.width).abs() < 1.0 {
        let by = lower.height - upper.height;
        let between: Vec<String> = canvas
            .inside(upper.parent.as_deref())
            .iter()
            .filter(|other| {
                other.y >= upper.y + upper.height
                    && other.y < lower.y
                    && other.x < upper.x + upper.width
                    && other.x + other.width > upper.x
            })
            .map(|other| other.id.clone())
            .collect();
        canvas.change(&lower.id, |element| element.y = upper.y);
        canvas.change(&upper.id, |element| element.y = lower.y + by);
        for id in between {
            canvas.change(&id, |element| element.y += by);
        }
    } else {
        let (wide, narrow) = (lower.clone(), upper.clone());
        canvas.refit(&wide.id, narrow.width);
        canvas.refit(&narrow.id, wide.width);
        return relocate(a, "below", b, canvas);
    }
    Outcome::Done(format!("swapped the {} and the {}", bare(a), bare(b)))
}

/// Another one of what is there, under it.
pub(super) fn duplicate(words: &str, canvas: &mut Canvas, ids: &mut dyn FnMut() -> String) -> Outcome {
    let Some(id) = canvas.find(words) else {
        return Outcome::Refused(format!("I found no {} here.", bare(words)));
    };
    let all: Vec<Element> = canvas.within(&id).iter().filter_map(|id| canvas.get(id)).cloned().collect();
    let names: std::collections::HashMap<String, String> =
        all.iter().map(|element| (element.id.clone(), ids())).collect();
    let Some(first) = all.first().cloned() else {
        return Outcome::Refused("There is nothing to duplicate.".to_owned());
    };
    let line = first.y + first.height;
    canvas.shift(
        first.parent.as_deref(),
        (first.x, first.x + first.width),
        line,
        first.height + 24.0,
        std::slice::from_ref(&first.id),
    );
    let order = canvas.on_top(first.parent.as_deref());
    for mut element in all {
        let top = element.id == first.id;
        if let Some(name) = names.get(&element.id) {
            element.id.clone_from(name);
        }
        if top {
            element.y = line + 24.0;
            element.order.clone_from(&order);
        } else {
            element.parent = element.parent.and_then(|parent| names.get(&parent).cloned());
        }
        canvas.elements.push(element);
    }
    canvas.grow(first.parent.as_deref());
    Outcome::Done(format!("duplicated the {}", bare(words)))
}
