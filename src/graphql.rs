//! The GraphQL schema: thin resolvers that convert, call a domain and convert back.
//!
//! One file a domain. Nothing here decides anything or talks to the database.

use async_graphql::{Context, EmptySubscription, ID, MergedObject, Schema};

use crate::accounts::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::projects::{self, Access};

mod accounts;
mod connections;
mod errors;
mod files;
mod project;
mod scalars;
mod server;

pub use errors::{ApiError, mask};

/// The server's schema.
pub type MaquetteSchema = Schema<Query, Mutation, EmptySubscription>;

/// What the client calls itself, to name sessions by.
#[derive(Clone, Debug)]
pub struct UserAgent(pub String);

/// All queries.
#[derive(MergedObject, Default)]
pub struct Query(server::ServerQuery, project::ProjectQuery);

/// All mutations.
#[derive(MergedObject, Default)]
pub struct Mutation(project::ProjectMutation, files::FileMutation);

/// Builds the schema; `app` is absent where it is only printed.
pub fn schema(app: Option<App>) -> MaquetteSchema {
    let mut builder = Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_depth(16)
        .limit_complexity(5_000);
    if let Some(app) = app {
        builder = builder.data(app);
    }
    builder.finish()
}

/// The schema in GraphQL's own language, as clients read it.
pub fn sdl() -> String {
    let options =
        async_graphql::SDLExportOptions::new().include_specified_by().prefer_single_line_descriptions();
    let text = schema(None).sdl_with_options(options);
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

/// Who is signed in; fails where nobody is.
fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    viewer(ctx).ok_or(Error::Unauthenticated)
}

/// Proves the viewer's right to see the project that a client names.
async fn access(ctx: &Context<'_>, project: &ID) -> Result<Access> {
    projects::access(app(ctx)?, actor(ctx)?, scalars::parse_id(project)?).await
}
