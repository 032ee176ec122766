//! The files of a list of things with fields.

use serde_json::{Value, json};

use super::{
    super::spec::{AppSpec, Collection, Extras, Field, FieldKind, Layout},
    super::template::js_string,
    super::words,
    File, examples, field, filled, insight, set, template, text,
};

mod flags;
mod imports;
mod toolbar;

use flags::flags;
pub(super) use imports::contains_name;
use imports::imports;
use toolbar::toolbar;

/// Fills the templates' data with what a list needs.
pub(super) fn prepare(spec: &AppSpec, list: &Collection, data: &mut Value) {
    names(spec, list, data);
    fields(list, data);
    extras(list, data);
    showing(list, data);
    toolbar(list, data);
    insight::describe(list, data);
    examples::describe(list, data);
    imports(list, data);
    styles(list, data);
}

/// The files, given what all apps share.
pub(super) fn files(spec: &AppSpec, list: &Collection, data: &mut Value) -> Vec<File> {
    prepare(spec, list, data);
    let file = data["file"].as_str().unwrap_or_default().to_owned();
    let class = data["Type"].as_str().unwrap_or_default().to_owned();
    let has = |key: &str| data[key].as_bool() == Some(true);
    let mut out = vec![
        filled("src/App.tsx", template!("collection/App.tsx"), data),
        filled(&format!("src/components/{class}Form.tsx"), template!("collection/Form.tsx"), data),
        filled("src/components/Dialog.tsx", template!("base/Dialog.tsx"), data),
        filled("src/components/fields.tsx", template!("base/fields.tsx"), data),
        filled(&format!("src/lib/{file}.ts"), template!("collection/model.ts"), data),
        filled("src/lib/view.ts", template!("collection/view.ts"), data),
        filled("src/lib/examples.ts", template!("collection/examples.ts"), data),
        filled("src/lib/read.ts", template!("base/read.ts"), data),
        filled("src/lib/storage.ts", template!("base/storage.ts"), data),
        filled("src/lib/dates.ts", template!("base/dates.ts"), data),
        filled("src/lib/format.ts", template!("base/format.ts"), data),
    ];
    let table = list.layout == Layout::Table;
    if table {
        out.push(filled(
            &format!("src/components/{class}Table.tsx"),
            template!("collection/Table.tsx"),
            data,
        ));
    } else {
        out.push(filled(&format!("src/components/{class}Card.tsx"), template!("collection/Card.tsx"), data));
    }
    for (wanted, path, source) in [
        (
            matches!(list.layout, Layout::Board(_)),
            "src/components/Board.tsx",
            template!("collection/Board.tsx"),
        ),
        (has("toolbar"), "src/components/Toolbar.tsx", template!("collection/Toolbar.tsx")),
        (has("hasInsights"), "src/components/Insights.tsx", template!("collection/Insights.tsx")),
        (has("hasInsights"), "src/components/charts.tsx", template!("base/charts.tsx")),
        (has("hasStats"), "src/lib/stats.ts", template!("collection/stats.ts")),
        (has("hasFiles"), "src/lib/files.ts", template!("collection/files.ts")),
        (uses_lines(list), "src/lib/lines.ts", template!("base/lines.ts")),
    ] {
        if wanted {
            out.push(filled(path, source, data));
        }
    }
    out
}

fn uses_lines(list: &Collection) -> bool {
    list.fields.iter().any(|field| matches!(field.kind, FieldKind::Positions { .. }))
}

fn names(spec: &AppSpec, list: &Collection, data: &mut Value) {
    let code = &list.code;
    let class = words::capitalised(code);
    let codes = words::plural(code);
    let codes = if codes == *code { format!("all{class}") } else { codes };
    let one = list.noun.one.to_lowercase();
    let many = list.noun.many.to_lowercase();
    let add = text(spec, "add", format!("Add {one}"));
    for (key, value) in [
        ("code", code.clone()),
        ("codes", codes.clone()),
        ("Type", class),
        ("Types", words::capitalised(&codes)),
        ("file", code.clone()),
        ("one", one.clone()),
        ("many", many.clone()),
        ("itemsKey", format!("{}:{code}", spec.storage_key)),
        ("addTitle", add.clone()),
        ("saveLabel", text(spec, "save", add.clone())),
        ("addLabel", add),
        ("editTitle", format!("Edit {one}")),
        ("emptyTitle", text(spec, "empty", format!("No {many} yet"))),
        ("emptyText", "What you add stays in this browser, also after you close it.".to_owned()),
        ("searchPlaceholder", text(spec, "search", format!("Search {many}…"))),
        ("csvName", format!("{}.csv", words::slug(&many))),
        ("jsonName", format!("{}.json", words::slug(&many))),
    ] {
        set(data, key, value);
    }
    set(data, "samples", list.samples);
    // Only what has a text for a name can be there by name.
    let named = title_field(list).filter(|f| matches!(f.kind, FieldKind::Text) && !list.starters.is_empty());
    if let Some(title) = named {
        let starters: Vec<String> = list.starters.iter().map(|name| js_string(name)).collect();
        set(data, "hasStarters", true);
        set(data, "starters", starters.join(", "));
        set(data, "starterField", title.id.clone());
        set(data, "startersKey", format!("{}:{code}:starters", spec.storage_key));
    }
}

/// What the model and the form need to know of the fields.
fn fields(list: &Collection, data: &mut Value) {
    let code = &list.code;
    let views: Vec<Value> = list.fields.iter().map(|f| field::view(f, code)).collect();
    let stored = |f: &&Field| !matches!(f.kind, FieldKind::Formula { .. });
    let pick = |test: &dyn Fn(&Field) -> bool| -> Vec<Value> {
        list.fields.iter().zip(&views).filter(|(f, _)| test(f)).map(|(_, view)| view.clone()).collect()
    };
    set(data, "stored", pick(&|f| stored(&f)));
    set(data, "inputs", pick(&|f| stored(&f)));
    let choices = pick(&|f| !field::options(f).is_empty());
    set(data, "choices", choices.clone());
    set(data, "formChoices", choices);
    set(data, "checks", list.fields.iter().flat_map(field::checks).collect::<Vec<_>>());
    set(data, "titleExpr", title_expression(list));
    let formulas: Vec<Value> = list
        .fields
        .iter()
        .filter_map(|f| {
            let (expression, parts) = field::formula_of(f, code)?;
            let show = format!("{{{}}}", field::plain(f, "draft"));
            Some(json!({"id": f.id, "label": f.label, "expression": expression, "parts": parts, "draftShow": show}))
        })
        .collect();
    set(data, "hasFormulas", !formulas.is_empty());
    set(data, "hasRatio", formulas.iter().any(|f| f["expression"].to_string().contains("ratio(")));
    set(data, "formulas", formulas);
    let has = |test: &dyn Fn(&FieldKind) -> bool| list.fields.iter().any(|f| test(&f.kind));
    let controls = |name: &str| list.fields.iter().any(|f| stored(&f) && field::component(f) == name);
    data["uses"] = json!({
        "text": controls("TextField"),
        "longText": controls("LongTextField"),
        "lines": controls("LinesField"),
        "numeric": controls("NumberField"),
        "when": controls("DateField"),
        "choice": controls("ChoiceField"),
        "choices": controls("ChoicesField"),
        "tags": controls("TagsField"),
        "checkbox": controls("CheckboxField"),
        "rating": controls("RatingField"),
        "color": controls("ColorField"),
        "image": controls("ImageField"),
        "positions": controls("LineItemsField"),
        "localText": controls("LinesField") || controls("TagsField") || controls("ImageField"),
        "number": true,
        "money": has(&|kind| matches!(kind, FieldKind::Money { .. } | FieldKind::Positions { .. } | FieldKind::Formula { .. })),
        "date": true,
    });
}

/// The expression for what stands at the top of a card, from the field that names the thing.
fn title_expression(list: &Collection) -> String {
    let code = &list.code;
    let unnamed = js_string(&words::capitalised(&list.noun.one));
    let Some(title) = title_field(list) else { return unnamed };
    let second = list.fields.iter().find(|f| f.id != title.id && matches!(f.kind, FieldKind::Choice { .. }));
    match (&title.kind, second) {
        (FieldKind::Text | FieldKind::LongText, Some(second)) if !title.required => {
            format!("{code}.{} || {code}.{} || {unnamed}", title.id, second.id)
        }
        (FieldKind::Text | FieldKind::LongText | FieldKind::Choice { .. }, _) => {
            format!("{code}.{} || {unnamed}", title.id)
        }
        _ => field::plain(title, code),
    }
}

/// The field that names a thing: its first short text, or the next best.
pub(super) fn title_field(list: &Collection) -> Option<&Field> {
    let first = |test: fn(&FieldKind) -> bool| list.fields.iter().find(|f| test(&f.kind));
    // Boxes and beds have numbers for names.
    let numbered = list.fields.first().filter(|f| {
        f.required && matches!(f.kind, FieldKind::Number { .. }) && f.label.to_lowercase().ends_with("number")
    });
    if numbered.is_some() {
        return numbered;
    }
    first(|kind| matches!(kind, FieldKind::Text))
        .or_else(|| first(|kind| matches!(kind, FieldKind::Choice { .. })))
        .or_else(|| first(|kind| matches!(kind, FieldKind::Number { .. } | FieldKind::Money { .. })))
        .or_else(|| first(|kind| matches!(kind, FieldKind::LongText)))
        .or_else(|| first(|kind| matches!(kind, FieldKind::Date | FieldKind::Url | FieldKind::Email)))
}

/// The date that a thing should be finished by, if it has one.
fn due_date(list: &Collection) -> Option<&Field> {
    if let Some(id) = &list.extras.deadline {
        return list.fields.iter().find(|f| f.id == *id);
    }
    list.fields.iter().find(|f| {
        let label = f.label.to_lowercase();
        matches!(f.kind, FieldKind::Date)
            && ["due", "deadline", "expir", "best before", "return by", "renew"]
                .iter()
                .any(|word| label.contains(word))
    })
}

fn extras(list: &Collection, data: &mut Value) {
    let x: &Extras = &list.extras;
    let mut stored = Vec::new();
    let mut add = |on: bool, id: &str, ts: &str, initial: &str, read: &str| {
        if on {
            stored.push(
                json!({"id": id, "ts": ts, "initial": initial, "read": format!("{read}(stored.{id})")}),
            );
        }
    };
    add(x.favourite, "favourite", "boolean", "false", "readFlag");
    add(x.pin, "pinned", "boolean", "false", "readFlag");
    add(x.archive, "archived", "boolean", "false", "readFlag");
    add(x.daily, "ticks", "string[]", "[]", "readTexts");
    if x.votes {
        stored.push(
            json!({"id": "votes", "ts": "number", "initial": "0", "read": "readNumber(stored.votes) ?? 0"}),
        );
    }
    set(data, "extras", stored);
    set(data, "x", serde_json::to_value(x).unwrap_or_default());
    set(data, "hasFiles", x.csv || x.json);
    let imports: Vec<&str> = [("download", true), ("readJson", x.json), ("toCsv", x.csv)]
        .iter()
        .filter(|(_, on)| *on)
        .map(|(name, _)| *name)
        .collect();
    set(data, "fileImports", imports.join(", "));
    if let Some(due) = &x.due {
        set(data, "due", json!({"interval": due.interval, "last": due.last}));
    }
    if let Some(low) = &x.low {
        let minimum =
            low.minimum.as_ref().map_or_else(|| words::number(low.at), |id| format!("{}.{id}", list.code));
        // The type is spelled out because a constant can never be null.
        let minimum = if low.minimum.is_some() { minimum } else { format!("{minimum} as number | null") };
        set(data, "low", json!({"field": low.field, "minimumExpr": minimum}));
    }
    if let Some(step) = &x.stepper {
        let label = list.fields.iter().find(|f| f.id == *step).map(|f| f.label.clone()).unwrap_or_default();
        set(data, "stepperLabel", label);
    }
    if let Some(id) = &list.done {
        let label = list.fields.iter().find(|f| f.id == *id).map_or("Done".to_owned(), |f| f.label.clone());
        set(data, "doneLower", label.to_lowercase());
        set(data, "doneLabel", label);
        set(data, "done", id.clone());
    }
    if let Some(field) = due_date(list) {
        set(data, "dueDate", field.id.clone());
    }
    set(data, "flags", flags(list));
    set(data, "hasFlags", !x.flags.is_empty());
    if let Some(copied) = x.copy.as_ref().and_then(|id| list.fields.iter().find(|f| f.id == *id)) {
        let value = match copied.kind {
            FieldKind::Lines { .. } | FieldKind::Tags | FieldKind::Choices { .. } => ".join(\"\\n\")",
            _ => "",
        };
        let label = copied.label.to_lowercase();
        set(data, "copied", json!({"value": format!("{}.{}{value}", list.code, copied.id), "label": label}));
    }
    quick_add(list, data);
    csv(list, data);
    reminders(list, data);
}

fn quick_add(list: &Collection, data: &mut Value) {
    let number =
        list.fields.iter().find(|f| matches!(f.kind, FieldKind::Number { .. } | FieldKind::Money { .. }));
    let Some(number) = number else { return };
    let quick: Vec<Value> = list
        .extras
        .quick_add
        .iter()
        .map(|amount| {
            let amount_text = words::number(*amount);
            let label = match &number.kind {
                FieldKind::Number { unit, .. } if !unit.is_empty() => {
                    let unit = if (*amount - 1.0).abs() < f64::EPSILON {
                        words::singular(unit)
                    } else {
                        unit.clone()
                    };
                    format!("+ {amount_text} {unit}")
                }
                _ => format!("+ {amount_text}"),
            };
            json!({"label": label, "amount": amount_text, "field": number.id})
        })
        .collect();
    set(data, "quick", quick);
}

fn csv(list: &Collection, data: &mut Value) {
    let code = &list.code;
    let mut rows: Vec<Value> = Vec::new();
    for f in &list.fields {
        let value = match &f.kind {
            FieldKind::Formula { .. } => format!("{}Of({code})", f.id),
            FieldKind::Choices { .. } | FieldKind::Tags | FieldKind::Lines { .. } => {
                format!("{code}.{}.join(\"; \")", f.id)
            }
            FieldKind::Positions { tax, .. } => format!("linesTotal({code}.{}, {tax}).gross", f.id),
            FieldKind::Image => continue,
            _ => format!("{code}.{}", f.id),
        };
        rows.push(json!({"label": f.label, "value": value}));
    }
    set(data, "csv", rows);
}

fn reminders(list: &Collection, data: &mut Value) {
    let code = &list.code;
    let mut tests = Vec::new();
    let open = list.done.as_ref().map(|done| format!("!{code}.{done} && ")).unwrap_or_default();
    if list.extras.due.is_some() {
        tests.push(format!("(dueOn({code}) !== \"\" && dueOn({code}) <= today())"));
    } else if let Some(field) = due_date(list) {
        tests.push(format!("({open}{code}.{id} !== \"\" && {code}.{id} <= today())", id = field.id));
    }
    if let Some(soon) = &list.extras.soon {
        tests.push(format!("isSoon({code}.{}, {})", soon.field, soon.days));
    }
    set(data, "reminders", !tests.is_empty());
    set(data, "reminderTest", tests.join(" || "));
}

/// Where each field stands on a card, and the table's columns.
fn showing(list: &Collection, data: &mut Value) {
    let code = &list.code;
    let title = title_field(list).map(|f| f.id.clone()).unwrap_or_default();
    let board = match &list.layout {
        Layout::Board(id) => id.as_str(),
        _ => "",
    };
    let hidden = |f: &Field| f.id == title || f.id == board || list.done.as_deref() == Some(f.id.as_str());
    let stepper = list.extras.stepper.as_deref();
    let pick = |test: &dyn Fn(&FieldKind) -> bool| -> Vec<Value> {
        let chosen = list.fields.iter().filter(|f| !hidden(f) && test(&f.kind));
        chosen.map(|f| field::view(f, code)).collect()
    };
    let badges = pick(&|kind| {
        matches!(
            kind,
            FieldKind::Choice { .. } | FieldKind::Choices { .. } | FieldKind::Tags | FieldKind::Rating { .. }
        )
    });
    let x = &list.extras;
    let flags = x.low.is_some()
        || x.due.is_some()
        || x.soon.is_some()
        || !x.flags.is_empty()
        || due_date(list).is_some();
    set(data, "hasBadges", !badges.is_empty() || flags);
    set(data, "badges", badges);
    let details: Vec<Value> = list
        .fields
        .iter()
        .filter(|f| !hidden(f) && stepper != Some(f.id.as_str()))
        .filter(|f| {
            matches!(
                f.kind,
                FieldKind::Text
                    | FieldKind::Number { .. }
                    | FieldKind::Money { .. }
                    | FieldKind::Date
                    | FieldKind::Time
                    | FieldKind::Url
                    | FieldKind::Email
                    | FieldKind::Phone
                    | FieldKind::Formula { .. }
            )
        })
        .map(|f| field::view(f, code))
        .collect();
    set(data, "hasDetails", !details.is_empty());
    set(data, "details", details);
    let toggles = pick(&|kind| matches!(kind, FieldKind::Checkbox));
    set(data, "hasToggles", !toggles.is_empty());
    set(data, "toggles", toggles);
    set(data, "images", pick(&|kind| matches!(kind, FieldKind::Image)));
    set(data, "paragraphs", pick(&|kind| matches!(kind, FieldKind::LongText)));
    if let Some(colour) = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Color)) {
        set(data, "colorField", colour.id.clone());
    }
    let lists = list.fields.iter().filter_map(|f| match f.kind {
        FieldKind::Lines { numbered } => {
            Some(json!({"id": f.id, "label": f.label, "tag": if numbered { "ol" } else { "ul" }}))
        }
        _ => None,
    });
    set(data, "lists", lists.collect::<Vec<_>>());
    let positions = list.fields.iter().filter_map(|f| match &f.kind {
        FieldKind::Positions { currency, tax_name, tax } => {
            Some(json!({"id": f.id, "currency": currency, "taxName": tax_name, "tax": tax}))
        }
        _ => None,
    });
    set(data, "positions", positions.collect::<Vec<_>>());
    set(
        data,
        "streaks",
        list.insights.iter().any(|i| matches!(i, super::super::spec::Insight::Streak { .. })),
    );
    layout(list, data, board);
    columns(list, data, &title);
}

fn layout(list: &Collection, data: &mut Value, board: &str) {
    let code = &list.code;
    let columns = list.fields.iter().find(|f| f.id == board).map(field::options).unwrap_or_default();
    let limits: Vec<String> = list
        .extras
        .limits
        .iter()
        .filter(|(option, _)| columns.contains(option))
        .map(|(option, most)| format!("{}: {most}", js_string(option)))
        .collect();
    set(data, "hasLimits", !limits.is_empty());
    set(data, "limits", limits.join(", "));
    set(data, "board", board);
    set(
        data,
        "boardExpr",
        format!("{board}Options.includes({code}.{board}) ? {code}.{board} : {board}Options[0]"),
    );
    let table = list.layout == Layout::Table;
    set(data, "table", table);
    set(data, "cards", !table && board.is_empty());
    set(data, "listClass", if list.layout == Layout::Cards { "grid" } else { "list" });
    set(data, "wide", list.layout != Layout::List);
    // Few inputs fit above the list; more are asked for in a dialog.
    let few = list
        .fields
        .iter()
        .filter(|f| !matches!(f.kind, FieldKind::Formula { .. } | FieldKind::Checkbox))
        .count()
        <= 4;
    let small = list.fields.iter().all(|f| {
        !matches!(
            f.kind,
            FieldKind::LongText | FieldKind::Lines { .. } | FieldKind::Positions { .. } | FieldKind::Image
        )
    });
    set(data, "inline", few && small && list.layout == Layout::List);
    let mut states = Vec::new();
    if let Some(done) = &list.done {
        states.push(format!("{code}.{done} && \"is-done\""));
    }
    if due_date(list).is_some() {
        states.push("overdue && \"is-late\"".to_owned());
    }
    let x = &list.extras;
    if !x.flags.is_empty() {
        states.push(format!("flagsOf({code}).length > 0 && \"is-flagged\""));
    }
    let changes = list.done.is_some()
        || x.pin
        || x.favourite
        || x.daily
        || x.due.is_some()
        || x.votes
        || x.archive
        || x.stepper.is_some()
        || !board.is_empty()
        || data["hasToggles"].as_bool() == Some(true);
    set(data, "cardChanges", changes);
    let checkboxes = list.fields.iter().any(|f| matches!(f.kind, FieldKind::Checkbox));
    set(data, "tableChanges", checkboxes || x.favourite || x.archive || x.stepper.is_some());
    let class = if states.is_empty() {
        "\"card\"".to_owned()
    } else {
        format!("[\"card\", {}].filter(Boolean).join(\" \")", states.join(", "))
    };
    set(data, "cardClass", class);
}

fn columns(list: &Collection, data: &mut Value, title: &str) {
    let code = &list.code;
    let columns: Vec<Value> = list
        .fields
        .iter()
        .filter(|f| !matches!(f.kind, FieldKind::Color | FieldKind::Positions { .. }))
        .map(|f| {
            let mut view = field::view(f, code);
            view["title"] = (f.id == title).into();
            let present = view["present"].as_str().unwrap_or_default().to_owned();
            let show = view["show"].as_str().unwrap_or_default().to_owned();
            view["cell"] = cell(f, code, &present, &show).into();
            view["numeric"] = f.kind.is_numeric().into();
            view
        })
        .collect();
    set(data, "columns", columns);
}

fn cell(f: &Field, code: &str, present: &str, show: &str) -> String {
    let at = format!("{code}.{}", f.id);
    match &f.kind {
        FieldKind::Checkbox => format!(
            "<input type=\"checkbox\" checked={{{at}}} aria-label={{`${{{}}}: ${{titleOf({code})}}`}} onChange={{(event) => onChange({code}.id, {{ {}: event.target.checked }})}} />",
            js_string(&f.label),
            f.id
        ),
        FieldKind::Choice { .. } => {
            format!(
                "{{{at} && <span className=\"badge\" data-tone={{{}Options.indexOf({at}) % 6}}>{{{at}}}</span>}}",
                f.id
            )
        }
        FieldKind::Image => format!("{{{at} && <img src={{{at}}} alt=\"\" width=\"48\" />}}"),
        FieldKind::Rating { max } if *max <= 5 => format!(
            "{{{present} && <span className=\"rating\" role=\"img\" aria-label={{`${{{at}}} of {max}`}}>{{\"★\".repeat({at})}}</span>}}"
        ),
        FieldKind::Formula { .. } if present == "true" => show.to_owned(),
        FieldKind::Formula { unit, .. } if unit == "%" => format!("{{{present} && <>{show}</>}}"),
        FieldKind::Url | FieldKind::Email | FieldKind::Phone => format!("{{{present} && {show}}}"),
        _ => {
            let inside = show.trim_start_matches('{').trim_end_matches('}');
            let inside = if show.ends_with("}}") { &show[1..show.len() - 1] } else { inside };
            format!("{{{present} ? {inside} : \"\"}}")
        }
    }
}

fn styles(list: &Collection, data: &mut Value) {
    let board = matches!(list.layout, Layout::Board(_));
    data["css"] = json!({
        "forms": true,
        "dialog": true,
        "collection": true,
        "table": list.layout == Layout::Table,
        "board": board,
        "insights": data["hasInsights"],
    });
}
