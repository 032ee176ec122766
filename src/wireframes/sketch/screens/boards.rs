//! Boards with columns, and calendars.

use serde_json::json;

use crate::generation::providers::builtin::pattern::pattern;

use super::{
    super::{
        blocks::{self, card, list},
        brief::{Brief, Device, Item, Part, capitalised},
        content::{self, PEOPLE},
        layout::Block,
    },
    app, head, rest, toolbar,
};

/// Columns with cards.
pub(super) fn kanban(brief: &mut Brief) -> Block {
    let named = brief.take_where(|item| {
        matches!(item.part, Part::Columns | Part::Steps | Part::Groups)
            || item.part == Part::List && item.members.len() > 1
    });
    let loose = brief.take_where(|item| {
        item.part == Part::Named
            && !pattern!(
                r"\b(?:card|deal value|due dates?|assignees?|avatars?|labels?|priorit(?:y|ies)|points)\b"
            )
            .is_match(&item.label)
    });
    let mut names: Vec<String> =
        named.iter().flat_map(|item| item.members.iter().map(|name| capitalised(name))).collect();
    let count = named.iter().chain(&loose).find_map(|item| item.count);
    if loose.len() > 1 || !names.is_empty() {
        names.extend(loose.iter().map(|item| item.label.clone()));
    } else {
        brief.items.extend(loose.into_iter().filter(|item| !pattern!(r"^columns?$").is_match(&item.label)));
    }
    if names.is_empty() {
        let usual: &[&str] = if brief.says(pattern!(r"\b(?:hiring|recruit\w*|candidates?)\b")) {
            &["Applied", "Interview", "Offer", "Hired"]
        } else if brief.says(pattern!(r"\b(?:sales|deals?|crm)\b")) {
            &["Lead", "Contacted", "Proposal", "Won"]
        } else if brief.says(pattern!(r"\b(?:content|editorial|blog)\b")) {
            &["Ideas", "Writing", "Editing", "Published"]
        } else if count == Some(3) {
            &["To do", "Doing", "Done"]
        } else {
            &["To do", "In progress", "Review", "Done"]
        };
        let most = count.unwrap_or(4).clamp(2, 6);
        names = usual
            .iter()
            .map(|name| (*name).to_owned())
            .chain((5..).map(|at| format!("Column {at}")))
            .take(most)
            .collect();
    }
    let title = if brief.subject.is_empty() {
        "Board".to_owned()
    } else if pattern!(r"\b(?:pipeline|tasks?|plan(?:ner)?|backlog|sprint|roadmap|tracker)$")
        .is_match(&brief.subject)
    {
        capitalised(&brief.subject)
    } else {
        format!("{} board", capitalised(&brief.subject))
    };
    let mut main = vec![head(brief, &title, &["Add card"])];
    main.extend(toolbar(brief, "cards", false));
    let about = about(brief);
    let values = brief.says(pattern!(r"\b(?:deal )?(?:value|amount|price)s?\b"));
    let cards = brief.take_where(|item| {
        pattern!(
            r"\b(?:card|deal value|value|due dates?|assignees?|avatars?|labels?|priorit(?:y|ies)|points)\b"
        )
        .is_match(&item.label)
            && item.part == Part::Named
    });
    drop(cards);
    let mut made = 0;
    let columns: Vec<Block> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let count = [3, 2, 2, 1, 2, 1][at % 6];
            let cards: Vec<Block> = (0..count)
                .map(|_| {
                    made += 1;
                    one_card(&about, made - 1, values)
                })
                .collect();
            let add = Block::leaf("Button", 40.0).prop("text", "Add card").prop("variant", "ghost");
            Block::container("KanbanColumn", cards.into_iter().chain([add]).collect())
                .padding(56.0, 16.0, 16.0, 16.0)
                .gap(16.0)
                .least(560.0)
                .prop("title", name.as_str())
                .prop("count", count.to_string())
        })
        .collect();
    main.push(match brief.device {
        Device::Phone => {
            let tabs = Block::leaf("Tabs", 48.0).prop("items", json!(names)).prop("active", 0);
            Block::column(
                std::iter::once(tabs).chain(columns.into_iter().map(|column| column.least(0.0))).collect(),
            )
        }
        Device::Tablet => Block::grid(2, columns),
        Device::Desktop if names.len() > 5 => Block::grid(
            names.len().div_ceil(2),
            columns.into_iter().map(|column| column.least(360.0)).collect(),
        ),
        Device::Desktop => Block::grid(names.len(), columns),
    });
    let sides = brief.take_where(|item| matches!(item.part, Part::Sidebar | Part::Navbar | Part::TabBar));
    main.extend(rest(brief));
    brief.items = sides;
    app(brief, &["Board", "List", "Calendar", "People", "Settings"], main)
}

fn about(brief: &Brief) -> Vec<&'static str> {
    let words = if brief.says(pattern!(r"\b(?:hiring|recruit\w*|candidates?|interview)\b")) {
        "candidates"
    } else if brief.says(pattern!(r"\b(?:sales|deals?|leads?)\b")) {
        "deals"
    } else if brief.says(pattern!(r"\b(?:bugs?|issues?)\b")) {
        "issues"
    } else {
        "tasks"
    };
    content::things(words)
}

fn one_card(about: &[&str], at: usize, values: bool) -> Block {
    let person = about.first() == Some(&PEOPLE[0]);
    let card = Block::leaf("KanbanCard", 104.0)
        .text_prop("title", about[at % about.len()])
        .text_prop("due", ["12 May", "14 May", "19 May", "23 May"][at % 4]);
    let card = if values {
        card.prop("label", ["$4,200", "$1,800", "$9,500", "$640"][at % 4])
    } else {
        card.prop(
            "label",
            if person {
                ["Design", "Engineering", "Sales"][at % 3]
            } else {
                ["Writing", "Website", "Events"][at % 3]
            },
        )
    };
    if person { card } else { card.prop("name", PEOPLE[(at * 3 + 1) % 8]) }
}

/// A month, and what is coming up.
pub(super) fn calendar(brief: &mut Brief) -> Block {
    let _ = brief.take(Part::Calendar);
    let views = brief.take(Part::Tabs);
    let side_items: Vec<Item> = brief.take_where(|item| {
        matches!(
            item.part,
            Part::Named | Part::List | Part::Groups | Part::Features | Part::Team | Part::Timeline
        ) || item.part == Part::Sidebar && !item.label.is_empty() && item.members.is_empty()
    });
    let events = entries(brief);
    let title = if brief.says(pattern!(r"\bshifts?\b")) { "Shift planner" } else { "Calendar" };
    let mut main = vec![head(brief, title, &["Add event"])];
    let names = views.filter(|item| !item.members.is_empty()).map_or_else(
        || ["Month", "Week", "Day"].map(str::to_owned).to_vec(),
        |item| item.members.iter().map(|name| capitalised(name)).collect(),
    );
    let bar = Block::leaf("Tabs", 40.0)
        .wide(240.0)
        .prop("items", json!(names))
        .prop("active", 0)
        .prop("variant", "pill");
    main.push(Block::row(vec![bar]));
    main.extend(toolbar(brief, "events", false));
    let month = Block::leaf("Calendar", if brief.phone() { 360.0 } else { 640.0 })
        .prop("title", "May 2025")
        .prop("start", 3)
        .prop("days", 31)
        .prop("active", 12)
        .prop("items", json!(events));
    let mut aside: Vec<Block> = side_items.iter().map(side_card).collect();
    if aside.is_empty() {
        aside.push(card(
            "Upcoming",
            vec![list(
                &content::things("events").iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(),
                &blocks::line("events", 4),
                "divided",
            )],
        ));
    }
    let aside = Block::column(aside).gap(24.0);
    main.push(if brief.device == Device::Desktop {
        Block::row(vec![month.least(640.0), aside.wide(304.0)]).gap(24.0).stretched()
    } else {
        Block::column(vec![month, aside])
    });
    let sides = brief.take_where(|item| matches!(item.part, Part::Sidebar | Part::Navbar | Part::TabBar));
    main.extend(rest(brief));
    brief.items = sides;
    app(brief, &["Calendar", "People", "Requests", "Settings"], main)
}

fn side_card(item: &Item) -> Block {
    let label = blocks::titled(item, "Upcoming");
    let lower = label.to_lowercase();
    if pattern!(r"\btimes\b").is_match(&lower) {
        let times = content::things("times")
            .iter()
            .map(|time| Block::leaf("Button", 40.0).prop("text", *time).prop("variant", "secondary"))
            .collect();
        return card(&label, vec![Block::grid(2, times).gap(8.0)]);
    }
    if pattern!(r"\b(?:services|treatments)\b").is_match(&lower) {
        let names = if item.members.len() > 1 {
            item.members.iter().map(|name| capitalised(name)).collect()
        } else {
            ["Haircut", "Beard trim", "Wash and style"].map(str::to_owned).to_vec()
        };
        return card(
            &label,
            vec![list(
                &names,
                &["30 min · $28".to_owned(), "20 min · $18".to_owned(), "45 min · $36".to_owned()]
                    [..names.len().min(3)],
                "divided",
            )],
        );
    }
    let names = blocks::data(&lower, &item.members, 4);
    let details = blocks::line("events", names.len());
    card(&label, vec![list(&names, &details, "divided")])
}

fn entries(brief: &Brief) -> Vec<serde_json::Value> {
    let words: &[&str] = if brief.says(pattern!(r"\bshifts?\b")) {
        &["Mina, early", "Alex, late", "Priya, early", "Jonas, late", "Sofia, early"]
    } else if brief.says(pattern!(r"\bmeetings?\b")) {
        &["Design review", "Budget check", "Weekly planning", "Interview", "Supplier call"]
    } else if brief.says(pattern!(r"\b(?:dance|yoga|class|school)\b")) {
        &["Beginners", "Open class", "Kids", "Rehearsal", "Show"]
    } else {
        &["Check-up", "Open evening", "Workshop", "Team lunch", "Deadline"]
    };
    [6, 9, 12, 20, 27].iter().zip(words).map(|(day, text)| json!({"day": day, "text": text})).collect()
}
