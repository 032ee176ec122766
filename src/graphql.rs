//! The GraphQL schema: thin resolvers that convert, call a domain and convert back.
//!
//! One file a domain. Nothing here decides anything or talks to the database.

#![allow(clippy::unused_async, reason = "the schema's macros ask for it where a field can fail")]

use async_graphql::{Context, ID, MergedObject, Schema, SchemaBuilder, ValidationMode};

use crate::accounts::{Actor, Client};
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::ProjectId;
use crate::projects::{self, Access};

mod accounts;
mod components;
mod connections;
mod conversations;
mod deployments;
mod errors;
mod events;
mod files;
mod generations;
mod live;
mod members;
mod node;
mod presence;
mod project;
mod ready;
mod scalars;
mod server;
mod transfer;
mod types;
mod validation;
mod versions;
mod wireframes;

pub use errors::{ApiError, mask};
pub use live::{Feed, Item, Occurrence, ResumeAfter, Source, Tap, Topic};
pub use types::{Types, named};
pub use validation::Validator;

/// The server's schema.
pub type MaquetteSchema = Schema<Query, Mutation, events::Subscription>;

/// All queries.
#[derive(MergedObject, Default)]
pub struct Query(
    node::NodeQuery,
    server::ServerQuery,
    accounts::AccountQuery,
    project::ProjectQuery,
    components::ComponentQuery,
);

/// All mutations.
#[derive(MergedObject, Default)]
pub struct Mutation(
    accounts::AccountMutation,
    project::ProjectMutation,
    members::MemberMutation,
    files::FileMutation,
    conversations::ConversationMutation,
    generations::GenerationMutation,
    versions::VersionMutation,
    deployments::DeploymentMutation,
    presence::PresenceMutation,
    transfer::TransferMutation,
    wireframes::WireframeMutation,
    components::ComponentMutation,
);

fn builder() -> SchemaBuilder<Query, Mutation, events::Subscription> {
    Schema::build(Query::default(), Mutation::default(), events::Subscription)
}

/// Builds the schema that executes. It takes documents for valid: a [`Validator`] says whether one is.
pub fn schema(app: App) -> MaquetteSchema {
    builder().validation_mode(ValidationMode::Fast).data(accounts::loader(app.clone())).data(app).finish()
}

/// The schema in GraphQL's own language, as clients read it.
pub fn sdl() -> String {
    let options =
        async_graphql::SDLExportOptions::new().include_specified_by().prefer_single_line_descriptions();
    let text = builder().finish().sdl_with_options(options);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned() + "\n"
}

/// The running server's parts.
fn app<'a>(ctx: &Context<'a>) -> Result<&'a App> {
    ctx.data_opt::<App>()
        .ok_or_else(|| Error::internal("answer a request", "the schema has no server behind it"))
}

/// Who is signed in, if anybody.
fn viewer<'a>(ctx: &Context<'a>) -> Option<&'a Actor> {
    ctx.data_opt::<Actor>()
}

/// Where the request comes from.
fn client(ctx: &Context<'_>) -> Client {
    ctx.data_opt::<Client>().cloned().unwrap_or_default()
}

/// Who is signed in; fails where nobody is.
fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    viewer(ctx).ok_or(Error::Unauthenticated)
}

/// Proves the viewer's right to see a project that something belongs to; none where there is none.
async fn visible(ctx: &Context<'_>, project: ProjectId) -> Result<Option<Access>> {
    let Some(viewer) = viewer(ctx) else { return Ok(None) };
    match projects::access(app(ctx)?, viewer, project).await {
        Ok(access) => Ok(Some(access)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Proves the viewer's right to see the project that a client names.
async fn access(ctx: &Context<'_>, project: &ID) -> Result<Access> {
    projects::access(app(ctx)?, actor(ctx)?, scalars::parse_id(project)?).await
}
