//! What is added beside its like: fields to a form, figures to a row, buttons to buttons.

use serde_json::Value;

use crate::generation::providers::builtin::pattern::pattern;

use super::{
    super::{
        super::{
            super::element::Element,
            blocks,
            brief::{Item, Part, capitalised},
            content,
            layout::{self, Width},
        },
        canvas::Canvas,
    },
    Place,
    places::place_at,
};

/// A field after the last one of the form.
pub(super) fn add_field(
    item: &Item,
    what: &str,
    place: &Place,
    fields: &[Element],
    canvas: &mut Canvas,
    ids: &mut dyn FnMut() -> String,
) -> Option<String> {
    let anchor = match place {
        Place::Below(id) | Place::Above(id) => fields.iter().find(|field| field.id == *id),
        Place::Top => fields.iter().min_by(|a, b| a.y.total_cmp(&b.y)),
        _ => None,
    };
    // The last field of the form that has most of them.
    let parent = anchor.map_or_else(
        || {
            let count =
                |parent: &Option<String>| fields.iter().filter(|field| field.parent == *parent).count();
            fields.iter().max_by_key(|field| count(&field.parent)).map(|field| field.parent.clone())
        },
        |anchor| Some(anchor.parent.clone()),
    )?;
    let mates: Vec<&Element> = fields.iter().filter(|field| field.parent == parent).collect();
    let last = anchor
        .or_else(|| mates.iter().max_by(|a, b| (a.y + a.height).total_cmp(&(b.y + b.height))).copied())?;
    let above = matches!(place, Place::Above(_) | Place::Top);
    let names: Vec<String> = if item.members.is_empty() {
        let plain = pattern!(r"^(?:an? |another |the |some )?(?:text |required |optional )?(?:fields?|inputs?)\s*(?:called |named |for |:)?\s*(?:the |an? )?|\s+(?:fields?|inputs?)$").replace(what, "");
        let only = if item.part == Part::Named && !item.label.is_empty() {
            pattern!(r"^(?:text )?(?:field|input)s?\s*(?:called |named |for |:)?\s*(?:the |an? )?|\s+(?:field|input)s?$").replace(&item.label, "")
        } else {
            plain
        };
        vec![only]
    } else {
        item.members.clone()
    };
    let left = mates.iter().map(|mate| mate.x).fold(f64::INFINITY, f64::min);
    let right = mates.iter().map(|mate| mate.x + mate.width).fold(0.0, f64::max);
    let row: Vec<&&Element> =
        mates.iter().filter(|mate| mate.y < last.y + last.height && mate.y + mate.height > last.y).collect();
    let (mut line, mut made) = (
        if above {
            row.iter().map(|mate| mate.y).fold(last.y, f64::min)
        } else {
            row.iter().map(|mate| mate.y + mate.height).fold(0.0, f64::max)
        },
        Vec::new(),
    );
    for name in names {
        let field = content::field(&name, "form");
        let mut block = blocks::input(&field);
        block.width = Width::Fill(1.0);
        let label = capitalised(&field.label);
        let (elements, tall) = layout::lay_out(block, right - left, ids);
        // The gap between fields is kept.
        let gap = 24.0;
        canvas.shift(parent.as_deref(), (left, right), line, tall + gap, &[]);
        place_at(elements, parent.as_deref(), (left, if above { line } else { line + gap }), canvas);
        canvas.grow(parent.as_deref());
        line += tall + gap;
        made.push(format!("the field \"{label}\""));
    }
    Some(made.join(", "))
}

/// A figure beside the others.
#[expect(clippy::unnecessary_wraps, reason = "as the others that add something beside its like")]
pub(super) fn add_stat(
    item: &Item,
    what: &str,
    stats: &[Element],
    canvas: &mut Canvas,
    ids: &mut dyn FnMut() -> String,
) -> Option<String> {
    let words = pattern!(r"^(?:an? |another |the )?(?:stats?|metrics?|kpis?|figures?|tiles?)(?: card)?(?: (?:for|called|of|named|with))?:?\s*|\s+(?:stat|metric|kpi|figure|tile)s?$").replace(what.trim(), "");
    let names = if item.members.is_empty() {
        vec![words.trim().trim_matches('"').to_owned()]
    } else {
        item.members.clone()
    };
    let parent = stats[0].parent.clone();
    let mut row: Vec<Element> = stats
        .iter()
        .filter(|stat| stat.parent == parent && (stat.y - stats[0].y).abs() < 400.0)
        .cloned()
        .collect();
    row.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let left = row.iter().map(|stat| stat.x).fold(f64::INFINITY, f64::min);
    let right = row.iter().map(|stat| stat.x + stat.width).fold(0.0, f64::max);
    let mut all: Vec<String> = row.iter().map(|stat| stat.id.clone()).collect();
    let mut made = Vec::new();
    for name in names {
        let name = if name.is_empty() { "Total".to_owned() } else { capitalised(&name) };
        let (elements, _) = layout::lay_out(blocks::stat(&name), row[0].width, ids);
        all.extend(elements.iter().map(|element| element.id.clone()));
        place_at(elements, parent.as_deref(), (row[0].x, row[0].y), canvas);
        made.push(format!("\"{name}\""));
    }
    let across = row.iter().filter(|stat| (stat.y - row[0].y).abs() < 1.0).count();
    let wide = (right - left) / all.len() as f64;
    let count = if wide >= 160.0 { all.len() } else { across.max(1) };
    canvas.in_columns(&all, count, left, right - left, row[0].y);
    Some(made.join(", "))
}

/// A button at the left of those that are there, where there is room.
pub(super) fn add_button(
    item: &Item,
    canvas: &mut Canvas,
    ids: &mut dyn FnMut() -> String,
) -> Option<String> {
    let buttons: Vec<Element> =
        canvas.elements.iter().filter(|element| element.component == "Button").cloned().collect();
    let mut ranked = buttons;
    ranked.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let first = ranked
        .iter()
        .find(|button| button.props.get("variant").and_then(Value::as_str) == Some("primary"))
        .or(ranked.first())?
        .clone();
    let variant = blocks::variant(&item.label, false);
    let block = blocks::button(&item.label, variant);
    let Width::Fixed(width) = block.width else { return None };
    let parent = first.parent.clone();
    let mates: Vec<Element> = canvas
        .inside(parent.as_deref())
        .into_iter()
        .filter(|other| {
            other.y < first.y + first.height && other.y + other.height > first.y && other.height < 400.0
        })
        .cloned()
        .collect();
    let inner = canvas.inner_width(parent.as_deref());
    let left_most =
        mates.iter().filter(|mate| mate.component == "Button").map(|mate| mate.x).fold(first.x, f64::min);
    let right_most = mates.iter().map(|mate| mate.x + mate.width).fold(0.0, f64::max);
    let margin = canvas.inside(parent.as_deref()).iter().map(|child| child.x).fold(inner, f64::min);
    let (elements, _) = layout::lay_out(block, width, ids);
    let said = Some(format!("the button \"{}\"", item.label));
    // To the right of a row that begins at the left, to the left of one that ends at the right.
    if right_most + 16.0 + width <= inner - margin.min(24.0) {
        place_at(elements, parent.as_deref(), (right_most + 16.0, first.y), canvas);
        return said;
    }
    let x = left_most - 16.0 - width;
    let beside = mates
        .iter()
        .filter(|mate| mate.component != "Button" && mate.x < left_most)
        .max_by(|a, b| a.x.total_cmp(&b.x))
        .cloned();
    match beside {
        Some(beside)
            if x - 16.0 - beside.x >= 160.0
                && mates
                    .iter()
                    .filter(|mate| mate.component != "Button" && mate.x < left_most)
                    .all(|mate| mate.id == beside.id || mate.x + mate.width <= x - 16.0)
                && matches!(beside.component.as_str(), "Heading" | "Text" | "SearchBar") =>
        {
            canvas.change(&beside.id, |element| element.width = element.width.min(x - 16.0 - element.x));
            place_at(elements, parent.as_deref(), (x, first.y), canvas);
            said
        }
        None if x >= margin => {
            place_at(elements, parent.as_deref(), (x, first.y), canvas);
            said
        }
        _ => {
            // Under the last one.
            let line = mates.iter().map(|mate| mate.y + mate.height).fold(first.y + first.height, f64::max);
            let line = (line / 8.0).ceil() * 8.0;
            canvas.shift(parent.as_deref(), (first.x, first.x + first.width.max(width)), line, 56.0, &[]);
            let wide = if first.width > width { first.width } else { width.min(inner - first.x) };
            let mut elements = elements;
            for element in &mut elements {
                element.width = wide;
                element.height = first.height.max(40.0);
            }
            place_at(elements, parent.as_deref(), (first.x, line + 16.0), canvas);
            canvas.grow(parent.as_deref());
            said
        }
    }
}
