//! What a list of projects reads together because the operation asks for it of each of them: a
//! statement a field instead of one a project.

use std::collections::HashMap;

use async_graphql::{Context, Lookahead, SelectionField};

use super::Project;
use crate::app::App;
use crate::error::Result;
use crate::graphql::accounts::User;
use crate::graphql::connections::forward;
use crate::graphql::files::{FileConnection, Total};
use crate::graphql::versions::Version;
use crate::graphql::{actor, app};
use crate::paging::{Page, PageRequest};
use crate::projects::{self, Access, files};

/// What was read of a project ahead of its fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Ahead {
    pub(super) owner: Option<User>,
    pub(super) head: Option<Version>,
    /// What its only field of that name asks for.
    pub(super) files: Option<FileConnection>,
}

/// The fields of a project that are worth reading together.
#[derive(Default)]
struct Wanted {
    with: projects::With,
    /// Which files; none where they are not asked for, or in several ways.
    files: Option<PageRequest>,
}

impl Wanted {
    fn of(ctx: &Context<'_>) -> Result<Self> {
        let list = ctx.look_ahead();
        let mut wanted = Self::default();
        let (nodes, edges) = (list.field("nodes"), list.field("edges").field("node"));
        let mut pages = Vec::new();
        for field in fields(&nodes).chain(fields(&edges)) {
            match field.name() {
                "owner" => wanted.with.owner = true,
                "headVersion" => wanted.with.head = true,
                "files" => pages.push(page(app(ctx)?, &field)?),
                _ => {}
            }
        }
        if let [page] = pages.as_mut_slice() {
            wanted.files = page.take();
        }
        Ok(wanted)
    }
}

/// The fields that are selected within some others.
fn fields<'a>(within: &Lookahead<'a>) -> impl Iterator<Item = SelectionField<'a>> {
    within.selection_fields().into_iter().flat_map(|field| field.selection_set().collect::<Vec<_>>())
}

/// The first page that a field asks for; none where it has other arguments that make a difference.
fn page(app: &App, field: &SelectionField<'_>) -> Result<Option<PageRequest>> {
    let Ok(arguments) = field.arguments() else { return Ok(None) };
    let mut first = None;
    for (name, value) in arguments {
        match (name.as_str(), value) {
            (_, async_graphql::Value::Null) => {}
            ("first", async_graphql::Value::Number(number)) => {
                first = number.as_i64().and_then(|number| i32::try_from(number).ok());
                if first.is_none() {
                    return Ok(None);
                }
            }
            _ => return Ok(None),
        }
    }
    forward(app, first, None).map(Some)
}

/// The viewer's projects, with what the operation asks for of each.
pub(super) async fn list(
    ctx: &Context<'_>,
    filter: &projects::Filter,
    order: (projects::OrderBy, bool),
    page: &PageRequest,
) -> Result<Page<Project>> {
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let wanted = Wanted::of(ctx)?;
    let page = projects::list(app, actor, filter, order, wanted.with, page).await?;
    let access = |project: &projects::Project| Access {
        project: project.id,
        user: Some(actor.user),
        role: project.role,
    };
    let mut files = match &wanted.files {
        Some(request) => {
            let of: Vec<Access> = page.items.iter().map(|(_, listed)| access(&listed.project)).collect();
            files::list_each(app, &of, request).await?
        }
        None => HashMap::new(),
    };
    Ok(page.map(|projects::Listed { project, owner, head }| {
        let total = || Total::Working(access(&project), String::new());
        let ahead = Ahead {
            owner: owner.map(User::from),
            head: head.map(Version::from),
            files: files.remove(&project.id).map(|files| FileConnection::of(files, total())),
        };
        Project { ahead: Box::new(ahead), ..Project::from(project) }
    }))
}
