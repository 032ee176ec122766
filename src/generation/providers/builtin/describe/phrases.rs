//! Sentences into the short phrases that name one thing each.
//!
//! Lists of options are bracketed first (`categories are food, rent and fun` becomes
//! `categories (food; rent; fun)`), so that the commas that remain separate fields and features.

use std::fmt::Write as _;

use super::{
    super::{
        pattern::{group, pattern},
        words::singular,
    },
    lexicon::{self, CHOICE_NOUNS},
};

mod lists;

/// The phrases of a text, sentence by sentence.
pub(in super::super) fn sentences(text: &str) -> Vec<Vec<String>> {
    let text = bracket_options(&lists::bracket_named(&rounded(&open_details(&protect(text)))));
    split_sentences(&text).into_iter().map(|sentence| split(&sentence)).collect()
}

/// Options in square brackets stand in round ones, once the outer ones are open.
fn rounded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '{' => {
                inside = true;
                out.push('(');
            }
            '}' => {
                inside = false;
                out.push(')');
            }
            ',' if inside => out.push(';'),
            other => out.push(other),
        }
    }
    out
}

/// "Reading log (author, pages)" and "wine list - grape, year" begin the details like a colon.
fn open_details(text: &str) -> String {
    let square = pattern!(r"\[([^\[\]()]*)\]").replace(text, "{$1}");
    let text = &square;
    let first_end = pattern!(r"[.!?\n]").find(text).map_or(text.len(), |(at, _)| at);
    let (first, rest) = text.split_at(first_end);
    if pattern!(r":|\b(with|where|that|including|each|has|have)\b")
        .find(first)
        .is_some_and(|(at, _)| at < pattern!(r"\(| - ").find(first).map_or(0, |(at, _)| at))
    {
        return text.to_owned();
    }
    if let Some(found) = pattern!(r"^([^:(]*\w) - ([^-]+.*)$").captures(first) {
        return format!("{}: {}{rest}", group(&found, 1), group(&found, 2));
    }
    match pattern!(r"^([^:(,;]+?)\s*\(([^()]*,[^()]*)\)(.*)$").captures(first) {
        Some(found) => format!("{}: {},{}{rest}", group(&found, 1), group(&found, 2), group(&found, 3)),
        None => text.to_owned(),
    }
}

/// Makes names whose parts would look like two phrases into one.
fn protect(text: &str) -> String {
    let mut text = text.to_owned();
    for (from, to) in [
        (r"\bdrag(ging)?[ -](and|&|n)[ -]drop(ping)?\b", "drag-drop"),
        // A question's options stand beside it.
        (r"\?\s*\(", " ("),
        // What kind of control it is says nothing of the options.
        (
            r"\((an? )?(dropdown|drop-down|drop down|select|radio( buttons?)?|choice|options?|choose( from)?|pick( one)?( of)?|one of|either)( list| menu)?(:| with| of| from) ?",
            "(",
        ),
        // "filter by department and by person" filters twice.
        (
            r"\b(filter|search|group)(s|able|ing)? ((?:\w+ )?by) ([\w'-]+(?: [\w'-]+)?) (and|or|&) by ([\w'-]+(?: [\w'-]+)?)",
            "${1} ${3} ${4} / ${6}",
        ),
        (
            r"\b(filter)(s|able|ing)? ((?:\w+ )?by) ((?:[\w'-]+(?: [\w'-]+)?, )*[\w'-]+(?: [\w'-]+)?),? (and|or|&) ([\w'-]+(?: [\w'-]+)?)(\.|;|,|\n|$)",
            "${1} ${3} ${4} / ${6}${7}",
        ),
        (r"\b(plus|\+) ?(and|&|/|or) ?(minus|-)( buttons?)?( for the \w+)?", "stepper"),
        (r"(\+1|\+) ?/ ?(-1|-) buttons?", "stepper"),
        (
            r"\bbuttons? (to|for) (increase|add)(ing)? (and|or|&) (decrease|subtract|remov)(e|ing)?\b",
            "stepper",
        ),
        (
            r"\b(quick(-add)? |shortcut |one-tap )?(add )?buttons? (for|to add|of|with) (\d+)( ?[a-z]+)?,? and (\d+)( ?[a-z]+)?\b",
            "quick-add ${5} ${7}",
        ),
        (r"\bfirst (and|&) last names?\b", "first name, last name"),
        (r"\bstart (and|&|/) end (dates?|times?)\b", "start ${2}, end ${2}"),
        (r"\bpros (and|&) cons\b", "pros, cons"),
        (r"\bdate (and|&) time\b", "date, time"),
        (r"\bcheck-?in (and|&) check-?out dates?\b", "check-in date, check-out date"),
        (r"\blight (and|&|/|or) dark (mode|theme)s?\b", "dark mode"),
        (r"\bdark (and|&|/|or) light (mode|theme)s?\b", "dark mode"),
        (r"\byes (and|or|/) no\b", "yes/no"),
        (r"\bplus[ -](one|ones|1|size)\b", "plus\u{a0}$1"),
        (r"\bterms and conditions\b", "terms\u{a0}and\u{a0}conditions"),
        (r"\bbefore (and|&) after\b", "before-after"),
        (
            r"\b(edit|add|update|create|view|read|remove|delete)(, (edit|add|update|create|view|read|remove|delete))*,? (and|or|&) (edit|delete|remove|update|read)( them| those| it)?\b",
            "edit-delete",
        ),
        (r"\bdone (and|or) (undone|not done)\b", "done"),
        (r"\bsuch as\b", "like"),
        (r"\be\.g\.,?", "like"),
        (r"\bi\.e\.,?", ":"),
        (r"\betc\.?", ""),
        (r"\bvs\.", "vs"),
        (r"\bno\. of\b", "number of"),
        (r"#\s?of\b", "number of"),
        (r"\bw/ ", "with "),
    ] {
        text = dynamic(from).replace(&text, to);
    }
    text
}

/// A pattern made from a table's row; compiled once for each row.
fn dynamic(source: &'static str) -> std::sync::Arc<super::super::pattern::Pattern> {
    use std::{
        collections::HashMap,
        sync::{Arc, LazyLock, Mutex, PoisonError},
    };
    static COMPILED: LazyLock<Mutex<HashMap<&'static str, Arc<super::super::pattern::Pattern>>>> =
        LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(
        compiled.entry(source).or_insert_with(|| Arc::new(super::super::pattern::Pattern::new(source))),
    )
}

fn split_sentences(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let chars: Vec<char> = text.chars().collect();
    let (mut depth, mut quoted) = (0_i32, false);
    for (at, c) in chars.iter().enumerate() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '"' => quoted = !quoted,
            _ => {}
        }
        let next = chars.get(at + 1).copied().unwrap_or('\n');
        let ends = *c == '\n'
            || (matches!(c, '.' | '!' | '?') && next.is_whitespace() && depth <= 0 && !quoted)
            || (*c == ';' && depth <= 0 && !quoted);
        if ends {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(*c);
        }
    }
    out.into_iter()
        .map(|s| s.trim().trim_start_matches(['-', '*', '•', '·']).trim().to_owned())
        .filter(|s| !s.is_empty())
        .collect()
}

/// Cuts a sentence at commas and at "and", outside brackets and quotes.
pub(in super::super) fn split(sentence: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let (mut depth, mut quoted) = (0_i32, false);
    let mut rest = sentence;
    while let Some(c) = rest.chars().next() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '"' => quoted = !quoted,
            _ => {}
        }
        if depth <= 0 && !quoted {
            let number = c == ','
                && out.last().is_some_and(|o| o.ends_with(|d: char| d.is_ascii_digit()))
                && rest[1..].chars().take(3).filter(char::is_ascii_digit).count() == 3;
            let joint = [
                ", and ",
                ", or ",
                ", plus ",
                " and ",
                " & ",
                " plus ",
                " as well as ",
                " along with ",
                " + ",
            ]
            .into_iter()
            .find(|joint| {
                rest.len() >= joint.len()
                    && rest.is_char_boundary(joint.len())
                    && rest[..joint.len()].eq_ignore_ascii_case(joint)
            });
            if let Some(joint) = joint {
                out.push(String::new());
                rest = &rest[joint.len()..];
                continue;
            }
            if c == ',' && !number {
                out.push(String::new());
                rest = &rest[1..];
                continue;
            }
        }
        if let Some(last) = out.last_mut() {
            last.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    out.into_iter()
        .map(|phrase| phrase.trim().trim_matches('.').to_owned())
        .filter(|phrase| !phrase.is_empty())
        .collect()
}

/// Puts the options of a choice into brackets after its name.
fn bracket_options(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((head_end, options, after)) = next_options(rest) {
        out.push_str(&rest[..head_end]);
        let _ = write!(out, " ({})", options.join("; "));
        rest = &rest[after..];
    }
    out.push_str(rest);
    out
}

/// The next list of options: where its head ends, the options, and where the text goes on.
fn next_options(text: &str) -> Option<(usize, Vec<String>, usize)> {
    for word in pattern!(r"\b[a-z]+\b").all(text) {
        let found = word.get(0)?;
        let lower = found.as_str().to_lowercase();
        let one = singular(&lower);
        if !CHOICE_NOUNS.contains(&one.as_str()) || lower == "list"
            || inside_brackets(text, found.start())
            // "Night Shift: …" is a name.
            || pattern!(r"(?-i:[A-Z])[\w']* $").is_match(&text[..found.start()]) && found.as_str().starts_with(char::is_uppercase)
        {
            continue;
        }
        let many = one != lower || lower == "status";
        let rest = &text[found.end()..];
        // "stock of a record store: artist, album": the store is whose list it is.
        if rest.trim_start().starts_with(':')
            && pattern!(r"(?i)\b(?:for|of|in|at)\s+(?:an? |the |our |my |their )?(?:[\w'-]+ ){0,2}$")
                .is_match(&text[..found.start()])
            && !text[..found.start()].contains([',', ':'])
        {
            continue;
        }
        let linked = pattern!(r"^(\s+(field|fields|dropdown|select|menu|selector|options?|choices|values|of each \w+))?\s*(:|=|\bare\b|\bshould be\b|\bwill be\b|\bcan be\b|\bcould be\b|\bis one of\b|\bis either\b|\bis\b|\blike\b|\bbeing\b|\bnamed\b|\bcalled\b|\bfrom\b|\bamong\b|\bwith (the )?(options|values|choices)\b|\bwith\b|\bof\b|\bincluding\b|- )\s*(the following:?|either|one of|options|:)?\s*")
            .captures(rest);
        // "mood from 1 to 10" is a range; "dashboard for a shop: sales, orders" names the subject.
        let subject = rest.trim_start().starts_with(':')
            && pattern!(r"^[^.:;,\n]*\b(?:app|tracker|dashboard|log|list|inventory|catalogue|database|crm|manager|planner|form|survey|diary|journal)\b[^.:;,\n]*\bfor\b[^.:;,\n]*$")
                .is_match(&text[..found.start()]);
        if subject || pattern!(r"^\s*(from|of|is)?\s*\d").is_match(rest) {
            continue;
        }
        let (skip, strong) = match &linked {
            Some(link) => {
                let connector = group(link, 3).to_lowercase();
                let weak = ["with", "of", "is", "from", "including", "called", "named"]
                    .contains(&connector.as_str());
                (group(link, 0).len(), !weak)
            }
            None if rest.starts_with(' ') && many => (1, false),
            None => continue,
        };
        let list = &rest[skip..];
        if list.starts_with('(') {
            continue;
        }
        if let Some((options, length)) = options_at(list, strong, many) {
            // "columns" of a board and "options" of a named field belong to the word before.
            return Some((found.end(), options, found.end() + skip + length));
        }
    }
    None
}

fn inside_brackets(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.matches('(').count() > before.matches(')').count() || before.matches('"').count() % 2 == 1
}

/// Options at the beginning of a text, and how long the list is.
fn options_at(list: &str, strong: bool, many: bool) -> Option<(Vec<String>, usize)> {
    const STOP: &str = r"^(a|an|the|i|my|each|every|with|where|which|that|so|for|to|show|let|also|plus|it|we|you|then|by|per|in|on|at|as|if|is|are|when|want|need|should|can|has|have|search|filter|sort|charts?|totals?|monthly|weekly|daily|due|notes?)\b";
    let end_of_sentence = pattern!(r"[.;!?\n]|\)").find(list).map_or(list.len(), |(at, _)| at);
    let list_part = &list[..end_of_sentence];
    let mut options = Vec::new();
    let mut place = 0;
    // Where the last option ended: a joint after it belongs to what follows.
    let mut end = 0;
    let mut was_joined = false;
    while place < list_part.len() {
        let rest = &list_part[place..];
        let joint = pattern!(r"(,\s*(and|or|&)\s+|\s+(and|or|&)\s+|,\s*|/)").captures(rest);
        let (length, step, is_last) = match &joint {
            Some(joint) => {
                let found = joint.get(0)?;
                let word = found.as_str().to_lowercase();
                (
                    found.start(),
                    found.end(),
                    word.contains("and") || word.contains("or") || word.contains('&'),
                )
            }
            None => (rest.len(), rest.len(), false),
        };
        let item = &rest[..length];
        // A following clause ends the item: "Fun with a budget", "Done where cards …".
        let cut = pattern!(r"\s+(with|where|which|that|so|for each|for every|and i|then|when|per|in a|as well|to (choose|pick|select))\b|:|\s-\s| \(")
            .find(item)
            .map_or(item.len(), |(start, _)| start);
        let cleaned = clean_option(&item[..cut]);
        let words = cleaned.split_whitespace().count();
        let usual = pattern!(r"^(in (progress|review|stock|use|transit|testing|repair|the)|to[ -]?(do|read|watch|buy|play|try|visit|be)|on (hold|order|loan|the)|for (later|sale|review)|by (hand|post|bus|car|train))\b").is_match(&cleaned);
        let stops = words == 0
            || words > 4
            || (!usual && (!options.is_empty() || !strong) && dynamic(STOP).is_match(&cleaned));
        if stops {
            break;
        }
        options.push(cleaned);
        place += if cut < item.len() { cut } else { length };
        end = place;
        if cut < item.len() || was_joined || joint.is_none() {
            break;
        }
        was_joined = is_last;
        let next = &list_part[place + (step - length)..];
        if next.trim().is_empty() {
            break;
        }
        place += step - length;
    }
    let enough = options.len() >= 2;
    // Without a clear sign, a list of known fields is a list of fields.
    let known = options
        .iter()
        .filter(|option| {
            !matches!(
                lexicon::kind_of(option, ""),
                super::super::spec::FieldKind::Text | super::super::spec::FieldKind::Checkbox
            )
        })
        .count();
    let detail = |option: &String| {
        pattern!(r"\b(?:name|names|email|e-mail|phone|date|address|price|number|birthday|notes)$")
            .is_match(option)
    };
    if options.iter().any(detail) {
        return None;
    }
    let plausible = strong || (known * 2 < options.len() && (many || options.len() >= 2));
    (enough && plausible).then_some((options, end.min(list_part.len())))
}

/// An option without quotes, articles and spare signs.
pub(in super::super) fn clean_option(text: &str) -> String {
    let text = text.trim().trim_matches(['"', '\'', '.', ':', ' ', '*']);
    let text = pattern!(r"^(and|or|either|a|an|the)\s+").replace(text, "");
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_bracketed() {
        for (text, expected) in [
            (
                "Categories are Food, Rent, Transport and Fun, I have a budget",
                "Categories (Food; Rent; Transport; Fun), I have a budget",
            ),
            (
                "with columns Backlog, In progress, Review and Done",
                "with columns (Backlog; In progress; Review; Done)",
            ),
            ("a cuisine dropdown: Italian, Thai, Mexican", "a cuisine (Italian; Thai; Mexican)"),
            ("kids Anna, Ben and Cleo: every chore", "kids (Anna; Ben; Cleo): every chore"),
            (
                "payment method field with cash, card and bank transfer",
                "payment method (cash; card; bank transfer)",
            ),
            ("status, notes and tags", "status, notes and tags"),
            ("category with amount, date and notes", "category with amount, date and notes"),
            (
                "categories food, rent, transport, monthly budget of 1200",
                "categories (food; rent; transport), monthly budget of 1200",
            ),
            ("priority (low, high), due date", "priority (low, high), due date"),
        ] {
            assert_eq!(bracket_options(text), expected);
        }
    }

    #[test]
    fn phrases_end_at_commas_and_joints() {
        assert_eq!(
            split("name, size (s, m, l) and price & notes"),
            ["name", "size (s, m, l)", "price", "notes"]
        );
        assert_eq!(split("a budget of 1,200 euros, notes"), ["a budget of 1,200 euros", "notes"]);
        assert_eq!(sentences("One. Two, three").len(), 2);
    }
}
