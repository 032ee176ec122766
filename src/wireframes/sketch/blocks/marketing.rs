//! The sections of pages that want to win people over.

use serde_json::{Value, json};

use crate::generation::providers::builtin::{
    pattern::{group, pattern},
    reading,
};

use super::{
    super::{
        brief::{Brief, Item, Kind, Part, Plan, capitalised},
        content::{self, PEOPLE},
        layout::{Align, Block},
    },
    button, data, heading, image, input, list, text, titled,
};

/// The first thing that people see.
pub(in super::super) fn hero(brief: &Brief, action: &str) -> Block {
    let subject = brief.subject.as_str();
    let claim = pattern!(r#"\b(?:headline|claim|slogan|tagline|heading|saying)\b[^".]{0,30}"([^"]{2,80})""#)
        .captures(&brief.text)
        .map(|found| group(&found, 1).to_owned());
    let when =
        pattern!(r"\bon (\d{1,2}(?:st|nd|rd|th)? (?-i:[A-Z])[a-z]+(?: \d{4})?|(?-i:[A-Z])[a-z]+ \d{1,2})\b")
            .captures(&brief.text)
            .map(|found| group(&found, 1).to_owned());
    let place = if brief.place.is_empty() { String::new() } else { format!(" in {}", brief.place) };
    let title = claim.unwrap_or_else(|| {
        if subject.is_empty() || brief.brand.is_empty() && brief.name() == reading::title_case(subject) {
            format!("{}{place}", brief.name())
        } else {
            format!("{}: your {}{place}", brief.name(), subject.to_lowercase())
        }
    });
    // "Fernly, an app that reminds people to …" says itself what it does.
    let does = pattern!(r"\b(?:app|tool|service|site|website|platform|shop|studio|product) (?:that|which) ([\w' -]{8,90}?)(?:,|\.|;|:|\s+with\b|$)")
        .captures(&brief.text)
        .map(|found| group(&found, 1).to_owned());
    let lead = match (&when, subject.is_empty()) {
        _ if does.is_some() => format!("{}.", capitalised(&does.unwrap_or_default())),
        (Some(when), _) => format!("{when}{place}. Everyone is welcome: bring friends and family."),
        (None, true) => "Simple to start, pleasant to use every day. Try it and see for yourself.".to_owned(),
        (None, false) => format!(
            "Everything that a good {} needs, made with care and easy to start with.",
            subject.to_lowercase()
        ),
    };
    Block::leaf("Hero", if brief.phone() { 480.0 } else { 440.0 })
        .text_prop("title", &title)
        .text_prop("description", &lead)
        .text_prop("action", action)
        .text_prop("secondary", "Learn more")
        .text_prop(
            "image",
            &if subject.is_empty() {
                "Picture of the product".to_owned()
            } else {
                format!("Picture: {subject}")
            },
        )
        .prop("align", if brief.phone() { "center" } else { "left" })
}

/// A section for an item.
pub(in super::super) fn section(item: &Item, brief: &Brief) -> Block {
    match item.part {
        Part::Hero => hero(brief, "Get started"),
        Part::Features => features(item, brief),
        Part::Testimonials => testimonials(item, brief),
        Part::Faq => faq(item, brief),
        Part::Newsletter => Block::leaf("Newsletter", if brief.phone() { 240.0 } else { 184.0 })
            .text_prop("title", &newsletter_title(item))
            .prop("description", "News and dates, once a month. Unsubscribe whenever you like.")
            .prop("placeholder", "you@example.com")
            .prop("action", "Sign up"),
        Part::Team => team(item, brief),
        Part::Logos => logos(item),
        Part::CallToAction => Block::leaf("CallToAction", 224.0)
            .text_prop(
                "title",
                &if item.label.is_empty() {
                    format!(
                        "Ready to try {}?",
                        if brief.brand.is_empty() { "it".to_owned() } else { brief.brand.clone() }
                    )
                } else {
                    item.label.clone()
                },
            )
            .prop("description", "It takes two minutes to get started.")
            .prop("action", "Get started"),
        Part::Plans => pricing(&brief.plans, item.count.unwrap_or(3), brief),
        Part::Contact => contact(item, brief),
        Part::Footer => footer(item, brief),
        Part::Images => gallery(item, brief),
        _ => plain(item, brief),
    }
}

fn newsletter_title(item: &Item) -> String {
    if pattern!(r"\bwait(?:ing )?list\b").is_match(&item.words) {
        "Join the waiting list"
    } else if pattern!(r"\bemail sign").is_match(&item.words) {
        "Be the first to know"
    } else {
        "Newsletter"
    }
    .to_owned()
}

fn features(item: &Item, brief: &Brief) -> Block {
    let icons = ["star", "heart", "check", "clock", "shield", "chart"];
    let usual = ["Quick to start", "Made for every day", "Help when you need it"];
    let names: Vec<String> = if item.members.is_empty() {
        usual.iter().cycle().take(item.count.unwrap_or(3).min(3)).map(|name| (*name).to_owned()).collect()
    } else {
        item.members.iter().map(|name| capitalised(name)).collect()
    };
    let texts = [
        "Set up in two minutes, without reading a manual.",
        "Calm, clear and there when you want it.",
        "Real people answer within a day.",
    ];
    let entries: Vec<Value> = names
        .iter()
        .take(24)
        .enumerate()
        .map(|(at, name)| json!({"title": name, "description": if item.members.is_empty() { texts[at % 3].to_owned() } else { content::sentence(name, &brief.subject) }, "icon": icons[at % 6]}))
        .collect();
    let columns = if brief.phone() { 1 } else { entries.len().min(3) };
    let rows = entries.len().div_ceil(columns.max(1)) as f64;
    Block::leaf("FeatureGrid", 136.0 + rows * 176.0)
        .text_prop("title", &titled(item, "Features"))
        .prop("items", Value::from(entries))
}

fn testimonials(item: &Item, brief: &Brief) -> Block {
    let said = [
        "I recommend it to everyone who asks. It simply works, and the people behind it care.",
        "We tried three others before. This is the one that we kept.",
        "Friendly, quick and honest. I would not want to be without it.",
    ];
    let cards = (0..item.count.unwrap_or(3).clamp(1, 6))
        .map(|at| {
            Block::leaf("Testimonial", 224.0)
                .prop("text", said[at % 3])
                .prop("name", PEOPLE[(at + 1) % 8])
                .prop("role", ["Customer since 2021", "Regular", "First-time visitor"][at % 3])
        })
        .collect();
    let columns = if brief.phone() { 1 } else { item.count.unwrap_or(3).clamp(1, 3) };
    let mut made = band(&titled(item, "What people say"), vec![Block::grid(columns, cards)], brief);
    // Like the headings of the sections around it.
    if let Some(title) = made.children.first_mut().filter(|_| brief.kind == Kind::Landing) {
        title.props.insert("align".to_owned(), json!("center"));
    }
    made
}

fn faq(item: &Item, brief: &Brief) -> Block {
    let name = if brief.brand.is_empty() { "it".to_owned() } else { brief.brand.clone() };
    let entries = if item.members.is_empty() {
        json!([
            {"question": format!("How do I get started with {name}?"), "answer": "Sign up with your email address. You can look around before you decide."},
            {"question": "What does it cost?", "answer": "You find all prices on this page; there is nothing hidden."},
            {"question": "Can I stop at any time?", "answer": "Yes, with one click. You keep what is yours."},
            {"question": "Who can I ask for help?", "answer": "Write to us. We answer within one working day."},
        ])
    } else {
        item.members.iter().map(|name| json!({"question": capitalised(name), "answer": content::sentence(name, &brief.subject)})).collect()
    };
    Block::leaf("Faq", if brief.phone() { 496.0 } else { 416.0 })
        .prop("title", "Frequently asked questions")
        .prop("items", entries)
}

fn team(item: &Item, brief: &Brief) -> Block {
    let label = titled(item, "Team");
    let role = capitalised(&reading::singular(
        &pattern!(r"^(?:our|the|meet the|meet our) ").replace(&label.to_lowercase(), ""),
    ));
    let role = if pattern!(r"\b(?:team|staff|people)\b").is_match(&role) { String::new() } else { role };
    let people: Vec<Value> = if item.members.is_empty() {
        let roles = ["Founder", "Operations", "Customer care", "Design"];
        (0..item.count.unwrap_or(4).clamp(2, 8)).map(|at| json!({"name": PEOPLE[at % 8], "role": if role.is_empty() { roles[at % 4].to_owned() } else { role.clone() }})).collect()
    } else {
        item.members.iter().map(|name| json!({"name": name, "role": role})).collect()
    };
    let columns = if brief.phone() { 2 } else { people.len().min(4) };
    let rows = people.len().div_ceil(columns.max(1)) as f64;
    Block::leaf("TeamGrid", 104.0 + 216.0 * rows)
        .text_prop("title", &label)
        .prop("items", Value::from(people))
}

fn logos(item: &Item) -> Block {
    let names = if item.members.is_empty() {
        ["Northwind", "Blue Door", "Papertrail", "Greenfield", "Studio Nine"].map(str::to_owned).to_vec()
    } else {
        item.members.clone()
    };
    let title = if pattern!(r"\bsponsors?\b").is_match(&item.words) { "Sponsors" } else { "Trusted by" };
    Block::leaf("LogoCloud", 128.0).prop("title", title).prop("items", json!(names))
}

/// A price list.
pub(in super::super) fn pricing(plans: &[Plan], count: usize, brief: &Brief) -> Block {
    let usual: Vec<Plan> =
        [("Free", "$0"), ("Pro", "$12"), ("Team", "$40"), ("Enterprise", "$99"), ("Custom", "Contact us")]
            .iter()
            .take(count.clamp(1, 5))
            .map(|(name, price)| Plan {
                name: (*name).to_owned(),
                price: (*price).to_owned(),
                period: if price.starts_with('$') { "/ month".to_owned() } else { String::new() },
            })
            .collect();
    let plans = if plans.is_empty() { &usual } else { plans };
    let lists: [&[&str]; 4] = [
        &["1 person", "3 projects", "Help by email"],
        &["5 people", "Unlimited projects", "Help within a day"],
        &["Unlimited people", "Roles and permissions", "Help by phone"],
        &["Own contract", "Training for your team"],
    ];
    let whom = ["To try things out", "For regular use", "For growing teams", "For large organisations"];
    let entries: Vec<Value> = plans
        .iter()
        .take(6)
        .enumerate()
        .map(|(at, plan)| json!({"name": plan.name, "price": if plan.price.is_empty() { ["$0", "$12", "$40", "$99"][at % 4] } else { plan.price.as_str() }, "period": plan.period, "description": whom[at % 4], "features": lists[at % 4], "action": if plan.price == "Contact us" { "Contact us".to_owned() } else { format!("Choose {}", plan.name) }}))
        .collect();
    let height = if brief.phone() { 96.0 + 376.0 * entries.len() as f64 } else { 480.0 };
    let active = i32::from(entries.len() > 1);
    Block::leaf("Pricing", height)
        .prop("title", "Pricing")
        .prop("items", Value::from(entries))
        .prop("active", active)
}

fn contact(item: &Item, brief: &Brief) -> Block {
    let names = if item.members.len() > 1 {
        item.members.clone()
    } else {
        ["Name", "Email", "Message"].map(str::to_owned).to_vec()
    };
    let mut fields: Vec<Block> = names.iter().map(|name| input(&content::field(name, "form"))).collect();
    fields.push(button("Send message", "primary"));
    let form = Block::container("Card", fields).padded(24.0);
    let side = Block::column(vec![
        text("Write to us or come by. We answer within one working day.", "lead"),
        list(
            &[
                "hello@example.com".to_owned(),
                "+44 20 7946 0100".to_owned(),
                if brief.place.is_empty() {
                    "12 Harbour Street".to_owned()
                } else {
                    format!("12 Harbour Street, {}", brief.place)
                },
            ],
            &[],
            "plain",
        ),
    ]);
    let inside = if brief.phone() {
        Block::column(vec![side, form])
    } else {
        Block::row(vec![side.share(2.0), form.share(3.0)]).gap(48.0).stretched()
    };
    band(&titled(item, "Contact"), vec![inside], brief)
}

/// The end of a page.
pub(in super::super) fn footer(item: &Item, brief: &Brief) -> Block {
    let names = if item.members.is_empty() {
        ["About", "Contact", "Privacy", "Terms"].map(str::to_owned).to_vec()
    } else {
        item.members.clone()
    };
    Block::leaf("Footer", if brief.phone() { 200.0 } else { 120.0 })
        .text_prop("brand", &brief.name())
        .prop("items", json!(names))
        .text_prop("text", &format!("© {}", brief.name()))
}

fn gallery(item: &Item, brief: &Brief) -> Block {
    let label = titled(item, "Gallery");
    let tiles = (1..=6)
        .map(|at| image(&format!("{} {at}", capitalised(&reading::singular(&label))), 240.0))
        .collect();
    band(&label, vec![Block::grid(if brief.phone() { 2 } else { 3 }, tiles)], brief)
}

/// A section that its name alone describes.
fn plain(item: &Item, brief: &Brief) -> Block {
    let label = titled(item, "More");
    let lower = label.to_lowercase();
    let mut inside = vec![text(&content::sentence(&label, &brief.subject), "lead")];
    if pattern!(r"\b(?:map|route|find us|directions|location)\b").is_match(&lower) {
        inside.push(Block::leaf("Map", 320.0).text_prop("label", &label).prop("pins", 1));
    } else if pattern!(r"\b(?:registration|register|sign-?up|booking|reserv\w+|rsvp)\b").is_match(&lower) {
        inside.push(Block::row(vec![button(&label, "primary")]));
    } else if item.part == Part::Named
        && pattern!(r"\b(?:hours|schedule|timetable|programme|agenda|menu|classes|lessons|prices)\b")
            .is_match(&lower)
        || item.part == Part::List
        || item.part == Part::Groups
    {
        inside.push(list(&data(&lower, &item.members, 5), &[], "divided"));
    } else if pattern!(r"\b(?:story|about|mission)\b").is_match(&lower) {
        inside = vec![if brief.phone() {
            Block::column(vec![
                text(&content::sentence(&label, &brief.subject), "lead"),
                image(&label, 240.0),
            ])
        } else {
            Block::row(vec![text(&content::sentence(&label, &brief.subject), "lead"), image(&label, 280.0)])
                .gap(48.0)
        }];
    } else if !content::things(&lower).is_empty() || !item.members.is_empty() {
        let cards = data(&lower, &item.members, 3)
            .iter()
            .map(|name| {
                super::card(name, vec![image(name, 144.0), text(&content::sentence(name, ""), "muted")])
            })
            .collect();
        inside.push(Block::grid(if brief.phone() { 1 } else { 3 }, cards));
    }
    band(&label, inside, brief)
}

/// Stands a section that has no margins of its own within those of its page.
pub(in super::super) fn within_margins(block: Block, brief: &Brief) -> Block {
    // Their own text begins so far from their edge.
    let own = match block.component {
        Some("Section" | "Footer") | None => return block,
        Some("Hero") => 48.0,
        _ => 24.0,
    };
    let side = (margin(brief) - own).max(0.0);
    if side == 0.0 {
        return block;
    }
    Block::container("Section", vec![block]).padding(0.0, side, 0.0, side)
}

/// A band across the page, with a heading.
pub(in super::super) fn band(title: &str, inside: Vec<Block>, brief: &Brief) -> Block {
    let side = margin(brief);
    let mut children = Vec::with_capacity(inside.len() + 1);
    if !title.is_empty() {
        children.push(heading(title, 2));
    }
    children.extend(inside);
    let below = if brief.phone() { 32.0 } else { 64.0 };
    Block::container("Section", children).padding(below, side, below, side).gap(24.0).align(Align::Start)
}

/// From a page's edge to its text.
pub(in super::super) fn margin(brief: &Brief) -> f64 {
    match brief.device {
        super::super::brief::Device::Desktop => 144.0,
        super::super::brief::Device::Tablet => 48.0,
        super::super::brief::Device::Phone => 16.0,
    }
}
