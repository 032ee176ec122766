//! Lists of options that stand beside the name of what they are options of.
//!
//! `mobility: independent / assisted`, `temper - calm, nervous -` and `source: web, post or phone`
//! become `mobility (independent; assisted)` and so on, whatever the name is.

use std::fmt::Write as _;

use super::super::super::pattern::{Pattern, group, pattern};
use super::super::naming;
use super::clean_option;

/// Puts the options of named fields into brackets.
pub(super) fn bracket_named(text: &str) -> String {
    // One option: up to four words that are no clause.
    let slashed: &Pattern = pattern!(
        r"(^|[,;.\n(]\s*|\b(?:and|with|plus|an?|the)\s+)([a-z][\w'-]*(?: [\w'-]+){0,3}?)\s*(?::|\s-|=)\s+([^\s,;:.()/\n][^,;:.()/\n]{0,28}(?:\s*/\s*[^\s,;:.()/\n][^,;:.()/\n]{0,28}){1,10})\s*([,;.\n)]|$)"
    );
    let dashed: &Pattern = pattern!(
        r"([,;\n]\s*|\b(?:and|with)\s+)([a-z][\w'-]*(?: [\w'-]+){0,2}) - ([^,;:.()\n-]{1,28}(?:, ?[^,;:.()\n-]{1,28})+) -\s*([,;.\n]|$)"
    );
    let chosen: &Pattern = pattern!(
        r"([,;\n]\s*|\b(?:and|with|an?|the)\s+)([a-z][\w'-]*(?: [\w'-]+){0,4})\s*(?::|\s-|,? (?:which|that) (?:is|can be)(?: either)?| (?:is|being) either| can be| is one of)\s+((?:[^,;:.()\n]{1,28},\s*){0,9}[^,;:.()\n]{1,28}?,?\s+or\s+[^,;:.()\n]{1,28}?)\s*([,;.\n]|$)"
    );
    let bullet: &Pattern = pattern!(
        r"(^|\n)[-*•·]?\s*([a-z][\w'-]*(?: [\w'-]+){0,2}):\s*([^,;:.()\n]{1,24}(?:,\s*[^,;:.()\n]{1,24}){1,9})(\n|$)"
    );
    let mut out = text.to_owned();
    for pattern in [slashed, dashed, chosen] {
        out = bracketed(&out, pattern);
    }
    // A line of its own: "- platform: Netflix, Prime, Other".
    if out.matches('\n').count() > 1 { bracketed(&out, bullet) } else { out }
}

fn bracketed(text: &str, pattern: &Pattern) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(found) = pattern.captures(rest) {
        let (Some(whole), Some(end)) = (found.get(0), found.get(4)) else { break };
        let (before, name) = (&rest[..whole.start()], group(&found, 2));
        out.push_str(before);
        let inside = depth(&out) > 0 && !group(&found, 1).starts_with('(');
        if let Some(options) = options(name, group(&found, 3)).filter(|_| !inside) {
            let _ = write!(out, "{}{name} ({})", group(&found, 1), options.join("; "));
            rest = &rest[end.start()..];
        } else {
            // The list's own end may begin the next one.
            let skip = group(&found, 1).len() + name.len();
            out.push_str(&rest[whole.start()..whole.start() + skip]);
            rest = &rest[whole.start() + skip..];
        }
    }
    out.push_str(rest);
    out
}

fn depth(text: &str) -> usize {
    text.matches('(').count().saturating_sub(text.matches(')').count())
}

/// The options, where the name can have some and all of them are short.
fn options(name: &str, list: &str) -> Option<Vec<String>> {
    let head = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    let no_field = naming::is_head(&head)
        || pattern!(r"^(?:fields?|features?|columns?|sections?|inputs?|details?|questions?|results?|outputs?|headline|title|called|named|note|answers?|units?|app|example|want|need|shows?)$")
            .is_match(&head);
    let list = pattern!(r"\s*/\s*|,?\s+or\s+|,\s*").replace(list, ";");
    let options: Vec<String> =
        list.split(';').map(clean_option).filter(|option| !option.is_empty()).collect();
    let short = |option: &String| {
        option.split_whitespace().count() <= 4
            && !pattern!(r"^(?:i|we|you|it|show|let|with|where|when|if|so|also|please|search|filter|sort)\b|\b(?:should|must|would|need|want)\b")
                .is_match(option)
    };
    let numbers = options.iter().all(|option| option.chars().all(|c| c.is_ascii_digit()));
    (!no_field && options.len() > 1 && !numbers && options.iter().all(short)).then_some(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_beside_any_name_are_bracketed() {
        for (text, expected) in [
            (
                "allergies, mobility: independent / 1 assist / bedbound, and a checkbox",
                "allergies, mobility (independent; 1 assist; bedbound), and a checkbox",
            ),
            ("brood, temper - calm, nervous -, mites", "brood, temper (calm; nervous), mites"),
            (
                "salary, source: LinkedIn, referral or website, rating 1 to 5",
                "salary, source (LinkedIn; referral; website), rating 1 to 5",
            ),
            ("a habit tracker: name, goal or target", "a habit tracker: name, goal or target"),
            ("score: 1/2/3, notes", "score: 1/2/3, notes"),
        ] {
            assert_eq!(bracket_named(text), expected);
        }
    }
}
