//! The plans of a price list: "Free, Pro and Team at $0, $12, $40".

use crate::generation::providers::builtin::pattern::{group, pattern};

/// One plan.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Plan {
    pub(in super::super) name: String,
    /// As it is shown; empty where the words name none.
    pub(in super::super) price: String,
    /// "/ month"; empty where there is none.
    pub(in super::super) period: String,
}

/// The plans that a text names, in order.
pub(in super::super) fn plans(text: &str) -> Vec<Plan> {
    let head = pattern!(
        r"\b(?:plans?|tiers?|pricing|packages|memberships|subscriptions?)\b(?: (?:page|table|section))?(?: with)?(?: plans?| tiers?)?\s*(?::|-|\(|,|named|called|with)?\s*((?-i:[A-Z]).*)$"
    );
    let Some(found) = pattern!(r"[.\n]\s")
        .replace(text, "\n")
        .lines()
        .find_map(|line| head.captures(line).map(|found| group(&found, 1).to_owned()))
    else {
        return Vec::new();
    };
    let listed = pattern!(r"\s+(?:with|including|plus) (?:an?|the|monthly|yearly)\b.*$|,\s*(?:and )?(?:an?|the) .*$|,? (?:comparison|faqs?|testimonials?|newsletter)\b.*$").replace(&found, "");
    if !pattern!(r"\d|\bfree\b|,| and ").is_match(&listed) {
        return Vec::new();
    }
    // "A, B and C at 1, 2, 3" names first and prices afterwards.
    if let Some(found) = pattern!(
        r"^(.+?)\s+(?:at|for|costing|priced at)\s+([$€£\d][^a-z]*(?:and [$€£\d].*)?(?:(?:/| per | a )\w+)?)$"
    )
    .captures(&listed)
    {
        let names = split(group(&found, 1));
        let prices = split(group(&found, 2));
        if names.len() > 1 && prices.len() == names.len() {
            return names
                .iter()
                .zip(prices)
                .filter_map(|(name, price)| plan(&format!("{name} {price}")))
                .collect();
        }
    }
    split(&listed).iter().filter_map(|part| plan(part)).take(6).collect()
}

fn split(text: &str) -> Vec<String> {
    pattern!(r",?\s+and\s+|\s*[,;/]\s+|\s+&\s+")
        .replace(text, "\n")
        .lines()
        .map(|part| part.trim().trim_end_matches(['.', ')']).to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn plan(text: &str) -> Option<Plan> {
    let found = pattern!(r"^((?-i:[A-Z])[\w+-]*(?: (?-i:[A-Z])[\w+-]*)*)\s*[:(]?\s*(?:at |for |-\s*)?(?:([$€£]\s?[\d.,]*\d|[\d.,]*\d\s?(?:€|£|\$|euros?|dollars?|eur|usd|pounds)|\d+|free|contact (?:us|sales)|custom)(?:\s*((?:/|per|a)\s?\w+))?)?").captures(text)?;
    let price = group(&found, 2);
    let period = pattern!(r"^(?:per|a|/)\s*").replace(group(&found, 3), "/ ");
    let period = pattern!(r"\bmo$").replace(&period, "month");
    let price = match price.to_lowercase().as_str() {
        "" if group(&found, 1) == "Free" => "$0".to_owned(),
        "free" => "Free".to_owned(),
        "contact us" | "contact sales" | "custom" => "Contact us".to_owned(),
        number if number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty() => format!("${number}"),
        _ => price.to_owned(),
    };
    let usual = price.starts_with(['$', '€', '£']);
    Some(Plan {
        name: group(&found, 1).to_owned(),
        period: if period.is_empty() && usual { "/ month".to_owned() } else { period },
        price,
    })
}
