//! A project's own components among its files: each stands there in JSON under its name, so that versions
//! keep it, and exports, imports and forks take it along with the wireframes that show it.

use std::collections::BTreeMap;

use super::{Listed, NewComponent, check, store};
use crate::app::App;
use crate::blobs::Staged;
use crate::error::{Error, Result};
use crate::projects::files;
use crate::projects::{self, Access, KEPT_FOR_US, Role};
use crate::wireframes::components::{Component, document};

fn folder() -> String {
    format!("{KEPT_FOR_US}components/")
}

fn path_of(name: &str) -> String {
    format!("{}{name}.json", folder())
}

/// Makes the files what the components are.
pub(in crate::wireframes) async fn save(app: &App, access: &Access) -> Result<()> {
    let there = files::below(app, access, &folder()).await?;
    let listed = store::list(app.db.read(), access.project).await?;
    let file = |Listed { component, .. }: &Listed| {
        Ok((path_of(&component.name), Some(Staged::new(document::json(component))?)))
    };
    let wanted = listed.iter().map(file).collect::<Result<_>>()?;
    files::fill(app, access, &there, wanted).await
}

/// Makes the components what the files say, because an earlier version came back or the project came from
/// elsewhere. Answers what is left out, and why, in sentences: a stranger's file may say anything.
pub(in crate::wireframes) async fn follow(app: &App, access: &Access) -> Result<Vec<String>> {
    let (mut said, mut left_out) = read(app, access).await?;
    let limit = usize::try_from(app.config.limits.project_components).unwrap_or(usize::MAX);
    for name in said.keys().skip(limit).cloned().collect::<Vec<_>>() {
        said.remove(&name);
        left_out.push(format!("{} is left out: a project can have {limit} components.", path_of(&name)));
    }
    let (said, now) = (&said, app.now());
    app.db
        .transact(|tx| async move {
            let listed = store::list(&tx, access.project).await?;
            let is_said = |listed: &Listed| said.get(&listed.component.name) == Some(&listed.component);
            let (same, other): (Vec<_>, Vec<_>) = listed.into_iter().partition(is_said);
            if other.is_empty() && same.len() == said.len() {
                return Ok(());
            }
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            for listed in &other {
                store::delete(&tx, access.project, listed.id).await?;
            }
            let missing = |name: &&String| same.iter().all(|same| same.component.name != **name);
            for name in said.keys().filter(missing) {
                let listed =
                    Listed { id: app.new_id(), project: Some(access.project), component: said[name].clone() };
                store::insert(&tx, access.project, &listed, now).await?;
            }
            Ok(())
        })
        .await?;
    Ok(left_out)
}

/// The components in the files by their names, and why others are none.
async fn read(app: &App, access: &Access) -> Result<(BTreeMap<String, Component>, Vec<String>)> {
    let there = files::below(app, access, &folder()).await?;
    let blobs: Vec<_> = there.iter().map(|file| file.blob).collect();
    let contents = app.blobs.get_many(&blobs).await?;
    let (mut said, mut left_out) = (BTreeMap::new(), Vec::new());
    for file in &there {
        let text = contents.get(&file.blob).and_then(|bytes| std::str::from_utf8(bytes).ok());
        match checked(text.unwrap_or_default()) {
            Ok(component) => drop(said.insert(component.name.clone(), component)),
            Err(why) => left_out.push(format!("{} is left out: {why}", file.path)),
        }
    }
    Ok((said, left_out))
}

/// A component, as long and as large as one that is made here.
fn checked(text: &str) -> std::result::Result<Component, String> {
    let Component {
        name, category, description, default_width, default_height, props_schema, template, ..
    } = document::parse(text)?;
    let new = NewComponent {
        name,
        category,
        description: Some(description),
        props_schema: Some(props_schema),
        template: template.unwrap_or_default(),
        default_width: Some(default_width),
        default_height: Some(default_height),
    };
    check(new).map_err(|error| match error {
        Error::Rejected(problems) => {
            problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join(" ")
        }
        _ => "It cannot be read.".to_owned(),
    })
}
