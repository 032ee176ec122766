//! The files of forms and surveys: the questions, and what was answered.

use serde_json::Value;

use super::{
    super::spec::{
        AppSpec, Collection, Dimension, Extras, FieldKind, Form, Insight, Layout, Metric, Noun, Shape, Sort,
    },
    File, collection, filled, set, template, text,
};

/// The files, given what all apps share.
pub(super) fn files(spec: &AppSpec, form: &Form, data: &mut Value) -> Vec<File> {
    let list = answers(form);
    collection::prepare(spec, &list, data);
    set(data, "kindCss", template!("form/styles.css"));
    set(data, "thanks", text(spec, "thanks", &form.thanks));
    set(data, "submitLabel", text(spec, "submit", "Submit"));
    set(data, "isForm", true);
    data["css"]["dialog"] = false.into();
    let mut out = vec![
        filled("src/App.tsx", template!("form/App.tsx"), data),
        filled("src/components/AnswerForm.tsx", template!("collection/Form.tsx"), data),
        filled("src/components/AnswerTable.tsx", template!("collection/Table.tsx"), data),
        filled("src/components/Insights.tsx", template!("collection/Insights.tsx"), data),
        filled("src/components/charts.tsx", template!("base/charts.tsx"), data),
        filled("src/components/fields.tsx", template!("base/fields.tsx"), data),
        filled("src/lib/answer.ts", template!("collection/model.ts"), data),
        filled("src/lib/files.ts", template!("collection/files.ts"), data),
        filled("src/lib/read.ts", template!("base/read.ts"), data),
        filled("src/lib/storage.ts", template!("base/storage.ts"), data),
        filled("src/lib/dates.ts", template!("base/dates.ts"), data),
        filled("src/lib/format.ts", template!("base/format.ts"), data),
    ];
    if data["hasStats"].as_bool() == Some(true) {
        out.push(filled("src/lib/stats.ts", template!("collection/stats.ts"), data));
    } else {
        out.retain(|file| file.path != "src/components/charts.tsx");
    }
    out
}

/// The answers as a list of things with fields.
fn answers(form: &Form) -> Collection {
    let mut insights = vec![Insight::Figure { label: "Responses".to_owned(), metric: Metric::Count }];
    for field in &form.fields {
        let id = field.id.clone();
        match field.kind {
            FieldKind::Rating { .. } => insights.push(Insight::Figure {
                label: format!("Average: {}", field.label),
                metric: Metric::Average { field: id },
            }),
            FieldKind::Choice { .. } | FieldKind::Choices { .. } | FieldKind::Checkbox => {
                insights.push(Insight::Chart {
                    title: field.label.clone(),
                    shape: Shape::Bars,
                    metric: Metric::Count,
                    by: Dimension::Field { field: id },
                });
            }
            _ => {}
        }
    }
    Collection {
        noun: Noun { one: "response".to_owned(), many: "responses".to_owned() },
        code: "answer".to_owned(),
        fields: form.fields.clone(),
        layout: Layout::Table,
        search: false,
        filters: Vec::new(),
        sort: Sort { by: "createdAt".to_owned(), descending: true },
        done: None,
        extras: Extras { csv: true, ..Extras::default() },
        insights,
        samples: false,
        starters: Vec::new(),
    }
}
