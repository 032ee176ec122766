//! What each file imports from the others.

use std::fmt::Write as _;

use super::super::super::spec::{Collection, FieldKind, Layout};
use super::super::field;
use super::super::set;
use super::{due_date, uses_lines};
use serde_json::Value;

/// What each file imports from the others, from the names that stand in what was made for it.
#[expect(clippy::too_many_lines, reason = "one file's imports after the other's")]
pub(super) fn imports(list: &Collection, data: &mut Value) {
    let everything =
        |keys: &[&str], data: &Value| keys.iter().map(|key| data[*key].to_string()).collect::<String>();
    let formulas: Vec<String> = data["formulas"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|f| Some(format!("{}Of", f["id"].as_str()?)))
        .collect();
    let options: Vec<String> = list
        .fields
        .iter()
        .filter(|f| !field::options(f).is_empty())
        .map(|f| format!("{}Options", f.id))
        .collect();
    let used = |text: &str, names: &[String]| -> Vec<String> {
        names.iter().filter(|name| contains_name(text, name)).cloned().collect()
    };
    let x = &list.extras;

    let mut card = everything(&["cardClass"], data);
    for detail in data["details"].as_array().into_iter().flatten() {
        card.push_str(&detail["show"].to_string());
        card.push_str(&detail["present"].to_string());
    }
    for badge in data["badges"].as_array().into_iter().flatten() {
        if badge["is"]["choice"].as_bool() == Some(true) {
            let _ = write!(card, " {}Options ", badge["id"].as_str().unwrap_or_default());
        }
    }
    if let Layout::Board(id) = &list.layout {
        let _ = write!(card, " {id}Options ");
    }
    card.push_str(if x.due.is_some() { " dueOn daysBetween today " } else { "" });
    card.push_str(if x.soon.is_some() { " daysBetween today " } else { "" });
    card.push_str(if x.low.is_some() { " isLow " } else { "" });
    card.push_str(if x.flags.is_empty() { "" } else { " flagsOf " });
    card.push_str(if due_date(list).is_some() { " today " } else { "" });
    card.push_str(if uses_lines(list) { " formatMoney " } else { "" });
    if x.daily {
        card.push_str(" lastDays today toDate formatDate ");
        card.push_str(if data["streaks"].as_bool() == Some(true) { " streak longestStreak " } else { "" });
    }
    let model_names: Vec<String> = ["dueOn", "flagsOf", "isLow"]
        .map(str::to_owned)
        .into_iter()
        .chain(formulas.clone())
        .chain(options.clone())
        .collect();
    let formats = ["formatDate", "formatMoney", "formatNumber"].map(str::to_owned);
    let dates = ["daysBetween", "isSoon", "lastDays", "longestStreak", "streak", "toDate", "today"]
        .map(str::to_owned);
    set(data, "cardModel", used(&card, &model_names));
    set(data, "cardFormats", used(&card, &formats).join(", "));
    set(data, "cardDates", used(&card, &dates).join(", "));

    let mut table = String::new();
    for column in data["columns"].as_array().into_iter().flatten() {
        if column["title"].as_bool() != Some(true) {
            table.push_str(column["cell"].as_str().unwrap_or_default());
        }
    }
    table.push_str(if x.low.is_some() { " isLow " } else { "" });
    table.push_str(if x.soon.is_some() { " isSoon " } else { "" });
    table.push_str(if x.flags.is_empty() { "" } else { " flagsOf " });
    table.push_str(if due_date(list).is_some() { " today " } else { "" });
    set(data, "tableModel", used(&table, &model_names));
    set(data, "tableFormats", used(&table, &formats).join(", "));
    set(data, "tableDates", used(&table, &dates).join(", "));

    let form = everything(&["formulas"], data);
    set(data, "formulaFormats", used(&form, &formats).join(", "));
    let mut components: Vec<&str> = list
        .fields
        .iter()
        .filter(|f| !matches!(f.kind, FieldKind::Formula { .. }))
        .map(field::component)
        .collect();
    components.sort_unstable();
    components.dedup();
    set(data, "fieldComponents", components.join(", "));

    let sort = everything(&["sorts"], data);
    let sort_names: Vec<String> = formulas.iter().chain(&options).cloned().collect();
    set(data, "sortModel", used(&sort, &sort_names));
    let csv = everything(&["csv"], data);
    set(data, "csvModel", used(&csv, &formulas));
    set(data, "csvLines", csv.contains("linesTotal"));
    let app = everything(&["reminderTest"], data);
    let app_dates: Vec<String> = used(&app, &dates);
    set(data, "appDates", app_dates.join(", "));
    let mut react = ["useEffect", "useState"];
    react.sort_unstable();
    set(data, "reactImports", react.join(", "));

    let model = everything(&["stored", "extras"], data) + " isRecord newId readText ";
    let readers =
        ["isRecord", "newId", "readFlag", "readList", "readNumber", "readOption", "readText", "readTexts"]
            .map(str::to_owned);
    set(data, "modelReads", used(&model, &readers).join(", "));
    let counts = ["letterCount", "wordCount"].map(str::to_owned);
    let mut model_formats = used(&everything(&["titleExpr"], data), &formats);
    model_formats.extend(used(&everything(&["formulas"], data), &counts));
    data["uses"]["textCounts"] = model_formats.iter().any(|name| counts.contains(name)).into();
    set(data, "titleFormats", model_formats.join(", "));
    let today = list.fields.iter().any(|f| f.default.as_deref() == Some("today"));
    let formulas = everything(&["formulas"], data);
    let model_dates = [("addDays", x.due.is_some()), ("today", today)];
    let called = ["daysFrom", "daysSince", "daysUntil", "yearsSince"];
    let model_dates: Vec<&str> = model_dates
        .iter()
        .filter(|(_, on)| *on)
        .map(|(name, _)| *name)
        .chain(called.into_iter().filter(|name| contains_name(&formulas, name)))
        .collect();
    set(data, "modelDates", model_dates.join(", "));
}

/// Whether an identifier stands in the text as a word.
pub(in super::super) fn contains_name(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !part(before) && before != Some('.') && !part(after)
    })
}
