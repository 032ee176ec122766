//! Shops: the catalogue, one product, the cart and the checkout.

use serde_json::json;

use crate::generation::providers::builtin::{
    pattern::{group, pattern},
    reading,
};

use super::{
    super::{
        blocks::{self, button, card, from_item, heading, image, input, select, text, wide_button},
        brief::{Brief, Device, Item, Part, capitalised},
        content::{self, PEOPLE},
        layout::{Align, Block},
    },
    beside, columns, forms, muted, plain_item, rest, site, within,
};

const PRICES: [&str; 8] = ["$24", "$48", "$19", "$62", "$35", "$28", "$54", "$16"];

/// What a shop sells: as named, or as such shops do.
fn products(brief: &Brief, named: &[String], most: usize) -> Vec<String> {
    if !named.is_empty() {
        return named.iter().map(|name| capitalised(name)).collect();
    }
    let words = format!("{} {}", brief.subject, brief.noun.as_ref().map_or("", |(_, many)| many.as_str()));
    let by_words = [words.as_str(), brief.text.as_str(), "products"]
        .iter()
        .map(|words| content::things(words))
        .find(|found| found.len() > 4 && !found.contains(&PEOPLE[0]));
    by_words.unwrap_or_default().iter().take(most).map(|name| (*name).to_owned()).collect()
}

fn product_card(name: &str, at: usize, price: &str) -> Block {
    Block::leaf("ProductCard", 344.0)
        .text_prop("title", name)
        .text_prop("price", price)
        .prop("action", "Add to cart")
        .prop("rating", [4.5, 4.0, 5.0, 4.5][at % 4])
        .text_prop("alt", name)
}

fn goods(brief: &Brief, names: &[String], narrow: bool) -> Block {
    let cards = names.iter().enumerate().map(|(at, name)| product_card(name, at, PRICES[at % 8])).collect();
    let most = match brief.device {
        Device::Phone | Device::Tablet if narrow => 2,
        Device::Phone => 2,
        Device::Tablet => 3,
        Device::Desktop if narrow => 3,
        Device::Desktop => 4,
    };
    Block::grid(most, cards)
}

/// A catalogue with filters and products.
pub(super) fn catalogue(brief: &mut Brief) -> Block {
    let groups = brief.take_all(Part::Groups);
    let (sold, groups): (Vec<Item>, Vec<Item>) = groups.into_iter().partition(|item| {
        pattern!(r"\b(?:products?|items|dishes)\b").is_match(&item.label) && !item.members.is_empty()
    });
    let categories: Vec<String> =
        groups.iter().flat_map(|item| item.members.iter().map(|name| capitalised(name))).collect();
    let named: Vec<String> = sold.iter().flat_map(|item| item.members.clone()).collect();
    let search = brief.take(Part::Search);
    let filters = brief.take_all(Part::Filters);
    let cart = brief.take_named(pattern!(r"\b(?:cart|basket|bag)\b"));
    let hero = brief.take(Part::Hero);
    let facets: Vec<String> =
        filters.iter().flat_map(|item| item.members.iter().map(|name| capitalised(name))).collect();
    // Whole rows of them, beside filters or not.
    let beside = brief.device == Device::Desktop && !(facets.is_empty() && filters.is_empty());
    let names = products(brief, &named, if beside { 6 } else { 8 });
    let title = if brief.subject.is_empty() {
        "All products".to_owned()
    } else {
        reading::title_case(&reading::plural(&reading::singular(&brief.subject)))
    };
    let title =
        if pattern!(r"\b(?:stores?|shops?)$").is_match(&title) { "All products".to_owned() } else { title };
    let mut main = Vec::new();
    if hero.is_some() {
        main.push(blocks::hero(brief, "Shop now"));
    }
    let mut inside = vec![heading(&title, 1)];
    if brief.phone() || search.is_some() {
        inside.push(blocks::search("products"));
    }
    if !categories.is_empty() {
        let all: Vec<String> = std::iter::once("All".to_owned()).chain(categories.clone()).collect();
        inside.push(Block::leaf("Tabs", 48.0).prop("items", json!(all)).prop("active", 0));
    }
    if beside {
        let facets = if facets.is_empty() {
            ["Category", "Price", "Colour"].map(str::to_owned).to_vec()
        } else {
            facets
        };
        let side = card("Filters", facets.iter().map(|name| facet(name)).collect()).wide(264.0);
        inside.push(forms::top_aligned(side, Block::column(vec![goods(brief, &names, true)])));
    } else {
        let shown: Vec<String> =
            if facets.is_empty() { ["Category", "Price"].map(str::to_owned).to_vec() } else { facets };
        let mut row: Vec<Block> = shown
            .iter()
            .map(|name| {
                Block::leaf("Select", 40.0)
                    .wide(160.0)
                    .text_prop("placeholder", name)
                    .prop("options", json!([]))
            })
            .collect();
        row.push(
            Block::leaf("Select", 40.0)
                .wide(176.0)
                .prop("placeholder", "Sort: popular")
                .prop("options", json!([])),
        );
        inside.push(Block::row(row));
        inside.push(goods(brief, &names, false));
    }
    inside.push(pages());
    inside.extend(rest(brief));
    main.push(within(brief, inside));
    let places: Vec<&str> = if categories.is_empty() {
        vec!["Shop", "Offers", "About"]
    } else {
        categories.iter().map(String::as_str).collect()
    };
    let cart = cart.map_or("Cart (2)", |item| {
        if pattern!(r"bag").is_match(&item.label) {
            "Bag (2)"
        } else if pattern!(r"basket").is_match(&item.label) {
            "Basket (2)"
        } else {
            "Cart (2)"
        }
    });
    site(brief, &places, cart, main)
}

/// What leads to more of them.
fn pages() -> Block {
    let pages = Block::leaf("Pagination", 40.0).wide(320.0).prop("pages", 6).prop("active", 0);
    Block::column(vec![pages]).align(Align::Centre)
}

/// A choice in a filter.
fn facet(name: &str) -> Block {
    let lower = name.to_lowercase();
    if pattern!(r"\b(?:price|cost|distance)\b").is_match(&lower) {
        return Block::leaf("Slider", 56.0)
            .text_prop("label", name)
            .prop("value", 60)
            .prop("min", 0)
            .prop("max", 100);
    }
    let options: &[&str] = if lower.contains("size") {
        &["S", "M", "L", "XL"]
    } else if lower.contains("brand") {
        &["Northwind", "Blue Door", "Greenfield"]
    } else if lower.contains("colour") || lower.contains("color") {
        &["Black", "Sand", "Forest"]
    } else {
        &["All", "Popular", "Recent"]
    };
    let boxes = options
        .iter()
        .enumerate()
        .map(|(at, option)| Block::leaf("Checkbox", 24.0).prop("label", *option).prop("checked", at == 0));
    Block::column(std::iter::once(text(name, "strong")).chain(boxes).collect()).gap(8.0)
}

/// One product.
#[expect(clippy::too_many_lines, reason = "one screen, from the top down")]
pub(super) fn product(brief: &mut Brief) -> Block {
    let _ = brief.take(Part::Images);
    let price =
        pattern!(r"[$€£]\s?[\d,]+(?:\.\d\d)?").captures(&brief.text).map(|found| group(&found, 0).to_owned());
    let choices = brief.take_where(|item| {
        item.words.contains('(')
            || pattern!(r"\b(?:options|size|colou?rs?|variants?|material)\b").is_match(&item.label)
                && item.part == Part::Named
            || item.part == Part::Dropdown
    });
    let related = brief.take_named(pattern!(r"\b(?:related|similar|also)\b"));
    let reviews = brief.take_named(pattern!(r"\breviews?\b"));
    let _ = brief.take_where(|item| {
        item.part == Part::Named
            && pattern!(r"^(?:price|title|product name|description|[$€£][\d.,]+|\d+)$").is_match(&item.label)
            || item.part == Part::Rating
    });
    let buy = brief.take_where(|item| {
        item.part == Part::Button || pattern!(r"^add to (?:cart|bag|basket)$").is_match(&item.label)
    });
    let own = brief.take_where(|item| {
        item.part == Part::Named
            && item.label.starts_with(char::is_uppercase)
            && pattern!(r"(?-i:[A-Z])[a-z]+ ").is_match(&item.words)
            && item.words.starts_with(char::is_uppercase)
    });
    let name = own
        .first()
        .map(|item| item.label.clone())
        .or_else(|| (!brief.subject.is_empty()).then(|| capitalised(&brief.subject)))
        .or_else(|| brief.noun.as_ref().map(|(one, _)| capitalised(one)).filter(|one| one != "Product"))
        .unwrap_or_else(|| "Canvas tote".to_owned());
    let pictures = Block::column(vec![
        image(&name, if brief.phone() { 320.0 } else { 480.0 }),
        Block::grid(4, (1..=4).map(|at| image(&format!("{name}, view {at}"), 80.0)).collect()).gap(16.0),
    ])
    .gap(16.0);
    let mut facts = vec![
        heading(&name, 1),
        Block::leaf("Rating", 32.0)
            .wide(200.0)
            .prop("label", "128 ratings")
            .prop("value", 4.5)
            .prop("max", 5),
        heading(&price.unwrap_or_else(|| "$68.00".to_owned()), 2),
        text(
            "Made to last, easy to repair, and lighter than it looks. Comes with a guarantee of two years.",
            "body",
        ),
    ];
    facts.extend(choices.iter().map(choice));
    let others = brief.take_where(|item| item.part == Part::Named);
    facts.extend(others.iter().map(|item| {
        Block::column(vec![
            text(&item.label, "strong"),
            muted(if pattern!(r"\bdeliver|shipping\b").is_match(&item.label) {
                "Thursday, 15 May, free of charge"
            } else {
                "Included"
            }),
        ])
        .gap(0.0)
    }));
    facts.push(
        Block::leaf("Input", 72.0)
            .wide(120.0)
            .prop("label", "Quantity")
            .prop("kind", "number")
            .prop("value", "1"),
    );
    let labels: Vec<String> = if buy.is_empty() {
        vec!["Add to cart".to_owned()]
    } else {
        buy.iter().map(|item| item.label.clone()).collect()
    };
    facts.extend(
        labels
            .iter()
            .enumerate()
            .map(|(at, label)| wide_button(label, if at == 0 { "primary" } else { "secondary" })),
    );
    let mut inside = vec![
        Block::leaf("Breadcrumbs", 24.0).prop("items", json!(["Shop", "All products", name])),
        beside(brief, vec![pictures, Block::column(facts).gap(16.0)]),
    ];
    if let Some(reviews) = &reviews {
        let said = [
            "Exactly as described, and it arrived early.",
            "I use it every day. The straps could be longer.",
            "A gift that was loved.",
        ];
        let cards = (0..3)
            .map(|at| {
                Block::leaf("Testimonial", 200.0)
                    .prop("text", said[at])
                    .prop("name", PEOPLE[at])
                    .prop("role", ["5 stars", "4 stars", "5 stars"][at])
            })
            .collect();
        inside.push(heading(&reviews.label, 2));
        inside.push(columns(brief, 3, cards));
    }
    inside.extend(rest(brief));
    let others: Vec<String> = products(brief, &[], 4);
    if let Some(related) = &related {
        inside.push(heading(&related.label, 2));
        inside.push(goods(brief, &others, false));
    }
    let main = within(brief, inside);
    site(brief, &["Shop", "Offers", "About"], "Cart (2)", vec![main])
}

fn choice(item: &Item) -> Block {
    let label = item.label.split(" (").next().unwrap_or("Option").to_owned();
    let named = pattern!(r"\(([^)]+)\)").captures(&item.words).map(|found| group(&found, 1).to_owned());
    let options: Vec<String> = named.map_or_else(
        || {
            if pattern!(r"\bcolou?r").is_match(&label) {
                ["Black", "Sand", "Forest"].map(str::to_owned).to_vec()
            } else {
                ["Small", "Medium", "Large"].map(str::to_owned).to_vec()
            }
        },
        |named| {
            named
                .split([',', ';', '/'])
                .map(|option| capitalised(option.trim().trim_start_matches("or ").trim_start_matches("and ")))
                .collect()
        },
    );
    select(&label, &options).text_prop("value", &options[0])
}

/// What is in the cart, and what it comes to.
pub(super) fn cart(brief: &mut Brief) -> Block {
    let names = products(brief, &[], 3);
    let promo = brief.take_named(pattern!(r"\b(?:promo|discount|voucher|coupon|gift)\b"));
    let summary = brief.take_named(pattern!(r"\bsummary|total\b"));
    let _ = brief.take_where(|item| {
        pattern!(r"^(?:items|products|quantity|price)$").is_match(&item.label) || item.part == Part::Groups
    });
    let asked = brief.take_all(Part::Button);
    let lines: Vec<Block> =
        names.iter().enumerate().map(|(at, name)| line(brief, name, PRICES[at % 8])).collect();
    let mut inside = lines;
    inside.extend(rest(brief));
    let label = summary.map_or_else(|| "Order summary".to_owned(), |item| item.label);
    let action = asked.first().map_or("Go to checkout", |item| item.label.as_str());
    let code = promo.map(|item| item.label);
    let total = total(&label, code.as_deref(), action);
    let body = if brief.device == Device::Desktop {
        forms::top_aligned_right(Block::column(inside).gap(16.0), total.wide(360.0))
    } else {
        Block::column(vec![Block::column(inside).gap(16.0), total])
    };
    let main = within(brief, vec![heading("Your cart", 1), body]);
    site(brief, &["Shop", "Offers", "About"], "Cart (3)", vec![main])
}

fn line(brief: &Brief, name: &str, price: &str) -> Block {
    let facts =
        Block::column(vec![heading(name, 4), muted("In stock, leaves tomorrow"), text(price, "strong")])
            .gap(0.0);
    let picture = image(name, 96.0).wide(96.0);
    let row = if brief.phone() {
        vec![picture, facts]
    } else {
        vec![
            picture,
            facts,
            Block::leaf("Input", 72.0)
                .wide(96.0)
                .prop("label", "Quantity")
                .prop("kind", "number")
                .prop("value", "1"),
            button("Remove", "ghost"),
        ]
    };
    Block::container("Card", vec![Block::row(row)]).padded(16.0)
}

fn total(title: &str, promo: Option<&str>, action: &str) -> Block {
    let pair = |name: &str, value: &str| {
        Block::row(vec![text(name, "body"), text(value, "strong").prop("align", "right").wide(96.0)])
    };
    let mut inside = vec![
        pair("Products", "$91.00"),
        pair("Delivery", "$4.90"),
        Block::leaf("Divider", 16.0),
        pair("Total", "$95.90"),
    ];
    if let Some(promo) = promo {
        inside.push(Block::leaf("Input", 72.0).text_prop("label", promo).prop("placeholder", "SPRING10"));
    }
    inside.push(wide_button(action, "primary"));
    card(title, inside)
}

/// Address, delivery and payment.
pub(super) fn checkout(brief: &mut Brief) -> Block {
    let steps = brief.take(Part::Steps);
    let asked = brief.take_all(Part::Button);
    let summary = brief.take_named(pattern!(r"\b(?:summary|total)\b"));
    let promo = brief.take_named(pattern!(r"\b(?:promo|discount|voucher|coupon)\b"));
    let named = brief.take_where(|item| item.part == Part::Named);
    let (sections, fields): (Vec<Item>, Vec<Item>) = named.into_iter().partition(|item| {
        pattern!(r"\b(?:address|delivery|shipping|payment|contact|billing|details)\b").is_match(&item.label)
    });
    let sections = if sections.is_empty() {
        ["Contact", "Shipping address", "Payment"].map(|name| plain_item(Part::Named, name)).to_vec()
    } else {
        sections
    };
    let mut left = Vec::new();
    if let Some(steps) = steps {
        left.push(from_item(
            &Item {
                label: String::new(),
                ..if steps.members.is_empty() {
                    Item { members: ["Cart", "Shipping", "Payment"].map(str::to_owned).to_vec(), ..steps }
                } else {
                    steps
                }
            },
            brief,
        ));
    }
    left.extend(sections.iter().map(|item| checkout_card(&item.label, brief)));
    if !sections.iter().any(|item| pattern!(r"\b(?:payment|card)\b").is_match(&item.label)) {
        left.push(checkout_card("Payment", brief));
    }
    if !fields.is_empty() {
        left.push(card("More details", forms::laid(&forms::fields(&fields), brief.phone())));
    }
    left.extend(rest(brief));
    let label = summary.map_or_else(|| "Order summary".to_owned(), |item| item.label);
    let total = total(
        &label,
        promo.as_ref().map(|item| item.label.as_str()),
        asked.first().map_or("Pay $95.90", |item| item.label.as_str()),
    );
    let left = Block::column(left);
    let body = if brief.device == Device::Desktop {
        forms::top_aligned_right(left, total.wide(360.0))
    } else {
        Block::column(vec![left, total])
    };
    let main = within(brief, vec![heading("Checkout", 1), body]);
    site(brief, &["Shop", "Help"], "Cart (3)", vec![main])
}

fn checkout_card(label: &str, brief: &Brief) -> Block {
    let lower = label.to_lowercase();
    let field = |words: &str| input(&content::field(words, "form"));
    let pair = |a: Block, b: Block| Block::grid(if brief.phone() { 1 } else { 2 }, vec![a, b]).gap(24.0);
    let inside = if pattern!(r"\baddress|billing\b").is_match(&lower) {
        vec![
            pair(field("First name"), field("Last name")),
            field("Street address"),
            pair(field("City"), field("Postcode")),
            field("Country"),
        ]
    } else if pattern!(r"\bpayment|card\b").is_match(&lower) {
        vec![
            field("Card number"),
            pair(
                input(&reading::Named {
                    label: "Valid until".to_owned(),
                    holds: reading::Holds::Text,
                    required: true,
                }),
                input(&reading::Named {
                    label: "Security code".to_owned(),
                    holds: reading::Holds::Text,
                    required: true,
                }),
            ),
        ]
    } else if pattern!(r"\b(?:delivery|shipping)\b").is_match(&lower) {
        vec![
            Block::leaf("RadioGroup", 128.0)
                .prop(
                    "options",
                    json!([
                        "Standard, 3 to 5 days: $4.90",
                        "Express, next day: $9.90",
                        "Collect in store: free"
                    ]),
                )
                .prop("active", 0),
        ]
    } else {
        vec![pair(field("Email"), field("Phone"))]
    };
    card(label, inside)
}
