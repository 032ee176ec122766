//! Screens that people fill in: forms, settings, onboarding.

use serde_json::json;

use crate::generation::providers::builtin::{
    pattern::pattern,
    reading::{self, Holds, Named},
};

use super::{
    super::{
        blocks::{self, button, card, from_item, heading, input, link, switch, text, wide_button},
        brief::{Brief, Device, Item, Part, capitalised},
        content::{self, PEOPLE},
        layout::{Align, Block, GRID, Width},
    },
    app, centred, muted, rest,
};

/// A field for each of the words; what is in brackets are its options.
pub(super) fn fields(items: &[Item]) -> Vec<Named> {
    items
        .iter()
        .flat_map(|item| match item.part {
            Part::Form | Part::Fields | Part::Contact => item.members.clone(),
            Part::Dropdown | Part::Choice if !item.members.is_empty() => {
                vec![format!("{} ({})", item.label, item.members.join(", "))]
            }
            _ if item.words.contains('(') => {
                vec![pattern!(r"^(?:and|with|the|an?)\s+").replace(&item.words, "")]
            }
            _ => vec![item.label.clone()],
        })
        .map(|words| {
            let field = content::field(&words, "form");
            let question = pattern!(r"^(?:what|how|why|which|where|who|can|do|did|would|will|are|is)\b")
                .is_match(&field.label)
                && !field.label.ends_with('?');
            Named { label: if question { format!("{}?", field.label) } else { field.label }, ..field }
        })
        .collect()
}

/// Fields in two columns where that suits them, as wide as the card.
pub(super) fn laid(fields: &[Named], narrow: bool) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut half: Option<Block> = None;
    for field in fields {
        let block = input(field);
        let short = !narrow
            && matches!(block.component, Some("Input" | "Select" | "DatePicker"))
            && matches!(block.width, Width::Fill(_));
        match (half.take(), short) {
            (Some(first), true) => out.push(Block::grid(2, vec![first, block]).gap(24.0)),
            (None, true) => half = Some(block),
            (first, false) => {
                out.extend(first);
                out.push(block);
            }
        }
    }
    out.extend(half);
    out
}

/// A form on a page of its own.
pub(super) fn form(brief: &mut Brief) -> Block {
    let buttons = brief.take_all(Part::Button);
    let steps = brief.take(Part::Steps);
    let items = brief.take_where(|item| {
        matches!(
            item.part,
            Part::Named
                | Part::Form
                | Part::Fields
                | Part::Dropdown
                | Part::Choice
                | Part::Groups
                | Part::Contact
        )
    });
    let mut named = fields(&items);
    if named.is_empty() {
        named = usual(brief, steps.as_ref());
    }
    let narrow = brief.device == Device::Phone || named.len() < 5;
    let calculator = brief.says(pattern!(r"\b(?:calculator|converter)\b"));
    let title = title(brief);
    let mut inside = vec![
        Block::column(vec![
            heading(&title, 1),
            muted(if calculator {
                "The result changes as you type."
            } else {
                "It takes about two minutes. We answer within one working day."
            }),
        ])
        .gap(8.0),
    ];
    if let Some(steps) = &steps {
        let names = blocks::data("steps", &steps.members, steps.count.unwrap_or(3));
        inside.push(Block::leaf("Stepper", 64.0).prop("items", json!(names)).prop("active", 0));
        if let Some(first) = steps.members.first() {
            inside.push(heading(&capitalised(first), 3));
        }
    }
    inside.extend(laid(&named, narrow));
    inside.extend(rest(brief));
    if calculator {
        inside.push(Block::grid(
            2,
            vec![
                blocks::stat("Total").prop("value", "$57.60").prop("change", ""),
                blocks::stat("Each").prop("value", "$28.80").prop("change", ""),
            ],
        ));
    }
    inside.push(actions(brief, &buttons, steps.is_some(), calculator));
    let width = match brief.device {
        Device::Phone => 358.0,
        _ if narrow => 560.0,
        _ => 720.0,
    };
    centred(brief, width, inside)
}

fn actions(brief: &Brief, buttons: &[Item], steps: bool, calculator: bool) -> Block {
    let main = buttons.first().map_or_else(
        || {
            if steps {
                "Next".to_owned()
            } else if calculator {
                "Start again".to_owned()
            } else {
                usual_action(brief).to_owned()
            }
        },
        |item| item.label.clone(),
    );
    if brief.phone() {
        return Block::column(
            std::iter::once(wide_button(&main, "primary"))
                .chain(buttons.iter().skip(1).map(|item| wide_button(&item.label, "secondary")))
                .collect(),
        )
        .gap(16.0);
    }
    let mut row: Vec<Block> =
        buttons.iter().skip(1).map(|item| button(&item.label, blocks::variant(&item.label, false))).collect();
    if buttons.len() < 2 && !calculator {
        row.push(button(if steps { "Back" } else { "Cancel" }, "secondary"));
    }
    row.push(button(&main, "primary"));
    Block::row(row).align(Align::End)
}

fn usual_action(brief: &Brief) -> &'static str {
    let known: [(&crate::generation::providers::builtin::pattern::Pattern, &str); 8] = [
        (pattern!(r"\b(?:job )?application\b|\bapply\b"), "Send application"),
        (pattern!(r"\b(?:booking|reservation|book)\b"), "Book"),
        (pattern!(r"\b(?:registration|register|sign-?up)\b"), "Register"),
        (pattern!(r"\b(?:quote|demo)\b"), "Request a quote"),
        (pattern!(r"\b(?:create|new)\b"), "Create"),
        (pattern!(r"\b(?:add|edit|expense|entry)\b"), "Save"),
        (pattern!(r"\b(?:contact|message)\b"), "Send message"),
        (pattern!(r"\b(?:rsvp)\b"), "Reply"),
    ];
    known.iter().find(|(pattern, _)| brief.says(pattern)).map_or("Send", |(_, action)| action)
}

fn title(brief: &Brief) -> String {
    if let Some(found) = pattern!(r"^\W*(?:an? |the |my |our |please |draw |design |create an? |make an? |i need an? )*((?:[\w'-]+ ){1,3}(?:form|survey|calculator|converter|questionnaire|poll))\b").captures(&brief.text) {
        let words = pattern!(r"\b(?:multi-step|mobile|simple|tablet|nice) ").replace(crate::generation::providers::builtin::pattern::group(&found, 1), "");
        let plain = pattern!(r"^(?:a|the) ").replace(&words, "");
        if !pattern!(r"^form$").is_match(plain.trim()) {
            return capitalised(plain.trim_end_matches(" form").trim());
        }
    }
    if let Some(found) =
        pattern!(r"\b(?:form|page|screen) to ((?-i:[a-z])[\w'-]*(?: [\w'-]+){1,5}?)(?:\s*[:,.(]|\s+(?:with|that|where|including)\b|$)")
            .captures(&brief.text)
    {
        return capitalised(crate::generation::providers::builtin::pattern::group(&found, 1));
    }
    if let Some(found) = pattern!(r"\brequest an? (quote|demo|callback)\b").captures(&brief.text) {
        return format!("Request a {}", crate::generation::providers::builtin::pattern::group(&found, 1));
    }
    if !brief.subject.is_empty() {
        reading::title_case(&brief.subject)
    } else if brief.says(pattern!(r"\brsvp\b")) {
        "RSVP".to_owned()
    } else {
        "Details".to_owned()
    }
}

fn usual(brief: &Brief, steps: Option<&Item>) -> Vec<Named> {
    let words: &[&str] = if steps.is_some() {
        &["First name", "Last name", "Email", "Phone"]
    } else if brief.says(pattern!(r"\b(?:booking|reservation|table)\b")) {
        &["Name", "Email", "Date", "Time", "Number of guests", "Notes"]
    } else if brief.says(pattern!(r"\b(?:feedback|survey)\b")) {
        &["Name", "Rating out of 5", "What did you like", "What can we improve"]
    } else if brief.says(pattern!(r"\b(?:job|application)\b")) {
        &["Full name", "Email", "Phone", "CV upload", "Cover letter"]
    } else {
        &["Name", "Email", "Phone", "Message"]
    };
    let noun = brief.noun.as_ref().map(|(one, _)| reading::usual(one)).filter(|fields| fields.len() > 2);
    noun.unwrap_or_else(|| words.iter().map(|word| content::field(word, "form")).collect())
}

/// Settings in groups, the groups at the side.
pub(super) fn settings(brief: &mut Brief) -> Block {
    let buttons = brief.take_all(Part::Button);
    let sides = brief.take_where(|item| matches!(item.part, Part::Sidebar | Part::Navbar | Part::TabBar));
    let switches = brief.take_all(Part::Switches);
    let tables = brief.take_where(|item| {
        item.part == Part::Table
            || pattern!(r"^(?:members|roles|users|people|team|invoices|sessions|devices)$")
                .is_match(&item.label)
    });
    let named = brief.take_all(Part::Named);
    let (groups, single): (Vec<Item>, Vec<Item>) = named.into_iter().partition(|item| is_group(&item.label));
    let toggles_only =
        brief.says(pattern!(r"\b(?:toggles|switches|notification (?:settings|preferences))\b"));
    let mut main: Vec<Block> = vec![heading("Settings", 1)];
    let mut cards: Vec<Block> = Vec::new();
    let names: Vec<String> = groups
        .iter()
        .map(|item| item.label.clone())
        .chain(tables.iter().map(|item| item.label.clone()))
        .collect();
    let mut danger = Vec::new();
    let singles: Vec<Block> = single
        .iter()
        .filter_map(|item| {
            if pattern!(r"^(?:log ?out|sign ?out|delete)\b").is_match(&item.label) {
                danger.push(item.clone());
                return None;
            }
            Some(setting(item, toggles_only))
        })
        .chain(switches.iter().map(|item| from_item(item, brief)))
        .collect();
    if !singles.is_empty() {
        let title = if pattern!(r"\b(?:notification|privacy|account|app|security)\b").is_match(&brief.text) {
            first_word(&brief.text)
        } else {
            "General".to_owned()
        };
        cards.push(card(&title, paired(singles, brief)));
    }
    cards.extend(groups.iter().map(|item| group_card(&item.label, brief)));
    cards.extend(tables.iter().map(table_card));
    if cards.is_empty() {
        cards = ["Profile", "Notifications", "Security"].iter().map(|name| group_card(name, brief)).collect();
    }
    cards.extend(rest(brief));
    let all: Vec<Item> = buttons.into_iter().chain(danger).collect();
    let (dangerous, plain): (Vec<Item>, Vec<Item>) =
        all.into_iter().partition(|item| pattern!(r"\b(?:delete|remove|close)\b").is_match(&item.label));
    let logout: Vec<Block> = plain.iter().map(|item| button(&item.label, "secondary")).collect();
    cards.push(
        Block::row(logout.into_iter().chain([button("Save changes", "primary")]).collect()).align(Align::End),
    );
    for item in &dangerous {
        cards.push(card(
            &item.label,
            vec![
                text("This cannot be undone. Everything of yours is removed.", "muted"),
                Block::row(vec![button(&item.label, "danger")]),
            ],
        ));
    }
    brief.items = sides;
    let names = if names.len() > 1 {
        names
    } else {
        ["Profile", "Notifications", "Security", "Billing"].map(str::to_owned).to_vec()
    };
    let column = Block::column(cards).gap(24.0);
    if brief.device == Device::Desktop {
        let menu = Block::leaf("Menu", ((names.len() as f64 * 36.0 + 14.0) / GRID).ceil() * GRID)
            .prop("items", json!(names))
            .prop("active", 0)
            .wide(208.0);
        main.push(top_aligned(menu, column));
    } else {
        if brief.device == Device::Tablet {
            main.push(Block::leaf("Tabs", 48.0).prop("items", json!(names)).prop("active", 0));
        }
        main.push(column);
    }
    app(brief, &["Overview", "Projects", "People", "Settings"], main)
}

/// Two columns whose tops are level.
pub(super) fn top_aligned(left: Block, right: Block) -> Block {
    let width = match left.width {
        Width::Fixed(width) => width,
        Width::Fill(_) => 240.0,
    };
    Block::row(vec![Block::column(vec![left]).wide(width), right]).gap(32.0).stretched()
}

fn first_word(text: &str) -> String {
    let found = pattern!(r"\b(notification|privacy|account|app|security)\b").captures(text);
    let word = found.map_or_else(String::new, |found| {
        crate::generation::providers::builtin::pattern::group(&found, 1).to_lowercase()
    });
    match word.as_str() {
        "notification" => "Notifications".to_owned(),
        "app" | "" => "General".to_owned(),
        other => capitalised(other),
    }
}

/// Fields beside each other, switches below each other.
fn paired(blocks: Vec<Block>, brief: &Brief) -> Vec<Block> {
    let (fields, others): (Vec<Block>, Vec<Block>) = blocks
        .into_iter()
        .partition(|block| matches!(block.component, Some("Input" | "Select" | "DatePicker")));
    let mut out = Vec::new();
    if !fields.is_empty() {
        let columns = if brief.phone() || fields.len() == 1 { 1 } else { 2 };
        out.push(Block::grid(columns, fields).gap(24.0));
    }
    out.extend(others);
    out
}

fn is_group(label: &str) -> bool {
    pattern!(r"^(?:profile|notifications?|billing|security|account|privacy|appearance|general|integrations|api keys?|members|roles|team|payment(?: methods?)?|preferences|data|permissions|subscription|plan|webhooks|accessibility|domains?|password|personal (?:info|details)|about|help|storage|backups?|devices|connected accounts|shipping|taxes|branding|playback|downloads?|media|sharing)$").is_match(label)
}

/// One setting.
fn setting(item: &Item, toggles: bool) -> Block {
    let lower = item.label.to_lowercase();
    let on_off = toggles || pattern!(r"\b(?:mode|notifications?|push|alerts?|reminders?|digest|mentions|report|marketing|sharing|analytics|newsletter|sounds?|vibrat\w+|two-factor|2fa|auto\w*|sync|enable\w*|personali[sz]ation|location|tracking|cookies|visibility|switch|toggle)\b").is_match(&lower);
    let words = if item.words.contains('(') { item.words.clone() } else { item.label.clone() };
    let field = content::field(&words, "form");
    if on_off && !matches!(field.holds, Holds::Choice(_)) {
        let label = pattern!(r"\s*\b(?:switch|toggle)\b").replace(&item.label, "");
        return switch(&label, !content::seed(&label).is_multiple_of(3));
    }
    if pattern!(r"\bcurrency|theme|units?|font size|region\b").is_match(&lower)
        && matches!(field.holds, Holds::Text | Holds::Money(_) | Holds::Number(_))
    {
        let options: &[&str] = if lower.contains("theme") {
            &["Light", "Dark", "As the system"]
        } else if lower.contains("currency") {
            &["USD", "EUR", "GBP"]
        } else {
            &["Standard", "Large"]
        };
        return blocks::select(
            &item.label,
            &options.iter().map(|option| (*option).to_owned()).collect::<Vec<_>>(),
        );
    }
    input(&field)
}

/// The usual settings of a group.
fn group_card(label: &str, brief: &Brief) -> Block {
    let lower = label.to_lowercase();
    let field = |words: &str| input(&content::field(words, "form"));
    let inside = if pattern!(r"notification").is_match(&lower) {
        vec![switch("Email", true), switch("Push messages", true), switch("Weekly summary", false)]
    } else if pattern!(r"billing|payment|plan|subscription").is_match(&lower) {
        vec![
            text("You are on the Pro plan: $12 a month, renewed on 1 June.", "body"),
            Block::row(vec![button("Change plan", "secondary"), button("Show invoices", "ghost")]),
        ]
    } else if pattern!(r"security|password").is_match(&lower) {
        vec![
            Block::grid(
                if brief.phone() { 1 } else { 2 },
                vec![field("Current password"), field("New password")],
            )
            .gap(24.0),
            switch("Two-factor login", true),
        ]
    } else if pattern!(r"privacy|data").is_match(&lower) {
        vec![
            switch("Show my profile to everyone", false),
            switch("Share usage statistics", false),
            Block::row(vec![button("Download my data", "secondary")]),
        ]
    } else if pattern!(r"appearance|accessib|preference|general").is_match(&lower) {
        vec![
            Block::grid(
                if brief.phone() { 1 } else { 2 },
                vec![
                    field("Language"),
                    blocks::select("Theme", &["Light", "Dark", "As the system"].map(str::to_owned)),
                ],
            )
            .gap(24.0),
            switch("Reduce motion", false),
        ]
    } else if pattern!(r"playback|media").is_match(&lower) {
        vec![
            Block::grid(
                if brief.phone() { 1 } else { 2 },
                vec![
                    blocks::select("Speed", &["1×", "1.25×", "1.5×", "2×"].map(str::to_owned)),
                    blocks::select("Quality", &["Standard", "High"].map(str::to_owned)),
                ],
            )
            .gap(24.0),
            switch("Play the next one by itself", true),
        ]
    } else if pattern!(r"download|sharing").is_match(&lower) {
        vec![switch("Over Wi-Fi only", true), switch("Remove what was finished", false)]
    } else if pattern!(r"integration|connected|webhook").is_match(&lower) {
        vec![switch("Calendar", true), switch("Chat", false), switch("Accounting", false)]
    } else if pattern!(r"api").is_match(&lower) {
        vec![
            Block::leaf("Input", 72.0).prop("label", "Key").prop("value", "mk_live_••••••••••••4f2a"),
            Block::row(vec![button("Create key", "secondary")]),
        ]
    } else if pattern!(r"profile|account|personal|about").is_match(&lower) {
        vec![
            Block::row(vec![
                Block::leaf("Avatar", 64.0).wide(64.0).prop("name", PEOPLE[0]),
                button("Change picture", "secondary"),
            ]),
            Block::grid(if brief.phone() { 1 } else { 2 }, vec![field("Name"), field("Email")]).gap(24.0),
        ]
    } else {
        vec![
            text(&content::sentence(label, ""), "muted"),
            Block::row(vec![button(&format!("Manage {lower}"), "secondary")]),
        ]
    };
    card(label, inside)
}

fn table_card(item: &Item) -> Block {
    let label = blocks::titled(item, "Members");
    let lower = label.to_lowercase();
    let words: &[&str] = if lower.contains("role") {
        &["Name", "Description", "Members"]
    } else if lower.contains("invoice") {
        &["Number", "Date", "Total", "Status"]
    } else {
        &["Name", "Email", "Role"]
    };
    if lower.contains("role") {
        let rows = json!([
            ["Admin", "Can do everything", "2"],
            ["Editor", "Can change things", "5"],
            ["Viewer", "Can look", "11"]
        ]);
        return card(
            &label,
            vec![Block::leaf("Table", 192.0).prop("columns", json!(words)).prop("rows", rows)],
        );
    }
    let fields: Vec<Named> = words.iter().map(|word| content::field(word, "member")).collect();
    card(
        &label,
        vec![
            blocks::table("", &reading::singular(&lower), &fields, 3),
            Block::row(vec![button(&format!("Add {}", reading::singular(&lower)), "secondary")]),
        ],
    )
}

/// The first steps in an app.
pub(super) fn onboarding(brief: &mut Brief) -> Block {
    let steps = brief.take(Part::Steps);
    let slides = brief.take_named(pattern!(r"^(?:slides|screens)$"));
    let buttons = brief.take_all(Part::Button);
    let members = steps.as_ref().map_or_else(Vec::new, |item| item.members.clone());
    let named = brief.take_where(|item| item.part == Part::Named);
    let count =
        steps.as_ref().and_then(|item| item.count).or(slides.and_then(|item| item.count)).unwrap_or(3);
    let fields_named = members.is_empty() && named.len() > 1;
    let names: Vec<String> = if !members.is_empty() {
        members.iter().map(|name| capitalised(name)).collect()
    } else if fields_named && brief.says(pattern!(r"\bwizard|setup|set up\b")) {
        named.iter().map(|item| item.label.clone()).collect()
    } else {
        ["Welcome", "About you", "Ready", "Invite", "Done"]
            .iter()
            .take(count.clamp(2, 5))
            .map(|name| (*name).to_owned())
            .collect()
    };
    let name = brief.name();
    let mut inside = vec![Block::leaf("Stepper", 64.0).prop("items", json!(names)).prop("active", 0)];
    if brief.phone() {
        inside = vec![
            Block::leaf("Progress", 48.0)
                .prop("label", format!("1 of {}", names.len()))
                .prop("value", 100 / names.len().max(1)),
        ];
        if !members.is_empty() || fields_named {
            inside.push(Block::leaf("Stepper", 64.0).prop("items", json!(names)).prop("active", 0));
        }
        inside.push(blocks::image(&format!("Picture: {}", names[0]), 240.0));
    }
    let first = &names[0];
    let title =
        if pattern!(r"^welcome\b").is_match(first) { format!("Welcome to {name}") } else { first.clone() };
    inside.push(heading(&title, 1));
    inside.push(text(
        &format!(
            "A few steps and everything is ready. You can change all of it later in the settings of {name}."
        ),
        "lead",
    ));
    if fields_named {
        inside.extend(laid(&fields(&named), true));
    } else {
        inside.extend(named.iter().map(|item| from_item(item, brief)));
        if !brief.phone() {
            inside.push(blocks::image(&format!("Picture: {first}"), 240.0));
        }
    }
    inside.extend(rest(brief));
    let main = buttons.first().map_or("Next", |item| item.label.as_str());
    inside.push(if brief.phone() {
        wide_button(main, "primary")
    } else {
        Block::row(vec![button("Back", "secondary"), button(main, "primary")]).align(Align::End)
    });
    inside.push(Block::column(vec![link("Skip for now")]).align(Align::Centre));
    centred(brief, if brief.phone() { 358.0 } else { 640.0 }, inside)
}

/// A wide column with a narrow one at its right, their tops level.
pub(super) fn top_aligned_right(left: Block, right: Block) -> Block {
    let width = match right.width {
        Width::Fixed(width) => width,
        Width::Fill(_) => 320.0,
    };
    Block::row(vec![left, Block::column(vec![right]).wide(width)]).gap(32.0).stretched()
}
