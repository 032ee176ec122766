//! Examples that look like what a screen would really show.
//!
//! Nothing is left to chance: the same words get the same examples. Names and figures are made up;
//! whoever shows them says so.

use crate::generation::providers::builtin::{
    pattern::pattern,
    reading::{self, Holds, Named},
};

use super::brief::capitalised;

mod words;

pub(super) use words::{sentence, things};

/// People for examples.
pub(super) const PEOPLE: [&str; 8] = [
    "Mina Park",
    "Alex Moreau",
    "Priya Nair",
    "Jonas Weber",
    "Sofia Lind",
    "Omar Haddad",
    "Grace Osei",
    "Leo Tanaka",
];

const COMPANIES: [&str; 6] =
    ["Northwind", "Blue Door", "Harbour & Sons", "Papertrail", "Greenfield", "Studio Nine"];
const CITIES: [&str; 6] = ["Lisbon", "Leeds", "Kyoto", "Oslo", "Ghent", "Toronto"];
const DAYS: [&str; 8] = ["12 May", "9 May", "7 May", "3 May", "28 Apr", "24 Apr", "19 Apr", "15 Apr"];

/// A number that always is the same for the same words.
pub(super) fn seed(words: &str) -> usize {
    words
        .bytes()
        .fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte.to_ascii_lowercase())))
        % 9_973
}

/// The field that words name, in a thing of this name.
pub(super) fn field(words: &str, things: &str) -> Named {
    let label = words.split(" (").next().unwrap_or(words).trim();
    let read = reading::field(words, things);
    let holds = read.map_or(Holds::Text, |field| field.holds);
    let lower = label.to_lowercase();
    let listed = words.contains('(') || words.contains(':');
    let holds = match holds {
        // What a status can be depends on what has it.
        Holds::Choice(_) if !listed && pattern!(r"^(?:status|state)$").is_match(&lower) && things != "form" => Holds::Text,
        Holds::Number(_) if pattern!(r"\b(?:card|account|insurance|passport|tax|reference|serial|policy|order|invoice|customer|tracking|registration) (?:number|no)\b").is_match(&lower) => Holds::Text,
        Holds::Text if pattern!(r"\b(?:date|day|due|check-?in|check-?out|deadline|birthday|arrival|departure)\b").is_match(&lower) && !pattern!(r"\bdays?\b.*\bof\b").is_match(&lower) => Holds::Date,
        Holds::Text if pattern!(r"\b(?:message|letter|notes?|comments?|description|bio|about|allerg\w+|feedback|requirements|what (?:did|can|do)|why|request|improve)\b").is_match(&lower) => Holds::LongText,
        Holds::Text if pattern!(r"\b(?:guests|number of|age|quantity|people|seats|amount|metres|size in|percent\w*|stock)\b").is_match(&lower) => Holds::Number(String::new()),
        Holds::Text if pattern!(r"\b(?:time|hour)s?$").is_match(&lower) => Holds::Time,
        other => other,
    };
    Named { label: capitalised(label), holds, required: false }
}

/// What a cell of a table shows.
pub(super) fn cell(field: &Named, row: usize, noun: &str, first: bool) -> String {
    let at = row + seed(&field.label) % 5;
    let lower = field.label.to_lowercase();
    match &field.holds {
        Holds::Choice(options) | Holds::Choices(options) if !options.is_empty() => {
            capitalised(&options[row % options.len()])
        }
        Holds::Money(currency) => {
            money(currency, [24.5, 128.0, 61.2, 349.0, 18.9, 87.4, 240.0][(row * 3 + 1) % 7])
        }
        Holds::Date => DAYS[row % 8].to_owned(),
        Holds::Time => ["08:30", "09:15", "10:00", "11:45", "13:20", "15:05"][row % 6].to_owned(),
        Holds::Checkbox => ["Yes", "Yes", "No"][row % 3].to_owned(),
        Holds::Rating(_) => ["5", "4", "5", "3", "4"][row % 5].to_owned(),
        Holds::Email => email(PEOPLE[row % 8]),
        Holds::Phone => format!("+44 20 7946 0{}", 101 + row * 17),
        Holds::Url => format!("example.com/{}", 101 + row),
        Holds::Tags => ["New", "Regular", "VIP"][row % 3].to_owned(),
        Holds::Number(unit) => format!("{} {unit}", measure(&lower, at)).trim().to_owned(),
        _ => text(&lower, row, noun, first),
    }
}

fn email(person: &str) -> String {
    format!("{}@example.com", person.split(' ').next().unwrap_or("name").to_lowercase())
}

fn measure(lower: &str, at: usize) -> usize {
    if pattern!(r"\byear\b").is_match(lower) {
        return 1998 + at * 3 % 26;
    }
    if pattern!(r"\b(?:stock|views|visits|downloads|steps|followers)\b").is_match(lower) {
        return 40 + at * 137 % 860;
    }
    2 + at * 5 % 17
}

/// An amount as it is written in a currency (ISO 4217).
fn money(currency: &str, amount: f64) -> String {
    match currency {
        "EUR" => format!("€{amount:.2}"),
        "GBP" => format!("£{amount:.2}"),
        "" | "USD" => format!("${amount:.2}"),
        other => format!("{amount:.2} {other}"),
    }
}

/// What a column of words holds.
fn text(lower: &str, row: usize, noun: &str, first: bool) -> String {
    let known: [(&crate::generation::providers::builtin::pattern::Pattern, &[&str]); 22] = [
        (pattern!(r"\bstatus|\bstate\b"), status_words(noun)),
        (
            pattern!(
                r"\b(?:customer|client|guest|patient|student|member|employee|user|assignee|owner|author|teacher|trainer|manager|contact|person|full name|driver|candidate|applicant|reporter|by)\b"
            ),
            &PEOPLE,
        ),
        (pattern!(r"\brole|position|job\b"), &["Admin", "Editor", "Viewer", "Editor", "Viewer", "Admin"]),
        (pattern!(r"\bcompany|organisation|supplier|brand|vendor\b"), &COMPANIES),
        (pattern!(r"\bdepartment|team\b"), &["Design", "Engineering", "Sales", "Support", "Finance"]),
        (pattern!(r"\bpriority|severity\b"), &["High", "Medium", "Low", "Medium", "Urgent"]),
        (pattern!(r"\blevel\b"), &["INFO", "WARN", "INFO", "ERROR", "DEBUG"]),
        (
            pattern!(r"\bmessage\b"),
            &[
                "Payment captured",
                "Retrying upload",
                "Session started",
                "Could not reach mail server",
                "Cache cleared",
            ],
        ),
        (
            pattern!(r"\b(?:timestamp|time|last (?:login|seen|active)|created|updated)\b"),
            &["2 min ago", "18 min ago", "1 h ago", "3 h ago", "Yesterday", "2 days ago"],
        ),
        (pattern!(r"\bip\b"), &["192.0.2.14", "192.0.2.77", "198.51.100.8", "203.0.113.20", "203.0.113.61"]),
        (
            pattern!(r"\baction\b"),
            &["Signed in", "Changed password", "Exported report", "Invited a member", "Updated billing"],
        ),
        (
            pattern!(r"\b(?:sku|code|number|id|reference|isbn|invoice)\b"),
            &["A-1041", "A-1040", "A-1039", "A-1038", "A-1037", "A-1036", "A-1035", "A-1034"],
        ),
        (pattern!(r"\broom\b"), &["Room 12", "Room 4", "Room 7", "Room 21", "Room 9"]),
        (pattern!(r"\b(?:city|location|place|warehouse|branch|address|country)\b"), &CITIES),
        (
            pattern!(r"\b(?:subject|title|task|issue)\b"),
            &[
                "Cannot reset my password",
                "Invoice shows the old address",
                "Export stops at 90 %",
                "Add a second delivery date",
                "App is slow in the morning",
            ],
        ),
        (pattern!(r"\buptime\b"), &["99.99 %", "99.95 %", "98.70 %", "100 %", "99.90 %"]),
        (pattern!(r"\b(?:duration|length)\b"), &["3:42", "4:05", "2:58", "5:16", "3:20"]),
        (pattern!(r"\bcoin|currency|ticker\b"), &["Bitcoin", "Ether", "Solana", "Cardano", "Dot"]),
        (pattern!(r"\bgrade\b"), &["A", "B+", "A-", "B", "C+"]),
        (pattern!(r"\bclass\b"), &["5a", "5b", "6a", "6c", "7b"]),
        (
            pattern!(r"\b(?:attendance|availability|occupancy|conversion|share|progress)\b"),
            &["96 %", "88 %", "92 %", "100 %", "79 %"],
        ),
        (pattern!(r"\bskills?\b"), &["First aid", "Cooking", "Driving", "Languages", "Carpentry"]),
    ];
    if let Some((_, words)) = known.iter().find(|(pattern, _)| pattern.is_match(lower)) {
        return words[row % words.len()].to_owned();
    }
    if pattern!(r"\b(?:total|price|amount|cost|fee|value|revenue|salary|balance|spent)\b").is_match(lower) {
        return money("", [48.0, 126.5, 19.9, 240.0, 75.0, 310.0][row % 6]);
    }
    if pattern!(r"\b(?:stock|quantity|count|units?|items?|visits|age|hours|qty)\b").is_match(lower) {
        return measure(lower, row).to_string();
    }
    let names = things(if first || lower == "name" { noun } else { lower });
    names
        .get(row % names.len().max(1))
        .map_or_else(|| format!("{} {}", capitalised(lower), row + 1), |name| (*name).to_owned())
}

fn status_words(noun: &str) -> &'static [&'static str] {
    let known: [(&crate::generation::providers::builtin::pattern::Pattern, &'static [&'static str]); 5] = [
        (pattern!(r"order|delivery|shipment"), &["Paid", "Shipped", "Pending", "Paid", "Refunded"]),
        (pattern!(r"invoice|bill"), &["Paid", "Overdue", "Open", "Paid", "Draft"]),
        (
            pattern!(r"service|server|device|machine"),
            &["Running", "Running", "Degraded", "Running", "Stopped"],
        ),
        (pattern!(r"user|member|customer|client"), &["Active", "Active", "Invited", "Active", "Suspended"]),
        (pattern!(r"task|ticket|issue|bug"), &["Open", "In progress", "Waiting", "Open", "Closed"]),
    ];
    known
        .iter()
        .find(|(pattern, _)| pattern.is_match(noun))
        .map_or(&["Active", "Pending", "Done", "Active", "Paused"], |(_, words)| *words)
}

/// What a figure shows, and how it has changed: value, change, whether that is good.
pub(super) fn figure(label: &str) -> (String, String, &'static str) {
    let lower = label.to_lowercase();
    let n = seed(&lower);
    let change = format!("+{}.{} %", 1 + n % 12, n % 10);
    let shown = |value: String| (value, change.clone(), "success");
    if pattern!(
        r"\b(?:churn|bounce|refund|complaints?|error rate|cancell?ations?|overdue|low stock|average wait)\b"
    )
    .is_match(&lower)
    {
        let value = if pattern!(r"\brate|churn|bounce\b").is_match(&lower) {
            format!("{}.{} %", 2 + n % 34, n % 10)
        } else if lower.contains("wait") {
            format!("{} min", 6 + n % 9)
        } else {
            (2 + n % 17).to_string()
        };
        return (value, format!("-{}.{} %", 1 + n % 4, n % 10), "success");
    }
    if pattern!(r"\b(?:rate|occupancy|conversion|attendance|cpu|memory|disk|usage percent|humidity|utilisation|completion|progress|accuracy|uptime|battery|margin|off)\b").is_match(&lower) && !lower.contains("hour") && !lower.contains("day off") {
        return shown(format!("{} %", 38 + n % 57));
    }
    if pattern!(r"\b(?:revenue|sales|mrr|arr|income|profit|costs?|spending|spent|balance|value|budget|earnings|expenses?|price|donations|savings|arpu|payouts?|turnover|paid)\b").is_match(&lower) {
        let amount = if lower.contains("arpu") || lower.contains("price") { format!("${}", 12 + n % 60) } else { format!("${},{:03}", 4 + n % 44, n * 7 % 1000) };
        return shown(amount);
    }
    if pattern!(r"\b(?:temperature)\b").is_match(&lower) {
        return (format!("{} °C", 12 + n % 14), String::new(), "neutral");
    }
    if pattern!(r"\bgrade\b").is_match(&lower) {
        return ("7b".to_owned(), String::new(), "neutral");
    }
    if pattern!(r"\bco2\b").is_match(&lower) {
        return shown(format!("{} kg", 40 + n % 200));
    }
    if pattern!(r"\b(?:usage|energy|power|consumption)\b").is_match(&lower) {
        return (format!("{}.{} kWh", 2 + n % 30, n % 10), format!("-{}.{} %", 1 + n % 6, n % 10), "success");
    }
    if pattern!(r"\b(?:streaks?|days)\b").is_match(&lower) {
        return (format!("{} days", 5 + n % 21), String::new(), "neutral");
    }
    if pattern!(r"\b(?:time|duration|hours|response|speed)\b").is_match(&lower) {
        return (format!("{} h {:02} min", 1 + n % 7, n % 60), format!("-{} %", 2 + n % 9), "success");
    }
    if pattern!(r"\b(?:odometer|distance|mileage|km)\b").is_match(&lower) {
        return (format!("{},{:03} km", 12 + n % 90, n % 1000), String::new(), "neutral");
    }
    if pattern!(r"\b(?:litres?|liters?|water)\b").is_match(&lower) {
        return (format!("{}.{} l", 20 + n % 40, n % 10), String::new(), "neutral");
    }
    if pattern!(r"\b(?:today|open|active|pending|admissions|discharges|alerts|new|classes|trips|low|due|meetings|tasks)\b").is_match(&lower) {
        return shown((8 + n % 70).to_string());
    }
    if pattern!(r"\b(?:rating|score|nps)\b").is_match(&lower) {
        return shown(format!("4.{}", 2 + n % 8));
    }
    shown(if n.is_multiple_of(3) {
        (120 + n % 800).to_string()
    } else {
        format!("{},{:03}", 1 + n % 18, n * 11 % 1000)
    })
}

/// Labels and values of a chart.
pub(super) fn series(label: &str, pie: bool) -> (Vec<String>, Vec<f64>) {
    let lower = label.to_lowercase();
    let known: [(&crate::generation::providers::builtin::pattern::Pattern, &[&str]); 9] = [
        (pattern!(r"\bhour"), &["09:00", "11:00", "13:00", "15:00", "17:00", "19:00"]),
        (pattern!(r"\b(?:sources?|channels?|referr\w+)\b"), &["Search", "Direct", "Social", "Email"]),
        (
            pattern!(r"\b(?:week|daily|days?|habit|7-day|traffic|visits)\b"),
            &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        ),
        (pattern!(r"\bclass(?:es)?\b"), &["Yoga", "Spin", "Boxing", "Pilates", "Swim"]),
        (pattern!(r"\b(?:devices?|browsers?)\b"), &["Phone", "Desktop", "Tablet"]),
        (
            pattern!(r"\b(?:countr\w+|regions?|cit(?:y|ies))\b"),
            &["UK", "Germany", "France", "Spain", "Japan"],
        ),
        (pattern!(r"\b(?:expenses?|spending|categor\w+|budget)\b"), &["Rent", "Food", "Travel", "Fun"]),
        (pattern!(r"\bproducts?\b"), &["Bread", "Coffee", "Cakes", "Lunch"]),
        (pattern!(r"\byears?\b"), &["2021", "2022", "2023", "2024", "2025"]),
    ];
    let labels: &[&str] = known.iter().find(|(pattern, _)| pattern.is_match(&lower)).map_or(
        if pie {
            &["New", "Returning", "Partner", "Other"]
        } else {
            &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
        },
        |(_, labels)| *labels,
    );
    let n = seed(&lower);
    let values = (0..labels.len())
        .map(|at| {
            if pie {
                [42.0, 27.0, 19.0, 12.0, 8.0, 5.0, 4.0][at % 7]
            } else {
                (32 + (n + at * 29) % 37 + at * 5) as f64
            }
        })
        .collect();
    (labels.iter().map(|label| (*label).to_owned()).collect(), values)
}
