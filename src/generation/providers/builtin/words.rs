//! Words: plurals, spellings, typing errors, and names for labels and code.
//!
//! Knows English, not apps.

use super::pattern::pattern;

mod spelling;

pub(super) use spelling::respell;

/// What a person wrote, in the shape that the parsers look for: one line a clause is kept, quotes
/// and dashes are plain, runs of spaces are one.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '“' | '”' | '„' | '«' | '»' | '″' => '"',
            '‘' | '’' | '‚' | '`' => '\'',
            '–' | '—' | '−' => '-',
            '\t' | '\u{a0}' => ' ',
            '\r' => continue,
            other => other,
        };
        if !(c == ' ' && out.ends_with([' ', '\n'])) {
            out.push(c);
        }
    }
    quoted(&unabbreviated(out.trim()))
}

/// Points that end no sentence: "Dr. Novak", "est. minutes".
fn unabbreviated(text: &str) -> String {
    let text = pattern!(r"\b(dr|mr|mrs|ms|prof|st)\. ").replace(text, "$1.\u{a0}");
    let text = pattern!(r"\best\. ?((?-i:[a-z]))").replace(&text, "estimated $1");
    pattern!(r"\b(approx|max|min|temp|incl|excl|avg|qty|tel|addr|desc|misc|dept|nr|ca|resp|amt|ref)\. ?((?-i:[a-z(]))")
        .replace(&text, "$1 $2")
}

/// Single quotes around words are double ones; apostrophes stay.
fn quoted(text: &str) -> String {
    pattern!(r"(^|[\s(:,])'((?:[^'\n]|\w'\w){1,80}?)'($|[\s),.;:!?])").replace(text, "$1\"$2\"$3")
}

/// The words of a text in lower case, without punctuation.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '+'))
        .map(|word| word.trim_matches('\'').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The singular of an English noun; the last word of several.
pub(super) fn singular(noun: &str) -> String {
    let (head, last) = split_last(noun);
    let lower = last.to_lowercase();
    let irregular = IRREGULAR.iter().find(|(_, many)| *many == lower).map(|(one, _)| (*one).to_owned());
    let one = irregular.unwrap_or_else(|| {
        let stem = |cut: usize, ending: &str| format!("{}{ending}", &last[..last.len() - cut]);
        if UNCOUNTED.contains(&lower.as_str()) || lower.len() < 4 || !lower.ends_with('s') {
            last.to_owned()
        } else if lower.ends_with("ies") && lower.len() > 4 {
            if ["movies", "cookies", "selfies", "calories", "ties"].contains(&lower.as_str()) {
                stem(1, "")
            } else {
                stem(3, "y")
            }
        } else if ["ches", "shes", "sses", "xes", "zzes", "oes"].iter().any(|end| lower.ends_with(end))
            && lower != "shoes"
        {
            stem(2, "")
        } else if ["ss", "us", "is"].iter().any(|end| lower.ends_with(end)) {
            last.to_owned()
        } else {
            stem(1, "")
        }
    });
    format!("{head}{one}")
}

/// The plural of an English noun in the singular; the last word of several.
pub(super) fn plural(noun: &str) -> String {
    let (head, last) = split_last(noun);
    let lower = last.to_lowercase();
    let many = if let Some((_, many)) = IRREGULAR.iter().find(|(one, _)| *one == lower) {
        (*many).to_owned()
    } else if UNCOUNTED.contains(&lower.as_str()) {
        last.to_owned()
    } else if lower.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|end| lower.ends_with(end)) {
        format!("{}ies", &last[..last.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| lower.ends_with(end)) {
        format!("{last}es")
    } else {
        format!("{last}s")
    };
    format!("{head}{many}")
}

const IRREGULAR: &[(&str, &str)] = &[
    ("person", "people"),
    ("child", "children"),
    ("man", "men"),
    ("woman", "women"),
    ("mouse", "mice"),
    ("goose", "geese"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("leaf", "leaves"),
    ("knife", "knives"),
    ("shelf", "shelves"),
    ("wolf", "wolves"),
    ("wife", "wives"),
    ("life", "lives"),
    ("loaf", "loaves"),
    ("index", "indices"),
    ("quiz", "quizzes"),
    ("bus", "buses"),
    ("box", "boxes"),
    ("status", "statuses"),
    ("campus", "campuses"),
    ("virus", "viruses"),
    ("bonus", "bonuses"),
    ("cactus", "cacti"),
    ("house", "houses"),
    ("horse", "horses"),
    ("course", "courses"),
    ("purchase", "purchases"),
    ("expense", "expenses"),
    ("exercise", "exercises"),
    ("case", "cases"),
    ("race", "races"),
    ("cheese", "cheeses"),
    ("response", "responses"),
    ("lens", "lenses"),
    ("analysis", "analyses"),
];

const UNCOUNTED: &[&str] = &[
    "fish",
    "sheep",
    "deer",
    "series",
    "species",
    "news",
    "software",
    "equipment",
    "furniture",
    "homework",
    "laundry",
    "water",
    "sleep",
    "money",
    "music",
    "weather",
    "stock",
    "inventory",
    "clothes",
    "jeans",
    "shorts",
    "physics",
    "maths",
    "sales",
    "diabetes",
    "fitness",
    "progress",
    "access",
    "gas",
    "plus",
    "vinyl",
    "wine",
    "coffee",
    "beer",
    "tea",
    "yoga",
    "this",
    "its",
    "his",
    "yes",
];

fn split_last(noun: &str) -> (&str, &str) {
    noun.rfind(' ').map_or(("", noun), |at| noun.split_at(at + 1))
}

/// Words that stay as they are inside a label.
const SHOUTED: &[&str] = &[
    "sku", "id", "url", "rsvp", "vat", "isbn", "bmi", "faq", "kpi", "vin", "gps", "iban", "eta", "mpg",
    "rpm", "uv", "abv", "ibu", "usd", "eur", "gbp", "dob", "gpa", "roi", "hr", "bpm", "diy", "tv", "dvd",
    "cd", "pb", "ph", "crm", "hiit", "gst", "pin", "nps", "q1", "q2", "q3", "q4", "rpe", "ph",
];

/// A label: the first letter large, abbreviations in capitals, the person's own capitals kept.
pub(super) fn label(text: &str) -> String {
    let text = text.trim().trim_matches(['"', '.', ',', ':', ';', '!']).trim();
    let mut out = String::with_capacity(text.len());
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let lower = word.to_lowercase();
        if lower == "ph" {
            out.push_str("pH");
        } else if SHOUTED.contains(&lower.as_str()) {
            out.push_str(&lower.to_uppercase());
        } else if at == 0 {
            out.push_str(&capitalised(word));
        } else {
            out.push_str(word);
        }
    }
    out
}

/// The text with its first letter large.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A title: every word that matters begins large.
pub(super) fn title_case(text: &str) -> String {
    const SMALL: &[&str] =
        &["a", "an", "and", "the", "of", "for", "in", "on", "to", "with", "at", "by", "or"];
    text.split_whitespace()
        .enumerate()
        .map(|(at, word)| {
            let lower = word.to_lowercase();
            if SHOUTED.contains(&lower.as_str()) {
                lower.to_uppercase()
            } else if at > 0 && SMALL.contains(&lower.as_str()) {
                lower
            } else {
                capitalised(word)
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// An identifier in lower camel case, never a reserved word nor a name that items have anyway.
pub(super) fn identifier(text: &str) -> String {
    const TAKEN: &[&str] = &[
        "id",
        "createdAt",
        "class",
        "default",
        "new",
        "delete",
        "function",
        "return",
        "for",
        "if",
        "in",
        "do",
        "case",
        "enum",
        "export",
        "import",
        "package",
        "private",
        "public",
        "static",
        "switch",
        "this",
        "try",
        "type",
        "var",
        "void",
        "while",
        "with",
        "yield",
        "item",
        "key",
        "let",
        "const",
        "catch",
        "constructor",
        "favourite",
        "pinned",
        "archived",
        "votes",
        "ticks",
        "order",
        "true",
        "false",
        "null",
        "undefined",
        "name",
        "Math",
        "null",
        "interface",
        "throw",
        "super",
        "extends",
        "else",
        "break",
        "continue",
        "typeof",
        "await",
        "async",
        "eval",
        "arguments",
        "NaN",
        "Infinity",
    ];
    let mut out = String::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        out.push_str(&if out.is_empty() { lower } else { capitalised(&lower) });
    }
    if out.is_empty() {
        // Other scripts have no letters that every tool takes in an identifier.
        let sum = text.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
        return format!("field{}", sum % 10_000);
    }
    if out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(0, 'n');
    }
    if TAKEN.contains(&out.as_str()) && out != "name" {
        out.push_str("Value");
    }
    out
}

/// A name for addresses and keys: `daily-dozen`.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "app".to_owned() } else { out.to_owned() }
}

/// Whether two words are the same but for case, plural, or one typing error in a longer word.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    if a == b || singular(&a) == singular(&b) {
        return true;
    }
    // "Period 1" and "period 7" are not one word spelt twice.
    let numbered = a.chars().chain(b.chars()).any(|c| c.is_ascii_digit());
    !numbered && a.len() > 4 && b.len() > 4 && distance_at_most_one(&a, &b)
}

fn distance_at_most_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (ra, rb) = (&a[start..], &b[start..]);
    let end = ra.iter().rev().zip(rb.iter().rev()).take_while(|(x, y)| x == y).count();
    let (ma, mb) = (&ra[..ra.len() - end], &rb[..rb.len() - end]);
    let swapped = ma.len() == 2 && mb.len() == 2 && ma[0] == mb[1] && ma[1] == mb[0];
    swapped || (ma.len() <= 1 && mb.len() <= 1)
}

/// The number that a text begins with, and what follows it: digits with separators, or a word.
pub(super) fn leading_number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim_start();
    let text = text.strip_prefix(['€', '$', '£', '¥', '₹']).unwrap_or(text);
    let end = text
        .char_indices()
        .find(|(at, c)| {
            !(c.is_ascii_digit()
                || (matches!(c, '.' | ',') && text[at + 1..].starts_with(|d: char| d.is_ascii_digit())))
        })
        .map_or(text.len(), |(at, _)| at);
    if end > 0 && text.starts_with(|c: char| c.is_ascii_digit()) {
        let (number, rest) = text.split_at(end);
        let (number, rest) = match rest.strip_prefix(['k', 'K']) {
            Some(more) if !more.starts_with(char::is_alphabetic) => (digits(number)? * 1000.0, more),
            _ => (digits(number)?, rest),
        };
        return Some((number, rest));
    }
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let value = NUMBERS.iter().position(|name| *name == word.to_lowercase())?;
    Some((NUMBER_VALUES[value], rest))
}

fn digits(text: &str) -> Option<f64> {
    // A comma before exactly three digits groups thousands; otherwise it is a decimal comma.
    let grouped = text.split(',').skip(1).all(|group| group.split('.').next().is_some_and(|g| g.len() == 3));
    if grouped { text.replace(',', "").parse().ok() } else { text.replace(',', ".").parse().ok() }
}

const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "hundred",
];

const NUMBER_VALUES: &[f64] = &[
    1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 15.0, 20.0, 30.0, 40.0, 50.0, 60.0, 100.0,
];

/// A number as a person would write it: `8`, `2.5`.
pub(super) fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 { format!("{value:.0}") } else { format!("{value}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_go_both_ways() {
        for (one, many) in [
            ("habit", "habits"),
            ("category", "categories"),
            ("box", "boxes"),
            ("watch", "watches"),
            ("person", "people"),
            ("hero", "heros"),
            ("movie", "movies"),
            ("day", "days"),
            ("bus", "buses"),
            ("series", "series"),
            ("vinyl record", "vinyl records"),
            ("expense", "expenses"),
            ("status", "statuses"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(singular(many), one);
        }
        assert_eq!(singular("tomatoes"), "tomato");
        assert_eq!(singular("address"), "address");
    }

    #[test]
    fn numbers_at_the_start() {
        for (text, value) in [
            ("1,200 euros", 1200.0),
            ("€1500", 1500.0),
            ("2,5 kg", 2.5),
            ("8", 8.0),
            ("ten rounds", 10.0),
            ("2k", 2000.0),
        ] {
            assert_eq!(leading_number(text).map(|(n, _)| n), Some(value), "{text}");
        }
        assert_eq!(leading_number("kilos"), None);
    }

    #[test]
    fn names_for_code_and_people() {
        assert_eq!(identifier("Watering interval"), "wateringInterval");
        assert_eq!(identifier("class"), "classValue");
        assert_eq!(identifier("401k balance"), "n401kBalance");
        assert!(identifier("Größe").starts_with("gr"));
        assert!(identifier("名前").starts_with("field"));
        assert_eq!(label("sku"), "SKU");
        assert_eq!(label("table number"), "Table number");
        assert_eq!(title_case("list of the books"), "List of the Books");
        assert!(alike("prioirty", "priority") && alike("Plants", "plant") && !alike("name", "game"));
    }
}
