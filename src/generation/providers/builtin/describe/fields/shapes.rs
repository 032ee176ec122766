//! Units, ranges, options and types that a phrase gives its field.

use super::super::super::pattern::{Pattern, group, pattern};
use super::super::super::spec::FieldKind;
use super::super::super::words::label;
use super::super::super::words::leading_number;
use super::super::fields::Context;
use super::super::lexicon;
use super::super::phrases::clean_option;
use super::controls::type_words;

/// "the shoes I wore" are shoes, "what it cost me" is a cost.
pub(super) fn without_clause(text: &str) -> String {
    const THING: &str = r"(?:it|they|i|we|this|each)(?:'ve| have| has)?";
    static PRICE: std::sync::LazyLock<[(Pattern, &str); 3]> = std::sync::LazyLock::new(|| {
        [(r"costs?", "cost"), (r"(?:paid|pay|pays)", "price paid"), (r"weighs?", "weight")].map(
            |(verb, noun)| {
                (Pattern::new(&format!(r"^what {THING} {verb}\b(?: me| us| for (?:it|them))?")), noun)
            },
        )
    });
    let text = PRICE.iter().fold(text.to_owned(), |text, (pattern, noun)| pattern.replace(&text, noun));
    let found = pattern!(
        r"^((?:[\w'-]+ ){0,2}[\w'-]+) (?:that |which )?(?:i|we|you|they|he|she|it)(?:'ve|'d|'m| have| had)? (?:last )?[a-z]+(?: (?:it|them|in|on|at|with|for|to|from|up|so far|today|that day|last))?$"
    )
    .captures(&text);
    let asks = pattern!(
        r"^(?:what|how|where|when|who\w*|why|which|if|whether|as|because|so|that|and|but|can|let|is|are|i|we|you|they|it)\b|\b(?:should|can|could|what|how|where|when|who|whether|if)$"
    );
    match found {
        Some(found) if !asks.is_match(group(&found, 1)) => group(&found, 1).to_owned(),
        _ => text,
    }
}

pub(super) enum Shape {
    Kind(FieldKind),
    Unit(String),
    NumberOf,
}

/// Takes units, ranges and options off a phrase.
pub(super) fn shape(text: &str, context: &Context) -> (String, Option<Shape>) {
    if let Some(found) = pattern!(r"^(.*?)\s*[(\[]([^)\]]*)[)\]]\s*(.*)$").captures(text) {
        let name = format!("{} {}", group(&found, 1), group(&found, 3));
        return (name.trim().to_owned(), bracketed(group(&found, 2), group(&found, 1)));
    }
    if let Some(found) = pattern!(r"^(?:whether|if|is it|are they)\s+(?:or not\s+)?(?:(?:it|they|he|she|i|we|the \w+|each \w+|that|someone|a \w+)\s+)?(?:is|are|was|were|has been|have been|has|have|had|'s|i've|ve|got|they've|am|will be|will|need|needs|did|do)?\s*(?:already |been |a )?(.+)$").captures(text) {
        let name = pattern!(r"^(rsvped|rsvp'd|rsvp’d|replied)$").replace(group(&found, 1), "RSVP");
        let name = pattern!(r"\s+(it|them|or not|already|yet)$").replace(&name, "");
        return (name, Some(Shape::Kind(FieldKind::Checkbox)));
    }
    if pattern!(r"^\w+(?:/\w+){2,}$").is_match(text) {
        let options: Vec<String> = text.split('/').map(str::to_owned).collect();
        return ("Type".to_owned(), Some(choice(&options)));
    }
    let slashed = pattern!(r"^(.+?)\s*[:=-]?\s+([^\s/,;()]+(?:/[^\s/,;()]+)+)$").captures(text);
    if let Some(found) =
        slashed.or_else(|| pattern!(r"^(.*?)\s*[:=-]?\s*\b(\w+(?: \w+)?(?:/\w+(?: \w+)?)+)$").captures(text))
    {
        let options: Vec<String> = group(&found, 2).split('/').map(str::to_owned).collect();
        if !group(&found, 1).trim().is_empty() && lexicon::unit(group(&found, 2)).is_none() {
            return (group(&found, 1).to_owned(), Some(choice(&options)));
        }
    }
    if let Some(found) = pattern!(r"^(.*?)\s*(?:,|:)?\s*(?:from |on a scale of |scale of |on a scale from |scale )?(\d+)\s*(?:-|to)\s*(\d+)(?:\s*(?:scale|stars?|points?))?$").captures(text)
        && !group(&found, 1).trim().is_empty() {
            return (group(&found, 1).to_owned(), range(group(&found, 1), group(&found, 2), group(&found, 3), text));
        }
    if let Some(found) = pattern!(r"^(.*?)\s*(?:out of|of|/)\s*(\d+)\s*(?:stars?|points?)?$").captures(text) {
        return (group(&found, 1).to_owned(), range(group(&found, 1), "1", group(&found, 2), text));
    }
    if let Some(found) =
        pattern!(r"^(?:a |an )?(\d+)\s*(?:-|to)\s*(\d+)\s+((?:star )?(?:rating|score|scale))$").captures(text)
    {
        return (group(&found, 3).to_owned(), range("rating", group(&found, 1), group(&found, 2), text));
    }
    if let Some(found) = pattern!(r"^(.+?)\s+or not$").captures(text) {
        return (group(&found, 1).to_owned(), Some(Shape::Kind(FieldKind::Checkbox)));
    }
    if let Some(found) = pattern!(r"^(.+?)\s*(?:in )?%$").captures(text) {
        return (group(&found, 1).to_owned(), Some(Shape::Unit("%".to_owned())));
    }
    if let Some(found) =
        pattern!(r"^(priority|difficulty|size|severity|importance|effort|urgency|level)\s+((?:\w+\s+)+\w+)$")
            .captures(text)
    {
        let options: Vec<String> = group(&found, 2).split_whitespace().map(str::to_owned).collect();
        let usual = lexicon::usual_options(group(&found, 1), "");
        if options
            .iter()
            .all(|option| usual.iter().any(|known| known.eq_ignore_ascii_case(option)) || option.len() <= 2)
        {
            return (group(&found, 1).to_owned(), Some(choice(&options)));
        }
    }
    // "urgency low-medium-high"
    if let Some(found) = pattern!(r"^(.+?):?\s+([a-z]+(?:-[a-z]+){2,})$").captures(text) {
        let options: Vec<String> = group(&found, 2).split('-').map(str::to_owned).collect();
        let chosen = matches!(lexicon::kind_of(group(&found, 1), ""), FieldKind::Choice { .. });
        let joined = ["of", "in", "to", "and", "the", "up", "by", "at", "on"];
        if chosen && !options.iter().any(|option| joined.contains(&option.as_str())) {
            return (group(&found, 1).to_owned(), Some(choice(&options)));
        }
    }
    if let Some(found) = pattern!(r"^(\d+)[ -]star (.*)$").captures(text) {
        return (group(&found, 2).to_owned(), range("rating", "1", group(&found, 1), text));
    }
    if let Some(found) =
        pattern!(r"^(.+?)\s+(?:in|measured in|given in)\s+(?:the )?([\w°%/€$£]+(?: per \w+)?)$")
            .captures(text)
    {
        let unit = group(&found, 2);
        if lexicon::currency(unit).is_some()
            && !(unit.to_lowercase().starts_with("pound") && group(&found, 1).contains("weight"))
        {
            let currency = lexicon::currency(unit).unwrap_or("USD").to_owned();
            return (group(&found, 1).to_owned(), Some(Shape::Kind(FieldKind::Money { currency })));
        }
        let money = matches!(lexicon::kind_of(group(&found, 1), &context.things), FieldKind::Money { .. });
        if money && unit.to_lowercase().starts_with("pound") {
            return (
                group(&found, 1).to_owned(),
                Some(Shape::Kind(FieldKind::Money { currency: "GBP".to_owned() })),
            );
        }
        let unit = lexicon::unit(unit).map_or_else(|| unit.to_owned(), str::to_owned);
        if !["total", "stock", "general", "detail", "charge", "progress", "mind", "advance"]
            .contains(&unit.as_str())
        {
            return (group(&found, 1).to_owned(), Some(Shape::Unit(unit)));
        }
    }
    asked(text).unwrap_or_else(|| (text.to_owned(), None))
}

/// "how many guests", "when I watered it", "who does it": questions that name a field.
pub(super) fn asked(text: &str) -> Option<(String, Option<Shape>)> {
    if let Some(found) =
        pattern!(r"^(?:the )?(?:number of|how many|count of|amount of|num of|quantity of)\s+(.+)$")
            .captures(text)
    {
        let name = pattern!(r"\s+(?:i|we|they|you|it|there|he|she)\b.*$").replace(group(&found, 1), "");
        return Some((name, Some(Shape::NumberOf)));
    }
    if let Some(found) =
        pattern!(r"^how much (\w+) (?:it|they|each \w+|he|she) (?:needs?|likes?|wants?|gets?)$")
            .captures(text)
    {
        return Some((group(&found, 1).to_owned(), Some(Shape::Kind(FieldKind::Text))));
    }
    if pattern!(r"^how many(?: of (?:them|each|those))?\??$").is_match(text) {
        return Some(("How many".to_owned(), Some(Shape::NumberOf)));
    }
    if pattern!(r"^what (?:happened|went (?:well|wrong))\b").is_match(text) {
        return Some((text.to_owned(), Some(Shape::Kind(FieldKind::LongText))));
    }
    if let Some(found) = pattern!(r"^how (?:much|many)\s+(.+)$").captures(text) {
        let spent = pattern!(r"\b(spent|paid|cost|costs|money)\b").is_match(group(&found, 1));
        return Some((
            if spent { "Amount".to_owned() } else { group(&found, 1).to_owned() },
            (!spent).then_some(Shape::NumberOf),
        ));
    }
    if pattern!(r"^how long\b").is_match(text) {
        return Some(("Duration".to_owned(), None));
    }
    if let Some(found) =
        pattern!(r"^when (?:i|we|it was|they were|i've|we've)\s*(?:last )?(\w+ed|fed|cut|read|sent|bought)\b")
            .captures(text)
    {
        return Some((format!("Last {}", group(&found, 1)), Some(Shape::Kind(FieldKind::Date))));
    }
    if let Some(found) = pattern!(r"^what (?:i|we|you) (\w+)$").captures(text) {
        return Some((format!("What was {}", group(&found, 1)), Some(Shape::Kind(FieldKind::LongText))));
    }
    // "when the prescription runs out" is called so.
    if let Some(found) = pattern!(r"^(?:when|what day|(?:the )?(?:date|day) when) (?:the |my |our |its |their |his |her )?((?:[a-z-]+ ){1,3}(?:(?:runs?|ran) out|expires?|ends?|starts?|begins?|is due|are due|arrives?|arrived|renews?|opens|closes|happened|finishes|was (?:born|made|bought|sent|opened|planted|started)))$").captures(text)
        && !pattern!(r"^(?:i|we|it|they|you|he|she|that|this)\b").is_match(group(&found, 1))
    {
        return Some((group(&found, 1).to_owned(), Some(Shape::Kind(FieldKind::Date))));
    }
    if pattern!(r"^(when|what day)\b").is_match(text) {
        return Some(("Date".to_owned(), Some(Shape::Kind(FieldKind::Date))));
    }
    if let Some(found) = pattern!(r"^where (?:i|we|they|you|he|she) (?:have )?(bought|got|found|met|saw|ate|drank|heard|read|caught|spotted|planted|purchased|ordered)\b").captures(text) {
        return Some((format!("Where {}", group(&found, 1)), Some(Shape::Kind(FieldKind::Text))));
    }
    if pattern!(r"^where\b").is_match(text) {
        return Some(("Location".to_owned(), Some(Shape::Kind(FieldKind::Text))));
    }
    if pattern!(
        r"^(?:what|who|where) (?:i|we|you|they|he|she|it)(?:'m|'re|'s| am| are| is| was| were) .{2,30}$"
    )
    .is_match(text)
    {
        return Some((text.trim_end_matches('?').to_owned(), Some(Shape::Kind(FieldKind::Text))));
    }
    if pattern!(r"^(?:what(?:'s| was| is| were)\b.{0,24}|what (?:was|is|were|it'?s|it was|they'?re)\b.{0,24}|who(?:m)? (?:i|we|they|he|she|[a-z]+(?:ed|t|k|s|ade|ave|an|ot|id)) .{1,30})$").is_match(text)
        && !pattern!(r"\b(?:does|did|do) (?:it|them)\b").is_match(text)
    {
        return Some((text.trim_end_matches('?').to_owned(), Some(Shape::Kind(FieldKind::Text))));
    }
    if pattern!(r"^(?:who'?s|whose)\b(?: turn)?").is_match(text) {
        return Some(("Who".to_owned(), Some(Shape::Kind(FieldKind::Text))));
    }
    if let Some(found) = pattern!(r"^who\b\s*(?:does|did|do)?").captures(text) {
        let name =
            if group(&found, 0).trim() == text.trim() || text.contains("does it") || text.contains("do it") {
                "Who"
            } else {
                text
            };
        return Some((name.to_owned(), (name == "Who").then_some(Shape::Kind(FieldKind::Text))));
    }
    None
}

pub(super) fn choice(options: &[String]) -> Shape {
    let lower: Vec<String> = options.iter().map(|option| option.trim().to_lowercase()).collect();
    if lower == ["yes", "no"] || lower == ["y", "n"] || lower == ["true", "false"] {
        return Shape::Kind(FieldKind::Choice { options: vec!["Yes".to_owned(), "No".to_owned()] });
    }
    Shape::Kind(FieldKind::Choice {
        options: options.iter().map(|option| label(&clean_option(option))).collect(),
    })
}

/// What stands in brackets: options, a range, a unit, a type, or an aside.
pub(super) fn bracketed(inside: &str, name: &str) -> Option<Shape> {
    let inside = inside.trim();
    let multiple = pattern!(r"\b(multiple|multi|several|select all)\b").is_match(inside)
        || pattern!(r"\b(multi-?select|multiple choice)\b").is_match(name);
    match typed(inside) {
        Typed::Is(kind) => return Some(Shape::Kind(kind)),
        Typed::Plain => return None,
        Typed::Other => {}
    }
    // "(mm:ss or minutes)", "(in kg, optional)": a unit among asides.
    let aside = pattern!(r"^(?:mm:ss|hh:mm|in|optional|required|approx\w*|about|roughly|number)$");
    let parts: Vec<&str> =
        inside.split([',', ';']).flat_map(|part| part.split(" or ")).map(str::trim).collect();
    let units: Vec<&str> =
        parts.iter().filter_map(|part| lexicon::unit(&pattern!(r"^in ").replace(part, ""))).collect();
    if let [unit] = units.as_slice()
        && parts
            .iter()
            .all(|part| aside.is_match(part) || lexicon::unit(&pattern!(r"^in ").replace(part, "")).is_some())
    {
        return Some(Shape::Unit((*unit).to_owned()));
    }
    // "(breakfast lunch dinner snack)": options without commas.
    let plain: Vec<&str> = inside.split(' ').collect();
    let small = pattern!(
        r"^(?:of|in|the|a|an|to|and|or|for|with|max|min|per|from|how|if|as|by|at|on|out|is|be|no|not|up|optional|required|multiple|several|one|each|number|number of)$"
    );
    if plain.len() >= 3
        && plain
            .iter()
            .all(|word| word.chars().all(char::is_alphabetic) && word.len() > 1 && !small.is_match(word))
    {
        let options: Vec<String> = plain.iter().map(|word| (*word).to_owned()).collect();
        return Some(choice(&options));
    }
    let separated = if inside.contains(';') {
        ';'
    } else if inside.contains(',') {
        ','
    } else if inside.contains('/') && lexicon::unit(inside).is_none() {
        '/'
    } else if inside.contains('|') {
        '|'
    } else {
        ' '
    };
    if separated != ' ' {
        let inside = pattern!(r"[,;]?\s+(?:and|or)\s+").replace(inside, &format!("{separated}"));
        let options: Vec<String> =
            inside.split(separated).map(clean_option).filter(|option| !option.is_empty()).collect();
        // "45, 60 or 90 min": the unit belongs to each.
        let unit = options.last().and_then(|last| {
            pattern!(r"^\d+( ?[a-z]+)$").captures(last).map(|found| group(&found, 1).to_owned())
        });
        let bare = |option: &String| option.chars().all(|c| c.is_ascii_digit());
        let options = match unit {
            Some(unit) if options.iter().rev().skip(1).all(bare) => {
                let last = options.len() - 1;
                options
                    .iter()
                    .enumerate()
                    .map(|(at, option)| if at < last { format!("{option}{unit}") } else { option.clone() })
                    .collect()
            }
            _ => options,
        };
        if options.len() > 1 {
            if multiple {
                return Some(Shape::Kind(FieldKind::Choices {
                    options: options.iter().map(|option| label(option)).collect(),
                }));
            }
            return Some(choice(&options));
        }
    }
    if let Some(found) =
        pattern!(r"^(?:from |scale )?(\d+)\s*(?:-|to|–)\s*(\d+)(?:\s*stars?)?$").captures(inside)
    {
        return range(name, group(&found, 1), group(&found, 2), name);
    }
    if let Some(found) = pattern!(r"^(?:out of |max(?:imum)?\.? |up to |of )(\d+)$").captures(inside) {
        let low = if group(&found, 1).len() > 2 { "0" } else { "1" };
        return range(name, low, group(&found, 1), name);
    }
    if let Some(found) = pattern!(r"^(\w[\w ]*?) or (\w[\w ]*)$").captures(inside) {
        return Some(choice(&[group(&found, 1).to_owned(), group(&found, 2).to_owned()]));
    }
    if let Some(currency) = lexicon::currency(inside) {
        return Some(Shape::Kind(FieldKind::Money { currency: currency.to_owned() }));
    }
    if let Some(unit) = lexicon::unit(pattern!(r"^in ").replace(inside, "").as_str()) {
        return Some(Shape::Unit(unit.to_owned()));
    }
    if pattern!(r"^(yes/no|y/n|checkbox|boolean|tick ?box|toggle|true/false)$").is_match(inside) {
        return Some(Shape::Kind(FieldKind::Checkbox));
    }
    type_words(&format!("x {inside}")).1
}

/// What words in brackets say of a type.
enum Typed {
    Is(FieldKind),
    /// Only that it is text, or that it may stay empty.
    Plain,
    /// They are something else.
    Other,
}

/// Types and asides: "(time)", "(monospace, multiline)".
fn typed(inside: &str) -> Typed {
    let mut kind = None;
    for part in inside.split(',').map(str::trim) {
        let part = pattern!(r"^(?:an? |as an? )|\s+(?:field|input|only|value|format)$").replace(part, "");
        let part = pattern!(r"^(?:an? |as an? )|\s+(?:field|input|only|value|format)$").replace(&part, "");
        let found = match part.to_lowercase().as_str() {
            "time" | "hh:mm" | "clock" => Some(FieldKind::Time),
            "date" | "calendar" | "day" | "dd/mm/yyyy" | "yyyy-mm-dd" => Some(FieldKind::Date),
            "year" => Some(FieldKind::Number { unit: String::new(), min: Some(1000.0), max: Some(9999.0) }),
            "number" | "numeric" | "integer" | "whole number" | "count" | "decimal" => {
                Some(FieldKind::Number { unit: String::new(), min: None, max: None })
            }
            "checkbox" | "boolean" | "yes/no" | "y/n" | "toggle" | "tick" | "tick box" | "tickbox"
            | "true/false" | "switch" | "yes or no" => Some(FieldKind::Checkbox),
            "multiline" | "multi-line" | "multi line" | "long" | "long text" | "textarea" | "text area"
            | "paragraph" | "several lines" | "free text" | "longer text" | "multiple lines" => {
                Some(FieldKind::LongText)
            }
            "email" | "e-mail" => Some(FieldKind::Email),
            "link" | "url" => Some(FieldKind::Url),
            "stars" | "star rating" | "rating" => Some(FieldKind::Rating { max: 5 }),
            "list" | "one per line" | "one each line" => Some(FieldKind::Lines { numbered: false }),
            "text" | "short text" | "string" | "monospace" | "optional" | "required" | "dropdown"
            | "select" => None,
            _ => return Typed::Other,
        };
        kind = found.or(kind);
    }
    kind.map_or(Typed::Plain, Typed::Is)
}

pub(super) fn range(name: &str, low: &str, high: &str, text: &str) -> Option<Shape> {
    let low = leading_number(low)?.0;
    let high = leading_number(high)?.0;
    let stars = pattern!(r"\b(rating|stars?|rate|satisfaction)\b").is_match(name) || text.contains("star");
    let scale = (stars || low <= 1.0) && high <= 10.0 && low >= 1.0;
    Some(Shape::Kind(if scale {
        FieldKind::Rating { max: high as u32 }
    } else {
        FieldKind::Number { unit: String::new(), min: Some(low), max: Some(high) }
    }))
}
