//! Whether a document is valid, without executing it.

use std::sync::Arc;

use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation};
use async_graphql::{Request, ServerError, ValidationResult, async_trait};

use super::MaquetteSchema;

/// Stands for a document that is valid: the executor stops at it.
const VALID: &str = "valid";

/// Says whether documents are valid.
#[derive(Clone)]
pub struct Validator(MaquetteSchema);

impl Validator {
    /// Answers mistakes in names with similar ones, if `suggestions`.
    pub fn new(suggestions: bool) -> Self {
        let builder = super::builder().extension(Stop);
        Self(if suggestions { builder } else { builder.disable_suggestions() }.finish())
    }

    /// What is wrong with a request's document, the values of its variables included.
    pub async fn check(&self, request: Request) -> Result<(), Vec<ServerError>> {
        let errors = self.0.execute(request).await.errors;
        match errors.as_slice() {
            [error] if error.message == VALID => Ok(()),
            _ => Err(errors),
        }
    }
}

/// Ends every request after its validation.
struct Stop;

impl ExtensionFactory for Stop {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Stop)
    }
}

#[async_trait::async_trait]
impl Extension for Stop {
    async fn validation(
        &self,
        context: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        next.run(context).await?;
        Err(vec![ServerError::new(VALID, None)])
    }
}
