//! Documents on their way to execution: guarded, parsed once, bounded in cost, and with every
//! field in them once.
//!
//! The executor resolves a field as often as it is selected, so `mutation { bump { id } bump { name } }`
//! would run the mutation twice. The specification merges such selections
//! ([6.3.2](https://spec.graphql.org/September2025/#sec-Field-Selection-Merging)); so does this
//! module, before execution.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType};
use async_graphql::{Name, Positioned, Request, Response, ServerError, Variables};
use async_graphql_value::ConstValue;
use moka::sync::Cache;
use sha2::{Digest as _, Sha256};

use super::guard;
use crate::config::{Config, Switch};
use crate::error::{Error, Result};
use crate::graphql::{ApiError, Types, Validator};

mod audience;
mod cost;
mod introspection;
mod merge;
mod shape;
mod trusted;

use audience::Dependence;
use shape::Shape;

/// Parsed documents that are kept, in bytes of their syntax trees.
const CACHE_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of syntax tree that a byte of text becomes, about.
const TREE_PER_TEXT: usize = 24;

/// Where a request's `documentId` is kept among its extensions.
pub(super) const DOCUMENT_ID: &str = "documentId";

type Digest = [u8; 32];

/// The documents that clients sent lately.
pub struct Documents {
    known: Cache<Digest, Arc<Known>>,
    validator: Validator,
    types: Types,
    bounds: guard::Bounds,
    costs: cost::Bounds,
    /// The only documents that are executed, where the operator has listed them.
    trusted: Option<HashMap<String, String>>,
    introspection: bool,
}

/// A document that can be executed.
struct Known {
    document: ExecutableDocument,
    weight: u32,
    /// Whether something in it may be selected twice.
    has_duplicates: bool,
    /// What its subscribers see depends on.
    dependence: Dependence,
    /// What the answers to its operations look like, by their names.
    shapes: HashMap<Option<Name>, Shape>,
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

/// What an operation's answers look like.
#[derive(Clone)]
pub struct Form {
    known: Arc<Known>,
    name: Option<String>,
}

impl Form {
    /// Brings an answer into the form that the specification has for it.
    pub fn apply(&self, response: &mut Response) {
        let shape = match &self.name {
            Some(name) => self.known.shapes.get(&Some(Name::new(name))),
            None => self.known.shapes.values().next(),
        };
        if let Some(shape) = shape {
            shape.apply(&mut response.data, &response.errors);
        }
    }
}

impl Admitted {
    /// What the operation's answers look like.
    pub fn form(&self) -> Form {
        Form { known: Arc::clone(&self.known), name: self.name.clone() }
    }

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
    /// Knows no document yet but those of the operator's manifest.
    pub fn new(config: &Config) -> Result<Self> {
        let limits = &config.limits;
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
        let costs = cost::Bounds {
            depth: limits.operation_depth,
            cost: limits.operation_cost,
            values: limits.variable_values,
        };
        Ok(Self {
            known,
            validator: Validator::new(config.suggestions == Switch::On),
            types: Types::of_schema(),
            bounds,
            costs,
            trusted: config.trusted_documents.as_deref().map(trusted::read).transpose()?,
            introspection: config.introspection == Switch::On,
        })
    }

    /// Prepares a request: puts the parsed document into it and says what the operation does, or
    /// why it cannot be executed.
    pub async fn admit(&self, mut request: Request) -> Result<Admitted, Vec<ServerError>> {
        let digest = self.identify(&mut request).map_err(|error| vec![error.into()])?;
        let (known, cost) = if let Some(known) = self.known.get(&digest) {
            let cost = self.check(&known.document, &mut request).map_err(|error| vec![error])?;
            (known, cost)
        } else {
            if request.query.is_empty() && !request.extensions.is_empty() {
                return Err(vec![ApiError::not_persisted().into()]);
            }
            let document = self.parse(&request.query).map_err(|error| vec![error])?;
            let cost = self.check(&document, &mut request).map_err(|error| vec![error])?;
            let mut trial = Request::new("").variables(request.variables.clone());
            trial.operation_name.clone_from(&request.operation_name);
            trial.set_parsed_query(document.clone());
            self.validator.check(trial).await?;
            let known =
                Known::new(document, request.query.len(), &self.types).map_err(|error| vec![error])?;
            let known = Arc::new(known);
            self.known.insert(digest, Arc::clone(&known));
            (known, cost)
        };
        let name = request.operation_name.clone();
        let operation = select(&known.document, name.as_deref()).map_err(|error| vec![error])?;
        let kind = operation.node.ty;
        if known.has_duplicates {
            request.operation_name = None;
            request.set_parsed_query(merge::merged(&known.document, operation, &request.variables));
        } else {
            request.set_parsed_query(known.document.clone());
        }
        Ok(Admitted { request, kind, cost, name, digest, known })
    }

    /// Finds out which document a request means, by its text or by its name.
    fn identify(&self, request: &mut Request) -> Result<Digest, ApiError> {
        let name = document_name(request)?;
        if let Some(trusted) = &self.trusted {
            let by_text = || hex(&Sha256::digest(request.query.as_bytes()));
            let found = trusted.get(&name.unwrap_or_else(by_text));
            request.query.clone_from(found.ok_or_else(ApiError::untrusted)?);
        } else if let Some(name) = name {
            let digest = (0..32).map(|at| u8::from_str_radix(name.get(2 * at..2 * at + 2)?, 16).ok());
            let digest = digest.collect::<Option<Vec<u8>>>().filter(|_| name.len() == 64);
            let digest: Option<Digest> = digest.and_then(|digest| digest.try_into().ok());
            let digest = digest.ok_or_else(|| {
                Error::BadInput(
                    "A persisted document is called by the SHA-256 of its text, in hex.".to_owned(),
                )
            })?;
            if request.query.is_empty() {
                return Ok(digest);
            }
            if Digest::from(Sha256::digest(request.query.as_bytes())) != digest {
                let message = "The document's SHA-256 is not the one that it is called by.";
                return Err(Error::BadInput(message.to_owned()).into());
            }
        }
        Ok(Sha256::digest(request.query.as_bytes()).into())
    }

    fn parse(&self, text: &str) -> Result<ExecutableDocument, ServerError> {
        if text.trim().is_empty() {
            let error = Error::BadInput("There is no `query` in the request.".to_owned());
            return Err(ApiError::from(error).into());
        }
        guard::check(text, &self.bounds).map_err(|excess| {
            ApiError::limit(excess.limit, excess.allowed, excess.found, excess.message())
        })?;
        let document = async_graphql::parser::parse_query(text)?;
        if !self.introspection && introspection::is_in(&document) {
            return Err(ApiError::no_introspection().into());
        }
        Ok(document)
    }

    /// Completes the variables and says what the operation costs, or why it cannot be executed.
    fn check(&self, document: &ExecutableDocument, request: &mut Request) -> Result<u64, ServerError> {
        let operation = &select(document, request.operation_name.as_deref())?.node;
        cost::check_variables(&request.variables, &self.costs)?;
        complete_variables(operation, &mut request.variables)?;
        cost::check(document, operation, &request.variables, &self.costs)
    }
}

impl Known {
    /// What there is to know of a valid document that was so many bytes long. Fails where a
    /// subscription has several root fields, which the validator overlooks
    /// ([5.2.3.1](https://spec.graphql.org/September2025/#sec-Single-Root-Field)).
    fn new(document: ExecutableDocument, length: usize, types: &Types) -> Result<Self, ServerError> {
        let shape = |operation: &OperationDefinition| Shape::of(&document, operation, types);
        let shapes: HashMap<Option<Name>, Shape> = document
            .operations
            .iter()
            .map(|(name, operation)| (name.cloned(), shape(&operation.node)))
            .collect();
        for (name, operation) in document.operations.iter() {
            let is_single = shapes.get(&name.cloned()).is_none_or(Shape::is_single);
            if operation.node.ty == OperationType::Subscription && !is_single {
                let message = "A subscription has one root field.";
                return Err(ServerError::new(message, Some(operation.pos)));
            }
        }
        Ok(Self {
            weight: (length * TREE_PER_TEXT) as u32 + 256 + shapes.values().map(Shape::weight).sum::<u32>(),
            shapes,
            has_duplicates: merge::has_duplicates(&document),
            dependence: Dependence::of(&document, types),
            document,
        })
    }
}

/// What a request calls its document: by the specification's `documentId`, or as Apollo's clients do.
fn document_name(request: &Request) -> Result<Option<String>, ApiError> {
    let name = match (request.extensions.get(DOCUMENT_ID), request.extensions.get("persistedQuery")) {
        (Some(name), _) => Some(name),
        (None, Some(ConstValue::Object(persisted))) => persisted.get("sha256Hash"),
        (None, Some(ConstValue::Null) | None) => return Ok(None),
        (None, Some(_)) => None,
    };
    match name {
        Some(ConstValue::String(name)) => Ok(Some(trusted::plain(name).to_owned())),
        _ => Err(Error::BadInput("`extensions.persistedQuery` has a `sha256Hash`.".to_owned()).into()),
    }
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
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
