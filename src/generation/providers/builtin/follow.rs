use super::{Reply, spec::AppSpec};
use std::collections::BTreeMap;
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outcome {
    pub(super) done: Vec<String>,
    pub(super) not_done: Vec<String>,
}
pub(super) fn replacement(_r: &str, _s: &AppSpec) -> Option<String> {
    None
}
pub(super) fn follow(s: &AppSpec, _r: &str) -> (AppSpec, Outcome) {
    (s.clone(), Outcome::default())
}
pub(super) fn imported(_r: &str, _l: &[String], _f: &BTreeMap<String, Option<String>>) -> Reply {
    Reply { text: super::report::greeting(), calls: Vec::new() }
}
pub(super) fn imported_done(_r: &str, _f: &[String]) -> String {
    super::report::greeting()
}
