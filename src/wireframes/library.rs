//! The components that a project's wireframes are drawn with: the built-in ones and its own.

use serde_json::{Map, Value};

use super::components;
use super::operations;
use crate::app::App;
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::ids::{ComponentId, Id as _, ProjectId};
use crate::projects::{self, Access, Role};

pub(super) mod files;
mod store;

pub use components::Library;

/// The longest name of a category, in characters.
const MAX_CATEGORY: usize = 50;
/// The longest description, in characters.
const MAX_DESCRIPTION: usize = 500;

/// A component with its identifier.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its identifier.
    pub id: ComponentId,
    /// Whose it is; none for a built-in one.
    pub project: Option<ProjectId>,
    /// What it is.
    pub component: components::Component,
}

/// What a component of a project is to be.
#[derive(Clone, Debug, Default)]
pub struct NewComponent {
    /// The name under which elements show it.
    pub name: String,
    /// What it is listed under.
    pub category: String,
    /// What it is for.
    pub description: Option<String>,
    /// The JSON Schema of its props; absent for one that is told nothing.
    pub props_schema: Option<Value>,
    /// Its HTML, with `{{prop}}` where a prop goes.
    pub template: String,
    /// In CSS pixels.
    pub default_width: Option<f64>,
    /// In CSS pixels.
    pub default_height: Option<f64>,
}

impl operations::Library for Library {
    fn check(&self, component: &str, props: &Map<String, Value>) -> Result<(), String> {
        let known = self.find(component).ok_or_else(|| {
            format!(
                "There is no component {component:?}; the query `components` lists those of this project."
            )
        })?;
        components::check(known, props).map_err(|problem| problem.message)
    }
}

/// The components that a project's wireframes can show.
pub async fn of_project(app: &App, access: &Access) -> Result<Library> {
    let own = store::list(app.db.read(), access.project).await?;
    Ok(Library::with(own.into_iter().map(|listed| listed.component).collect()))
}

/// The components, those built in first, each kind by category and name.
pub async fn list(app: &App, access: Option<&Access>, category: Option<&str>) -> Result<Vec<Listed>> {
    let mut all: Vec<Listed> = components::builtin().iter().map(built_in).collect();
    if let Some(access) = access {
        all.extend(store::list(app.db.read(), access.project).await?);
    }
    if let Some(category) = category {
        all.retain(|listed| listed.component.category == category);
    }
    Ok(all)
}

fn built_in(component: &components::Component) -> Listed {
    Listed { id: id_of(&component.name), project: None, component: component.clone() }
}

/// A built-in component's identifier follows from its name: UUID version 8 (RFC 9562), so that it is the
/// same on every server.
fn id_of(name: &str) -> ComponentId {
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(format!("maquette component {name}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    ComponentId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// One component; whoever asks must prove the right to see its project, where it has one.
pub async fn find(app: &App, id: ComponentId) -> Result<Option<Listed>> {
    let listed = components::builtin().iter().find(|component| id_of(&component.name) == id);
    match listed {
        Some(component) => Ok(Some(built_in(component))),
        None => store::find(app.db.read(), id).await,
    }
}

/// Adds a component to a project.
pub async fn create(app: &App, access: &Access, new: NewComponent) -> Result<Listed> {
    access.require_editor()?;
    let listed = &Listed { id: app.new_id(), project: Some(access.project), component: check(new)? };
    let name = &listed.component.name;
    let taken = || {
        let message = format!("There is a component {name:?} already; choose another name.");
        Error::field(ProblemCode::Taken, "name", message)
    };
    if components::find(name).is_some() {
        return Err(taken());
    }
    let (limit, now) = (app.config.limits.project_components, app.now());
    app.db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            let there = store::list(&tx, access.project).await?;
            if there.iter().any(|other| other.component.name == *name) {
                return Err(taken());
            }
            if there.len() as u64 >= limit {
                let message = format!("A project can have {limit} components of its own; delete one first.");
                return Err(Error::problem(ProblemCode::LimitReached, message));
            }
            store::insert(&tx, access.project, listed, now).await
        })
        .await?;
    Ok(listed.clone())
}

/// Takes a component away from its project. Elements that show it keep its name, and a box stands for it.
pub async fn delete(app: &App, access: &Access, id: ComponentId) -> Result<()> {
    access.require_editor()?;
    app.db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            if store::delete(&tx, access.project, id).await? {
                Ok(())
            } else {
                Err(Error::NotFound("component"))
            }
        })
        .await
}

fn check(new: NewComponent) -> Result<components::Component> {
    let category = new.category.trim().to_owned();
    let description = new.description.unwrap_or_default().trim().to_owned();
    let mut problems = Vec::new();
    let mut too_long = |field: &'static str, text: &str, most: usize| {
        if text.chars().count() > most {
            let message = format!("This has at most {most} characters.");
            problems.push(Problem { code: ProblemCode::TooLong, message, field: vec![field] });
        }
    };
    too_long("category", &category, MAX_CATEGORY);
    too_long("description", &description, MAX_DESCRIPTION);
    if category.is_empty() {
        let message = "A component needs a category, to be listed under.".to_owned();
        problems.push(Problem { code: ProblemCode::Required, message, field: vec!["category"] });
    }
    let component = components::Component {
        name: new.name.trim().to_owned(),
        category,
        description,
        default_width: new.default_width.unwrap_or(240.0),
        default_height: new.default_height.unwrap_or(120.0),
        container: false,
        props_schema: new.props_schema.unwrap_or_else(
            || serde_json::json!({ "type": "object", "properties": {}, "additionalProperties": false }),
        ),
        template: Some(new.template),
    };
    if let Err(problem) = components::check_component(&component) {
        let field = vec![problem.field];
        problems.push(Problem { code: ProblemCode::Invalid, message: problem.message, field });
    }
    if problems.is_empty() { Ok(component) } else { Err(Error::Rejected(problems)) }
}
