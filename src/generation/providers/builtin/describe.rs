//! From a description in a person's words to a specification.
//!
//! Owns which kind of app a description asks for; `describe/*` owns the kinds. Nothing here knows
//! of files or code. The same words always give the same specification.

use super::{
    colours,
    pattern::{group, pattern},
    spec::{AppSpec, Body, SPEC_VERSION, Scheme, Theme},
    words,
};

mod calculator;
mod collection;
pub(super) mod features;
pub(super) mod fields;
mod form;
pub(super) mod landing;
pub(super) mod lexicon;
mod looks;
pub(super) mod naming;
pub(super) mod phrases;
pub(super) mod planner;
mod prepare;
pub(super) mod presets;
pub(super) mod quiz;
pub(super) mod relations;
pub(super) mod timer;
pub(super) mod units;
mod unsupported;

pub(super) use calculator::{add_to_calculator, value_of};
pub(super) use collection::{finish, formulas_in, is_feature, put_formulas, starters, tax_in};
pub(super) use form::{push as push_question, question};
pub(super) use looks::looks;
pub(super) use prepare::dropdowns;
pub(super) use unsupported::unsupported;

/// The kinds that descriptions ask for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Collection,
    Timer,
    Calculator,
    Converter,
    Quiz,
    Form,
    Landing,
    Planner,
}

/// The app that a description asks for.
pub(super) fn describe(text: &str) -> AppSpec {
    let text = prepare::prepare(&words::respell(&words::plain(text)));
    let (text, button) = button(&text);
    let (title, tagline, app) = match kind(&text) {
        Kind::Timer => timer::describe(&text),
        Kind::Calculator => calculator::describe(&text),
        Kind::Converter => units::describe(&text),
        Kind::Quiz => quiz::describe(&text),
        Kind::Form => form::describe(&text),
        Kind::Landing => landing::describe(&text),
        Kind::Planner => planner::describe(&text),
        Kind::Collection => collection::describe(&text),
    };
    let title = naming::explicit_title(&text).unwrap_or(title);
    let mut theme = Theme {
        accent: accent(&text).unwrap_or_else(|| colours::by_default(&title)),
        scheme: scheme(&text).unwrap_or_default(),
        sizes: std::collections::BTreeMap::new(),
        font: None,
        rounded: None,
    };
    for part in text.split([',', ';', '.', '\n']).flat_map(|part| part.split(" and ")) {
        let _ = looks(&mut theme, part);
    }
    AppSpec {
        version: SPEC_VERSION,
        storage_key: words::slug(&title),
        theme,
        title,
        tagline,
        texts: button
            .map(|said| {
                let place = match app {
                    Body::Form(_) => "submit",
                    Body::Quiz(_) | Body::Timer(_) => "start",
                    Body::Landing(_) => "send",
                    _ => "add",
                };
                (place.to_owned(), said)
            })
            .into_iter()
            .collect(),
        app,
    }
}

/// The text without what its button says, and that.
fn button(text: &str) -> (String, Option<String>) {
    let found = pattern!(r#"(?:^|[.!;,\n]\s*|\band )(?:the |a |an )?(?:\w+ )?button\s*(?:says?|should say|reads?|labelled|named|called|text(?: is)?|with the text|saying|:)\s*:?\s*"([^"]+)""#).captures(text);
    match found {
        Some(found) => (text.replacen(group(&found, 0), "", 1), Some(group(&found, 1).to_owned())),
        None => (text.to_owned(), None),
    }
}

/// What a description asks for that the app does not have, in the description's words.
pub(super) fn left_out(text: &str) -> Vec<String> {
    let text = prepare::prepare(&words::respell(&words::plain(text)));
    let kind = kind(&text);
    let own = match kind {
        Kind::Collection => collection::left_out(&text),
        Kind::Calculator => calculator::left_out(&text),
        _ => Vec::new(),
    };
    own.into_iter().chain(other_kinds(&text, kind)).collect()
}

/// Apps of other kinds that a description wants beside the first: an app is of one kind.
fn other_kinds(text: &str, kind: Kind) -> Vec<String> {
    let named: [(Kind, &super::pattern::Pattern); 6] = [
        (
            Kind::Timer,
            pattern!(
                r"\b(pomodoro(?: timer)?|stop ?watch|(?:countdown|focus|rest|interval|study|break) timer)\b"
            ),
        ),
        (Kind::Calculator, pattern!(r"\b((?:[a-z]+ )?calculator)\b")),
        (Kind::Converter, pattern!(r"\b((?:unit|currency) converter)\b")),
        (Kind::Quiz, pattern!(r"\b(quiz|flash ?cards)\b")),
        (Kind::Landing, pattern!(r"\b(landing page)\b")),
        (Kind::Collection, pattern!(r"\b((?:to-?do|task|shopping|habit) (?:list|tracker)|kanban board)\b")),
    ];
    named
        .iter()
        .filter(|(other, _)| *other != kind)
        // A pomodoro timer has its own list of tasks; a quiz about a calculator is a quiz.
        .filter(|(other, _)| !(kind == Kind::Timer && *other == Kind::Collection))
        .filter_map(|(_, pattern)| {
            let found = pattern.captures(text)?;
            let beside = pattern!(r"\b(?:and|plus|with|also|along with|as well as|include|includes)\b|[,+&]");
            let before = &text[..found.get(0)?.start()];
            beside
                .is_match(before)
                .then(|| format!("a {} beside it (an app of mine is of one kind)", group(&found, 1).trim()))
        })
        .collect()
}

/// Whether a text describes an app at all; "hello" does not.
pub(super) fn describes_something(text: &str) -> bool {
    let text = words::respell(&words::plain(text));
    let lower = text.to_lowercase();
    let count = words::words(&lower).len();
    let greeting = pattern!(r"^\W*(hi|hello|hey|thanks?|thank you|test|ok(ay)?|yes|no|help|good (morning|evening)|who are you|what can you do)\b").is_match(&lower);
    let names_kind = kind(&text) != Kind::Collection
        || presets::find(&lower).is_some()
        || words::words(&lower).iter().any(|word| naming::is_head(word));
    names_kind || (count >= 3 && !greeting)
}

/// The kind whose name stands first.
fn kind(text: &str) -> Kind {
    let named: [(Kind, &super::pattern::Pattern); 11] = [
        (
            Kind::Converter,
            pattern!(
                r"\b(unit |currency |temperature |measurement |length |weight )?convert(?:er|ers|s|ing|or)?\b"
            ),
        ),
        (
            Kind::Calculator,
            pattern!(
                r"\bcalculat(?:or|ors|e|es|ing)\b|\bcalc\b|\bbmi\b|\bsplit(?:s|ting|ter)? (?:the |a |my )?(?:bill|check|rent)\b|\bbill splitter\b"
            ),
        ),
        (
            Kind::Timer,
            pattern!(
                r"\b(pomodoro|stop ?watch|countdown|count down|tabata|hiit|interval timer|egg timer|kitchen timer|focus timer|(?:\w+ )?timers?)\b"
            ),
        ),
        (
            Kind::Quiz,
            pattern!(
                r"\b(quiz|quizzes|trivia|flash ?-?cards?|vocabulary trainer|vocab trainer|vocabulary cards)\b"
            ),
        ),
        (
            Kind::Landing,
            pattern!(
                r"\b(landing[ -]?page|home ?page|one[ -]?pager|marketing (?:page|site|website)|product page|coming soon page|personal (?:site|website|page)|portfolio|web ?site|web page|event page|business page|site for|(?:the|my|our|a|this|call the) (?:\w+ )?site)\b"
            ),
        ),
        (
            Kind::Planner,
            pattern!(
                r"\b(meal plan(?:ner)?|menu plan(?:ner)?|weekly (?:[a-z]+ ){0,2}(?:planner|plan|schedule|timetable|rota)|week(?:ly)? planner|timetable|time ?table|class schedule|shift (?:planner|plan|schedule)|schedule grid|daily schedule)\b"
            ),
        ),
        (
            Kind::Form,
            pattern!(
                r"\b(survey|questionnaire|(?:feedback|contact|registration|sign-?up|signup|application|booking|order|enquiry|inquiry|intake|reservation|rsvp|complaint|request|join|volunteer|evaluation|entry|enrol?ment|web|satisfaction) form|^\W*(?:[\w'-]+ ){0,5}(?:sign-?ups?|registration|enrol?ment|rsvp|questionnaire|opinion poll|poll)(?: sheet| page)?(?: (?:for|to|about)\b[^.:\n]{0,60})?:|form (?:for|to|with|where|that|asking)|\bform\b)"
            ),
        ),
        (
            Kind::Collection,
            pattern!(
                r"\b(trackers?|log(?:book|ger|s)?|journal|diary|inventory|catalogue|collection|kanban|(?:pipeline|task|project|sprint|story|planning|hiring|recruiting|recruitment|workflow|sales|production|issue|bug|job|idea|content|editorial|order)s? board|pipeline|register|dashboard|to-?do|todo|recipe book|notes?|crm|list|manager|invoices?|organiser|database|directory|library|wishlist|bookmarks?|expenses?|habits?|tasks?|keep track|manage)\b"
            ),
        ),
        (Kind::Timer, pattern!(r"\bdays? until\b|\btime (?:left )?until\b")),
        (Kind::Collection, pattern!(r"\btime[ -]?(?:tracker|tracking|sheet)\b")),
        (Kind::Collection, pattern!(r"\bflash sale\b")),
    ];
    let first = named
        .iter()
        .filter_map(|(kind, pattern)| Some((pattern.find(text)?.0, *kind)))
        .min_by_key(|(at, _)| *at);
    let found = first.map_or(Kind::Collection, |(_, kind)| kind);
    // "We launch an app for invoices. Landing page please" asks for the page.
    let page = pattern!(
        r"(?:^|[.!\n,]\s*(?:so |and )?(?:i need |we need |i want |make |build |create )?(?:an? |the )?)(?:landing[ -]?page|one[ -]?pager)\b"
    );
    if page.is_match(text) {
        return Kind::Landing;
    }
    // "portfolio" of shares is a list; "calculates the total" in the middle of a list app is a feature.
    let invests = pattern!(r"\b(stock|share|crypto|investment|invest)\w*").is_match(text);
    let late = |at: usize| text[..at].split_whitespace().count() > 12 || text[..at].contains(['.', '\n']);
    let counts = pattern!(r"\bcalculat(?:e|es|ing)\b")
        .find(text)
        .is_some_and(|(at, _)| late(at) || fields_named(text))
        && !pattern!(r"\bcalculators?\b").is_match(text);
    match found {
        Kind::Landing if invests => Kind::Collection,
        Kind::Calculator if counts => Kind::Collection,
        Kind::Landing if pattern!(r"^\W*(?:\w+ ){0,4}\b(web ?site|web page) (?:to|where|that|which|for (?:tracking|managing|keeping))").is_match(text) => Kind::Collection,
        other => other,
    }
}

fn fields_named(text: &str) -> bool {
    pattern!(r"\b(track|log|list of|manage|inventory|records?|overview of|collection|catalogue)\b")
        .is_match(text)
}

/// The accent that a text asks for; a colour's name counts more than a mood: "playful, yellow".
pub(super) fn accent(text: &str) -> Option<String> {
    let found = asked_accent(text)?;
    // "red and black" is built on red.
    let neutral = |name: &str| ["black", "white", "grey"].contains(&name);
    let found = if ["black", "white", "grey"].iter().any(|name| colours::named(name) == Some(found.as_str()))
    {
        let other = words::words(text).into_iter().find(|word| {
            colours::is_colour_name(word) && !neutral(word) && !["dark", "light"].contains(&word.as_str())
        });
        other.and_then(|name| colours::named(&name)).map_or(found, str::to_owned)
    } else {
        found
    };
    let mood = words::words(text)
        .iter()
        .any(|word| colours::named(word) == Some(found.as_str()) && !colours::is_colour_name(word));
    let name = words::words(text).into_iter().find(|word| colours::is_colour_name(word)).filter(|_| mood);
    Some(name.and_then(|name| colours::named(&name)).map_or(found, str::to_owned))
}

/// A hex code, or a colour's name used of the app.
fn asked_accent(text: &str) -> Option<String> {
    if let Some(found) = pattern!(r"#[0-9a-f]{3,8}\b").captures(text)
        && let Some(hex) = colours::hex(group(&found, 0))
    {
        return Some(hex);
    }
    let named = pattern!(
        r"\b(?:in|make it|use|using|with|colou?rs?:?|theme:?|accent:?|be|to|looks?|a|an|more|much|bit|and|,|shades? of)\s+(?:(?:a|an|the|some|all|nice|more|bit|little|light|dark|bright|deep|soft|pale|very|shades? of|tones? of)\s+)*([a-z]+)(?:(?:ish)?(?: and \w+| & \w+)?,?\s*(?:theme|colou?rs?|tones?|palette|accents?|design|look|feel|style|ish|shades?|scheme|buttons?|background|vibes?|one|please|instead|as (?:the )?(?:colou?r|accent))|\s*[.!,]|\s*$| and\b| everywhere| with\b)"
    );
    for found in named.all(text) {
        let word = group(&found, 1).trim_end_matches("ish").to_lowercase();
        if let Some(hex) = colours::named(&word).or_else(|| colours::named(&format!("{word}e"))) {
            return Some(hex.to_owned());
        }
    }
    // "Friendly teal." is a sentence about nothing else.
    for sentence in text.split(['.', '!', '\n']) {
        let words = words::words(sentence);
        if let Some(last) = words.last().filter(|last| words.len() <= 3 && colours::is_colour_name(last)) {
            return colours::named(last).map(str::to_owned);
        }
        // "Dark and moody with amber" speaks of looks alone.
        let looks = |word: &String| {
            colours::is_colour_name(word)
                || pattern!(r"^(?:dark|light|moody|warm|cool|calm|modern|bright|bold|pastel|soft|friendly|playful|festive|retro|elegant|and|with|in|a|an|the|some|touch|touches|hints?|of|tones?|colou?rs?|accents?|look|style|feel|please|mostly|very)$")
                    .is_match(word)
        };
        let plain = |word: &&String| {
            colours::is_colour_name(word)
                && !["black", "white", "grey", "dark", "light"].contains(&word.as_str())
        };
        if words.len() <= 9
            && words.iter().all(looks)
            && let Some(name) = words.iter().find(plain)
        {
            return colours::named(name).map(str::to_owned);
        }
    }
    let before = pattern!(
        r"\b([a-z]+)\s+(?:theme|themed|accents?|colou?rs?|palette|tones?|colou?r scheme|design|look|style|vibes?|buttons?)\b"
    );
    for found in before.all(text) {
        let word = group(&found, 1).trim_end_matches("ish").to_lowercase();
        if let Some(hex) = colours::named(&word) {
            return Some(hex.to_owned());
        }
    }
    None
}

/// Whether a text asks for light or dark.
pub(super) fn scheme(text: &str) -> Option<Scheme> {
    asked_scheme(text).or_else(|| {
        text.split(['.', '!', ';', '\n'])
            .map(str::trim)
            .filter(|sentence| (1..=6).contains(&sentence.split(' ').count()))
            .find_map(asked_scheme)
    })
}

fn asked_scheme(text: &str) -> Option<Scheme> {
    if pattern!(r"\b(?:follow|match|use) (?:the )?system\b").is_match(text) {
        return Some(Scheme::System);
    }
    let both = pattern!(r"\b(?:light (?:and|/|or|&) dark|dark (?:and|/|or|&) light|(?:toggle|switch)\w* (?:for |between |to )?(?:light|dark)|dark[ -]?mode (?:toggle|switch|support|option|button)|supports? dark)").is_match(text);
    if both {
        return None;
    }
    if pattern!(r"\b(?:dark|darker|night)(?:[ -]?(?:mode|theme|background|design|look|ui|by default|please|colou?rs?|default))\b|\b(?:make|turn) (?:it|everything|the app|the (?:page|site|background|theme|design))(?: \w+)? dark(?:er)?\b|\bin dark\b|\b(?:and|&) dark(?:er)?\b|^dark\b|\bgo dark\b|\bdark$|\bdark,|\ball dark\b").is_match(text) && !pattern!(r"\bdark (?:green|blue|red|purple|brown|grey|pink|orange|teal)\b").is_match(text) {
        return Some(Scheme::Dark);
    }
    if pattern!(r"\b(?:light|lighter|white|bright)(?:[ -]?(?:mode|theme|background|design|by default|only|default))\b|\b(?:make|turn) (?:it|everything|the app|the background)(?: \w+)? light(?:er)?\b|^light\b|(?:[&+]|\band) light\s*(?:$|[.,!])|\bback to light\b").is_match(text) && !pattern!(r"\blight(?:er)? (?:green|blue|red|purple|brown|grey|pink|orange|teal|yellow|violet|weight)\b").is_match(text) {
        return Some(Scheme::Light);
    }
    None
}
