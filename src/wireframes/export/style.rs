//! What a tag looks like: the part of CSS that `look.css` and the `style` attributes of templates
//! use, computed for one tag from its classes and from what it inherits.

use std::{collections::HashMap, sync::LazyLock};

use taffy::prelude::{
    AlignContent, AlignItems, Dimension, Display, FlexDirection, FlexWrap, LengthPercentage,
    LengthPercentageAuto, Position, Style, TaffyAuto, TaffyZero,
};

use super::font::Face;

/// The stylesheet of the exports, as browsers get it.
pub const LOOK: &str = include_str!("../components/looks/look.css");

/// How text is set. Inherited.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub face: Face,
    pub size: f32,
    /// From one baseline to the next, in pixels.
    pub line: f32,
    pub spacing: f32,
    pub color: String,
    pub align: Align,
    pub wrap: Wrap,
}

/// Where text stands in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Center,
    Right,
}

/// How text is broken into lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// Where words end.
    Words,
    /// Not at all.
    Never,
    /// Where it says so.
    Pre,
}

/// A side of a box.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    pub width: f32,
    pub color: String,
    pub dashed: bool,
}

/// What a tag looks like.
#[derive(Clone, Debug)]
pub struct Look {
    pub layout: Style,
    pub words: Words,
    pub background: Option<String>,
    /// Top, right, bottom, left.
    pub edges: [Option<Edge>; 4],
    /// In pixels; half the shorter side at most.
    pub radius: f32,
    /// Offset, spread in pixels, and how dark.
    pub shadow: Option<(f32, f32, f32, f32)>,
    pub clips: bool,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            face: Face::Regular,
            size: 14.0,
            line: 20.0,
            spacing: 0.0,
            color: value_of("var(--ink)").to_owned(),
            align: Align::Left,
            wrap: Wrap::Words,
        }
    }
}

struct Rule {
    classes: Vec<&'static str>,
    checked: bool,
    declarations: Vec<(&'static str, &'static str)>,
}

struct Sheet {
    rules: Vec<Rule>,
    /// Which rules end in a class.
    by_class: HashMap<&'static str, Vec<usize>>,
    variables: HashMap<&'static str, &'static str>,
}

static SHEET: LazyLock<Sheet> = LazyLock::new(|| read(LOOK));

fn read(css: &'static str) -> Sheet {
    let mut sheet = Sheet { rules: Vec::new(), by_class: HashMap::new(), variables: HashMap::new() };
    for (selector, declarations) in css.split('}').filter_map(|rule| rule.split_once('{')) {
        let selector = selector.rsplit("*/").next().unwrap_or_default().trim();
        let declarations: Vec<_> = declared(declarations).collect();
        if selector == ":root" {
            sheet.variables.extend(declarations);
            continue;
        }
        let checked = selector.ends_with(":checked");
        let classes: Vec<&str> =
            selector.trim_end_matches(":checked").split('.').filter(|class| !class.is_empty()).collect();
        if let Some(first) = classes.first() {
            sheet.by_class.entry(first).or_default().push(sheet.rules.len());
        }
        sheet.rules.push(Rule { classes, checked, declarations });
    }
    sheet
}

/// The declarations of a block or of a `style` attribute.
fn declared(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(';').filter_map(|one| one.split_once(':')).map(|(name, value)| (name.trim(), value.trim()))
}

/// What a variable stands for, or the value itself.
fn value_of(value: &str) -> &str {
    let variable = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')'));
    variable.and_then(|name| SHEET.variables.get(name.trim()).copied()).unwrap_or(value)
}

/// The colour behind one of the names in `look.css`, such as `--accent`.
pub fn color(name: &str) -> &'static str {
    SHEET.variables.get(name).copied().unwrap_or("#000000")
}

/// Computes what a tag looks like.
pub fn look(name: &str, classes: &str, checked: bool, inline: Option<&str>, above: &Words) -> Look {
    let mut look = Look {
        layout: Style {
            display: Display::Block,
            min_size: taffy::Size { width: LengthPercentageAuto::ZERO, height: LengthPercentageAuto::AUTO },
            ..Style::default()
        },
        words: above.clone(),
        background: None,
        edges: [None, None, None, None],
        radius: 0.0,
        shadow: None,
        clips: false,
    };
    tag_defaults(name, &mut look);
    let mut rules: Vec<usize> = Vec::new();
    for class in classes.split_ascii_whitespace() {
        rules.extend(SHEET.by_class.get(class).into_iter().flatten());
    }
    rules.sort_unstable();
    let has = |class: &&str| classes.split_ascii_whitespace().any(|own| own == *class);
    for rule in rules.into_iter().map(|rule| &SHEET.rules[rule]) {
        if (!rule.checked || checked) && (rule.classes.len() == 1 || rule.classes.iter().all(has)) {
            rule.declarations.iter().for_each(|(name, value)| set(&mut look, name, value_of(value)));
        }
    }
    for (name, value) in inline.into_iter().flat_map(declared) {
        set(&mut look, name, value_of(value));
    }
    look
}

/// What browsers do for a tag without being told, as far as `base.css` leaves it.
fn tag_defaults(name: &str, look: &mut Look) {
    match name {
        "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => look.words.face = Face::SemiBold,
        "tr" => look.layout.display = Display::Flex,
        "td" => look.layout.flex_grow = 1.0,
        "pre" | "code" => {
            look.words.face = Face::Mono;
            if name == "pre" {
                look.words.wrap = Wrap::Pre;
            }
        }
        _ => {}
    }
}

fn set(look: &mut Look, name: &str, value: &str) {
    match name {
        "display" | "position" | "flex-direction" | "flex-wrap" | "align-items" | "align-self"
        | "align-content" | "justify-content" => keyword(&mut look.layout, name, value),
        "flex" | "flex-grow" | "flex-shrink" | "gap" | "aspect-ratio" => {
            flexing(&mut look.layout, name, value)
        }
        "background" | "background-color" => {
            look.background = (!matches!(value, "none" | "transparent")).then(|| value.to_owned());
        }
        "border" | "border-top" | "border-right" | "border-bottom" | "border-left" => {
            border(look, name, value)
        }
        "border-radius" => look.radius = if value.ends_with('%') { f32::MAX } else { pixels(value) },
        "box-shadow" => look.shadow = shadow(value),
        "overflow" => look.clips = value != "visible",
        _ if words(&mut look.words, name, value) => {}
        _ => sizing(&mut look.layout, name, value),
    }
}

fn keyword(layout: &mut Style, name: &str, value: &str) {
    let content = |value: &str| match value {
        "center" => Some(AlignContent::CENTER),
        "flex-end" | "end" => Some(AlignContent::FLEX_END),
        "flex-start" | "start" => Some(AlignContent::FLEX_START),
        "space-between" => Some(AlignContent::SPACE_BETWEEN),
        "space-around" => Some(AlignContent::SPACE_AROUND),
        "space-evenly" => Some(AlignContent::SPACE_EVENLY),
        "stretch" => Some(AlignContent::STRETCH),
        _ => None,
    };
    let items = |value: &str| match value {
        "center" => Some(AlignItems::CENTER),
        "flex-end" | "end" => Some(AlignItems::FLEX_END),
        "flex-start" | "start" => Some(AlignItems::FLEX_START),
        "baseline" => Some(AlignItems::BASELINE),
        "stretch" => Some(AlignItems::STRETCH),
        _ => None,
    };
    match (name, value) {
        ("display", "flex" | "inline-flex") => layout.display = Display::Flex,
        ("display", "none") => layout.display = Display::None,
        ("display", _) => layout.display = Display::Block,
        ("position", "absolute") => layout.position = Position::Absolute,
        ("position", _) => layout.position = Position::Relative,
        ("flex-direction", "column") => layout.flex_direction = FlexDirection::Column,
        ("flex-direction", "row-reverse") => layout.flex_direction = FlexDirection::RowReverse,
        ("flex-direction", _) => layout.flex_direction = FlexDirection::Row,
        ("flex-wrap", "wrap") => layout.flex_wrap = FlexWrap::Wrap,
        ("flex-wrap", _) => layout.flex_wrap = FlexWrap::NoWrap,
        ("align-items", _) => layout.align_items = items(value).unwrap_or(layout.align_items),
        ("align-self", _) => layout.align_self = items(value),
        ("align-content", _) => layout.align_content = content(value).unwrap_or(layout.align_content),
        _ => layout.justify_content = content(value).unwrap_or(layout.justify_content),
    }
}

fn flexing(layout: &mut Style, name: &str, value: &str) {
    let number = |text: &str| text.parse::<f32>().unwrap_or(0.0).clamp(0.0, 10_000.0);
    match name {
        "flex" => {
            let parts: Vec<&str> = value.split_ascii_whitespace().collect();
            layout.flex_grow = parts.first().map_or(0.0, |grow| number(grow));
            layout.flex_shrink = parts.get(1).map_or(1.0, |shrink| number(shrink));
            layout.flex_basis = match parts.get(2) {
                None => Dimension::length(0.0),
                Some(basis) => dimension(basis),
            };
        }
        "flex-grow" => layout.flex_grow = number(value),
        "flex-shrink" => layout.flex_shrink = number(value),
        "gap" => {
            let mut parts = value.split_ascii_whitespace().map(|part| LengthPercentage::length(pixels(part)));
            let row = parts.next().unwrap_or(LengthPercentage::ZERO);
            layout.gap = taffy::Size { width: parts.next().unwrap_or(row), height: row };
        }
        _ => layout.aspect_ratio = value.parse().ok().filter(|ratio: &f32| *ratio > 0.0),
    }
}

fn sizing(layout: &mut Style, name: &str, value: &str) {
    match name {
        "width" => layout.size.width = dimension(value),
        "height" => layout.size.height = dimension(value),
        "min-width" => layout.min_size.width = side(value),
        "min-height" => layout.min_size.height = side(value),
        "max-width" => layout.max_size.width = side(value),
        "max-height" => layout.max_size.height = side(value),
        "top" => layout.inset.top = side(value),
        "right" => layout.inset.right = side(value),
        "bottom" => layout.inset.bottom = side(value),
        "left" => layout.inset.left = side(value),
        "padding" => {
            let [top, right, bottom, left] = four(value);
            layout.padding =
                taffy::Rect { top: pad(top), right: pad(right), bottom: pad(bottom), left: pad(left) };
        }
        "padding-top" => layout.padding.top = pad(value),
        "padding-right" => layout.padding.right = pad(value),
        "padding-bottom" => layout.padding.bottom = pad(value),
        "padding-left" => layout.padding.left = pad(value),
        "margin" => {
            let [top, right, bottom, left] = four(value);
            layout.margin =
                taffy::Rect { top: side(top), right: side(right), bottom: side(bottom), left: side(left) };
        }
        "margin-top" => layout.margin.top = side(value),
        "margin-right" => layout.margin.right = side(value),
        "margin-bottom" => layout.margin.bottom = side(value),
        "margin-left" => layout.margin.left = side(value),
        _ => {}
    }
}

/// Sets what text inherits, if that is what the property is about.
fn words(words: &mut Words, name: &str, value: &str) -> bool {
    match name {
        "color" if value != "inherit" => value.clone_into(&mut words.color),
        "color" => {}
        "font-size" => words.size = pixels(value).clamp(4.0, 200.0),
        "line-height" => {
            words.line = match value.parse::<f32>() {
                Ok(times) => times * words.size,
                Err(_) => pixels(value),
            }
            .clamp(4.0, 400.0);
        }
        "font-weight" if words.face != Face::Mono => {
            let heavy = value == "bold" || value.parse::<u32>().is_ok_and(|weight| weight >= 550);
            words.face = if heavy { Face::SemiBold } else { Face::Regular };
        }
        "font-family" if value.contains("monospace") => words.face = Face::Mono,
        "letter-spacing" => words.spacing = pixels(value).clamp(-5.0, 20.0),
        "text-align" => {
            words.align = match value {
                "center" => Align::Center,
                "right" | "end" => Align::Right,
                _ => Align::Left,
            }
        }
        "white-space" => {
            words.wrap = match value {
                "nowrap" => Wrap::Never,
                "pre" | "pre-wrap" => Wrap::Pre,
                _ => Wrap::Words,
            }
        }
        _ => return false,
    }
    true
}

fn border(look: &mut Look, name: &str, value: &str) {
    let mut edge = Edge { width: 0.0, color: look.words.color.clone(), dashed: false };
    for part in value.split_ascii_whitespace() {
        match part {
            "none" => edge.width = 0.0,
            "solid" => {}
            "dashed" | "dotted" => edge.dashed = true,
            _ if part.ends_with("px") || part == "0" => edge.width = pixels(part).clamp(0.0, 64.0),
            _ => value_of(part).clone_into(&mut edge.color),
        }
    }
    let sides: &[usize] = match name {
        "border-top" => &[0],
        "border-right" => &[1],
        "border-bottom" => &[2],
        "border-left" => &[3],
        _ => &[0, 1, 2, 3],
    };
    let width = LengthPercentage::length(edge.width);
    for side in sides {
        match side {
            0 => look.layout.border.top = width,
            1 => look.layout.border.right = width,
            2 => look.layout.border.bottom = width,
            _ => look.layout.border.left = width,
        }
        look.edges[*side] = (edge.width > 0.0 && edge.color != "transparent").then(|| edge.clone());
    }
}

/// Offset, blur, and how dark: `0 8px 20px rgba(0, 0, 0, 0.2)`.
fn shadow(value: &str) -> Option<(f32, f32, f32, f32)> {
    let (lengths, color) = value.split_once("rgba(")?;
    let mut lengths = lengths.split_ascii_whitespace().map(pixels);
    let dark = color.trim_end_matches(')').rsplit(',').next()?.trim().parse::<f32>().ok()?;
    Some((lengths.next()?, lengths.next()?, lengths.next()?, dark))
}

fn pixels(text: &str) -> f32 {
    let number = text.trim_end_matches("px").trim_end_matches("rem").parse::<f32>().unwrap_or(0.0);
    let number = if text.ends_with("rem") { number * 16.0 } else { number };
    if number.is_finite() { number.clamp(-10_000.0, 10_000.0) } else { 0.0 }
}

fn per_cent(text: &str) -> Option<f32> {
    text.strip_suffix('%').map(|number| number.parse::<f32>().unwrap_or(0.0).clamp(-1000.0, 1000.0) / 100.0)
}

fn dimension(text: &str) -> Dimension {
    match per_cent(text) {
        Some(share) => Dimension::percent(share),
        None if text == "auto" => Dimension::AUTO,
        None => Dimension::length(pixels(text)),
    }
}

fn side(text: &str) -> LengthPercentageAuto {
    match per_cent(text) {
        Some(share) => LengthPercentageAuto::percent(share),
        None if matches!(text, "auto" | "none") => LengthPercentageAuto::AUTO,
        None => LengthPercentageAuto::length(pixels(text)),
    }
}

fn pad(text: &str) -> LengthPercentage {
    match per_cent(text) {
        Some(share) => LengthPercentage::percent(share.max(0.0)),
        None => LengthPercentage::length(pixels(text).max(0.0)),
    }
}

fn four(value: &str) -> [&str; 4] {
    let parts: Vec<&str> = value.split_ascii_whitespace().collect();
    match parts[..] {
        [all] => [all; 4],
        [ends, sides] => [ends, sides, ends, sides],
        [top, sides, bottom] => [top, sides, bottom, sides],
        [top, right, bottom, left, ..] => [top, right, bottom, left],
        [] => ["0"; 4],
    }
}
