//! What a list of projects reads together because the operation asks for it of each of them: a
//! statement a field instead of one a project.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Context, Lookahead, SelectionField};

use super::Project;
use crate::error::Result;
use crate::graphql::accounts::User;
use crate::graphql::connections::forward;
use crate::graphql::versions::Version;
use crate::graphql::{actor, app};
use crate::ids::{ProjectId, UserId, VersionId};
use crate::paging::{Page, PageRequest};
use crate::projects::{self, Access, files};
use crate::{accounts, versions};

/// What was read of a project ahead of its fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Ahead {
    pub(super) owner: Option<User>,
    pub(super) head: Option<Version>,
    /// They are given away once: a list asks for them once of each project.
    files: Arc<Mutex<Option<FirstFiles>>>,
}

/// A first page of files, and how it was asked for.
type FirstFiles = (First, Page<files::File>);

impl Ahead {
    /// The project's files, where the very same page of them was read.
    pub(super) fn files(
        &self,
        first: Option<i32>,
        after: Option<&str>,
        prefix: Option<&str>,
    ) -> Option<Page<files::File>> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |(read, _): &mut _| *read == First(first) && after.is_none() && prefix.is_none();
        files.take_if(same).map(|(_, page)| page)
    }
}

/// The argument of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct First(Option<i32>);

/// The fields of a project that are worth reading together.
#[derive(Default)]
struct Wanted {
    owner: bool,
    head: bool,
    /// How many files; none where they are not asked for, or in several ways.
    files: Option<(First, PageRequest)>,
}

impl Wanted {
    fn of(ctx: &Context<'_>) -> Result<Self> {
        let list = ctx.look_ahead();
        let mut wanted = Self::default();
        let (nodes, edges) = (list.field("nodes"), list.field("edges").field("node"));
        let mut pages = Vec::new();
        for field in fields(&nodes).chain(fields(&edges)) {
            match field.name() {
                "owner" => wanted.owner = true,
                "headVersion" => wanted.head = true,
                "files" => pages.push(first(&field)),
                _ => {}
            }
        }
        if let [Some(first)] = pages.as_slice() {
            wanted.files = Some((*first, forward(app(ctx)?, first.0, None)?));
        }
        Ok(wanted)
    }
}

/// The fields that are selected within some others.
fn fields<'a>(within: &Lookahead<'a>) -> impl Iterator<Item = SelectionField<'a>> {
    within.selection_fields().into_iter().flat_map(|field| field.selection_set().collect::<Vec<_>>())
}

/// The argument `first` of a field; none where there are others that make a difference.
fn first(field: &SelectionField<'_>) -> Option<First> {
    let mut first = None;
    for (name, value) in field.arguments().ok()? {
        match (name.as_str(), value) {
            (_, async_graphql::Value::Null) => {}
            ("first", async_graphql::Value::Number(number)) => {
                first = Some(i32::try_from(number.as_i64()?).ok()?);
            }
            _ => return None,
        }
    }
    Some(First(first))
}

/// The projects of a page, with what the operation asks for of each.
pub(super) async fn read(ctx: &Context<'_>, page: Page<projects::Project>) -> Result<Page<Project>> {
    let (app, user) = (app(ctx)?, actor(ctx)?.user);
    let wanted = Wanted::of(ctx)?;
    let projects = || page.items.iter().map(|(_, project)| project);
    let owners: HashMap<UserId, accounts::User> = if wanted.owner {
        let mut owners: Vec<UserId> = projects().map(|project| project.owner).collect();
        owners.sort_unstable();
        owners.dedup();
        accounts::users(app, &owners).await?
    } else {
        HashMap::new()
    };
    let accesses: Vec<Access> = projects()
        .map(|project| Access { project: project.id, user: Some(user), role: project.role })
        .collect();
    let heads: HashMap<VersionId, versions::Version> =
        if wanted.head { versions::heads(app, &accesses).await? } else { HashMap::new() };
    let mut files: HashMap<ProjectId, Page<files::File>> = match &wanted.files {
        Some((_, request)) => files::list_each(app, &accesses, request).await?,
        None => HashMap::new(),
    };
    Ok(page.map(|project| {
        let ahead = Ahead {
            owner: owners.get(&project.owner).cloned().map(User::from),
            head: project.head_version.and_then(|head| heads.get(&head)).cloned().map(Version::from),
            files: Arc::new(Mutex::new(
                wanted.files.as_ref().and_then(|(first, _)| Some((*first, files.remove(&project.id)?))),
            )),
        };
        Project { ahead: Box::new(ahead), ..Project::from(project) }
    }))
}
