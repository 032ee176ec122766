//! The sections of a landing page and their texts.

use super::super::super::pattern::{Pattern, group, pattern};
use super::super::super::spec::{Entry, Section};
use super::super::super::words::capitalised;
use super::super::super::words::slug;
use super::super::phrases;
use super::entry;

/// The section that a phrase names.
#[expect(clippy::too_many_lines, reason = "a table of words, one after another")]
pub(in super::super::super) fn section(phrase: &str, subject: &str) -> Option<Section> {
    let is = |pattern: &Pattern| pattern.is_match(phrase);
    let about = pattern!(r"\babout (?:(?:the|our|my) \w+|me)\b")
        .captures(phrase)
        .map_or_else(|| "About us".to_owned(), |found| capitalised(&group(&found, 0).to_lowercase()));
    let met = pattern!(r"\bmeet (?:the|our) \w+")
        .captures(phrase)
        .map_or_else(|| "The team".to_owned(), |found| capitalised(&group(&found, 0).to_lowercase()));
    let said = pattern!(r"\bwhat (?:[\w']+ ){1,3}(?:say|think|said)\b").captures(phrase).map_or_else(
        || if pattern!(r"\breviews?\b").is_match(phrase) { "Reviews" } else { "What people say" }.to_owned(),
        |found| capitalised(&group(&found, 0).to_lowercase()),
    );
    // "lessons and prices" are called so.
    let packages = pattern!(r"^(?:(?:our|the|my) )?(?:one|two|three|four|five|six|\d+) ((?:[\w'-]+ )?(?:packages|prices|rates|offers))\b").captures(phrase);
    let priced = pattern!(r"^(?:(?:the|our|my|a) )?((?:[\w'-]+ (?:and|&) )?(?:[\w'-]+ )?(?:prices|rates|fees|price list|plans|packages))\b")
        .captures(&phrase.replace('\u{a0}', " "))
        .filter(|found| !pattern!(r"^(?:one|two|three|four|five|\d)").is_match(group(found, 1)))
        .or(packages)
        .map_or_else(|| "Pricing".to_owned(), |found| capitalised(&group(&found, 1).to_lowercase()));
    let why = pattern!(r"\bwhy (?:us|we|you|choose|pick)\b[\w' ]{0,24}")
        .captures(phrase)
        .map(|found| capitalised(group(&found, 0).trim()));
    let food =
        pattern!(r"\b(bak\w*|caf[eé]|restaurant|coffee|pizz\w*|food|bistro|bar|tea)\b").is_match(subject);
    let (design, id, heading, text, entries): (&str, &str, &str, &str, Vec<Entry>) = if is(pattern!(
        r"\bhero\b|\bheader\b|\bfooter\b|\bnav"
    )) {
        return None;
    } else if is(pattern!(r"\b(hours|opening times)\b")) {
        (
            "hours",
            "hours",
            "Opening hours",
            "",
            vec![
                entry("Monday – Friday", "", "8:00 – 18:00"),
                entry("Saturday", "", "9:00 – 16:00"),
                entry("Sunday", "", "Closed"),
            ],
        )
    } else if is(pattern!(r"\b(menu|dishes|specialties)\b")) {
        (
            "prices",
            "menu",
            if food { "Our menu" } else { "Menu" },
            "",
            vec![
                entry("House speciality", "What regulars come for", "€4.50"),
                entry("Seasonal special", "Ask us what is fresh", "€5.20"),
                entry("The classic", "Always good", "€3.80"),
                entry("For two", "To share, or not", "€9.00"),
            ],
        )
    } else if is(pattern!(r"\b(pric(?:e|es|ing)|plans|packages|rates|tiers)\b")) {
        (
            "cards",
            "pricing",
            &priced,
            "Simple prices, no surprises.",
            vec![
                entry("Starter", "The essentials, for a first step.", "€9 / month"),
                entry("Standard", "What most people choose.", "€19 / month"),
                entry("Complete", "Everything, and a hand when you need it.", "€39 / month"),
            ],
        )
    } else if is(pattern!(r"\b(testimonials?|reviews|quotes|what (?:[\w']+ ){1,3}(?:say|think|said))\b")) {
        (
            "quotes",
            "testimonials",
            &said,
            "",
            vec![
                entry("Maria S.", "“Friendly, quick, and simply good. I keep coming back.”", ""),
                entry("Tom K.", "“You notice that they love what they do.”", ""),
                entry("Aisha R.", "“The best in town. I told all my friends.”", ""),
            ],
        )
    } else if is(pattern!(r"\b(faqs?|questions)\b")) {
        (
            "faq",
            "faq",
            "Frequently asked questions",
            "",
            vec![
                entry(
                    "How do I get started?",
                    "Write to us with the form on this page, and we will answer within a day.",
                    "",
                ),
                entry(
                    "Where can I find you?",
                    "You will find our address and hours here, and we are happy to show you the way.",
                    "",
                ),
                entry(
                    "Can I change my mind later?",
                    "Of course. Tell us, and we will find a way together.",
                    "",
                ),
            ],
        )
    } else if is(pattern!(
        r"\b(contact|get in touch|enquir\w*|inquir\w*|message form|booking form|reservations?|book(?:ing)?)\b"
    )) {
        (
            "contact",
            "contact",
            if pattern!(r"\b(reserv|book)").is_match(phrase) { "Book with us" } else { "Get in touch" },
            "Write to us, we are glad to hear from you.",
            Vec::new(),
        )
    } else if is(pattern!(
        r"\b(newsletter|sign-?up|signup|waitlist|wait list|waiting list|subscribe|email capture|e-?mail list|early access|mailing list)\b"
    )) {
        (
            "signup",
            "signup",
            if pattern!(r"\bwait").is_match(phrase) { "Join the waiting list" } else { "Stay in the loop" },
            "Now and then a short message, never spam.",
            Vec::new(),
        )
    } else if is(pattern!(r"\b(features?|benefits?|why us|advantages|highlights)\b")) {
        (
            "cards",
            "features",
            if let Some(why) = &why {
                why
            } else if pattern!(r"\bfeatures?\b").is_match(phrase) {
                "Features"
            } else if pattern!(r"\bbenefits?\b").is_match(phrase) {
                "Benefits"
            } else {
                "Why you will like it"
            },
            "",
            vec![
                entry("Made with care", "Every detail has a reason, and somebody who thought about it.", ""),
                entry("Simple and quick", "No detours: you get what you came for.", ""),
                entry("Here for you", "Real people who answer, also afterwards.", ""),
            ],
        )
    } else if is(pattern!(
        r"\b(services?|offers?|offerings?|what we do|treatments?|classes|courses|products?|lessons)\b"
    )) {
        let named = pattern!(r"\b(classes|courses|products|lessons|treatments|services)\b")
            .captures(phrase)
            .map_or("services".to_owned(), |found| group(&found, 1).to_lowercase());
        let heading = format!("Our {named}");
        let entries = vec![
            entry("For beginners", "A calm start, at your own pace.", "from €15"),
            entry("The favourite", "What most people choose.", "from €25"),
            entry("Made to measure", "Tell us what you need, we will find it.", "on request"),
        ];
        return Some(with_list(
            Section {
                design: "cards".to_owned(),
                id: named,
                heading,
                text: String::new(),
                entries,
                fields: Vec::new(),
            },
            phrase,
        ));
    } else if is(pattern!(
        r"\bmeet (?:the|our)\b|\b(team|staff|people|trainers|who we are|founders|instructors|speakers)\b"
    )) {
        let heading = if pattern!(r"\bspeakers\b").is_match(phrase) { "Speakers" } else { &met };
        (
            "team",
            "team",
            heading,
            "",
            vec![
                entry("Alex Moreau", "Began it all and still opens the door in the morning.", ""),
                entry("Priya Nair", "Keeps everything running, and knows everyone's name.", ""),
                entry("Jonas Weber", "Finds a solution for nearly everything.", ""),
            ],
        )
    } else if is(pattern!(
        r"\b(gallery|photos|pictures|portfolio|projects|work samples|work|case studies|showcase)\b"
    )) {
        let projects = pattern!(r"\b(projects|portfolio|work|case studies)\b").is_match(phrase);
        (
            "gallery",
            if projects { "projects" } else { "gallery" },
            if projects { "Projects" } else { "Gallery" },
            "",
            ["First impression", "In detail", "Behind the scenes", "Last summer"]
                .map(|title| entry(title, "", ""))
                .to_vec(),
        )
    } else if is(pattern!(r"\b(how it works|steps|process)\b")) {
        (
            "steps",
            "how",
            "How it works",
            "",
            vec![
                entry("Say hello", "Tell us what you are looking for.", ""),
                entry("Choose", "We show you what fits.", ""),
                entry("Enjoy", "Lean back, we do the rest.", ""),
            ],
        )
    } else if is(pattern!(r"\b(stats|numbers|figures|statistics)\b")) {
        (
            "figures",
            "numbers",
            "In numbers",
            "",
            vec![
                entry("12", "years of experience", ""),
                entry("3,400", "happy customers", ""),
                entry("98%", "come back", ""),
            ],
        )
    } else if is(pattern!(r"\b(schedule|agenda|programme|program|timetable|line-?up)\b")) {
        (
            "hours",
            "schedule",
            "Schedule",
            "",
            vec![
                entry("Doors open", "", "9:00"),
                entry("Welcome", "", "9:30"),
                entry("First part", "", "10:00"),
                entry("Lunch", "", "12:30"),
                entry("Second part", "", "14:00"),
            ],
        )
    } else if is(pattern!(r"\b(about|our story|story|mission|history|bio)\b")) {
        (
            "text",
            "about",
            if pattern!(r"\bstory\b").is_match(phrase) { "Our story" } else { &about },
            "It began with an idea at a kitchen table and a promise: to do one thing, and to do it well. That is still how we work, every single day.",
            Vec::new(),
        )
    } else if is(pattern!(r"\b(location|address|directions|find us|map|visit)\b")) {
        (
            "text",
            "location",
            "Where to find us",
            "In the middle of town, a few steps from the station. Come by, the door is open.",
            Vec::new(),
        )
    } else if is(pattern!(r"\b(call to action|cta)\b")) {
        ("signup", "start", "Ready to begin?", "Leave your address and we will get back to you.", Vec::new())
    } else {
        return None;
    };
    Some(with_list(
        Section {
            design: design.to_owned(),
            id: id.to_owned(),
            heading: heading.to_owned(),
            text: text.to_owned(),
            entries,
            fields: Vec::new(),
        },
        phrase,
    ))
}

/// Entries that the words name: "services (massage; facials)", "menu: bread, rolls".
pub(super) fn with_list(mut section: Section, phrase: &str) -> Section {
    let Some(found) = pattern!(r"(?:\(|:\s*)([^()]+)\)?$").captures(phrase) else { return section };
    if section.design == "faq" {
        let asked: Vec<Entry> = pattern!(r"([^?.!;]+\?)\s*([^?]*?[.!](?:\s|$)|[^?;]*)")
            .all(group(&found, 1))
            .iter()
            .map(|pair| entry(&capitalised(group(pair, 1).trim()), group(pair, 2).trim(), ""))
            .collect();
        if asked.iter().any(|pair| !pair.text.is_empty()) {
            section.entries = asked;
        }
        return section;
    }
    let names: Vec<String> = group(&found, 1)
        .split([',', ';'])
        .flat_map(|part| part.split(" and "))
        .map(phrases::clean_option)
        .filter(|name| !name.is_empty())
        .collect();
    let hours =
        section.design == "hours" && names.iter().any(|name| name.contains(|c: char| c.is_ascii_digit()));
    if (names.len() > 1 || hours) && !section.entries.is_empty() {
        let usual = section.entries.clone();
        section.entries = names
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let like = usual[at % usual.len()].clone();
                let priced = pattern!(r"^(.*?)[ -]*((?:from )?[€$£]\s?[\d.,]+(?: ?(?:/|per|an?|each) ?\w*)?|[\d.,]+\s?(?:€|eur|euros?|dollars?)(?: ?(?:/|per|an?|each) ?\w*)?)$")
                    .captures(name);
                // "Thu-Sat 4pm-11pm", "Sunday closed".
                let timed = pattern!(r"^((?:mon|tue|wed|thu|fri|sat|sun|daily|every|week|public)[\w&, /-]*?)[: ]+((?:from |at )?\d.*|closed|by appointment)$").captures(name);
                match timed.or(priced) {
                    Some(found) => Entry {
                        title: capitalised(group(&found, 1).trim()),
                        detail: group(&found, 2).to_owned(),
                        text: String::new(),
                    },
                    None => Entry { title: capitalised(name), ..like },
                }
            })
            .collect();
    }
    section
}

/// A section that is named but not known gets a heading and a text to fill in.
pub(in super::super::super) fn other_section(name: &str) -> Section {
    if let Some((heading, _)) = name.split_once(" (") {
        let listed = Section {
            design: "prices".to_owned(),
            id: slug(heading),
            heading: capitalised(heading.trim()),
            text: String::new(),
            entries: vec![entry("", "", "")],
            fields: Vec::new(),
        };
        let priced = with_list(listed.clone(), name);
        if priced != listed {
            let bare = priced.entries.iter().all(|entry| entry.detail.is_empty());
            return Section { design: if bare { "cards" } else { "prices" }.to_owned(), ..priced };
        }
    }
    Section {
        design: "text".to_owned(),
        id: slug(name),
        heading: capitalised(name),
        text: "Tell your visitors more here: edit this text in src/App.tsx, or ask for other words."
            .to_owned(),
        entries: Vec::new(),
        fields: Vec::new(),
    }
}
