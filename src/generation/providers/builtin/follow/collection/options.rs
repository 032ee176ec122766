//! Options of choices: added, removed, renamed, put in order.

use super::super::super::describe::features;
use super::super::super::describe::fields;
use super::super::super::describe::fields::Context;
use super::super::super::describe::phrases;
use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, Field, FieldKind};
use super::super::super::words::alike;
use super::super::super::words::label;
use super::Done;

/// Takes an option away: "remove Fun", "delete the Review column".
pub(in super::super) fn remove_option(all: &mut [Field], name: &str) -> Option<String> {
    let named = pattern!(
        r#"^"?(.+?)"?\s+(?:column|category|option|priority|status|stage|type|mood|genre|from \w+)$"#
    )
    .captures(name);
    let wanted = named.as_ref().map_or(name.trim_matches('"'), |found| group(found, 1)).to_owned();
    if named.is_none() && all.iter().any(|f| alike(&f.label, &wanted)) {
        return None;
    }
    for field in all {
        if let FieldKind::Choice { options } | FieldKind::Choices { options } = &mut field.kind {
            let before = options.len();
            if before > 1 {
                options.retain(|option| !option.eq_ignore_ascii_case(&wanted) && !alike(option, &wanted));
            }
            if options.len() < before {
                if field.default.as_ref().is_some_and(|default| !options.contains(default)) {
                    field.default = options.first().cloned();
                }
                return Some(format!("“{wanted}” is no longer an option of {}", field.label));
            }
        }
    }
    None
}

pub(in super::super) fn rename_option(all: &mut [Field], old: &str, new: &str) -> Option<String> {
    let wanted = pattern!(r"\s+(?:column|category|option|status|stage|priority)$").replace(old, "");
    if all.iter().any(|f| f.label.eq_ignore_ascii_case(&wanted)) {
        return None;
    }
    for field in all {
        if let FieldKind::Choice { options } | FieldKind::Choices { options } = &mut field.kind
            && let Some(option) = options.iter_mut().find(|option| option.eq_ignore_ascii_case(&wanted))
        {
            let before = std::mem::replace(option, label(new));
            let after = option.clone();
            for (_, later) in &mut field.was {
                if *later == before {
                    later.clone_from(&after);
                }
            }
            field.was.retain(|(earlier, _)| *earlier != after);
            field.was.push((before.clone(), after.clone()));
            if field.default.as_deref() == Some(before.as_str()) {
                field.default = Some(after.clone());
            }
            return Some(format!("the option “{before}” of {} is “{after}”", field.label));
        }
    }
    None
}

/// Adds options, or sets them all.
pub(in super::super) fn options(all: &mut [Field], clause: &str) -> Done {
    if let Some(found) = pattern!(r"^(?:change |set |make |update )?(?:the )?(?:possible |available )?(.+?)(?: options| choices| values)?\s+(?:should be|should have|should include|are|to be|to|is|:|can be|could be|will be)\s*:?\s*(?:the options |one of )?(.+)$").captures(clause) {
        let chosen = split_options(group(&found, 2));
        if chosen.len() > 1
            && let Some(field) = choice_named(all, group(&found, 1)) {
                let names = chosen.join(", ");
                if let FieldKind::Choice { options } | FieldKind::Choices { options } = &mut field.kind {
                    *options = chosen;
                }
                if field.default.as_ref().is_some_and(|default| !names.contains(default.as_str())) {
                    field.default = None;
                }
                return Some(vec![format!("{} can be {names}", field.label)]);
            }
    }
    let text = pattern!(r"^(?:add|insert|include|put|create|i need|i want|we need|i(?:'d| would) like|have|give me)\s+(?:in )?").captures(clause).map(|found| clause[group(&found, 0).len()..].to_owned())?;
    let (text, place) = placed(&text);
    let (names, field) = added_options(all, &text, place.as_ref())?;
    let (FieldKind::Choice { options } | FieldKind::Choices { options }) = &mut field.kind else {
        return None;
    };
    let mut done = Vec::new();
    for name in names {
        if options.iter().any(|option| option.eq_ignore_ascii_case(&name)) {
            continue;
        }
        let at = spot(options, place.as_ref());
        options.insert(at, name.clone());
        done.push(format!("“{name}” is an option of {}", field.label));
    }
    (!done.is_empty()).then_some(done)
}

/// Places that no option can be called by.
pub(super) const FIRST: &str = "\u{1}first";

pub(super) const LAST: &str = "\u{1}last";

/// Where an option goes: before the second name, after the first, or by its meaning.
pub(super) fn spot(options: &[String], place: Option<&(String, bool)>) -> usize {
    match place {
        Some((name, _)) if name == FIRST => return 0,
        Some((name, _)) if name == LAST => return options.len(),
        _ => {}
    }
    if let Some((name, after)) = place
        && let Some(at) = options.iter().position(|option| alike(option, name))
    {
        return at + usize::from(*after);
    }
    // The end of a board or a scale stays its end.
    let last = options.last().map(|option| option.to_lowercase()).unwrap_or_default();
    if ["done", "other", "finished", "closed", "completed", "shipped"].contains(&last.as_str()) {
        options.len() - 1
    } else {
        options.len()
    }
}

/// Cuts "between contacted and won", "after Review" off.
pub(super) fn placed(text: &str) -> (String, Option<(String, bool)>) {
    if let Some(found) =
        pattern!(r"^(.*?),?\s+(?:at|to|as|on) (?:the )?(?:very )?(end|last|start|beginning|front|first|top|bottom)(?: column| option| stage)?$").captures(text)
    {
        let start = pattern!(r"^(start|beginning|front|first|top)$").is_match(group(&found, 2));
        return (group(&found, 1).to_owned(), Some((if start { FIRST } else { LAST }.to_owned(), !start)));
    }
    if let Some(found) = pattern!(r"^(.*?)\s+(?:in )?between\s+(.+?)\s+and\s+.+$").captures(text) {
        return (
            group(&found, 1).to_owned(),
            Some((group(&found, 2).trim_matches(['"', '\'']).to_owned(), true)),
        );
    }
    if let Some(found) =
        pattern!(r"^(.*?)\s+(before|after)\s+(?:the )?(.+?)(?: column| option| stage)?$").captures(text)
    {
        return (
            group(&found, 1).to_owned(),
            Some((
                group(&found, 3).trim_matches(['"', '\'']).to_owned(),
                group(&found, 2).eq_ignore_ascii_case("after"),
            )),
        );
    }
    (text.to_owned(), None)
}

/// The options that a clause adds, and the field they belong to.
pub(super) fn added_options<'f>(
    all: &'f mut [Field],
    text: &str,
    place: Option<&(String, bool)>,
) -> Option<(Vec<String>, &'f mut Field)> {
    let clean = |text: &str| -> Vec<String> {
        text.split(',')
            .flat_map(|part| part.split(" and "))
            .map(phrases::clean_option)
            .filter(|name| !name.is_empty())
            .map(|name| label(name.trim_matches('\'')))
            .collect()
    };
    // "a column called Testing", "categories: Pets and Gifts"
    if let Some(found) = pattern!(r"^(?:a |an |another |one more |new |the |two |some |more )*(?:new )?([\w ]+?)\s*(?:called|named|:|=|like)\s*(.+)$").captures(text)
        && choice_named(all, group(&found, 1)).is_some() {
            return Some((clean(group(&found, 2)), choice_named(all, group(&found, 1))?));
        }
    // "Dan to the kids", "a Maybe option to RSVP"
    if let Some(found) = pattern!(r"^(?:a |an |another |new |the )*(.+?)(?: options?)?\s+(?:to|as(?: an?| another| new| extra| additional| one more)*(?: option(?: for| to| in)?)?|in|under|for)\s+(?:the |my |an? )?(.+?)(?: options| choices| list| field| dropdown)?$").captures(text) {
        let each = pattern!(r"^(?:each|every|all|it|them)\b").is_match(group(&found, 2));
        if !each && choice_named(all, group(&found, 2)).is_some() && !pattern!(r"\bfield\b").is_match(group(&found, 1)) {
            return Some((clean(group(&found, 1)), choice_named(all, group(&found, 2))?));
        }
    }
    // "an urgent priority", "a Health category", "Pets and Gifts categories"
    if let Some(found) = pattern!(
        r#"^(?:a |an |another |one more |new |the |also )*"?(.+?)"?\s+(?:as an? )?(\w+)(?: option)?$"#
    )
    .captures(text)
        && choice_named(all, group(&found, 2)).is_some()
        && !pattern!(r"^(?:new|field|a|another|second|more)$").is_match(group(&found, 1))
    {
        return Some((clean(group(&found, 1)), choice_named(all, group(&found, 2))?));
    }
    // "'proposal' between contacted and won"
    let (name, _) = place?;
    let at = all.iter().position(|f| matches!(&f.kind, FieldKind::Choice { options } if options.iter().any(|option| alike(option, name))))?;
    let text = pattern!(r"^(?:a |an |another |new |the )*(?:(?:column|stage|lane|option|status)\s+(?:called |named )?)?(.+?)(?: column| stage| option| status)?$")
        .captures(text)
        .map(|found| group(&found, 1).to_owned())?;
    Some((clean(&text), all.get_mut(at)?))
}

/// The choice that words name: by its label, or as the columns of a board.
pub(super) fn choice_named<'f>(all: &'f mut [Field], name: &str) -> Option<&'f mut Field> {
    let name = fields::strip_fillers(&name.to_lowercase());
    let name =
        pattern!(r"\s+(?:options?|choices|values|columns?|list|field|dropdown|question)$").replace(&name, "");
    let choice = |f: &Field| matches!(f.kind, FieldKind::Choice { .. } | FieldKind::Choices { .. });
    let at = all
        .iter()
        .position(|f| choice(f) && alike(&f.label, &name))
        .or_else(|| {
            all.iter().position(|f| {
                choice(f)
                    && super::super::super::words::words(&f.label)
                        .last()
                        .is_some_and(|last| alike(last, &name))
            })
        })
        .or_else(|| {
            let asked =
                |f: &Field| super::super::super::words::words(&f.label).iter().any(|word| alike(word, &name));
            all.iter().position(|f| choice(f) && name.len() > 2 && f.label.contains(' ') && asked(f))
        })
        .or_else(|| {
            ["option", "column", "stage", "status", "lane", "list"]
                .contains(&super::super::super::words::singular(&name).as_str())
                .then(|| {
                    all.iter()
                        .position(|f| choice(f) && pattern!(r"^(column|status|stage)$").is_match(&f.label))
                })
                .flatten()
        })?;
    all.get_mut(at)
}

pub(super) fn split_options(text: &str) -> Vec<String> {
    let text = pattern!(r",?\s+(?:and|or)\s+").replace(text, ",");
    text.split([',', ';', '/'])
        .map(phrases::clean_option)
        .filter(|option| !option.is_empty() && option.split(' ').count() < 5)
        .map(|option| label(&option))
        .collect()
}

/// "show only Rex's when I pick him" is what filters are for.
pub(super) fn only(list: &mut Collection, clause: &str) -> Done {
    if !pattern!(r"\b(?:show|see|view|display|list|just|pick|choose|select)\b.*\bonly\b|\bonly (?:show|see|list|display|the)\b|\bjust the\b").is_match(clause) {
        return None;
    }
    let lower = clause.to_lowercase();
    let field = list.fields.iter().find(|f| match &f.kind {
        FieldKind::Choice { options } | FieldKind::Choices { options } => {
            lower.contains(&f.label.to_lowercase())
                || options.iter().any(|option| option.len() > 2 && lower.contains(&option.to_lowercase()))
        }
        _ => false,
    })?;
    let (id, shown) = (field.id.clone(), field.label.clone());
    if !list.filters.contains(&id) {
        list.filters.push(id);
    }
    Some(vec![format!("the filter “{shown}” above the list shows only what is picked")])
}

/// "organise them in folders: Work, Private": a choice by another name.
pub(super) fn sorted_into(list: &mut Collection, clause: &str, context: &Context) -> Done {
    let found = pattern!(r"^(?:let me )?(?:organi[sz]e|group|sort|arrange|file|put|categori[sz]e|classify|divide|split|label)\s+(?:[\w' -]*?\s)?(?:in|into|by|with|as)\s+([a-z][\w -]*?)\s*(?::|\(|- |like|such as)\s*(.+?)\)?$").captures(clause)?;
    let options = split_options(group(&found, 2));
    if options.len() < 2 {
        return None;
    }
    let name = super::super::super::words::singular(&fields::strip_fillers(group(&found, 1)));
    let field = fields::field(&format!("{name} ({})", options.join("; ")), context)?;
    let shown = field.label.clone();
    features::add_field(list, field);
    Some(vec![format!("a field “{shown}” ({})", options.join(", "))])
}
