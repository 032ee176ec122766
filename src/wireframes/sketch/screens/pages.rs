//! Pages for the public: landing pages, price lists, articles.

use serde_json::json;

use crate::generation::providers::builtin::pattern::pattern;

use super::{
    super::{
        blocks::{self, button, card, heading, hero, image, list, section, text},
        brief::{Brief, Item, Part, capitalised},
        content::{self, PEOPLE},
        layout::{Align, Block},
    },
    beside, columns, muted, plain_item, rest, site, toolbar, within,
};

/// A page that wins people over.
pub(super) fn landing(brief: &mut Brief) -> Block {
    if brief.says(pattern!(r"\b404\b|\berror page\b")) {
        return missing(brief);
    }
    let soon = brief.says(pattern!(r"\bcoming soon\b"));
    let asked = brief.take_all(Part::Button);
    let action = asked.first().map_or_else(|| usual_action(brief), |item| item.label.clone());
    let _ = brief.take(Part::Hero);
    let bar = brief.take(Part::Navbar);
    let has_navbar = bar.is_some();
    let footer = brief.take(Part::Footer);
    let mut items = std::mem::take(&mut brief.items);
    if !brief.plans.is_empty() && !items.iter().any(|item| item.part == Part::Plans) {
        items.push(plain_item(Part::Plans, ""));
    }
    if items.is_empty() && !soon {
        items = [Part::Features, Part::Testimonials, Part::Faq, Part::CallToAction]
            .map(|part| plain_item(part, ""))
            .to_vec();
    } else if items.is_empty() {
        items = vec![plain_item(Part::Newsletter, "")];
    }
    // What closes a page comes last, wherever it was named.
    items.sort_by_key(|item| match item.part {
        Part::CallToAction => 1,
        Part::Newsletter => 2,
        Part::Contact => 3,
        _ => 0,
    });
    let links: Vec<String> = match &bar {
        Some(bar) if !bar.members.is_empty() => bar.members.iter().map(|name| capitalised(name)).collect(),
        _ => items
            .iter()
            .map(|item| blocks::titled(item, usual_link(item.part)))
            .filter(|label| label.len() < 24 && !label.is_empty())
            .take(5)
            .collect(),
    };
    let mut main =
        vec![if soon { hero(brief, "Sign up").prop("eyebrow", "Coming soon") } else { hero(brief, &action) }];
    main.extend(items.iter().map(|item| in_band(item, brief)));
    main.extend(
        asked.iter().skip(1).map(|item| blocks::section(&plain_item(Part::Named, &item.label), brief)),
    );
    brief.items = footer.into_iter().collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    site(brief, &links, if soon && !has_navbar { "" } else { &action }, main)
}

/// A section as wide as the page: those that are not made for it stand in a band.
fn in_band(item: &Item, brief: &Brief) -> Block {
    let made = match item.part {
        Part::Named | Part::List | Part::Groups | Part::Images => section(item, brief),
        Part::Testimonials
        | Part::Faq
        | Part::Newsletter
        | Part::Team
        | Part::Logos
        | Part::Features
        | Part::CallToAction
        | Part::Hero
        | Part::Plans
        | Part::Contact => return section(item, brief),
        _ => Block::container("Section", vec![blocks::from_item(item, brief)]).padding(48.0, 0.0, 48.0, 0.0),
    };
    if made.component == Some("Section") && made.padding[3] == 0.0 {
        let side = if brief.phone() { 16.0 } else { 144.0 };
        return made.padding(48.0, side, 48.0, side);
    }
    made
}

fn usual_link(part: Part) -> &'static str {
    match part {
        Part::Features => "Features",
        Part::Plans => "Pricing",
        Part::Faq => "FAQ",
        Part::Team => "Team",
        Part::Contact => "Contact",
        Part::Testimonials => "Reviews",
        _ => "",
    }
}

fn usual_action(brief: &Brief) -> String {
    let known: [(&crate::generation::providers::builtin::pattern::Pattern, &str); 6] = [
        (pattern!(r"\b(?:restaurant|bistro|trattoria)\b"), "Book a table"),
        (
            pattern!(r"\b(?:dentist|doctor|clinic|salon|barber|spa|vet|therapist|physio\w*|hairdresser)\b"),
            "Book an appointment",
        ),
        (pattern!(r"\b(?:yoga|gym|studio|dance|fitness|course|school)\b"), "Book a class"),
        (pattern!(r"\b(?:run|race|event|conference|festival|meetup|wedding)\b"), "Register"),
        (pattern!(r"\b(?:bakery|cafe|café|shop|store|roaster|butcher|brewery)\b"), "Visit us"),
        (
            pattern!(r"\b(?:law|lawyer|agency|consult\w*|architect\w*|photographer|accountant|firm)\b"),
            "Get in touch",
        ),
    ];
    known
        .iter()
        .find(|(pattern, _)| brief.says(pattern))
        .map_or("Get started", |(_, action)| action)
        .to_owned()
}

/// The page that is shown where there is none.
fn missing(brief: &mut Brief) -> Block {
    let searches = brief.take(Part::Search).is_some();
    let links = brief.take_all(Part::Link);
    let mut inside = vec![
        heading("404", 1),
        heading("This page does not exist", 2),
        text("The address may be mistyped, or the page has moved.", "muted"),
    ];
    if searches {
        inside.push(blocks::search("the site"));
    }
    let label = links.first().map_or("Back to home", |_| "Back to home");
    inside.push(Block::row(vec![button(label, "primary")]));
    let block = Block::column(inside).wide(560.0).gap(16.0);
    let area = Block::column(vec![block]).padding(128.0, 16.0, 128.0, 16.0).align(Align::Centre).least(640.0);
    let mut main = vec![area];
    main.extend(rest(brief).into_iter().map(|block| within(brief, vec![block])));
    site(brief, &["Home", "Products", "Help"], "", main)
}

/// A price list.
pub(super) fn pricing(brief: &mut Brief) -> Block {
    let named = brief.take(Part::Plans);
    let counted = brief.take_where(|item| pattern!(r"^(?:tiers|plans)$").is_match(&item.label));
    let count = counted.iter().chain(&named).find_map(|item| item.count).unwrap_or(3);
    let both =
        brief.says(pattern!(r"\b(?:monthly|yearly|annual)\b.*\b(?:yearly|monthly|toggle|switch|annual)\b"));
    let _ = brief.take_where(|item| {
        pattern!(r"^(?:monthly|yearly|annual)\b").is_match(&item.label) || item.part == Part::Switches
    });
    let mut inside =
        vec![heading("Simple prices", 1), text("Start for free, change or stop whenever you like.", "lead")];
    if both {
        inside.push(
            Block::leaf("Tabs", 40.0)
                .wide(240.0)
                .prop("items", json!(["Monthly", "Yearly"]))
                .prop("active", 0)
                .prop("variant", "pill"),
        );
    }
    let mut main = vec![Block::column(inside).padding(64.0, side(brief), 32.0, side(brief)).gap(16.0)];
    let prices = blocks::section(&Item { count: Some(count), ..plain_item(Part::Plans, "") }, brief);
    main.push(prices);
    let items = std::mem::take(&mut brief.items);
    for item in &items {
        main.push(match item.part {
            Part::Table => comparison(brief),
            Part::Button => {
                Block::row(vec![button(&item.label, "primary")]).padding(16.0, side(brief), 16.0, side(brief))
            }
            _ => in_band(item, brief),
        });
    }
    site(brief, &["Product", "Pricing", "Help"], "Sign in", main)
}

fn side(brief: &Brief) -> f64 {
    if brief.phone() { 16.0 } else { 144.0 }
}

/// What each plan has.
fn comparison(brief: &Brief) -> Block {
    let mut names: Vec<String> = brief.plans.iter().map(|plan| plan.name.clone()).collect();
    if names.is_empty() {
        names = ["Free", "Pro", "Team"].map(str::to_owned).to_vec();
    }
    let rows: Vec<Vec<&str>> = ["People", "Projects", "Help", "Export", "Roles"]
        .iter()
        .enumerate()
        .map(|(row, name)| {
            std::iter::once(*name)
                .chain((0..names.len()).map(|at| {
                    [
                        ["1", "5", "Unlimited"],
                        ["3", "Unlimited", "Unlimited"],
                        ["Email", "Within a day", "By phone"],
                        ["-", "Yes", "Yes"],
                        ["-", "-", "Yes"],
                    ][row][at % 3]
                }))
                .collect()
        })
        .collect();
    let columns: Vec<String> = std::iter::once("Compare".to_owned()).chain(names).collect();
    let table =
        Block::leaf("Table", 48.0 + 5.0 * 48.0).prop("columns", json!(columns)).prop("rows", json!(rows));
    Block::container("Section", vec![heading("Compare plans", 2), table])
        .padding(48.0, side(brief), 48.0, side(brief))
        .gap(24.0)
}

/// Something to read.
pub(super) fn article(brief: &mut Brief) -> Block {
    if brief.says(pattern!(r"\b(?:documentation|docs|wiki|knowledge base|help (?:centre|center))\b")) {
        return documentation(brief);
    }
    if brief.says(pattern!(r"\b(?:home|magazine|news|featured)\b"))
        && !brief.says(pattern!(r"\b(?:blog post|article page)\b"))
    {
        return front(brief);
    }
    let _ = brief.take_where(|item| {
        pattern!(r"^(?:title|author|date|reading time|cover image|hero image|content|body|text)$")
            .is_match(&item.label)
            || item.part == Part::Avatar
    });
    let aside =
        brief.take_where(|item| pattern!(r"^(?:related|popular|latest|more)\b").is_match(&item.label));
    let subject = brief.subject.clone();
    let title = if subject.is_empty() {
        "A weekend without a plan".to_owned()
    } else {
        format!("What we learned about {}", subject.to_lowercase())
    };
    let by = Block::row(vec![
        Block::leaf("Avatar", 48.0).wide(48.0).prop("name", PEOPLE[4]),
        Block::column(vec![text(PEOPLE[4], "strong"), text("12 May 2025 · 6 min read", "muted")]).gap(0.0),
    ]);
    let mut inside = vec![
        heading(&title, 1),
        by,
        image("Cover picture", if brief.phone() { 200.0 } else { 360.0 }),
        text(
            "We set out on Saturday morning without a map and with little in our bags. By noon the first rule of the weekend was clear: whoever finds the nicest bench decides where lunch is.",
            "body",
        ),
        heading("Slow is a direction, too", 2),
        text(
            "The best hour was the one that nobody had arranged. A bakery had its door open, the owner was talking to a neighbour, and there was still warm bread on the shelf.",
            "body",
        ),
        Block::leaf("Quote", 96.0)
            .prop("text", "You notice more when you do not have to arrive.")
            .prop("name", PEOPLE[1]),
    ];
    let tail: Vec<Block> = aside.iter().map(|item| columns(brief, 3, posts(&item.label, 3))).collect();
    inside.extend(rest(brief));
    for (item, posts) in aside.iter().zip(tail) {
        inside.push(heading(&item.label, 2));
        inside.push(posts);
    }
    let column = Block::column(inside).wide(720.0);
    let main = within(brief, vec![column]).align(Align::Centre);
    site(brief, &["Home", "Topics", "About"], "Subscribe", vec![main])
}

fn posts(about: &str, count: usize) -> Vec<Block> {
    content::things(if content::things(about).is_empty() { "posts" } else { about })
        .iter()
        .cycle()
        .take(count)
        .map(|name| {
            Block::container("Card", vec![image(name, 144.0), heading(name, 4), muted("12 May · 6 min read")])
                .padded(16.0)
                .gap(8.0)
        })
        .collect()
}

/// The first page of a magazine.
fn front(brief: &mut Brief) -> Block {
    let topics = brief.take(Part::Groups);
    let featured = brief.take_named(pattern!(r"\bfeatured\b|\btop stories\b|\blead story\b"));
    let label = featured.map_or_else(|| "Featured".to_owned(), |item| item.label);
    let names = topics.as_ref().map_or_else(Vec::new, |item| blocks::data("topics", &item.members, 5));
    let names = if topics.as_ref().is_some_and(|item| item.members.is_empty()) {
        ["Places", "Food", "People", "Tips"].map(str::to_owned).to_vec()
    } else {
        names
    };
    let mut inside = toolbar(brief, "articles", false);
    inside.push(heading(&label, 1));
    let lead = vec![
        image("Cover picture", 320.0),
        Block::column(vec![heading("Five quiet places by the sea", 2), text("A slow train, an empty beach and a kitchen that closes when the fish is gone: where to go before the season starts.", "lead"), muted(&format!("{} · 12 May", PEOPLE[4])), button("Read on", "primary")]).gap(16.0),
    ];
    inside.push(beside(brief, lead));
    if topics.is_some() {
        inside.push(
            Block::column(vec![
                heading("Categories", 3),
                Block::leaf("Tabs", 48.0).prop("items", json!(names)).prop("active", 0),
            ])
            .gap(8.0),
        );
    }
    inside.push(columns(brief, 3, posts("posts", 3)));
    let items = std::mem::take(&mut brief.items);
    for item in &items {
        match item.part {
            Part::Named | Part::List => {
                inside.push(heading(&item.label, 2));
                inside.push(columns(brief, 3, posts(&item.label, 3)));
            }
            _ => inside.push(blocks::from_item(item, brief)),
        }
    }
    let main = within(brief, inside);
    let links: Vec<&str> = names.iter().map(String::as_str).collect();
    site(
        brief,
        if links.is_empty() { &["Latest", "Topics", "About"] } else { &links },
        "Subscribe",
        vec![main],
    )
}

/// A page of a manual.
fn documentation(brief: &mut Brief) -> Block {
    let sidebar = brief.take(Part::Sidebar);
    let contents = brief.take_named(pattern!(r"\b(?:table of contents|on this page|contents)\b"));
    let code = brief.take(Part::Code);
    let names = sidebar.as_ref().filter(|item| !item.members.is_empty()).map_or_else(
        || {
            ["Introduction", "Installation", "First steps", "Guides", "Reference", "Help"]
                .map(str::to_owned)
                .to_vec()
        },
        |item| item.members.clone(),
    );
    let search = toolbar(brief, "the documentation", true);
    let mut body = search;
    body.extend([
        Block::leaf("Breadcrumbs", 24.0).prop("items", json!(["Docs", names.get(1).cloned().unwrap_or_default()])),
        heading(&names.get(1).cloned().unwrap_or_else(|| "Installation".to_owned()), 1),
        text("You need a terminal and ten minutes. Everything runs on your own machine; nothing is sent anywhere.", "lead"),
        heading("Install", 2),
        code.as_ref().map_or_else(|| blocks::from_item(&plain_item(Part::Code, ""), brief), |item| blocks::from_item(item, brief)),
        heading("Check that it works", 2),
        text("Open the address in a browser. You should see an empty project.", "body"),
    ]);
    body.extend(rest(brief));
    let _ = contents;
    let aside = card(
        "On this page",
        vec![list(&["Install", "Check that it works", "Next steps"].map(str::to_owned), &[], "plain")],
    );
    let main = if brief.phone() {
        Block::column(vec![aside, Block::column(body)]).padding(24.0, 16.0, 24.0, 16.0)
    } else {
        let height = 832.0;
        let side = Block::leaf("Sidebar", height)
            .least(height)
            .wide(240.0)
            .prop("items", json!(names))
            .prop("active", 1);
        let mut row = vec![side, Block::column(body).padding(32.0, 32.0, 32.0, 32.0).gap(16.0)];
        if brief.device == super::super::brief::Device::Desktop {
            row.push(Block::column(vec![aside]).padding(32.0, 24.0, 32.0, 0.0).wide(256.0));
        }
        Block::row(row).gap(0.0).stretched()
    };
    let bar = Block::leaf("Navbar", 64.0)
        .text_prop("brand", &brief.name())
        .prop("items", json!(["Docs", "Guides", "Help"]))
        .prop("active", 0);
    Block::column(vec![bar, main]).gap(0.0)
}
