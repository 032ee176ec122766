//! What the names of fields usually mean: their types, units and options.

use super::super::{
    pattern::pattern,
    spec::FieldKind,
    words::{singular, words},
};

/// Units as people write them, and as they are shown.
const UNITS: &[(&str, &str)] = &[
    ("minutes", "min"),
    ("minute", "min"),
    ("mins", "min"),
    ("min", "min"),
    ("hours", "h"),
    ("hour", "h"),
    ("hrs", "h"),
    ("h", "h"),
    ("seconds", "s"),
    ("second", "s"),
    ("sec", "s"),
    ("secs", "s"),
    ("kg", "kg"),
    ("kilos", "kg"),
    ("kilograms", "kg"),
    ("kilogram", "kg"),
    ("g", "g"),
    ("grams", "g"),
    ("gram", "g"),
    ("mg", "mg"),
    ("lb", "lb"),
    ("lbs", "lb"),
    ("pounds", "lb"),
    ("pound", "lb"),
    ("oz", "oz"),
    ("ounces", "oz"),
    ("km", "km"),
    ("kilometres", "km"),
    ("kms", "km"),
    ("m", "m"),
    ("metres", "m"),
    ("cm", "cm"),
    ("centimetres", "cm"),
    ("mm", "mm"),
    ("miles", "mi"),
    ("mi", "mi"),
    ("ft", "ft"),
    ("feet", "ft"),
    ("inches", "in"),
    ("yards", "yd"),
    ("litres", "l"),
    ("litre", "l"),
    ("ml", "ml"),
    ("millilitres", "ml"),
    ("cl", "cl"),
    ("gallons", "gal"),
    ("kcal", "kcal"),
    ("calories", "kcal"),
    ("cal", "kcal"),
    ("°c", "°C"),
    ("celsius", "°C"),
    ("degrees", "°"),
    ("°f", "°F"),
    ("fahrenheit", "°F"),
    ("%", "%"),
    ("percent", "%"),
    ("percentage", "%"),
    ("bpm", "bpm"),
    ("kwh", "kWh"),
    ("watts", "W"),
    ("km/h", "km/h"),
    ("mph", "mph"),
    ("days", "days"),
    ("day", "days"),
    ("weeks", "weeks"),
    ("months", "months"),
    ("years", "years"),
    ("pages", "pages"),
    ("glasses", "glasses"),
    ("cups", "cups"),
    ("points", "points"),
    ("steps", "steps"),
    ("pieces", "pieces"),
    ("people", "people"),
    ("servings", "servings"),
    ("reps", "reps"),
    ("sets", "sets"),
    ("words", "words"),
    ("m2", "m²"),
    ("sqm", "m²"),
    ("gb", "GB"),
    ("mb", "MB"),
    ("hp", "hp"),
    ("mmhg", "mmHg"),
    ("mg/dl", "mg/dL"),
    ("mg/l", "mg/l"),
    ("g/l", "g/l"),
    ("µg/l", "µg/l"),
    ("kg/m²", "kg/m²"),
    ("m/s", "m/s"),
    ("l/min", "l/min"),
    ("min/km", "min/km"),
    ("l/100km", "l/100 km"),
    ("l/100 km", "l/100 km"),
    ("kcal/100g", "kcal/100 g"),
    ("mmol/l", "mmol/L"),
    ("m3", "m³"),
    ("m³", "m³"),
    ("m²", "m²"),
    ("cubic metres", "m³"),
    ("square metres", "m²"),
    ("kgs", "kg"),
    ("tonnes", "t"),
    ("tons", "t"),
    ("kw", "kW"),
    ("w", "W"),
    ("v", "V"),
    ("rpm", "rpm"),
    ("ppm", "ppm"),
    ("hpa", "hPa"),
    ("psi", "psi"),
    ("db", "dB"),
    ("hz", "Hz"),
    ("mcg", "µg"),
    ("µg", "µg"),
    ("iu", "IU"),
    ("tsp", "tsp"),
    ("tbsp", "tbsp"),
    ("ha", "ha"),
    ("acres", "acres"),
    ("knots", "kn"),
    ("stitches", "stitches"),
    ("px", "px"),
];

/// How a unit is shown, if the words are one.
pub(in super::super) fn unit(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_matches('.').to_lowercase();
    UNITS.iter().find(|(name, _)| *name == text).map(|(_, shown)| *shown)
}

/// ISO 4217 of a currency's sign or name.
pub(in super::super) fn currency(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let lower = lower.trim();
    [
        ("EUR", ["€", "eur", "euro", "euros"]),
        ("USD", ["$", "usd", "dollar", "dollars"]),
        ("GBP", ["£", "gbp", "sterling", "quid"]),
        ("JPY", ["¥", "jpy", "yen", "japanese yen"]),
        ("INR", ["₹", "inr", "rupee", "rupees"]),
        ("CHF", ["chf", "franken", "francs", "swiss francs"]),
        ("SEK", ["sek", "kronor", "krona", "swedish krona"]),
        ("NOK", ["nok", "norwegian krone", "norwegian kroner", "kr"]),
        ("PLN", ["pln", "zloty", "złoty", "zł"]),
        ("AUD", ["aud", "australian dollars", "a$", "aud$"]),
        ("CAD", ["cad", "canadian dollars", "c$", "cad$"]),
        ("BRL", ["brl", "reais", "real", "r$"]),
        ("MXN", ["mxn", "pesos", "peso", "mex$"]),
        ("KRW", ["krw", "won", "₩", "korean won"]),
        ("CZK", ["czk", "koruna", "kč", "korun"]),
        ("ZAR", ["zar", "rand", "rands", "south african rand"]),
    ]
    .iter()
    .find(|(_, names)| names.contains(&lower))
    .map(|(code, _)| *code)
    .filter(|code| !(*code == "KRW" && lower == "won"))
}

/// The first currency that a text names: a sign anywhere, or a name of its own.
pub(in super::super) fn currency_in(text: &str) -> Option<&'static str> {
    let sign = text.chars().find(|c| ['€', '£', '$', '¥', '₹', '₩'].contains(c));
    if let Some(sign) = sign {
        return currency(&sign.to_string());
    }
    if pattern!(r"\b(pounds? sterling|british pounds?|in pounds\b.*\b(price|cost|budget|money)|(price|cost|budget|money|amount)\w* in pounds)\b").is_match(text) {
        return Some("GBP");
    }
    if pattern!(r"\bswiss francs?\b").is_match(text) {
        return Some("CHF");
    }
    words(text)
        .iter()
        .filter(|word| !["real", "rand", "won", "francs"].contains(&word.as_str()))
        .find_map(|word| currency(word))
}

/// Options that a field has where none are named.
pub(in super::super) fn usual_options(label: &str, things: &str) -> Vec<String> {
    let label = label.to_lowercase();
    let has = |word: &str| label.split(' ').any(|w| singular(w) == word);
    let plant = things.contains("plant");
    let text = if has("priority") || has("importance") || has("severity") || has("urgency") {
        "Low, Medium, High"
    } else if has("difficulty") {
        "Easy, Medium, Hard"
    } else if has("light") {
        "Low light, Indirect light, Bright light, Full sun"
    } else if has("dietary") || has("diet") {
        "None, Vegetarian, Vegan, Gluten-free, Lactose-free, Nut allergy"
    } else if has("mood") || has("feeling") {
        "Great, Good, Okay, Low, Awful"
    } else if has("rsvp") {
        "Invited, Coming, Not coming"
    } else if has("gender") {
        "Female, Male, Other"
    } else if has("size") {
        "Small, Medium, Large"
    } else if has("frequency") || has("recurrence") || label.contains("billing cycle") {
        "Daily, Weekly, Monthly, Yearly"
    } else if has("condition") {
        "New, Good, Fair, Poor"
    } else if has("region") {
        "North, South, East, West"
    } else if has("season") {
        "Spring, Summer, Autumn, Winter"
    } else if label.contains("payment method") {
        "Cash, Card, Bank transfer"
    } else if has("stage") {
        "Lead, Contacted, Proposal, Won, Lost"
    } else if has("level") || has("intensity") {
        "Low, Medium, High"
    } else if has("cuisine") {
        "Italian, Indian, Mexican, Thai, Other"
    } else if has("weekday") || label == "day" || label.contains("day of the week") {
        "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday"
    } else if has("status") || has("state") || has("progress") {
        status_of(things)
    } else if has("category") || has("type") || has("kind") {
        categories_of(things, plant)
    } else {
        "Option 1, Option 2, Option 3"
    };
    text.split(", ").map(str::to_owned).collect()
}

fn status_of(things: &str) -> &'static str {
    let is = |names: &[&str]| names.iter().any(|name| things.contains(name));
    if is(&["book", "novel", "article", "reading"]) {
        "Want to read, Reading, Finished"
    } else if is(&["movie", "film", "show", "series", "anime"]) {
        "Want to watch, Watching, Watched"
    } else if is(&["game"]) {
        "Backlog, Playing, Finished"
    } else if is(&["job", "application", "candidate"]) {
        "Applied, Interview, Offer, Rejected"
    } else if is(&["order", "shipment"]) {
        "New, Paid, Shipped, Delivered"
    } else if is(&["invoice"]) {
        "Draft, Sent, Paid"
    } else if is(&["guest"]) {
        "Invited, Confirmed, Declined"
    } else if is(&["bug", "issue", "ticket"]) {
        "Open, In progress, Resolved, Closed"
    } else if is(&["course", "lesson", "skill"]) {
        "Planned, In progress, Completed"
    } else {
        "To do, In progress, Done"
    }
}

fn categories_of(things: &str, plant: bool) -> &'static str {
    let is = |names: &[&str]| names.iter().any(|name| things.contains(name));
    if is(&["expense", "spend", "purchase", "transaction", "budget", "bill"]) {
        "Groceries, Housing, Transport, Leisure, Health, Other"
    } else if is(&["subscription"]) {
        "Video, Music, Software, News, Other"
    } else if is(&["recipe", "meal", "dish"]) {
        "Breakfast, Main course, Dessert, Snack"
    } else if is(&["habit"]) {
        "Health, Learning, Home, Mind"
    } else if plant {
        "Indoor, Outdoor, Herb, Succulent"
    } else if is(&["workout", "exercise"]) {
        "Strength, Cardio, Mobility"
    } else if is(&["grocery", "groceries", "shopping"]) {
        "Fruit & vegetables, Bakery, Dairy, Household, Other"
    } else if is(&["task", "todo", "to-do", "note"]) {
        "Work, Home, Personal"
    } else if is(&["contact", "customer", "client", "person"]) {
        "Family, Friend, Work"
    } else {
        "General, Important, Other"
    }
}

/// Nouns whose plural introduces a list of options.
pub(in super::super) const CHOICE_NOUNS: &[&str] = &[
    "category",
    "type",
    "status",
    "stage",
    "priority",
    "difficulty",
    "mood",
    "column",
    "size",
    "genre",
    "cuisine",
    "level",
    "state",
    "phase",
    "method",
    "kind",
    "option",
    "choice",
    "dropdown",
    "severity",
    "department",
    "region",
    "team",
    "condition",
    "frequency",
    "importance",
    "platform",
    "format",
    "language",
    "source",
    "season",
    "lane",
    "list",
    "kid",
    "child",
    "member",
    "roommate",
    "flatmate",
    "housemate",
    "player",
    "account",
    "intensity",
    "instrument",
    "course",
    "room",
    "channel",
    "gender",
    "urgency",
    "diet",
    "position",
    "role",
    "track",
    "aisle",
    "location",
    "value",
    "shift",
    "outcome",
    "feeling",
    "sibling",
    "subject",
    "group",
    "zone",
    "area",
    "tier",
    "symptom",
    "flavour",
    "material",
    "style",
    "grade",
    "currency",
    "brand",
    "teammate",
    "breed",
    "sport",
    "store",
    "shop",
    "slot",
];

/// What a label means, given what the things are.
#[expect(clippy::too_many_lines, reason = "a table of words, one after another")]
pub(in super::super) fn kind_of(label: &str, things: &str) -> FieldKind {
    let lower = label.to_lowercase().replace('-', " ");
    let all = words(&lower);
    let last = all.last().map_or("", String::as_str);
    let last_one = singular(last);
    let head = lower.split(" of ").next().unwrap_or(&lower).split(' ').next_back().unwrap_or("");
    let head_one = singular(head);
    let any = |names: &[&str]| all.iter().any(|word| names.contains(&word.as_str()));
    let is = |names: &[&str]| {
        names.contains(&last_one.as_str()) || names.contains(&last) || names.contains(&head_one.as_str())
    };
    if any(&["email", "mail"]) || lower == "e mail" {
        return FieldKind::Email;
    }
    if is(&["phone", "mobile", "telephone", "cell"]) || lower.contains("phone number") {
        return FieldKind::Phone;
    }
    if is(&["url", "link", "website", "homepage"]) {
        return FieldKind::Url;
    }
    if lower.contains("line item") || lower == "positions" || (lower == "items" && things.contains("invoice"))
    {
        return FieldKind::Positions { currency: "USD".to_owned(), tax_name: "Tax".to_owned(), tax: 0.0 };
    }
    if let Some(kind) = dated(&lower, last, &any) {
        return kind;
    }
    if let Some(kind) = flagged(&lower, &all) {
        return kind;
    }
    if is(&[
        "note",
        "description",
        "comment",
        "detail",
        "instruction",
        "review",
        "summary",
        "body",
        "content",
        "thought",
        "message",
        "feedback",
        "bio",
        "reflection",
        "lyrics",
        "remark",
        "journal",
        "observation",
        "story",
        "diagnosis",
        "takeaway",
        "quote",
        "gratitude",
        "text",
        "background",
        "dream",
    ]) || lower == "method"
        || lower == "preparation"
    {
        return FieldKind::LongText;
    }
    if is(&["ingredient", "checklist", "direction", "subtask", "item list"])
        || (last == "steps"
            && (things.contains("recipe") || things.contains("guide") || things.contains("project")))
    {
        return FieldKind::Lines { numbered: is(&["direction"]) || last == "steps" };
    }
    if is(&["tag", "label", "keyword", "hashtag"]) {
        return FieldKind::Tags;
    }
    if is(&["rating", "star"]) {
        return FieldKind::Rating { max: 5 };
    }
    if is(&["colour"]) && !things.contains("car") {
        return FieldKind::Color;
    }
    if is(&["photo", "picture", "image", "cover", "avatar", "screenshot"]) {
        return FieldKind::Image;
    }
    // Whoever shops writes "500 g" or "two bags".
    if lower == "amount"
        && ["grocer", "shopping", "item", "food", "ingredient", "pantry", "drink"]
            .iter()
            .any(|word| things.contains(word))
    {
        return FieldKind::Text;
    }
    if let Some(kind) = measured(&lower, &all, last, &last_one) {
        return kind;
    }
    let particular = usual_options(&lower, things);
    let vague = all.len() > 1
        && ["General", "Option 1"].contains(&particular.first().map_or("", String::as_str))
        || lower == "level"
            && ["character", "player", "hero", "game"].iter().any(|word| things.contains(word));
    if lower == "level" && vague {
        return FieldKind::Number { unit: String::new(), min: Some(0.0), max: None };
    }
    if vague {
        return FieldKind::Text;
    }
    // Wines and stones come from regions of all names; sales have few.
    if lower == "region"
        && ![
            "sale", "order", "revenue", "customer", "lead", "deal", "visitor", "report", "metric", "kpi",
            "item", "entry",
        ]
        .iter()
        .any(|word| things.contains(word))
    {
        return FieldKind::Text;
    }
    if CHOSEN.contains(&last_one.as_str())
        || CHOSEN.contains(&last)
        || lower == "day"
        || lower.contains("payment method")
        || lower.contains("light need")
        || lower.contains("dietary")
        || lower.contains("light requirement")
        || lower == "light"
    {
        return FieldKind::Choice { options: particular };
    }
    FieldKind::Text
}

fn dated(lower: &str, last: &str, any: &dyn Fn(&[&str]) -> bool) -> Option<FieldKind> {
    let ends = |words: &[&str]| words.contains(&last);
    if lower.ends_with("date and time")
        || ends(&[
            "date",
            "dates",
            "deadline",
            "birthday",
            "birthdate",
            "anniversary",
            "expiry",
            "expiration",
            "renewal",
        ])
        || ["due", "day", "when", "best before", "use by", "dob", "date of birth"].contains(&lower)
            && lower != "day"
        || lower.starts_with("date ")
        || lower.starts_with("last ")
            && (last.ends_with("ed")
                || ends(&["service", "visit", "contact", "wash", "check", "checkup", "change"]))
        || lower.starts_with("next ")
            && ends(&[
                "service",
                "visit",
                "appointment",
                "check",
                "checkup",
                "change",
                "vaccination",
                "session",
            ])
        || (last == "on" || last == "at" || last == "until") && lower.contains("ed ")
        || lower.ends_with(" due")
    {
        return Some(FieldKind::Date);
    }
    let clock = [
        "start",
        "end",
        "arrival",
        "departure",
        "opening",
        "closing",
        "wake",
        "wake up",
        "bed",
        "pickup",
        "appointment",
        "meeting",
        "feeding",
        "check in",
        "check out",
        "load in",
        "kick off",
        "kickoff",
        "pick up",
        "drop off",
        "collection",
        "show",
        "call",
        "soundcheck",
        "curfew",
        "boarding",
        "landing",
        "class",
        "lesson",
        "shift",
        "match",
        "tee",
        "visit",
        "slot",
        "preferred",
        "reservation",
        "booking",
        "alarm",
        "birth",
        "dinner",
        "lunch",
        "breakfast",
        "event",
        "finish",
    ];
    if lower == "time"
        || lower == "bedtime"
        || (last == "time" && clock.iter().any(|word| lower == format!("{word} time")))
        || any(&["bedtime"])
        || lower == "time of day"
    {
        return Some(FieldKind::Time);
    }
    None
}

/// Adjectives that are true or false.
pub(in super::super) const FLAGS: &[&str] = &[
    "done",
    "paid",
    "bought",
    "purchased",
    "completed",
    "finished",
    "packed",
    "watched",
    "owned",
    "vegetarian",
    "vegan",
    "organic",
    "active",
    "confirmed",
    "attended",
    "returned",
    "sent",
    "urgent",
    "billable",
    "received",
    "delivered",
    "checked",
    "repaid",
    "cooked",
    "cleaned",
    "collected",
    "recurring",
    "lent",
    "available",
    "sold",
    "visited",
    "wrapped",
    "reimbursed",
    "approved",
    "rsvp",
    "insured",
    "vaccinated",
    "refundable",
    "taken",
    "fragile",
    "given",
    "invited",
    "rsvped",
    "important",
    "signed",
    "shipped",
    "sober",
    "published",
    "public",
    "remote",
    "tried",
];

fn flagged(lower: &str, all: &[String]) -> Option<FieldKind> {
    let flag = all.len() <= 2
        && all.last().is_some_and(|last| FLAGS.contains(&last.as_str()))
        && !lower.contains("amount")
        && !lower.starts_with("last ")
        && !["work done", "job done", "things done", "work completed", "work finished"].contains(&lower)
        || [
            "plus one",
            "plus 1",
            "gluten free",
            "in stock",
            "checked in",
            "checked off",
            "thank you sent",
            "thank you card sent",
            "on sale",
            "thank you note sent",
        ]
        .contains(&lower);
    flag.then_some(FieldKind::Checkbox)
}

/// Amounts and measures.
#[expect(clippy::too_many_lines, reason = "a table of words, one after another")]
fn measured(lower: &str, all: &[String], last: &str, last_one: &str) -> Option<FieldKind> {
    const MONEY: &[&str] = &[
        "price",
        "cost",
        "amount",
        "budget",
        "salary",
        "fee",
        "deposit",
        "income",
        "revenue",
        "balance",
        "wage",
        "spending",
        "expense",
        "payment",
        "worth",
        "profit",
        "earning",
        "saving",
        "spend",
        "tuition",
        "debt",
        "loan",
        "money",
        "turnover",
        "fare",
        "valuation",
        "rent",
        "utility",
        "insurance",
        "donation",
        "bonus",
    ];
    let money_phrase = [
        "deal value",
        "hourly rate",
        "daily rate",
        "amount spent",
        "amount paid",
        "total value",
        "market value",
        "order value",
        "money spent",
        "estimated value",
        "resale value",
        "purchase value",
        "pay rate",
        "day rate",
        "asking price",
        "total spent",
        "rate per hour",
        "bill",
        "target amount",
    ];
    if MONEY.contains(&last_one) && last != "loans"
        || money_phrase.contains(&lower)
        || all.first().is_some_and(|first| {
            ["price", "cost", "amount"].contains(&first.as_str()) && !lower.contains("amount of")
        })
        || lower == "value"
    {
        return Some(FieldKind::Money { currency: "USD".to_owned() });
    }
    let number = |unit: &str| Some(FieldKind::Number { unit: unit.to_owned(), min: Some(0.0), max: None });
    let time_like = [
        "cooking time",
        "prep time",
        "preparation time",
        "cook time",
        "baking time",
        "duration",
        "time spent",
        "brew time",
        "total time",
        "practice time",
        "play time",
        "playing time",
        "reading time",
        "brewing time",
        "screen time",
        "length of session",
    ];
    if time_like.contains(&lower) {
        return number("min");
    }
    if ["kcal", "km", "kg", "bpm", "ml", "kwh"].contains(&lower) {
        return number("");
    }
    if last == "interval" || lower.ends_with("every how many days") {
        return Some(FieldKind::Number { unit: "days".to_owned(), min: Some(1.0), max: None });
    }
    let by_name: &[(&[&str], &str)] = &[
        (&["weight", "dose weight"], "kg"),
        (&["distance", "mileage run"], "km"),
        (&["mileage", "odometer"], "km"),
        (&["calorie"], "kcal"),
        (&["temperature"], "°C"),
        (&["height"], "cm"),
        (&["estimate"], "h"),
        (&["percent", "percentage", "abv", "humidity"], "%"),
        (&["pulse"], "bpm"),
        (&["protein", "carb", "fat", "fibre", "sugar", "dose"], "g"),
        (&["elevation", "depth"], "m"),
        (&["pace"], "min/km"),
        (&["speed"], "km/h"),
        (&["area"], "m²"),
        (&["volume"], "ml"),
    ];
    if let Some((_, unit)) = by_name.iter().find(|(names, _)| names.contains(&last_one))
        && !(last_one == "area" && all.len() == 1)
    {
        return number(unit);
    }
    if all.len() > 1
        && all
            .first()
            .is_some_and(|first| ["age", "min", "max", "minimum", "maximum"].contains(&first.as_str()))
        && !["group", "class", "range", "category", "rating"].contains(&last)
    {
        return number("");
    }
    let counted = COUNTED.contains(&last_one)
        // A card's set is a name, a workout's sets are counted.
        && last != "set"
        && ![
            "row", "seat", "goal", "customer", "guest", "track", "season", "player", "kid", "person", "user",
            "unit", "position", "order", "session", "attempt", "loss", "glass", "bottle", "cup",
        ]
        .contains(&last);
    let identifier = last == "number"
        && [
            "invoice",
            "order",
            "part",
            "serial",
            "account",
            "flight",
            "reference",
            "model",
            "tracking",
            "licence",
            "license",
            "policy",
            "booking",
            "ticket",
            "room",
            "member",
            "passport",
            "batch",
            "lot",
            "chassis",
            "plate",
            "confirmation",
            "case",
        ]
        .iter()
        .any(|word| lower.starts_with(word));
    if counted && !identifier {
        let unit = if last == "hours" || last == "minutes" {
            unit(last).unwrap_or_default()
        } else if lower.starts_with("hours of") || lower.starts_with("hours ") {
            "h"
        } else if lower.starts_with("minutes") {
            "min"
        } else {
            ""
        };
        let unit = if unit.is_empty()
            && ["points", "pages", "servings", "cups", "glasses", "days", "weeks", "months", "years"]
                .contains(&last)
            && all.len() == 1
        {
            unit_or(last)
        } else {
            unit
        };
        return number(unit);
    }
    if lower.starts_with("times ") {
        return number("");
    }
    if lower.starts_with("hours ") || lower.starts_with("minutes ") {
        return number(if lower.starts_with("hours") { "h" } else { "min" });
    }
    None
}

fn unit_or(word: &str) -> &'static str {
    unit(word).unwrap_or_default()
}

/// Labels whose values are chosen from a few.
const CHOSEN: &[&str] = &[
    "status",
    "priority",
    "category",
    "type",
    "kind",
    "difficulty",
    "mood",
    "stage",
    "size",
    "gender",
    "condition",
    "frequency",
    "region",
    "season",
    "severity",
    "urgency",
    "importance",
    "intensity",
    "cuisine",
    "weekday",
    "recurrence",
    "feeling",
    "state",
    "level",
];

/// Labels whose values are counted.
const COUNTED: &[&str] = &[
    "quantity",
    "mark",
    "copy",
    "count",
    "page",
    "set",
    "rep",
    "step",
    "serving",
    "age",
    "year",
    "point",
    "score",
    "guest",
    "seat",
    "glass",
    "cup",
    "minute",
    "hour",
    "second",
    "number",
    "stock",
    "lap",
    "round",
    "episode",
    "unit",
    "bedroom",
    "bathroom",
    "player",
    "person",
    "km",
    "mile",
    "kilometre",
    "vote",
    "order",
    "floor",
    "week",
    "day",
    "month",
    "kid",
    "pushup",
    "row",
    "portion",
    "bottle",
    "litre",
    "degree",
    "chapter",
    "visitor",
    "user",
    "signup",
    "goal scored",
    "headcount",
    "word",
    "season",
    "track",
    "pill",
    "dosage",
    "quality",
    "pain",
    "energy",
    "stress",
    "rank",
    "position",
    "percentile",
    "egg",
    "piece",
    "stitch",
    "attempt",
    "session",
    "download",
    "subscriber",
    "follower",
    "view",
    "click",
    "customer",
    "systolic",
    "diastolic",
    "win",
    "loss",
    "goal",
    "assist",
];
