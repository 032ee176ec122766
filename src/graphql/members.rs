//! The members of projects.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, SimpleObject};

use super::accounts::User;
use super::connections::connection;
use super::errors::{ApiError, payload};
use super::ready::plain;
use super::scalars::{DateTime, parse_id};
use super::{access, actor, app};
use crate::projects::{self, members};

/// Mutations of members.
#[derive(Default)]
pub struct MemberMutation;

#[Object]
impl MemberMutation {
    /// Adds a member or changes a role; OWNER hands the project over. Needs the role OWNER.
    async fn project_member_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "Who, and as what.")] input: ProjectMemberSetInput,
    ) -> Result<ProjectMemberSetPayload, ApiError> {
        let set = async {
            let access = access(ctx, &project_id).await?;
            members::set(app(ctx)?, actor(ctx)?, &access, &input.email, input.role.into()).await
        };
        ProjectMemberSetPayload::of(set.await)
    }

    /// Removes a member, which needs the role OWNER; members may remove themselves. The preview's
    /// address changes.
    async fn project_member_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "Who leaves.")] user_id: ID,
    ) -> Result<ProjectMemberRemovePayload, ApiError> {
        let removed = async {
            let access = access(ctx, &project_id).await?;
            members::remove(app(ctx)?, &access, parse_id(&user_id)?).await
        };
        ProjectMemberRemovePayload::of(removed.await.map(|()| user_id.clone()))
    }
}

/// Somebody who belongs to a project.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct ProjectMember {
    /// What they may do.
    role: ProjectRole,
    /// Since when they belong to it.
    joined_at: DateTime,
    #[graphql(skip)]
    user_id: crate::ids::UserId,
}

plain!(ProjectMember, "joinedAt": joined_at);

#[ComplexObject]
impl ProjectMember {
    /// Who.
    async fn user(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        Ok(super::accounts::load(ctx, self.user_id).await?)
    }
}

impl From<members::Member> for ProjectMember {
    fn from(member: members::Member) -> Self {
        Self { role: member.role.into(), joined_at: member.joined_at.into(), user_id: member.user }
    }
}

connection!(ProjectMemberConnection, ProjectMemberEdge, ProjectMember, "members");

/// What a member may do in a project; each role may do all that the later ones may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "projects::Role")]
pub enum ProjectRole {
    /// Also manages members and deletes the project; there is one.
    Owner,
    /// Changes files, talks to the agent, deploys.
    Editor,
    /// Looks.
    Viewer,
}

/// Who shall belong to a project, and how.
#[derive(InputObject)]
pub struct ProjectMemberSetInput {
    /// The address of an account.
    email: String,
    /// What they may do.
    role: ProjectRole,
}

payload! {
    /// What became of `projectMemberSet`.
    ProjectMemberSetPayload {
        /// The member.
        member: ProjectMember
    }
}
payload! {
    /// What became of `projectMemberRemove`.
    ProjectMemberRemovePayload {
        /// The user who no longer belongs to the project.
        removed_id: ID
    }
}
