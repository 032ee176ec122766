//! The library holds what it promises: every component can be drawn, says what its props are, and
//! shows them; templates and props of projects are checked.

use serde_json::{Map, Value, json};

use super::{
    Component, Library, builtin, check, check_component, check_template, complete,
    expand::{Node, expand},
    find, look, schema, suggest,
    suggest::icon_for,
    with_defaults,
};
use crate::wireframes::element::Element;

fn props(value: Value) -> Map<String, Value> {
    let Value::Object(map) = value else { unreachable!("an object") };
    map
}

fn words(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out += text,
            Node::Tag { attributes, children, .. } => {
                let told = ["placeholder", "value", "aria-label", "title"];
                attributes
                    .iter()
                    .filter(|(name, _)| told.contains(&name.as_str()))
                    .for_each(|(_, value)| out += value);
                out += &words(children);
            }
        }
    }
    out
}

fn custom(template: &str) -> Component {
    Component {
        name: "Ticket".to_owned(),
        category: "custom".to_owned(),
        description: String::new(),
        default_width: 200.0,
        default_height: 80.0,
        container: false,
        props_schema: json!({ "type": "object", "properties": {
            "title": { "type": "string", "maxLength": 40 },
            "items": { "type": "array", "items": { "type": "string" } },
            "color": { "type": "string" },
        }, "additionalProperties": false }),
        template: Some(template.to_owned()),
    }
}

#[test]
fn the_catalogue_is_whole() {
    assert!(builtin().len() >= 60, "{}", builtin().len());
    for component in builtin() {
        let name = &component.name;
        schema::check_schema(&component.props_schema).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        let template = look(name).unwrap_or_else(|| panic!("{name} has no look"));
        let complete = complete(component, &Map::new());
        check(component, &complete).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        let nodes = expand(template, &complete);
        assert!(matches!(&nodes[..], [Node::Tag { .. }]), "{name} is not one tag");
        assert!(
            !component.description.is_empty()
                && component.default_width > 0.0
                && component.default_height > 0.0
        );
        let known = super::described(&component.props_schema);
        let unknown: Vec<&str> =
            template.names().into_iter().filter(|asked| !known.contains(asked)).collect();
        assert!(unknown.is_empty(), "{name} asks for {unknown:?}");
    }
}

#[test]
fn what_a_text_prop_says_is_shown() {
    // What is drawn as a picture, chosen from a list, or replaced by another prop.
    let pictured = ["Chart", "Icon", "Carousel", "Select", "Modal"];
    for component in builtin().iter().filter(|component| !pictured.contains(&component.name.as_str())) {
        let shown = ["text", "title", "label", "brand", "description", "action", "placeholder", "price"];
        let described = component.props_schema["properties"].as_object().unwrap();
        let said = |name: &str| described[name]["type"] == "string" && shown.contains(&name);
        let mut own: Map<String, Value> = described
            .keys()
            .filter(|name| said(name))
            .map(|name| (name.clone(), format!("Quokka {name}").into()))
            .collect();
        if component.name == "Avatar" {
            // Its description stands beside the name, which is not always shown.
            own.insert("label".to_owned(), true.into());
        }
        let nodes = expand(look(&component.name).unwrap(), &complete(component, &own));
        let read = words(&nodes);
        for name in own.keys().filter(|name| said(name)) {
            assert!(read.contains(&format!("Quokka {name}")), "{} does not show {name}", component.name);
        }
    }
}

#[test]
fn props_that_do_not_fit_are_refused_by_name() {
    let refused = |component: &str, own: Value| {
        let problem = check(find(component).unwrap(), &props(own)).expect_err("refused");
        format!("{problem}")
    };
    assert!(refused("Button", json!({ "text": 5 })).starts_with("text: must be of type string"));
    assert!(refused("Button", json!({ "variant": "huge" })).contains("must be one of \"primary\""));
    assert!(refused("Button", json!({ "colour": "red" })).starts_with("colour: is unknown"));
    assert!(refused("Heading", json!({ "level": 7 })).starts_with("level: must not be more than 6"));
    assert!(refused("Heading", json!({ "level": 1.5 })).contains("integer"));
    assert!(refused("Navbar", json!({ "items": ["a", 1] })).starts_with("items[1]: must be of type string"));
    assert!(refused("Table", json!({ "rows": [["a"], "b"] })).starts_with("rows[1]: must be of type array"));
    assert!(
        refused("Pricing", json!({ "items": [{ "cost": "1" }] })).starts_with("items[0].cost: is unknown")
    );
    assert!(refused("Button", json!({ "text": "a".repeat(301) })).contains("at most 300 characters"));
    assert!(refused("Tabs", json!({ "items": vec!["a"; 61] })).contains("at most 60 entries"));
    check(find("Table").unwrap(), &props(json!({ "columns": ["a"], "rows": [["1"], []] }))).expect("fits");
}

#[test]
fn defaults_fill_what_is_left_out_and_nothing_else() {
    let button = find("Button").unwrap();
    let all = with_defaults(button, &props(json!({ "text": "Save" })));
    assert_eq!((&all["text"], &all["variant"]), (&json!("Save"), &json!("primary")));
    let sidebar = complete(find("Sidebar").unwrap(), &props(json!({ "items": ["Orders", "Team", "Zzz"] })));
    assert_eq!(sidebar["icons"], json!(["cart", "users", "file"]));
    let grid = complete(find("FeatureGrid").unwrap(), &props(json!({ "items": [{ "title": "Quick" }] })));
    assert_eq!(grid["items"][0]["description"], json!(""));
}

#[test]
fn schemas_that_promise_more_than_is_held_are_refused() {
    let refused = |schema: Value| schema::check_schema(&schema).expect_err("refused").to_string();
    assert!(refused(json!({ "type": "string" })).contains("“type”: “object”"));
    let within = |schema: Value| json!({ "type": "object", "properties": { "a": schema } });
    assert!(
        refused(within(json!({ "type": "string", "pattern": "x" }))).contains("“pattern” is not supported")
    );
    assert!(refused(within(json!({ "$ref": "#/x" }))).contains("“$ref” is not supported"));
    assert!(refused(within(json!({ "type": "text" }))).contains("“type” has a value"));
    assert!(refused(within(json!({ "type": "string", "default": 3 }))).contains("its default does not fit"));
    let mut deep = json!({ "type": "string" });
    for _ in 0..9 {
        deep = json!({ "type": "array", "items": deep });
    }
    assert!(refused(within(deep)).contains("levels deep"));
}

#[test]
fn templates_consist_of_what_is_allowed() {
    for bad in [
        "<script>alert(1)</script>",
        "<div onclick=\"x()\">a</div>",
        "<a href=\"javascript:alert(1)\">a</a>",
        "<a href=\"{{title}}\">a</a>",
        "<img src=\"https://evil.example/x.png\">",
        "<img src=\"data:image/svg+xml;base64,AAAA\">",
        "<img src=\"{{title}}\">",
        "<div style=\"background: URL(https://evil.example)\">a</div>",
        "<div style=\"width: expr\\65ssion(1)\">a</div>",
        "<div style=\"position: fixed\">a</div>",
        "<iframe></iframe>",
        "<svg><path/></svg>",
        "<input type=\"file\">",
        "<div><p>a</div>",
        "<div",
        "{{#each items}}a",
        "{{/if}}",
        "{{#with a}}{{/with}}",
        "{{title|shout}}",
        "a < b",
        "",
    ] {
        assert!(check_template(bad).is_err(), "{bad}");
    }
    let nested = format!("{}a{}", "<b>".repeat(40), "</b>".repeat(40));
    assert!(check_template(&nested).unwrap_err().message.contains("nested"));
    let problem = check_template("<div>\n<p onload=\"x\">a</p></div>").unwrap_err();
    assert_eq!((problem.line, problem.message.contains("onload")), (2, true));
    check_template("<p class=\"a\" style=\"color: {{color}}\">{{title}}</p><img alt=\"x\" src=\"data:image/png;base64,AAAA\">")
        .expect("allowed");
}

#[test]
fn what_is_filled_in_stays_text() {
    let component = custom(
        "<p style=\"color:{{color}};width:10px\">{{title}}{{#each items}}<b>{{this}} {{@number}}</b>{{/each}}</p>",
    );
    check_component(&component).expect("fits");
    let library = Library::with(vec![component.clone()]);
    let own = props(json!({ "title": "<b>", "items": ["x", "y"], "color": "red;background:url(//evil)" }));
    let nodes = expand(library.template("Ticket").unwrap(), &complete(&component, &own));
    let [node @ Node::Tag { children, .. }] = &nodes[..] else { unreachable!("one tag") };
    assert_eq!(node.attribute("style"), Some("color:redbackgroundurlevil;width:10px"));
    assert_eq!(children[0], Node::Text("<b>".to_owned()));
    assert_eq!(words(&nodes), "<b>x 1y 2");
}

#[test]
fn a_component_asks_only_for_what_it_describes() {
    let field = |component: Component| check_component(&component).map_err(|problem| problem.field);
    assert_eq!(field(custom("<p>{{subtitle}}</p>")), Err("template"));
    assert_eq!(field(Component { name: "Button".to_owned(), ..custom("<p>a</p>") }), Err("name"));
    assert_eq!(field(Component { name: "my ticket".to_owned(), ..custom("<p>a</p>") }), Err("name"));
    assert_eq!(field(Component { default_width: f64::NAN, ..custom("<p>a</p>") }), Err("defaultWidth"));
    assert_eq!(field(custom("<p>{{title}}</p>")), Ok(()));
}

#[test]
fn repetition_is_bounded() {
    let list = vec!["x"; 60];
    let three = "{{#each items}}{{#each items}}{{#each items}}<b>{{this}}</b>{{/each}}{{/each}}{{/each}}";
    let component = custom(&format!("<p>{three}</p>"));
    check_component(&component).expect("three lists are allowed");
    let library = Library::with(vec![component.clone()]);
    let nodes =
        expand(library.template("Ticket").unwrap(), &complete(&component, &props(json!({ "items": list }))));
    assert!(count(&nodes) <= 4_001, "{}", count(&nodes));
    assert!(check_template(&format!("{{{{#each items}}}}{three}{{{{/each}}}}")).is_err());
}

#[test]
fn suggestions_fit_the_words() {
    let first = |words: &str| {
        suggest(words, &[], builtin()).first().map(|found| found.component.clone()).unwrap_or_default()
    };
    for (words, wanted) in [
        ("a search field", "SearchBar"),
        ("let people pick a date", "DatePicker"),
        ("bar chart of sales", "Chart"),
        ("toggle for notifications", "Switch"),
        ("what customers say", "Testimonial"),
        ("a dialog that asks for confirmation", "Modal"),
        ("plans and prices", "Pricing"),
        ("upload a photo", "FileUpload"),
        ("navigation at the top", "Navbar"),
        ("rows and columns of orders", "Table"),
        ("questions people ask", "Faq"),
        ("loading wheel", "Spinner"),
    ] {
        assert_eq!(first(words), wanted, "{words}");
    }
    assert!(suggest("qwertz", &[], builtin()).is_empty());
    assert!(!suggest("", &[], builtin()).is_empty());
}

#[test]
fn suggestions_complete_a_selection() {
    let element = |component: &str| Element {
        id: component.to_owned(),
        component: component.to_owned(),
        parent: None,
        x: 0.0,
        y: 0.0,
        width: 1.0,
        height: 1.0,
        order: "a".to_owned(),
        props: Map::new(),
    };
    let near = [element("Table"), element("SearchBar")];
    let found: Vec<String> = suggest("", &near, builtin()).into_iter().map(|found| found.component).collect();
    assert!(found.contains(&"Pagination".to_owned()) && !found.contains(&"Table".to_owned()), "{found:?}");
    assert_eq!(suggest("", &near, builtin()), suggest("", &near, builtin()));
}

#[test]
fn icons_follow_words() {
    assert_eq!(
        ["Customers", "Sign out", "Reports", "…"].map(icon_for),
        ["users", "log-out", "chart", "file"]
    );
}

fn count(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| if let Node::Tag { children, .. } = node { 1 + count(children) } else { 1 }).sum()
}

/// The canvas fills in templates too, in the browser, and is held to the same cases.
#[test]
fn templates_come_to_what_the_cases_say() {
    fn shown(node: &Node) -> Value {
        match node {
            Node::Text(text) => Value::from(text.as_str()),
            Node::Tag { name, attributes, children } => {
                let attributes: Map<String, Value> = attributes
                    .iter()
                    .map(|(name, value)| (name.clone(), Value::from(value.as_str())))
                    .collect();
                let start = [Value::from(name.as_str()), Value::Object(attributes)];
                start.into_iter().chain(children.iter().map(shown)).collect()
            }
        }
    }
    let cases: Vec<Value> = serde_json::from_str(include_str!("template/cases.json")).unwrap();
    for case in cases {
        let template = super::template::parse(case["template"].as_str().unwrap()).unwrap();
        let tree: Value = expand(&template, case["props"].as_object().unwrap()).iter().map(shown).collect();
        assert_eq!(tree, case["tree"], "{}", case["template"]);
    }
}
