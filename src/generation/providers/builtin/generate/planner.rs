//! The files of weekly planners and timetables.

use serde_json::Value;

use super::{
    super::spec::{AppSpec, Planner},
    File, filled, set, template,
};

/// The files, given what all apps share.
pub(super) fn files(spec: &AppSpec, planner: &Planner, data: &mut Value) -> Vec<File> {
    set(data, "kindCss", template!("planner/styles.css"));
    set(data, "planKey", format!("{}:plan", spec.storage_key));
    set(data, "columns", planner.columns.clone());
    set(data, "rows", planner.rows.clone());
    set(data, "print", planner.print);
    vec![
        filled("src/App.tsx", template!("planner/App.tsx"), data),
        filled("src/lib/plan.ts", template!("planner/plan.ts"), data),
        filled("src/lib/read.ts", template!("base/read.ts"), data),
        filled("src/lib/storage.ts", template!("base/storage.ts"), data),
    ]
}
