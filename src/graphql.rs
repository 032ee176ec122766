//! The GraphQL schema: thin resolvers that convert, call a domain and convert back.
//!
//! One file a domain. Nothing here decides anything or talks to the database.

use async_graphql::{Context, EmptySubscription, MergedObject, Schema};

use crate::accounts::{Actor, Client};
use crate::app::App;

mod accounts;
mod connections;
mod errors;
mod scalars;
mod server;

pub use errors::{ApiError, mask};

/// The server's schema.
pub type MaquetteSchema = Schema<Query, Mutation, EmptySubscription>;

/// All queries.
#[derive(MergedObject, Default)]
pub struct Query(server::ServerQuery, accounts::AccountQuery);

/// All mutations.
#[derive(MergedObject, Default)]
pub struct Mutation(accounts::AccountMutation);

/// Builds the schema; `app` is absent where it is only printed.
pub fn schema(app: Option<App>) -> MaquetteSchema {
    let mut builder = Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_depth(16)
        .limit_complexity(5_000);
    if let Some(app) = app {
        builder = builder.data(accounts::accounts_loader(app.clone())).data(app);
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
fn app<'a>(ctx: &Context<'a>) -> Result<&'a App, ApiError> {
    ctx.data_opt::<App>().ok_or_else(|| ApiError::internal("the schema was built without the server's parts"))
}

/// Who is signed in, if anybody.
fn viewer<'a>(ctx: &Context<'a>) -> Option<&'a Actor> {
    ctx.data_opt::<Actor>()
}

/// Who is signed in; fails where nobody is.
fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor, ApiError> {
    viewer(ctx).ok_or_else(|| crate::error::Error::Unauthenticated.into())
}

/// Where the request comes from.
fn client(ctx: &Context<'_>) -> Client {
    ctx.data_opt::<Client>().cloned().unwrap_or_default()
}
