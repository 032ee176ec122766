//! What a module may know about where it runs: the mode, and nothing of the server's environment.

use std::sync::LazyLock;

use oxc::allocator::Allocator;
use oxc::ast::ast::Program;
use oxc::semantic::{Scoping, SemanticBuilder};
use oxc::transformer_plugins::{ReplaceGlobalDefines, ReplaceGlobalDefinesConfig};

use super::super::scan::syntax::mentions_environment;
use super::Target;

/// The names that replace `import.meta.env` and `process.env`, as Vite gives them. Other names are
/// `undefined`, and nothing of the server's own environment is readable.
const PREVIEW: [(&str, &str); 5] = [
    ("import.meta.env", r#"{"MODE":"development","DEV":true,"PROD":false,"SSR":false,"BASE_URL":"/"}"#),
    ("import.meta.env.DEV", "true"),
    ("import.meta.env.PROD", "false"),
    ("process.env.NODE_ENV", r#""development""#),
    ("process.env", r#"{"NODE_ENV":"development"}"#),
];

const PUBLISHED: [(&str, &str); 9] = [
    ("import.meta.env", r#"{"MODE":"production","DEV":false,"PROD":true,"SSR":false,"BASE_URL":"/"}"#),
    ("import.meta.env.MODE", r#""production""#),
    ("import.meta.env.DEV", "false"),
    ("import.meta.env.PROD", "true"),
    ("import.meta.env.SSR", "false"),
    ("import.meta.env.BASE_URL", r#""/""#),
    ("import.meta.hot", "undefined"),
    ("process.env.NODE_ENV", r#""production""#),
    ("process.env", r#"{"NODE_ENV":"production"}"#),
];

static PREVIEW_CONFIG: LazyLock<Option<ReplaceGlobalDefinesConfig>> =
    LazyLock::new(|| ReplaceGlobalDefinesConfig::new(&PREVIEW).ok());
static PUBLISHED_CONFIG: LazyLock<Option<ReplaceGlobalDefinesConfig>> =
    LazyLock::new(|| ReplaceGlobalDefinesConfig::new(&PUBLISHED).ok());

/// Replaces what the script asks of its environment, and returns its scopes anew where that
/// changed them.
pub(super) fn replace<'a>(
    allocator: &'a Allocator,
    program: &mut Program<'a>,
    scoping: Scoping,
    source: &str,
    target: Target,
) -> Scoping {
    if !mentions_environment(source) {
        return scoping;
    }
    let config = match target {
        Target::Preview => &*PREVIEW_CONFIG,
        Target::Published => &*PUBLISHED_CONFIG,
    };
    let Some(config) = config else { return scoping };
    let replaced = ReplaceGlobalDefines::new(allocator, config.clone()).build(scoping, program);
    if !replaced.changed {
        return replaced.scoping;
    }
    SemanticBuilder::new()
        .with_enum_eval(true)
        .with_excess_capacity(2.0)
        .build(program)
        .semantic
        .into_scoping()
}

#[cfg(test)]
mod tests {
    use super::{PREVIEW_CONFIG, PUBLISHED_CONFIG};

    #[test]
    fn the_replacements_are_valid() {
        assert!(PREVIEW_CONFIG.is_some() && PUBLISHED_CONFIG.is_some());
    }
}
