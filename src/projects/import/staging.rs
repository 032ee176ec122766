//! Contents on their way in: stored in small transactions while an archive is being read, so that
//! neither memory nor the database's writer is taken for long. Those that no project comes to name
//! are collected later like any others.

use std::collections::HashMap;

use tokio::runtime::Handle;

use super::refuse;
use crate::app::App;
use crate::blobs::Staged;
use crate::config::Limits;
use crate::error::Result;
use crate::versions::objects::ObjectId;

const BYTES_AT_A_TIME: u64 = 4 * 1024 * 1024;
const CONTENTS_AT_A_TIME: usize = 1_000;

/// Stores contents from a thread that may block.
pub(super) struct Staging {
    app: App,
    runtime: Handle,
    waiting: Vec<Staged>,
    waiting_bytes: u64,
    known: HashMap<ObjectId, u64>,
}

impl Staging {
    pub(super) fn new(app: App, runtime: Handle) -> Self {
        Self { app, runtime, waiting: Vec::new(), waiting_bytes: 0, known: HashMap::new() }
    }

    /// What a project can hold.
    pub(super) fn limits(&self) -> &Limits {
        &self.app.config.limits
    }

    /// The size of a content that was added.
    pub(super) fn known(&self, id: ObjectId) -> Option<u64> {
        self.known.get(&id).copied()
    }

    /// Takes a content in, and answers its id and size.
    pub(super) fn add(&mut self, content: Vec<u8>) -> Result<(ObjectId, u64)> {
        let staged = Staged::new(content)?;
        let (id, size) = (staged.id, staged.size());
        if self.known.insert(id, size).is_none() {
            self.waiting_bytes += size;
            self.waiting.push(staged);
            if self.waiting_bytes >= BYTES_AT_A_TIME || self.waiting.len() >= CONTENTS_AT_A_TIME {
                self.flush()?;
            }
        }
        Ok((id, size))
    }

    /// Stores what is waiting.
    pub(super) fn flush(&mut self) -> Result<()> {
        let (app, waiting) = (&self.app, std::mem::take(&mut self.waiting));
        self.waiting_bytes = 0;
        let waiting = &waiting;
        self.runtime.block_on(async {
            app.blobs.upload(waiting).await?;
            let now = app.now();
            app.db.transact(|tx| async move { app.blobs.record(&tx, waiting, now).await }).await
        })
    }
}

/// What the files of a project may have in all, counted while they come.
#[derive(Default)]
pub(super) struct Totals {
    files: u64,
    bytes: u64,
}

impl Totals {
    /// Counts a file of this size.
    pub(super) fn add(&mut self, bytes: u64, limits: &Limits) -> Result<()> {
        self.files += 1;
        self.bytes = self.bytes.saturating_add(bytes);
        if self.files > limits.project_files {
            return Err(refuse(format!("The archive has more than {} files.", limits.project_files)));
        }
        if self.bytes > limits.project_bytes {
            let message =
                format!("The archive's files have more than {} bytes together.", limits.project_bytes);
            return Err(refuse(message));
        }
        Ok(())
    }
}
