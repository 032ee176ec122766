//! Generations: the agent's turns.

use async_graphql::{ComplexObject, Context, Enum, ID, Object, SimpleObject};

use super::conversations::Conversation;
use super::errors::{ApiError, payload};
use super::project::Project;
use super::scalars::{DateTime, StreamCursor, id, parse_id};
use super::versions::Version;
use super::{actor, app};
use crate::app::App;
use crate::error::{Error, Result};
use crate::generation;
use crate::ids::GenerationId;
use crate::projects::{self, Access};

mod events;

pub(in crate::graphql) use events::event;
pub use events::{FileChange, GenerationEventItem};

/// Mutations of generations.
#[derive(Default)]
pub struct GenerationMutation;

#[Object]
impl GenerationMutation {
    /// Stops a generation, which then leaves the project as it was. Needs the role EDITOR.
    async fn generation_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The generation.")] id: ID,
    ) -> Result<GenerationCancelPayload, ApiError> {
        let cancelled = async {
            let (access, generation) = find(ctx, &id).await?;
            generation::cancel(app(ctx)?, &access, generation.id).await
        };
        GenerationCancelPayload::of(cancelled.await)
    }
}

/// A generation with the right to see its project.
pub(super) async fn find(ctx: &Context<'_>, id: &ID) -> Result<(Access, generation::Generation)> {
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let generation = generation::find(app, parse_id(id)?).await?.ok_or(Error::NotFound("generation"))?;
    match projects::access(app, actor, generation.project).await {
        Err(Error::NotFound(_)) => Err(Error::NotFound("generation")),
        access => Ok((access?, generation)),
    }
}

/// One generation, where the viewer may see it.
pub(super) async fn load(ctx: &Context<'_>, id: GenerationId) -> Result<Option<Generation>> {
    let Some(generation) = generation::find(app(ctx)?, id).await? else { return Ok(None) };
    Ok(super::visible(ctx, generation.project).await?.map(|_| generation.into()))
}

/// How far a generation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "generation::GenerationStatus")]
pub enum GenerationStatus {
    /// It waits for its place in the project.
    Queued,
    /// The model works.
    Running,
    /// Its files are checked.
    Verifying,
    /// It has become a version, or changed nothing.
    Succeeded,
    /// It changed nothing because something went wrong.
    Failed,
    /// It changed nothing because somebody stopped it.
    Cancelled,
}

/// A turn of the agent: from a message to one new version, or nothing.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Generation {
    /// Its identifier.
    pub(super) id: ID,
    /// How far it is.
    status: GenerationStatus,
    /// The model's name.
    model: String,
    /// Why it failed; null where it did not.
    failure: Option<String>,
    /// When it was asked for.
    created_at: DateTime,
    /// When it ended.
    finished_at: Option<DateTime>,
    #[graphql(skip)]
    inner: generation::Generation,
}

impl From<generation::Generation> for Generation {
    fn from(inner: generation::Generation) -> Self {
        Self {
            id: id(inner.id),
            status: inner.status.into(),
            model: inner.model.clone(),
            failure: inner.failure.clone(),
            created_at: inner.created_at.into(),
            finished_at: inner.finished_at.map(DateTime::from),
            inner,
        }
    }
}

#[ComplexObject]
impl Generation {
    /// The conversation that asked for it; null where it was deleted since.
    async fn conversation(&self, ctx: &Context<'_>) -> Result<Option<Conversation>, ApiError> {
        match self.inner.conversation {
            Some(conversation) => Ok(super::conversations::load(ctx, conversation).await?),
            None => Ok(None),
        }
    }

    /// The project that it works on.
    async fn project(&self, ctx: &Context<'_>) -> Result<Project, ApiError> {
        Ok(super::project::load(ctx, self.inner.project).await?)
    }

    /// What it took so far.
    async fn usage(&self, ctx: &Context<'_>) -> Result<TokenUsage, ApiError> {
        Ok(TokenUsage::of(app(ctx)?, &self.inner.model, self.inner.usage))
    }

    /// The version that it made; null until it succeeds, or when it changed nothing.
    async fn version(&self, ctx: &Context<'_>) -> Result<Option<Version>, ApiError> {
        match self.inner.version {
            Some(version) => Ok(super::versions::load(ctx, version).await?),
            None => Ok(None),
        }
    }

    /// The position of the newest event, for `generationEvents`.
    async fn events_cursor(&self, ctx: &Context<'_>) -> Result<StreamCursor, ApiError> {
        let app = app(ctx)?;
        let key = generation::stream(self.inner.id);
        Ok(StreamCursor(app.streams.cursors.write(key, app.streams.head(key).await?)))
    }
}

/// What calls of a model took.
#[derive(Clone, Debug, SimpleObject)]
pub struct TokenUsage {
    /// Tokens of the requests, cached ones included.
    input_tokens: i32,
    /// Tokens of the answers.
    output_tokens: i32,
    /// Those of the input that the provider had cached.
    cached_tokens: i32,
    /// In US dollars; null where the model's price is not configured.
    cost: Option<f64>,
}

impl TokenUsage {
    fn of(app: &App, model: &str, usage: generation::Usage) -> Self {
        Self {
            input_tokens: usage.input_tokens.min(i32::MAX as u64) as i32,
            output_tokens: usage.output_tokens.min(i32::MAX as u64) as i32,
            cached_tokens: usage.cached_tokens.min(i32::MAX as u64) as i32,
            cost: app.models.cost(model, usage),
        }
    }
}

payload! {
    /// What became of `generationCancel`.
    GenerationCancelPayload {
        /// The generation; it may need a moment to stop.
        generation: Generation
    }
}

/// A problem in a project's files.
#[derive(Clone, Debug, SimpleObject)]
pub struct Diagnostic {
    /// Which file.
    path: String,
    /// The line, from 1.
    line: i32,
    /// The column in UTF-16 code units, from 1.
    column: i32,
    /// Whether the file works in spite of it.
    severity: DiagnosticSeverity,
    /// A stable name for the kind of problem.
    code: String,
    /// What is wrong.
    message: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::diagnostics::Severity")]
pub enum DiagnosticSeverity {
    /// The file, or one that imports it, does not run.
    Error,
    /// It runs, but probably not as intended.
    Warning,
}

impl From<crate::diagnostics::Diagnostic> for Diagnostic {
    fn from(found: crate::diagnostics::Diagnostic) -> Self {
        Self {
            path: found.path,
            line: found.line as i32,
            column: found.column as i32,
            severity: found.severity.into(),
            code: found.code,
            message: found.message,
        }
    }
}
