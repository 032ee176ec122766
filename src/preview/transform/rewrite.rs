//! Changes import specifiers in a syntax tree.

use oxc::allocator::Allocator;
use oxc::ast::ast::{
    ExportAllDeclaration, ExportFromDeclaration, Expression, ImportDeclaration, ImportExpression,
    NewExpression, Program, Statement, StringLiteral,
};
use oxc::ast_visit::{VisitMut, walk_mut};
use oxc::str::Str;

use super::super::scan::ImportKind;
use super::super::scan::collect::module_url;
use super::{Linker, Rewrite};

/// Applies `linker` to every specifier, and takes away the attributes of imports: they name the
/// type of the file, while what is served for it is a module.
pub(super) fn specifiers<'a>(
    allocator: &'a Allocator,
    program: &mut Program<'a>,
    linker: Option<&Linker<'_>>,
) {
    if let Some(linker) = linker {
        program.body.retain(|statement| !is_removed(statement, linker));
        Rewriter { allocator, linker }.visit_program(program);
    }
    for statement in &mut program.body {
        match statement {
            Statement::ImportDeclaration(import) => import.with_clause = None,
            Statement::ExportFromDeclaration(export) => export.with_clause = None,
            Statement::ExportAllDeclaration(export) => export.with_clause = None,
            _ => {}
        }
    }
}

fn is_removed(statement: &Statement<'_>, linker: &Linker<'_>) -> bool {
    matches!(statement, Statement::ImportDeclaration(import)
        if import.specifiers.is_none()
            && matches!(linker(&import.source.value, ImportKind::Static), Rewrite::RemoveOr(_)))
}

struct Rewriter<'a, 'l> {
    allocator: &'a Allocator,
    linker: &'l Linker<'l>,
}

impl<'a> Rewriter<'a, '_> {
    fn rewrite(&self, literal: &mut StringLiteral<'a>, kind: ImportKind) {
        if let Rewrite::To(specifier) | Rewrite::RemoveOr(specifier) = (self.linker)(&literal.value, kind) {
            literal.value = Str::from_str_in(&specifier, &self.allocator);
            literal.raw = None;
        }
    }
}

impl<'a> VisitMut<'a> for Rewriter<'a, '_> {
    fn visit_import_declaration(&mut self, import: &mut ImportDeclaration<'a>) {
        self.rewrite(&mut import.source, ImportKind::Static);
    }

    fn visit_export_from_declaration(&mut self, export: &mut ExportFromDeclaration<'a>) {
        self.rewrite(&mut export.source, ImportKind::Reexport);
    }

    fn visit_export_all_declaration(&mut self, export: &mut ExportAllDeclaration<'a>) {
        self.rewrite(&mut export.source, ImportKind::Reexport);
    }

    fn visit_import_expression(&mut self, import: &mut ImportExpression<'a>) {
        if let Expression::StringLiteral(literal) = &mut import.source {
            self.rewrite(literal, ImportKind::Dynamic);
            import.options = None;
        }
        walk_mut::walk_import_expression(self, import);
    }

    fn visit_new_expression(&mut self, new: &mut NewExpression<'a>) {
        if module_url(new).is_some()
            && let Some(Expression::StringLiteral(literal)) =
                new.arguments.first_mut().and_then(|argument| argument.as_expression_mut())
        {
            self.rewrite(literal, ImportKind::Url);
        }
        walk_mut::walk_new_expression(self, new);
    }
}
