//! Exports of the drawings in `tests/e2e/wireframes/fixtures` and of hostile ones. How pages look in a
//! browser is held by `tests/e2e/wireframes`.

use std::{fs, path::Path, time::Instant};

use serde_json::{Map, Value, json};

use super::{html, json, parse, png, react, react_file, svg};
use crate::wireframes::{
    components::{Component, Library, builtin},
    element::{Drawing, Element},
};

fn fixtures() -> Vec<Drawing> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/wireframes/fixtures");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| parse(&fs::read_to_string(path).unwrap()).unwrap()).collect()
}

fn element(id: &str, component: &str, [x, y, width, height]: [f64; 4], props: Value) -> Element {
    let Value::Object(props) = props else { unreachable!("an object") };
    let (id, component, order) = (id.to_owned(), component.to_owned(), format!("a{id}"));
    Element { id, component, parent: None, x, y, width, height, order, props }
}

fn drawing(elements: Vec<Element>) -> Drawing {
    Drawing { name: "Trial".to_owned(), width: 800, height: 600, elements }
}

/// Reads a picture back: width, height, and its pixels.
fn pixels(drawing: &Drawing) -> (u32, u32, Vec<[u8; 4]>) {
    let map = resvg::tiny_skia::Pixmap::decode_png(&png(drawing, &Library::default()).unwrap()).unwrap();
    let pixels = map.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]);
    (map.width(), map.height(), pixels.collect())
}

#[test]
fn every_component_can_be_exported_at_any_size() {
    let library = Library::default();
    for component in builtin() {
        for [width, height] in
            [[component.default_width, component.default_height], [3.0, 2.0], [2000.0, 9.0], [20.0, 900.0]]
        {
            let drawing =
                drawing(vec![element("one", &component.name, [0.0, 0.0, width, height], json!({}))]);
            let picture = svg(&drawing, &library);
            assert!(!picture.contains("NaN") && !picture.contains("inf"), "{}", component.name);
            resvg::usvg::Tree::from_str(&picture, &resvg::usvg::Options::default())
                .unwrap_or_else(|error| panic!("{}: {error}", component.name));
            assert!(html(&drawing, &library).contains("data-element=\"one\""), "{}", component.name);
            let files = react(&drawing, &library, Some("wfr_1"));
            assert!(
                files.iter().any(|(_, text)| text.contains("element=\"wfr_1/one\"")),
                "{}",
                component.name
            );
        }
    }
}

#[test]
fn pictures_show_what_was_drawn() {
    let button = element("b", "Button", [100.0, 100.0, 200.0, 40.0], json!({ "text": "" }));
    let (width, height, seen) = pixels(&drawing(vec![button]));
    assert_eq!((width, height), (800, 600));
    let at = |x: usize, y: usize| seen[y * 800 + x];
    assert_eq!(at(50, 50), [255, 255, 255, 255]);
    assert_eq!(at(200, 120), [0x3f, 0x5b, 0xd9, 255]);
    assert_eq!(at(305, 120), [255, 255, 255, 255]);
}

#[test]
fn text_is_painted_with_the_bundled_typeface() {
    let text = |words: &str| {
        pixels(&drawing(vec![element("t", "Text", [0.0, 0.0, 400.0, 40.0], json!({ "text": words }))])).2
    };
    let dark = |seen: &[[u8; 4]]| seen.iter().filter(|pixel| pixel[0] < 128).count();
    assert!(dark(&text("Привет, Ελλάδα, Zażółć")) > 200);
    assert_ne!(text("iiiiiiii"), text("llllllll"));
}

#[test]
fn nothing_is_painted_outside_of_frames() {
    let long = "Donaudampfschifffahrtsgesellschaft ".repeat(40);
    let items = vec![long.clone(); 40];
    for component in builtin() {
        let mut own = Map::new();
        for (name, schema) in component.props_schema["properties"].as_object().unwrap() {
            match (schema["type"].as_str(), schema["enum"].is_array(), name.as_str()) {
                (Some("string"), false, "kind") => {}
                (Some("string"), false, _) => drop(own.insert(name.clone(), long.clone().into())),
                (Some("array"), ..) if schema["items"]["type"] == "string" => {
                    own.insert(name.clone(), items.clone().into());
                }
                _ => {}
            }
        }
        let shadowed = ["Modal", "Drawer", "Menu", "Toast"].contains(&component.name.as_str());
        if shadowed {
            continue;
        }
        let frame = [200.0, 150.0, component.default_width.min(400.0), component.default_height.min(300.0)];
        let (_, _, seen) = pixels(&drawing(vec![element("one", &component.name, frame, Value::Object(own))]));
        for (at, pixel) in seen.iter().enumerate() {
            let (x, y) = ((at % 800) as f64, (at / 800) as f64);
            let near = x >= frame[0] - 4.0
                && x < frame[0] + frame[2] + 4.0
                && y >= frame[1] - 4.0
                && y < frame[1] + frame[3] + 4.0;
            assert!(near || pixel[0] > 250, "{} paints at {x}, {y}", component.name);
        }
    }
}

#[test]
fn what_people_write_stays_text() {
    let evil = "</title><script>alert(1)</script>{{x}}${y}`\"'&<";
    let mut trial = drawing(vec![
        element("a", "Text", [0.0, 0.0, 300.0, 40.0], json!({ "text": evil })),
        element("b", "Input", [0.0, 50.0, 300.0, 68.0], json!({ "label": evil, "placeholder": evil })),
        element("c", "Chart", [0.0, 150.0, 300.0, 200.0], json!({ "labels": [evil] })),
        element("d", "<img onerror=x>", [0.0, 400.0, 300.0, 68.0], json!({})),
    ]);
    trial.name = evil.to_owned();
    let library = Library::default();
    for text in [svg(&trial, &library), html(&trial, &library)] {
        assert!(!text.contains("<script") && !text.contains("<img"), "{text}");
    }
    resvg::usvg::Tree::from_str(&svg(&trial, &library), &resvg::usvg::Options::default())
        .expect("well-formed");
}

#[test]
fn a_project_s_component_is_in_every_export() {
    let library = Library::with(vec![Component {
        name: "Ticket".to_owned(),
        category: "custom".to_owned(),
        description: "A ticket.".to_owned(),
        default_width: 200.0,
        default_height: 80.0,
        container: false,
        props_schema: json!({ "type": "object", "properties": {
            "title": { "type": "string", "default": "Ticket" },
            "items": { "type": "array", "items": { "type": "string" } },
            "paid": { "type": "boolean" } } }),
        template: Some("<h3 style=\"color: #b83a3a; padding-left: 8px\">{{title}}</h3>{{#if paid}}<p>Paid</p>{{else}}<p>Open</p>{{/if}}<ul>{{#each items}}<li class=\"row\">{{this}}</li>{{/each}}</ul>".to_owned()),
    }]);
    let props = json!({ "title": "Row 12", "items": ["Seat 4", "Seat 5"], "paid": true });
    let trial = drawing(vec![element("t", "Ticket", [10.0, 10.0, 200.0, 160.0], props)]);
    for text in [svg(&trial, &library), html(&trial, &library)] {
        assert!(
            ["Row 12", "Paid", "Seat 5"].iter().all(|words| text.contains(words)) && !text.contains("Open"),
            "{text}"
        );
    }
    let files = react(&trial, &library, None);
    let of = |path: &str| {
        files.iter().find(|(at, _)| at == path).map(|(_, text)| text.as_str()).unwrap_or_default()
    };
    let ticket = of("src/components/Ticket.tsx");
    assert!(
        ticket.contains("import { classes, type Frame } from")
            && ticket.contains("items.map((item, index)")
            && ticket.contains("paid ?")
            && ticket.contains("paddingLeft: \"8px\""),
        "{ticket}"
    );
    assert!(of("src/TrialScreen.tsx").contains("title=\"Row 12\""));
}

#[test]
fn what_repeats_is_a_list_of_what_differs() {
    let kanban = fixtures().into_iter().find(|drawing| drawing.name == "Shop").unwrap();
    let files = react(&kanban, &Library::default(), None);
    let screen = &files.iter().find(|(path, _)| path == "src/ShopScreen.tsx").unwrap().1;
    assert!(screen.contains("const productCards: ProductCardProps[] = ["), "{screen}");
    assert_eq!(screen.matches("<ProductCard ").count(), 1);
    let all: String = files.iter().map(|(_, text)| text.as_str()).collect();
    for element in &kanban.elements {
        assert_eq!(all.matches(&format!("\"{}\"", element.id)).count(), 1, "{}", element.id);
    }
}

#[test]
fn every_element_is_in_the_page_once() {
    for drawing in fixtures() {
        let page = html(&drawing, &Library::default());
        for element in &drawing.elements {
            let found = page.matches(&format!("data-element=\"{}\"", element.id)).count();
            assert_eq!(found, 1, "{} in {}", element.id, drawing.name);
        }
    }
}

#[test]
fn what_is_written_is_read_again() {
    for drawing in fixtures() {
        assert_eq!(parse(&json(&drawing)).unwrap(), drawing);
    }
}

#[test]
fn drawings_that_break_promises_do_no_harm() {
    let mut elements: Vec<Element> = (0..400)
        .map(|n| {
            element(&format!("e{n}"), "Box", [f64::from(n % 7), f64::from(n % 5), 300.0, 300.0], json!({}))
        })
        .collect();
    // In itself, in nothing, deeper than anything, far outside.
    elements[1].parent = Some("e1".to_owned());
    elements[2].parent = Some("nowhere".to_owned());
    for (n, element) in elements.iter_mut().enumerate().take(300).skip(100) {
        element.parent = Some(format!("e{}", n - 1));
    }
    elements[3].x = -5_000.0;
    elements[4].width = 90_000.0;
    let (trial, library, started) = (drawing(elements), Library::default(), Instant::now());
    assert!(svg(&trial, &library).ends_with("</svg>\n"));
    assert!(html(&trial, &library).ends_with("</html>\n"));
    assert!(!react(&trial, &library, None).is_empty());
    assert!(png(&trial, &library).is_ok());
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    let huge = Drawing { width: 20_000, height: 20_000, ..drawing(Vec::new()) };
    let picture = resvg::tiny_skia::Pixmap::decode_png(&png(&huge, &library).unwrap()).unwrap();
    assert!(picture.width() <= 4_900 && picture.width() == picture.height());
}

#[test]
fn labels_are_read_with_their_values() {
    let text = |id: &str, x: f64, y: f64, words: &str| {
        element(id, "Text", [x, y, 160.0, 24.0], json!({ "text": words }))
    };
    let trial = drawing(vec![
        text("a", 40.0, 40.0, "Email"),
        text("b", 240.0, 40.0, "Phone"),
        text("c", 40.0, 64.0, "mina@example.com"),
        text("d", 240.0, 64.0, "+44 20 7946 0101"),
    ]);
    let page = html(&trial, &Library::default());
    let places = ["a", "c", "b", "d"].map(|id| page.find(&format!("data-element=\"{id}\"")).unwrap());
    assert!(places.is_sorted(), "{page}");
}

#[test]
fn one_file_says_every_name_once() {
    // Components are called as parts of others are, and the files of a screen have lists of the same things.
    let icons = (0..6).map(|at| {
        element(
            &format!("i{at}"),
            "Icon",
            [40.0 + 60.0 * f64::from(at), 40.0, 24.0, 24.0],
            json!({ "name": "bell" }),
        )
    });
    for drawing in fixtures().into_iter().chain([drawing(icons.collect())]) {
        let file = react_file(&drawing, &Library::default(), None);
        let declared = file.lines().filter_map(|line| {
            let line = line.trim_start_matches("export ").trim_start_matches("default ");
            let rest = ["function ", "const ", "type "].iter().find_map(|word| line.strip_prefix(word))?;
            rest.split(|letter: char| !letter.is_alphanumeric()).next()
        });
        let mut names: Vec<&str> = declared.collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "{}", drawing.name);
    }
}
