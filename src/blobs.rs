//! Contents, addressed by git's blob id: small ones in the database, large ones in the object
//! store. Knows nothing of projects; who may read a content is decided by who names it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _};
use moka::sync::Cache;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt as _};
use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::db::{Db, Sql, Tx, list_of};
use crate::error::{Context as _, Error, Result};
use crate::values;
use crate::versions::objects::{ObjectId, blob_id};

/// Contents up to this size live in the database, where a transaction stores them with their use.
const INLINE_BYTES: usize = 128 * 1024;
const CACHE_BYTES: u64 = 64 * 1024 * 1024;
/// Values of one statement, well below what either database takes.
const IDS_PER_QUERY: usize = 500;
const ROWS_PER_INSERT: usize = 100;

/// Reads and writes contents; cheap to clone.
#[derive(Clone)]
pub struct Blobs {
    db: Db,
    store: Arc<dyn ObjectStore>,
    cache: Cache<ObjectId, Bytes>,
}

impl std::fmt::Debug for Blobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Blobs").field("store", &self.store).finish_non_exhaustive()
    }
}

/// A content on its way in: durable once [`Blobs::record`] has committed.
#[derive(Clone, Debug)]
pub struct Staged {
    /// Git's id of it.
    pub id: ObjectId,
    /// The content.
    pub bytes: Bytes,
}

impl Staged {
    /// Names a content. Fails where SHA-1 was attacked to give two contents one name.
    pub fn new(bytes: impl Into<Bytes>) -> Result<Self> {
        let bytes = bytes.into();
        let id = blob_id(&bytes).context("hash a content")?;
        Ok(Self { id, bytes })
    }

    /// Size in bytes.
    pub fn size(&self) -> u64 {
        self.bytes.len() as u64
    }
}

#[derive(FromQueryResult)]
struct IdRow {
    id: ObjectId,
}

#[derive(FromQueryResult)]
struct BlobRow {
    id: ObjectId,
    data: Option<Vec<u8>>,
}

impl Blobs {
    /// Opens the object store at `url`: `file://PATH`, relative to the working directory or absolute.
    pub fn open(db: Db, url: &str) -> Result<Self> {
        let path = url.strip_prefix("file://").ok_or_else(|| {
            Error::internal("open STORAGE_URL", format!("{url:?} is not supported; use file://PATH"))
        })?;
        std::fs::create_dir_all(path).context("create the folder of STORAGE_URL")?;
        let store = LocalFileSystem::new_with_prefix(path).context("open STORAGE_URL")?.with_fsync(true);
        let cache = Cache::builder()
            .max_capacity(CACHE_BYTES)
            .weigher(|_, bytes: &Bytes| bytes.len() as u32 + 64)
            .build();
        Ok(Self { db, store: Arc::new(store), cache })
    }

    /// Puts the large ones of these contents where they belong; call it before the transaction
    /// that [records](Self::record) them.
    pub async fn upload(&self, contents: &[Staged]) -> Result<()> {
        for staged in contents.iter().filter(|staged| staged.bytes.len() > INLINE_BYTES) {
            let path = object_path(&staged.id);
            self.store.put(&path, staged.bytes.clone().into()).await.context("store a content")?;
        }
        Ok(())
    }

    /// Notes contents as in use, together with what uses them.
    pub async fn record(&self, tx: &Tx, contents: &[Staged], now: Timestamp) -> Result<()> {
        for chunk in contents.chunks(ROWS_PER_INSERT) {
            let mut distinct: HashMap<ObjectId, &Staged> = HashMap::new();
            for staged in chunk {
                distinct.insert(staged.id, staged);
            }
            let mut values = Vec::with_capacity(distinct.len() * 4);
            let mut rows = Vec::with_capacity(distinct.len());
            for staged in distinct.into_values() {
                rows.push(format!("({})", list_of(values.len() + 1, 4)));
                let inline = (staged.bytes.len() <= INLINE_BYTES).then(|| staged.bytes.to_vec());
                values.extend(values![staged.id, staged.size() as i64, inline, now]);
            }
            let sql = format!(
                "INSERT INTO blobs (id, size, data, touched_at) VALUES {} \
                 ON CONFLICT (id) DO UPDATE SET touched_at = excluded.touched_at",
                rows.join(", ")
            );
            tx.run(&sql, values).await?;
        }
        Ok(())
    }

    /// The contents that were stored before a time, and not again since.
    pub async fn stored_before(&self, before: Timestamp) -> Result<HashSet<ObjectId>> {
        let sql = "SELECT id FROM blobs WHERE touched_at < $1";
        let rows: Vec<IdRow> = self.db.read().rows(sql, values![before]).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    /// Removes those of the contents that nobody has stored again since, and what lies in the
    /// object store without a row that knows it.
    pub async fn remove(&self, unused: &HashSet<ObjectId>, before: Timestamp) -> Result<()> {
        let ids: Vec<ObjectId> = unused.iter().copied().collect();
        for chunk in ids.chunks(IDS_PER_QUERY) {
            let sql =
                format!("DELETE FROM blobs WHERE touched_at < $1 AND id IN ({})", list_of(2, chunk.len()));
            let sql = &sql;
            self.db
                .transact(|tx| async move {
                    let mut values = values![before];
                    values.extend(chunk.iter().map(|id| sea_orm::Value::from(*id)));
                    tx.run(sql, values).await
                })
                .await?;
        }
        self.remove_objects(before).await
    }

    /// An object goes only when it has grown old without a row: an upload renews its age before the
    /// row is written.
    async fn remove_objects(&self, before: Timestamp) -> Result<()> {
        let mut objects = self.store.list(None).try_chunks(IDS_PER_QUERY);
        while let Some(chunk) = objects.next().await {
            let chunk = chunk.context("list the contents")?;
            let mut orphans: HashMap<ObjectId, ObjectPath> = chunk
                .into_iter()
                .filter(|object| modified(object) < before)
                .filter_map(|object| Some((object_id(&object.location)?, object.location)))
                .collect();
            let ids: Vec<ObjectId> = orphans.keys().copied().collect();
            for id in self.sizes(self.db.read(), &ids).await?.keys() {
                orphans.remove(id);
            }
            for path in orphans.values() {
                // Somebody may have uploaded it since the list was made.
                if self.store.head(path).await.is_ok_and(|object| modified(&object) < before) {
                    self.store.delete(path).await.context("remove a content")?;
                }
            }
        }
        Ok(())
    }

    /// One content, which is stored.
    pub async fn get(&self, id: ObjectId) -> Result<Bytes> {
        if let Some(bytes) = self.cache.get(&id) {
            return Ok(bytes);
        }
        self.get_many(&[id])
            .await?
            .remove(&id)
            .ok_or_else(|| Error::internal("read a content", format!("{id} is missing")))
    }

    /// Several contents; those that are not stored are missing in the answer.
    pub async fn get_many(&self, ids: &[ObjectId]) -> Result<HashMap<ObjectId, Bytes>> {
        let mut found = HashMap::with_capacity(ids.len());
        let mut missing = Vec::new();
        for id in ids {
            match self.cache.get(id) {
                Some(bytes) => drop(found.insert(*id, bytes)),
                None => missing.push(*id),
            }
        }
        for chunk in missing.chunks(IDS_PER_QUERY) {
            let sql = format!("SELECT id, data FROM blobs WHERE id IN ({})", list_of(1, chunk.len()));
            let values = chunk.iter().map(|id| (*id).into()).collect();
            let rows: Vec<BlobRow> = self.db.read().rows(&sql, values).await?;
            for row in rows {
                let id = row.id;
                let bytes = match row.data {
                    Some(data) => Bytes::from(data),
                    None => self.fetch(&id).await?,
                };
                self.cache.insert(id, bytes.clone());
                found.insert(id, bytes);
            }
        }
        Ok(found)
    }

    /// The sizes of contents in bytes; those that are not stored are missing in the answer.
    pub async fn sizes(&self, connection: &impl Sql, ids: &[ObjectId]) -> Result<HashMap<ObjectId, u64>> {
        #[derive(FromQueryResult)]
        struct Row {
            id: ObjectId,
            size: i64,
        }
        let mut sizes = HashMap::with_capacity(ids.len());
        for chunk in ids.chunks(IDS_PER_QUERY) {
            let sql = format!("SELECT id, size FROM blobs WHERE id IN ({})", list_of(1, chunk.len()));
            let values = chunk.iter().map(|id| (*id).into()).collect();
            let rows: Vec<Row> = connection.rows(&sql, values).await?;
            sizes.extend(rows.into_iter().map(|row| (row.id, row.size as u64)));
        }
        Ok(sizes)
    }

    async fn fetch(&self, id: &ObjectId) -> Result<Bytes> {
        let object = self.store.get(&object_path(id)).await.context("read a content")?;
        object.bytes().await.context("read a content")
    }
}

fn modified(object: &ObjectMeta) -> Timestamp {
    Timestamp(object.last_modified.timestamp_micros())
}

/// The content that lies at a place; `None` where something else does.
fn object_id(path: &ObjectPath) -> Option<ObjectId> {
    let mut parts = path.parts();
    let hex = format!("{}{}", parts.next()?.as_ref(), parts.next()?.as_ref());
    hex.parse().ok().filter(|id| object_path(id) == *path)
}

/// Two levels, as git has them, so that no folder grows without end.
fn object_path(id: &ObjectId) -> ObjectPath {
    let hex = id.to_string();
    let (folder, name) = hex.split_at(2);
    ObjectPath::from_iter([folder, name])
}
