//! Conversations in a project: with the agent, or among its members.

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, ProblemCode, Result};
use crate::generation::{self, Generation};
use crate::ids::{ConversationId, GenerationId, MessageId, ProjectId, UserId, WireframeId};
use crate::paging::{Page, PageRequest};
use crate::projects::{self, Access, ProjectEvent, Role};
use crate::{stored_as_words, wireframes};

mod store;

/// The longest title, in characters.
const MAX_TITLE: usize = 200;
/// The longest key that makes a retry safe, in bytes.
const MAX_CLIENT_KEY: usize = 200;
/// Wireframes that go along with one message.
const MAX_WIREFRAMES: usize = 10;
const UNTITLED: &str = "New conversation";

/// With whom one talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConversationKind {
    /// With the agent: every message starts a turn.
    Ai,
    /// Among the project's members.
    Team,
}

stored_as_words!(ConversationKind { Ai = "ai", Team = "team" });

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MessageRole {
    /// A person.
    User,
    /// The agent.
    Assistant,
    /// The server, about what became of a turn.
    System,
}

stored_as_words!(MessageRole { User = "user", Assistant = "assistant", System = "system" });

/// A conversation.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Its identifier.
    pub id: ConversationId,
    /// The project it is about.
    pub project: ProjectId,
    /// What it is called.
    pub title: String,
    /// With whom one talks.
    pub kind: ConversationKind,
    /// When it began.
    pub created_at: Timestamp,
}

/// Something that was said.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its identifier.
    pub id: MessageId,
    /// Where it was said.
    pub conversation: ConversationId,
    /// The project it is about.
    pub project: ProjectId,
    /// Who speaks.
    pub role: MessageRole,
    /// The words.
    pub text: String,
    /// Which person; `None` for the agent, the server and people whose account is gone.
    pub author: Option<UserId>,
    /// The turn that it started, or that it came from.
    pub generation: Option<GenerationId>,
    /// When.
    pub created_at: Timestamp,
}

/// A message to send.
#[derive(Clone, Debug, Default)]
pub struct NewMessage {
    /// The words.
    pub text: String,
    /// The model that shall answer; the server's default where absent.
    pub model: Option<String>,
    /// Makes a retry safe: the same key gives the same message and turn.
    pub client_key: Option<String>,
    /// Wireframes that the agent shall build.
    pub wireframes: Vec<WireframeId>,
}

/// What [`send`] made.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The message.
    pub message: Message,
    /// The turn that it started, in a conversation with the agent.
    pub generation: Option<Generation>,
}

/// Begins a conversation.
pub async fn create(
    app: &App,
    access: &Access,
    title: Option<&str>,
    kind: ConversationKind,
) -> Result<Conversation> {
    if kind == ConversationKind::Ai {
        access.require_editor()?;
    }
    let title = title.map(str::trim).filter(|title| !title.is_empty()).unwrap_or(UNTITLED);
    if title.chars().count() > MAX_TITLE {
        let message = format!("A title can have {MAX_TITLE} characters.");
        return Err(Error::field(ProblemCode::TooLong, "title", message));
    }
    let title = title.replace(char::is_control, " ");
    let conversation =
        Conversation { id: app.new_id(), project: access.project, title, kind, created_at: app.now() };
    let made = &conversation;
    let least = if kind == ConversationKind::Ai { Role::Editor } else { Role::Viewer };
    app.db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, least).await?;
            store::insert(&tx, made).await
        })
        .await?;
    Ok(conversation)
}

/// The conversations of a project, in the order in which they began.
pub async fn list(app: &App, access: &Access, page: &PageRequest) -> Result<Page<Conversation>> {
    store::list(app.db.read(), access, page).await
}

/// A conversation, without a check of who asks: prove an access to its project next.
pub(crate) async fn find(app: &App, id: ConversationId) -> Result<Option<Conversation>> {
    store::find(app.db.read(), id).await
}

/// A message, without a check of who asks: prove an access to its project next.
pub(crate) async fn find_message(app: &App, id: MessageId) -> Result<Option<Message>> {
    store::find_message(app.db.read(), id).await
}

/// What was said in a conversation of the project, in order.
pub async fn messages(
    app: &App,
    access: &Access,
    conversation: ConversationId,
    page: &PageRequest,
) -> Result<Page<Message>> {
    store::messages(app.db.read(), access, conversation, page).await
}

/// The last messages of a conversation, oldest first, up to and with the one that started a turn.
pub(crate) async fn history(
    app: &App,
    access: &Access,
    conversation: ConversationId,
    generation: GenerationId,
    most: u64,
) -> Result<Vec<Message>> {
    store::history(app.db.read(), access, conversation, generation, most).await
}

/// Deletes a conversation with all that was said in it. A turn that runs on its behalf goes on.
pub async fn delete(app: &App, access: &Access, id: ConversationId) -> Result<()> {
    access.require_editor()?;
    app.db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            store::delete(&tx, access, id).await
        })
        .await
}

/// Says something. In a conversation with the agent that also starts a turn.
pub async fn send(app: &App, access: &Access, to: &Conversation, new: &NewMessage) -> Result<Sent> {
    check(app, new)?;
    let with_agent = to.kind == ConversationKind::Ai;
    if with_agent {
        access.require_editor()?;
    }
    check_wireframes(app, access, &new.wireframes).await?;
    let model = app.models.resolve(new.model.as_deref())?;
    let least = if with_agent { Role::Editor } else { Role::Viewer };
    let model = &model;
    app.db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, least).await?;
            if let Some(message) = store::find_sent(&tx, access, to.id, new.client_key.as_deref()).await? {
                let generation = generation::find_in(&tx, message.generation).await?;
                return Ok(Sent { message, generation });
            }
            let generation = if with_agent {
                Some(generation::queue(app, &tx, access, to.id, model).await?)
            } else {
                None
            };
            let message = Message {
                id: app.new_id(),
                conversation: to.id,
                project: to.project,
                role: MessageRole::User,
                text: new.text.replace('\0', ""),
                author: access.user,
                generation: generation.as_ref().map(|generation| generation.id),
                created_at: app.now(),
            };
            if to.title == UNTITLED {
                store::set_title(&tx, to.id, &title_of(&message.text)).await?;
            }
            add(app, &tx, access, &message, new.client_key.as_deref()).await?;
            store::insert_wireframes(&tx, message.id, &new.wireframes).await?;
            Ok(Sent { message, generation })
        })
        .await
}

/// Stores a message and tells the project.
pub(crate) async fn add(
    app: &App,
    tx: &Tx,
    access: &Access,
    message: &Message,
    client_key: Option<&str>,
) -> Result<()> {
    store::insert_message(tx, message, client_key).await?;
    projects::announce(app, tx, access, &ProjectEvent::MessageAdded { message: message.id }).await
}

/// The wireframes that went along with a message.
pub(crate) async fn wireframes_of(app: &App, message: MessageId) -> Result<Vec<WireframeId>> {
    store::wireframes(app.db.read(), message).await
}

async fn check_wireframes(app: &App, access: &Access, ids: &[WireframeId]) -> Result<()> {
    if ids.len() > MAX_WIREFRAMES {
        let message = format!("At most {MAX_WIREFRAMES} wireframes go along with a message.");
        return Err(Error::field(ProblemCode::TooLong, "wireframeIds", message));
    }
    for id in ids {
        let found = wireframes::find(app, *id).await?;
        if found.is_none_or(|found| found.project != access.project) {
            let message = format!("The project has no wireframe {id}.");
            return Err(Error::field(ProblemCode::NotFound, "wireframeIds", message));
        }
    }
    Ok(())
}

fn check(app: &App, new: &NewMessage) -> Result<()> {
    if new.text.trim().is_empty() {
        return Err(Error::field(ProblemCode::Required, "text", "Write something first."));
    }
    let most = app.config.limits.message_characters;
    let length = new.text.chars().count() as u64;
    if length > most {
        let message = format!("The message has {length} characters; at most {most} are allowed.");
        return Err(Error::field(ProblemCode::TooLong, "text", message));
    }
    if new.client_key.as_ref().is_some_and(|key| key.is_empty() || key.len() > MAX_CLIENT_KEY) {
        let message = format!("A clientKey has from 1 to {MAX_CLIENT_KEY} bytes; a UUID is a good one.");
        return Err(Error::field(ProblemCode::Invalid, "clientKey", message));
    }
    Ok(())
}

/// The first words of what is said first name the conversation.
fn title_of(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let line: String = line.chars().filter(|character| !character.is_control()).collect();
    if line.chars().count() <= 60 {
        return line;
    }
    let cut: String = line.chars().take(60).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_the_first_words() {
        assert_eq!(title_of("A habit tracker\nwith streaks"), "A habit tracker");
        let long = "word ".repeat(30);
        assert!(title_of(&long).ends_with("word…"));
        assert_eq!(title_of(&"x".repeat(100)).chars().count(), 61);
    }
}
