//! Regular expressions that are compiled once, where they are used.

use regex_lite::{Captures, Regex};

/// A compiled expression that ignores case. One that does not compile matches nothing; tests and
/// debug builds refuse it.
pub(crate) struct Pattern(Option<Regex>);

impl Pattern {
    pub(crate) fn new(source: &str) -> Self {
        let compiled = Regex::new(&format!("(?i){source}"));
        debug_assert!(compiled.is_ok(), "{source}");
        Self(compiled.ok())
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.0.as_ref()?.captures(text)
    }

    /// Every match in turn, without overlaps.
    pub(crate) fn all<'t>(&self, text: &'t str) -> Vec<Captures<'t>> {
        self.0.as_ref().map(|regex| regex.captures_iter(text).collect()).unwrap_or_default()
    }

    /// Where the first match begins and ends.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, usize)> {
        self.0.as_ref()?.find(text).map(|found| (found.start(), found.end()))
    }

    pub(crate) fn replace(&self, text: &str, with: &str) -> String {
        self.0.as_ref().map_or_else(|| text.to_owned(), |regex| regex.replace_all(text, with).into_owned())
    }
}

/// The group's text, or nothing.
pub(crate) fn group<'t>(captures: &Captures<'t>, at: usize) -> &'t str {
    captures.get(at).map_or("", |found| found.as_str())
}

/// The pattern, compiled at its first use.
macro_rules! pattern {
    ($source:expr) => {{
        static PATTERN: std::sync::LazyLock<$crate::generation::providers::builtin::pattern::Pattern> =
            std::sync::LazyLock::new(|| {
                $crate::generation::providers::builtin::pattern::Pattern::new($source)
            });
        &*PATTERN
    }};
}
pub(crate) use pattern;
