//! Conversations and what is said in them.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, SimpleObject};

use super::accounts::User;
use super::connections::{connection, forward};
use super::errors::{ApiError, UserError, payload, settle};
use super::generations::Generation;
use super::project::Project;
use super::ready::plain;
use super::scalars::{DateTime, id, parse_id};
use super::{access, actor, app};
use crate::conversations::{self, NewMessage};
use crate::error::{Error, Result};
use crate::ids::ConversationId;
use crate::paging::PageRequest;
use crate::projects::{self, Access};

/// Mutations of conversations.
#[derive(Default)]
pub struct ConversationMutation;

#[Object]
impl ConversationMutation {
    /// Begins a conversation: with the agent, which needs the role EDITOR, or among the members.
    async fn conversation_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "What it is called, and with whom.")] input: Option<ConversationCreateInput>,
    ) -> Result<ConversationCreatePayload, ApiError> {
        let input = input.unwrap_or_default();
        let kind = input.kind.unwrap_or(ConversationKind::Ai);
        let made = async {
            let access = access(ctx, &project_id).await?;
            conversations::create(app(ctx)?, &access, input.title.as_deref(), kind.into()).await
        };
        ConversationCreatePayload::of(made.await)
    }

    /// Deletes a conversation with all that was said in it. Needs the role EDITOR.
    async fn conversation_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conversation.")] id: ID,
    ) -> Result<ConversationDeletePayload, ApiError> {
        let deleted = async {
            let (access, conversation) = find(ctx, &id).await?;
            conversations::delete(app(ctx)?, &access, conversation.id).await
        };
        ConversationDeletePayload::of(deleted.await.map(|()| id.clone()))
    }

    /// Adds a message; in an AI conversation it also starts a generation, which needs the role EDITOR.
    async fn message_send(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where it is said.")] conversation_id: ID,
        #[graphql(desc = "What to say.")] input: MessageSendInput,
    ) -> Result<MessageSendPayload, ApiError> {
        let new = NewMessage { text: input.text, model: input.model, client_key: input.client_key };
        let sent = async {
            let (access, conversation) = find(ctx, &conversation_id).await?;
            conversations::send(app(ctx)?, &access, &conversation, &new).await
        };
        Ok(match settle(sent.await)? {
            Ok(sent) => MessageSendPayload {
                message: Some(sent.message.into()),
                generation: sent.generation.map(Generation::from),
                user_errors: Vec::new(),
            },
            Err(user_errors) => MessageSendPayload { message: None, generation: None, user_errors },
        })
    }
}

/// A conversation with the right to see its project.
async fn find(ctx: &Context<'_>, id: &ID) -> Result<(Access, conversations::Conversation)> {
    by_id(ctx, parse_id(id)?).await?.ok_or(Error::NotFound("conversation"))
}

async fn by_id(
    ctx: &Context<'_>,
    id: ConversationId,
) -> Result<Option<(Access, conversations::Conversation)>> {
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let Some(conversation) = conversations::find(app, id).await? else { return Ok(None) };
    match projects::access(app, actor, conversation.project).await {
        Ok(access) => Ok(Some((access, conversation))),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// One conversation, where the viewer may see it.
pub(super) async fn load(ctx: &Context<'_>, id: ConversationId) -> Result<Option<Conversation>> {
    Ok(by_id(ctx, id).await?.map(|(_, conversation)| conversation.into()))
}

/// One message, where the viewer may see it.
pub(super) async fn load_message(ctx: &Context<'_>, id: crate::ids::MessageId) -> Result<Option<Message>> {
    let Some(message) = conversations::find_message(app(ctx)?, id).await? else { return Ok(None) };
    Ok(super::visible(ctx, message.project).await?.map(|_| message.into()))
}

/// The conversations of a project.
pub(super) async fn of_project(
    ctx: &Context<'_>,
    access: &Access,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<ConversationConnection> {
    let app = app(ctx)?;
    let page = forward(app, first, after)?;
    Ok(ConversationConnection::of(conversations::list(app, access, &page).await?))
}

/// With whom one talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "conversations::ConversationKind")]
pub enum ConversationKind {
    /// With the agent: every message starts a generation.
    Ai,
    /// Among the project's members.
    Team,
}

/// A conversation in a project.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Conversation {
    /// Its identifier.
    pub(super) id: ID,
    /// What it is called; the first words said name it where nobody did.
    title: String,
    /// With whom one talks.
    kind: ConversationKind,
    /// When it began.
    created_at: DateTime,
    #[graphql(skip)]
    inner: conversations::Conversation,
}

plain!(Conversation, "id": id, "title": title, "createdAt": created_at);

impl From<conversations::Conversation> for Conversation {
    fn from(inner: conversations::Conversation) -> Self {
        Self {
            id: id(inner.id),
            title: inner.title.clone(),
            kind: inner.kind.into(),
            created_at: inner.created_at.into(),
            inner,
        }
    }
}

#[ComplexObject]
impl Conversation {
    /// The project it is about.
    async fn project(&self, ctx: &Context<'_>) -> Result<Project, ApiError> {
        Ok(super::project::load(ctx, self.inner.project).await?)
    }

    /// What was said, in order.
    async fn messages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entries from the beginning, at most the limit page_size.")] first: Option<i32>,
        #[graphql(desc = "Entries behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Entries from the end, at most the limit page_size.")] last: Option<i32>,
        #[graphql(desc = "Entries before this cursor.")] before: Option<String>,
    ) -> Result<MessageConnection, ApiError> {
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let most = app.config.limits.page_size;
        let page = PageRequest::new(first, after.as_deref(), last, before.as_deref(), most)?;
        let access = projects::access(app, actor, self.inner.project).await?;
        Ok(MessageConnection::of(conversations::messages(app, &access, self.inner.id, &page).await?))
    }
}

connection!(ConversationConnection, ConversationEdge, Conversation, "conversations");

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "conversations::MessageRole")]
pub enum MessageRole {
    /// A person.
    User,
    /// The agent.
    Assistant,
    /// The server, about what became of a generation.
    System,
}

/// Something that was said.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Message {
    /// Its identifier.
    pub(super) id: ID,
    /// Who speaks.
    role: MessageRole,
    /// The words.
    text: String,
    /// When.
    created_at: DateTime,
    #[graphql(skip)]
    inner: conversations::Message,
}

plain!(Message, "id": id, "text": text, "createdAt": created_at);

impl From<conversations::Message> for Message {
    fn from(inner: conversations::Message) -> Self {
        Self {
            id: id(inner.id),
            role: inner.role.into(),
            text: inner.text.clone(),
            created_at: inner.created_at.into(),
            inner,
        }
    }
}

#[ComplexObject]
impl Message {
    /// The person who wrote it; null for the agent, the server and people whose account is gone.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.inner.author {
            Some(author) => Ok(super::accounts::find(ctx, author).await?),
            None => Ok(None),
        }
    }

    /// The generation that it started, or that it came from.
    async fn generation(&self, ctx: &Context<'_>) -> Result<Option<Generation>, ApiError> {
        match self.inner.generation {
            Some(generation) => Ok(super::generations::load(ctx, generation).await?),
            None => Ok(None),
        }
    }
}

connection!(MessageConnection, MessageEdge, Message, "messages");

/// A conversation to begin.
#[derive(Default, InputObject)]
pub struct ConversationCreateInput {
    /// What it is called, up to 200 characters.
    title: Option<String>,
    /// With whom one talks; AI where absent.
    kind: Option<ConversationKind>,
}

/// A message to send. `clientKey` makes a retry safe: the same key returns the same message and
/// generation.
#[derive(InputObject)]
pub struct MessageSendInput {
    /// The words.
    text: String,
    /// The model that shall answer, one of `Server.models`; the default one where absent.
    model: Option<String>,
    /// A key of the client's choice, such as a UUID.
    client_key: Option<String>,
}

payload! {
    /// What became of `conversationCreate`.
    ConversationCreatePayload {
        /// The conversation.
        conversation: Conversation
    }
}
payload! {
    /// What became of `conversationDelete`.
    ConversationDeletePayload {
        /// The conversation that is gone.
        deleted_id: ID
    }
}

/// What became of `messageSend`.
#[derive(Debug, SimpleObject)]
pub struct MessageSendPayload {
    /// The message.
    message: Option<Message>,
    /// The generation that it started.
    generation: Option<Generation>,
    /// What the user can put right; empty where the mutation succeeded.
    user_errors: Vec<UserError>,
}
