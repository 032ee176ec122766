//! Screens that show many things: dashboards, tables, lists with details.

use serde_json::json;

use crate::generation::providers::builtin::{
    pattern::pattern,
    reading::{self, Holds, Named},
};

use super::{
    super::{
        blocks::{self, card, chart, from_item, heading, list, stat, text},
        brief::{Brief, Device, Item, Part, Shape, Side, capitalised},
        content::{self, PEOPLE},
        layout::Block,
    },
    app, columns, head, muted, names, plain_item, rest, toolbar,
};

/// Words for something that is a list rather than a figure.
fn is_list(label: &str) -> bool {
    let lower = label.to_lowercase();
    pattern!(r"^(?:recent|latest|top|upcoming|newest|next|best|popular|trending|pending|my|favourite|last)\b").is_match(&lower)
        || pattern!(r"\b(?:announcements?|timetable|schedule|homework|alerts?|notifications?|activity|feed|tasks|to-?dos?|agenda|events|meetings|appointments|messages|news|leaderboard|goals|rooms|devices|deadlines|reminders|notes|episodes|reviews|documents|habits|low stock items)\b").is_match(&lower)
            && !pattern!(r"\b(?:number of|count|total|open|active)\b").is_match(&lower)
}

/// Words for something that changes over time.
fn is_chart(label: &str) -> bool {
    pattern!(r"\b(?:forecast|trends?|over time|(?:by|per) (?:day|week|month|year|hour|category|region|source)|breakdown|distribution|growth|performance)\b").is_match(label)
}

/// Figures at the top, charts under them, then lists and tables.
pub(super) fn dashboard(brief: &mut Brief) -> Block {
    let title = if brief.says(pattern!(r"\bportal|home screen\b")) {
        "Welcome back".to_owned()
    } else {
        "Overview".to_owned()
    };
    let named = brief.take_where(|item| {
        item.part == Part::Named && !is_list(&item.label) && !is_chart(&item.label) && !widget(&item.label)
    });
    let figures = brief.take_all(Part::Stats);
    let empty = named.is_empty()
        && figures.is_empty()
        && brief.items.iter().all(|item| {
            matches!(
                item.part,
                Part::Sidebar | Part::Navbar | Part::TabBar | Part::Button | Part::Dates | Part::Search
            )
        });
    let mut labels: Vec<String> = named.iter().map(|item| item.label.clone()).collect();
    for item in &figures {
        labels.extend(item.members.iter().map(|name| capitalised(name)));
        if item.members.is_empty() {
            let usual =
                ["Revenue", "Orders", "Customers", "Conversion rate", "Average order", "New customers"];
            let count = item.count.unwrap_or(4).saturating_sub(labels.len());
            let known = labels.clone();
            labels.extend(
                usual
                    .iter()
                    .filter(|name| !known.iter().any(|known| known.eq_ignore_ascii_case(name)))
                    .take(count)
                    .map(|name| (*name).to_owned()),
            );
        }
    }
    if empty {
        labels = usual_figures(brief);
    }
    let mut main = vec![head(brief, &title, &[])];
    main.extend(toolbar(brief, "", false));
    if !labels.is_empty() {
        main.push(figures_grid(brief, &labels));
    }
    main.extend(widgets(brief, empty));
    app(brief, usual_places(brief), main)
}

/// What has no figure: rooms with their switches, questions, texts.
fn widget(label: &str) -> bool {
    pattern!(r"\b(?:question|bio|about|answer|volume|speed|text|welcome message|greeting|quote)\b")
        .is_match(label)
}

fn usual_figures(brief: &Brief) -> Vec<String> {
    let words: [&str; 4] = if brief.says(pattern!(r"\b(?:school|course|learning|student)\b")) {
        ["Students", "Attendance", "Courses", "Homework due"]
    } else if brief.says(pattern!(r"\b(?:clinic|hospital|dentist|patient|health)\b")) {
        ["Patients today", "Open appointments", "Average wait", "New patients"]
    } else if brief.says(pattern!(r"\b(?:project|team|agency|task)\b")) {
        ["Open tasks", "Done this week", "Hours booked", "Overdue"]
    } else if brief.says(pattern!(r"\b(?:blog|site|visitor|traffic|podcast|newsletter)\b")) {
        ["Visitors", "Subscribers", "Average time", "Bounce rate"]
    } else {
        ["Revenue", "Orders", "Customers", "Conversion rate"]
    };
    words.map(str::to_owned).to_vec()
}

fn usual_places(brief: &Brief) -> &'static [&'static str] {
    if brief.says(pattern!(r"\b(?:shop|bakery|store|sales|orders|e-commerce)\b")) {
        &["Overview", "Orders", "Products", "Customers", "Settings"]
    } else if brief.says(pattern!(r"\b(?:school|course|student)\b")) {
        &["Home", "Timetable", "Courses", "Messages", "Settings"]
    } else if brief.says(pattern!(r"\b(?:home|habit|finance|personal|weather|fitness)\b")) {
        &["Home", "History", "Goals", "Settings"]
    } else {
        &["Overview", "Reports", "Activity", "People", "Settings"]
    }
}

fn figures_grid(brief: &Brief, labels: &[String]) -> Block {
    let count = labels.len();
    let columns = match brief.device {
        Device::Tablet if count.is_multiple_of(3) => 3,
        Device::Phone | Device::Tablet => 2,
        Device::Desktop if count <= 4 => count,
        Device::Desktop if count.is_multiple_of(4) => 4,
        Device::Desktop if count.is_multiple_of(3) => 3,
        Device::Desktop => 4,
    };
    Block::grid(columns, labels.iter().map(|label| stat(label)).collect())
}

/// Everything under the figures, charts first, beside each other where they are small.
fn widgets(brief: &mut Brief, usual: bool) -> Vec<Block> {
    let aside = [Part::Sidebar, Part::Navbar, Part::TabBar];
    let items = brief.take_where(|item| !aside.contains(&item.part));
    let mut charts: Vec<Block> = Vec::new();
    let mut small: Vec<Block> = Vec::new();
    let mut wide: Vec<Block> = Vec::new();
    for item in &items {
        match item.part {
            Part::Chart if item.count.unwrap_or(1) > 1 => wide.insert(0, from_item(item, brief)),
            Part::Chart => charts.push(from_item(item, brief)),
            Part::Named if is_chart(&item.label) => charts.push(chart(&item.label, item.shape, 296.0)),
            Part::Map => wide.insert(0, from_item(item, brief)),
            Part::List | Part::Named | Part::Timeline | Part::Groups | Part::Switches | Part::Tree => {
                small.push(shown(item, brief));
            }
            _ => wide.push(from_item(item, brief)),
        }
    }
    if usual {
        charts.push(chart("Revenue by month", Shape::Area, 296.0));
        small.push(from_item(&plain_item(Part::Timeline, "Recent activity"), brief));
    }
    let mut out = Vec::new();
    // One chart and one list share a row, the chart taking most of it.
    if charts.len() == 1 && small.len() == 1 && brief.device == Device::Desktop {
        let (chart, list) = (charts.remove(0), small.remove(0));
        out.push(Block::row(vec![chart.share(2.0), list.share(1.0)]).gap(24.0).stretched());
    }
    if !charts.is_empty() {
        out.push(columns(brief, if charts.len() == 1 { 1 } else { 2 }, charts));
    }
    if !small.is_empty() {
        let most = match small.len() {
            1 => 1,
            3 | 5 | 6 => 3,
            _ => 2,
        };
        out.push(columns(brief, most, small));
    }
    out.extend(wide);
    out
}

/// A list as a card; rooms and the like have switches.
fn shown(item: &Item, brief: &Brief) -> Block {
    if item.part == Part::Groups {
        let names = blocks::data(&blocks::titled(item, "Rooms"), &item.members, 4);
        let label = blocks::titled(item, "Rooms");
        return card(&label, vec![list(&names, &blocks::line("", 0), "divided")]);
    }
    if item.part == Part::Switches {
        return card("", vec![from_item(item, brief)]);
    }
    if item.part == Part::Named && is_list(&item.label) {
        let lower = item.label.to_lowercase();
        if pattern!(r"\bgoals?\b").is_match(&lower) {
            let bars = content::things("goals")
                .iter()
                .take(3)
                .enumerate()
                .map(|(at, name)| {
                    Block::leaf("Progress", 48.0).prop("label", *name).prop("value", [65, 40, 85][at])
                })
                .collect();
            return card(&item.label, bars);
        }
        return from_item(&Item { part: Part::List, ..item.clone() }, brief);
    }
    from_item(item, brief)
}

/// The fields of what a screen lists.
fn fields(brief: &mut Brief, noun: &str) -> Vec<Named> {
    let of_table = brief.take(Part::Table);
    let columns = brief.take_where(|item| matches!(item.part, Part::Columns | Part::Fields));
    let loose = brief.take_where(|item| item.part == Part::Named);
    let words: Vec<String> = of_table
        .iter()
        .chain(&columns)
        .flat_map(|item| item.members.clone())
        .chain(
            loose
                .iter()
                .map(|item| if item.words.contains('(') { cleaned(&item.words) } else { item.label.clone() }),
        )
        .collect();
    let named: Vec<Named> = words.iter().map(|words| content::field(words, noun)).collect();
    let same =
        |label: &str, named: &[Named]| named.iter().any(|field| field.label.eq_ignore_ascii_case(label));
    let first = noun_field(noun);
    if named.len() > 2 {
        // Something has to say which one it is.
        let known = named.iter().any(|field| pattern!(r"\b(?:name|number|title|subject|customer|client|guest|user|product|item|sku|timestamp|id|person|company|description|coin|message|term|article|question|file|order|invoice|patient|student|employee|member|address|model|brand)\b").is_match(&field.label));
        return if known || same(&first.label, &named) {
            named
        } else {
            std::iter::once(first).chain(named).collect()
        };
    }
    let usual = reading::usual(noun);
    let mut out = if usual.len() > 1 && !same(&usual[0].label, &named) { usual } else { usual_fields(noun) };
    out.retain(|field| !same(&field.label, &named) && !matches!(field.holds, Holds::LongText));
    out.truncate(4);
    out.extend(named);
    out
}

fn cleaned(words: &str) -> String {
    pattern!(r"^(?:with|and|the|an?)\s+").replace(words.trim(), "")
}

fn noun_field(noun: &str) -> Named {
    let person = content::things(noun).first() == Some(&PEOPLE[0]);
    Named {
        label: if person || noun.is_empty() { "Name".to_owned() } else { capitalised(noun) },
        holds: Holds::Text,
        required: false,
    }
}

fn usual_fields(noun: &str) -> Vec<Named> {
    let words: &[&str] = if pattern!(r"order|invoice|payment|sale|purchase|transaction").is_match(noun) {
        &["Number", "Customer", "Date", "Total", "Status"]
    } else if pattern!(r"user|member|employee|people|person|staff").is_match(noun) {
        &["Name", "Email", "Role", "Department", "Status"]
    } else if pattern!(r"ticket|issue|task").is_match(noun) {
        &["Subject", "Priority", "Assignee", "Status"]
    } else {
        &["Name", "Status", "Owner", "Updated"]
    };
    words.iter().map(|word| content::field(word, noun)).collect()
}

/// A table with what is needed to find and change things in it.
pub(super) fn table(brief: &mut Brief) -> Block {
    let (one, many) = brief.noun.clone().unwrap_or_else(|| ("entry".to_owned(), "entries".to_owned()));
    let add = format!("Add {one}");
    let log = pattern!(r"\blogs?\b|\baudit\b|\bleaderboard\b").is_match(&format!("{many} {}", brief.text));
    let drawer = brief.take(Part::Drawer);
    let tabs = brief.take(Part::Tabs);
    let pages = brief.take(Part::Pagination);
    let mut main = vec![head(
        brief,
        &capitalised(&many),
        if log { &[] } else { std::slice::from_ref(&add) }
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice(),
    )];
    if let Some(tabs) = tabs {
        let names = if tabs.members.is_empty() {
            ["All", "Active", "Archived"].map(str::to_owned).to_vec()
        } else {
            tabs.members.iter().map(|name| capitalised(name)).collect()
        };
        main.push(Block::leaf("Tabs", 48.0).prop("items", json!(names)).prop("active", 0));
    }
    main.extend(toolbar(brief, &many, true));
    let fields = fields(brief, &one);
    if brief.phone() {
        main.extend(rows_as_cards(&fields, &one));
    } else {
        main.push(blocks::table("", &one, &fields, 8).prop("selectable", !log));
    }
    if pages.is_some() || !brief.phone() {
        main.push(Block::row(vec![
            muted("8 of 64 shown"),
            Block::leaf("Pagination", 40.0)
                .wide(if brief.phone() { 200.0 } else { 320.0 })
                .prop("pages", 8)
                .prop("active", 0),
        ]));
    }
    if drawer.is_some() && !brief.phone() {
        let body = main.split_off(1);
        let details =
            fields.iter().map(|field| pair(&field.label, &content::cell(field, 0, &one, false))).collect();
        let drawer = Block::container("Drawer", details)
            .padding(72.0, 24.0, 24.0, 24.0)
            .gap(16.0)
            .text_prop("title", &content::cell(&fields[0], 0, &one, true))
            .wide(320.0)
            .least(600.0);
        main.push(Block::row(vec![Block::column(body), drawer]).gap(24.0).stretched());
    } else if let Some(drawer) = drawer {
        main.push(from_item(&drawer, brief));
    }
    let sides = brief.take_where(|item| matches!(item.part, Part::Sidebar | Part::Navbar | Part::TabBar));
    main.extend(rest(brief));
    brief.items = sides;
    let many = capitalised(&many);
    app(brief, &["Overview", &many, "Reports", "Settings"], main)
}

/// A label with its value under it.
fn pair(label: &str, value: &str) -> Block {
    Block::column(vec![text(label, "muted"), text(value, "body")]).gap(0.0)
}

/// On a phone, a table's rows are cards.
fn rows_as_cards(fields: &[Named], noun: &str) -> Vec<Block> {
    (0..5)
        .map(|row| {
            let mut lines = vec![heading(&content::cell(&fields[0], row, noun, true), 4)];
            lines.extend(fields.iter().skip(1).map(|field| {
                Block::row(vec![
                    muted(&field.label).wide(120.0),
                    text(&content::cell(field, row, noun, false), "body"),
                ])
                .gap(16.0)
            }));
            let first = &fields[0].label;
            if row == 0 && !pattern!(r"^name$").is_match(first) {
                lines.insert(0, muted(first));
            }
            Block::container("Card", lines).padded(16.0).gap(8.0)
        })
        .collect()
}

/// A list, and what is known of the one that is picked.
pub(super) fn list_detail(brief: &mut Brief) -> Block {
    let listed = brief.take_where(|item| {
        item.side == Some(Side::Left)
            || item.part == Part::List && item.members.is_empty() && item.side != Some(Side::Right)
    });
    let picked = listed.first();
    let from_words = picked.filter(|item| !item.label.is_empty()).map(|item| item.label.to_lowercase());
    let noun =
        from_words.or_else(|| brief.noun.as_ref().map(|(_, many)| many.clone())).unwrap_or_else(|| {
            if brief.says(pattern!(r"\bnotes?\b")) { "notes".to_owned() } else { "items".to_owned() }
        });
    let noun = if noun == "list" { "items".to_owned() } else { noun };
    let one = reading::singular(&noun);
    let entries = {
        let found = blocks::data(&noun, &[], 6);
        if found.is_empty() { names(brief, "items", 6) } else { found }
    };
    let people = PEOPLE.contains(&entries[0].as_str());
    let details = blocks::line(&noun, entries.len());
    let title = capitalised(&noun);
    let mut side = vec![heading(&title, 2)];
    side.extend(toolbar(brief, &noun, true).into_iter().map(shrunk));
    side.push(list(&entries, &details, if people { "avatars" } else { "divided" }).prop("active", 0));
    let extra: Vec<String> = listed.iter().flat_map(|item| item.members.clone()).collect();
    let actions = brief.take_all(Part::Button);
    let actions = if actions.is_empty() { vec![plain_item(Part::Button, "Edit")] } else { actions };
    let sides = brief.take_where(|item| matches!(item.part, Part::Sidebar | Part::Navbar | Part::TabBar));
    let body = detail(brief, &one, &entries[0], people, &extra, &actions);
    brief.items = sides;
    let main = if brief.phone() {
        vec![Block::column(side).gap(16.0), body]
    } else {
        let width = if brief.device == Device::Tablet { 240.0 } else { 320.0 };
        vec![Block::row(vec![Block::column(side).gap(16.0).wide(width), body]).gap(32.0).stretched()]
    };
    app(brief, &["Home", &title, "Archive", "Settings"], main)
}

/// A search in a narrow column takes all of it.
fn shrunk(mut row: Block) -> Block {
    for child in &mut row.children {
        if child.component == Some("SearchBar") {
            child.width = super::super::layout::Width::Fill(1.0);
        }
    }
    if row.children.len() > 1 { Block::column(row.children).gap(8.0) } else { row }
}

fn detail(
    brief: &mut Brief,
    one: &str,
    name: &str,
    person: bool,
    extra: &[String],
    actions: &[Item],
) -> Block {
    let details = brief.take_all(Part::Details);
    let mut words: Vec<String> = extra.to_vec();
    words.extend(details.iter().flat_map(|item| item.members.clone()));
    let loose = brief.take_where(|item| item.part == Part::Named);
    words.extend(loose.iter().map(|item| item.label.clone()));
    let (lists, plain): (Vec<String>, Vec<String>) = words.into_iter().partition(|words| is_section(words));
    let (contact, plain): (Vec<String>, Vec<String>) = plain
        .into_iter()
        .partition(|words| pattern!(r"^contact (?:details|data|info(?:rmation)?)$").is_match(words));
    let mut fields: Vec<Named> = plain.iter().map(|words| content::field(words, one)).collect();
    if fields.is_empty() && lists.is_empty() && contact.is_empty() {
        fields = reading::usual(one).into_iter().skip(1).take(4).collect();
        if fields.is_empty() && brief.items.is_empty() {
            fields = usual_fields(one).into_iter().skip(1).collect();
        }
    }
    let mut title = vec![];
    if person {
        title.push(Block::leaf("Avatar", 48.0).wide(48.0).prop("name", name));
    }
    title.push(heading(name, 1));
    title.extend(blocks::buttons(actions, false));
    let mut inside = vec![Block::row(title)];
    let pairs: Vec<Block> =
        fields.iter().map(|field| pair(&field.label, &content::cell(field, 0, one, false))).collect();
    if !pairs.is_empty() {
        inside.push(card("", vec![columns(brief, 2, pairs)]));
    }
    for words in &contact {
        let fields = ["Email", "Phone", "City"].map(|words| content::field(words, one));
        let pairs =
            fields.iter().map(|field| pair(&field.label, &content::cell(field, 0, one, false))).collect();
        inside.push(card(&capitalised(words), vec![columns(brief, 3, pairs)]));
    }
    let cards: Vec<Block> = lists
        .iter()
        .map(|words| {
            let lower = words.to_lowercase();
            let label = capitalised(words);
            if pattern!(r"\bnotes?\b").is_match(&lower) {
                return card(
                    &label,
                    vec![Block::leaf("TextArea", 136.0).prop(
                        "value",
                        "Prefers to be called in the afternoon. Send the new price list in June.",
                    )],
                );
            }
            if pattern!(r"\b(?:rating|stars)\b").is_match(&lower) {
                return card(
                    &label,
                    vec![Block::leaf("Rating", 32.0).wide(200.0).prop("value", 4).prop("max", 5)],
                );
            }
            let entries = blocks::data(&lower, &[], 4);
            card(
                &label,
                vec![list(&entries, &[], if lower.contains("steps") { "numbers" } else { "divided" })],
            )
        })
        .collect();
    if !cards.is_empty() {
        inside.push(columns(brief, cards.len().min(2), cards));
    }
    inside.extend(rest(brief));
    Block::column(inside)
}

/// Details that take more than a line.
fn is_section(words: &str) -> bool {
    pattern!(r"\b(?:orders|notes?|history|ingredients|steps|instructions|documents|reviews|comments|tasks|rating|activity|invoices|visits|files|projects|cv|attachments|tracks|songs|episodes|payments|appointments)\b").is_match(words)
}
