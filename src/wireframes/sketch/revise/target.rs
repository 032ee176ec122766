//! Which element words speak of.

use serde_json::Value;

use crate::generation::providers::builtin::{
    pattern::{group, pattern},
    reading,
};

use super::{super::super::element::Element, canvas::Canvas};

/// What people call components.
pub(super) const NAMES: &[(&str, &[&str])] = &[
    ("search bar|search box|search field|search", &["SearchBar"]),
    ("sidebar|side bar|side menu|side navigation|left menu", &["Sidebar", "Menu"]),
    ("tab bar|bottom bar|bottom navigation|tabs", &["Tabs"]),
    ("navbar|nav bar|navigation bar|top bar|navigation|header|nav|menu bar", &["Navbar"]),
    ("footer", &["Footer"]),
    ("breadcrumbs|breadcrumb", &["Breadcrumbs"]),
    ("pagination|pager", &["Pagination"]),
    ("stepper|steps", &["Stepper"]),
    ("menu", &["Menu", "Sidebar", "Navbar"]),
    ("date picker|date range|date field|date", &["DatePicker"]),
    ("file upload|upload", &["FileUpload"]),
    ("text area|textarea|message field", &["TextArea"]),
    ("dropdown|select|filters|filter", &["Select"]),
    ("checkbox|check box", &["Checkbox"]),
    ("radio buttons|radio group|radio", &["RadioGroup"]),
    ("switch|toggle", &["Switch"]),
    ("slider", &["Slider"]),
    ("rating|stars", &["Rating"]),
    (
        "input|field|text field",
        &["Input", "TextArea", "Select", "DatePicker", "FileUpload", "RadioGroup", "Checkbox", "Switch"],
    ),
    ("button", &["Button"]),
    ("link", &["Link"]),
    ("title|heading|headline", &["Heading", "Hero"]),
    ("paragraph|text|subtitle|description", &["Text"]),
    ("table|grid", &["Table"]),
    ("list", &["List"]),
    ("chart|graph|diagram", &["Chart"]),
    ("stat|metric|figure|kpi|number|tile", &["Stat"]),
    ("avatar|profile picture", &["Avatar"]),
    ("calendar", &["Calendar"]),
    ("column|lane", &["KanbanColumn"]),
    ("card", &["KanbanCard", "Card", "ProductCard", "Testimonial"]),
    ("product card|product", &["ProductCard"]),
    ("message|chat message", &["ChatMessage"]),
    ("timeline|activity feed|activity", &["Timeline"]),
    ("progress bar|progress", &["Progress"]),
    ("alert|notice|banner", &["Alert", "Hero"]),
    ("image|picture|photo|illustration", &["Image"]),
    ("video", &["Video"]),
    ("map", &["Map"]),
    ("carousel", &["Carousel"]),
    ("hero|hero section", &["Hero"]),
    ("features|feature grid|services|benefits", &["FeatureGrid"]),
    ("pricing|plans|prices|price table", &["Pricing"]),
    ("testimonials|testimonial|reviews|quotes", &["Testimonial"]),
    ("logos|logo cloud|logo", &["LogoCloud"]),
    ("call to action|cta", &["CallToAction"]),
    ("newsletter|sign-up|signup", &["Newsletter"]),
    ("faq|faqs|questions", &["Faq"]),
    ("team|team grid", &["TeamGrid"]),
    ("code", &["Code"]),
    ("quote", &["Quote", "Testimonial"]),
    ("divider|line", &["Divider"]),
    ("modal|dialog", &["Modal"]),
    ("drawer", &["Drawer"]),
    ("section", &["Section"]),
    ("form", &["Card"]),
    ("tag|tags|chips", &["Tag"]),
    ("accordion", &["Accordion"]),
];

/// The main words that an element shows.
pub(super) fn shown(element: &Element) -> Vec<(&str, &str)> {
    ["title", "text", "label", "brand", "name", "placeholder", "alt", "description", "action"]
        .iter()
        .filter_map(|name| Some((*name, element.props.get(*name)?.as_str()?)))
        .collect()
}

/// Words without what surrounds them.
pub(super) fn bare(words: &str) -> String {
    let words = words.trim().trim_matches(['"', '.', ' ', ',', '!']);
    pattern!(r"^(?:all |of )*(?:the|an?|my|our|that|this|its|their|all)\s+")
        .replace(words, "")
        .trim_matches('"')
        .to_lowercase()
}

impl Canvas {
    /// The element that words speak of.
    pub(super) fn find(&self, words: &str) -> Option<String> {
        self.find_all(words).into_iter().next()
    }

    /// The elements that words may speak of, the most likely first.
    pub(super) fn find_all(&self, words: &str) -> Vec<String> {
        let words = bare(words);
        let place = pattern!(r"^(first|second|third|fourth|last)\s+(.+)$")
            .captures(&words)
            .map(|found| (group(&found, 1).to_owned(), group(&found, 2).to_owned()));
        let (nth, plain) = place.map_or((None, words.clone()), |(nth, rest)| (Some(nth), rest));
        let mut scored: Vec<(i64, f64, f64, &Element)> = self
            .elements
            .iter()
            .filter_map(|element| {
                let score = self.score(element, &plain);
                let (x, y) = self.place(element);
                (score > 0).then_some((-score, y, x, element))
            })
            .collect();
        scored.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
        let best: Vec<String> = scored.iter().map(|(_, _, _, element)| element.id.clone()).collect();
        let Some(nth) = nth else { return best };
        // "the second card" is one of those of the best kind.
        let Some((score, _, _, first)) = scored.first() else { return best };
        let kind: Vec<String> = scored
            .iter()
            .filter(|(other, _, _, element)| other == score && element.component == first.component)
            .map(|(_, _, _, element)| element.id.clone())
            .collect();
        let at = match nth.as_str() {
            "second" => 1,
            "third" => 2,
            "fourth" => 3,
            "last" => kind.len().saturating_sub(1),
            _ => 0,
        };
        kind.get(at).cloned().into_iter().collect()
    }

    fn place(&self, element: &Element) -> (f64, f64) {
        let (mut x, mut y, mut parent) = (element.x, element.y, element.parent.clone());
        for _ in 0..32 {
            let Some(above) = parent.as_deref().and_then(|id| self.get(id)) else { break };
            x += above.x;
            y += above.y;
            parent.clone_from(&above.parent);
        }
        (x, y)
    }

    /// How well words fit an element; nothing where they do not.
    fn score(&self, element: &Element, words: &str) -> i64 {
        let kind = NAMES
            .iter()
            .filter(|(names, _)| names.split('|').any(|name| ends_with_word(words, name)))
            .max_by_key(|(names, _)| {
                names.split('|').filter(|name| ends_with_word(words, name)).map(str::len).max()
            });
        let of_kind =
            kind.and_then(|(_, components)| components.iter().position(|name| *name == element.component));
        let head = kind.map_or(words.to_owned(), |(names, _)| {
            let longest = names
                .split('|')
                .filter(|name| ends_with_word(words, name))
                .max_by_key(|name| name.len())
                .unwrap_or("");
            let cut = words.trim_end_matches('s').len().min(words.len())
                - longest.trim_end_matches('s').len().min(words.len());
            words.get(..cut).unwrap_or("").trim().to_owned()
        });
        let said = shown(element);
        let heading = self.heading_of(element).unwrap_or_default();
        let same = |text: &str, words: &str| text.eq_ignore_ascii_case(words);
        let holds = |text: &str, words: &str| words.len() > 2 && text.to_lowercase().contains(words);
        if said.iter().any(|(name, text)| {
            same(text, words) && !matches!(*name, "name" | "placeholder" | "description" | "alt")
        }) {
            return 200;
        }
        let in_text = !head.is_empty()
            && (said.iter().any(|(_, text)| holds(text, &head) || holds(text, &reading::singular(&head)))
                || holds(&heading, &head));
        if let Some(at) = of_kind {
            let rank = 10 - i64::try_from(at).unwrap_or(9);
            if head.is_empty()
                || matches!(head.as_str(), "main" | "big" | "whole" | "existing" | "current" | "top")
            {
                let weight = if element.component == "Button"
                    && element.props.get("variant").and_then(Value::as_str) == Some("primary")
                {
                    5
                } else {
                    0
                };
                return 80 + rank + weight;
            }
            if in_text {
                return 120 + rank;
            }
            // The only one of its kind is meant even where its words differ.
            let alone =
                self.elements.iter().filter(|other| other.component == element.component).count() == 1;
            return if alone { 30 + rank } else { 0 };
        }
        let section = ends_with_word(words, "section");
        if section
            && (in_text || said.iter().any(|(_, text)| holds(text, &head)))
            && matches!(element.component.as_str(), "Section" | "Card")
        {
            return 130;
        }
        if in_text && (kind.is_none() || section) {
            return if said.iter().any(|(name, text)| same(text, &head) && *name != "alt") {
                110
            } else {
                40
            };
        }
        0
    }

    /// The heading that stands in an element, or above it in a section.
    pub(super) fn heading_of(&self, element: &Element) -> Option<String> {
        let own = self.inside(Some(&element.id)).into_iter().find(|child| child.component == "Heading");
        let above = || {
            let parent = self.get(element.parent.as_deref()?)?;
            let title = parent.props.get("title").and_then(Value::as_str);
            let heading = self
                .inside(Some(&parent.id))
                .into_iter()
                .find(|child| child.component == "Heading" && child.y < element.y)
                .and_then(|child| child.props.get("text")?.as_str());
            title.or(heading).map(str::to_owned)
        };
        own.and_then(|child| child.props.get("text")?.as_str().map(str::to_owned)).or_else(above)
    }
}

fn ends_with_word(words: &str, name: &str) -> bool {
    let many = reading::plural(name);
    [name, many.as_str()].iter().any(|name| {
        words.ends_with(name)
            && (words.len() == name.len()
                || !words[..words.len() - name.len()].ends_with(char::is_alphanumeric))
    })
}
