//! What is added to a drawing, and where.

use serde_json::{Value, json};

use crate::generation::providers::builtin::pattern::{group, pattern};

use super::{
    super::{
        super::element::Element,
        blocks,
        brief::{Brief, Device, Item, Kind, Part, capitalised, items},
        content,
        layout::Block,
    },
    Outcome,
    canvas::Canvas,
    target::bare,
};

mod beside;
mod places;

use beside::{add_button, add_field, add_stat};
pub(super) use places::ends;
use places::insert;

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
    let kind = if page(canvas) { Kind::Landing } else { Kind::Chat };
    let mut read = items(&what, kind);
    if read.is_empty() || !pattern!(r"\w").is_match(&what) {
        return Outcome::Refused(format!("I did not understand what to change with \"{}\".", words.trim()));
    }
    let mut done = Vec::new();
    for item in &mut read {
        if let Some(outcome) = add_item(item, &what, &place, &brief, canvas, ids) {
            done.push(outcome);
        }
    }
    if done.is_empty() {
        return Outcome::Refused(format!("I did not understand what to change with \"{}\".", words.trim()));
    }
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
#[expect(clippy::too_many_lines, reason = "a table of words, one after another")]
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
            return add_stat(item, what, &stats, canvas, ids);
        }
    }
    if item.part == Part::Button
        && matches!(place, Place::Usual)
        && let Some(said) = add_button(item, canvas, ids)
    {
        return Some(said);
    }
    let page = page(canvas);
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

/// Whether it is a page of sections from edge to edge.
fn page(canvas: &Canvas) -> bool {
    let sections = ["Hero", "FeatureGrid", "Pricing", "CallToAction", "Footer"];
    canvas
        .inside(None)
        .iter()
        .any(|element| element.component == "Section" || sections.contains(&element.component.as_str()))
        && canvas.elements.iter().any(|element| sections.contains(&element.component.as_str()))
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
        return blocks::within_margins(blocks::section(item, brief), brief);
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
