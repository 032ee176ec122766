//! The component library.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::connections::{connection, forward};
use super::errors::{ApiError, payload};
use super::ready::plain;
use super::scalars::{Json, id, parse_id};
use super::{access, actor, app, viewer};
use crate::error::{Error, Result};
use crate::ids::ComponentId;
use crate::paging::Key;
use crate::projects;
use crate::wireframes;
use crate::wireframes::components::suggest;
use crate::wireframes::library::{self, NewComponent};

/// Queries of the component library.
#[derive(Default)]
pub struct ComponentQuery;

#[Object]
impl ComponentQuery {
    /// The component library: built-in components and the project's own.
    async fn components(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A project whose own components are wanted too.")] project_id: Option<ID>,
        #[graphql(desc = "Only those of this category.")] category: Option<String>,
        #[graphql(desc = "How many at most.")] first: Option<i32>,
        #[graphql(desc = "The cursor behind which the page begins.")] after: Option<String>,
    ) -> Result<ComponentConnection, ApiError> {
        let app = app(ctx)?;
        actor(ctx)?;
        let page = forward(app, first, after.as_deref())?;
        let access = match &project_id {
            Some(project) => Some(access(ctx, project).await?),
            None => None,
        };
        let mut listed = library::list(app, access.as_ref(), category.as_deref()).await?;
        let keys = |listed: &library::Listed| {
            let own = i64::from(listed.project.is_some());
            vec![
                Key::Int(own),
                Key::Text(listed.component.category.clone()),
                Key::Text(listed.component.name.clone()),
            ]
        };
        listed.sort_by_cached_key(keys);
        Ok(ComponentConnection::of(page.of_sorted(listed, keys)?))
    }

    /// Components that fit what is described or selected, the best first.
    async fn component_suggest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is wanted, in words.")] description: Option<String>,
        #[graphql(desc = "A wireframe: the components of its project are looked at too.")]
        wireframe_id: Option<ID>,
        #[graphql(desc = "Elements of the wireframe that something is wanted for.")] selection: Option<
            Vec<ID>,
        >,
    ) -> Result<Vec<ComponentSuggestion>, ApiError> {
        let app = app(ctx)?;
        actor(ctx)?;
        let (access, near) = match &wireframe_id {
            None => (None, Vec::new()),
            Some(id) => {
                let (access, wireframe) = super::wireframes::find(ctx, id).await?;
                let mut near = wireframes::open(app, &wireframe).await?.elements()?;
                let wanted = selection.unwrap_or_default();
                near.retain(|element| wanted.iter().any(|id| id.as_str() == element.id));
                (Some(access), near)
            }
        };
        let listed = library::list(app, access.as_ref(), None).await?;
        let library: Vec<_> = listed.iter().map(|listed| listed.component.clone()).collect();
        let found = suggest(description.as_deref().unwrap_or_default(), &near, &library);
        let suggestion = |found: crate::wireframes::components::Suggestion| {
            let listed = listed.iter().find(|listed| listed.component.name == found.component)?;
            Some(ComponentSuggestion { component: listed.clone().into(), reason: found.why })
        };
        Ok(found.into_iter().filter_map(suggestion).collect())
    }
}

/// A component that fits.
#[derive(Clone, Debug, SimpleObject)]
pub struct ComponentSuggestion {
    /// The component.
    component: Component,
    /// Why, in a few words.
    reason: String,
}

/// Mutations of the component library.
#[derive(Default)]
pub struct ComponentMutation;

#[Object]
impl ComponentMutation {
    /// Adds a component to a project's library. Needs the role EDITOR.
    async fn component_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "The component.")] input: ComponentCreateInput,
    ) -> Result<ComponentCreatePayload, ApiError> {
        let new = NewComponent {
            name: input.name,
            category: input.category,
            description: input.description,
            props_schema: input.props_schema.map(|schema| schema.0),
            template: input.template,
            default_width: input.default_width,
            default_height: input.default_height,
        };
        let made = async { library::create(app(ctx)?, &access(ctx, &project_id).await?, new).await };
        ComponentCreatePayload::of(made.await)
    }

    /// Takes a component away from its project's library; a box stands for it where it is drawn. Needs the
    /// role EDITOR.
    async fn component_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The component.")] id: ID,
    ) -> Result<ComponentDeletePayload, ApiError> {
        let deleted = async {
            let (app, actor) = (app(ctx)?, actor(ctx)?);
            let gone = || Error::NotFound("component");
            let component: ComponentId = parse_id(&id)?;
            let listed = library::find(app, component).await?.ok_or_else(gone)?;
            let Some(project) = listed.project else {
                return Err(Error::Forbidden("Built-in components stay.".to_owned()));
            };
            let access = match projects::access(app, actor, project).await {
                Err(Error::NotFound(_)) => return Err(gone()),
                access => access?,
            };
            library::delete(app, &access, component).await
        };
        ComponentDeletePayload::of(deleted.await.map(|()| id.clone()))
    }
}

/// One component, where the viewer may see it.
pub(super) async fn load(ctx: &Context<'_>, id: ComponentId) -> Result<Option<Component>> {
    let app = app(ctx)?;
    let (Some(listed), Some(viewer)) = (library::find(app, id).await?, viewer(ctx)) else { return Ok(None) };
    if let Some(project) = listed.project {
        match projects::access(app, viewer, project).await {
            Err(Error::NotFound(_)) => return Ok(None),
            access => drop(access?),
        }
    }
    Ok(Some(listed.into()))
}

/// What wireframes are drawn with.
#[derive(Clone, Debug, SimpleObject)]
pub struct Component {
    /// Its identifier; a built-in component has the same on every server.
    pub(super) id: ID,
    /// The name under which elements show it.
    name: String,
    /// What it is listed under.
    category: String,
    /// What it is for.
    description: String,
    /// JSON Schema of the component's props.
    props_schema: Json,
    /// The HTML of a project's own component, as `componentCreate` took it; null for a built-in one.
    template: Option<String>,
    /// In CSS pixels.
    default_width: f64,
    /// In CSS pixels.
    default_height: f64,
    /// Whether other elements are meant to be put in it.
    container: bool,
    /// Whether every server has it; otherwise it is its project's own.
    builtin: bool,
}

plain!(
    Component,
    "id": id,
    "name": name,
    "category": category,
    "description": description,
    "defaultWidth": default_width,
    "defaultHeight": default_height,
    "container": container,
    "builtin": builtin,
);

impl From<library::Listed> for Component {
    fn from(listed: library::Listed) -> Self {
        let component = listed.component;
        Self {
            id: id(listed.id),
            name: component.name,
            category: component.category,
            description: component.description,
            props_schema: Json(component.props_schema),
            template: component.template,
            default_width: component.default_width,
            default_height: component.default_height,
            container: component.container,
            builtin: listed.project.is_none(),
        }
    }
}

connection!(ComponentConnection, ComponentEdge, Component, "components");

/// A component to be.
#[derive(Debug, InputObject)]
pub struct ComponentCreateInput {
    /// The name under which elements show it: letters and digits, a capital letter first.
    name: String,
    /// What it is listed under.
    category: String,
    /// What it is for.
    description: Option<String>,
    /// JSON Schema of its props; absent for a component that is told nothing.
    props_schema: Option<Json>,
    /// Its HTML, with `{{prop}}` where a prop goes and `{{#each prop}}…{{this}}…{{/each}}` for lists.
    template: String,
    /// In CSS pixels; 240 where it is absent.
    default_width: Option<f64>,
    /// In CSS pixels; 120 where it is absent.
    default_height: Option<f64>,
}

payload! {
    /// What became of `componentCreate`.
    ComponentCreatePayload {
        /// The component.
        component: Component
    }
}

payload! {
    /// What became of `componentDelete`.
    ComponentDeletePayload {
        /// What is gone.
        deleted_id: ID
    }
}
