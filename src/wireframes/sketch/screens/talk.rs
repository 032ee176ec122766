//! Screens for conversations: chats and inboxes.

use serde_json::json;

use crate::generation::providers::builtin::pattern::{group, pattern};

use super::{
    super::{
        blocks::{self, button, card, heading, list, text},
        brief::{Brief, Device, Part, Side, capitalised},
        content::{self, PEOPLE},
        layout::Block,
    },
    app, least, muted, rest, toolbar,
};

/// A conversation with the others beside it.
#[expect(clippy::too_many_lines, reason = "one screen, from the top down")]
pub(super) fn chat(brief: &mut Brief) -> Block {
    let assistant = brief.says(pattern!(r"\b(?:ai|assistant|chat ?bot|gpt|prompt)\b"));
    let channels = brief.take(Part::Groups);
    let listed = brief.take_where(|item| item.part == Part::List || item.side == Some(Side::Left));
    let right = brief.take_where(|item| {
        item.side == Some(Side::Right)
            || pattern!(r"\b(?:details|info|members|participants)\b").is_match(&item.label)
    });
    let prompt = brief.take(Part::Prompt);
    let with = pattern!(r"\b(?:with|to) ((?-i:[A-Z])\w+ (?-i:[A-Z])\w+)\b")
        .captures(&brief.text)
        .map(|found| group(&found, 1).to_owned());
    if let Some(name) = &with {
        let name = name.clone();
        let _ = brief.take_where(|item| item.label == name);
    }
    let attach = brief.take_named(pattern!(r"\b(?:attachments?|files?)\b")).is_some()
        || brief.take(Part::Upload).is_some();
    let online = brief.take_named(pattern!(r"\bonline|status|typing\b"));
    let person = with.unwrap_or_else(|| {
        if assistant {
            "Assistant".to_owned()
        } else if let Some(item) = &channels {
            item.members.first().map_or_else(|| PEOPLE[2].to_owned(), |name| format!("# {name}"))
        } else {
            PEOPLE[2].to_owned()
        }
    });
    let title = listed.first().map(|item| item.label.clone()).filter(|label| !label.is_empty());
    let side_title = title.unwrap_or_else(|| {
        if channels.is_some() { "Channels".to_owned() } else { "Conversations".to_owned() }
    });
    let names: Vec<String> = match &channels {
        Some(item) if !item.members.is_empty() => {
            item.members.iter().map(|name| format!("# {name}")).collect()
        }
        _ if assistant => [
            "Plan a birthday dinner",
            "Explain compound interest",
            "Rewrite a cover letter",
            "Ideas for a blog",
        ]
        .map(str::to_owned)
        .to_vec(),
        _ => listed.first().map_or_else(
            || PEOPLE[2..].iter().map(|name| (*name).to_owned()).collect(),
            |item| {
                if item.members.len() > 1 {
                    item.members.clone()
                } else {
                    PEOPLE[2..].iter().map(|name| (*name).to_owned()).collect()
                }
            },
        ),
    };
    let people = names.iter().any(|name| PEOPLE.contains(&name.as_str()));
    let last: Vec<String> = if people {
        [
            "See you at ten then!",
            "I sent you the file.",
            "Thanks, that helps.",
            "Can we move it?",
            "Perfect.",
            "On my way",
        ]
        .map(str::to_owned)[..names.len().min(6)]
            .to_vec()
    } else {
        Vec::new()
    };
    let thread = thread(brief, &person, assistant, attach, online.is_some(), prompt.is_some());
    if brief.phone() {
        let mut all = vec![Block::leaf("Navbar", 64.0).text_prop("brand", &person).prop("items", json!([]))];
        if channels.is_some() || !listed.is_empty() {
            // Others can be picked above the conversation.
            let few: Vec<String> = names.iter().take(4).cloned().collect();
            all.push(
                Block::column(vec![
                    heading(&side_title, 3),
                    list(&few, &[], if people { "avatars" } else { "plain" }).prop("active", 0),
                ])
                .gap(8.0)
                .padding(16.0, 16.0, 0.0, 16.0),
            );
        }
        all.push(thread.padding(16.0, 16.0, 16.0, 16.0));
        let mut extra = rest(brief);
        extra.splice(0..0, right.iter().map(|item| details(&item.label, &item.members)));
        if !extra.is_empty() {
            all.push(Block::column(extra).padding(0.0, 16.0, 16.0, 16.0));
        }
        return Block::column(all).gap(0.0).least(least(brief));
    }
    let mut side = vec![heading(&side_title, 2)];
    side.extend(
        toolbar(brief, "", true)
            .into_iter()
            .flat_map(|row| row.children)
            .map(|block| Block { width: super::super::layout::Width::Fill(1.0), ..block }),
    );
    if assistant {
        side.push(button("Start another chat", "secondary"));
    }
    side.push(list(&names, &last, if people { "avatars" } else { "plain" }).prop("active", 0));
    let details: Vec<Block> = right.iter().map(|item| details(&item.label, &item.members)).collect();
    let mut row = vec![
        Block::column(side).gap(16.0).padding(24.0, 24.0, 24.0, 24.0).wide(304.0),
        thread.padding(24.0, 24.0, 24.0, 24.0),
    ];
    let mut extra = rest(brief);
    extra.splice(0..0, details);
    if !extra.is_empty() && brief.device == Device::Desktop {
        row.push(Block::column(extra).padding(24.0, 24.0, 24.0, 0.0).wide(328.0));
    } else if !extra.is_empty() {
        let main = Block::row(row).gap(0.0).stretched();
        return with_bar(
            brief,
            Block::column(vec![main, Block::column(extra).padding(0.0, 24.0, 24.0, 24.0)]),
        );
    }
    with_bar(brief, Block::row(row).gap(0.0).stretched())
}

fn with_bar(brief: &Brief, main: Block) -> Block {
    Block::column(vec![
        Block::leaf("Navbar", 64.0)
            .text_prop("brand", &brief.name())
            .prop("items", json!([]))
            .prop("avatar", PEOPLE[0]),
        main,
    ])
    .gap(0.0)
}

#[expect(clippy::fn_params_excessive_bools, reason = "each is a feature of its own, on or off")]
fn thread(brief: &Brief, person: &str, assistant: bool, attach: bool, online: bool, prompt: bool) -> Block {
    let said: &[(&str, bool)] = if assistant {
        &[
            ("Can you help me plan a dinner for six on a small budget?", true),
            (
                "Gladly. How about a lentil curry with rice and a lemon cake? Both can be made the day before.",
                false,
            ),
            ("Sounds good. Make me a shopping list.", true),
            (
                "Here it is: 600 g lentils, 2 tins of coconut milk, 1 kg rice, onions, ginger, 4 lemons, flour, sugar, eggs and butter.",
                false,
            ),
        ]
    } else {
        &[
            ("Hi! Are we still on for tomorrow?", false),
            ("Yes, ten o'clock works well for me.", true),
            ("Great. Shall I bring the drafts from last week, or do you have them?", false),
            ("Please bring them, I only have the first page.", true),
            ("Will do. See you at ten then!", false),
        ]
    };
    let mut blocks: Vec<Block> = Vec::new();
    let status = if online {
        "Online"
    } else if assistant {
        "Ready to help"
    } else {
        "Active 5 minutes ago"
    };
    if !brief.phone() {
        let name = Block::column(vec![heading(person, 3), muted(status)]).gap(0.0);
        blocks.push(Block::row(vec![Block::leaf("Avatar", 48.0).wide(48.0).text_prop("name", person), name]));
        blocks.push(Block::leaf("Divider", 16.0));
    } else if online {
        blocks.push(muted(status));
    }
    for (at, (said, mine)) in said.iter().enumerate() {
        let width = if brief.phone() { 288.0 } else { 440.0 };
        let rows = (said.chars().count() as f64 * 8.0 / (width - 96.0)).ceil();
        let message = Block::leaf("ChatMessage", 48.0 + rows * 24.0)
            .wide(width)
            .prop("text", *said)
            .text_prop("name", if *mine { "You" } else { person })
            .prop("time", format!("9:{:02}", 41 + at))
            .prop("mine", *mine);
        blocks.push(Block::column(vec![message]).align(if *mine {
            super::super::layout::Align::End
        } else {
            super::super::layout::Align::Start
        }));
    }
    let field = Block::leaf("Input", 40.0)
        .text_prop("placeholder", if assistant || prompt { "Ask anything" } else { "Write a message" });
    let mut row = Vec::new();
    if attach {
        row.push(button("Attach file", "secondary"));
    }
    row.push(field);
    row.push(button("Send", "primary"));
    blocks.push(if attach && brief.phone() {
        let first = row.remove(0);
        Block::column(vec![Block::row(vec![first]), Block::row(row)]).gap(8.0)
    } else {
        Block::row(row).gap(8.0)
    });
    Block::column(blocks).gap(16.0).least(least(brief) - 64.0)
}

fn details(label: &str, members: &[String]) -> Block {
    let lower = label.to_lowercase();
    if members.len() > 1 {
        return card(
            label,
            vec![list(&members.iter().map(|name| capitalised(name)).collect::<Vec<_>>(), &[], "divided")],
        );
    }
    if pattern!(r"\b(?:members|participants|people)\b").is_match(&lower) {
        return card(
            label,
            vec![list(
                &PEOPLE[..4].iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(),
                &[],
                "avatars",
            )],
        );
    }
    let pair = |name: &str, value: &str| Block::column(vec![muted(name), text(value, "body")]).gap(0.0);
    card(
        label,
        vec![
            pair("Email", "priya@example.com"),
            pair("Plan", "Pro, since March 2023"),
            pair("Last order", "A-1041, $128.00"),
            pair("Local time", "14:32"),
        ],
    )
}

/// A mailbox: folders, messages, and the one that is read.
pub(super) fn inbox(brief: &mut Brief) -> Block {
    let notifications = brief.says(pattern!(r"\bnotifications?\b")) && !brief.says(pattern!(r"\bmail\b"));
    let folders = brief.take(Part::Groups);
    let _ = brief.take_where(|item| {
        item.part == Part::List || pattern!(r"\b(?:reading pane|preview)\b").is_match(&item.label)
    });
    let pane = brief.says(pattern!(r"\breading pane\b"));
    let names: Vec<String> = folders.filter(|item| !item.members.is_empty()).map_or_else(
        || {
            if notifications {
                ["All", "Unread", "Mentions"].map(str::to_owned).to_vec()
            } else {
                ["Inbox", "Starred", "Sent", "Drafts", "Archive"].map(str::to_owned).to_vec()
            }
        },
        |item| item.members.iter().map(|name| capitalised(name)).collect(),
    );
    let subjects: Vec<String> = if notifications {
        content::things("notifications").iter().map(|name| (*name).to_owned()).collect()
    } else {
        [
            "Priya Nair: Drafts for tomorrow",
            "Northwind: Your invoice for April",
            "Jonas Weber: Lunch on Friday?",
            "Library: A book is ready for you",
            "Sofia Lind: Photos from Sunday",
            "Grace Osei: Notes from the call",
        ]
        .map(str::to_owned)
        .to_vec()
    };
    let times = blocks::line("", subjects.len());
    let messages = list(&subjects, &times, "divided").prop("active", 0);
    let title = if notifications { "Notifications" } else { names.first().map_or("Inbox", String::as_str) }
        .to_owned();
    if notifications || brief.phone() {
        let mut main = vec![heading(&title, 1)];
        main.extend(toolbar(brief, "messages", !notifications));
        main.push(
            Block::leaf("Tabs", 48.0)
                .prop("items", json!(names.iter().take(5).collect::<Vec<_>>()))
                .prop("active", 0),
        );
        main.push(messages);
        if pane {
            main.push(card("Drafts for tomorrow", vec![text("Hi Mina, I have put the drafts for tomorrow into the shared folder. See you at ten. Priya", "body"), Block::row(vec![button("Reply", "primary"), button("Forward", "secondary")])]));
        }
        main.push(button(
            if notifications { "Mark all as read" } else { "Write" },
            if notifications { "secondary" } else { "primary" },
        ));
        let sides = brief.take_where(|item| matches!(item.part, Part::Sidebar | Part::Navbar | Part::TabBar));
        main.extend(rest(brief));
        brief.items = sides;
        return app(brief, &["Home", "Inbox", "People", "Settings"], main);
    }
    let asked = brief.take_all(Part::Button);
    let mut reading = vec![
        heading("Drafts for tomorrow", 2),
        Block::row(vec![
            Block::leaf("Avatar", 40.0).wide(40.0).prop("name", PEOPLE[2]),
            Block::column(vec![text(PEOPLE[2], "strong"), muted("to me · 9:41")]).gap(0.0),
        ]),
        text(
            "Hi Mina, I have put the drafts for tomorrow into the shared folder. The second page still needs a better title; I would be glad about your ideas. See you at ten. Priya",
            "body",
        ),
        Block::row(
            vec![button("Reply", "primary"), button("Forward", "secondary")]
                .into_iter()
                .chain(blocks::buttons(&asked, false))
                .collect(),
        ),
    ];
    let mut middle: Vec<Block> = toolbar(brief, "mail", true)
        .into_iter()
        .flat_map(|row| row.children)
        .map(|block| Block { width: super::super::layout::Width::Fill(1.0), ..block })
        .collect();
    middle.push(messages);
    reading.extend(rest(brief));
    let height = least(brief);
    let mut row = vec![
        Block::leaf("Sidebar", height)
            .least(height)
            .wide(if brief.device == Device::Tablet { 200.0 } else { 240.0 })
            .text_prop("brand", &if brief.brand.is_empty() { "Mail".to_owned() } else { brief.brand.clone() })
            .prop("items", json!(names))
            .prop("active", 0)
            .prop("footer", PEOPLE[0]),
        Block::column(middle)
            .padding(24.0, 24.0, 24.0, 24.0)
            .gap(16.0)
            .wide(if brief.device == Device::Tablet { 280.0 } else { 400.0 }),
    ];
    row.push(Block::column(reading).padding(32.0, 32.0, 32.0, 16.0).gap(24.0).least(height));
    Block::row(row).gap(0.0).stretched()
}
