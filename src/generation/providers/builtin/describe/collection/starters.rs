//! Things that a list begins with because the description names them.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, FieldKind};
use super::super::super::words::{self, alike, label};
use super::super::{lexicon, phrases};

/// "daily habits: meditate, read 20 pages": the text without the names, and the names.
pub(super) fn taken(text: &str) -> (String, Vec<String>) {
    let listed = pattern!(
        r"\b((?:habits?|routines?|rituals?)(?: (?:tracker|list|app))?)\s*(?::|\((?:e\.g\.,? |like )?| like | such as | are | called | named | - )\s*([^.;:()\n]+)(\)|[.;\n]|$)|\b((?:pre-?fill(?:ed)?|populate|seed|start|begin)(?:s|ed)? (?:it |the list |the app |off )?with)\s*:?\s+([^.;:()\n]+)(\)|[.;\n]|$)"
    );
    let Some(found) = listed.captures(text) else { return (text.to_owned(), Vec::new()) };
    let habits = !group(&found, 1).is_empty();
    let names = names(group(&found, if habits { 2 } else { 5 }));
    let kept = format!("{}{}", group(&found, 1), group(&found, if habits { 3 } else { 6 }));
    let named = names.len() > 1 && names.iter().all(|name| is_name(name));
    if !named {
        return (text.to_owned(), Vec::new());
    }
    (text.replacen(group(&found, 0), &kept, 1), names)
}

/// The names in a list of them, as they are shown.
fn names(text: &str) -> Vec<String> {
    phrases::split(&pattern!(r"\s+or\s+|\s*/\s*").replace(text, ", "))
        .iter()
        .map(|name| label(&phrases::clean_option(name)))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Whether words name a thing rather than something about it.
fn is_name(text: &str) -> bool {
    text.split(' ').count() <= 6
        && matches!(lexicon::kind_of(text, ""), FieldKind::Text | FieldKind::Number { .. } | FieldKind::LongText)
        && !pattern!(r"^(?:name|title|days?|goal|target|colou?r|icon|streaks?|notes?|frequency|description|category|reminders?|charts?|stats|statistics|history|progress)$|\b(?:streaks?|charts?|graphs?|examples?|sample|demo|filter|export|per (?:day|week)|\d+ (?:things|items|entries|tasks|questions|minutes|hours|seconds))\b|^(?:i|we|it|with|where|which|that|show|let)\b")
            .is_match(text)
}

/// "add another habit: cold shower": what is there from now on; nothing where no thing is meant.
pub(in super::super::super) fn add(list: &mut Collection, clause: &str) -> Option<Vec<String>> {
    let found = pattern!(
        r"^(?:add|include|insert|create)\s+(?:also )?(?:an? |another |one more |the |new |two more |more |some )*([a-z][a-z -]*?)\s*(?::|called|named)\s*(.+)$"
    )
    .captures(clause);
    let back = pattern!(r"^(?:add|include|insert|put)\s+(.+?)\s+(?:to|as|in|into|on)\s+(?:my |the |our |an? |another |new )*([a-z][a-z -]*?)(?: list)?$")
        .captures(clause);
    let meant = |name: &str| {
        alike(name, &list.noun.one)
            || words::words(&list.noun.one).last().is_some_and(|last| alike(last, name))
    };
    let text = found
        .filter(|found| meant(group(found, 1)))
        .map(|found| group(&found, 2).to_owned())
        .or_else(|| {
            let asks = list.extras.daily || !list.starters.is_empty();
            back.filter(|found| asks && meant(group(found, 2))).map(|found| group(&found, 1).to_owned())
        })?;
    let names: Vec<String> = names(&text).into_iter().filter(|name| is_name(name)).collect();
    if names.is_empty() {
        return None;
    }
    let said = names.join("”, “");
    for name in names {
        if !list.starters.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
            list.starters.push(name);
        }
    }
    Some(vec![format!("“{said}” is in the list")])
}

/// "delete 'no sugar'": a thing that the list began with.
pub(in super::super::super) fn removed(list: &mut Collection, name: &str) -> Option<String> {
    let name =
        pattern!(r"^(?:the |my )?(?:habit |task |entry )?(.+?)(?: habit| task| entry| from the list)?$")
            .replace(name, "$1");
    let name = name.trim_matches(['"', '\'', ' ']).to_owned();
    let at = list.starters.iter().position(|known| known.eq_ignore_ascii_case(&name))?;
    Some(format!("the list no longer begins with “{}”", list.starters.remove(at)))
}

#[cfg(test)]
mod tests {
    use super::taken;

    #[test]
    fn named_habits_are_there_from_the_beginning() {
        let (rest, names) =
            taken("Track my daily habits: meditate, read 20 pages and no sugar. I tick them.");
        assert_eq!(names, ["Meditate", "Read 20 pages", "No sugar"]);
        assert_eq!(rest, "Track my daily habits. I tick them.");
        for text in [
            "a habit tracker with streaks",
            "habits: name, goal, streak",
            "habit tracker: a weekly chart, dark",
        ] {
            assert!(taken(text).1.is_empty(), "{text}");
        }
    }
}
