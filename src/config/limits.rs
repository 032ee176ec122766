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
    /// Wireframes of one project.
    project_wireframes: "wireframes" = 500 in 1..=100_000;
    /// Kept snapshots of one wireframe.
    wireframe_snapshots: "snapshots" = 200 in 1..=10_000;
    /// Components that a project has of its own.
    project_components: "components" = 200 in 1..=10_000;
    /// Projects that one person owns.
    projects_per_owner: "projects" = 1_000 in 1..=1_000_000;
    /// Nodes in one page of a connection.
    page_size: "nodes" = 100 in 10..=1_000;
    /// Size of a GraphQL request without its uploads.
    request_bytes: "bytes" = 12_582_912 in 65_536..=209_715_200;
    /// Size of a GraphQL document.
    document_bytes: "bytes" = 32_768 in 1_024..=1_048_576;
    /// Tokens of a GraphQL document.
    document_tokens: "tokens" = 2_000 in 100..=100_000;
    /// Brackets that stand open at once in a GraphQL document.
    document_depth: "levels" = 64 in 16..=128;
    /// Fragments that a GraphQL document defines.
    document_fragments: "fragments" = 50 in 1..=1_000;
    /// Uses of fragments in a GraphQL document, inline ones included.
    document_spreads: "uses" = 200 in 1..=10_000;
    /// Directives in a GraphQL document.
    document_directives: "directives" = 50 in 1..=1_000;
    /// Fields under another name in a GraphQL document.
    document_aliases: "aliases" = 100 in 1..=1_000;
    /// Fields at the root of a GraphQL operation.
    document_root_fields: "fields" = 30 in 1..=1_000;
    /// Values in the variables of a GraphQL operation, those in lists and objects included.
    variable_values: "values" = 10_000 in 100..=1_000_000;
    /// Fields within fields of a GraphQL operation.
    operation_depth: "levels" = 16 in 12..=64;
    /// Fields that a GraphQL operation can ask for, those of lists as often as the list may be long.
    operation_cost: "fields" = 50_000 in 1_000..=10_000_000;
    /// What the operations of one person may cost in a minute.
    cost_per_account: "fields" = 2_000_000 in 1_000..=1_000_000_000_000;
    /// What the operations of those who are not signed in may cost in a minute, from one network together.
    cost_per_client: "fields" = 200_000 in 1_000..=1_000_000_000_000;
    /// Time for a query or a mutation; a mutation that takes longer still comes to its end.
    request_seconds: "seconds" = 60 in 1..=3_600;
    /// Operations that one socket has at once.
    operations_per_socket: "operations" = 200 in 1..=10_000;
    /// Sockets and event streams that one person has open at once.
    sockets_per_account: "sockets" = 200 in 1..=100_000;
    /// Connections that are open at once, from everybody.
    connections: "connections" = 20_000 in 10..=1_000_000;
    /// What a session says of itself in a project: the path, the selection and the state together.
    presence_bytes: "bytes" = 1_024 in 64..=16_384;
    /// Times that a session may say in a second where it is.
    presence_updates_per_second: "updates" = 30 in 1..=1_000;
    /// Sessions that are in one project at once.
    presence_sessions_per_project: "sessions" = 10_000 in 1..=100_000;
    /// Sessions that one person has in a project at once.
    presence_sessions_per_account: "sessions" = 200 in 1..=100_000;
    /// Files of one upload.
    upload_files: "files" = 10 in 1..=1_000;
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
    /// Failed sign-ins, and other attempts to find out who has an account, from one network in a minute.
    failed_sign_ins_per_client: "attempts" = 30 in 1..=1_000_000;
    /// Wrong passwords for one account from one network in a minute.
    failed_sign_ins_per_account: "attempts" = 10 in 1..=1_000_000;
    /// Accounts that one network may register in a minute.
    registrations_per_client: "accounts" = 120 in 1..=1_000_000;
    /// Devices that one person is signed in with; the one used longest ago makes room.
    sessions_per_account: "sessions" = 200 in 1..=10_000;
    /// Size of a report from a preview.
    preview_report_bytes: "bytes" = 16_384 in 1_024..=1_048_576;
    /// Reports that a project's preview may send in a minute.
    preview_reports_per_minute: "reports" = 60 in 1..=10_000;
}
