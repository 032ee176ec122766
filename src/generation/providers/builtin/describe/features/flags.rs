//! What makes a thing stand out: numbers beyond a bound, options, things not ticked, dates passed.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, Field, FieldKind, Flag, When};
use super::super::super::words::{self, alike, leading_number};
use super::super::fields::Context;

/// "highlight anyone with a score over 5", "flag what is not paid", "jobs past the date stand out".
pub(super) fn flags(list: &mut Collection, phrase: &str, _: &Context) -> bool {
    let asks = pattern!(
        r"\b(?:highlight|warn|flag|alert|mark|colou?r|emphasi[sz]e|tell|notify|badge|show|draw attention)\w*\b|\bstands? out\b|\b(?:in|goes|turns?|be|is|are|shown) (?:in )?(?:red|bold|orange)\b|\bmake\b.{1,40}\b(?:red|bold|orange)$"
    );
    if !asks.is_match(phrase) {
        return false;
    }
    let firm = pattern!(
        r"\b(?:highlight|warn|flag|alert|emphasi[sz]e|badge)\w*\b|\bstands? out\b|\b(?:in|turns?|be|is|are|shown) (?:in )?(?:red|bold|orange)\b|\bmake\b.{1,40}\b(?:red|bold|orange)$"
    );
    compared(list, phrase) || firm.is_match(phrase) && (passed(list, phrase) || state(list, phrase))
}

/// "over 5", "at least 10", "below 6.5".
fn compared(list: &mut Collection, phrase: &str) -> bool {
    let found = pattern!(
        r"^(.*?)\b(?:is |are |goes |go |falls? |drops? |gets? |rises? |of )?(over|above|more than|greater than|higher than|exceeds?|exceeding|beyond|bigger than|longer than|at least|or more|under|below|less than|fewer than|lower than|shorter than|at most|only|just|>=|<=|>|<)\s*[€$£]?(\d[\d.,]*)\s*(%|[a-z]+)?(.*)$"
    )
    .captures(phrase);
    let Some(found) = found else { return false };
    let when = match group(&found, 2).to_lowercase().as_str() {
        "at least" | ">=" => When::AtLeast,
        "at most" | "<=" | "only" | "just" => When::AtMost,
        "under" | "below" | "less than" | "fewer than" | "lower than" | "shorter than" | "<" => When::Under,
        _ => When::Over,
    };
    let Some((value, _)) = leading_number(group(&found, 3).trim_end_matches(['.', ','])) else {
        return false;
    };
    // "less than 7 days away" is about a date.
    let days = pattern!(r"^(?:days?|weeks?|months?)$").is_match(group(&found, 4));
    let counted = |f: &Field| matches!(&f.kind, FieldKind::Number { unit, .. } | FieldKind::Formula { unit, .. } if unit == "days");
    if days && !list.fields.iter().any(counted) {
        return false;
    }
    let around = format!("{} {} {}", group(&found, 1), group(&found, 4), group(&found, 5));
    let numeric = |f: &&Field| f.kind.is_numeric();
    let measured = |f: &&Field| matches!(&f.kind, FieldKind::Number { unit, .. } if !unit.is_empty());
    let alone = |all: Vec<&'_ Field>| if all.len() == 1 { all.first().map(|f| f.id.clone()) } else { None };
    let found_id = mentioned(list, &around, &numeric).map(|f| f.id.clone());
    // "readings above 300": the only number, or the only one with a unit.
    let found_id = found_id
        .or_else(|| alone(list.fields.iter().filter(numeric).collect()))
        .or_else(|| alone(list.fields.iter().filter(measured).collect()));
    let Some(field) = found_id else { return false };
    let flag = Flag { field: field.clone(), when, value: words::number(value) };
    push(list, flag);
    // "below 6.5 or above 7.5"
    let other = pattern!(
        r"\bor (over|above|more than|higher than|under|below|less than|lower than) [€$£]?(\d[\d.,]*)"
    )
    .captures(group(&found, 5))
    .and_then(|other| {
        let high = pattern!(r"over|above|more|higher").is_match(group(&other, 1));
        let (value, _) = leading_number(group(&other, 2).trim_end_matches(['.', ',']))?;
        Some(Flag { field, when: if high { When::Over } else { When::Under }, value: words::number(value) })
    });
    if let Some(other) = other {
        push(list, other);
    }
    true
}

/// The field whose name stands in the words, the longest name first.
fn mentioned<'l>(
    list: &'l Collection,
    words_around: &str,
    test: &dyn Fn(&&Field) -> bool,
) -> Option<&'l Field> {
    let said = words::words(words_around);
    let part = |f: &Field| {
        let own = words::words(&f.label);
        let count = own.iter().filter(|word| said.iter().any(|other| alike(word, other))).count();
        (count, count == own.len())
    };
    list.fields
        .iter()
        .filter(test)
        .filter(|f| part(f).0 > 0)
        .max_by_key(|f| (part(f).0, part(f).1))
        .or_else(|| {
            // A unit may stand for the field: "over 50 kg".
            list.fields.iter().filter(test).find(|f| {
                matches!(&f.kind, FieldKind::Number { unit, .. } if !unit.is_empty() && said.iter().any(|word| super::super::lexicon::unit(word) == Some(unit)))
            })
        })
}

/// "jobs past the promised date stand out".
fn passed(list: &mut Collection, phrase: &str) -> bool {
    if !pattern!(r"\b(?:past|passed|overdue|late|expired|missed|too old|gone by)\b").is_match(phrase) {
        return false;
    }
    let date = |f: &&Field| matches!(f.kind, FieldKind::Date);
    let id = mentioned(list, phrase, &date).or_else(|| list.fields.iter().find(date)).map(|f| f.id.clone());
    let Some(id) = id else { return false };
    list.extras.deadline = Some(id);
    true
}

/// "flag unpaid ones", "highlight urgent tasks", "where the queen was not seen".
fn state(list: &mut Collection, phrase: &str) -> bool {
    let Some((field, value, not)) = condition(list, phrase) else { return false };
    let when = if not { When::IsNot } else { When::Is };
    push(list, Flag { field, when, value });
    true
}

fn push(list: &mut Collection, flag: Flag) {
    list.extras.flags.retain(|known| {
        known.field != flag.field
            || known.when != flag.when
            || known.value != flag.value && matches!(flag.when, When::Is | When::IsNot)
    });
    list.extras.flags.push(flag);
}

/// The state that words speak of: a field, its value, and whether it is to be another one.
pub(super) fn condition(list: &Collection, phrase: &str) -> Option<(String, String, bool)> {
    let lower = phrase.to_lowercase();
    let said = words::words(&lower);
    let denied = pattern!(
        r"\b(?:not|isn't|aren't|wasn't|weren't|hasn't|haven't|didn't|no|without|missing|yet to|left to|still to|to be|remaining|outstanding|never)\b"
    )
    .is_match(&lower);
    let mut options: Vec<(&Field, &String)> = Vec::new();
    for field in &list.fields {
        if let FieldKind::Choice { options: own } | FieldKind::Choices { options: own } = &field.kind {
            options.extend(own.iter().map(|option| (field, option)));
        }
    }
    // The longest option first, so that "not started" is not "started".
    options.sort_by_key(|(_, option)| std::cmp::Reverse(option.len()));
    for (field, option) in options {
        let name = option.to_lowercase();
        let whole = words::words(&name);
        let there = !whole.is_empty()
            && said.windows(whole.len()).any(|part| part.iter().zip(&whole).all(|(a, b)| same_word(a, b)));
        if there {
            let own_not = name.contains("not");
            return Some((field.id.clone(), option.clone(), denied && !own_not));
        }
    }
    for field in list.fields.iter().filter(|f| matches!(f.kind, FieldKind::Checkbox)) {
        let own: Vec<String> = words::words(&field.label)
            .into_iter()
            .filter(|word| !["is", "been", "was", "the", "this", "a", "month", "it"].contains(&word.as_str()))
            .collect();
        let negated = |word: &String| said.iter().any(|other| *other == format!("un{word}"));
        if own.iter().any(negated) {
            return Some((field.id.clone(), "true".to_owned(), true));
        }
        if !own.is_empty() && own.iter().all(|word| said.iter().any(|other| same_word(word, other))) {
            return Some((field.id.clone(), "true".to_owned(), denied));
        }
    }
    // "who hasn't paid" means "paid for this term".
    let state = list.fields.iter().filter(|f| matches!(f.kind, FieldKind::Checkbox)).find(|f| {
        words::words(&f.label).iter().any(|word| {
            super::super::lexicon::FLAGS.contains(&word.as_str())
                && said.iter().any(|other| same_word(word, other) || *other == format!("un{word}"))
        })
    });
    if let Some(field) = state {
        let un = said.iter().any(|word| word.starts_with("un") && word.len() > 4);
        return Some((field.id.clone(), "true".to_owned(), denied || un));
    }
    let open =
        pattern!(r"\b(?:open|outstanding|unfinished|undone|to go|remaining|left|still to do|pending)\b");
    let done = list.done.as_ref().filter(|_| open.is_match(&lower));
    done.map(|done| (done.clone(), "true".to_owned(), true))
}

/// "submit" and "submitted", "expense" and "expenses", "earn" and "earned".
fn same_word(a: &str, b: &str) -> bool {
    let stem = |word: &str| {
        let word = words::singular(word);
        let word = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing")).unwrap_or(&word).to_owned();
        let mut chars: Vec<char> = word.chars().collect();
        if chars.len() > 3 && chars[chars.len() - 1] == chars[chars.len() - 2] {
            chars.pop();
        }
        let word: String = chars.into_iter().collect();
        word.trim_end_matches('e').to_owned()
    };
    alike(a, b) || a.len() > 3 && b.len() > 3 && stem(a) == stem(b)
}

#[cfg(test)]
mod tests {
    use super::same_word;

    #[test]
    fn forms_of_a_word_are_the_same() {
        for (a, b) in [("submit", "submitted"), ("expenses", "expense"), ("cook", "cooked"), ("paid", "paid")]
        {
            assert!(same_word(a, b), "{a} {b}");
        }
        assert!(!same_word("paid", "said"));
    }
}
