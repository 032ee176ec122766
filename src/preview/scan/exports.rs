//! The names that a script exports.

use oxc::ast::ast::{Declaration, ExportDefaultDeclarationKind, ExportSpecifier, Statement};
use oxc::semantic::SymbolFlags;
use oxc::str::Ident;

use super::super::language::Script;
use super::super::position::Problem;
use super::Exports;
use super::syntax::Parsed;

/// Default exports after the first, which the parser lets pass in TypeScript. Overloads of one
/// function are one export.
pub(super) fn duplicate_defaults(parsed: &Parsed<'_>) -> Vec<Problem> {
    let defaults = parsed.program.body.iter().filter_map(|statement| match statement {
        Statement::ExportDefaultDeclaration(export) => match &export.declaration {
            ExportDefaultDeclarationKind::FunctionDeclaration(function) if function.body.is_none() => None,
            ExportDefaultDeclarationKind::TSInterfaceDeclaration(_) => None,
            _ => Some(parsed.position(export.span.start)),
        },
        _ => None,
    });
    let message = "A module can have only one default export.";
    defaults.skip(1).map(|position| Problem::error(position, "syntax-error", message)).collect()
}

/// Names in `export { … }` that the file does not have; TypeScript's parser lets them pass, browsers
/// do not.
pub(super) fn undefined(parsed: &Parsed<'_>) -> Vec<Problem> {
    let lists = parsed.program.body.iter().filter_map(|statement| match statement {
        Statement::ExportNamedDeclaration(export) if !export.export_kind.is_type() => {
            Some(&export.specifiers)
        }
        _ => None,
    });
    let specifiers = lists.flatten().filter(|specifier| !specifier.export_kind.is_type());
    let undefined = specifiers.filter(|specifier| {
        let name: &str = &specifier.local.name();
        parsed.scoping.get_root_binding(Ident::from(name)).is_none()
    });
    undefined
        .map(|specifier| {
            let message = format!("`{}` is exported but not defined.", specifier.local.name());
            Problem::error(parsed.position(specifier.span.start), "syntax-error", message)
        })
        .collect()
}

/// What the script exports.
pub(super) fn of(parsed: &Parsed<'_>) -> Exports {
    let mut exports = Exports::default();
    for statement in &parsed.program.body {
        add_statement(&mut exports, parsed, statement);
    }
    for names in [&mut exports.values, &mut exports.types] {
        let mut seen = std::collections::HashSet::new();
        names.retain(|name| seen.insert(name.clone()));
    }
    exports
}

fn add_statement(exports: &mut Exports, parsed: &Parsed<'_>, statement: &Statement<'_>) {
    match statement {
        Statement::ExportDeclaration(export) => add_declaration(exports, parsed, &export.declaration),
        Statement::ExportDefaultDeclaration(export) => match export.declaration {
            ExportDefaultDeclarationKind::TSInterfaceDeclaration(_) => {
                exports.types.push("default".to_owned());
            }
            _ => exports.values.push("default".to_owned()),
        },
        Statement::ExportNamedDeclaration(export) => {
            for specifier in &export.specifiers {
                let is_type = export.export_kind.is_type() || is_type(parsed, specifier);
                add(exports, specifier.exported.name().to_string(), is_type);
            }
        }
        Statement::ExportFromDeclaration(export) => {
            for specifier in &export.specifiers {
                let is_type = export.export_kind.is_type() || specifier.export_kind.is_type();
                add(exports, specifier.exported.name().to_string(), is_type);
            }
        }
        Statement::ExportAllDeclaration(export) => match &export.exported {
            Some(name) => add(exports, name.name().to_string(), export.export_kind.is_type()),
            None => exports.stars.push(export.source.value.to_string()),
        },
        Statement::TSExportAssignment(_) | Statement::TSNamespaceExportDeclaration(_) => {
            exports.is_opaque = true;
        }
        // In a declaration file every top-level declaration may be visible; the rules are subtle.
        _ if parsed.dialect == Script::Declaration => exports.is_opaque = true,
        _ => {}
    }
}

fn add(exports: &mut Exports, name: String, is_type: bool) {
    let names = if is_type { &mut exports.types } else { &mut exports.values };
    names.push(name);
}

fn add_declaration(exports: &mut Exports, parsed: &Parsed<'_>, declaration: &Declaration<'_>) {
    // What is merely declared exists for the type checker alone.
    let is_ambient = declaration.declare() || parsed.dialect == Script::Declaration;
    match declaration {
        Declaration::VariableDeclaration(variables) => {
            for declarator in &variables.declarations {
                for name in declarator.id.get_binding_identifiers() {
                    add(exports, name.name.to_string(), is_ambient);
                }
            }
        }
        Declaration::TSTypeAliasDeclaration(_) | Declaration::TSInterfaceDeclaration(_) => {
            exports.types.extend(declaration.id().map(|id| id.name.to_string()));
        }
        Declaration::TSNamespaceDeclaration(_) | Declaration::TSExternalModuleDeclaration(_) => {
            exports.is_opaque = true;
        }
        Declaration::TSGlobalDeclaration(_) => {}
        _ => {
            if let Some(id) = declaration.id() {
                add(exports, id.name.to_string(), is_ambient);
            }
        }
    }
}

/// Whether `export { Name }` exports a type that the file itself declares.
fn is_type(parsed: &Parsed<'_>, specifier: &ExportSpecifier<'_>) -> bool {
    let name: &str = &specifier.local.name();
    let is_declared_type = parsed.scoping.get_root_binding(Ident::from(name)).is_some_and(|symbol| {
        let flags = parsed.scoping.symbol_flags(symbol);
        flags.contains(SymbolFlags::TypeImport) || (!flags.is_value() && !flags.contains(SymbolFlags::Import))
    });
    specifier.export_kind.is_type() || is_declared_type
}
