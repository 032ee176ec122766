//! Things by their identifier alone.

use async_graphql::{Context, ID, Interface, Object};

use super::accounts::User;
use super::components::Component;
use super::conversations::{Conversation, Message};
use super::deployments::Deployment;
use super::errors::ApiError;
use super::generations::Generation;
use super::project::Project;
use super::versions::Version;
use super::wireframes::Wireframe;
use super::{actor, app};
use crate::error::{Error, Result};
use crate::ids::{
    ComponentId, ConversationId, DeploymentId, GenerationId, Id as _, MessageId, ProjectId, UserId,
    VersionId, WireframeId,
};
use crate::projects;

/// Something with an identifier.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "&ID", desc = "Its identifier, unique among all nodes."))]
pub enum Node {
    /// An account.
    User(User),
    /// A project.
    Project(Project),
    /// A conversation.
    Conversation(Conversation),
    /// A message.
    Message(Message),
    /// A generation.
    Generation(Generation),
    /// A version.
    Version(Version),
    /// A deployment.
    Deployment(Deployment),
    /// A wireframe.
    Wireframe(Wireframe),
    /// A component.
    Component(Component),
}

/// Queries by identifier.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Anything by its identifier; null where the viewer may not see it.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The identifier.")] id: ID,
    ) -> Result<Option<Node>, ApiError> {
        actor(ctx)?;
        Ok(load(ctx, &id).await?)
    }

    /// Several things by their identifiers, in the same order.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The identifiers, at most the limit page_size.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>, ApiError> {
        let most = app(ctx)?.config.limits.page_size;
        if ids.len() as u64 > most {
            return Err(Error::BadInput(format!("`ids` can have {most} entries.")).into());
        }
        actor(ctx)?;
        let mut nodes = Vec::with_capacity(ids.len());
        for id in &ids {
            nodes.push(load(ctx, id).await?);
        }
        Ok(nodes)
    }
}

async fn load(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    let unknown = || Error::BadInput(format!("{:?} is not an identifier of this server.", id.as_str()));
    let prefix = id.split_once('_').map(|(prefix, _)| prefix).ok_or_else(unknown)?;
    let found = match prefix {
        UserId::PREFIX => {
            let user = UserId::parse(id).ok_or_else(unknown)?;
            super::accounts::user_node(ctx, user).await?.map(Node::User)
        }
        ProjectId::PREFIX => {
            let project = ProjectId::parse(id).ok_or_else(unknown)?;
            projects::find(app(ctx)?, actor(ctx)?, project).await?.map(|found| Node::Project(found.into()))
        }
        ConversationId::PREFIX => {
            let conversation = ConversationId::parse(id).ok_or_else(unknown)?;
            super::conversations::load(ctx, conversation).await?.map(Node::Conversation)
        }
        MessageId::PREFIX => {
            let message = MessageId::parse(id).ok_or_else(unknown)?;
            super::conversations::load_message(ctx, message).await?.map(Node::Message)
        }
        GenerationId::PREFIX => {
            let generation = GenerationId::parse(id).ok_or_else(unknown)?;
            super::generations::load(ctx, generation).await?.map(Node::Generation)
        }
        VersionId::PREFIX => {
            let version = VersionId::parse(id).ok_or_else(unknown)?;
            super::versions::load(ctx, version).await?.map(Node::Version)
        }
        DeploymentId::PREFIX => {
            let deployment = DeploymentId::parse(id).ok_or_else(unknown)?;
            super::deployments::load(ctx, deployment).await?.map(Node::Deployment)
        }
        WireframeId::PREFIX => {
            let wireframe = WireframeId::parse(id).ok_or_else(unknown)?;
            super::wireframes::load(ctx, wireframe).await?.map(Node::Wireframe)
        }
        ComponentId::PREFIX => {
            let component = ComponentId::parse(id).ok_or_else(unknown)?;
            super::components::load(ctx, component).await?.map(Node::Component)
        }
        _ => return Err(unknown()),
    };
    Ok(found)
}
