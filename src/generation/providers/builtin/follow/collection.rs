//! Changes of a list: fields, options, features, numbers.

use std::collections::BTreeMap;

use super::super::{
    describe::{
        features,
        fields::{self, Context},
        phrases, starters,
    },
    pattern::{group, pattern},
    spec::{Collection, Field, FieldKind, Insight, Layout},
    words::{alike, label, leading_number},
};

mod arrange;
mod options;
mod remove;
mod units;

use options::{only, sorted_into, split_options};
use remove::remove;
use units::units;

pub(super) use arrange::{bounded, defaulted, moved, option_after, retyped};
pub(super) use options::{options, remove_option, rename_option};

type Done = Option<Vec<String>>;

/// Applies one clause; nothing where it is not understood.
pub(super) fn change(list: &mut Collection, texts: &mut BTreeMap<String, String>, clause: &str) -> Done {
    let context = Context {
        things: format!("{} {}", list.noun.one, list.noun.many).to_lowercase(),
        currency: list
            .fields
            .iter()
            .find_map(
                |f| if let FieldKind::Money { currency } = &f.kind { Some(currency.clone()) } else { None },
            )
            .unwrap_or_default(),
    };
    words_in(texts, clause)
        .or_else(|| starters::add(list, clause))
        .or_else(|| numbers(list, clause, &context))
        .or_else(|| remove(list, clause))
        .or_else(|| rename(list, clause))
        .or_else(|| required(&mut list.fields, clause))
        .or_else(|| bounded(&mut list.fields, clause))
        .or_else(|| defaulted(&mut list.fields, clause))
        .or_else(|| arrange::reshaped(list, clause))
        .or_else(|| option_after(&mut list.fields, clause))
        .or_else(|| moved(&mut list.fields, clause))
        .or_else(|| retyped(&mut list.fields, clause, &context))
        .or_else(|| board(list, clause, &context))
        .or_else(|| sorted_into(list, clause, &context))
        .or_else(|| only(list, clause))
        .or_else(|| {
            pattern!(
                r"\b(charts?|graphs?|filter\w*|sort\w*|search\w*|totals?|average|streaks?|highlight|warn)\b"
            )
            .is_match(clause)
            .then(|| feature(list, clause, &context))
            .flatten()
        })
        .or_else(|| options(&mut list.fields, clause))
        .or_else(|| units(&mut list.fields, clause))
        .or_else(|| feature(list, clause, &context))
        .or_else(|| add(list, clause, &context))
        .or_else(|| {
            // "categories: kitchen, garden" is said without a verb.
            let bare = pattern!(r"^[a-z][\w ]{1,24}:\s*[^:]+[,/][^:]+$").is_match(clause);
            bare.then(|| add(list, &format!("add {clause}"), &context)).flatten()
        })
}

/// Buttons, placeholders and empty states.
fn words_in(texts: &mut BTreeMap<String, String>, clause: &str) -> Done {
    let found = pattern!(r#"\b(search(?: box| bar| field)?(?: placeholder)?|placeholder|add button|save button|button|empty (?:state|message|text)|new button)\b(?: text| label| placeholder)?\s*(?:should (?:say|read|be)|to(?: say| read)?|says?|reads?|:|=)\s*:?\s*"?([^"]+)"?$"#).captures(clause)
        .map(|found| (group(&found, 1).to_lowercase(), group(&found, 2).trim().to_owned()))
        .or_else(|| pattern!(r#"\b(?:say|write|put) "?([^"]+?)"? on the (?:main |add )?(button)"#).captures(clause).map(|found| (group(&found, 2).to_owned(), group(&found, 1).trim().to_owned())))?;
    let place = if found.0.contains("search") || found.0 == "placeholder" {
        "search"
    } else if found.0.contains("empty") {
        "empty"
    } else if found.0.contains("save") {
        "save"
    } else {
        "add"
    };
    if colour_word(&found.1) {
        return None;
    }
    texts.insert(place.to_owned(), found.1.clone());
    Some(vec![format!(
        "the {} says “{}”",
        match place {
            "search" => "search box",
            "empty" => "empty list",
            "save" => "save button",
            _ => "add button",
        },
        found.1
    )])
}

fn colour_word(text: &str) -> bool {
    super::super::colours::named(&text.to_lowercase()).is_some()
}

/// Goals, budgets, taxes, warnings with numbers.
fn numbers(list: &mut Collection, clause: &str, context: &Context) -> Done {
    if let Some((name, tax_rate)) = super::super::describe::tax_in(clause) {
        for field in &mut list.fields {
            if let FieldKind::Positions { tax, tax_name, .. } = &mut field.kind {
                (*tax, *tax_name) = (tax_rate, name.clone());
                return Some(vec![format!("{name} is {tax_rate}%")]);
            }
        }
    }
    if matches!(list.layout, Layout::Board(_)) && features::limits(list, clause) {
        return Some(vec![clause.to_owned()]);
    }
    let wanted = pattern!(r"\b(goal|target|budget|limit|allowance)\b").is_match(clause)
        && !pattern!(r"\b(field|column|remove|delete|drop)\b").is_match(clause);
    let at = clause.find(|c: char| c.is_ascii_digit()).filter(|_| wanted)?;
    let (value, _) = leading_number(&clause[at..])?;
    let plain = !pattern!(r"\b(daily|weekly|monthly|yearly|annual|a day|a week|a month|a year|per (?:day|week|month|year)|this (?:week|month|year))\b").is_match(clause);
    for insight in &mut list.insights {
        if let Insight::Goal { target, label, .. } = insight
            && plain
        {
            *target = value;
            return Some(vec![format!("{} is {value}", label.to_lowercase())]);
        }
    }
    features::goals(list, clause, context)
        .then(|| vec![format!("a goal of {value} is shown with its progress")])
}

/// "rename SKU to Part number", "rename the Backlog column to Ideas", "call X Y".
fn rename(list: &mut Collection, clause: &str) -> Done {
    let found = pattern!(r#"^(?:rename|re-name|change|relabel|replace|swap)\s+(?:the )?(?:field |column |option |category |label )?"?(.+?)"?(?: field| column| label| category| option| status| stage)?\s+(?:to|into|as|with|by)\s+"?([^"]+?)"?$"#).captures(clause)
        .or_else(|| pattern!(r#"^(?:call|name)\s+(?:the )?"?(.+?)"?(?: field| column)\s+"?([^"]+?)"?$"#).captures(clause))
        .or_else(|| pattern!(r#"^(?:call|name)\s+(?:the )?(entries|items|things|records|cards|them|these|each one)\s+"?([^"]+?)"?$"#).captures(clause))?;
    let (old, new) = (group(&found, 1).trim().to_owned(), group(&found, 2).trim().to_owned());
    if pattern!(r"^(?:entries|items|things|records|cards|entry|item|them|these|each one)$").is_match(&old) {
        let new = pattern!(r"\s+(?:not|instead of|rather than) .+$").replace(&new, "");
        list.noun.one = super::super::words::singular(&new.to_lowercase());
        list.noun.many = super::super::words::plural(&list.noun.one);
        return Some(vec![format!("the entries are called {}", list.noun.many)]);
    }
    if let Some(said) = rename_option(&mut list.fields, &old, &new) {
        return Some(vec![said]);
    }
    if (alike(&old, &list.noun.many) || alike(&old, &list.noun.one))
        && features::find(list, &old).is_none_or(|f| !f.label.eq_ignore_ascii_case(&old))
    {
        list.noun.one = super::super::words::singular(&new.to_lowercase());
        list.noun.many = super::super::words::plural(&list.noun.one);
        return Some(vec![format!("the entries are called {}", list.noun.many)]);
    }
    if pattern!(r"\b(type|kind)\b").is_match(&old) && new.split(' ').count() > 3 {
        return None;
    }
    let id = features::find(list, &old)?.id.clone();
    let field = list.fields.iter_mut().find(|f| f.id == id)?;
    let before = std::mem::replace(&mut field.label, label(&new));
    let after = field.label.clone();
    relabel(list, &before, &after);
    Some(vec![format!("“{before}” is called “{after}”; what is stored stays")])
}

/// Titles of charts and figures follow the field's name.
fn relabel(list: &mut Collection, before: &str, after: &str) {
    let (before, after) = (before.to_lowercase(), after.to_lowercase());
    for insight in &mut list.insights {
        let (Insight::Chart { title: text, .. } | Insight::Figure { label: text, .. }) = insight else {
            continue;
        };
        let lower = text.to_lowercase();
        if lower.contains(&before) {
            *text = label(&lower.replace(&before, &after));
        }
    }
}

/// "make the species required".
pub(super) fn required(all: &mut [Field], clause: &str) -> Done {
    let found = pattern!(r"^(?:make|set|mark)\s+(?:the )?(.+?)(?: fields?| questions?| inputs?)?\s+(?:as |be |to )?(required|mandatory|compulsory|optional|not required)$").captures(clause)
        .or_else(|| pattern!(r"^(?:the )?(.+?)(?: fields?)?\s+(?:should be|must be|is|are|should|has to be)\s+(?:a |an )?(required|mandatory|compulsory|optional|not required)(?: field)?$").captures(clause))
        .or_else(|| pattern!(r"^(?:the )?(.+?)(?: fields?)?\s+(?:(?:should|must|has to|have to|needs? to) (?:always )?be|(?:can't|cannot|must not|may not) be left|(?:can't|cannot) be) (filled in|filled out|filled|given|entered|answered|provided|empty|blank)(?: in| out)?$").captures(clause))
        .or_else(|| pattern!(r"^(require)\s+(?:the |an? )?(.+)$").captures(clause))?;
    let (names, how) = if group(&found, 1) == "require" {
        (group(&found, 2), "required")
    } else {
        (group(&found, 1), group(&found, 2))
    };
    let on = !how.contains("not") && how != "optional";
    let everything = pattern!(r"^(?:all|every|everything|all of (?:them|the)|every field)\b").is_match(names);
    let mut done = Vec::new();
    for name in phrases::split(names) {
        let id = features::find_in(all, &name).map(|f| f.id.clone());
        for field in all.iter_mut().filter(|f| everything || Some(&f.id) == id.as_ref()) {
            field.required = on;
            done.push(format!("{} is {}", field.label, if on { "required" } else { "optional" }));
        }
    }
    (!done.is_empty()).then_some(done)
}

/// "show it as a board by stage", "as a table".
fn board(list: &mut Collection, clause: &str, context: &Context) -> Done {
    if let Some(found) = pattern!(r"\b(?:as|into|in|to|like) (?:a |an )?(?:kanban )?(?:board|columns|kanban)\b(?: view)?(?:\s*(?:by|per|for|with|grouped by|of)\s+(?:the )?(.+))?").captures(clause) {
        let named = group(&found, 1);
        let id = features::find(list, named).filter(|f| matches!(f.kind, FieldKind::Choice { .. })).map(|f| f.id.clone());
        let id = id.or_else(|| list.fields.iter().find(|f| matches!(f.kind, FieldKind::Choice { .. })).map(|f| f.id.clone()))?;
        list.layout = Layout::Board(id);
        list.search = true;
        list.extras.reorder = false;
        return Some(vec!["shown as a board".to_owned()]);
    }
    let clause = &pattern!(r"\s+(?:instead of|rather than|not) .+$").replace(clause, "");
    let found = pattern!(r"\b(?:as|in|into|to|like) (?:a |an )?(?:simple |plain )?(table|list|cards|grid|gallery|card grid)\b(?: view| layout| of (?:cards|tiles|[\w ]+))?$").captures(clause)?;
    let _ = context;
    list.layout = match group(&found, 1).to_lowercase().as_str() {
        "table" => Layout::Table,
        "list" => Layout::List,
        _ => Layout::Cards,
    };
    Some(vec![format!("shown as a {}", group(&found, 1).to_lowercase())])
}

fn feature(list: &mut Collection, clause: &str, context: &Context) -> Done {
    let plain = pattern!(r"^(?:add|include|show|give|enable|turn on|put|i want|i need|we need|i(?:'d| would) like|let me|allow me to|make it possible to|let us|have|create|display)\s+(?:me |us |to )?(?:see )?").replace(clause, "");
    let field_wanted = pattern!(r"\b(?:field|checkbox|dropdown|input|column)\b").is_match(&plain);
    // "genre: science, history" are options, whatever they are called.
    let listed = pattern!(r"^(?:add |include )?[\w ]{2,30}:\s*[^,:]+,").is_match(clause)
        && !pattern!(r"^(?:\w+ )?(?:charts?|graphs?|filters?|sort\w*)\b").is_match(&plain);
    if listed {
        return None;
    }
    let wanted = super::super::describe::is_feature(clause) || super::super::describe::is_feature(&plain);
    if field_wanted || !wanted {
        return None;
    }
    let mut understood = false;
    for phrase in joined(&plain) {
        understood |= features::apply(list, &phrase, context);
    }
    if !understood {
        understood = features::apply(list, clause, context);
    }
    if understood && pattern!(r"\b(sample|example|demo|dummy)\b").is_match(&plain) {
        return Some(vec!["a fresh list starts with examples".to_owned()]);
    }
    understood.then(|| vec![plain])
}

/// A feature's phrases; names after "by" stay with their verb.
fn joined(text: &str) -> Vec<String> {
    if pattern!(r"\b(?:filter|sort|group)\w*\b.*\bby\b").is_match(text) {
        let parts = pattern!(r"\s+(?:and|,)\s+(sort|filter|search|order)").replace(text, "\u{2}$1");
        return parts.split('\u{2}').map(str::to_owned).collect();
    }
    phrases::split(text)
}

/// "a deposit of 20%": worked out from the total.
fn share(list: &mut Collection, text: &str) -> Option<String> {
    let found = pattern!(r"^(?:a |an |the )?([a-z][a-z ]*?) (?:of|at|=|:) ?(\d+(?:\.\d+)?) ?(?:%|percent)(?: of (?:the )?([a-z ]+))?$").captures(text)?;
    let named = group(&found, 3);
    let money = |f: &&Field| {
        matches!(&f.kind, FieldKind::Money { .. })
            || matches!(&f.kind, FieldKind::Formula { currency, .. } if !currency.is_empty())
    };
    let base = features::find(list, named)
        .filter(money)
        .or_else(|| {
            list.fields
                .iter()
                .filter(money)
                .find(|f| pattern!(r"\b(?:total|sum|price|amount)\b").is_match(&f.label))
        })
        .or_else(|| list.fields.iter().find(money))?;
    let (part, currency) = match &base.kind {
        FieldKind::Formula { formula, currency, .. } => (format!("({formula})"), currency.clone()),
        FieldKind::Money { currency } => (base.id.clone(), currency.clone()),
        _ => return None,
    };
    let (name, of) = (label(group(&found, 1)), base.label.to_lowercase());
    let formula = format!("{part} * {} / 100", group(&found, 2));
    let kind = FieldKind::Formula { formula, currency, unit: String::new() };
    let field = Field::new(name.clone(), kind);
    features::add_field(list, field);
    Some(format!("a field “{name}”, {}% of the {of}", group(&found, 2)))
}

/// New fields: "also store the species and the room".
fn add(list: &mut Collection, clause: &str, context: &Context) -> Done {
    let text = pattern!(r"^(?:add|include|store|track|record|save|keep|capture|note down|note|write down|register|enter|remember|put|log|insert|create|i (?:also )?(?:want|need)|we (?:also )?(?:want|need)|i(?:'d| would) (?:also )?like|have|give (?:each|every|the|all|my|it|them)(?: [\w-]+)?|let me (?:add|enter|set|record|store|track|note|pick|choose)|each [\w-]+ (?:should have|needs|has|gets)|(?:they|it|tasks?|cards?|items?|entries|\w+s) (?:should (?:also )?have|need|needs)|there should be|extend (?:it|the form|the list) (?:with|by)|allow|ask for|also)\s+(?:also |to have |to (?:store|track|record|add|enter|see|save|log|note) )?").captures(clause);
    let text = clause[text.map(|found| group(&found, 0).len())?..].to_owned();
    let text = pattern!(r"\s+(?:to|on|for|in|with) (?:the |each |every |all |my |a )?(?:cards?|tasks?|items?|entr(?:y|ies)|form|list|app|it|them|\w+)(\s*:|$)").captures(&text).map_or(text.clone(), |found| {
        let whole = group(&found, 0);
        let target = pattern!(r"\b(\w+)\s*:?$").captures(whole.trim_end_matches(':').trim()).map(|found| group(&found, 1).to_owned()).unwrap_or_default();
        let things = alike(&target, &list.noun.one) || pattern!(r"^(cards?|tasks?|items?|entry|entries|form|list|app|it|them|each|one)$").is_match(&target);
        if things { text.replace(whole, group(&found, 1)) } else { text.clone() }
    });
    if let Some(said) = share(list, &text) {
        return Some(vec![said]);
    }
    // "and one for the travel time" is a field too; "such as A1 or B2" shows what goes in.
    let text = pattern!(r"\b(?:another )?one (?:for|with) (?:the )?").replace(&text, "");
    let text = pattern!(r"\s+(?:like|such as|e\.g\.|for example) [^()]*(\(|$)").replace(&text, " $1");
    // What follows from other fields is worked out.
    let (text, stated) = super::super::describe::formulas_in(&text);
    let mut done: Vec<String> =
        stated.iter().map(|(name, right)| format!("a field “{}” = {right}", label(name))).collect();
    for phrase in phrases::sentences(&text).into_iter().flatten() {
        let colon = pattern!(r"^(.*?\b(?:field|column|property|info)s?)\s*:\s*(.+)$")
            .captures(&phrase)
            .map(|found| group(&found, 2).to_owned());
        let options = pattern!(r"^([^:(]{2,40}):\s*(.+)$")
            .captures(&text)
            .filter(|_| colon.is_none())
            .map(|found| (group(&found, 1).to_owned(), split_options(group(&found, 2))));
        let made = match options {
            Some((name, options)) if options.len() > 1 => {
                fields::field(&format!("{name} ({})", options.join("; ")), context)
            }
            _ => fields::field(colon.as_deref().unwrap_or(&phrase), context),
        };
        let Some(field) = made else { continue };
        if let Some(before) =
            list.fields.iter().find(|f| f.label.eq_ignore_ascii_case(&field.label) && f.kind == field.kind)
        {
            done.push(format!("the field “{}” is there", before.label));
            continue;
        }
        let label = field.label.clone();
        features::add_field(list, field);
        done.push(format!("a field “{label}”"));
        if text.contains(": ") && colon.is_none() {
            break;
        }
    }
    super::super::describe::put_formulas(list, &stated, context);
    if list.fields.iter().any(|f| matches!(f.kind, FieldKind::Number { .. })) && list.extras.due.is_none() {
        features::water_due(list);
    }
    (!done.is_empty()).then_some(done)
}
