//! Whole screens: which pieces a kind of screen has, and where they stand.

use serde_json::json;

use crate::generation::providers::builtin::pattern::pattern;

use super::{
    blocks::{self, data, from_item, heading, text, title_row},
    brief::{Brief, Device, Item, Kind, Part, capitalised},
    content::PEOPLE,
    layout::{Align, Block},
};

mod boards;
mod entry;
mod forms;
mod lists;
mod pages;
mod places;
mod shop;
mod talk;

/// The screen that a brief asks for.
pub(super) fn screen(brief: &mut Brief) -> Block {
    match brief.kind {
        Kind::Landing => pages::landing(brief),
        Kind::Pricing => pages::pricing(brief),
        Kind::Article => pages::article(brief),
        Kind::Dashboard => lists::dashboard(brief),
        Kind::Table => lists::table(brief),
        Kind::ListDetail => lists::list_detail(brief),
        Kind::Form => forms::form(brief),
        Kind::Settings => forms::settings(brief),
        Kind::Onboarding => forms::onboarding(brief),
        Kind::Checkout => shop::checkout(brief),
        Kind::Login | Kind::Register | Kind::Forgot => entry::entry(brief),
        Kind::Kanban => boards::kanban(brief),
        Kind::Calendar => boards::calendar(brief),
        Kind::Chat => talk::chat(brief),
        Kind::Inbox => talk::inbox(brief),
        Kind::Shop => shop::catalogue(brief),
        Kind::Product => shop::product(brief),
        Kind::Cart => shop::cart(brief),
        Kind::Profile => places::profile(brief),
        Kind::Map => places::map(brief),
        Kind::Gallery => places::gallery(brief),
        Kind::Player => places::player(brief),
    }
}

/// Everything that is left, each as a block of its own.
fn rest(brief: &mut Brief) -> Vec<Block> {
    let items = std::mem::take(&mut brief.items);
    let (buttons, others): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|item| item.part == Part::Button);
    let mut out: Vec<Block> = others.iter().map(|item| from_item(item, brief)).collect();
    if !buttons.is_empty() {
        out.push(Block::row(blocks::buttons(&buttons, false)));
    }
    out
}

/// Blocks side by side where there is room for it.
fn beside(brief: &Brief, blocks: Vec<Block>) -> Block {
    if brief.phone() { Block::column(blocks) } else { Block::row(blocks).gap(24.0) }
}

/// Blocks in columns, fewer on small canvases.
fn columns(brief: &Brief, most: usize, blocks: Vec<Block>) -> Block {
    let columns = match brief.device {
        Device::Desktop => most,
        Device::Tablet => most.min(2),
        Device::Phone => 1,
    };
    Block::grid(columns.min(blocks.len()).max(1), blocks)
}

/// How tall a screen is at least.
fn least(brief: &Brief) -> f64 {
    match brief.device {
        Device::Desktop => 896.0,
        Device::Tablet => 1024.0,
        Device::Phone => 840.0,
    }
}

/// Where people can go in an app of this kind.
fn places(brief: &mut Brief, usual: &[&str]) -> (Vec<String>, usize) {
    let named = [Part::Sidebar, Part::Navbar, Part::TabBar].into_iter().find_map(|part| {
        let at = brief.items.iter().position(|item| item.part == part)?;
        Some(brief.items.remove(at))
    });
    let names = match named {
        Some(item) if !item.members.is_empty() => item.members.iter().map(|name| capitalised(name)).collect(),
        Some(item) if !item.label.is_empty() && item.part == Part::Sidebar => {
            // "a sidebar of upcoming meetings" shows them rather than leading anywhere.
            brief.items.insert(0, Item { part: Part::List, ..item });
            usual.iter().map(|name| (*name).to_owned()).collect()
        }
        _ => usual.iter().map(|name| (*name).to_owned()).collect(),
    };
    (names, 0)
}

/// The frame of an app: a sidebar, a bar at the top, or bars above and below.
fn app(brief: &mut Brief, usual: &[&str], main: Vec<Block>) -> Block {
    let top_bar = brief.items.iter().any(|item| item.part == Part::Navbar);
    let (names, active) = places(brief, usual);
    framed(brief, &names, active, top_bar, main)
}

fn framed(brief: &Brief, names: &[String], active: usize, top_bar: bool, main: Vec<Block>) -> Block {
    let name = brief.name();
    let height = least(brief);
    match brief.device {
        Device::Phone => {
            let bars = 64.0 + 64.0;
            let shown: Vec<&String> = names.iter().take(5).collect();
            Block::column(vec![
                Block::leaf("Navbar", 64.0)
                    .text_prop("brand", &name)
                    .prop("items", json!([]))
                    .prop("avatar", PEOPLE[0]),
                Block::column(main).padding(24.0, 16.0, 24.0, 16.0).gap(24.0).least(height - bars),
                Block::leaf("Tabs", 64.0)
                    .prop("items", json!(shown))
                    .prop("active", active)
                    .prop("variant", "bar"),
            ])
            .gap(0.0)
        }
        Device::Tablet => top(&name, names, active, main, 32.0, height),
        Device::Desktop if top_bar => top(&name, names, active, main, 144.0, height),
        Device::Desktop => Block::row(vec![
            Block::leaf("Sidebar", height)
                .least(height)
                .wide(240.0)
                .text_prop("brand", &name)
                .prop("items", json!(names))
                .prop("active", active)
                .prop("footer", PEOPLE[0]),
            Block::column(main).padding(32.0, 24.0, 32.0, 24.0).gap(24.0).least(height),
        ])
        .gap(0.0)
        .stretched(),
    }
}

fn top(name: &str, names: &[String], active: usize, main: Vec<Block>, side: f64, height: f64) -> Block {
    Block::column(vec![
        Block::leaf("Navbar", 64.0)
            .text_prop("brand", name)
            .prop("items", json!(names))
            .prop("active", active)
            .prop("avatar", PEOPLE[0]),
        Block::column(main).padding(32.0, side, 32.0, side).gap(24.0).least(height - 64.0),
    ])
    .gap(0.0)
}

/// A page for the public: a bar, what is in it, a footer.
fn site(brief: &mut Brief, usual: &[&str], action: &str, main: Vec<Block>) -> Block {
    let footer = brief.take(Part::Footer);
    let (names, _) = places(brief, usual);
    let bar = Block::leaf("Navbar", 64.0)
        .text_prop("brand", &brief.name())
        .prop("items", json!(if brief.phone() { Vec::new() } else { names }))
        .text_prop("action", action);
    let footer = footer.unwrap_or_else(|| plain_item(Part::Footer, ""));
    let mut all = vec![bar];
    all.extend(main);
    all.push(blocks::section(&footer, brief));
    Block::column(all).gap(0.0)
}

/// The main area of a public page, within its margins.
fn within(brief: &Brief, inside: Vec<Block>) -> Block {
    let side = match brief.device {
        Device::Desktop => 144.0,
        Device::Tablet => 48.0,
        Device::Phone => 16.0,
    };
    Block::column(inside).padding(32.0, side, 48.0, side).gap(24.0).least(least(brief) - 184.0)
}

/// A title above everything else, with what can be done.
fn head(brief: &mut Brief, title: &str, usual_actions: &[&str]) -> Block {
    let mut asked = brief.take_all(Part::Button);
    if asked.is_empty() {
        asked = usual_actions.iter().map(|name| plain_item(Part::Button, name)).collect();
    }
    let dates = brief.take(Part::Dates);
    let mut actions: Vec<Block> = dates
        .iter()
        .map(|_| Block::leaf("DatePicker", 40.0).wide(224.0).prop("value", "1 May - 31 May"))
        .collect();
    actions.extend(blocks::buttons(&asked, true));
    let title = heading(title, 1);
    if brief.phone() && !actions.is_empty() {
        return Block::column(vec![title, Block::row(actions)]).gap(16.0);
    }
    title_row(title, actions)
}

/// Search and filters in a row, where there are any.
fn toolbar(brief: &mut Brief, about: &str, always: bool) -> Vec<Block> {
    let found = brief.take(Part::Search);
    let filters = brief.take_all(Part::Filters);
    let mut out = Vec::new();
    if found.is_some() || always {
        let by = found
            .as_ref()
            .and_then(|item| item.members.first())
            .filter(|_| found.as_ref().is_some_and(|item| pattern!(r"\bby\b").is_match(&item.words)));
        let block = match by {
            Some(by) => blocks::search(&format!("by {by}")),
            None => blocks::search(about),
        };
        out.push(if brief.phone() { block } else { block.wide(360.0) });
    }
    let names: Vec<String> = filters
        .iter()
        .flat_map(|item| {
            if item.members.is_empty() {
                vec![if item.label.is_empty() { "All".to_owned() } else { item.label.clone() }]
            } else {
                item.members.clone()
            }
        })
        .collect();
    for name in names {
        let block = Block::leaf("Select", 40.0)
            .wide(160.0)
            .text_prop("placeholder", &capitalised(name.trim_end_matches(" filter")))
            .prop("options", json!([]));
        out.push(block);
    }
    if out.is_empty() { out } else { vec![Block::row(out)] }
}

/// An item that the words did not name.
fn plain_item(part: Part, label: &str) -> Item {
    Item {
        part,
        label: label.to_owned(),
        members: Vec::new(),
        count: None,
        shape: super::brief::Shape::Usual,
        side: None,
        words: String::new(),
    }
}

/// A card that is centred on an empty canvas.
fn centred(brief: &Brief, width: f64, inside: Vec<Block>) -> Block {
    let card = Block::container("Card", inside).padded(if brief.phone() { 24.0 } else { 40.0 }).gap(24.0);
    let above = if brief.phone() { 48.0 } else { 96.0 };
    let side = if brief.phone() { 16.0 } else { 24.0 };
    Block::column(vec![card.wide(width)])
        .padding(above, side, above, side)
        .align(Align::Centre)
        .least(least(brief))
}

/// A line of words in grey.
fn muted(words: &str) -> Block {
    text(words, "muted")
}

/// Names of the things that a screen lists.
fn names(brief: &Brief, usual: &str, most: usize) -> Vec<String> {
    let noun = brief.noun.as_ref().map_or(usual, |(_, many)| many.as_str());
    let found = data(noun, &[], most);
    if noun != usual && super::content::things(noun).is_empty() && !brief.subject.is_empty() {
        let by_subject = super::content::things(&brief.subject);
        if !by_subject.is_empty() {
            return by_subject.iter().take(most).map(|name| (*name).to_owned()).collect();
        }
    }
    found
}
