//! Documents on their way to execution: guarded, parsed once, bounded in cost, and with every
//! field in them once.
//!
//! The executor resolves a field as often as it is selected, so `mutation { bump { id } bump { name } }`
//! would run the mutation twice. The specification merges such selections
//! ([6.3.2](https://spec.graphql.org/September2025/#sec-Field-Selection-Merging)); so does this
//! module, before execution.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType};
use async_graphql::{Positioned, Request, ServerError, Variables};
use async_graphql_value::ConstValue;
use moka::sync::Cache;
use sha2::{Digest as _, Sha256};

use super::guard;
use crate::config::Limits;
use crate::error::Error;
use crate::graphql::{ApiError, Types, Validator};

mod audience;
mod cost;
mod merge;

use audience::Dependence;

/// Parsed documents that are kept, in bytes of their syntax trees.
const CACHE_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of syntax tree that a byte of text becomes, about.
const TREE_PER_TEXT: usize = 24;

type Digest = [u8; 32];

/// The documents that clients sent lately.
pub struct Documents {
    known: Cache<Digest, Arc<Known>>,
    validator: Validator,
    types: Types,
    bounds: guard::Bounds,
    costs: cost::Bounds,
}

/// A document that the guard has passed and that could be parsed.
struct Known {
    document: ExecutableDocument,
    weight: u32,
    /// Whether the schema's validation found nothing wrong with it.
    is_valid: AtomicBool,
    /// Whether something in it may be selected twice.
    has_duplicates: bool,
    /// What its subscribers see depends on.
    dependence: Dependence,
}

/// An operation that may be executed.
pub struct Admitted {
    /// The request, with the parsed document in it.
    pub request: Request,
    /// What the operation does.
    pub kind: OperationType,
    /// How many fields it can ask for.
    pub cost: u64,
    /// The operation's name, where the request says it.
    name: Option<String>,
    digest: Digest,
    known: Arc<Known>,
}

/// What decides, beside the stream, what subscribers see: those with equal ones see the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct View {
    document: Digest,
    operation: Option<String>,
    variables: String,
    /// Whether it matters who looks.
    pub is_personal: bool,
}

impl Admitted {
    /// What the operation's subscribers see depends on.
    pub fn view(&self) -> View {
        View {
            document: self.digest,
            operation: self.name.clone(),
            variables: self.known.dependence.values(&self.request.variables),
            is_personal: self.known.dependence.on_viewer,
        }
    }
}

impl Documents {
    /// Knows no document yet.
    pub fn new(limits: &Limits) -> Self {
        let known =
            Cache::builder().max_capacity(CACHE_BYTES).weigher(|_, known: &Arc<Known>| known.weight).build();
        let bounds = guard::Bounds {
            bytes: limits.document_bytes,
            tokens: limits.document_tokens,
            depth: limits.document_depth,
            fragments: limits.document_fragments,
            spreads: limits.document_spreads,
            directives: limits.document_directives,
            aliases: limits.document_aliases,
            root_fields: limits.document_root_fields,
        };
        let costs = cost::Bounds { depth: limits.operation_depth, cost: limits.operation_cost };
        Self { known, validator: Validator::default(), types: Types::of_schema(), bounds, costs }
    }

    /// Prepares a request: puts the parsed document into it and says what the operation does, or
    /// why it cannot be executed.
    pub async fn admit(&self, mut request: Request) -> Result<Admitted, Vec<ServerError>> {
        let (digest, known) = self.find(&request.query).map_err(|error| vec![error])?;
        let operation = select(&known.document, request.operation_name.as_deref());
        let operation = operation.map_err(|error| vec![error])?;
        complete_variables(&operation.node, &mut request.variables).map_err(|error| vec![error])?;
        let cost = cost::check(&known.document, &operation.node, &request.variables, &self.costs);
        let cost = cost.map_err(|error| vec![error])?;
        if !known.is_valid.load(Ordering::Relaxed) {
            let mut trial = Request::new("").variables(request.variables.clone());
            trial.operation_name.clone_from(&request.operation_name);
            trial.set_parsed_query(known.document.clone());
            self.validator.check(trial).await?;
            known.is_valid.store(true, Ordering::Relaxed);
        }
        let kind = operation.node.ty;
        let name = request.operation_name.clone();
        if known.has_duplicates {
            request.operation_name = None;
            request.set_parsed_query(merge::merged(&known.document, operation, &request.variables));
        } else {
            request.set_parsed_query(known.document.clone());
        }
        let known = Arc::clone(&known);
        Ok(Admitted { request, kind, cost, name, digest, known })
    }

    fn find(&self, text: &str) -> Result<(Digest, Arc<Known>), ServerError> {
        let digest: Digest = Sha256::digest(text.as_bytes()).into();
        if let Some(known) = self.known.get(&digest) {
            return Ok((digest, known));
        }
        if text.trim().is_empty() {
            let error = Error::BadInput("There is no `query` in the request.".to_owned());
            return Err(ApiError::from(error).into());
        }
        guard::check(text, &self.bounds).map_err(|excess| {
            ApiError::limit(excess.limit, excess.allowed, excess.found, excess.message())
        })?;
        let document = async_graphql::parser::parse_query(text)?;
        let known = Arc::new(Known {
            weight: (text.len() * TREE_PER_TEXT) as u32 + 256,
            is_valid: AtomicBool::new(false),
            has_duplicates: merge::has_duplicates(&document),
            dependence: Dependence::of(&document, &self.types),
            document,
        });
        self.known.insert(digest, Arc::clone(&known));
        Ok((digest, known))
    }
}

/// The operation that a request means.
fn select<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, ServerError> {
    let mut operations = document.operations.iter();
    let message = match name {
        Some(name) => match operations.find(|(found, _)| found.is_some_and(|found| found == name)) {
            Some((_, operation)) => return Ok(operation),
            None => format!("The document has no operation {name:?}."),
        },
        None => match (operations.next(), operations.next()) {
            (Some((_, operation)), None) => return Ok(operation),
            _ => "The document has several operations; say which with operationName.".to_owned(),
        },
    };
    Err(ServerError::new(message, None))
}

/// Gives the variables that were not sent their default values: the executor would not, where it
/// decides about `@skip` and `@include`. Fails where one is missing that the operation cannot do
/// without. What the others' values are is for the fields to say that take them.
fn complete_variables(operation: &OperationDefinition, variables: &mut Variables) -> Result<(), ServerError> {
    for definition in operation.variable_definitions.iter().map(|definition| &definition.node) {
        let name = &definition.name.node;
        if let Some(default) = &definition.default_value
            && !variables.contains_key(name)
        {
            variables.insert(name.clone(), default.node.clone());
        }
        let is_null = variables.get(name).is_none_or(|value| *value == ConstValue::Null);
        if is_null && !definition.var_type.node.nullable {
            let message = format!("The variable ${name} of type {} needs a value.", definition.var_type.node);
            return Err(ServerError::new(message, Some(definition.name.pos)));
        }
    }
    Ok(())
}
