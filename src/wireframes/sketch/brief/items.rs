//! The parts that a description lists, one by one, with what is in them.

use crate::generation::providers::builtin::{
    pattern::{group, pattern},
    reading,
};

use super::{Kind, Part, Shape, capitalised, parts};

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Side {
    Left,
    Right,
}

/// Something that a description lists.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Item {
    pub(in super::super) part: Part,
    /// As the words call it, with a capital; empty where they only name the part.
    pub(in super::super) label: String,
    /// What is in it, as the words call it.
    pub(in super::super) members: Vec<String>,
    /// How many, where the words say.
    pub(in super::super) count: Option<usize>,
    pub(in super::super) shape: Shape,
    pub(in super::super) side: Option<Side>,
    /// The phrase that named it.
    pub(in super::super) words: String,
}

/// What a text lists.
pub(in super::super) fn items(text: &str, kind: Kind) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for sentence in sentences(text) {
        // Whether what follows belongs to the last item.
        let mut open = false;
        for phrase in reading::split(&sentence) {
            let phrase = phrase.trim().to_owned();
            if phrase.is_empty() {
                continue;
            }
            if open
                && let Some(last) = items.last_mut()
                && belongs(&phrase, last.part, kind)
            {
                last.members.extend(member(&phrase));
                continue;
            }
            let Some((item, opened)) = item(&phrase, kind) else { continue };
            open = opened && !phrase.ends_with(')');
            items.push(item);
        }
    }
    items
}

fn sentences(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let (mut depth, mut quoted) = (0_i32, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '"' => quoted = !quoted,
            _ => {}
        }
        let ends = c == '\n'
            || (depth <= 0
                && !quoted
                && (c == ';'
                    || matches!(c, '.' | '!' | '?') && chars.peek().is_none_or(|next| next.is_whitespace())));
        if ends {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.into_iter()
        .map(|s| s.trim().trim_start_matches(['-', '*', '•']).trim().to_owned())
        .filter(|s| !s.is_empty())
        .collect()
}

/// Whether a phrase goes on with what the last item holds.
fn belongs(phrase: &str, part: Part, kind: Kind) -> bool {
    let starts_new = pattern!(r#"^(?:with |also |plus )?(?:an?|the|one|two|three|four|five|six|some|tabs|columns|steps|filters? by|filter|sort(?:ed|ing|able)? by|search|show|add|on the|each|at the)\b|^an? ""#).is_match(phrase);
    if starts_new {
        return false;
    }
    let own = pattern!(r"\b(?:button|charts?|graph|table|sidebar|footer|navbar|search bar|form|map|list|filters|pagination|stats|kpis|testimonials|hero|faqs?|newsletter|call to action|progress bar|toggle|switch|calendar|carousel|drawer|modal)$").is_match(phrase);
    let fields = matches!(part, Part::Form | Part::Contact | Part::Fields | Part::Details);
    if own && !(fields && pattern!(r"\b(?:list|map|search)$").is_match(phrase)) {
        let names_place = parts::leads(part)
            && phrase.split(' ').count() == 1
            && (phrase.starts_with(char::is_uppercase) || !matches!(kind, Kind::Landing));
        return names_place
            && !matches!(
                phrase.to_lowercase().as_str(),
                "filters" | "pagination" | "footer" | "testimonials" | "hero"
            );
    }
    if pattern!(r"\bon the (?:left|right)\b").is_match(phrase) {
        return matches!(part, Part::Details);
    }
    if matches!(part, Part::Table | Part::Columns) {
        return !matches!(
            phrase.to_lowercase().as_str(),
            "search" | "filters" | "sorting" | "bulk actions" | "export"
        );
    }
    true
}

/// A name in a list, without what surrounds it.
fn member(phrase: &str) -> Option<String> {
    let text = phrase.trim().trim_matches(['"', ' ', ':', '.']).trim_end_matches(')');
    let text = pattern!(r"^(?:and|or|an?|the|its|their|my|our|also|plus)\s+").replace(text, "");
    let text = pattern!(
        r"\s+(?:on the (?:left|right)|at the (?:top|bottom)|as well|too|on each card|per card|for each)$"
    )
    .replace(&text, "");
    (!text.is_empty() && text.len() <= 120).then_some(text)
}

/// The item that a phrase names, and whether it goes on.
fn item(phrase: &str, kind: Kind) -> Option<(Item, bool)> {
    let (count, text) = counted(&filler(phrase));
    let side = pattern!(r"\bon the (left|right)\b|\b(left|right) (?:side|column|panel|pane)\b")
        .captures(&text)
        .map(|found| if group(&found, 0).to_lowercase().contains("left") { Side::Left } else { Side::Right });
    let text = pattern!(r",?\s*\b(?:on|at|to) the (?:left|right|top|bottom)(?: hand)?(?: side)?\b|\bin the (?:left|right) (?:column|panel|pane)\b").replace(&text, "");
    let text = text.trim().to_owned();
    let lower = text.to_lowercase();
    if lower.is_empty() || kind != Kind::Settings && talk(&lower) {
        return None;
    }
    if let Some(item) = button(&text) {
        return Some((Item { count, side, words: phrase.to_owned(), ..item }, false));
    }
    let (head, inside) = opened(&text);
    let mut made = Item {
        part: Part::Named,
        label: String::new(),
        members: Vec::new(),
        count,
        shape: parts::shape(&lower),
        side,
        words: phrase.to_owned(),
    };
    let found = parts::part_at(&head).filter(|(part, _, _)| fits(*part, &head, kind));
    let Some((part, at, end)) = found else {
        let whole = pattern!(r"^the selected \w+'s\s+").replace(&text, "");
        // "books on the left with author, year" lists books.
        if let (Some(inside), true) = (&inside, side.is_some()) {
            made.label = label(&head);
            made.part = Part::List;
            made.members = members(inside);
            return Some((made, true));
        }
        let with = pattern!(r"^(.+?)\s+with\s+(.+)$").captures(&whole);
        if let (Some(found), true) =
            (with, matches!(kind, Kind::Dashboard | Kind::ListDetail | Kind::Profile | Kind::Landing))
        {
            made.label = label(group(&found, 1));
            made.members = members(group(&found, 2));
            made.part = Part::List;
            return Some((made, true));
        }
        made.label = label(&whole);
        return (!made.label.is_empty()).then_some((made, false));
    };
    made.part = part;
    made.label = label_around(&head, at, end, part);
    if let Some(inside) = &inside {
        made.members = members(inside);
    }
    let plural_list =
        matches!(part, Part::Columns | Part::Tabs | Part::Steps | Part::Groups | Part::Plans | Part::Fields);
    Some((made, inside.is_some() && parts::opens(part) || plural_list && inside.is_some()))
}

/// Members of brackets and of what follows "with".
fn members(inside: &str) -> Vec<String> {
    let inside = inside.trim().trim_start_matches('(').trim_end_matches(')');
    let depth_free = pattern!(r"\s*;\s*").replace(inside, ", ");
    reading::split(&depth_free).iter().filter_map(|phrase| member(phrase)).collect()
}

/// A phrase's head, and what is in it: "tabs (All, Open)", "a sidebar with Home", "columns guest".
fn opened(text: &str) -> (String, Option<String>) {
    let joint = pattern!(
        r"^(.+?)(?:\s*:\s*|\s*\(\s*|\s+(?:with|showing|including|listing|containing|such as|like|named|called|saying|labelled)\s+)(.+)$"
    );
    if let Some(found) = joint.captures(text)
        && parts::part(group(&found, 1)).is_some_and(parts::opens)
    {
        return (group(&found, 1).to_owned(), Some(group(&found, 2).to_owned()));
    }
    let by = pattern!(
        r"^((?:\w+ )?(?:filters?|filtering|filter|facets|switch(?:es)?|toggles?|search|sort(?:ing)?|dropdown|sliders?|fields?|inputs?|links?|sidebar|carousel|timeline))\s+(?:by|for|of)\s+(.+)$"
    );
    if let Some(found) = by.captures(text) {
        return (group(&found, 1).to_owned(), Some(group(&found, 2).to_owned()));
    }
    let direct = pattern!(
        r"^((?:and |the )?(?:tabs|columns|steps|stages|lanes|categories|folders|channels|albums|playlists|rooms|products|sections|plans|tiers|kpis|stats|metrics|fields|sidebar|navbar|tags|labels|departments|pages))\s+([^\s(].*)$"
    );
    if let Some(found) = direct.captures(text)
        && !pattern!(r"^(?:of|in|on|by|for|and|or|from|to|table|bar|list|section|grid|chart|cards?)\b")
            .is_match(group(&found, 2))
    {
        return (group(&found, 1).to_owned(), Some(group(&found, 2).to_owned()));
    }
    let with = pattern!(r"^(.+?)\s+with\s+(.+)$");
    if let Some(found) = with.captures(text)
        && pattern!(r"^\w+$").is_match(group(&found, 1))
    {
        return (group(&found, 1).to_owned(), Some(group(&found, 2).to_owned()));
    }
    (text.to_owned(), None)
}

/// A button, and what it says.
fn button(text: &str) -> Option<Item> {
    let quoted = pattern!(
        r#"^(?:an? |the )?(?:\w+ )?(?:button )?(?:saying |labelled |called )?"([^"]{1,60})"(?: button)?"#
    );
    let named = quoted
        .captures(text)
        .filter(|_| pattern!(r"\bbutton\b").is_match(text))
        .map(|found| group(&found, 1).to_owned())
        .or_else(|| {
            pattern!(r"^(?:an? |the )?(.{2,40}?) buttons?$").captures(text).map(|found| group(&found, 1).to_owned())
        })
        .or_else(|| {
            pattern!(r"^(?:an? |the )?(?:\w+ )?button (?:to|for|saying|labelled|that says|called|which) (.{2,40})$").captures(text).map(|found| group(&found, 1).to_owned())
        })
        .or_else(|| {
            pattern!(r"^((?:bulk actions|add to (?:cart|basket|bag)|buy now|delete account|log ?out|sign ?out|export|share|print|download)(?: (?:to|as) \w+)?)$").captures(text).map(|found| group(&found, 1).to_owned())
        })
        .or_else(|| {
            pattern!(r"^exportable (?:as|to) (\w+)$").captures(text).map(|found| format!("Export {}", group(&found, 1)))
        })?;
    if pattern!(r"\bradio$").is_match(&named) {
        return None;
    }
    Some(Item {
        part: Part::Button,
        label: capitalised(named.trim()),
        members: Vec::new(),
        count: None,
        shape: Shape::Usual,
        side: None,
        words: String::new(),
    })
}

/// Some words name a part on one kind of screen and something to fill in on another.
fn fits(part: Part, head: &str, kind: Kind) -> bool {
    let words = head.split_whitespace().count();
    if part == Part::Faq && pattern!(r"^(?:the |your )?questions$").is_match(head) {
        return matches!(kind, Kind::Landing | Kind::Pricing | Kind::Product);
    }
    match kind {
        Kind::Form | Kind::Register | Kind::Checkout | Kind::Onboarding => {
            matches!(
                part,
                Part::Steps
                    | Part::Sidebar
                    | Part::Navbar
                    | Part::Button
                    | Part::Progress
                    | Part::Footer
                    | Part::Link
                    | Part::Faq
                    | Part::Tabs
                    | Part::Groups
                    | Part::Fields
                    | Part::Breadcrumbs
                    | Part::Alert
                    | Part::Testimonials
                    | Part::Chart
                    | Part::Newsletter
            ) && !(part == Part::Newsletter && kind == Kind::Form)
        }
        Kind::Table => {
            !matches!(
                part,
                Part::Rating
                    | Part::Images
                    | Part::Team
                    | Part::Contact
                    | Part::Features
                    | Part::Groups
                    | Part::Avatar
                    | Part::Video
                    | Part::Quote
                    | Part::Progress
                    | Part::Logos
            ) || words > 2
        }
        Kind::Settings => matches!(
            part,
            Part::Switches
                | Part::Sidebar
                | Part::Tabs
                | Part::Button
                | Part::Search
                | Part::Navbar
                | Part::Table
                | Part::Upload
                | Part::Avatar
                | Part::Dropdown
                | Part::Slider
                | Part::Modal
                | Part::TabBar
                | Part::Checkbox
                | Part::Footer
                | Part::Breadcrumbs
        ),
        Kind::Dashboard => {
            !(matches!(part, Part::Contact | Part::Newsletter | Part::Plans)
                || part == Part::Team && words > 1)
        }
        Kind::ListDetail => !matches!(
            part,
            Part::Steps | Part::Comments | Part::Rating | Part::Contact | Part::Plans | Part::Features
        ),
        _ => true,
    }
}

/// Words before a phrase that say nothing about it.
fn filler(phrase: &str) -> String {
    let mut text = phrase.trim().to_owned();
    loop {
        let before = text.len();
        text = pattern!(r"^(?:and|or|also|then|plus|with|has|have|having|show(?:s|ing)?|includ(?:es|ing|e)|contains?|there (?:is|are|should be)|it (?:has|should have|shows|needs)|i (?:want|need|would like)|we (?:want|need)|please|add (?:an?|the|some)|as well as|along with|featuring|displays|displaying|places? for|room for|an area for|a place to|a section (?:for|with|about)|a block (?:for|with)|fields? for|below(?: that)?|underneath|above(?: that)?|users? can|people can|you can|let me|at the (?:top|bottom)|on top|in the (?:middle|header|main area)|on the (?:left|right)(?: side)?)\b[,:]?\s+").replace(&text, "");
        text = text.trim_start().to_owned();
        if text.len() == before {
            return text;
        }
    }
}

/// A phrase without the number at its beginning, and that.
fn counted(text: &str) -> (Option<usize>, String) {
    let found = pattern!(
        r"^(?:the )?(one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2}) ((?-i:[a-z]).*)$"
    )
    .captures(text);
    let Some(found) = found else {
        return (None, text.to_owned());
    };
    (number(group(&found, 1)), group(&found, 2).to_owned())
}

/// The number that a word says.
pub(in super::super) fn number(word: &str) -> Option<usize> {
    let words = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let lower = word.to_lowercase();
    words.iter().position(|name| *name == lower).or_else(|| lower.parse().ok())
}

/// Whether words speak about looks or wishes.
fn talk(lower: &str) -> bool {
    pattern!(r"^(?:(?:make it |it should be |should be |looks? |very |keep it )?(?:modern|clean|simple|minimal(?:ist)?|beautiful|nice|professional|responsive|friendly|elegant|dark(?: mode| theme)?|light(?: mode| theme)?|colou?rful|playful|fun|intuitive|mobile[- ]first|accessible|easy to use|good looking|pretty)(?: (?:design|look|style|feel|please|layout))?|etc|so on|thanks?|thank you|please|more|others?|on (?:a )?(?:mobile|phone|tablet|desktop))$|^(?:in|for) (?:mobile|desktop|tablet)\b").is_match(lower)
}

/// The words of a label: without articles and what only says that it is a part.
pub(in super::super) fn label(text: &str) -> String {
    let text = text.replace('\u{a0}', " ");
    let text = text.trim().trim_matches(['"', ':', '.', ' ', ',']);
    let text =
        pattern!(r"^(?:an?|the|its|their|my|our|your|each|some|all|current user's)\s+").replace(text, "");
    let text = pattern!(r"\s+(?:(?:section|panel|block|widget|pane|module)s?|box|view|card|area|column)$")
        .replace(&text, "");
    let text = pattern!(r"\s+(?:on each card|per card|for each|as well|too|please|at the (?:top|bottom))$")
        .replace(&text, "");
    capitalised(text.trim())
}

/// What words beside a part's own name say of it: "line chart of traffic", "orders table".
fn label_around(head: &str, at: usize, end: usize, part: Part) -> String {
    let after = pattern!(r"^\s*(?:of|for|about|with|showing|on|by|to|:)\s+(.+)$")
        .captures(&head[end..])
        .map(|found| group(&found, 1).to_owned());
    let before = pattern!(r"^(?:an?|the|its|some|big|large|small|nice|simple|our|my|interactive|animated|short|long|main|single|sticky|rich|data|horizontal|vertical|stacked|full|wide|recent)\s+").replace(head[..at].trim(), "");
    let before = pattern!(r"^(?:an?|the|some|our|my|big|large|small|simple|main)$").replace(&before, "");
    let own = matches!(
        part,
        Part::Timeline
            | Part::Map
            | Part::Comments
            | Part::Features
            | Part::Team
            | Part::Images
            | Part::Contact
            | Part::Rating
            | Part::Groups
            | Part::Progress
            | Part::Slider
            | Part::Upload
            | Part::Logos
            | Part::Form
            | Part::Video
            | Part::Avatar
            | Part::Checkbox
            | Part::Choice
            | Part::Code
            | Part::Link
            | Part::Plans
            | Part::Quote
            | Part::Switches
    );
    if part == Part::Features && pattern!(r"^(?:the |our |an? )?features?(?: (?:grid|list))?$").is_match(head)
    {
        return "Features".to_owned();
    }
    if own {
        return label(head);
    }
    match after {
        Some(after) => label(&after),
        None => label(&before),
    }
}
