//! The tables `streams` and `events`.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{Entry, NewEvent, StreamKey, StreamKind, ended};
use crate::clock::Timestamp;
use crate::db::{Db, Sql, Tx, list_of};
use crate::error::{Error, Result};
use crate::ids::UserId;
use crate::values;

/// Rows of one statement; both databases take at least ten times as many values.
pub(super) const ROWS_AT_ONCE: usize = 200;

#[derive(Debug, FromQueryResult)]
pub(super) struct StreamRow {
    pub(super) head: i64,
    pub(super) floor: i64,
    pub(super) ended_at: Option<Timestamp>,
}

#[derive(FromQueryResult)]
struct EventRow {
    seq: i64,
    occurred_at: Timestamp,
    actor_id: Option<UserId>,
    payload: String,
    terminal: bool,
}

#[derive(FromQueryResult)]
struct HeadRow {
    subject: Uuid,
    kind: i16,
    head: i64,
}

#[derive(FromQueryResult)]
struct SettingRow {
    value: String,
}

/// What tells this server's data from another's; `otherwise` where it has nothing yet.
pub(super) async fn instance(db: &Db, otherwise: u32) -> Result<u32> {
    let made = format!("{otherwise:08x}");
    let made = &made;
    let row: Option<SettingRow> = db
        .transact(|tx| async move {
            tx.run(
                "INSERT INTO settings (name, value) VALUES ('instance', $1) ON CONFLICT (name) DO NOTHING",
                values![made.clone()],
            )
            .await?;
            tx.row("SELECT value FROM settings WHERE name = 'instance'", values![]).await
        })
        .await?;
    row.and_then(|row| u32::from_str_radix(&row.value, 16).ok())
        .ok_or_else(|| Error::internal("read the instance", "the setting is not a number"))
}

pub(super) async fn find(connection: &impl Sql, key: StreamKey) -> Result<Option<StreamRow>> {
    let sql = "SELECT head, floor, ended_at FROM streams WHERE kind = $1 AND subject = $2";
    connection.row(sql, values![key.kind as i16, key.subject]).await
}

/// How far streams are.
pub(super) async fn heads(connection: &impl Sql, of: &[StreamKey]) -> Result<Vec<(StreamKey, u64)>> {
    let mut heads = Vec::with_capacity(of.len());
    for some in of.chunks(500) {
        let subjects = list_of(1, some.len());
        let sql = format!("SELECT subject, kind, head FROM streams WHERE subject IN ({subjects})");
        let values = some.iter().map(|key| Value::from(key.subject)).collect();
        let rows: Vec<HeadRow> = connection.rows(&sql, values).await?;
        heads.extend(rows.into_iter().filter_map(|row| {
            let key = StreamKey { kind: StreamKind::from_number(row.kind)?, subject: row.subject };
            Some((key, row.head as u64))
        }));
    }
    Ok(heads)
}

/// Takes `count` numbers, and answers the last. A stream is made by its first event.
pub(super) async fn advance(tx: &Tx, key: StreamKey, count: u64, ended_at: Option<Timestamp>) -> Result<u64> {
    let row: Option<HeadRow> = tx
        .row(
            "INSERT INTO streams (kind, subject, head, floor, ended_at) VALUES ($1, $2, $3, 0, $4) \
             ON CONFLICT (kind, subject) DO UPDATE SET head = streams.head + $3, ended_at = $4 \
             WHERE streams.ended_at IS NULL RETURNING kind, subject, head",
            values![key.kind as i16, key.subject, count as i64, ended_at],
        )
        .await?;
    row.map(|row| row.head as u64).ok_or_else(ended)
}

/// As [`advance`] and [`insert`] in one statement, which only PostgreSQL has.
pub(super) async fn append(
    tx: &Tx,
    key: StreamKey,
    events: &[NewEvent],
    now: Timestamp,
    ended_at: Option<Timestamp>,
) -> Result<u64> {
    let mut values = values![key.kind as i16, key.subject, events.len() as i64, ended_at, now];
    let mut rows = String::new();
    for (place, event) in (1i64..).zip(events) {
        push_row(&mut rows, values.len(), 3);
        values.extend(values![place, event.actor, event.payload.as_ref()]);
    }
    let sql = format!(
        "WITH stream AS (INSERT INTO streams (kind, subject, head, floor, ended_at) VALUES ($1, $2, $3, 0, $4) \
         ON CONFLICT (kind, subject) DO UPDATE SET head = streams.head + $3, ended_at = $4 \
         WHERE streams.ended_at IS NULL RETURNING kind, subject, head), \
         appended AS (INSERT INTO events (kind, subject, seq, occurred_at, actor_id, payload) \
         SELECT s.kind, s.subject, s.head - $3 + e.place, $5, e.actor_id, e.payload \
         FROM stream s CROSS JOIN (VALUES {rows}) AS e (place, actor_id, payload)) \
         SELECT kind, subject, head FROM stream"
    );
    let row: Option<HeadRow> = tx.row(&sql, values).await?;
    row.map(|row| row.head as u64).ok_or_else(ended)
}

/// Takes numbers in several streams that exist; those that have ended are missing in the answer.
pub(super) async fn advance_many(tx: &Tx, wanted: &[(StreamKey, u64)]) -> Result<HashMap<StreamKey, u64>> {
    let mut heads = HashMap::with_capacity(wanted.len());
    for chunk in wanted.chunks(ROWS_AT_ONCE) {
        let mut rows = String::new();
        let mut values = Vec::with_capacity(chunk.len() * 3);
        for (key, count) in chunk {
            push_row(&mut rows, values.len(), 3);
            values.extend(values![key.kind as i16, key.subject, *count as i64]);
        }
        let sql = format!(
            "WITH wanted (kind, subject, count) AS (VALUES {rows}) \
             UPDATE streams SET head = streams.head + wanted.count FROM wanted \
             WHERE streams.kind = wanted.kind AND streams.subject = wanted.subject \
             AND streams.ended_at IS NULL \
             RETURNING streams.kind AS kind, streams.subject AS subject, streams.head AS head"
        );
        let rows: Vec<HeadRow> = tx.rows(&sql, values).await?;
        for (key, _) in chunk {
            let found = rows.iter().find(|row| row.subject == key.subject && row.kind == key.kind as i16);
            if let Some(row) = found {
                heads.insert(*key, row.head as u64);
            }
        }
    }
    Ok(heads)
}

/// Numbers events so that the last one has the number `head`.
pub(super) fn number<'a>(
    events: impl Iterator<Item = &'a NewEvent>,
    head: u64,
    now: Timestamp,
) -> Vec<Arc<Entry>> {
    let events: Vec<&NewEvent> = events.collect();
    let first = head + 1 - events.len() as u64;
    (first..)
        .zip(events)
        .map(|(seq, event)| {
            Arc::new(Entry {
                seq,
                occurred_at: now,
                actor: event.actor,
                terminal: event.terminal,
                payload: event.payload.clone(),
            })
        })
        .collect()
}

pub(super) async fn insert(tx: &Tx, streams: &[(StreamKey, &[Arc<Entry>])]) -> Result<()> {
    let all: Vec<(StreamKey, &Entry)> = streams
        .iter()
        .flat_map(|(key, entries)| entries.iter().map(|entry| (*key, entry.as_ref())))
        .collect();
    for chunk in all.chunks(ROWS_AT_ONCE) {
        let mut rows = String::new();
        let mut values: Vec<Value> = Vec::with_capacity(chunk.len() * 6);
        for (key, entry) in chunk {
            push_row(&mut rows, values.len(), 6);
            values.extend(values![
                key.kind as i16,
                key.subject,
                entry.seq as i64,
                entry.occurred_at,
                entry.actor,
                entry.payload.as_ref()
            ]);
        }
        let sql =
            format!("INSERT INTO events (kind, subject, seq, occurred_at, actor_id, payload) VALUES {rows}");
        tx.run(&sql, values).await?;
    }
    Ok(())
}

/// Adds `($n, …)` to the rows of a `VALUES` list.
fn push_row(rows: &mut String, used: usize, width: usize) {
    rows.push_str(if rows.is_empty() { "(" } else { ", (" });
    for column in 1..=width {
        let comma = if column == 1 { "" } else { ", " };
        // Writing to a string cannot fail.
        let _infallible = write!(rows, "{comma}${}", used + column);
    }
    rows.push(')');
}

pub(super) async fn read(
    connection: &impl Sql,
    key: StreamKey,
    after: u64,
    limit: u64,
) -> Result<Vec<Arc<Entry>>> {
    let rows: Vec<EventRow> = connection
        .rows(
            "SELECT e.seq, e.occurred_at, e.actor_id, e.payload, \
             (s.ended_at IS NOT NULL AND e.seq = s.head) AS terminal \
             FROM events e JOIN streams s ON s.kind = e.kind AND s.subject = e.subject \
             WHERE e.kind = $1 AND e.subject = $2 AND e.seq > $3 ORDER BY e.seq LIMIT $4",
            values![key.kind as i16, key.subject, after as i64, limit as i64],
        )
        .await?;
    let entry = |row: EventRow| {
        Arc::new(Entry {
            seq: row.seq as u64,
            occurred_at: row.occurred_at,
            actor: row.actor_id,
            terminal: row.terminal,
            payload: row.payload.into_boxed_str(),
        })
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// Notes keys under which clients know what they asked for.
pub(super) async fn note_keys(tx: &Tx, keys: &[(StreamKey, &str)], now: Timestamp) -> Result<()> {
    for chunk in keys.chunks(ROWS_AT_ONCE) {
        let mut rows = String::new();
        let mut values: Vec<Value> = Vec::with_capacity(chunk.len() * 4);
        for (key, client_key) in chunk {
            push_row(&mut rows, values.len(), 4);
            values.extend(values![key.kind as i16, key.subject, *client_key, now]);
        }
        let sql = format!(
            "INSERT INTO stream_keys (kind, subject, client_key, noted_at) VALUES {rows} ON CONFLICT DO NOTHING"
        );
        tx.run(&sql, values).await?;
    }
    Ok(())
}

pub(super) async fn knows_key(connection: &impl Sql, key: StreamKey, client_key: &str) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Row {
        #[expect(dead_code, reason = "that there is one says it all")]
        noted_at: Timestamp,
    }
    let sql = "SELECT noted_at FROM stream_keys WHERE kind = $1 AND subject = $2 AND client_key = $3";
    let row: Option<Row> = connection.row(sql, values![key.kind as i16, key.subject, client_key]).await?;
    Ok(row.is_some())
}

/// Forgets the events up to one.
pub(super) async fn trim(tx: &Tx, key: StreamKey, up_to: u64) -> Result<()> {
    let values = || values![key.kind as i16, key.subject, up_to as i64];
    tx.run("UPDATE streams SET floor = $3 WHERE kind = $1 AND subject = $2 AND floor < $3", values()).await?;
    tx.run("DELETE FROM events WHERE kind = $1 AND subject = $2 AND seq <= $3", values()).await?;
    Ok(())
}

/// Streams in one round of [`compact`].
const STREAMS_PER_ROUND: i64 = 50;

/// The next streams, in the order of their keys, of which something is older than `before` and no
/// longer kept. Those of wireframes are trimmed by them.
pub(super) async fn due(
    connection: &impl Sql,
    before: Timestamp,
    last: Option<StreamKey>,
) -> Result<Vec<StreamKey>> {
    #[derive(FromQueryResult)]
    struct Row {
        kind: i16,
        subject: Uuid,
    }
    let (kind, subject) = last.map_or((-1, Uuid::nil()), |key| (key.kind as i16, key.subject));
    let rows: Vec<Row> = connection
        .rows(
            "SELECT s.kind, s.subject FROM streams s WHERE (s.kind, s.subject) > ($2, $3) AND s.kind <> $5 AND \
             ((s.ended_at < $1 AND s.floor < s.head - 1) OR (s.ended_at IS NULL AND EXISTS (SELECT 1 FROM events e \
             WHERE e.kind = s.kind AND e.subject = s.subject AND e.occurred_at < $1))) \
             ORDER BY s.kind, s.subject LIMIT $4",
            values![before, kind, subject, STREAMS_PER_ROUND, StreamKind::Wireframe as i16],
        )
        .await?;
    let key = |row: Row| Some(StreamKey { kind: StreamKind::from_number(row.kind)?, subject: row.subject });
    Ok(rows.into_iter().filter_map(key).collect())
}

/// Forgets all but the last event of a stream that has ended, and what is old of one that has not.
pub(super) async fn compact(tx: &Tx, streams: &[StreamKey], before: Timestamp) -> Result<()> {
    for key in streams {
        let (kind, subject) = (key.kind as i16, key.subject);
        tx.run(
            "UPDATE streams SET floor = CASE WHEN ended_at < $3 THEN head - 1 ELSE \
             (SELECT COALESCE(MAX(e.seq), streams.floor) FROM events e WHERE e.kind = $1 AND e.subject = $2 \
             AND e.occurred_at < $3) END WHERE kind = $1 AND subject = $2",
            values![kind, subject, before],
        )
        .await?;
        tx.run(
            "DELETE FROM events WHERE kind = $1 AND subject = $2 AND seq <= \
             (SELECT s.floor FROM streams s WHERE s.kind = $1 AND s.subject = $2)",
            values![kind, subject],
        )
        .await?;
    }
    Ok(())
}

/// Forgets the keys of clients that were noted before a time.
pub(super) async fn forget_keys(tx: &Tx, before: Timestamp) -> Result<()> {
    tx.run("DELETE FROM stream_keys WHERE noted_at < $1", values![before]).await?;
    Ok(())
}

pub(super) async fn delete(tx: &Tx, key: StreamKey) -> Result<()> {
    let (kind, subject) = (key.kind as i16, key.subject);
    tx.run("DELETE FROM stream_keys WHERE kind = $1 AND subject = $2", values![kind, subject]).await?;
    tx.run("DELETE FROM events WHERE kind = $1 AND subject = $2", values![kind, subject]).await?;
    tx.run("DELETE FROM streams WHERE kind = $1 AND subject = $2", values![kind, subject]).await?;
    Ok(())
}
