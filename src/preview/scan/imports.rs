//! The imports that statements make. Those inside expressions are [`super::collect`]'s.

use oxc::ast::ast::{
    ImportDeclaration, ImportDeclarationSpecifier, ImportOrExportKind, Program, Statement, TSModuleReference,
};
use oxc::semantic::SymbolId;

use super::super::language::Script;
use super::super::position::Problem;
use super::syntax::Parsed;
use super::{Import, ImportKind, ImportedName};

/// Imports and re-exports of the script's statements.
pub(super) fn of(parsed: &Parsed<'_>) -> Vec<Import> {
    parsed.program.body.iter().filter_map(|statement| of_statement(parsed, statement)).collect()
}

/// Modules that the transformed code will import by itself.
pub(super) fn implied(parsed: &Parsed<'_>, has_jsx: bool, has_decorators: bool) -> Vec<String> {
    let mut implied = Vec::new();
    if has_jsx {
        let source = jsx_import_source(parsed).unwrap_or("react");
        implied.push(format!("{source}/jsx-runtime"));
        if source == "react" {
            // Where a spread comes before a key, the transform falls back to `createElement`.
            implied.push("react".to_owned());
        }
    }
    if has_decorators {
        implied
            .extend(["decorate", "decorateParam"].map(|name| format!("@oxc-project/runtime/helpers/{name}")));
    }
    implied
}

/// The package named by a `@jsxImportSource` comment.
fn jsx_import_source<'a>(parsed: &Parsed<'a>) -> Option<&'a str> {
    let comments =
        parsed.program.comments.iter().map(|comment| comment.content_span().source_text(parsed.source));
    comments
        .filter_map(|text| text.split_once("@jsxImportSource"))
        .find_map(|(_, rest)| rest.split_whitespace().next())
}

/// Whether an import carries attributes, which ask for other types than this server sends.
pub(super) fn has_attributes(program: &Program<'_>) -> bool {
    program.body.iter().any(|statement| match statement {
        Statement::ImportDeclaration(import) => import.with_clause.is_some(),
        Statement::ExportFromDeclaration(export) => export.with_clause.is_some(),
        Statement::ExportAllDeclaration(export) => export.with_clause.is_some(),
        _ => false,
    })
}

fn of_statement(parsed: &Parsed<'_>, statement: &Statement<'_>) -> Option<Import> {
    match statement {
        Statement::ImportDeclaration(import) => Some(of_import(parsed, import)),
        Statement::ExportFromDeclaration(export) => {
            let names = export.specifiers.iter().map(|specifier| ImportedName {
                name: specifier.local.name().to_string(),
                is_type: export.export_kind.is_type() || specifier.export_kind.is_type(),
                position: parsed.position(specifier.span.start),
            });
            let kind = if export.export_kind.is_type() { ImportKind::Type } else { ImportKind::Reexport };
            Some(Import {
                specifier: export.source.value.to_string(),
                kind,
                names: names.collect(),
                position: parsed.position(export.source.span.start),
            })
        }
        Statement::ExportAllDeclaration(export) => Some(Import {
            specifier: export.source.value.to_string(),
            kind: if export.export_kind.is_type() { ImportKind::Type } else { ImportKind::Reexport },
            names: Vec::new(),
            position: parsed.position(export.source.span.start),
        }),
        Statement::TSImportEqualsDeclaration(import) => {
            let TSModuleReference::ExternalModuleReference(reference) = &import.module_reference else {
                return None;
            };
            Some(Import {
                specifier: reference.expression.value.to_string(),
                kind: ImportKind::Type,
                names: Vec::new(),
                position: parsed.position(reference.expression.span.start),
            })
        }
        _ => None,
    }
}

fn of_import(parsed: &Parsed<'_>, import: &ImportDeclaration<'_>) -> Import {
    let specifiers = import.specifiers.as_ref().map_or(&[][..], |specifiers| specifiers.as_slice());
    let all_types = import.import_kind == ImportOrExportKind::Type;
    let mut survives = specifiers.is_empty();
    let mut names = Vec::new();
    for specifier in specifiers {
        let local = specifier.local();
        let is_type = all_types || is_type_specifier(specifier) || is_elided(parsed, local.symbol_id());
        survives |= !is_type;
        let name = match specifier {
            ImportDeclarationSpecifier::ImportSpecifier(braced) => braced.imported.name().to_string(),
            ImportDeclarationSpecifier::ImportDefaultSpecifier(_) => "default".to_owned(),
            ImportDeclarationSpecifier::ImportNamespaceSpecifier(_) => continue,
        };
        names.push(ImportedName { name, is_type, position: parsed.position(local.span.start) });
    }
    Import {
        specifier: import.source.value.to_string(),
        kind: if survives && !all_types { ImportKind::Static } else { ImportKind::Type },
        names,
        position: parsed.position(import.source.span.start),
    }
}

fn is_type_specifier(specifier: &ImportDeclarationSpecifier<'_>) -> bool {
    matches!(specifier, ImportDeclarationSpecifier::ImportSpecifier(named)
        if named.import_kind == ImportOrExportKind::Type)
}

/// Whether the transform removes the binding because only its type is used, as TypeScript does.
fn is_elided(parsed: &Parsed<'_>, symbol: SymbolId) -> bool {
    parsed.dialect != Script::JavaScript
        && !parsed.scoping.get_resolved_references(symbol).any(|reference| reference.flags().is_value())
}

/// The problem of a module form that only Node understands.
pub(super) fn commonjs(parsed: &Parsed<'_>, offset: u32, what: &str, instead: &str) -> Problem {
    let message = format!("`{what}` does not exist in a browser; use {instead} instead.");
    Problem::error(parsed.position(offset), "commonjs", message)
}
