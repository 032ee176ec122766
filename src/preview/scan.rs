//! What a script imports, exports and leaves undefined, and what is wrong with its syntax.
//!
//! A scan depends on the text and its language alone, so equal files share one. Whether the
//! imports lead anywhere is for [`super::check`] to say.

pub(super) mod collect;
mod exports;
mod imports;
pub(super) mod syntax;

use oxc::allocator::Allocator;

use super::language::Script;
use super::nesting;
use super::position::{Position, Problem};
use crate::diagnostics::Severity;

/// The facts of one script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Whether it has `import` or `export`; a script without may be meant for a plain script tag.
    pub is_module: bool,
    /// Every reference to another file or package, in the order of the text.
    pub imports: Vec<Import>,
    /// What others can import from it.
    pub exports: Exports,
    /// Names that are used as values and defined nowhere in the file, once each.
    pub undefined: Vec<Undefined>,
    /// Modules that the transformed code imports although the text does not name them.
    pub implied: Vec<String>,
    /// Names that a declaration file declares for every file of the project.
    pub globals: Vec<String>,
    /// Whether a browser can run the text as it is, so that nothing needs transforming.
    pub is_plain: bool,
    /// Syntax errors and uses of what no browser has.
    pub problems: Vec<Problem>,
}

/// A reference to another file or package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The specifier as written; for [`ImportKind::Computed`], the constant text it starts with.
    pub specifier: String,
    /// How it is referred to.
    pub kind: ImportKind,
    /// What is taken from it by name.
    pub names: Vec<ImportedName>,
    /// Where the specifier stands.
    pub position: Position,
}

/// How a script refers to another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// `import … from` that survives the removal of types.
    Static,
    /// `export … from`.
    Reexport,
    /// `import("…")`.
    Dynamic,
    /// `import()` of something other than a constant.
    Computed,
    /// Types alone: nothing is left of it when the script runs.
    Type,
    /// `new URL("…", import.meta.url)`.
    Url,
    /// The same as the first argument of `new Worker` or `new SharedWorker`.
    Worker,
}

impl ImportKind {
    /// Whether the browser loads the target together with the importer.
    pub fn is_eager(self) -> bool {
        matches!(self, Self::Static | Self::Reexport)
    }

    /// Whether the specifier goes through the module loader, and so through the import map.
    pub fn is_module_request(self) -> bool {
        matches!(self, Self::Static | Self::Reexport | Self::Dynamic)
    }
}

/// One name in the braces of an `import` or `export … from`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedName {
    /// The name within the other module; `default` for its default export.
    pub name: String,
    /// Whether only its type is used, so that a type of that name will do.
    pub is_type: bool,
    /// Where the name stands.
    pub position: Position,
}

/// What a script exports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exports {
    /// Names of values, `default` among them, each once, in the order of the text.
    pub values: Vec<String>,
    /// Names of types alone.
    pub types: Vec<String>,
    /// Specifiers of `export * from`.
    pub stars: Vec<String>,
    /// Whether the names cannot be known, as with `export =`.
    pub is_opaque: bool,
}

/// A name that is used and not defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undefined {
    /// The name.
    pub name: String,
    /// How it is used first.
    pub usage: Usage,
    /// Where it is used first.
    pub position: Position,
}

/// How an undefined name is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// As a JSX element, such as `<Button>`.
    Component,
    /// Called.
    Call,
    /// Anything else.
    Value,
}

/// Reads a script. Never fails: what cannot be parsed is in [`Scan::problems`].
pub fn scan(dialect: Script, source: &str) -> Scan {
    let scanned = nesting::guarded(source, nesting::SCRIPT, || {
        let allocator = Allocator::default();
        syntax::parse(&allocator, dialect, source).scan()
    });
    scanned.unwrap_or_else(|problem| Scan::refused(dialect, problem))
}

impl Scan {
    /// The scan of a text that could not be read at all. JavaScript that is merely too large, as
    /// libraries in one file are, needs no compiler and is served as it is.
    pub(super) fn refused(dialect: Script, mut problem: Problem) -> Self {
        let is_plain = dialect == Script::JavaScript && problem.code == "too-large";
        if is_plain {
            problem.severity = Severity::Warning;
        }
        Self {
            is_plain,
            exports: Exports { is_opaque: true, ..Exports::default() },
            problems: vec![problem],
            ..Self::default()
        }
    }

    /// Whether this declaration file declares a global name.
    pub fn declares(&self, name: &str) -> bool {
        self.globals.iter().any(|global| global == name)
    }

    /// Whether the text has errors that keep it from running.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

impl Exports {
    /// Whether a value of this name is exported by the module itself.
    pub fn has_value(&self, name: &str) -> bool {
        self.values.iter().any(|value| value == name)
    }

    /// Whether a type of this name, which a class or enum is too, is exported by the module itself.
    pub fn has_type(&self, name: &str) -> bool {
        self.types.iter().any(|kind| kind == name) || self.has_value(name)
    }
}

#[cfg(test)]
mod tests;
