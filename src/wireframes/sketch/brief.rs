//! What a person's words say about a screen.
//!
//! Owns the reading: the kind of screen, the device, the names, and the parts that are listed. It
//! knows nothing of frames. What it cannot place it still keeps, so that nothing named is lost.

use crate::generation::providers::builtin::{
    pattern::{group, pattern},
    reading,
};

mod items;
mod kind;
mod parts;
mod plans;

pub(super) use items::{Item, Side, items, number};
pub(super) use kind::{Kind, kind};
pub(super) use parts::{Part, Shape};
pub(super) use plans::{Plan, plans};

/// What the screen is looked at on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Device {
    Desktop,
    Tablet,
    Phone,
}

/// What the words say.
#[derive(Clone, Debug)]
pub(super) struct Brief {
    pub(super) kind: Kind,
    /// Other screens that the words ask for.
    pub(super) others: Vec<Kind>,
    pub(super) device: Device,
    /// The product's name; empty where none is given.
    pub(super) brand: String,
    /// What it is about: "bakery", "plant care app".
    pub(super) subject: String,
    /// Where it is; empty where that is not said.
    pub(super) place: String,
    /// What the screen lists: singular and plural, in lower case.
    pub(super) noun: Option<(String, String)>,
    /// What is listed, in order; those that were drawn are taken out.
    pub(super) items: Vec<Item>,
    /// The plans of a price list.
    pub(super) plans: Vec<Plan>,
    /// The words themselves, with plain quotes.
    pub(super) text: String,
}

impl Brief {
    /// Reads a prompt.
    pub(super) fn read(prompt: &str) -> Self {
        let text = pattern!(r"\bplus[ -](one|size)\b").replace(&reading::plain(prompt), "plus\u{a0}$1");
        let (main, rest) = divided(&text);
        let (kind, others) = kind(&main, &text);
        let brand = brand(&text, &main);
        let mut brief = Self {
            kind,
            others,
            device: device(&text),
            subject: subject(&main),
            place: place(&text),
            noun: noun(&main, kind),
            items: items(&rest, kind),
            plans: plans(&text),
            brand,
            text,
        };
        brief.settle();
        brief
    }

    /// What only makes sense once all of it is read.
    fn settle(&mut self) {
        // "events for a dance school" are events.
        for item in &mut self.items {
            let Some(found) =
                pattern!(r"^(.{3,}?) for (?:an?|my|our|the) ([\w' -]{3,30})$").captures(&item.label)
            else {
                continue;
            };
            let (label, whose) = (group(&found, 1).to_owned(), group(&found, 2).to_owned());
            if item.part == Part::Named && self.subject.is_empty() {
                self.subject = whose;
                item.label = label;
            }
        }
        let brand = self.brand.to_lowercase();
        self.items.retain(|item| item.part != Part::Named || item.label.to_lowercase() != brand);
        if self.subject.to_lowercase() == brand {
            self.subject.clear();
        }
        // Prices and the names of plans are not parts of their own.
        if !self.plans.is_empty() {
            let plans = self.plans.clone();
            self.items.retain(|item| {
                item.part != Part::Named
                    || !(plans.iter().any(|plan| item.label.starts_with(plan.name.as_str()))
                        || pattern!(r"^[$€£]?\d").is_match(&item.label))
            });
        }
    }

    /// Whether the words match.
    pub(super) fn says(&self, pattern: &crate::generation::providers::builtin::pattern::Pattern) -> bool {
        pattern.is_match(&self.text)
    }

    pub(super) fn phone(&self) -> bool {
        self.device == Device::Phone
    }

    /// Takes the first item of a part.
    pub(super) fn take(&mut self, part: Part) -> Option<Item> {
        let at = self.items.iter().position(|item| item.part == part)?;
        Some(self.items.remove(at))
    }

    /// Takes all items of a part.
    pub(super) fn take_all(&mut self, part: Part) -> Vec<Item> {
        self.take_where(|item| item.part == part)
    }

    /// Takes the items that match.
    pub(super) fn take_where(&mut self, matches: impl Fn(&Item) -> bool) -> Vec<Item> {
        let (taken, kept) = std::mem::take(&mut self.items).into_iter().partition(|item| matches(item));
        self.items = kept;
        taken
    }

    /// Takes the first item whose label matches.
    pub(super) fn take_named(
        &mut self,
        pattern: &crate::generation::providers::builtin::pattern::Pattern,
    ) -> Option<Item> {
        let at = self.items.iter().position(|item| pattern.is_match(&item.label))?;
        Some(self.items.remove(at))
    }

    /// The product's name, or what the words call its subject.
    pub(super) fn name(&self) -> String {
        if !self.brand.is_empty() {
            return self.brand.clone();
        }
        // A profile is of somebody, who is no product.
        if !self.subject.is_empty() && self.subject.split(' ').count() <= 4 && self.kind != Kind::Profile {
            return reading::title_case(&self.subject);
        }
        "Your brand".to_owned()
    }

    /// What the wireframe is called.
    pub(super) fn title(&self) -> String {
        let screen = self.kind.title();
        if !self.brand.is_empty() {
            return format!("{} {}", self.brand, screen.to_lowercase());
        }
        match &self.noun {
            Some((_, many)) if self.kind.lists() => capitalised(many),
            _ if !self.subject.is_empty() && self.subject.len() < 32 => {
                format!("{} {}", reading::title_case(&self.subject), screen.to_lowercase())
            }
            _ => screen.to_owned(),
        }
    }
}

/// The text up to where it lists parts, and what it lists.
fn divided(text: &str) -> (String, String) {
    let outside = mask_quotes(text);
    let first_end = pattern!(r"[.!?](?:\s|$)|\n|;").find(&outside).map_or(text.len(), |(at, _)| at);
    let first = &outside[..first_end];
    let joint = pattern!(
        r":\s|\b(?:with|showing|shows|including|includes|featuring|containing|contains|that has|that shows|which has|has|have|having|where (?:customers|people|users|i|we|you) (?:can )?\w+|where|columns|consisting of|listing|displaying|plus)\b"
    );
    let cut = joint.find(first).or_else(|| {
        pattern!(r",\s").find(first).filter(|(at, end)| !appositive(&first[*end..], &first[..*at]))
    });
    match cut {
        Some((at, end)) => {
            // A name stands between commas: "for Fernly, a plant care app, with".
            let keep = &text[at..end];
            let rest = if keep.starts_with("columns") || keep.starts_with("Columns") {
                &text[at..]
            } else {
                &text[end..]
            };
            (text[..at].trim().trim_end_matches(',').to_owned(), rest.trim().to_owned())
        }
        None => (
            text[..first_end].to_owned(),
            text[first_end..].trim_start_matches(['.', '!', '?', '\n', ';', ' ']).to_owned(),
        ),
    }
}

/// Whether what follows a comma only says what went before in other words.
fn appositive(rest: &str, before: &str) -> bool {
    pattern!(r"^(?:an?|the|our|my) (?:[\w'-]+ ){0,4}(?:app|company|shop|store|startup|tool|platform|service|site|website|business|agency|studio|brand|product|marketplace|network|school|bank|clinic)\b")
        .is_match(rest)
        && pattern!(r"(?-i:[A-Z])").is_match(before)
}

/// The text with what is quoted made blank, byte for byte.
fn mask_quotes(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .map(|c| {
            if c == '"' {
                inside = !inside;
                return "\"".to_owned();
            }
            if inside { "_".repeat(c.len_utf8()) } else { c.to_string() }
        })
        .collect()
}

fn device(text: &str) -> Device {
    let text = &mask_quotes(text);
    if pattern!(r"\b(?:mobile|phones?|i-?phone|android|ios|smartphone|390)\b(?: (?:number|money|plan|repair|shop|store|accessor\w+|screen\w* (?:interview|call)|screens?,))?").all(text).iter().any(|found| {
        !pattern!(r"\b(?:number|money|plan|repair|shop|store|accessor\w+|interview|call|screens?,)$").is_match(group(found, 0))
            && (!group(found, 0).to_lowercase().starts_with("phone") || pattern!(r"\b(?:on|for|in) (?:a |an |the |my |your )?(?:mobile |smart)?phones?\b|\bphone (?:app|screen|version|layout|size|view)\b").is_match(text) && !pattern!(r"phone screen,|, phone screen").is_match(text))
    }) {
        return Device::Phone;
    }
    if pattern!(r"\b(?:tablets?|ipads?)\b").is_match(text) { Device::Tablet } else { Device::Desktop }
}

/// The product's name.
fn brand(text: &str, main: &str) -> String {
    let joined = pattern!(r"\b(?:called|named|titled)\s+((?-i:[A-Z0-9])[\w'.-]*(?:\s+(?:&\s+|and\s+|of\s+|the\s+)?(?-i:[A-Z0-9])[\w'-]*)*)")
        .captures(text)
        .map(|found| group(&found, 1).trim_end_matches(['.', ',']).to_owned());
    let named = joined
        .or_else(|| reading::title(text))
        .filter(|name| !pattern!(r"^(?:an?|the)\b|\b(?:columns?|tabs?|sections?)$").is_match(name));
    let introduced =
        pattern!(r"\b(?:for|of|by|at)\s+((?-i:[A-Z])[\w'&.-]*(?:\s+(?:&|and)?\s*(?-i:[A-Z])[\w'&.-]*)*)")
            .captures(main)
            .map(|found| group(&found, 1).trim_end_matches(['.', ',']).to_owned())
            .filter(|name| {
                !pattern!(r"^(?:CRM|SaaS|API|B2B|UI|UX|I|AI|HR|IT|CV|PDF|VIP|NGO|Mac|Windows|iOS|Android)$")
                    .is_match(name)
            });
    let quoted = pattern!(r#"^\W*"([^"]{2,40})""#).captures(text).map(|found| group(&found, 1).to_owned());
    named.or(introduced).or(quoted).unwrap_or_default()
}

/// What it is about.
fn subject(main: &str) -> String {
    let after = pattern!(
        r"\b(?:for|of|about)\s+(?:my |our |a |an |the |your )?(?:new |small |little |local )?([\w' &-]+?)(?:\s+(?:called|named|on|in|at|near|with|from|that|which|titled|by)\b.*|,.*)?$"
    );
    let found = after.captures(main).map(|found| group(&found, 1).to_owned());
    let before = pattern!(
        r"^\W*(?:an? |the |my |our |create |make |design |draw |build |i need |i want |please )*((?:[\w'-]+ ){1,3}?)(?:landing|dashboard|home ?page|web ?site|site|page|app|screen|portal|form|board|view|profile|catalogue|shop|store|platform)\b"
    );
    let found = found
        .or_else(|| before.captures(main).map(|found| group(&found, 1).trim().to_owned()))
        .unwrap_or_default();
    let plain = pattern!(r"\b(?:mobile|tablet|phone|ipad|iphone|desktop|simple|modern|clean|beautiful|new|small|nice|an?|the|my|our|me|login|sign[ -]?(?:in|up)|register|registration|settings?|admin|user|landing|contact|product|online|one-page|one|single|multi-step|web|screen|page|responsive|wireframe|for|app|kanban|trello-like|checkout|pricing|profile|error|coming|soon|marketing|task|blog|home|post|documentation|forgot|reset|password|split|master|detail|list-detail|create|direct|music|video|photo|media|email|shopping|direct|item|i|need|want|where|please)\b").replace(&found, " ");
    plain.split_whitespace().take(4).collect::<Vec<_>>().join(" ").trim_matches('-').to_owned()
}

fn place(text: &str) -> String {
    pattern!(r"\b(?:in|near)\s+((?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)*)")
        .captures(text)
        .map(|found| group(&found, 1).to_owned())
        .filter(|place| !pattern!(r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Progress|English|German|French|Spanish)").is_match(place))
        .unwrap_or_default()
}

/// What the screen lists.
fn noun(main: &str, kind: Kind) -> Option<(String, String)> {
    let found = pattern!(r"\b(?:table|list|overview|view|screen|grid|log|catalogue|inventory|directory|database|library|map|listing|manage|managing|track|gallery|database) (?:of |for |to manage |to track )?(?:all )?(?:my |our |the |your )?((?-i:[a-z])[a-z' -]*?)(?: (?:for|on|in|at|from|by|called|named|as|and|of|to|with|who|that|where)\b.*|[,.;:].*)?$")
        .captures(main)
        .map(|found| group(&found, 1).to_owned())
        .or_else(|| {
            pattern!(r"^\W*(?:an? |the |my |our |admin |create |make |add |new |edit |show |i need |i want )*((?:[a-z][\w'-]* ){0,2}?[a-z][\w'-]*) (?:list|table|overview|screen|inventory|page|view|manager|catalogue|database|directory|library|viewer|form|app|log|map|locator|listing|detail)\b")
                .captures(main)
                .map(|found| group(&found, 1).to_owned())
        })
        .or_else(|| {
            pattern!(r"^\W*(?:an? |the |my |our )*((?:[a-z][\w'-]* )?[a-z][\w'-]*s)(?: (?:for|of|in|at|on)\b.*)?$")
                .captures(main)
                .map(|found| group(&found, 1).to_owned())
        })?;
    let plain = pattern!(r"\b(?:mobile|tablet|phone|simple|modern|an?|the|my|our|me|admin|detail|list-detail|split|master|multi-step|data|of|list|table|app|screen|all|new|page|users? to manage|manage|tracking|track|management)\b")
        .replace(&found, " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let plain = words[words.len().saturating_sub(3)..].join(" ").to_lowercase();
    if plain.len() < 3 || kind == Kind::Login {
        return None;
    }
    let one = reading::singular(&plain);
    Some((one.clone(), reading::plural(&one)))
}

/// The text with its first letter as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let text = text.replace('\u{a0}', " ");
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
