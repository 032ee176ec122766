//! Searching, filtering and sorting.

use super::super::super::spec::{Collection, FieldKind, Layout};
use super::super::field;
use super::super::set;
use super::title_field;
use serde_json::Value;
use serde_json::json;

/// Searching, filtering and sorting.
pub(super) fn toolbar(list: &Collection, data: &mut Value) {
    let code = &list.code;
    let filters: Vec<Value> = list
        .filters
        .iter()
        .filter_map(|id| list.fields.iter().find(|f| f.id == *id))
        .filter(|f| list.done.as_ref() != Some(&f.id))
        .map(|f| {
            let mut view = field::view(f, code);
            let at = format!("{code}.{}", f.id);
            let (matches, values) = match f.kind {
                FieldKind::Checkbox => (format!("{at} === (view.{} === \"yes\")", f.id), String::new()),
                FieldKind::Rating { .. } => (format!("({at} ?? 0) >= Number(view.{})", f.id), String::new()),
                FieldKind::Tags | FieldKind::Choices { .. } => {
                    (format!("{at}.includes(view.{})", f.id), at.clone())
                }
                FieldKind::Date => {
                    (format!("{at}.startsWith(view.{})", f.id), format!("{at} ? [{at}.slice(0, 7)] : []"))
                }
                FieldKind::Number { .. } | FieldKind::Money { .. } => (
                    format!("String({at}) === view.{}", f.id),
                    format!("{at} === null ? [] : [String({at})]"),
                ),
                _ => (format!("{at} === view.{}", f.id), format!("{at} ? [{at}] : []")),
            };
            view["matches"] = matches.into();
            view["valuesExpr"] = values.into();
            let found = view["is"]["found"].as_bool() == Some(true)
                || matches!(f.kind, FieldKind::Number { .. } | FieldKind::Money { .. });
            view["is"]["found"] = found.into();
            view["filterLabel"] = format!("Filter by {}", f.label.to_lowercase()).into();
            view
        })
        .collect();
    let found = filters.iter().any(|view| view["is"]["found"].as_bool() == Some(true));
    set(data, "needsItems", found);
    let choices: Vec<Value> =
        filters.iter().filter(|view| view["is"]["choice"].as_bool() == Some(true)).cloned().collect();
    set(data, "hasFilterChoices", !choices.is_empty());
    set(data, "filterChoices", choices);
    let sorts = sorts(list);
    let board = matches!(list.layout, Layout::Board(_));
    let sortable = sorts.len() > 1 && (!board || list.sort.by != "createdAt");
    let x = &list.extras;
    let toolbar = list.search
        || !filters.is_empty()
        || sortable
        || x.favourite
        || x.archive
        || x.low.is_some()
        || x.soon.is_some()
        || list.done.is_some();
    set(data, "toolbar", toolbar);
    set(data, "sortable", sortable);
    set(data, "sorts", sorts);
    set(
        data,
        "sort",
        if x.reorder && list.sort.by == "createdAt" { "manual".to_owned() } else { list.sort.by.clone() },
    );
    set(data, "filters", filters);
    set(data, "search", list.search);
    let title = title_field(list).map(|f| f.id.as_str());
    let searched: Vec<Value> = list
        .fields
        .iter()
        .filter(|f| Some(f.id.as_str()) != title && list.search)
        .filter(|f| {
            !matches!(
                f.kind,
                FieldKind::Checkbox
                    | FieldKind::Image
                    | FieldKind::Color
                    | FieldKind::Formula { .. }
                    | FieldKind::Rating { .. }
            )
        })
        .map(|f| {
            let at = format!("{code}.{}", f.id);
            let text = match f.kind {
                FieldKind::Choices { .. } | FieldKind::Tags | FieldKind::Lines { .. } => format!("...{at}"),
                FieldKind::Positions { .. } => format!("...{at}.map((line) => line.description)"),
                FieldKind::Number { .. } | FieldKind::Money { .. } => format!("{at} ?? \"\""),
                _ => at,
            };
            json!({"searchExpr": text})
        })
        .collect();
    set(data, "searched", searched);
}

/// The orders to choose from, the default one first.
pub(super) fn sorts(list: &Collection) -> Vec<Value> {
    let title = title_field(list).map(|f| f.id.clone()).unwrap_or_default();
    let mut out = vec![
        json!({"id": "createdAt", "label": "Newest first", "compare": "compareValues(a.createdAt, b.createdAt, -1)"}),
    ];
    if list.extras.reorder {
        out.push(json!({"id": "manual", "label": "My order", "manual": true}));
    }
    for f in &list.fields {
        let explicit = list.sort.by == f.id;
        let direction =
            |default: i32| if explicit { if list.sort.descending { -1 } else { 1 } } else { default };
        let compare = match &f.kind {
            FieldKind::Text if f.id == title || explicit => {
                format!("compareValues(a.{0}, b.{0}, {1})", f.id, direction(1))
            }
            FieldKind::Date | FieldKind::Time => format!(
                "compareValues(a.{0}, b.{0}, {1})",
                f.id,
                direction(if f.label.to_lowercase().contains("due") { 1 } else { -1 })
            ),
            FieldKind::Number { .. } | FieldKind::Money { .. } | FieldKind::Rating { .. } => {
                format!("compareValues(a.{0}, b.{0}, {1})", f.id, direction(-1))
            }
            FieldKind::Formula { .. } => {
                format!("compareValues({0}Of(a), {0}Of(b), {1})", f.id, direction(-1))
            }
            FieldKind::Choice { .. } if explicit || f.label.to_lowercase().contains("priority") => {
                format!(
                    "compareValues({0}Options.indexOf(a.{0}), {0}Options.indexOf(b.{0}), {1})",
                    f.id,
                    direction(-1)
                )
            }
            _ => continue,
        };
        out.push(json!({"id": f.id, "label": f.label, "compare": compare}));
    }
    if list.extras.votes {
        out.push(json!({"id": "votes", "label": "Votes", "compare": "b.votes - a.votes"}));
    }
    out
}
