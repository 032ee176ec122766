//! Fields that a description works out itself: "volume = sets × reps × weight".

use super::super::super::formula;
use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, Field, FieldKind, unused_id};
use super::super::super::words::{identifier, label};
use super::super::calculator::read_formula;
use super::super::features;
use super::super::fields::{self, Context};
use super::super::lexicon;

/// The text without what it says about working out, and what that is: names and formulas.
pub(in super::super::super) fn take(text: &str) -> (String, Vec<(String, String)>) {
    let stated = pattern!(
        r"(^|[.;,:\n]\s*|\b(?:and|with|where|plus|calculates?|compute|show)\s+)(?:the |a |an |its )?([a-z][\w ]{1,30}?)\s*(?:=|\bequals\b|(?:,? (?:which|that))? (?:is|being) (?:calculated|computed|worked out)? ?(?:as|from|by)?|\bshould be\b|\(=?)\s*((?:the )?[a-z(][\w ()%]{0,30}?(?:\s*(?:[*×÷+]| / | - |\bx\b|\btimes\b|\bmultiplied by\b|\bdivided by\b|\bplus\b|\bminus\b)\s*(?:the )?[\w (][\w ()%.]{0,24}?){1,6}?)\)?(?:\s*,?\s*(?:should|must|to) be (?:calculated|computed|worked out|shown|automatic)\b[^.;,\n]*|\s+(?:calculated|computed|automatically|worked out)\b[^.;,\n]*)?([.;,\n)]|$)"
    );
    let mut out = String::new();
    let mut rest = text;
    let mut found_all = Vec::new();
    while let Some(found) = stated.captures(rest) {
        let (Some(whole), Some(expression)) = (found.get(0), found.get(3)) else { break };
        let name = pattern!(r"^.*\b(?:where|then|so|and)\s+").replace(group(&found, 2).trim(), "");
        let name = fields::strip_fillers(&name);
        let right = pattern!(r"\bx\b").replace(expression.as_str(), "*");
        // "how I felt (great / okay)" has options.
        let listed = rest[..expression.start()].trim_end().ends_with('(')
            && !pattern!(r"[*×÷]|\b(?:times|multiplied|divided|minus|plus)\b| - | \+ ").is_match(&right);
        let begun = whole.start() + group(&found, 1).len();
        out.push_str(&rest[..begun]);
        if read_formula(&right).is_none() || name.is_empty() || listed {
            let skip = begun + group(&found, 2).len().max(1);
            out.push_str(&rest[begun..skip]);
            rest = &rest[skip..];
            continue;
        }
        found_all.push((name, right));
        out.push_str(if group(&found, 4) == ")" { "" } else { group(&found, 4) });
        rest = &rest[whole.end()..];
    }
    out.push_str(rest);
    // What is left may begin with two commas.
    let out = pattern!(r"([,;])\s*(?:and\s*)?[,;]").replace(&out, "$1");
    let out = pattern!(r",?\s+and\s*(?:the\s*)?([.;\n]|$)").replace(&out, "$1");
    (out, found_all)
}

/// Adds the fields that are worked out, and the numbers they need.
pub(in super::super::super) fn put(list: &mut Collection, stated: &[(String, String)], context: &Context) {
    for (name, right) in stated {
        let Some((text, names)) = read_formula(right) else { continue };
        let asked = pattern!(r"\s+(?:in|as) (?:%|percent|a percentage)$");
        let name =
            &if asked.is_match(name) { format!("{} %", asked.replace(name, "")) } else { name.clone() };
        let mut text = text;
        let mut kinds = Vec::new();
        for part in names {
            let dated = |f: &&Field| f.kind.is_numeric() || matches!(f.kind, FieldKind::Date);
            let id = if let Some(field) = features::find(list, &part).filter(dated) {
                kinds.push(field.kind.clone());
                match &field.kind {
                    FieldKind::Formula { formula, .. } => format!("({formula})"),
                    _ => field.id.clone(),
                }
            } else {
                let Some(mut field) = fields::field(&part, context) else { continue };
                if !field.kind.is_numeric() {
                    field.kind = FieldKind::Number { unit: String::new(), min: None, max: None };
                }
                kinds.push(field.kind.clone());
                features::add_field(list, field)
            };
            text = renamed(&text, &identifier(&part), &id);
        }
        // Days lie between two dates: "nights = check-out - check-in".
        let dates: Vec<&str> =
            list.fields.iter().filter(|f| f.kind == FieldKind::Date).map(|f| f.id.as_str()).collect();
        for found in pattern!(r"\b(\w+) - (\w+)\b").all(&text.clone()) {
            if dates.contains(&group(&found, 1)) && dates.contains(&group(&found, 2)) {
                text = text
                    .replace(group(&found, 0), &format!("days({}, {})", group(&found, 2), group(&found, 1)));
            }
        }
        if formula::parse(&text).is_none() {
            continue;
        }
        let shown = label(name.trim_end_matches([' ', '%']));
        let money = kinds.iter().find_map(|kind| match kind {
            FieldKind::Money { currency } => Some(currency.clone()),
            FieldKind::Formula { currency, .. } if !currency.is_empty() => Some(currency.clone()),
            _ => None,
        });
        let ratio = text.contains('/')
            && kinds.iter().filter(|kind| matches!(kind, FieldKind::Money { .. })).count() != 1;
        let percent = pattern!(r"%|\b(?:percent\w*|margin|rate|share)\b").is_match(name) && ratio;
        let unit = match lexicon::kind_of(&shown, &context.things) {
            _ if percent => "%".to_owned(),
            FieldKind::Number { unit, .. } if kinds.len() == 1 => unit,
            _ => String::new(),
        };
        let kind = FieldKind::Formula {
            formula: text,
            currency: money.filter(|_| !ratio).unwrap_or_default(),
            unit,
        };
        if let Some(known) = list.fields.iter_mut().find(|f| f.label.eq_ignore_ascii_case(&shown)) {
            known.kind = kind;
            known.required = false;
            continue;
        }
        let id = unused_id(&identifier(&shown), &list.fields);
        list.fields.push(Field { id, ..Field::new(shown, kind) });
    }
}

/// The formula with one name in another's place, as whole words.
fn renamed(text: &str, from: &str, to: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        out.push_str(if word == from { to } else { &word });
        word.clear();
        out.push(c);
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::take;

    #[test]
    fn formulas_are_taken_out_of_the_text() {
        let (rest, found) = take(
            "log: sets, reps, weight in kg. Volume = sets × reps × weight should be computed. Line chart of volume.",
        );
        assert_eq!(found, [("Volume".to_owned(), "sets × reps × weight".to_owned())]);
        assert!(!rest.contains('×') && rest.contains("Line chart"), "{rest}");
        let (_, found) = take("price, cost, and profit is price minus cost");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(take("a tracker for films and series, title, year").1.is_empty());
    }
}
