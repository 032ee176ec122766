//! Profiles, maps, galleries and players.

use serde_json::json;

use crate::generation::providers::builtin::{pattern::pattern, reading};

use super::{
    super::{
        blocks::{self, button, card, from_item, heading, image, list, stat, text},
        brief::{Brief, Device, Item, Part, capitalised},
        content::{self, PEOPLE},
        layout::{Align, Block},
    },
    app, beside, columns, head, muted, names, plain_item, rest, toolbar,
};

const SIDES: [Part; 3] = [Part::Sidebar, Part::Navbar, Part::TabBar];

/// A person, or a place, with what belongs to it.
pub(super) fn profile(brief: &mut Brief) -> Block {
    let sides = brief.take_where(|item| SIDES.contains(&item.part));
    let actions = brief.take_all(Part::Button);
    let tabs = brief.take(Part::Tabs);
    let _ = brief.take_where(|item| {
        item.part == Part::Avatar
            || pattern!(r"^(?:name|cover (?:photo|image)|profile picture|picture|photo)$")
                .is_match(&item.label)
    });
    let bio = brief.take_named(pattern!(r"^(?:bio|about(?: me)?|short bio|introduction)$"));
    let figures = brief.take_all(Part::Stats);
    let counted = brief.take_where(|item| item.part == Part::Named && is_figure(&item.label));
    let mut labels: Vec<String> =
        figures.iter().flat_map(|item| item.members.iter().map(|name| capitalised(name))).collect();
    labels.extend(counted.iter().map(|item| item.label.clone()));
    if !figures.is_empty() && labels.is_empty() {
        labels = ["Posts", "Followers", "Following"].map(str::to_owned).to_vec();
    }
    // What follows figures on a phone is counted, too.
    let role = role(brief);
    let about =
        Block::column(vec![heading(PEOPLE[0], 1), muted(&role), text(&bio_text(brief), "body")]).gap(8.0);
    let asked: Vec<Item> =
        if actions.is_empty() { vec![plain_item(Part::Button, "Edit profile")] } else { actions };
    let mut top = vec![Block::leaf("Avatar", 96.0).wide(96.0).prop("name", PEOPLE[0]), about];
    let mut inside = Vec::new();
    if brief.phone() {
        inside.push(Block::column(vec![top.remove(0)]).align(Align::Centre));
        inside.push(top.remove(0));
        inside.push(Block::row(blocks::buttons(&asked, true)));
    } else {
        top.extend(blocks::buttons(&asked, true));
        inside.push(Block::row(top).gap(24.0));
    }
    let _ = bio;
    if !labels.is_empty() {
        let across = if brief.phone() { 2 } else { labels.len().min(4) };
        inside.push(Block::grid(across, labels.iter().map(|label| stat(label)).collect()));
    }
    if let Some(tabs) = tabs {
        inside.push(from_item(&tabs, brief));
    }
    let items = std::mem::take(&mut brief.items);
    let items = if items.is_empty() && labels.is_empty() {
        ["About", "Recent activity"].map(|name| plain_item(Part::Named, name)).to_vec()
    } else {
        items
    };
    let (wide, cards): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| {
        !matches!(item.part, Part::Named | Part::List | Part::Timeline | Part::Groups | Part::Contact)
    });
    let made: Vec<Block> = cards.iter().map(|item| section(item, brief)).collect();
    if !made.is_empty() {
        let most = if made.len() == 1 { 1 } else { 2 };
        inside.push(columns(brief, most, made));
    }
    inside.extend(wide.iter().map(|item| from_item(item, brief)));
    brief.items = sides;
    app(brief, &["Home", "Profile", "Messages", "Settings"], inside)
}

fn is_figure(label: &str) -> bool {
    pattern!(r"\b(?:followers|following|likes|balance|score|points|level|streak|grade|climbed|completed|visits|distance|total|number of|count|views|downloads|sold|earned|rank|wins)\b").is_match(label)
}

fn role(brief: &Brief) -> String {
    let found = pattern!(
        r"\bprofile (?:page |screen )?(?:of|for) (?:an? |the )?((?:[\w-]+ ){0,2}[\w-]+?)(?: with\b|,|\.|$)"
    )
    .captures(&brief.text)
    .map(|found| crate::generation::providers::builtin::pattern::group(&found, 1).to_owned());
    match found {
        Some(role) if !role.ends_with("app") => capitalised(&role),
        _ if brief.says(pattern!(r"\bemployee\b")) => "Product designer · Design team".to_owned(),
        _ => "Member since 2021".to_owned(),
    }
}

fn bio_text(brief: &Brief) -> String {
    if brief.says(pattern!(r"\bdesigner|freelanc\w+\b")) {
        "I help small companies to look like themselves: brands, packaging and websites.".to_owned()
    } else if brief.says(pattern!(r"\bclimb\w*\b")) {
        "Climbing since 2015, mostly outdoors, always with a thermos.".to_owned()
    } else {
        "Likes long walks, short meetings and good coffee. Lives in Leeds.".to_owned()
    }
}

fn section(item: &Item, brief: &Brief) -> Block {
    let lower = item.label.to_lowercase();
    if pattern!(r"\bskills?\b").is_match(&lower) {
        let names = if item.members.len() > 1 {
            item.members.iter().map(|name| capitalised(name)).collect()
        } else {
            ["Branding", "Web design", "Illustration", "Research"].map(str::to_owned).to_vec()
        };
        let tags = names
            .iter()
            .map(|name| {
                Block::leaf("Tag", 32.0)
                    .wide(((name.len() as f64 * 8.0 + 32.0) / 8.0).ceil() * 8.0)
                    .text_prop("text", name)
            })
            .collect();
        return card(&item.label, vec![Block::row(tags).gap(8.0)]);
    }
    if pattern!(r"\b(?:contact(?: details| info)?)\b").is_match(&lower) {
        return card(
            &item.label,
            vec![list(
                &[
                    "mina@example.com".to_owned(),
                    "+44 20 7946 0101".to_owned(),
                    "Leeds, United Kingdom".to_owned(),
                ],
                &[],
                "plain",
            )],
        );
    }
    if pattern!(r"\b(?:manager|mentor|coach|partner)\b").is_match(&lower) {
        return card(
            &item.label,
            vec![Block::row(vec![
                Block::leaf("Avatar", 40.0).wide(40.0).prop("name", PEOPLE[6]),
                Block::column(vec![text(PEOPLE[6], "strong"), muted("Head of design")]).gap(0.0),
            ])],
        );
    }
    if pattern!(r"\b(?:portfolio|work|posts|photos|gallery)\b").is_match(&lower) {
        let tiles = blocks::data(if lower.contains("post") { "posts" } else { "projects" }, &item.members, 4)
            .iter()
            .map(|name| Block::column(vec![image(name, 120.0), text(name, "small")]).gap(8.0))
            .collect();
        return card(&item.label, vec![Block::grid(2, tiles).gap(16.0)]);
    }
    if pattern!(r"\breviews?\b").is_match(&lower) {
        let said = [
            "Clear, quick and kind. We will work together again.",
            "Listened first, then designed. A pleasure.",
        ];
        return card(
            &item.label,
            said.iter()
                .enumerate()
                .map(|(at, said)| Block::leaf("Quote", 96.0).prop("text", *said).prop("name", PEOPLE[at + 3]))
                .collect(),
        );
    }
    if pattern!(r"\babout\b").is_match(&lower) {
        return card(&item.label, vec![text(&bio_text(brief), "body")]);
    }
    if item.part == Part::Named {
        let known = !content::things(&lower).is_empty();
        let entries = if known { blocks::data(&lower, &item.members, 4) } else { Vec::new() };
        if known {
            return card(&item.label, vec![list(&entries, &blocks::line(&lower, entries.len()), "divided")]);
        }
    }
    from_item(item, brief)
}

/// A map with the results beside it.
pub(super) fn map(brief: &mut Brief) -> Block {
    let shown = brief.take(Part::Map);
    let _ = brief.take_where(|item| {
        item.part == Part::List
            && (item.members.is_empty() && pattern!(r"^(?:results?|listings?|)$").is_match(&item.label))
    });
    let ride = brief.says(pattern!(r"\b(?:ride|taxi|pickup|destination|courier)\b"));
    let label = shown.map_or_else(|| "Map".to_owned(), |item| blocks::titled(&item, "Map"));
    let price = brief.take_named(pattern!(r"\bprice per (?:night|month|hour)\b"));
    let fields = brief.take_where(|item| item.part == Part::Named && pattern!(r"\b(?:dates?|guests?|pickup|pick-up|destination|from|to|city|check-?in|check-?out|where|when|postcode|radius|distance)\b").is_match(&item.label) || item.part == Part::Dates);
    let buttons = brief.take_all(Part::Button);
    let noun = brief.noun.as_ref().map_or_else(
        || if brief.subject.is_empty() { "locations".to_owned() } else { brief.subject.clone() },
        |(_, many)| many.clone(),
    );
    let entries = {
        let found = names(brief, "locations", 5);
        if content::things(&noun).is_empty() {
            content::things("results").iter().map(|name| (*name).to_owned()).collect()
        } else {
            found
        }
    };
    let period = price.as_ref().map_or("", |item| {
        if item.label.contains("night") {
            " per night"
        } else if item.label.contains("hour") {
            " per hour"
        } else {
            " per month"
        }
    });
    let details: Vec<String> = (0..entries.len())
        .map(|at| {
            if price.is_some() {
                format!("${}{period}", [84, 120, 65, 140, 98][at % 5])
            } else if brief.says(pattern!(r"\b(?:apartments?|flats?|homes?)\b")) {
                format!("${} · {} bedrooms", [1240, 980, 760, 1600, 1180][at % 5], 1 + at % 3)
            } else {
                format!("{} min · open until {}:00", 4 + at * 5, 18 + at % 3)
            }
        })
        .collect();
    let area = Block::leaf("Map", if brief.phone() { 360.0 } else { 640.0 })
        .text_prop("label", &label)
        .prop("pins", if ride { 2 } else { 5 });
    let mut side: Vec<Block> =
        fields.iter().map(|item| blocks::input(&content::field(&item.label, "form"))).collect();
    side.extend(
        toolbar(brief, &noun, !ride && fields.is_empty())
            .into_iter()
            .flat_map(|row| row.children)
            .map(|block| {
                if block.component == Some("SearchBar") {
                    Block { width: super::super::layout::Width::Fill(1.0), ..block }
                } else {
                    block
                }
            })
            .collect::<Vec<_>>()
            .chunks(3)
            .map(|row| {
                if row.len() > 1 {
                    Block::column(vec![row[0].clone(), Block::row(row[1..].to_vec()).gap(8.0)]).gap(8.0)
                } else {
                    Block::row(row.to_vec())
                }
            })
            .collect::<Vec<_>>(),
    );
    let sides = brief.take_where(|item| SIDES.contains(&item.part));
    let extra = rest(brief);
    if ride {
        side.extend(extra);
    } else {
        side.push(muted(&format!("{} results near you", entries.len() * 5 - 1)));
        side.push(list(&entries, &details, "divided").prop("active", 0));
        side.extend(extra);
    }
    side.extend(
        buttons.iter().enumerate().map(|(at, item)| {
            blocks::wide_button(&item.label, if at == 0 { "primary" } else { "secondary" })
        }),
    );
    brief.items = sides;
    let title = if ride { "Where to?".to_owned() } else { capitalised(&noun) };
    let main = if brief.phone() || brief.device == Device::Tablet {
        vec![heading(&title, 1), area, Block::column(side).gap(16.0)]
    } else {
        vec![
            heading(&title, 1),
            Block::row(vec![Block::column(side).gap(16.0).wide(376.0), area.least(640.0)])
                .gap(24.0)
                .stretched(),
        ]
    };
    app(brief, &["Search", "Saved", "Messages", "Account"], main)
}

/// Pictures in rows.
pub(super) fn gallery(brief: &mut Brief) -> Block {
    let groups = brief.take(Part::Groups);
    let pictures = brief.take(Part::Images);
    let upload = brief.take(Part::Upload);
    let names: Vec<String> =
        groups.as_ref().map_or_else(Vec::new, |item| blocks::data(&item.label, &item.members, 6));
    let noun = if brief.subject.is_empty() {
        "Photo".to_owned()
    } else {
        capitalised(&reading::singular(&brief.subject))
    };
    let title = if brief.says(pattern!(r"\bmedia library\b")) {
        "Media library"
    } else if brief.says(pattern!(r"\bportfolio\b")) {
        "Portfolio"
    } else {
        "Gallery"
    };
    let mut main = vec![head(brief, title, if upload.is_some() { &[] } else { &["Add photos"] })];
    main.extend(toolbar(brief, "photos", false));
    if !names.is_empty() {
        let all: Vec<String> = std::iter::once("All".to_owned()).chain(names.clone()).collect();
        main.push(Block::leaf("Tabs", 48.0).prop("items", json!(all)).prop("active", 0));
    }
    if let Some(upload) = &upload {
        main.push(from_item(upload, brief));
    }
    let across = match brief.device {
        Device::Desktop => 4,
        Device::Tablet => 3,
        Device::Phone => 2,
    };
    let count = pictures.and_then(|item| item.count).unwrap_or(across * 3).clamp(1, 24);
    let tiles = (1..=count)
        .map(|at| {
            image(
                &if names.is_empty() {
                    format!("{noun} {at}")
                } else {
                    format!("{} {at}", names[(at - 1) % names.len()])
                },
                if brief.phone() { 168.0 } else { 208.0 },
            )
        })
        .collect();
    main.push(Block::grid(across, tiles).gap(16.0));
    let sides = brief.take_where(|item| SIDES.contains(&item.part));
    main.extend(rest(brief));
    brief.items = sides;
    app(brief, &["Photos", "Albums", "Shared", "Settings"], main)
}

/// Something that plays.
#[expect(clippy::too_many_lines, reason = "one screen, from the top down")]
pub(super) fn player(brief: &mut Brief) -> Block {
    let video = brief.says(pattern!(r"\bvideo|watch\b"));
    let podcast = brief.says(pattern!(r"\bpodcast|audiobook\b"));
    let bar = brief.take_where(|item| item.part == Part::Progress);
    let controls = brief.take_where(|item| {
        item.part == Part::Slider
            || pattern!(r"^(?:speed|volume|sleep timer|playback speed|equali[sz]er)$").is_match(&item.label)
    });
    let _ = brief.take_where(|item| {
        item.part == Part::Named
            && pattern!(r"\b(?:title|artist|cover(?: art)?|play(?:/pause)?|pause|skip|controls)\b")
                .is_match(&item.label)
            || item.part == Part::Video
    });
    let lists = brief.take_where(|item| {
        matches!(item.part, Part::Groups | Part::List)
            || item.part == Part::Named
                && pattern!(r"\b(?:playlist|queue|up next|chapters|lyrics|episodes|related)\b")
                    .is_match(&item.label)
    });
    let sides = brief.take_where(|item| SIDES.contains(&item.part));
    let title = if video {
        "How bridges stand"
    } else if podcast {
        "Ep. 42: Small shops, big plans"
    } else {
        "Morning Light"
    };
    let by = if video {
        "Papertrail · 12,400 views"
    } else if podcast {
        "The Corner Shop"
    } else {
        "Slow River Band"
    };
    let mut stage = Vec::new();
    if video {
        stage.push(
            Block::leaf("Video", if brief.phone() { 208.0 } else { 440.0 })
                .prop("title", title)
                .prop("duration", "12:40"),
        );
        stage.push(Block::column(vec![heading(title, 2), muted(by)]).gap(0.0));
    } else {
        let cover = image("Cover", if brief.phone() { 320.0 } else { 360.0 }).wide(if brief.phone() {
            320.0
        } else {
            360.0
        });
        stage.push(Block::column(vec![cover]).align(Align::Centre));
        stage.push(
            Block::column(vec![heading(title, 2).prop("align", "center"), muted(by).prop("align", "center")])
                .gap(0.0),
        );
        stage.push(Block::leaf("Progress", 48.0).prop("label", "1:24 of 3:42").prop("value", 38));
        let keys = ["Back", "Play", "Next"]
            .iter()
            .map(|name| button(name, if *name == "Play" { "primary" } else { "secondary" }))
            .collect();
        stage.push(Block::row(keys).align(Align::Centre));
    }
    let _ = bar;
    let mut sliders: Vec<String> = controls.iter().map(|item| blocks::titled(item, "Volume")).collect();
    if sliders.is_empty() && !video {
        sliders.push("Volume".to_owned());
    }
    if !sliders.is_empty() {
        stage.push(columns(
            brief,
            sliders.len().min(3),
            sliders
                .iter()
                .map(|label| {
                    Block::leaf("Slider", 56.0)
                        .text_prop("label", label)
                        .prop("value", 60)
                        .prop("min", 0)
                        .prop("max", 100)
                })
                .collect(),
        ));
    }
    let mut under = rest(brief);
    let mut beside_it: Vec<Block> = lists.iter().map(|item| queue(item, video, podcast)).collect();
    if beside_it.is_empty() {
        beside_it.push(queue(&plain_item(Part::List, "Up next"), video, podcast));
    }
    brief.items = sides;
    under.insert(0, Block::column(stage));
    let main = if brief.device == Device::Desktop {
        Block::row(vec![Block::column(under), Block::column(beside_it).wide(360.0)]).gap(32.0).stretched()
    } else {
        beside(
            &Brief { device: Device::Phone, ..brief.clone() },
            vec![Block::column(under), Block::column(beside_it)],
        )
    };
    app(
        brief,
        if video {
            &["Home", "Subscriptions", "Library"]
        } else {
            &["Home", "Search", "Library", "Settings"]
        },
        vec![main],
    )
}

fn queue(item: &Item, video: bool, podcast: bool) -> Block {
    let label = blocks::titled(item, "Up next");
    let about = if video {
        "videos"
    } else if podcast {
        "episodes"
    } else {
        "songs"
    };
    let names = if item.members.len() > 1 {
        item.members.iter().map(|name| capitalised(name)).collect()
    } else {
        blocks::data(about, &[], 6)
    };
    let details: Vec<String> = (0..names.len())
        .map(|at| ["3:42", "4:05", "2:58", "5:16", "3:20", "4:44"][at % 6].to_owned())
        .collect();
    card(&label, vec![list(&names, &details, "divided").prop("active", 0)])
}
