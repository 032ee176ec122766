//! What people say in a way of their own, in the words that the parsers look for.
//!
//! Works on whole texts and keeps everything that it does not know. It decides nothing about the
//! app: it only says the same in other words.

use super::{
    super::{
        pattern::{Pattern, group, pattern},
        words::alike,
    },
    phrases::clean_option,
};

/// The description, reworded.
pub(super) fn prepare(text: &str) -> String {
    let text = pattern!(
        r"\b(?:trello|kanban)(?:[- ](?:like|style|type|ish))?(?: (?:style|type))?\s+(?:task )?boards?\b|\btrello(?:[- ](?:like|style))?\b"
    )
    .replace(text, "kanban board");
    // "* = required" explains the stars beside the names.
    let text = pattern!(r"\(?\*\s*(?:=|:|means?|are|is|marks?)\s*(?:the )?(?:required|mandatory|compulsory|must be filled in)(?: fields?)?\)?\.?").replace(&text, " ");
    let text = pattern!(r"\bin which (i|we|you|they)\b").replace(&text, "where $1");
    let text = pattern!(
        r#"\b(?:just |only )?(?:an? )?(check ?box|tick ?box|toggle|date field|number field|text field) (?:called |named |for |labelled )?"([^"]+)"(?: (?:is|would be|will be) (?:fine|enough|ok|okay|good)| will do)?"#
    )
    .replace(&text, "$2 $1");
    let text = pattern!(r"\bto do (list|app|manager|tracker)\b").replace(&dropdowns(&text), "to-do $1");
    each_total(&shown(&named_people(&listed_names(&columns(&arrows(&text))))))
}

/// "tiles for total visitors", "bars of sales by region", "revenue per month as a line": in the
/// words that figures and charts are looked for by.
fn shown(text: &str) -> String {
    let text = pattern!(
        r"\b(?:tiles?|cards?|boxes|counters?|widgets?|stats) (?:for|showing|with|of) (?:the )?(total|average|number|sum|count|highest|lowest|overall)\b"
    )
    .replace(text, "$1");
    let text = pattern!(
        r"(^|[,.;:]\s*|\band |\bwith )(?:an? |the )?(?:stacked |grouped )?(bar|line|pie|donut)s? (?:of|showing) "
    )
    .replace(&text, "${1}$2 chart of ");
    let drawn = pattern!(
        r"([,;.:]\s*|\band )([a-z][\w -]{2,40}?) as (?:an? )?(line|bar|pie|donut)s?(?: charts?| graphs?)?\b"
    );
    let talk = pattern!(r"\b(?:show\w*|with|dashboard|want|need|see|app|make|turn|charts?|display\w*)\b");
    let text = drawn.all(&text).iter().filter(|found| !talk.is_match(group(found, 2))).fold(
        text.clone(),
        |text, found| {
            let said = format!("{}{} chart of {}", group(found, 1), group(found, 3), group(found, 2));
            text.replacen(group(found, 0), &said, 1)
        },
    );
    // "Totals: hours this week, amount this month" are two.
    let listed = pattern!(r"\b(total|sum|average)s?:\s*([^.;\n:()]+)([.;\n]|$)");
    let mut out = text.clone();
    for found in listed.all(&text) {
        let names = pattern!(r",? and ").replace(group(&found, 2), ", ");
        let all: Vec<String> = names
            .split(", ")
            .map(|name| format!("{} {}", group(&found, 1).to_lowercase(), name.trim()))
            .collect();
        out = out.replacen(group(&found, 0), &format!("{}{}", all.join(", "), group(&found, 3)), 1);
    }
    out
}

/// "How many are open?" wants to be shown how many.
pub(super) fn questions(text: &str) -> String {
    let text = &pattern!(r"(^|[.!?\n]\s+)(?:and )?(?:who|which \w+) (?:has|have|had|did|got|scored|sold|made|is|gets) (?:the )?(?:most|highest|best) ([^?.!\n]*)\?")
        .replace(text, "${1}show the highest $2.");
    let text = pattern!(r",? ?\betc\b\.?").replace(text, "");
    let asked = pattern!(r"(^|[.!?\n]\s+)(?:and |so |also )?(how many|how much) ([^?.!\n]*)\?");
    let mut out = text.clone();
    for found in asked.all(&text) {
        let rest = pattern!(r"\s+(?:do|does|did|have|are) (?:we|i|you|they|there)(?: have| own| got| need| in (?:total|all))?$").replace(group(&found, 3), "");
        // "how many sopranos, altos and basses" asks three times.
        let names = pattern!(r"\s*,\s*(?:and |or )?|\s+(?:and|or)\s+").replace(&rest, ",");
        let names: Vec<&str> = names.split(',').collect();
        let several = names.len() > 1 && names.iter().all(|name| !name.contains(' '));
        let word = group(&found, 2);
        let said = if several {
            names.iter().map(|name| format!("show {word} {name}")).collect::<Vec<_>>().join(", ")
        } else {
            format!("show {word} {}", group(&found, 3))
        };
        out = out.replacen(group(&found, 0), &format!("{}{said}.", group(&found, 1)), 1);
    }
    out
}

/// "a dropdown “how did you hear of us” with friends, ads" is a field with options.
pub(in super::super) fn dropdowns(text: &str) -> String {
    let found = pattern!(
        r#"\b(?:an? )?(?:dropdown|drop-down|select(?: box| field)?|choice|pick ?list|selection)(?: field| list| question)?(?: called| named| for| asking)?:? "([^"]+)",? (?:with|of|from|:|offering)(?: the)?(?: options?| choices)?:? ([^.;\n]+)"#
    )
        .captures(text);
    let Some(found) = found else { return text.to_owned() };
    let options = pattern!(r",?\s+(?:and|or)\s+|\s*[,/]\s*").replace(group(&found, 2).trim(), "/");
    text.replacen(group(&found, 0), &format!("{} ({options})", group(&found, 1)), 1)
}

/// "totals for rent and for deposits" are two totals.
fn each_total(text: &str) -> String {
    let listed = pattern!(
        r"\b(?:the )?(totals?|sums?|averages?|(?:line |bar |pie |donut )?(?:charts|graphs)) (?:for|of) (?:the )?([\w-]+(?: [\w-]+)?(?:, (?:the )?[\w-]+(?: [\w-]+)?)*),? and (?:for |of )?(?:the )?([\w-]+(?: [\w-]+)?)"
    );
    let mut out = text.to_owned();
    for found in listed.all(text) {
        let word = group(&found, 1).to_lowercase();
        let word = word.trim_end_matches('s');
        let names = format!("{}, {}", group(&found, 2), group(&found, 3));
        if pattern!(r"\b(?:i|we|a|an|show|chart|the|by|per|also)\b").is_match(&names) {
            continue;
        }
        let all: Vec<String> =
            names.split(", ").map(|name| format!("{word} {}", name.trim_start_matches("the "))).collect();
        out = out.replacen(group(&found, 0), &all.join(", "), 1);
    }
    out
}

/// "Applied → Phone screen → Hired" lists what follows each other.
fn arrows(text: &str) -> String {
    let chain = pattern!(r"\w[^,;.=\n]*(?:->|→|⟶|➔|➜)[^,;.=\n]*(?:->|→|⟶|➔|➜)");
    if !chain.is_match(text) {
        return text.to_owned();
    }
    let text = pattern!(r"\s*(?:→|->|⟶|➔|➜)\s*").replace(text, ", ");
    // Columns that are only shown, in brackets or after a colon, are said to be columns.
    pattern!(r"\b(boards?|pipeline|kanban|workflow)\s*(?:\(([^()\n]+)\)|:\s*([^().\n]+?)(\.|\n|$))")
        .replace(&text, "$1 with columns: $2$3. ")
}

/// "my two kids, Noah and Ella" names a choice.
fn listed_names(text: &str) -> String {
    pattern!(
        r"\b((?:my|our|the|her|his|their) (?:two|three|four|five|six|\d )?\s?[a-z]+s|(?:two|three|four|five|six|\d) [a-z]+s|(?:my|our|the) children),\s+((?-i:[A-Z])[\w'-]*(?:(?:, | and |, and | & )(?-i:[A-Z])[\w'-]*){1,8})\s*([.;,\n]|$)"
    )
    .replace(text, "$1: $2$3")
}

/// Stages that a board's columns are usually called.
fn is_stage(name: &str) -> bool {
    let stage: &Pattern = pattern!(
        r"^(to[- ]?do|doing|done|backlog|in[- ]progress|(?:in |under )?review|blocked|ideas?|wip|testing|qa|ready|waiting|planned|icebox|next(?: up)?|later|now|this week|today|shipped|live|started|not started|finished|completed?|drafts?|drafting|writing|editing|edited|published|scheduled|inbox|archived?|new|open|closed|won|lost|leads?|on hold|approved|cooking|delivered|ordered|booked|quoted)$"
    );
    stage.is_match(name)
}

/// "a board for our sprint: To do, Doing, Done" lists its columns without saying so.
fn columns(text: &str) -> String {
    let found = pattern!(
        r"^((?:[^.:(\n]*?)\b(?:kanban|board)\b[^.:(\n]*?)(?::|\bwith\b|\(| - )\s*([^.;:()\n]+?)(\)|[.;\n]|\bwhere\b|$)"
    )
    .captures(text);
    let Some(found) = found else { return text.to_owned() };
    let listed = pattern!(r",?\s+(?:and|then|to)\s+|\s*(?:->|→|>|/)\s*").replace(group(&found, 2), ", ");
    let names: Vec<String> = listed.split(',').map(clean_option).filter(|name| !name.is_empty()).collect();
    let stages = names.iter().filter(|name| is_stage(name)).count();
    let said = pattern!(r"\b(columns?|lanes?|stages?|lists?)\b").is_match(group(&found, 0));
    if said || names.len() < 2 || stages < 2 || stages * 2 < names.len() {
        return text.to_owned();
    }
    let rest = &text[group(&found, 0).len()..];
    let end = if group(&found, 3) == ")" { "" } else { group(&found, 3) };
    format!("{} with columns ({}){end}{rest}", group(&found, 1).trim_end(), names.join("; "))
}

/// "pets: Rex and Mimi" and "3 flatmates (Ana, Bo, Cy)" are choices between names.
fn named_people(text: &str) -> String {
    const HEADS: &str = "fields|columns|features|questions|sections|inputs|requirements|details|items|details|pages|tabs|views|examples|notes|cards|lists|lanes|stages|answers|words|results|outputs|units";
    let listed = pattern!(
        r"\b([a-z]+s|people|children|team|staff|family)\s*(?:(:|\bare\b)\s*|\()((?-i:[A-Z])[\w'-]*(?:(?:, ?| and |, and | & )(?-i:[A-Z])[\w'-]*){1,8})(\)|[.;,\n]|$)"
    );
    let mut out = text.to_owned();
    for found in listed.all(text) {
        let head = group(&found, 1).to_lowercase();
        let names: Vec<String> = pattern!(r",? (?:and|&) ")
            .replace(group(&found, 3), ",")
            .split(',')
            .map(clean_option)
            .filter(|name| !name.is_empty())
            .collect();
        let heading = HEADS.split('|').any(|known| known == head) || is_stage(&names[0]);
        let bracketed = group(&found, 2).is_empty();
        if heading || names.len() < 2 || bracketed && group(&found, 4) != ")" {
            continue;
        }
        // "Fields for guests: Name, Email" lists fields, not people.
        if names.iter().any(|name| is_attribute(name)) {
            continue;
        }
        let end = if bracketed { "" } else { group(&found, 4) };
        let after = if end.is_empty() && !bracketed { "" } else { end };
        out =
            out.replacen(group(&found, 0), &format!("{} ({}){after}", group(&found, 1), names.join("; ")), 1);
    }
    out
}

fn is_attribute(name: &str) -> bool {
    [
        "name",
        "email",
        "phone",
        "date",
        "title",
        "notes",
        "price",
        "status",
        "category",
        "type",
        "age",
        "time",
        "amount",
        "address",
        "description",
        "quantity",
        "author",
        "rating",
        "company",
        "tags",
        "priority",
    ]
    .iter()
    .any(|known| alike(known, name))
}

/// "Name and phone are required": the names, and the text without the sentence.
pub(super) fn required(text: &str) -> (String, Vec<String>) {
    let found = pattern!(r"(^|[.!\n;]\s*)((?:the )?[a-z][\w ,&'-]{1,80}?) (?:is|are|should be|must be|have to be|has to be) (?:all |both )?(?:required|mandatory|compulsory|obligatory)(?: fields)?(?:[.!;\n]|$)").captures(text);
    let Some(found) = found else { return (text.to_owned(), Vec::new()) };
    if pattern!(r"^(?:all|every|everything|each)\b").is_match(group(&found, 2)) {
        return (text.to_owned(), Vec::new());
    }
    let names = pattern!(r",? (?:and|&) ").replace(group(&found, 2), ",");
    let names =
        names.split(',').map(|name| clean_option(name.trim())).filter(|name| !name.is_empty()).collect();
    (text.replacen(group(&found, 0), group(&found, 1), 1), names)
}

/// "things like feeding, walks and grooming": what an entry's bare "type" can be, and the text
/// without it.
pub(super) fn examples(text: &str) -> (String, Vec<String>) {
    let found = pattern!(
        r"(^|[.!\n]\s*)(?:things|activities|stuff|entries|events|tasks|for things|for activities) (?:like|such as|e\.g\.,?|include|are)\s+([^.;:()\n]+)[.;\n]"
    )
    .captures(text);
    let Some(found) = found else { return (text.to_owned(), Vec::new()) };
    let listed = pattern!(r",?\s+(?:and|or)\s+").replace(group(&found, 2), ",");
    let names: Vec<String> = listed
        .split(',')
        .map(clean_option)
        .filter(|name| !name.is_empty() && name.split(' ').count() < 4)
        .map(|name| super::super::words::label(&name))
        .collect();
    let bare = pattern!(r"\b(?:type|kind|activity|category)\b\s*(?:[,.;\n]|and\b|$)").is_match(text);
    if names.len() < 2 || !bare {
        return (text.to_owned(), Vec::new());
    }
    (text.replacen(group(&found, 0), group(&found, 1), 1), names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boards_list_columns_without_the_word() {
        for (text, expected) in [
            (
                "Trello-like board for our sprint: To Do, Doing, Blocked, Done. Each card: title",
                "kanban board for our sprint with columns (To Do; Doing; Blocked; Done). Each card: title",
            ),
            ("kanban (ideas, writing, published)", "kanban with columns (ideas; writing; published)"),
            ("a board game list: title, players", "a board game list: title, players"),
            ("kanban board with columns Ideas and Done", "kanban board with columns Ideas and Done"),
        ] {
            assert_eq!(prepare(text), expected);
        }
    }

    #[test]
    fn names_of_people_are_a_choice() {
        for (text, expected) in [
            ("pets: Rex and Mimi. more", "pets (Rex; Mimi). more"),
            ("for 3 flatmates (Ana, Bo, Cy): what", "for 3 flatmates (Ana; Bo; Cy): what"),
            ("guests: Name, Email", "guests: Name, Email"),
            ("Fields: Alpha, Beta", "Fields: Alpha, Beta"),
        ] {
            assert_eq!(prepare(text), expected);
        }
    }
}
