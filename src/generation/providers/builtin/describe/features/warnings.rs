//! Low stock, overdue things, and what comes round again.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, Due, Field, FieldKind, Layout, Low, Soon};
use super::super::super::words;
use super::super::super::words::leading_number;
use super::super::fields;
use super::super::fields::Context;
use super::{add_field, need};

/// Low stock, overdue things, and dates that come near.
pub(super) fn warnings(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    if pattern!(r"\b(low[ -]stock|runs? (?:low|out)|running (?:low|out)|below (?:the )?minimum|low on|reorder (?:alert|warning)|restock)\b|\b(?:less|fewer) than \d+ (?:left|in stock)|\b(?:highlight|warn|flag|mark|alert|show|colou?r|tell|notify)\w*\b.*\b(?:(?:less|fewer|lower) than|below|under)\s*\d+").is_match(phrase)
        && !pattern!(r"\bdays?\b").is_match(phrase)
    {
        let number = |f: &&Field| matches!(f.kind, FieldKind::Number { .. });
        let is_minimum = |f: &Field| pattern!(r"\b(min|minimum|reorder|threshold|restock)\b").is_match(&f.label);
        let quantity = list.fields.iter().filter(number).find(|f| !is_minimum(f)).map(|f| f.id.clone());
        let Some(quantity) = quantity.or_else(|| need(list, "quantity", context)) else { return true };
        let minimum = list.fields.iter().filter(number).find(|f| is_minimum(f)).map(|f| f.id.clone());
        let at = phrase.find(|c: char| c.is_ascii_digit()).and_then(|at| leading_number(&phrase[at..])).map_or(3.0, |(n, _)| n);
        list.extras.low = Some(Low { field: quantity, minimum, at });
        return true;
    }
    if pattern!(r"\b(highlight|warn|remind|mark|flag|alert|notify|show|tell|let me know)\b.*\b(within|next|in the next|soon|upcoming|expir|renew|(?:less|fewer) than \d+ days?|\d+ days? (?:away|before|left|ahead))").is_match(phrase) || pattern!(r"\b(expiring|due|renewing|coming up) soon\b").is_match(phrase) {
        let days = phrase.find(|c: char| c.is_ascii_digit()).and_then(|at| leading_number(&phrase[at..]));
        let days = days.map_or(7.0, |(n, rest)| if rest.trim_start().starts_with("week") { n * 7.0 } else if rest.trim_start().starts_with("month") { n * 30.0 } else { n });
        let named = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Date) && words::words(&f.label).iter().any(|word| word.len() > 4 && phrase.to_lowercase().contains(&word[..word.len().min(5)])));
        let id = named.or_else(|| list.fields.iter().find(|f| matches!(f.kind, FieldKind::Date))).map(|f| f.id.clone());
        let Some(id) = id.or_else(|| need(list, "due date", context)) else { return true };
        list.extras.soon = Some(Soon { field: id, days: days as u32 });
        return true;
    }
    if let Some(found) = pattern!(r"\bevery (\d+|two|three|four|other) (days?|weeks?)\b").captures(phrase) {
        let count = leading_number(group(&found, 1)).map_or(2.0, |(n, _)| n);
        let days = if group(&found, 2).starts_with('w') { count * 7.0 } else { count };
        let doing = if phrase.contains("water") {
            "Watering interval"
        } else if phrase.contains("clean") {
            "Cleaning interval"
        } else if phrase.contains("feed") {
            "Feeding interval"
        } else {
            "Interval"
        };
        if let Some(mut field) = fields::field(&format!("{doing} in days"), context) {
            field.default = Some(words::number(days));
            add_field(list, field);
            return water_due(list);
        }
    }
    if pattern!(r"\b(remind(?:er|ers|s)?|overdue|late ones|alert)\b").is_match(phrase)
        && !pattern!(r"^(reminder|remind me) (date|time)$").is_match(phrase)
    {
        if list.extras.due.is_none()
            && !list.fields.iter().any(|f| {
                matches!(f.kind, FieldKind::Date) && (f.label.contains("ue") || f.label.contains("eadline"))
            })
            && !water_due(list)
        {
            let _ = need(list, "due date", context);
        }
        return true;
    }
    false
}

/// "watering interval" means: due again so many days after it was last watered.
pub(in super::super::super) fn water_due(list: &mut Collection) -> bool {
    let interval = list.fields.iter().find(|f| {
        matches!(f.kind, FieldKind::Number { .. })
            && pattern!(r"\b(interval|every|frequency|schedule)\b").is_match(&f.label)
    });
    let Some(interval) = interval else { return false };
    if list.extras.daily || matches!(list.layout, Layout::Table) {
        list.layout = Layout::Cards;
    }
    let verb = pattern!(r"^(\w+?)ing\b").captures(&interval.label).map(|found| group(&found, 1).to_owned());
    let done = match verb.as_deref() {
        Some("fertilis" | "fertiliz" | "prun" | "servic" | "chang" | "rotat") => {
            format!("{}ed", verb.unwrap_or_default())
        }
        Some(stem) if stem.ends_with("fe") || stem == "Feed" => "Fed".to_owned(),
        Some(stem) => format!("{stem}ed"),
        None => "Done".to_owned(),
    };
    let action = words::capitalised(&done.to_lowercase());
    let id = interval.id.clone();
    let last_label = format!("Last {}", action.to_lowercase());
    let new_date = Field::new(last_label, FieldKind::Date);
    let earlier =
        list.fields.iter().find(|f| matches!(f.kind, FieldKind::Date) && f.label.starts_with("Last"));
    let earlier = earlier.map(|f| f.id.clone());
    let done_on = earlier.unwrap_or_else(|| add_field(list, new_date));
    list.extras.due = Some(Due { interval: id, last: done_on, action });
    true
}
