//! Style sheets: what they refer to, what is wrong with them, scoped class names, and minifying.
//!
//! In a preview plain style sheets are served as they are written. Only `*.module.css` is
//! compiled, because its class names become local to the file.

mod problems;
mod references;

use std::collections::BTreeMap;

use lightningcss::css_modules;
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};

use super::nesting;
use super::position::{Lines, Position, Problem};

pub use references::{Reference, references, replaced};

/// The facts of one style sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Every `@import` and `url()`.
    pub references: Vec<Reference>,
    /// The class names that a `*.module.css` exports.
    pub classes: Vec<String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Reads a style sheet; `is_module` says whether its classes are exported.
pub fn sheet(source: &str, is_module: bool) -> Sheet {
    let mut sheet = Sheet { references: references(source), ..Sheet::default() };
    match nesting::guarded(source, nesting::STYLE, || problems::of(source)) {
        Ok(problems) => sheet.problems = problems,
        Err(problem) => sheet.problems.push(problem),
    }
    if is_module && let Ok(scoped) = scoped("module.css", source) {
        sheet.classes = scoped.names.into_keys().collect();
    }
    sheet
}

/// A style sheet with local class names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scoped {
    /// The style sheet as it is served.
    pub css: String,
    /// The names in the source, and the classes that stand for them, separated by spaces.
    pub names: BTreeMap<String, String>,
}

/// Compiles `*.module.css`. The local names depend on the path alone, so that a change of the
/// rules changes no name.
pub fn scoped(path: &str, source: &str) -> Result<Scoped, Vec<Problem>> {
    nesting::guarded(source, nesting::STYLE, || scope(path, source))
        .unwrap_or_else(|problem| Err(vec![problem]))
}

fn scope(path: &str, source: &str) -> Result<Scoped, Vec<Problem>> {
    let failed = |message: String| vec![Problem::error(Position::START, "css-error", message)];
    let pattern = css_modules::Pattern::parse("[local]_[hash]").map_err(|error| failed(error.to_string()))?;
    let options = ParserOptions {
        filename: path.to_owned(),
        css_modules: Some(css_modules::Config { pattern, ..css_modules::Config::default() }),
        error_recovery: true,
        ..ParserOptions::default()
    };
    let sheet = StyleSheet::parse(source, options)
        .map_err(|error| vec![problems::problem(&error, &Lines::new(source))])?;
    let printed = sheet.to_css(PrinterOptions::default()).map_err(|error| failed(error.to_string()))?;
    let exports = printed.exports.unwrap_or_default();
    let mut names = BTreeMap::new();
    for (name, export) in &exports {
        let composed = export.composes.iter().filter_map(|reference| match reference {
            css_modules::CssModuleReference::Local { name }
            | css_modules::CssModuleReference::Global { name } => Some(name.as_str()),
            // Classes of other files are that file's to name.
            css_modules::CssModuleReference::Dependency { .. } => None,
        });
        let classes: Vec<&str> = std::iter::once(export.name.as_str()).chain(composed).collect();
        names.insert(name.clone(), classes.join(" "));
    }
    Ok(Scoped { css: printed.code, names })
}

/// The style sheet in fewer bytes. Where the compiler does not understand all of it, it stays as
/// it is, because browsers may.
pub fn minified(source: &str) -> String {
    let minified = nesting::guarded(source, nesting::STYLE, || minify(source));
    minified.ok().flatten().unwrap_or_else(|| source.to_owned())
}

fn minify(source: &str) -> Option<String> {
    let mut sheet = StyleSheet::parse(source, ParserOptions::default()).ok()?;
    sheet.minify(MinifyOptions::default()).ok()?;
    Some(sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() }).ok()?.code)
}

#[cfg(test)]
mod tests;
