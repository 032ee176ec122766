//! What holds for every drawing, tried with many prompts on several canvases.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde_json::Value;

use super::{
    super::element::{Drawing, Element},
    Sketch, draw,
};

mod revisions;

const PROMPTS: &str = include_str!("tests/prompts.txt");

/// The schemas of what components can be told, by their names; read once, for thousands of drawings ask.
static SCHEMAS: LazyLock<HashMap<String, Value>> = LazyLock::new(|| {
    let catalogue: Value = serde_json::from_str(include_str!("../components/catalogue.json")).unwrap();
    let entries = catalogue.as_array().unwrap().iter();
    entries
        .map(|entry| (entry["name"].as_str().unwrap().to_owned(), entry["propsSchema"]["properties"].clone()))
        .collect()
});

struct Prompt {
    kind: String,
    text: String,
    named: Vec<String>,
}

fn prompts() -> Vec<Prompt> {
    PROMPTS
        .lines()
        .filter(|line| !line.starts_with('#') && line.contains(" :: "))
        .map(|line| {
            let (kind, rest) = line.split_once(" :: ").unwrap();
            let (text, named) = rest.split_once(" =>").unwrap();
            let named = named.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
            Prompt { kind: kind.to_owned(), text: text.to_owned(), named: named.collect() }
        })
        .collect()
}

pub(super) fn counter() -> impl FnMut() -> String {
    let mut next = 0;
    move || {
        next += 1;
        format!("e{next}")
    }
}

fn sketch(prompt: &str, canvas: Option<(u32, u32)>) -> Sketch {
    draw(prompt, canvas, &mut counter())
}

/// All text that elements show, and the components' names.
pub(super) fn words(elements: &[Element]) -> String {
    fn collect(value: &Value, out: &mut String) {
        match value {
            Value::String(text) => {
                out.push_str(text);
                out.push('\n');
            }
            Value::Array(values) => values.iter().for_each(|value| collect(value, out)),
            Value::Object(values) => values.values().for_each(|value| collect(value, out)),
            _ => {}
        }
    }
    let mut out = String::new();
    for element in elements {
        out.push_str(&format!("@{}\n", element.component));
        element.props.values().for_each(|value| collect(value, &mut out));
    }
    out.to_lowercase()
}

/// What is wrong with the frames, props and order of a drawing.
pub(super) fn faults(elements: &[Element], width: u32, height: u32) -> Vec<String> {
    let mut faults = Vec::new();
    let by_id: HashMap<&str, &Element> = elements.iter().map(|e| (e.id.as_str(), e)).collect();
    if by_id.len() != elements.len() {
        faults.push("an identity is used twice".to_owned());
    }
    let grid = width.is_multiple_of(8);
    let mut seen: HashSet<&str> = HashSet::new();
    let mut siblings: HashMap<Option<&str>, Vec<&Element>> = HashMap::new();
    for element in elements {
        let name = format!("{} {} {:?}", element.component, element.id, element.props.values().next());
        let parent = element.parent.as_deref();
        if parent.is_some_and(|parent| !seen.contains(parent)) {
            faults.push(format!("{name} comes before what it is in"));
        }
        seen.insert(&element.id);
        let (w, h) = parent.map_or((f64::from(width), f64::from(height)), |parent| {
            by_id.get(parent).map_or((0.0, 0.0), |parent| (parent.width, parent.height))
        });
        if element.x < 0.0
            || element.y < 0.0
            || element.x + element.width > w
            || element.y + element.height > h
        {
            faults.push(format!(
                "{name} leaves what it is in: {} {} {} {} in {w} {h}",
                element.x, element.y, element.width, element.height
            ));
        }
        let lengths = if grid {
            vec![element.x, element.y, element.width, element.height]
        } else {
            vec![element.y, element.height]
        };
        if lengths.iter().any(|length| length % 8.0 != 0.0)
            || element.x.fract() != 0.0
            || element.width.fract() != 0.0
        {
            faults.push(format!(
                "{name} is off the grid: {} {} {} {}",
                element.x, element.y, element.width, element.height
            ));
        }
        if element.width < 24.0 || element.height < 16.0 {
            faults.push(format!("{name} is too small: {} {}", element.width, element.height));
        }
        siblings.entry(parent).or_default().push(element);
    }
    for group in siblings.values() {
        for (at, a) in group.iter().enumerate() {
            if group[..at].iter().any(|b| b.order >= a.order) {
                faults.push(format!("{} {} is out of order", a.component, a.id));
            }
            for b in &group[..at] {
                let apart = a.x + a.width <= b.x
                    || b.x + b.width <= a.x
                    || a.y + a.height <= b.y
                    || b.y + b.height <= a.y;
                if !apart {
                    faults.push(format!(
                        "{} {} {:?} overlaps {} {} {:?}",
                        a.component,
                        a.id,
                        a.props.values().next(),
                        b.component,
                        b.id,
                        b.props.values().next()
                    ));
                }
            }
        }
    }
    faults.extend(elements.iter().flat_map(prop_faults));
    faults
}

/// Props that the catalogue does not allow.
fn prop_faults(element: &Element) -> Vec<String> {
    let Some(described) = SCHEMAS.get(&element.component) else {
        return vec![format!("{} is not a component", element.component)];
    };
    element
        .props
        .iter()
        .filter_map(|(name, value)| {
            let schema = &described[name];
            if schema.is_null() {
                return Some(format!("{} has no prop {name}", element.component));
            }
            (!allowed(value, schema)).then(|| format!("{}.{name} may not be {value}", element.component))
        })
        .collect()
}

fn allowed(value: &Value, schema: &Value) -> bool {
    let kind = match schema["type"].as_str() {
        Some("string") => value.as_str().is_some_and(|text| {
            schema["maxLength"].as_u64().is_none_or(|most| text.chars().count() as u64 <= most)
                && schema["enum"].as_array().is_none_or(|all| all.contains(value))
        }),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.as_array().is_some_and(|values| {
            schema["maxItems"].as_u64().is_none_or(|most| values.len() as u64 <= most)
                && values.iter().all(|value| allowed(value, &schema["items"]))
        }),
        Some("object") => value.as_object().is_some_and(|values| {
            values.iter().all(|(name, value)| {
                let inner = &schema["properties"][name];
                !inner.is_null() && allowed(value, inner)
            })
        }),
        _ => true,
    };
    let number = value.as_f64();
    kind && schema["minimum"].as_f64().is_none_or(|least| number.is_none_or(|n| n >= least))
        && schema["maximum"].as_f64().is_none_or(|most| number.is_none_or(|n| n <= most))
}

#[test]
fn every_drawing_keeps_the_rules() {
    let canvases = [None, Some((390, 844)), Some((768, 1_024)), Some((1_280, 800))];
    let mut faulty = Vec::new();
    for prompt in prompts() {
        for canvas in canvases {
            let made = sketch(&prompt.text, canvas);
            assert!(!made.said.is_empty() && !made.name.is_empty());
            let faults = faults(&made.elements, made.width, made.height);
            if !faults.is_empty() {
                faulty.push(format!(
                    "{} {canvas:?}\n    {}",
                    prompt.text,
                    faults[..faults.len().min(4)].join("\n    ")
                ));
            }
            // The canvas is as tall as what is on it.
            let bottom = made
                .elements
                .iter()
                .filter(|e| e.parent.is_none())
                .map(|e| e.y + e.height)
                .fold(0.0, f64::max);
            assert!(
                f64::from(made.height)
                    <= (bottom + 160.0).max(1_040.0).max(f64::from(canvas.map_or(0, |c| c.1))),
                "{}: {} {bottom}",
                prompt.text,
                made.height
            );
        }
    }
    assert!(faulty.is_empty(), "{} drawings with faults:\n{}", faulty.len(), faulty.join("\n"));
}

#[test]
fn what_is_named_is_drawn() {
    let mut missing = Vec::new();
    for prompt in prompts() {
        for canvas in [None, Some((390, 844))] {
            let made = sketch(&prompt.text, canvas);
            let words = words(&made.elements);
            let lost: Vec<&String> =
                prompt.named.iter().filter(|name| !words.contains(&name.to_lowercase())).collect();
            // On a phone, bars are folded, and a row of a table is a card that its name heads.
            let folded = |name: &str| {
                matches!(name, "@Sidebar" | "@Table")
                    || name == "Name" && prompt.kind == "table"
                    || prompt.text.contains("navbar (")
            };
            let lost: Vec<_> = lost.into_iter().filter(|name| made.width > 390 || !folded(name)).collect();
            if !lost.is_empty() {
                missing.push(format!("{} {canvas:?}: {lost:?}", prompt.text));
            }
        }
    }
    assert!(missing.is_empty(), "{} without what they name:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn the_kind_of_screen_is_understood() {
    let wrong: Vec<String> = prompts()
        .iter()
        .filter_map(|prompt| {
            let kind = super::brief::Brief::read(&prompt.text).kind;
            let found = format!("{kind:?}").to_lowercase();
            (found != prompt.kind.replace('-', ""))
                .then(|| format!("{}: {found} instead of {}", prompt.text, prompt.kind))
        })
        .collect();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_same_words_give_the_same_drawing() {
    for prompt in prompts() {
        assert_eq!(sketch(&prompt.text, None), sketch(&prompt.text, None));
    }
}

#[test]
fn hostile_prompts_are_drawn_all_the_same() {
    let long = "a table with ".repeat(400);
    let names = format!(
        "dashboard with {}",
        (0..300).map(|at| format!("figure {at}")).collect::<Vec<_>>().join(", ")
    );
    for prompt in [
        "",
        "   ",
        "\"",
        "((((",
        ")))",
        ": :: ,,, ;;",
        "with with with and and",
        "🙂🙂🙂",
        "日本語の画面",
        "form with ,,,",
        &long,
        &names,
    ] {
        let made = sketch(prompt, None);
        assert_eq!(
            faults(&made.elements, made.width, made.height),
            Vec::<String>::new(),
            "{}",
            &prompt[..prompt.len().min(40)]
        );
        assert!(made.elements.len() < 1_000);
    }
}

#[test]
#[ignore = "writes drawings for people to look at"]
fn drawings_to_look_at() {
    let folder = std::env::var("SKETCHES").unwrap_or_else(|_| "/tmp/sketches".to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    for (at, prompt) in prompts().iter().enumerate() {
        let made = sketch(&prompt.text, None);
        let drawing =
            Drawing { name: made.name, width: made.width, height: made.height, elements: made.elements };
        std::fs::write(
            format!("{folder}/{at:03}-{}.json", prompt.kind),
            serde_json::to_string(&drawing).unwrap(),
        )
        .unwrap();
    }
}
