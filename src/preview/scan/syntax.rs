//! Parsing, and the compiler's errors as problems that help.

use oxc::allocator::Allocator;
use oxc::ast::ast::Program;
use oxc::diagnostics::{Diagnostics, OxcDiagnostic, Severity};
use oxc::parser::Parser;
use oxc::semantic::{Scoping, SemanticBuilder};
use oxc::span::SourceType;

use super::super::language::Script;
use super::super::position::{Lines, Position, Problem};
use super::collect::Collector;
use super::{Exports, Scan, exports, imports};

/// At most so many problems of one file are of use to anybody.
const MOST_PROBLEMS: usize = 20;

/// A parsed script with its scopes.
pub(in crate::preview) struct Parsed<'a> {
    pub(in crate::preview) source: &'a str,
    pub(in crate::preview) dialect: Script,
    pub(in crate::preview) program: Program<'a>,
    pub(in crate::preview) scoping: Scoping,
    pub(in crate::preview) lines: Lines<'a>,
    pub(in crate::preview) problems: Vec<Problem>,
    /// Whether parsing gave up, so that the program is empty.
    gave_up: bool,
}

/// Parses a script and resolves its names. The caller has made room on the stack.
pub(in crate::preview) fn parse<'a>(
    allocator: &'a Allocator,
    dialect: Script,
    source: &'a str,
) -> Parsed<'a> {
    let parsed = Parser::new(allocator, source, source_type(dialect)).parse();
    let program = parsed.program;
    let lines = Lines::new(source);
    let semantic = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .with_enum_eval(dialect != Script::JavaScript)
        .with_excess_capacity(2.0)
        .build(&program);
    let mut problems = problems(&parsed.diagnostics, &lines, source);
    if !parsed.panicked {
        problems.extend(self::problems(&semantic.diagnostics, &lines, source));
    }
    let scoping = semantic.semantic.into_scoping();
    let mut parsed = Parsed { source, dialect, program, scoping, lines, problems, gave_up: parsed.panicked };
    if parsed.problems.is_empty() {
        parsed.problems = exports::duplicate_defaults(&parsed);
        parsed.problems.extend(exports::undefined(&parsed));
    }
    parsed.problems.sort();
    parsed.problems.dedup();
    parsed.problems.truncate(MOST_PROBLEMS);
    parsed
}

impl Parsed<'_> {
    /// Collects the facts.
    pub(in crate::preview) fn scan(&self) -> Scan {
        if self.gave_up {
            let exports = Exports { is_opaque: true, ..Exports::default() };
            return Scan { is_module: true, exports, problems: self.problems.clone(), ..Scan::default() };
        }
        let mut collector = Collector::new(self);
        collector.collect(&self.program);
        let mut found = imports::of(self);
        found.append(&mut collector.imports);
        found.sort_by_key(|import| import.position);
        let is_plain = self.dialect == Script::JavaScript
            && !collector.has_jsx
            && !collector.has_decorators
            && !imports::has_attributes(&self.program)
            && !mentions_environment(self.source);
        let mut problems = self.problems.clone();
        problems.append(&mut collector.problems);
        Scan {
            is_module: self.program.body.iter().any(|statement| statement.as_module_declaration().is_some()),
            imports: found,
            exports: exports::of(self),
            implied: imports::implied(self, collector.has_jsx, collector.has_decorators),
            undefined: collector.undefined,
            globals: self.globals(),
            is_plain,
            problems,
        }
    }

    /// Every name that a declaration file declares anywhere: which of them are global depends on
    /// rules too fine to hold against anybody.
    fn globals(&self) -> Vec<String> {
        if self.dialect != Script::Declaration {
            return Vec::new();
        }
        self.scoping.symbol_names().map(str::to_owned).collect()
    }

    /// The position of a byte offset.
    pub(in crate::preview) fn position(&self, offset: u32) -> Position {
        self.lines.position(offset)
    }
}

/// Whether the text may read `import.meta.env`, `import.meta.hot` or `process.env`.
pub(in crate::preview) fn mentions_environment(source: &str) -> bool {
    let has = |needle: &str| memchr::memmem::find(source.as_bytes(), needle.as_bytes()).is_some();
    has("process.env") || (has("import.meta") && (has(".env") || has(".hot")))
}

/// What the parser must allow.
fn source_type(dialect: Script) -> SourceType {
    match dialect {
        // A script without imports and exports may be meant for a plain script tag, where sloppy
        // mode is allowed.
        Script::JavaScript => SourceType::unambiguous().with_jsx(true),
        Script::TypeScript => SourceType::ts().with_module(true),
        Script::TypeScriptJsx => SourceType::tsx().with_module(true),
        Script::Declaration => SourceType::d_ts(),
    }
}

/// Compiler diagnostics as problems; warnings are matters of style and left out.
pub(in crate::preview) fn problems(
    diagnostics: &Diagnostics,
    lines: &Lines<'_>,
    source: &str,
) -> Vec<Problem> {
    diagnostics.errors().take(MOST_PROBLEMS).map(|error| problem(error, lines, source)).collect()
}

fn problem(error: &OxcDiagnostic, lines: &Lines<'_>, source: &str) -> Problem {
    debug_assert!(matches!(error.severity, Severity::Error));
    let label = error.labels.first();
    let offset = label.map_or(0, |label| label.offset() as usize);
    let mut message = error.message.trim_end_matches('.').replace("`EOF`", "the end of the file");
    // The parser says "Unexpected token" and leaves it to an excerpt to show which.
    if let Some(found) = label.and_then(|label| source.get(offset..offset + label.len() as usize)) {
        if message == "Unexpected token" && offset >= source.trim_end().len() {
            "Unexpected end of the file; something is not closed".clone_into(&mut message);
        } else if message == "Unexpected token" && !found.is_empty() && found.len() <= 40 {
            message = format!("Unexpected `{}`", found.escape_debug());
        }
    }
    if let Some(text) = label.and_then(|label| label.label()).filter(|text| !text.is_empty()) {
        message = format!("{message}: {}", text.trim_end_matches('.'));
    }
    message.push('.');
    // In JSX a closing brace or bracket is text that must be escaped; far more often an element
    // before it was left open.
    if message.contains("&rbrace;") || message.contains("&gt;") {
        message.push_str(" A JSX element above it may not be closed.");
    }
    for hint in error.help.iter().chain(error.note.iter()) {
        message = format!("{message} {}.", hint.trim_end_matches('.'));
    }
    Problem::error(lines.position(offset as u32), "syntax-error", message)
}
