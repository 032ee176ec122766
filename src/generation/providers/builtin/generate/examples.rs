//! Examples for a list, so that an app can be tried before it is filled.
//!
//! They are made from the fields, in a fixed order: no chance is involved.

use serde_json::{Value, json};

use super::{
    super::spec::{Collection, Dimension, Field, FieldKind, Insight},
    super::template::js_string,
    super::words,
    collection::title_field,
    set,
};

/// Names that fit nouns; the first list whose words fit is taken.
const NAMES: &[(&[&str], &[&str])] = &[
    (&["habit"], &["Read for 20 minutes", "Morning walk", "Drink water", "Stretch"]),
    (
        &["task", "todo", "to-do", "chore", "ticket", "issue"],
        &["Water the plants", "Reply to Sam", "Book the dentist", "Sort the photos", "Plan the weekend"],
    ),
    (&["plant", "houseplant"], &["Monstera", "Snake plant", "Peace lily", "Pilea"]),
    (&["book", "novel"], &["The Left Hand of Darkness", "Middlemarch", "Piranesi", "The Summer Book"]),
    (&["movie", "film", "show"], &["Spirited Away", "Paddington 2", "Arrival", "Amélie"]),
    (&["recipe", "meal", "dish"], &["Tomato soup", "Banana pancakes", "Lentil curry", "Apple crumble"]),
    (
        &["expense", "purchase", "subscription", "bill"],
        &["Weekly groceries", "Train ticket", "Cinema", "Electricity"],
    ),
    (&["workout", "exercise", "run", "training", "session"], &["Squat", "Bench press", "Deadlift", "Row"]),
    (
        &[
            "contact",
            "client",
            "customer",
            "guest",
            "person",
            "member",
            "employee",
            "student",
            "friend",
            "patient",
            "candidate",
            "lead",
            "kid",
        ],
        &["Alex Moreau", "Priya Nair", "Jonas Weber", "Mina Park"],
    ),
    (&["note", "idea", "entry"], &["A thought to keep", "Things to look up", "Weekend plan"]),
    (&["song", "album", "record", "track"], &["Blue", "Kind of Blue", "Graceland", "Homogenic"]),
    (&["trip", "place", "destination", "city"], &["Lisbon", "Kyoto", "Ljubljana", "Valparaíso"]),
    (&["pet", "animal", "dog", "cat"], &["Biscuit", "Luna", "Pepper"]),
    (&["project", "goal"], &["Website refresh", "Spring clean", "Learn the ukulele"]),
    (
        &["event", "appointment", "meeting", "lesson", "class"],
        &["Team breakfast", "Check-up", "Evening class"],
    ),
    (&["game"], &["Catan", "Azul", "Wingspan", "Carcassonne"]),
    (
        &["item", "product", "part", "tool", "grocery"],
        &["Screws M4", "Wood glue", "Sandpaper", "Paint roller"],
    ),
];

/// Texts that fit labels.
const TEXTS: &[(&[&str], &[&str])] = &[
    (&["author"], &["Ursula K. Le Guin", "George Eliot", "Susanna Clarke", "Tove Jansson"]),
    (
        &["company", "organisation", "client", "customer", "employer"],
        &["Northwind", "Blue Door", "Harbour & Sons", "Papertrail"],
    ),
    (
        &["name", "assignee", "owner", "person", "who", "contact"],
        &["Alex Moreau", "Priya Nair", "Jonas Weber", "Mina Park"],
    ),
    (
        &["room", "location", "place", "where", "shelf", "address"],
        &["Living room", "Kitchen", "Shelf 2", "Balcony"],
    ),
    (&["city", "destination"], &["Lisbon", "Kyoto", "Ljubljana", "Valparaíso"]),
    (&["sku", "code", "number", "isbn", "id"], &["A-1001", "A-1002", "B-2040", "C-0077"]),
    (&["species"], &["Monstera deliciosa", "Dracaena trifasciata", "Spathiphyllum", "Pilea peperomioides"]),
    (&["genre"], &["Science fiction", "Classic", "Fantasy", "Essay"]),
];

/// Adds the examples to the templates' data.
pub(super) fn describe(list: &Collection, data: &mut Value) {
    let one = list.noun.one.to_lowercase();
    let names = NAMES
        .iter()
        .find(|(nouns, _)| nouns.iter().any(|noun| one.split(' ').any(|w| w == *noun)))
        .map(|(_, names)| *names);
    let title = title_field(list).map(|f| f.id.clone());
    let monthly = list
        .insights
        .iter()
        .any(|i| matches!(i, Insight::Chart { by: Dimension::Months | Dimension::Weeks, .. }));
    let count = if list.samples && monthly { 18 } else { names.map_or(4, <[&str]>::len).clamp(3, 5) };
    let made: Vec<Value> = (0..count)
        .map(|at| {
            let mut entries: Vec<String> = list
                .fields
                .iter()
                .filter_map(|f| {
                    let titled = title.as_deref() == Some(f.id.as_str()) && matches!(f.kind, FieldKind::Text);
                    let value = match names {
                        Some(names) if titled => js_string(names[at % names.len()]),
                        _ => value(list, f, at, titled, if monthly { 9 } else { 1 })?,
                    };
                    Some(format!("{}: {value}", f.id))
                })
                .collect();
            if list.extras.daily {
                let days: Vec<String> = (0..7)
                    .filter(|day| (day * 3 + at) % 4 != 3)
                    .map(|day| format!("addDays(today(), -{day})"))
                    .collect();
                entries.push(format!("ticks: [{}]", days.join(", ")));
            }
            json!({"entries": entries.join(", ")})
        })
        .collect();
    let text = serde_json::to_string(&made).unwrap_or_default();
    let dates: Vec<&str> =
        ["addDays", "today"].into_iter().filter(|name| text.contains(&format!("{name}("))).collect();
    set(data, "examplesDates", dates.join(", "));
    set(data, "examplesExtra", list.extras.daily);
    set(data, "examples", made);
}

fn value(list: &Collection, f: &Field, at: usize, title: bool, day_step: usize) -> Option<String> {
    let label = f.label.to_lowercase();
    Some(match &f.kind {
        FieldKind::Text => {
            let texts =
                TEXTS.iter().find(|(keys, _)| keys.iter().any(|key| label.split(' ').any(|w| w == *key)));
            match texts {
                Some((_, texts)) => js_string(texts[at % texts.len()]),
                None if title => js_string(&format!("{} {}", words::capitalised(&list.noun.one), at + 1)),
                None => return None,
            }
        }
        FieldKind::LongText => js_string(
            ["A first impression to come back to.", "Worth another look.", "Went better than expected."]
                [at % 3],
        ),
        FieldKind::Number { min, max, .. } => {
            let (low, step) = scale(&label);
            let value = low + step * ((at * 5) % 7) as f64;
            words::number(value.clamp(min.unwrap_or(0.0), max.unwrap_or(f64::MAX)).round())
        }
        FieldKind::Money { .. } => words::number(
            [24.5, 120.0, 9.99, 61.2, 45.0, 87.4, 33.0][(at * 3) % 7] * if list.samples { 10.0 } else { 1.0 },
        ),
        FieldKind::Date => {
            let days = at * day_step + at % 2;
            let future = ["due", "deadline", "renew", "expir", "start", "event"]
                .iter()
                .any(|word| label.contains(word));
            if future {
                format!("addDays(today(), {})", at * 3 + 1)
            } else if days == 0 {
                "today()".to_owned()
            } else {
                format!("addDays(today(), -{days})")
            }
        }
        FieldKind::Time => js_string(["08:30", "12:00", "18:15"][at % 3]),
        FieldKind::Choice { options } => js_string(options.get(at % options.len().max(1))?),
        FieldKind::Choices { options } => format!("[{}]", js_string(options.get(at % options.len().max(1))?)),
        FieldKind::Tags => format!("[{}]", js_string(["home", "ideas", "soon"][at % 3])),
        FieldKind::Checkbox => if at % 3 == 2 { "true" } else { "false" }.to_owned(),
        FieldKind::Rating { max } => (*max as usize - at % 3).max(1).to_string(),
        FieldKind::Email => js_string(
            ["alex@example.com", "priya@example.com", "jonas@example.com", "mina@example.com"][at % 4],
        ),
        FieldKind::Phone => js_string(["+1 555 0101", "+1 555 0102", "+1 555 0103", "+1 555 0104"][at % 4]),
        FieldKind::Url => js_string("https://example.com"),
        FieldKind::Color => js_string(["#f4a261", "#2a9d8f", "#8ab17d", "#e76f51"][at % 4]),
        FieldKind::Lines { .. } => "[\"First\", \"Second\", \"Third\"]".to_owned(),
        FieldKind::Positions { .. } => {
            format!("[{{ description: \"Design work\", quantity: {}, price: 80 }}]", at + 2)
        }
        FieldKind::Image | FieldKind::Formula { .. } => return None,
    })
}

/// What a measure usually begins at, and by how much it differs.
fn scale(label: &str) -> (f64, f64) {
    let is = |names: &[&str]| names.iter().any(|name| label.contains(name));
    if is(&["year"]) {
        (1998.0, 4.0)
    } else if is(&["steps"]) {
        (4200.0, 1300.0)
    } else if is(&["calorie"]) {
        (1500.0, 140.0)
    } else if is(&["page", "word"]) {
        (180.0, 60.0)
    } else if is(&["sleep"]) {
        (6.0, 0.5)
    } else if is(&["weight", "attendance", "hydration", "percent", "humidity"]) {
        (62.0, 3.0)
    } else if is(&["min", "time", "duration"]) {
        (15.0, 10.0)
    } else if is(&["interval"]) {
        (4.0, 2.0)
    } else {
        (2.0, 3.0)
    }
}
