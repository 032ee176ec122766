//! Turns a script into a module that current browsers run.
//!
//! Types go, JSX becomes calls of the automatic runtime, and `import.meta.env` and
//! `process.env.NODE_ENV` become constants. Import specifiers stay as they are written, because
//! the page's import map resolves them; so the output depends on the text, its language and the
//! [`Options`] alone, and can be kept by blob. Where there is no import map, as in workers, and
//! where addresses are fingerprinted, as in published builds, [`linked`] rewrites specifiers too.

mod environment;
mod rewrite;

use std::path::Path;

use oxc::allocator::Allocator;
use oxc::ast::ast::Program;
use oxc::codegen::{Codegen, CodegenOptions, CommentOptions};
use oxc::minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc::semantic::Scoping;
use oxc::span::SourceType;
use oxc::transformer::{
    DecoratorOptions, HelperLoaderMode, HelperLoaderOptions, JsxOptions, TransformOptions, Transformer,
};

use super::language::Script;
use super::nesting;
use super::position::Problem;
use super::scan::syntax::{self, Parsed};
use super::scan::{ImportKind, Scan};
use super::sourcemap::Mappings;

/// How heavy ([`nesting::weight`]) a text may be to be compressed, and not just printed tightly with
/// short names. The compressor's time and memory grow with the square of the longest chain; texts
/// beyond this, some 60 kB, are mostly libraries that were compressed before.
const MOST_COMPRESSED: usize = 32 << 20;

/// How a module is built. Equal options and equal text give equal code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// For whom the module is built.
    pub target: Target,
    /// The package whose `jsx-runtime` JSX calls; React's where nothing else is configured.
    pub jsx_import_source: Option<String>,
}

impl Options {
    /// Options for React.
    pub fn new(target: Target) -> Self {
        Self { target, jsx_import_source: None }
    }
}

/// For whom a module is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The live preview: readable, in development mode, with a source map.
    Preview,
    /// A published build: minified, in production mode.
    Published,
}

/// A module as a browser gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// The code, without a reference to its source map.
    pub code: String,
    /// Where each part of the code comes from; `None` where the code is the source itself, and in
    /// published builds.
    pub map: Option<Mappings>,
}

/// What becomes of one specifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rewrite {
    /// It stays.
    Keep,
    /// It is replaced.
    To(String),
    /// The statement goes where it imports nothing by name; else its specifier is replaced.
    RemoveOr(String),
}

/// Decides what becomes of a specifier.
pub type Linker<'l> = dyn Fn(&str, ImportKind) -> Rewrite + 'l;

/// Transforms a script, or says what is wrong with it.
pub fn transform(dialect: Script, source: &str, options: &Options) -> Result<Module, Vec<Problem>> {
    compile(dialect, source, options).1
}

/// Scans and transforms a script while parsing it once, for a caller that needs both.
pub fn compile(dialect: Script, source: &str, options: &Options) -> (Scan, Result<Module, Vec<Problem>>) {
    run(dialect, source, options, None)
}

/// Transforms a script and rewrites its specifiers as `linker` says.
pub fn linked(
    dialect: Script,
    source: &str,
    options: &Options,
    linker: &Linker<'_>,
) -> Result<Module, Vec<Problem>> {
    run(dialect, source, options, Some(linker)).1
}

fn run(
    dialect: Script,
    source: &str,
    options: &Options,
    linker: Option<&Linker<'_>>,
) -> (Scan, Result<Module, Vec<Problem>>) {
    let done = nesting::guarded(source, nesting::SCRIPT, || {
        let allocator = Allocator::default();
        let parsed = syntax::parse(&allocator, dialect, source);
        let scan = parsed.scan();
        if !parsed.problems.is_empty() {
            return (scan, Err(parsed.problems));
        }
        let must_change = options.target == Target::Published || linker.is_some() || !scan.is_plain;
        if !must_change {
            return (scan, Ok(Module { code: source.to_owned(), map: None }));
        }
        let is_module = scan.is_module || dialect != Script::JavaScript;
        (scan, print(&allocator, parsed, is_module, options, linker))
    });
    done.unwrap_or_else(|problem| {
        let scan = Scan::refused(dialect, problem.clone());
        let as_it_is = || Module { code: source.to_owned(), map: None };
        let module = if scan.is_plain { Ok(as_it_is()) } else { Err(vec![problem]) };
        (scan, module)
    })
}

fn print<'a>(
    allocator: &'a Allocator,
    parsed: Parsed<'a>,
    is_module: bool,
    options: &Options,
    linker: Option<&Linker<'_>>,
) -> Result<Module, Vec<Problem>> {
    let Parsed { mut program, scoping, lines, source, .. } = parsed;
    let scoping = environment::replace(allocator, &mut program, scoping, source, options.target);
    let transformed = Transformer::new(allocator, Path::new("module.tsx"), &transform_options(options))
        .build_with_scoping(scoping, &mut program);
    let problems = syntax::problems(&transformed.diagnostics, &lines, source);
    if !problems.is_empty() {
        return Err(problems);
    }
    rewrite::specifiers(allocator, &mut program, linker);
    Ok(match options.target {
        Target::Preview => readable(&program),
        Target::Published => {
            let compresses = nesting::weight(source) <= MOST_COMPRESSED;
            minified(allocator, &mut program, is_module, compresses)
        }
    })
}

fn transform_options(options: &Options) -> TransformOptions {
    TransformOptions {
        jsx: JsxOptions {
            import_source: options.jsx_import_source.clone(),
            // The annotations serve the minifier alone.
            pure: options.target == Target::Published,
            ..JsxOptions::enable()
        },
        decorator: DecoratorOptions { legacy: true, ..DecoratorOptions::default() },
        helper_loader: HelperLoaderOptions {
            mode: HelperLoaderMode::Runtime,
            ..HelperLoaderOptions::default()
        },
        ..TransformOptions::default()
    }
}

fn readable(program: &Program<'_>) -> Module {
    let options = CodegenOptions { source_map_path: Some("source".into()), ..CodegenOptions::default() };
    let printed = Codegen::new().with_options(options).build(program);
    let map = printed.map.map(|map| {
        let map = map.to_json();
        Mappings::new(map.mappings, map.names)
    });
    Module { code: printed.code, map }
}

fn minified<'a>(
    allocator: &'a Allocator,
    program: &mut Program<'a>,
    is_module: bool,
    compresses: bool,
) -> Module {
    // A plain script shares its top level with the page: nothing there may be renamed or dropped.
    if is_module {
        program.source_type = SourceType::mjs();
    } else {
        program.source_type = SourceType::script();
    }
    let mangle = MangleOptions { top_level: Some(is_module), ..MangleOptions::default() };
    let minifier = MinifierOptions {
        mangle: Some(mangle),
        compress: compresses.then(CompressOptions::smallest),
        mangle_properties: None,
    };
    let scoping: Option<Scoping> = Minifier::new(minifier).minify(allocator, program).scoping;
    let options = CodegenOptions { comments: CommentOptions::disabled(), ..CodegenOptions::minify() };
    let printed = Codegen::new().with_options(options).with_scoping(scoping).build(program);
    Module { code: printed.code, map: None }
}

#[cfg(test)]
mod tests;
