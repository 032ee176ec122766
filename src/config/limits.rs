//! The bounds on what clients can do; clients read them from `Server.limits`.

use serde::{Deserialize, Serialize};

/// A limit as clients see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Its name in the configuration file, under `[limits]`.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// What the value counts.
    pub unit: &'static str,
    /// What it bounds.
    pub description: &'static str,
}

macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $name:ident: $unit:literal = $default:literal in $least:literal..=$most:literal;)*) => {
        /// The bounds on what clients can do.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Limits {
            $($(#[doc = $doc])+ pub $name: u64,)*
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl Limits {
            /// All limits, as clients see them.
            pub fn list(&self) -> Vec<Limit> {
                vec![$(Limit {
                    name: stringify!($name),
                    value: self.$name as f64,
                    unit: $unit,
                    description: concat!($($doc),+).trim_ascii(),
                },)*]
            }

            /// Refuses values under which the server could not work or would not be bounded.
            pub(super) fn check(&self) -> Result<(), String> {
                $(let allowed: std::ops::RangeInclusive<u64> = $least..=$most;
                if !allowed.contains(&self.$name) {
                    return Err(format!(
                        "limits.{} is {}; it must be from {} to {} {}.",
                        stringify!($name), self.$name, allowed.start(), allowed.end(), $unit,
                    ));
                })*
                Ok(())
            }
        }
    };
}

limits! {
    /// Size of one file in a project.
    file_bytes: "bytes" = 5_242_880 in 1_024..=104_857_600;
    /// Files in one project.
    project_files: "files" = 10_000 in 10..=100_000;
    /// Size of all files of one project together.
    project_bytes: "bytes" = 209_715_200 in 1_024..=4_294_967_296;
    /// Length of a file's path.
    path_bytes: "bytes" = 512 in 64..=1_024;
    /// Length of a message.
    message_characters: "characters" = 32_000 in 100..=1_000_000;
    /// Members of one project.
    project_members: "members" = 100 in 1..=10_000;
    /// Projects that one person owns.
    projects_per_owner: "projects" = 1_000 in 1..=1_000_000;
    /// Nodes in one page of a connection.
    page_size: "nodes" = 100 in 10..=1_000;
    /// Size of a GraphQL request without its uploads.
    request_bytes: "bytes" = 12_582_912 in 65_536..=209_715_200;
    /// Size of an uploaded archive.
    import_bytes: "bytes" = 536_870_912 in 1_024..=4_294_967_296;
    /// Calls of the model in one turn.
    turn_steps: "steps" = 25 in 1..=200;
    /// Turns that run at once on this server; later ones wait.
    concurrent_turns: "turns" = 256 in 1..=10_000;
    /// Turns that wait or run in one project.
    queued_turns_per_project: "turns" = 20 in 1..=1_000;
    /// Tokens that a model may write in one turn.
    turn_output_tokens: "tokens" = 200_000 in 1_000..=10_000_000;
    /// Size of a report from a preview.
    preview_report_bytes: "bytes" = 16_384 in 1_024..=1_048_576;
    /// Reports that a project's preview may send in a minute.
    preview_reports_per_minute: "reports" = 60 in 1..=10_000;
}
