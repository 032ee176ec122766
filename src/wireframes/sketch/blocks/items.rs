//! What a description lists, as blocks: whatever the kind of screen, nothing named is lost.

use serde_json::json;

use crate::generation::providers::builtin::{
    pattern::pattern,
    reading::{self, Holds, Named},
};

use super::{
    super::{
        brief::{Brief, Item, Part, Shape, capitalised, number},
        content::{self, PEOPLE},
        layout::Block,
    },
    button, buttons, card, chart, heading, image, input, link, list, search, select, stat, switch, table,
    text, upload,
};

/// The words of an item, or these where it only names a part.
pub(in super::super) fn titled(item: &Item, usual: &str) -> String {
    if item.label.is_empty() { usual.to_owned() } else { item.label.clone() }
}

/// Names in a list about something: as the words name them, or examples.
pub(in super::super) fn data(label: &str, members: &[String], most: usize) -> Vec<String> {
    if members.len() > 1 {
        return members.iter().map(|name| capitalised(name)).collect();
    }
    let lower = label.to_lowercase();
    let names = content::things(&lower);
    if names.is_empty() {
        let one = capitalised(&reading::singular(label));
        return (1..=most.min(4)).map(|at| format!("{one} {at}")).collect();
    }
    names.iter().take(most).map(|name| (*name).to_owned()).collect()
}

/// A line of detail for each entry of a list.
pub(in super::super) fn line(label: &str, count: usize) -> Vec<String> {
    let lower = label.to_lowercase();
    let words: &[&str] =
        if pattern!(r"\b(?:orders?|invoices?|sales|customers|products|sellers)\b").is_match(&lower) {
            &["$128.00", "$61.20", "$349.00", "$18.90", "$87.40", "$240.00"]
        } else if pattern!(r"\b(?:homework|tasks?|deadlines?|to-?dos?)\b").is_match(&lower) {
            &["Due on Monday", "Due on Tuesday", "Due on Wednesday", "Due on Friday"]
        } else if pattern!(r"\b(?:events?|meetings?|appointments?|classes)\b").is_match(&lower) {
            &["Today, 10:00", "Today, 14:30", "Tomorrow, 9:00", "Friday, 16:00", "Monday, 11:00"]
        } else if pattern!(r"\b(?:episodes?|songs?|tracks?|videos?)\b").is_match(&lower) {
            &["42 min", "38 min", "51 min", "29 min", "45 min"]
        } else {
            &["2 minutes ago", "1 hour ago", "Yesterday", "2 days ago", "Last week", "Last month"]
        };
    (0..count).map(|at| words[at % words.len()].to_owned()).collect()
}

/// The fields of a table: as named, or as usual for its things.
fn columns(item: &Item, noun: &str) -> Vec<Named> {
    let own: Vec<Named> = item.members.iter().map(|name| content::field(name, noun)).collect();
    if own.len() > 1 {
        return own;
    }
    let usual = reading::usual(noun);
    if usual.len() > 1 {
        return own.into_iter().chain(usual).take(5).collect();
    }
    let words: &[&str] = if pattern!(r"order|invoice|payment|sale|purchase|transaction").is_match(noun) {
        &["Number", "Customer", "Date", "Total", "Status"]
    } else if pattern!(r"comparison|plan").is_match(noun) {
        &["Name", "Free", "Pro", "Team"]
    } else {
        &["Name", "Status", "Owner", "Updated"]
    };
    own.into_iter().chain(words.iter().map(|word| content::field(word, noun))).collect()
}

/// The block for an item, in a column of the main area.
pub(in super::super) fn from_item(item: &Item, brief: &Brief) -> Block {
    match item.part {
        Part::Table => table_of(item, brief),
        Part::Chart => charts(item, brief),
        Part::Stats => stats(item, brief),
        Part::Map => {
            Block::leaf("Map", 360.0).least(360.0).text_prop("label", &titled(item, "Map")).prop("pins", 5)
        }
        Part::Calendar => Block::leaf("Calendar", 480.0).text_prop("title", "May 2025").prop("active", 12),
        Part::Images => images(item, brief),
        Part::Video => {
            Block::leaf("Video", 320.0).text_prop("title", &titled(item, "Video")).prop("duration", "12:40")
        }
        Part::Carousel => Block::leaf("Carousel", 320.0)
            .prop("items", json!(data(&titled(item, "Highlights"), &item.members, 4))),
        Part::Timeline => timeline(item),
        Part::Comments => comments(item),
        Part::Alert => {
            Block::leaf("Alert", 64.0).text_prop("text", &titled(item, "Please note")).prop("tone", "warning")
        }
        Part::Avatar => Block::leaf("Avatar", 64.0).wide(64.0).prop("name", PEOPLE[0]),
        Part::Code => Block::leaf("Code", 144.0)
            .prop("language", "bash")
            .prop("text", "npm install\nnpm run dev\n# opens http://localhost:3000"),
        Part::Quote => Block::leaf("Quote", 120.0)
            .prop("text", "Small steps, taken every day, go further than big plans.")
            .text_prop("name", PEOPLE[4]),
        Part::Modal => Block::leaf("Modal", 240.0)
            .wide(480.0)
            .text_prop("title", &titled(item, "Are you sure?"))
            .prop("description", "This cannot be undone.")
            .prop("action", "Confirm")
            .prop("cancel", "Cancel"),
        Part::Tree => Block::leaf("Tree", 224.0).prop("items", json!(data("documents", &item.members, 6))),
        Part::Editor | Part::Prompt => Block::leaf("TextArea", 136.0)
            .text_prop("label", &titled(item, "Text"))
            .text_prop("placeholder", "Write here"),
        Part::Testimonials
        | Part::Faq
        | Part::Newsletter
        | Part::Team
        | Part::Logos
        | Part::Features
        | Part::CallToAction
        | Part::Hero
        | Part::Plans
        | Part::Contact
        | Part::Footer => {
            let made = super::section(item, brief);
            if made.component == Some("Section") { made.padding(0.0, 0.0, 0.0, 0.0) } else { made }
        }
        _ => control(item, brief),
    }
}

/// Parts that people use rather than read.
fn control(item: &Item, brief: &Brief) -> Block {
    match item.part {
        Part::Button => Block::row(buttons(std::slice::from_ref(item), true)),
        Part::Link => link(&capitalised(&titled(item, "Learn more"))),
        Part::Search => {
            let about = item
                .members
                .first()
                .cloned()
                .unwrap_or_else(|| brief.noun.as_ref().map_or(String::new(), |(_, many)| many.clone()));
            search(&if pattern!(r"\bby\b").is_match(&item.words) && item.members.len() == 1 {
                format!("by {about}")
            } else {
                about
            })
        }
        Part::Filters => {
            Block::row(item.members.iter().map(|name| select(&capitalised(name), &[]).wide(200.0)).collect())
        }
        Part::Tabs | Part::TabBar | Part::Navbar => Block::leaf("Tabs", 48.0)
            .prop("items", json!(data("Overview", &item.members, 3)))
            .prop("active", 0),
        Part::Steps => steps(item),
        Part::Progress => {
            Block::leaf("Progress", 48.0).text_prop("label", &titled(item, "Progress")).prop("value", 60)
        }
        Part::Slider => Block::leaf("Slider", 56.0)
            .text_prop("label", &titled(item, "Value"))
            .prop("value", 60)
            .prop("min", 0)
            .prop("max", 100),
        Part::Rating => Block::leaf("Rating", 32.0)
            .wide(200.0)
            .text_prop("label", &titled(item, "Rating"))
            .prop("value", 4)
            .prop("max", 5),
        Part::Dates => {
            input(&Named { label: titled(item, "Date range"), holds: Holds::Date, required: false })
                .wide(240.0)
        }
        Part::Upload => upload(&titled(item, "Upload")),
        Part::Checkbox => input(&Named {
            label: format!("{} checkbox", titled(item, "Remember me")),
            holds: Holds::Text,
            required: false,
        }),
        Part::Switches => {
            let names = if item.members.is_empty() { vec![switch_name(item)] } else { item.members.clone() };
            Block::column(
                names.iter().enumerate().map(|(at, name)| switch(&capitalised(name), at % 3 != 2)).collect(),
            )
            .gap(8.0)
        }
        Part::Choice => choice(item),
        Part::Dropdown => select(&titled(item, "Choose"), &item.members),
        Part::Tags | Part::Groups => groups(item),
        Part::Form | Part::Fields => form(item),
        Part::Pagination => Block::leaf("Pagination", 40.0).wide(360.0).prop("pages", 8).prop("active", 0),
        Part::Breadcrumbs => Block::leaf("Breadcrumbs", 24.0).prop(
            "items",
            json!(if item.members.is_empty() {
                vec!["Home".to_owned(), brief.kind.title().to_owned()]
            } else {
                item.members.clone()
            }),
        ),
        Part::Sidebar | Part::Drawer | Part::Details | Part::Columns | Part::List => list_of(item),
        _ => named(item, brief),
    }
}

fn switch_name(item: &Item) -> String {
    let plain = pattern!(r"\s*\b(?:switch(?:es)?|toggles?)\b(?: for| of)?\s*").replace(&item.label, " ");
    if plain.trim().is_empty() { "Enabled".to_owned() } else { plain.trim().to_owned() }
}

fn steps(item: &Item) -> Block {
    if item.members.is_empty() {
        let names = data("steps", &[], 5);
        return card(&titled(item, "Steps"), vec![list(&names, &[], "numbers")]);
    }
    Block::leaf("Stepper", 64.0).prop("items", json!(data("", &item.members, 6))).prop("active", 0)
}

fn choice(item: &Item) -> Block {
    let options = if item.members.len() > 1 {
        item.members.iter().map(|name| capitalised(name)).collect()
    } else if item.label.to_lowercase().contains("ride") {
        vec!["Standard · $12".to_owned(), "Comfort · $16".to_owned(), "Van · $22".to_owned()]
    } else {
        (1..=item.count.unwrap_or(4)).map(|at| format!("Answer {at}")).collect::<Vec<_>>()
    };
    Block::leaf("RadioGroup", 32.0 + 32.0 * options.len() as f64)
        .text_prop("label", &titled(item, "Choose one"))
        .prop("options", json!(options))
        .prop("active", 0)
}

fn groups(item: &Item) -> Block {
    let names = data(&titled(item, "Categories"), &item.members, 6);
    let tags = names
        .iter()
        .map(|name| {
            let width = ((name.chars().count() as f64 * 8.0 + 32.0) / 8.0).ceil() * 8.0;
            Block::leaf("Tag", 32.0).wide(width.max(64.0)).text_prop("text", name)
        })
        .collect();
    Block::column(vec![heading(&titled(item, "Categories"), 3), Block::row(tags).gap(8.0)]).gap(8.0)
}

fn form(item: &Item) -> Block {
    let names: Vec<String> = if item.members.is_empty() {
        ["Name", "Email", "Message"].map(str::to_owned).to_vec()
    } else {
        item.members.clone()
    };
    let mut fields: Vec<Block> = names.iter().map(|name| input(&content::field(name, "form"))).collect();
    fields.push(button("Send", "primary"));
    card(&titled(item, ""), fields)
}

fn table_of(item: &Item, brief: &Brief) -> Block {
    let label = titled(item, brief.noun.as_ref().map_or("Overview", |(_, many)| many.as_str()));
    let label = if pattern!(r"^(?:comparison|overview)$").is_match(&label) {
        label
    } else {
        capitalised(&reading::plural(&reading::singular(&label)))
    };
    let plain = pattern!(r"\b(?:recent|latest|top|open|new|all|my|upcoming|last|current|active|overdue)\b")
        .replace(&label.to_lowercase(), " ");
    let noun = reading::singular(plain.trim());
    let mut fields = columns(item, &noun);
    if brief.phone() {
        fields.truncate(4);
    }
    table(&label, &noun, &fields, 5)
}

fn charts(item: &Item, brief: &Brief) -> Block {
    let count = item.count.unwrap_or(1).clamp(1, 6);
    let usual = [
        "Revenue by month",
        "Orders by day",
        "Visitors by source",
        "Costs by category",
        "New customers by week",
        "Returns by month",
    ];
    let label = |at: usize| if item.label.is_empty() { usual[at % 6].to_owned() } else { item.label.clone() };
    if count == 1 {
        let label = item.members.first().map_or_else(
            || label(0),
            |name| if item.label.is_empty() { capitalised(name) } else { label(0) },
        );
        return chart(&label, item.shape, 296.0);
    }
    let shapes = [Shape::Line, Shape::Bar, Shape::Pie, Shape::Area];
    let made = (0..count)
        .map(|at| {
            chart(&label(at), if item.shape == Shape::Usual { shapes[at % 4] } else { item.shape }, 296.0)
        })
        .collect();
    Block::grid(if brief.phone() { 1 } else { 2 }, made)
}

fn stats(item: &Item, brief: &Brief) -> Block {
    let usual = ["Revenue", "Orders", "Customers", "Conversion rate", "Average order", "New customers"];
    let names: Vec<String> = if item.members.is_empty() {
        usual.iter().take(item.count.unwrap_or(4).clamp(1, 6)).map(|name| (*name).to_owned()).collect()
    } else {
        item.members.iter().map(|name| capitalised(name)).collect()
    };
    let columns = if brief.phone() { 2 } else { names.len().min(4) };
    Block::grid(columns, names.iter().map(|name| stat(name)).collect())
}

fn images(item: &Item, brief: &Brief) -> Block {
    let label = titled(item, "Photos");
    let count = item.count.unwrap_or(4).clamp(1, 12);
    let tiles = (1..=count).map(|at| image(&format!("{} {at}", reading::singular(&label)), 176.0)).collect();
    Block::column(vec![
        heading(&label, 3),
        Block::grid(if brief.phone() { 2 } else { count.min(4) }, tiles).gap(16.0),
    ])
    .gap(16.0)
}

fn timeline(item: &Item) -> Block {
    let label = titled(item, "Recent activity");
    let names = data(
        if pattern!(r"\b(?:events?|activity|history|timeline|log|feed)\b").is_match(&label) {
            "activity"
        } else {
            &label
        },
        &item.members,
        4,
    );
    let details = line("activity", names.len());
    let block = Block::leaf("Timeline", 64.0 * names.len() as f64)
        .prop("items", json!(names))
        .prop("details", json!(details))
        .prop("active", 0);
    card(&label, vec![block])
}

fn comments(item: &Item) -> Block {
    let said = ["This helped me a lot, thank you.", "Could you say more about the second part?"];
    let mut blocks: Vec<Block> = said
        .iter()
        .enumerate()
        .map(|(at, said)| {
            Block::row(vec![
                Block::leaf("Avatar", 40.0).wide(40.0).prop("name", PEOPLE[at + 2]),
                Block::column(vec![text(PEOPLE[at + 2], "strong"), text(said, "body")]).gap(0.0),
            ])
        })
        .collect();
    blocks.push(Block::leaf("TextArea", 104.0).text_prop("placeholder", "Write a comment"));
    blocks.push(button("Post comment", "primary"));
    card(&titled(item, "Comments"), blocks)
}

fn list_of(item: &Item) -> Block {
    let label = titled(item, "Overview");
    let names = data(&label, &item.members, 4);
    let people = PEOPLE.contains(&names[0].as_str());
    let details = if item.members.len() > 1 { Vec::new() } else { line(&label, names.len()) };
    card(&label, vec![list(&names, &details, if people { "avatars" } else { "divided" })])
}

/// What is only known by its name: a list where that is of several things, else a few words.
fn named(item: &Item, brief: &Brief) -> Block {
    let lower = item.label.to_lowercase();
    if pattern!(r"\b(?:bio|about|description|summary|story|quote|text|intro)\b").is_match(&lower) {
        return card(&item.label, vec![text(&content::sentence("about", &brief.subject), "body")]);
    }
    if pattern!(r"\b(?:question)$").is_match(&lower) {
        return Block::column(vec![
            heading(&item.label, 3),
            text("Which of these rivers is the longest?", "lead"),
        ])
        .gap(8.0);
    }
    let asked = pattern!(r"\b(?:volume|speed|brightness|timer)\b").is_match(&lower);
    if asked {
        return Block::leaf("Slider", 56.0)
            .text_prop("label", &item.label)
            .prop("value", 40)
            .prop("min", 0)
            .prop("max", 100);
    }
    let several = !content::things(&lower).is_empty() && number(&lower).is_none();
    if several || lower.ends_with('s') {
        return list_of(item);
    }
    card(&item.label, vec![text(&content::sentence(&item.label, &brief.subject), "muted")])
}
