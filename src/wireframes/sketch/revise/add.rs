//! What is added to a drawing, and where.

use serde_json::{Value, json};

use crate::generation::providers::builtin::pattern::{group, pattern};

use super::{
    super::{
        super::element::Element,
        blocks,
        brief::{Brief, Device, Item, Part, capitalised, items},
        content,
        layout::{self, Block, Width},
    },
    Outcome,
    canvas::Canvas,
    target::bare,
};

/// Where people want something.
enum Place {
    Top,
    Bottom,
    Above(String),
    Below(String),
    Usual,
}

/// Adds what words ask for.
pub(super) fn add(words: &str, canvas: &mut Canvas, ids: &mut dyn FnMut() -> String) -> Outcome {
    let (what, place, container) = placed(words, canvas);
    if let Some(outcome) = to_list(&what, container.as_deref(), canvas) {
        return outcome;
    }
    let mut brief = Brief::read(&what);
    brief.device = match canvas.width {
        width if width < 600.0 => Device::Phone,
        width if width < 1_000.0 => Device::Tablet,
        _ => Device::Desktop,
    };
    brief.brand = canvas
        .elements
        .iter()
        .filter(|element| matches!(element.component.as_str(), "Navbar" | "Sidebar"))
        .find_map(|element| element.props.get("brand")?.as_str())
        .unwrap_or_default()
        .to_owned();
    brief.subject.clear();
    let mut read = items(&what, brief.kind);
    if read.is_empty() || !pattern!(r"\w").is_match(&what) {
        return Outcome::Refused(format!("I did not understand what to change with \"{}\".", words.trim()));
    }
    let mut done = Vec::new();
    for item in &mut read {
        if let Some(outcome) = add_item(item, &what, &place, &brief, canvas, ids) {
            done.push(outcome);
        }
    }
    let rest = read.len() - done.len();
    if done.is_empty() {
        return Outcome::Refused(format!("I did not understand what to change with \"{}\".", words.trim()));
    }
    let _ = rest;
    Outcome::Done(format!("added {}", done.join(", ")))
}

/// What is wanted, where, and in which part that lists things.
fn placed(words: &str, canvas: &Canvas) -> (String, Place, Option<String>) {
    let ends = pattern!(
        r"^(.+?)\s+(?:at|to|on|in) (?:the )?(?:very )?(top|bottom|end|beginning|start)(?: of (?:the )?(?:page|screen|form|list|canvas|wireframe|dashboard|\w+))?$"
    );
    if let Some(found) = ends.captures(words) {
        let place = if matches!(group(&found, 2).to_lowercase().as_str(), "top" | "beginning" | "start") {
            Place::Top
        } else {
            Place::Bottom
        };
        return (group(&found, 1).to_owned(), place, None);
    }
    let beside = pattern!(
        r"^(.+?)\s+(above|over|before|on top of|below|under|underneath|beneath|after|next to|beside|right of|left of|to the right of|to the left of|between)\s+(.+)$"
    );
    if let Some(found) = beside.captures(words)
        && let Some(target) = canvas.find(group(&found, 3).split(" and ").next().unwrap_or_default())
    {
        let above = pattern!(r"^(?:above|over|before|on top of)$").is_match(group(&found, 2));
        return (
            group(&found, 1).to_owned(),
            if above { Place::Above(target) } else { Place::Below(target) },
            None,
        );
    }
    let inside = pattern!(r"^(.+?)\s+(?:to|in|into|inside|on)\s+(?:the |my |our )?([\w' -]+)$");
    if let Some(found) = inside.captures(words)
        && let Some(target) = canvas.find(group(&found, 2))
        && !pattern!(r"^(?:page|screen|wireframe|canvas|it)$").is_match(group(&found, 2))
    {
        let below = canvas.inside(Some(&target)).last().map(|child| child.id.clone());
        return (group(&found, 1).to_owned(), below.map_or(Place::Usual, Place::Below), Some(target));
    }
    let plain =
        pattern!(r"\s+(?:to|in|on) (?:the |this )?(?:page|screen|wireframe|canvas|form|it|board|dashboard)$")
            .replace(words, "");
    (plain, Place::Usual, None)
}

/// An entry of something that lists names: a place in a bar, a column, an option, a plan.
fn to_list(what: &str, container: Option<&str>, canvas: &mut Canvas) -> Option<Outcome> {
    let kinds: [(&crate::generation::providers::builtin::pattern::Pattern, &[&str], &str); 8] = [
        (
            pattern!(
                r"^(?:an? |another |the )?(?:nav(?:igation)?(?: bar)? |menu |sidebar )(?:item|link|entry)\s*(?:called |named |for |to |:)?\s*(.+)$"
            ),
            &["Sidebar", "Navbar", "Menu", "Tabs"],
            "items",
        ),
        (
            pattern!(r"^(?:an? |another |the )?tab\s*(?:called |named |for |:)?\s*(.+)$|^(?:an? )?(.+) tab$"),
            &["Tabs"],
            "items",
        ),
        (
            pattern!(
                r"^(?:an? |another |the )?step\s*(?:called |named |for |:)?\s*(.+)$|^(?:an? )?(.+) step$"
            ),
            &["Stepper"],
            "items",
        ),
        (
            pattern!(
                r"^(?:an? |another |the )?option\s*(?:called |named |for |:)?\s*(.+)$|^(?:an? )?(.+) option$"
            ),
            &["Select", "RadioGroup"],
            "options",
        ),
        (
            pattern!(
                r"^(?:an? |another |the )?column\s*(?:called |named |for |:)?\s*(.+)$|^(?:an? )?(.+) column$"
            ),
            &["Table"],
            "columns",
        ),
        (
            pattern!(
                r"^(?:an? |another |the )?(?:plan|tier)\s*(?:called |named |:)?\s*(.+)$|^(?:an? )?(.+) (?:plan|tier)$"
            ),
            &["Pricing"],
            "plans",
        ),
        (
            pattern!(r"^(?:an? |another |the )?question\s*(?:called |about |:)?\s*(.+)$"),
            &["Faq"],
            "questions",
        ),
        (
            pattern!(r"^(?:an? |another |the )?feature\s*(?:called |about |named |:)?\s*(.+)$"),
            &["FeatureGrid"],
            "features",
        ),
    ];
    let words = what.trim();
    // "add Reports to the sidebar"
    if let Some(id) = container {
        let component = canvas.get(id)?.component.clone();
        if matches!(
            component.as_str(),
            "Sidebar"
                | "Navbar"
                | "Menu"
                | "Tabs"
                | "Stepper"
                | "Footer"
                | "Breadcrumbs"
                | "Select"
                | "RadioGroup"
                | "List"
                | "Table"
        ) {
            let prop = match component.as_str() {
                "Select" | "RadioGroup" => "options",
                "Table" => "columns",
                _ => "items",
            };
            let name = pattern!(r"^(?:an? |another |the )?(?:link |item |entry |tab |column |option |step )?(?:called |named |for |to )?").replace(words, "");
            let name = pattern!(r"\s+(?:link|item|entry|tab|column|option|step|page)$").replace(&name, "");
            return Some(append(canvas, id, prop, &name));
        }
    }
    for (pattern, components, prop) in kinds {
        let Some(found) = pattern.captures(words) else { continue };
        let name = [group(&found, 1), group(&found, 2)]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default()
            .to_owned();
        if prop == "columns" && canvas.elements.iter().any(|element| element.component == "KanbanColumn") {
            return Some(board_column(&name, canvas));
        }
        let place = container.map(str::to_owned).filter(|id| {
            canvas.get(id).is_some_and(|element| components.contains(&element.component.as_str()))
        });
        let Some(id) = place.or_else(|| {
            components.iter().find_map(|component| {
                canvas
                    .elements
                    .iter()
                    .find(|element| element.component == *component)
                    .map(|element| element.id.clone())
            })
        }) else {
            continue;
        };
        return Some(append(canvas, &id, prop, &name));
    }
    None
}

fn append(canvas: &mut Canvas, id: &str, prop: &str, name: &str) -> Outcome {
    let name = capitalised(name.trim().trim_matches('"'));
    let component = canvas.get(id).map(|element| element.component.clone()).unwrap_or_default();
    let entry = match prop {
        "plans" => {
            let found = pattern!(r"^(.+?)\s*(?:at|for|\()?\s*([$€£]\s?[\d.,]*\d)?\)?$")
                .captures(&name)
                .map(|found| (group(&found, 1).to_owned(), group(&found, 2).to_owned()));
            let (name, price) = found.unwrap_or((name.clone(), String::new()));
            json!({"name": name, "price": if price.is_empty() { "$99".to_owned() } else { price }, "period": "/ month", "description": "For large teams", "features": ["Everything in the other plans", "Own contract"], "action": format!("Choose {name}")})
        }
        "questions" => {
            json!({"question": if name.ends_with('?') { name.clone() } else { format!("{name}?") }, "answer": "We answer this in a sentence or two."})
        }
        "features" => json!({"title": name, "description": content::sentence(&name, ""), "icon": "star"}),
        _ => json!(name),
    };
    let list = if matches!(prop, "plans" | "questions" | "features") { "items" } else { prop };
    let field = content::field(&name, "");
    canvas.change(id, |element| {
        let values = element.props.entry(list.to_owned()).or_insert_with(|| json!([]));
        if let Value::Array(values) = values {
            values.push(entry);
        }
        if list == "columns"
            && let Some(Value::Array(rows)) = element.props.get_mut("rows")
        {
            for (at, row) in rows.iter_mut().enumerate() {
                if let Value::Array(cells) = row {
                    cells.push(json!(content::cell(&field, at, "", false)));
                }
            }
        }
    });
    if matches!(component.as_str(), "List" | "RadioGroup" | "FeatureGrid" | "Faq") {
        grow_leaf(canvas, id, if component == "RadioGroup" { 32.0 } else { 64.0 });
    }
    let place = match component.as_str() {
        "Navbar" => "navigation bar",
        "Sidebar" => "sidebar",
        other => return Outcome::Done(format!("added {name} to the {}", other.to_lowercase())),
    };
    Outcome::Done(format!("added {name} to the {place}"))
}

fn grow_leaf(canvas: &mut Canvas, id: &str, by: f64) {
    let Some(element) = canvas.get(id).cloned() else { return };
    canvas.change(id, |element| element.height += by);
    canvas.shift(
        element.parent.as_deref(),
        (element.x, element.x + element.width),
        element.y + element.height,
        by,
        &[id.to_owned()],
    );
    canvas.grow(element.parent.as_deref());
}

/// Another column of a board; all of them become as narrow as they have to be.
fn board_column(name: &str, canvas: &mut Canvas) -> Outcome {
    let mut columns: Vec<Element> =
        canvas.elements.iter().filter(|element| element.component == "KanbanColumn").cloned().collect();
    columns.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let (Some(first), Some(last)) = (columns.first().cloned(), columns.last().cloned()) else {
        return Outcome::Refused("There is no board here.".to_owned());
    };
    let right = columns.iter().map(|element| element.x + element.width).fold(0.0, f64::max);
    let across = columns.iter().filter(|element| (element.y - first.y).abs() < 1.0).count();
    let order = canvas.on_top(last.parent.as_deref());
    let name = capitalised(name.trim().trim_matches('"'));
    let props = [("title".to_owned(), json!(name)), ("count".to_owned(), json!("0"))].into_iter().collect();
    // Its identity is made from its neighbour's, which is there only once.
    let mut id = format!("{}-next", &last.id[..last.id.len().min(48)]);
    while canvas.get(&id).is_some() {
        id.push('x');
    }
    canvas.elements.push(Element {
        id: id.clone(),
        component: "KanbanColumn".to_owned(),
        parent: last.parent.clone(),
        x: last.x,
        y: last.y,
        width: last.width,
        height: last.height,
        order,
        props,
    });
    let mut all: Vec<String> = columns.iter().map(|element| element.id.clone()).collect();
    all.push(id);
    let wide = (right - first.x) / (across + 1) as f64;
    let count = if wide >= 176.0 { across + 1 } else { across };
    canvas.in_columns(&all, count, first.x, right - first.x, first.y);
    Outcome::Done(format!("added the column {name}"))
}

/// Adds one item. What was added, in words.
fn add_item(
    item: &mut Item,
    what: &str,
    place: &Place,
    brief: &Brief,
    canvas: &mut Canvas,
    ids: &mut dyn FnMut() -> String,
) -> Option<String> {
    let asked_field = pattern!(r"\b(?:fields?|inputs?)\b").is_match(what) || item.part == Part::Fields;
    let fields: Vec<Element> = canvas
        .elements
        .iter()
        .filter(|element| {
            matches!(
                element.component.as_str(),
                "Input" | "TextArea" | "Select" | "DatePicker" | "FileUpload" | "RadioGroup"
            ) && element.props.contains_key("label")
        })
        .cloned()
        .collect();
    if (asked_field || item.part == Part::Named && fields.len() > 1 && matches!(place, Place::Usual))
        && !fields.is_empty()
    {
        return add_field(item, what, place, &fields, canvas, ids);
    }
    if item.part == Part::Stats
        || item.part == Part::Named && pattern!(r"\b(?:stat|metric|kpi|figure|tile)\b").is_match(what)
    {
        let stats: Vec<Element> =
            canvas.elements.iter().filter(|element| element.component == "Stat").cloned().collect();
        if !stats.is_empty() && matches!(place, Place::Usual) {
            return add_stat(item, &stats, canvas, ids);
        }
    }
    if item.part == Part::Button
        && matches!(place, Place::Usual)
        && let Some(said) = add_button(item, canvas, ids)
    {
        return Some(said);
    }
    let page = canvas.elements.iter().any(|element| {
        element.parent.is_none()
            && matches!(
                element.component.as_str(),
                "Hero" | "Section" | "FeatureGrid" | "Pricing" | "CallToAction"
            )
    });
    let block = block(item, what, page, brief);
    let name = if item.label.is_empty() || matches!(item.part, Part::Map) {
        bare(&item.words)
    } else {
        format!("\"{}\"", item.label)
    };
    let name = if item.label.is_empty() && !name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        format!("a {name}")
    } else if item.label.is_empty() {
        format!("an {name}")
    } else {
        name
    };
    insert(block, place, page, canvas, ids);
    Some(name)
}

fn block(item: &Item, what: &str, page: bool, brief: &Brief) -> Block {
    let simple: Option<Block> = pattern!(r#"^(?:an? |another |the )?(heading|title|subtitle|paragraph|text|divider|badge|spinner|toast|tooltip|skeleton|empty state|icon|accordion|image|picture|photo|logo|card|box)s?(?: (?:saying|called|that says|with(?: the)?(?: text| title)?|reading|titled|of|about|:))?\s*"?([^"]*)"?$"#).captures(what).map(|found| simple_block(&group(&found, 1).to_lowercase(), group(&found, 2)));
    if let Some(block) = simple {
        return block;
    }
    let marketing = matches!(
        item.part,
        Part::Testimonials
            | Part::Faq
            | Part::Newsletter
            | Part::Team
            | Part::Logos
            | Part::Features
            | Part::CallToAction
            | Part::Hero
            | Part::Plans
            | Part::Contact
            | Part::Footer
    );
    if page && (marketing || matches!(item.part, Part::Named | Part::Images | Part::List | Part::Groups)) {
        return blocks::section(item, brief);
    }
    blocks::from_item(item, brief)
}

fn simple_block(kind: &str, words: &str) -> Block {
    let said =
        |usual: &str| if words.trim().is_empty() { usual.to_owned() } else { capitalised(words.trim()) };
    match kind {
        "heading" | "title" => blocks::heading(&said("Heading"), 2),
        "subtitle" => blocks::text(&said("A line that says what this is about."), "lead"),
        "paragraph" | "text" => {
            blocks::text(&said("A few sentences about what people find here and why it helps them."), "body")
        }
        "divider" => Block::leaf("Divider", 16.0),
        "badge" => Block::leaf("Badge", 24.0).wide(96.0).text_prop("text", &said("Beta")),
        "spinner" => Block::leaf("Spinner", 40.0).wide(120.0).text_prop("label", &said("Loading")),
        "toast" => {
            Block::leaf("Toast", 56.0).wide(344.0).text_prop("text", &said("Saved")).prop("tone", "success")
        }
        "tooltip" => Block::leaf("Tooltip", 40.0).wide(184.0).text_prop("text", &said("What this does")),
        "skeleton" => Block::leaf("Skeleton", 96.0).prop("lines", 3),
        "empty state" => Block::leaf("EmptyState", 264.0)
            .text_prop("title", &said("Nothing here so far"))
            .prop("description", "What you add appears here.")
            .prop("action", "Add the first one"),
        "icon" => Block::leaf("Icon", 24.0).wide(24.0).prop("name", "star"),
        "accordion" => Block::leaf("Accordion", 240.0)
            .prop("items", json!(["What is included?", "How long does it take?", "Can I change it later?"]))
            .prop("active", 0),
        "card" | "box" => {
            blocks::card(&said("Card"), vec![blocks::text("What this card is about.", "muted")])
        }
        _ => blocks::image(&said("Picture"), 240.0),
    }
}

/// A field after the last one of the form.
fn add_field(
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
fn add_stat(
    item: &Item,
    stats: &[Element],
    canvas: &mut Canvas,
    ids: &mut dyn FnMut() -> String,
) -> Option<String> {
    let names = if item.members.is_empty() {
        vec![
            pattern!(r"\b(?:stat|metric|kpi|figure|tile|card)s?\b(?: (?:for|called|of))?")
                .replace(&item.label, "")
                .trim()
                .to_owned(),
        ]
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
fn add_button(item: &Item, canvas: &mut Canvas, ids: &mut dyn FnMut() -> String) -> Option<String> {
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

/// Puts laid out elements into a parent.
fn place_at(elements: Vec<Element>, parent: Option<&str>, at: (f64, f64), canvas: &mut Canvas) {
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
pub(super) fn ends(canvas: &Canvas, parent: Option<&str>) -> (f64, f64) {
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
fn insert(block: Block, place: &Place, page: bool, canvas: &mut Canvas, ids: &mut dyn FnMut() -> String) {
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
    let hero = canvas.inside(None).into_iter().find(|element| matches!(element.component.as_str(), "Hero"));
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
        let closing = canvas
            .inside(None)
            .into_iter()
            .filter(|element| matches!(element.component.as_str(), "CallToAction" | "Newsletter" | "Footer"))
            .map(|element| element.y)
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
