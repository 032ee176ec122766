//! The pieces that screens are put together from: one component each, of a usual size.

use serde_json::{Value, json};

use crate::generation::providers::builtin::{
    pattern::pattern,
    reading::{Holds, Named},
};

use super::{
    brief::{Item, Shape, capitalised},
    content,
    layout::{Align, Block, GRID, Height, cut},
};

mod items;
mod marketing;

pub(super) use items::{data, from_item, line, titled};
pub(super) use marketing::{hero, section, within_margins};

/// A heading of a level.
pub(super) fn heading(text: &str, level: u8) -> Block {
    let (letter, line) = match level {
        1 => (18.0, 48.0),
        2 => (14.0, 40.0),
        _ => (11.0, 32.0),
    };
    Block { height: lines(text, letter, line), ..Block::leaf("Heading", line) }
        .text_prop("text", text)
        .prop("level", level)
}

/// Words in lines.
pub(super) fn text(words: &str, variant: &str) -> Block {
    // Leads are set larger.
    let (letter, line) = if variant == "lead" { (9.5, 32.0) } else { (7.5, 24.0) };
    let block = Block { height: lines(words, letter, line), ..Block::leaf("Text", line) };
    block.prop("text", cut(words, 1_000)).prop("variant", variant)
}

fn lines(words: &str, letter: f64, line: f64) -> Height {
    Height::Lines { letters: words.chars().count(), letter, line }
}

/// A button as wide as its words.
pub(super) fn button(text: &str, variant: &str) -> Block {
    let width = (text.chars().count() as f64 * 8.5 + 40.0).max(96.0);
    Block::leaf("Button", 40.0)
        .wide((width / 8.0).ceil() * 8.0)
        .text_prop("text", text)
        .prop("variant", variant)
}

/// A button as wide as its place.
pub(super) fn wide_button(text: &str, variant: &str) -> Block {
    Block::leaf("Button", 48.0).text_prop("text", text).prop("variant", variant)
}

/// A link.
pub(super) fn link(text: &str) -> Block {
    let width = ((text.chars().count() as f64 * 8.0 + 16.0) / 8.0).ceil() * 8.0;
    Block::leaf("Link", 24.0).wide(width).text_prop("text", text)
}

/// A card around things, with a heading of its own where there is one.
pub(super) fn card(title: &str, children: Vec<Block>) -> Block {
    let above = if title.is_empty() { 24.0 } else { 64.0 };
    Block::container("Card", children).padding(above, 24.0, 24.0, 24.0).gap(16.0).text_prop("title", title)
}

/// A search field.
pub(super) fn search(about: &str) -> Block {
    let words = if about.is_empty() { "Search".to_owned() } else { format!("Search {about}") };
    Block::leaf("SearchBar", 40.0).text_prop("placeholder", &words)
}

/// What a field is filled in with.
pub(super) fn input(field: &Named) -> Block {
    let label = field.label.as_str();
    let lower = label.to_lowercase();
    let leaf = |component, height| Block::leaf(component, height).text_prop("label", label);
    let plain = |kind: &str, placeholder: &str| {
        leaf("Input", 72.0).prop("kind", kind).text_prop("placeholder", placeholder)
    };
    match &field.holds {
        _ if pattern!(r"\b(?:password|passcode|pin)\b").is_match(&lower) => plain("password", "••••••••"),
        _ if pattern!(r"\b(?:upload|cv|resume|receipt|attachments?|photos?|images?|documents?|files?|picture|certificates?|logo)\b").is_match(&lower) => upload(label),
        _ if pattern!(r"\b(?:switch|toggle)\b|^(?:published|active|enabled|public|visible)\b").is_match(&lower) => {
            switch(&pattern!(r"\s*\b(?:switch|toggle)\b").replace(label, ""), true)
        }
        _ if pattern!(r"\b(?:check ?box|terms|agree|remember me|opt[- ]in|newsletter)\b").is_match(&lower) => checkbox(&lower, label),
        _ if lower.contains("country") => select(label, &["United Kingdom", "Germany", "France", "Japan"].map(str::to_owned)),
        _ if lower.contains("language") => select(label, &["English", "Deutsch", "Français"].map(str::to_owned)),
        _ if pattern!(r"\btime ?zone\b").is_match(&lower) => select(label, &["Europe/London", "Europe/Berlin", "Asia/Tokyo"].map(str::to_owned)),
        _ if pattern!(r"\bplus one\b").is_match(&lower) => Block::leaf("Checkbox", 24.0).text_prop("label", &format!("{label}: I bring someone")),
        Holds::LongText | Holds::Tags if !matches!(field.holds, Holds::Tags) => leaf("TextArea", 136.0),
        Holds::Number(unit) => plain("number", &example_number(&lower)).text_prop("hint", &hint(unit)).tall(if unit.is_empty() { 72.0 } else { 88.0 }),
        Holds::Money(_) => plain("number", "0.00"),
        Holds::Date => leaf("DatePicker", 72.0),
        Holds::Time => plain("time", "19:00"),
        Holds::Choice(options) if options.len() <= 3 && options.iter().all(|option| option.len() < 14) && options.len() > 1 && yes_no(options) => {
            Block::leaf("RadioGroup", 32.0 + options.len() as f64 * 32.0).text_prop("label", label).prop("options", capital(options)).prop("active", 0)
        }
        Holds::Choice(options) => select(label, options),
        Holds::Choices(options) => column_of(label, options),
        Holds::Checkbox => {
            Block::leaf("RadioGroup", 96.0).text_prop("label", label).prop("options", json!(["Yes", "No"])).prop("active", 0)
        }
        Holds::Rating(most) => Block::leaf("Rating", 32.0).wide(200.0).text_prop("label", label).prop("value", 4).prop("max", (*most).clamp(1, 10)),
        Holds::Email => plain("email", "you@example.com"),
        Holds::Phone => plain("tel", "+44 20 7946 0100"),
        Holds::Url => plain("url", "https://"),
        Holds::Image => upload(label),
        _ => plain("text", &placeholder(&lower)),
    }
}

fn yes_no(options: &[String]) -> bool {
    options.iter().any(|option| option.eq_ignore_ascii_case("yes"))
}

fn capital(options: &[String]) -> Value {
    options.iter().take(20).map(|option| Value::from(capitalised(option))).collect()
}

fn hint(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!("In {unit}") }
}

fn example_number(lower: &str) -> String {
    if pattern!(r"\bguests|people|quantity|number of\b").is_match(lower) { "2" } else { "0" }.to_owned()
}

fn placeholder(lower: &str) -> String {
    let known: [(&crate::generation::providers::builtin::pattern::Pattern, &str); 8] = [
        (pattern!(r"\bfirst name\b"), "Mina"),
        (pattern!(r"\blast name|surname\b"), "Park"),
        (pattern!(r"\bcompany name|company|organisation\b"), "Northwind"),
        (pattern!(r"\bname\b"), "Mina Park"),
        (pattern!(r"\baddress|street\b"), "12 Harbour Street"),
        (pattern!(r"\bcity|town\b"), "Leeds"),
        (pattern!(r"\bcard number\b"), "1234 5678 9012 3456"),
        (pattern!(r"\b(?:zip|postcode|post code|postal)\b"), "LS1 4AP"),
    ];
    known
        .iter()
        .find(|(pattern, _)| pattern.is_match(lower))
        .map_or_else(String::new, |(_, words)| (*words).to_owned())
}

/// A choice of one in a list that opens.
pub(super) fn select(label: &str, options: &[String]) -> Block {
    let block = Block::leaf("Select", 72.0).text_prop("label", label).prop("options", capital(options));
    match options.first() {
        Some(_) => block.text_prop("placeholder", "Choose one"),
        None => block.text_prop("placeholder", "Choose"),
    }
}

fn column_of(label: &str, options: &[String]) -> Block {
    let boxes =
        options.iter().map(|option| Block::leaf("Checkbox", 24.0).text_prop("label", &capitalised(option)));
    Block::column(std::iter::once(text(label, "strong")).chain(boxes).collect()).gap(8.0)
}

/// A switch with its label.
pub(super) fn switch(label: &str, on: bool) -> Block {
    Block::leaf("Switch", 32.0).text_prop("label", label).prop("checked", on)
}

fn checkbox(lower: &str, label: &str) -> Block {
    let words = if lower.contains("terms") && label.len() < 18 {
        "I agree to the terms and conditions".to_owned()
    } else if lower.contains("newsletter") && label.len() < 22 {
        "Send me the newsletter".to_owned()
    } else {
        pattern!(r"\s*\bcheck ?box\b").replace(label, "")
    };
    Block::leaf("Checkbox", 24.0).text_prop("label", &words)
}

/// A place to drop files.
pub(super) fn upload(label: &str) -> Block {
    let label = pattern!(r"\s+uploads?$").replace(label, "");
    Block::leaf("FileUpload", 160.0)
        .text_prop("label", &label)
        .text_prop("text", "Drop files here or browse")
        .text_prop("description", "PDF, JPG or PNG, up to 10 MB")
}

/// A figure with its label.
pub(super) fn stat(label: &str) -> Block {
    let (value, change, tone) = content::figure(label);
    Block::leaf("Stat", 120.0)
        .text_prop("label", label)
        .text_prop("value", &value)
        .text_prop("change", &change)
        .prop("tone", tone)
}

/// A chart of something.
pub(super) fn chart(label: &str, shape: Shape, height: f64) -> Block {
    let kind = match shape {
        Shape::Pie => "pie",
        Shape::Bar => "bar",
        Shape::Line => "line",
        Shape::Usual if content::seed(label).is_multiple_of(2) => "bar",
        Shape::Area | Shape::Usual => "area",
    };
    let (labels, values) = content::series(label, kind == "pie");
    Block::leaf("Chart", height)
        .least(height)
        .text_prop("title", label)
        .prop("kind", kind)
        .prop("labels", json!(labels))
        .prop("values", json!(values))
}

/// A table of things with these fields.
pub(super) fn table(title: &str, noun: &str, fields: &[Named], rows: usize) -> Block {
    let fields = &fields[..fields.len().min(12)];
    let columns: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
    let cells: Vec<Vec<String>> = (0..rows)
        .map(|row| {
            fields
                .iter()
                .enumerate()
                .map(|(at, field)| cut(&content::cell(field, row, noun, at == 0), 300))
                .collect()
        })
        .collect();
    let head = if title.is_empty() { 48.0 } else { 88.0 };
    Block::leaf("Table", head + rows as f64 * 48.0)
        .text_prop("title", title)
        .prop("columns", json!(columns))
        .prop("rows", json!(cells))
}

/// A list of names, with a line of detail under each where there are any.
pub(super) fn list(names: &[String], details: &[String], variant: &str) -> Block {
    // A line is 40 px high, and has one more below it.
    let row = if details.is_empty() { 41.0 } else { 64.0 };
    let height = (row * names.len().max(1) as f64 / GRID).ceil() * GRID;
    let block = Block::leaf("List", height)
        .prop("items", json!(names.iter().map(|name| cut(name, 300)).collect::<Vec<_>>()))
        .prop("variant", variant);
    if details.is_empty() { block } else { block.prop("details", json!(details)) }
}

/// A picture of something.
pub(super) fn image(alt: &str, height: f64) -> Block {
    Block::leaf("Image", height).text_prop("alt", alt).prop("variant", "rounded")
}

/// A row whose last thing stands at its end: a title and its actions.
pub(super) fn title_row(title: Block, actions: Vec<Block>) -> Block {
    if actions.is_empty() {
        return title;
    }
    Block::row(std::iter::once(title).chain(actions).collect()).gap(16.0).align(Align::Start)
}

/// The buttons that items ask for; the first is the main one unless others are there.
pub(super) fn buttons(items: &[Item], main: bool) -> Vec<Block> {
    items
        .iter()
        .enumerate()
        .map(|(at, item)| button(&item.label, variant(&item.label, main && at == 0)))
        .collect()
}

/// How a button looks by what it does.
pub(super) fn variant(label: &str, main: bool) -> &'static str {
    if pattern!(r"^(?:delete|remove|cancel subscription|close account)\b").is_match(label) {
        "danger"
    } else if main {
        "primary"
    } else {
        "secondary"
    }
}
