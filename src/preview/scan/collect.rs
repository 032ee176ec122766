//! One walk over the syntax tree for everything that hides inside expressions.

use std::collections::HashSet;

use oxc::ast::ast::{
    CallExpression, Decorator, Expression, IdentifierReference, ImportExpression, JSXElementName,
    JSXFragment, JSXOpeningElement, NewExpression, Program, TSImportType, UnaryExpression,
};
use oxc::ast_visit::{Visit, walk};
use oxc::syntax::operator::UnaryOperator;

use super::super::language::Script;
use super::super::position::Problem;
use super::imports::commonjs;
use super::syntax::Parsed;
use super::{Import, ImportKind, Undefined, Usage};

/// Names that every script finds in a browser and that are used often enough to keep out of
/// [`super::Scan::undefined`]; which of the others exist is for the reader to judge.
const COMMON_GLOBALS: [&str; 24] = [
    "undefined",
    "console",
    "window",
    "document",
    "Math",
    "JSON",
    "Object",
    "Array",
    "String",
    "Number",
    "Boolean",
    "Date",
    "Promise",
    "Map",
    "Set",
    "Error",
    "localStorage",
    "setTimeout",
    "clearTimeout",
    "setInterval",
    "clearInterval",
    "fetch",
    "parseInt",
    "arguments",
];

/// What the walk found.
pub(super) struct Collector<'p, 'a> {
    parsed: &'p Parsed<'a>,
    pub(super) imports: Vec<Import>,
    pub(super) undefined: Vec<Undefined>,
    pub(super) problems: Vec<Problem>,
    pub(super) has_jsx: bool,
    pub(super) has_decorators: bool,
    seen: HashSet<String>,
}

impl<'p, 'a> Collector<'p, 'a> {
    pub(super) fn new(parsed: &'p Parsed<'a>) -> Self {
        Self {
            parsed,
            imports: Vec::new(),
            undefined: Vec::new(),
            problems: Vec::new(),
            has_jsx: false,
            has_decorators: false,
            seen: HashSet::new(),
        }
    }

    pub(super) fn collect(&mut self, program: &Program<'a>) {
        if self.parsed.dialect != Script::Declaration {
            self.visit_program(program);
        }
    }

    fn import(&mut self, specifier: &str, kind: ImportKind, offset: u32) {
        let position = self.parsed.position(offset);
        self.imports.push(Import { specifier: specifier.to_owned(), kind, names: Vec::new(), position });
    }

    fn is_undefined(&self, identifier: &IdentifierReference<'a>) -> bool {
        identifier.reference_id.get().is_some_and(|id| {
            let reference = self.parsed.scoping.get_reference(id);
            reference.symbol_id().is_none() && reference.flags().is_value()
        })
    }

    fn note(&mut self, identifier: &IdentifierReference<'a>, usage: Usage) {
        let name = identifier.name.as_str();
        if self.is_undefined(identifier)
            && !COMMON_GLOBALS.contains(&name)
            && self.seen.insert(name.to_owned())
        {
            let position = self.parsed.position(identifier.span.start);
            self.undefined.push(Undefined { name: name.to_owned(), usage, position });
        }
    }

    fn note_node_globals(&mut self, call: &CallExpression<'a>) {
        match &call.callee {
            Expression::Identifier(callee) if callee.name == "require" && self.is_undefined(callee) => {
                let argument = call.arguments.first().and_then(|argument| argument.as_expression());
                if let Some(Expression::StringLiteral(_)) = argument {
                    let problem = commonjs(self.parsed, call.span.start, "require()", "`import`");
                    self.problems.push(problem);
                }
            }
            Expression::StaticMemberExpression(callee)
                if callee.property.name == "glob" && matches!(callee.object, Expression::ImportMeta(_)) =>
            {
                self.problems.push(Problem::error(
                    self.parsed.position(call.span.start),
                    "import-glob",
                    "`import.meta.glob` needs a bundler. Import the modules by name.",
                ));
            }
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Collector<'_, 'a> {
    fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
        let (text, kind) = match &import.source {
            Expression::StringLiteral(literal) => (literal.value.as_str(), ImportKind::Dynamic),
            Expression::TemplateLiteral(template) => {
                let start = template.quasis.first().map_or("", |quasi| quasi.value.raw.as_str());
                (
                    start,
                    if template.expressions.is_empty() { ImportKind::Dynamic } else { ImportKind::Computed },
                )
            }
            Expression::BinaryExpression(sum) => (leftmost_text(&sum.left), ImportKind::Computed),
            _ => ("", ImportKind::Computed),
        };
        self.import(text, kind, oxc::span::GetSpan::span(&import.source).start);
        walk::walk_import_expression(self, import);
    }

    fn visit_new_expression(&mut self, new: &NewExpression<'a>) {
        let is_worker = matches!(&new.callee, Expression::Identifier(name)
            if name.name == "Worker" || name.name == "SharedWorker");
        let first = new.arguments.first().and_then(|argument| argument.as_expression());
        if let (true, Some(Expression::NewExpression(url))) = (is_worker, first)
            && let Some((specifier, offset)) = module_url(url)
        {
            self.import(specifier, ImportKind::Worker, offset);
            return;
        }
        if let Some((specifier, offset)) = module_url(new) {
            self.import(specifier, ImportKind::Url, offset);
        }
        walk::walk_new_expression(self, new);
    }

    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        self.note_node_globals(call);
        if let Expression::Identifier(callee) = &call.callee {
            self.note(callee, Usage::Call);
        }
        walk::walk_call_expression(self, call);
    }

    fn visit_unary_expression(&mut self, unary: &UnaryExpression<'a>) {
        // `typeof name` asks whether the name exists.
        if unary.operator == UnaryOperator::Typeof && matches!(unary.argument, Expression::Identifier(_)) {
            return;
        }
        walk::walk_unary_expression(self, unary);
    }

    fn visit_identifier_reference(&mut self, identifier: &IdentifierReference<'a>) {
        self.note(identifier, Usage::Value);
    }

    fn visit_jsx_opening_element(&mut self, element: &JSXOpeningElement<'a>) {
        self.has_jsx = true;
        match &element.name {
            JSXElementName::IdentifierReference(name) => self.note(name, Usage::Component),
            JSXElementName::MemberExpression(member) => {
                if let Some(root) = member.get_identifier() {
                    self.note(root, Usage::Component);
                }
            }
            _ => {}
        }
        walk::walk_jsx_opening_element(self, element);
    }

    fn visit_jsx_fragment(&mut self, fragment: &JSXFragment<'a>) {
        self.has_jsx = true;
        walk::walk_jsx_fragment(self, fragment);
    }

    fn visit_decorator(&mut self, decorator: &Decorator<'a>) {
        self.has_decorators = true;
        walk::walk_decorator(self, decorator);
    }

    fn visit_ts_import_type(&mut self, import: &TSImportType<'a>) {
        self.import(&import.source.value, ImportKind::Type, import.source.span.start);
    }
}

/// The constant text that a sum of strings starts with.
fn leftmost_text<'e>(expression: &'e Expression<'_>) -> &'e str {
    match expression {
        Expression::StringLiteral(literal) => literal.value.as_str(),
        Expression::BinaryExpression(sum) => leftmost_text(&sum.left),
        _ => "",
    }
}

/// The constant of `new URL("…", import.meta.url)`, and its offset.
pub(in crate::preview) fn module_url<'e>(new: &'e NewExpression<'_>) -> Option<(&'e str, u32)> {
    let is_url = matches!(&new.callee, Expression::Identifier(name) if name.name == "URL");
    let [first, second] = new.arguments.as_slice() else { return None };
    let Expression::StaticMemberExpression(base) = second.as_expression()? else { return None };
    let is_own = base.property.name == "url" && matches!(base.object, Expression::ImportMeta(_));
    match first.as_expression()? {
        Expression::StringLiteral(literal) if is_url && is_own => {
            Some((literal.value.as_str(), literal.span.start))
        }
        _ => None,
    }
}
