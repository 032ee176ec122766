//! stub
use super::super::element::{Drawing, Element};
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    Add(Element),
}
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    pub changes: Vec<Change>,
    pub said: String,
}
pub(super) fn revise(_: &str, _: &Drawing, _: &mut dyn FnMut() -> String) -> Revision {
    Revision { changes: vec![], said: String::new() }
}
