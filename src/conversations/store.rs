//! The tables `conversations` and `messages`.

use sea_orm::FromQueryResult;

use super::{Conversation, ConversationKind, Message, MessageRole};
use crate::clock::Timestamp;
use crate::db::{Sql, Tx};
use crate::error::{Error, Result};
use crate::ids::{ConversationId, GenerationId, Id as _, MessageId, ProjectId, UserId, WireframeId};
use crate::paging::{Key, Order, Page, PageRequest};
use crate::projects::Access;
use crate::values;

#[derive(FromQueryResult)]
struct ConversationRow {
    id: ConversationId,
    project_id: ProjectId,
    title: String,
    kind: ConversationKind,
    created_at: Timestamp,
}

impl From<ConversationRow> for Conversation {
    fn from(row: ConversationRow) -> Self {
        Self {
            id: row.id,
            project: row.project_id,
            title: row.title,
            kind: row.kind,
            created_at: row.created_at,
        }
    }
}

#[derive(FromQueryResult)]
struct MessageRow {
    id: MessageId,
    conversation_id: ConversationId,
    project_id: ProjectId,
    role: MessageRole,
    text: String,
    author_id: Option<UserId>,
    generation_id: Option<GenerationId>,
    created_at: Timestamp,
}

impl From<MessageRow> for Message {
    fn from(row: MessageRow) -> Self {
        Self {
            id: row.id,
            conversation: row.conversation_id,
            project: row.project_id,
            role: row.role,
            text: row.text,
            author: row.author_id,
            generation: row.generation_id,
            created_at: row.created_at,
        }
    }
}

const CONVERSATION: &str = "id, project_id, title, kind, created_at";
const MESSAGE: &str = "id, conversation_id, project_id, role, text, author_id, generation_id, created_at";

fn by_age() -> Order {
    let columns = vec![("created_at", Key::Int(0)), ("id", Key::Id(uuid::Uuid::nil()))];
    Order { columns, descending: false }
}

pub(super) async fn insert(tx: &Tx, conversation: &Conversation) -> Result<()> {
    let Conversation { id, project, title, kind, created_at } = conversation;
    tx.run(
        "INSERT INTO conversations (id, project_id, title, kind, created_at) VALUES ($1, $2, $3, $4, $5)",
        values![*id, *project, title.as_str(), *kind, *created_at],
    )
    .await?;
    Ok(())
}

pub(super) async fn find(connection: &impl Sql, id: ConversationId) -> Result<Option<Conversation>> {
    let sql = format!("SELECT {CONVERSATION} FROM conversations WHERE id = $1");
    let row: Option<ConversationRow> = connection.row(&sql, values![id]).await?;
    Ok(row.map(Conversation::from))
}

pub(super) async fn list(
    connection: &impl Sql,
    access: &Access,
    page: &PageRequest,
) -> Result<Page<Conversation>> {
    let (rest, more) = page.sql(&by_age(), 1)?;
    let mut values = values![access.project];
    values.extend(more);
    let sql = format!("SELECT {CONVERSATION} FROM conversations WHERE project_id = $1{rest}");
    let rows: Vec<ConversationRow> = connection.rows(&sql, values).await?;
    let page = page.page(rows, |row| vec![Key::Int(row.created_at.0), Key::Id(row.id.uuid())]);
    Ok(page.map(Conversation::from))
}

pub(super) async fn delete(tx: &Tx, access: &Access, id: ConversationId) -> Result<()> {
    let sql = "DELETE FROM conversations WHERE id = $1 AND project_id = $2";
    if tx.run(sql, values![id, access.project]).await? == 0 {
        return Err(Error::NotFound("conversation"));
    }
    Ok(())
}

pub(super) async fn set_title(tx: &Tx, id: ConversationId, title: &str) -> Result<()> {
    tx.run("UPDATE conversations SET title = $2 WHERE id = $1", values![id, title]).await?;
    Ok(())
}

pub(super) async fn insert_message(tx: &Tx, message: &Message, client_key: Option<&str>) -> Result<()> {
    tx.run(
        "INSERT INTO messages (id, conversation_id, project_id, role, text, author_id, generation_id, \
         client_key, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            message.id,
            message.conversation,
            message.project,
            message.role,
            message.text.as_str(),
            message.author,
            message.generation,
            client_key,
            message.created_at
        ],
    )
    .await?;
    Ok(())
}

pub(super) async fn insert_wireframes(tx: &Tx, message: MessageId, ids: &[WireframeId]) -> Result<()> {
    for (place, id) in ids.iter().enumerate() {
        tx.run(
            "INSERT INTO message_wireframes (message_id, wireframe_id, place) VALUES ($1, $2, $3)",
            values![message, *id, place as i64],
        )
        .await?;
    }
    Ok(())
}

pub(super) async fn wireframes(connection: &impl Sql, message: MessageId) -> Result<Vec<WireframeId>> {
    #[derive(FromQueryResult)]
    struct Row {
        wireframe_id: WireframeId,
    }
    let sql = "SELECT wireframe_id FROM message_wireframes WHERE message_id = $1 ORDER BY place";
    let rows: Vec<Row> = connection.rows(sql, values![message]).await?;
    Ok(rows.into_iter().map(|row| row.wireframe_id).collect())
}

/// What was sent under this key before.
pub(super) async fn find_sent(
    tx: &Tx,
    access: &Access,
    conversation: ConversationId,
    client_key: Option<&str>,
) -> Result<Option<Message>> {
    let Some(client_key) = client_key else { return Ok(None) };
    let sql = format!(
        "SELECT {MESSAGE} FROM messages WHERE conversation_id = $1 AND author_id = $2 AND client_key = $3"
    );
    let row: Option<MessageRow> = tx.row(&sql, values![conversation, access.user, client_key]).await?;
    Ok(row.map(Message::from))
}

pub(super) async fn find_message(connection: &impl Sql, id: MessageId) -> Result<Option<Message>> {
    let row: Option<MessageRow> =
        connection.row(&format!("SELECT {MESSAGE} FROM messages WHERE id = $1"), values![id]).await?;
    Ok(row.map(Message::from))
}

pub(super) async fn messages(
    connection: &impl Sql,
    access: &Access,
    conversation: ConversationId,
    page: &PageRequest,
) -> Result<Page<Message>> {
    let (rest, more) = page.sql(&by_age(), 2)?;
    let mut values = values![access.project, conversation];
    values.extend(more);
    let sql = format!("SELECT {MESSAGE} FROM messages WHERE project_id = $1 AND conversation_id = $2{rest}");
    let rows: Vec<MessageRow> = connection.rows(&sql, values).await?;
    let page = page.page(rows, |row| vec![Key::Int(row.created_at.0), Key::Id(row.id.uuid())]);
    Ok(page.map(Message::from))
}

pub(super) async fn history(
    connection: &impl Sql,
    access: &Access,
    conversation: ConversationId,
    generation: GenerationId,
    most: u64,
) -> Result<Vec<Message>> {
    let sql = format!(
        "SELECT {MESSAGE} FROM messages WHERE project_id = $1 AND conversation_id = $2 \
         AND (created_at, id) <= (SELECT created_at, id FROM messages WHERE conversation_id = $2 \
         AND generation_id = $3 AND role = 'user') ORDER BY created_at DESC, id DESC LIMIT $4"
    );
    let values = values![access.project, conversation, generation, most as i64];
    let mut rows: Vec<MessageRow> = connection.rows(&sql, values).await?;
    rows.reverse();
    Ok(rows.into_iter().map(Message::from).collect())
}
