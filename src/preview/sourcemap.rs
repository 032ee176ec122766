//! Source maps, and what they say about the stack of an error in a browser.

mod mappings;
mod stack;

pub use mappings::Mappings;
pub use stack::{Lookup, Place, Served, locate, rewritten};
