//! Small helps: picking by chance, counting words and days, limits of a board's columns, shares.

use super::super::super::pattern::{Pattern, group, pattern};
use super::super::super::spec::{Collection, Field, FieldKind, Insight, Layout, Metric};
use super::super::super::words::{self, alike, identifier, label, leading_number};
use super::super::fields::{self, Context};
use super::figures::{lower_first, push};
use super::flags::condition;
use super::{add_field, find};

/// Whether a phrase asks for one of these helps.
pub(in super::super::super) fn asks_for_aid(phrase: &str) -> bool {
    random_words().is_match(phrase)
        || limit_words().is_match(phrase)
        || word_count().is_match(phrase)
        || days_words().is_match(phrase)
        || share_words().is_match(phrase)
}

fn random_words() -> &'static Pattern {
    pattern!(
        r"\brandom(?:ly)?\b.*\b(?:pick|button|choose|select|suggest|draw|show|one|entry|item|[a-z]+)|\b(?:pick|choose|select|suggest|draw|show|give)\w*\b.{0,30}\b(?:at )?random\b|\bsurprise me\b|\b(?:pick|choose|decide)s? (?:one |something )?for me\b|\bshuffle button\b"
    )
}

fn limit_words() -> &'static Pattern {
    pattern!(
        r"\bwip\b|\b(?:no more than|at most|max(?:imum)?(?: of)?|up to|limit(?:ed)?(?: of| to)?|not more than|only)\s+(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b.{0,30}\b(?:in|per|under)\b|\blimit\b.{0,40}\bto \d+"
    )
}

fn word_count() -> &'static Pattern {
    pattern!(r"\b(?:word|character) ?counts?\b|\b(?:number of|how many|count (?:the )?) ?words\b")
}

fn days_words() -> &'static Pattern {
    pattern!(
        r"\bdays? (?:left|remaining|to go|until|till)\b|\bhow many days\b.*\b(?:left|until|till|to go|remain\w*|since|ago)\b|\b(?:days|time) since\b|\bhow long ago\b"
    )
}

fn share_words() -> &'static Pattern {
    pattern!(
        r"\b(?:completion|success|win|conversion|hit|pass|attendance) rate\b|\b(?:what|how many|the|which) (?:%|per ?cent(?:age)?)\b|\bper ?cent(?:age)? (?:of|done|complete\w*|that|i)\b|^(?:show |see )?(?:the )?per ?centage (?:done|completed)\b|\bhow many % "
    )
}

/// See the module.
pub(super) fn aids(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    if random_words().is_match(phrase) && !pattern!(r"\border\b").is_match(phrase) {
        list.extras.random = true;
        return true;
    }
    limits(list, phrase)
        || counts_words(list, phrase, context)
        || counts_days(list, phrase)
        || shares(list, phrase)
}

/// "no more than 3 tickets in Assigned", "WIP limit of 4 per column".
pub(in super::super::super) fn limits(list: &mut Collection, phrase: &str) -> bool {
    if !limit_words().is_match(phrase) {
        return false;
    }
    let board = match &list.layout {
        Layout::Board(id) => Some(id.clone()),
        _ => None,
    };
    let columns = list.fields.iter().find(|f| match &board {
        Some(id) => f.id == *id,
        None => pattern!(r"^(?:column|stage|status|state|phase)$").is_match(&f.label),
    });
    let Some(FieldKind::Choice { options }) = columns.map(|f| &f.kind) else { return false };
    let lower = phrase.to_lowercase();
    let number = pattern!(r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b").captures(phrase);
    let Some(most) = number.and_then(|found| leading_number(group(&found, 1))).map(|(n, _)| n as u32) else {
        return false;
    };
    let every =
        pattern!(r"\b(?:per|each|every|any|all) (?:column|stage|lane|status|list)s?\b").is_match(phrase);
    let named: Vec<String> =
        options.iter().filter(|option| every || lower.contains(&option.to_lowercase())).cloned().collect();
    for option in &named {
        list.extras.limits.retain(|(known, _)| known != option);
        list.extras.limits.push((option.clone(), most));
    }
    !named.is_empty()
}

/// "the word count of each note": a number that follows from the text.
fn counts_words(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    // Where people put the number in themselves, the phrase is about that one.
    let counts_itself = |field: &Field| {
        matches!(field.kind, FieldKind::Number { .. }) && word_count().is_match(&field.label.to_lowercase())
    };
    if !word_count().is_match(phrase) || list.fields.iter().any(counts_itself) {
        return false;
    }
    let text = list.fields.iter().find(|f| matches!(f.kind, FieldKind::LongText)).map(|f| f.id.clone());
    let Some(text) = text else {
        // Without a text to count in, it is a number that people put in.
        let field = fields::field(phrase, context);
        return field.is_some_and(|field| !add_field(list, field).is_empty());
    };
    let letters = pattern!(r"\bcharacter").is_match(phrase);
    let (call, name, unit) =
        if letters { ("letters", "Characters", "characters") } else { ("words", "Words", "words") };
    worked_out(list, name, format!("{call}({text})"), unit);
    true
}

/// "how many days are left until the exam", "days since the last visit".
fn counts_days(list: &mut Collection, phrase: &str) -> bool {
    if !days_words().is_match(phrase) {
        return false;
    }
    let date = |f: &&Field| matches!(f.kind, FieldKind::Date);
    let said = words::words(phrase);
    let named = list.fields.iter().filter(date).find(|f| {
        words::words(&f.label)
            .iter()
            .any(|word| word.len() > 3 && word != "date" && said.iter().any(|other| alike(other, word)))
    });
    let Some(field) = named.or_else(|| list.fields.iter().find(date)) else { return false };
    let since = pattern!(r"\b(?:since|ago)\b").is_match(phrase);
    let call = if since { "since" } else { "until" };
    let other = list.fields.iter().filter(date).count() > 1;
    let name = match (since, other) {
        (false, false) => "Days left".to_owned(),
        (false, true) => format!("Days until {}", lower_first(&field.label)),
        (true, _) => format!("Days since {}", lower_first(&field.label)),
    };
    let formula = format!("{call}({})", field.id);
    worked_out(list, &name, formula, "days");
    true
}

fn worked_out(list: &mut Collection, name: &str, formula: String, unit: &str) {
    let field = Field {
        id: identifier(name),
        ..Field::new(
            label(name),
            FieldKind::Formula { formula, currency: String::new(), unit: unit.to_owned() },
        )
    };
    add_field(list, field);
}

/// "the percentage of won deals", "how many % I completed in the last 30 days".
fn shares(list: &mut Collection, phrase: &str) -> bool {
    if !share_words().is_match(phrase) {
        return false;
    }
    if list.extras.daily {
        let days = pattern!(r"\b(?:last|past) (\d+) days\b")
            .captures(phrase)
            .and_then(|found| group(&found, 1).parse::<u32>().ok())
            .or_else(|| pattern!(r"\bweek\b").is_match(phrase).then_some(7))
            .unwrap_or(30)
            .clamp(1, 3650);
        push(list, format!("Done in the last {days} days"), Metric::Kept { days });
        return true;
    }
    let done = super::extras::ends(list).map(|done| (done, "true".to_owned(), false));
    let Some((field, value, not)) = condition(list, phrase).or(done) else { return false };
    let name = if value == "true" {
        find(list, &field).map_or_else(|| "Done".to_owned(), |f| f.label.clone())
    } else {
        value.clone()
    };
    let name = if not { format!("Not {}", lower_first(&name)) } else { name };
    push(list, name, Metric::Share { field, value, not });
    true
}

/// How much of a list is done, as a bar.
pub(super) fn done_bar(list: &mut Collection) -> bool {
    let Some(field) = super::extras::ends(list) else { return false };
    let there = |i: &Insight| matches!(i, Insight::Figure { metric: Metric::Share { field: own, .. }, .. } if *own == field);
    if !list.insights.iter().any(there) {
        let metric = Metric::Share { field, value: "true".to_owned(), not: false };
        list.insights.insert(0, Insight::Figure { label: "Done".to_owned(), metric });
    }
    true
}
