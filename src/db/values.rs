//! How the product's own types stand in rows and statements.

use sea_orm::sea_query::Nullable;
use sea_orm::{ColIdx, QueryResult, TryGetError, TryGetable, Value};

use crate::clock::Timestamp;
use crate::ids::{
    ComponentId, ConversationId, DeploymentId, GenerationId, Id as _, JobId, MessageId, ProjectId, SessionId,
    SnapshotId, UserId, VersionId, WireframeId,
};
use crate::versions::objects::ObjectId;

macro_rules! ids_as_values {
    ($($id:ident),*) => {$(
        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                id.uuid().into()
            }
        }

        impl TryGetable for $id {
            fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
                uuid::Uuid::try_get_by(row, index).map(Self::from_uuid)
            }
        }

        impl Nullable for $id {
            fn null() -> Value {
                Value::Uuid(None)
            }
        }
    )*};
}

ids_as_values!(
    UserId,
    SessionId,
    ProjectId,
    ConversationId,
    MessageId,
    GenerationId,
    VersionId,
    DeploymentId,
    WireframeId,
    ComponentId,
    SnapshotId,
    JobId
);

impl From<Timestamp> for Value {
    fn from(time: Timestamp) -> Self {
        time.0.into()
    }
}

impl TryGetable for Timestamp {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        i64::try_get_by(row, index).map(Self)
    }
}

impl Nullable for Timestamp {
    fn null() -> Value {
        Value::BigInt(None)
    }
}

impl From<ObjectId> for Value {
    fn from(id: ObjectId) -> Self {
        id.as_bytes().to_vec().into()
    }
}

impl TryGetable for ObjectId {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let bytes = Vec::<u8>::try_get_by(row, index)?;
        Self::from_bytes(&bytes).ok_or_else(|| {
            TryGetError::DbErr(sea_orm::DbErr::Type(format!("an object id has {} bytes", bytes.len())))
        })
    }
}

impl Nullable for ObjectId {
    fn null() -> Value {
        Value::Bytes(None)
    }
}

/// Placeholders for a list: `$3, $4, $5` for three values from the third on.
pub fn list_of(first: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 5);
    for place in first..first + count {
        if place > first {
            text.push_str(", ");
        }
        text.push('$');
        text.push_str(&place.to_string());
    }
    text
}

/// The columns of a table that is joined to another, under names of their own: `u.id AS u_id, u.role AS u_role`
/// for the columns `id, role` of a table that the statement calls `u`.
pub fn columns_of(table: &str, columns: &str) -> String {
    let named = columns.split(", ").map(|column| {
        let column = column.rsplit('.').next().unwrap_or(column);
        format!("{table}.{column} AS {table}_{column}")
    });
    named.collect::<Vec<_>>().join(", ")
}

/// Gives an enumeration the words under which rows and events know it.
#[macro_export]
macro_rules! stored_as_words {
    ($name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $name {
            /// The word under which it is stored.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl From<$name> for sea_orm::Value {
            fn from(value: $name) -> Self {
                value.word().into()
            }
        }

        impl sea_orm::TryGetable for $name {
            fn try_get_by<I: sea_orm::ColIdx>(
                row: &sea_orm::QueryResult,
                index: I,
            ) -> Result<Self, sea_orm::TryGetError> {
                let word = String::try_get_by(row, index)?;
                match word.as_str() {
                    $($word => Ok(Self::$variant),)*
                    _ => Err($crate::db::words::unknown(stringify!($name), &word)),
                }
            }
        }
    };
}

/// What [`stored_as_words`] needs.
pub mod words {
    /// A row holds a word that this version of the program does not know.
    pub fn unknown(name: &str, word: &str) -> sea_orm::TryGetError {
        sea_orm::TryGetError::DbErr(sea_orm::DbErr::Type(format!("{word:?} is no {name}")))
    }
}
