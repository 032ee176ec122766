//! What a list should be able to do, from the phrases that say so.
//!
//! Every function takes one phrase; a phrase that names a feature is no field.

use super::{
    super::{
        pattern::{group, pattern},
        spec::{Collection, Field, FieldKind, Sort, unused_id},
        words::{self, alike},
    },
    fields::{self, Context},
    phrases,
};

mod aids;
mod charts;
mod extras;
mod figures;
mod flags;
mod goals;
mod parts;
mod warnings;

use aids::aids;
use charts::charts;
use extras::{daily, extras, files, layouts, marking, talk};
use figures::figures;
use flags::flags;
use parts::parts;
use warnings::warnings;

pub(in super::super) use aids::{asks_for_aid, limits};
pub(in super::super) use charts::add_chart;
pub(in super::super) use goals::goals;
pub(in super::super) use parts::asks_for_part;
pub(in super::super) use warnings::water_due;

/// Applies what a phrase asks for; `false` where it names no feature.
pub(in super::super) fn apply(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    let steps: [fn(&mut Collection, &str, &Context) -> bool; 15] = [
        flags, aids, parts, charts, goals, filters, sorting, figures, warnings, marking, files, extras,
        layouts, daily, talk,
    ];
    steps.into_iter().any(|step| step(list, phrase, context))
}

/// The field that words mean, by label.
pub(in super::super) fn find<'l>(list: &'l Collection, name: &str) -> Option<&'l Field> {
    find_in(&list.fields, name)
}

/// See [`find`].
pub(in super::super) fn find_in<'l>(all: &'l [Field], name: &str) -> Option<&'l Field> {
    let name = fields::strip_fillers(&name.to_lowercase());
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    let exact = all.iter().find(|f| alike(&f.label, name) || f.id == words::identifier(name));
    exact
        .or_else(|| all.iter().find(|f| words::words(&f.label).iter().any(|word| alike(word, name))))
        .or_else(|| {
            let wanted = words::words(name);
            all.iter().find(|f| {
                let have = words::words(&f.label);
                have.iter().all(|word| wanted.iter().any(|other| alike(word, other)))
            })
        })
        .or_else(|| {
            let wanted = words::words(name);
            let last = wanted.last()?;
            all.iter().find(|f| words::words(&f.label).last().is_some_and(|word| alike(word, last)))
        })
}

/// Adds a field in place of one with the same name; gives its id.
pub(in super::super) fn add_field(list: &mut Collection, mut field: Field) -> String {
    if let Some(before) = list.fields.iter_mut().find(|f| alike(&f.label, &field.label)) {
        // What was said in more detail counts.
        if before.kind != field.kind && !matches!(field.kind, FieldKind::Text) {
            before.kind = field.kind;
        }
        before.required |= field.required;
        return before.id.clone();
    }
    field.id = unused_id(&field.id, &list.fields);
    if matches!(field.kind, FieldKind::Choice { .. } | FieldKind::Choices { .. } | FieldKind::Tags)
        && !list.filters.contains(&field.id)
    {
        list.filters.push(field.id.clone());
    }
    let id = field.id.clone();
    list.fields.push(field);
    id
}

/// The id of the field that is meant; it is made where it is missing.
fn need(list: &mut Collection, name: &str, context: &Context) -> Option<String> {
    if let Some(field) = find(list, name) {
        return Some(field.id.clone());
    }
    let field = fields::field(name, context)?;
    Some(add_field(list, field))
}

/// The field that says when something happened; it is made where it is missing.
pub(in super::super) fn need_date(list: &mut Collection) -> String {
    if let Some(date) = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Date)) {
        return date.id.clone();
    }
    add_field(list, Field { default: Some("today".to_owned()), ..Field::new("Date", FieldKind::Date) })
}

/// A field to group by; one that does not exist becomes a choice.
fn need_dimension(list: &mut Collection, name: &str, context: &Context) -> Option<String> {
    if let Some(field) = find(list, name) {
        return Some(field.id.clone());
    }
    let mut field = fields::field(name, context)?;
    if matches!(field.kind, FieldKind::Number { .. } | FieldKind::Money { .. }) {
        field.kind = FieldKind::Text;
    }
    Some(add_field(list, field))
}

fn filters(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    // "show only what's in stock if I want"
    if pattern!(r"\b(?:show|see|display|list|view) (?:me )?(?:only|just)\b|\b(?:see|show|know|find out|check) (?:me )?(?:who|which ones?|which)\b|\bonly (?:show|see|display)\b|^(?:only|just) (?:the )?[a-z]+ ")
        .is_match(phrase)
    {
        let Some((id, _, _)) = flags::condition(list, phrase) else { return false };
        if !list.filters.contains(&id) {
            list.filters.push(id);
        }
        return true;
    }
    let Some(found) = pattern!(r"\bfilter(?:s|ed|ing|able)?\b(?:\s*(?:them|it|things|items|everything|the list|the \w+|\w+)?\s*(?:by|on|for|per|using)\s+(.+))?").captures(phrase) else { return false };
    for name in phrases::split(&group(&found, 1).replace('/', ",")) {
        let name = pattern!(r"^(?:by|on|for|their|the|its)\s+").replace(&name, "");
        if name.is_empty() {
            continue;
        }
        if let Some(id) = need_dimension(list, &name, context)
            && !list.filters.contains(&id)
        {
            list.filters.push(id);
        }
    }
    true
}

/// "newest first", "cheapest on top", "alphabetically".
fn first_said(list: &mut Collection, phrase: &str) -> Option<bool> {
    if pattern!(r"\balphabetical\w*|\ba ?(?:-|to) ?z\b").is_match(phrase)
        && !pattern!(r"\bby \w").is_match(phrase)
    {
        let title = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Text))?;
        list.sort = Sort { by: title.id.clone(), descending: false };
        return Some(true);
    }
    let found = pattern!(r"\b(newest|latest|most recent|oldest|earliest|soonest|cheapest|most expensive|biggest|largest|highest|smallest|lowest|next|upcoming|nearest|coming)\b(?: \w+)? (?:first|on top|at the top)\b").captures(phrase)?;
    if pattern!(r"\b(?:sort|order|rank)\w*\b.*\b(?:by|on)\b").is_match(phrase) {
        return None;
    }
    let word = group(&found, 1).to_lowercase();
    let date = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Date)).map(|f| f.id.clone());
    let money = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Money { .. }));
    let number = money.or_else(|| list.fields.iter().find(|f| f.kind.is_numeric())).map(|f| f.id.clone());
    let (by, descending) = match word.as_str() {
        "newest" | "latest" | "most recent" => (date.unwrap_or_else(|| "createdAt".to_owned()), true),
        "oldest" | "earliest" | "soonest" | "next" | "upcoming" | "nearest" | "coming" => (date?, false),
        "cheapest" | "smallest" | "lowest" => (number?, false),
        _ => (number?, true),
    };
    list.sort = Sort { by, descending };
    Some(true)
}

fn sorting(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    if let Some(done) = first_said(list, phrase) {
        return done;
    }
    let Some(found) = pattern!(r"\b(?:sort(?:ed|s|able|ing)?|order(?:ed)?|rank(?:ed)?|group(?:ed|ing)?)\b\s*(?:them|it|things|items|everything|the list|the \w+|\w+)?\s*(?:by|on)\s+(?:the\s+)?(.+)").captures(phrase) else {
        return pattern!(r"^(?:a |and )?sort(?:able|ing)?\b").is_match(phrase);
    };
    let name = group(&found, 1);
    let descending =
        pattern!(r"\b(descending|highest|most|newest|latest|biggest|largest|desc|best|reverse)\b")
            .is_match(name);
    let ascending =
        pattern!(r"\b(ascending|lowest|least|oldest|earliest|soonest|smallest|asc|first)\b").is_match(name);
    let clean = pattern!(r"\s+or\s+.*$|\b(by default|default|descending|ascending|highest first|lowest first|newest first|oldest first|highest|lowest|most|newest|first|desc|asc|in|order|soonest|best)\b").replace(name, " ");
    let first = phrases::split(&clean).into_iter().next().unwrap_or_default();
    if pattern!(r"\b(vote|votes)\b").is_match(&first) {
        list.extras.votes = true;
        list.sort = Sort { by: "votes".to_owned(), descending: true };
        return true;
    }
    if pattern!(r"^(alphabet\w*|a-z)$").is_match(first.trim()) {
        if let Some(title) = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Text)) {
            list.sort = Sort { by: title.id.clone(), descending: false };
        }
        return true;
    }
    let Some(id) = need(list, &first, context) else { return true };
    let field = list.fields.iter().find(|f| f.id == id);
    let usual = field.is_some_and(|f| {
        let due = f.label.to_lowercase().contains("due") || f.label.to_lowercase().contains("deadline");
        match &f.kind {
            FieldKind::Date => !due && !pattern!(r"\b(renew|expir|next|start|event)\w*\b").is_match(&f.label),
            FieldKind::Rating { .. } | FieldKind::Number { .. } | FieldKind::Money { .. } => true,
            FieldKind::Choice { .. } => f.label.to_lowercase().contains("priority"),
            _ => false,
        }
    });
    list.sort = Sort { by: id, descending: descending || (usual && !ascending) };
    true
}
