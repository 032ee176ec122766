//! Taking a project away: all its files, and its history as a git repository.
//!
//! An export is streamed while it is made. Nothing in it is kept back from its members: files that
//! look like secrets are their own.

use std::io::{self, Write};
use std::time::Duration;

use bytes::Bytes;
use futures::Stream;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::files::{self, File};
use super::{Access, Project, get, store};
use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Context as _, Error, Result};
use crate::ids::{Id as _, ProjectId, UserId};
use crate::stored_as_words;

mod archive;
mod document;
pub mod zip;

pub(in crate::projects) use document::{FORMAT, VERSION};

/// How long a link leads to its export.
const LINK_LASTS: Duration = Duration::from_mins(10);
/// What is handed to the network at a time, and how much of it may wait there.
const PIECE_BYTES: usize = 64 * 1024;
const PIECES_WAITING: usize = 8;

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A zip archive with all files and the history as a git repository.
    Zip,
    /// A JSON document with all files.
    Json,
}

stored_as_words!(Format { Zip = "zip", Json = "json" });

/// Makes the secret part of a link under which a member can download the project for a while.
pub fn sign(app: &App, access: &Access, actor: &Actor, format: Format) -> String {
    let until = app.now().after(LINK_LASTS).0;
    let what = format!("{}.{}.{}.{until}", access.project, actor.user, format.word());
    let signature = app.accounts.keys.sign_link(&signed(&what));
    format!("{what}.{signature}")
}

/// What is signed says what it is for, so that no other link is good for it.
fn signed(what: &str) -> Vec<u8> {
    format!("export {what}").into_bytes()
}

/// An export that is about to be made.
#[derive(Debug)]
pub struct Export {
    project: Project,
    access: Access,
    format: Format,
}

/// Opens a link. One that is forged, too old, or whose holder is no longer a member is `NotFound`.
pub async fn open(app: &App, token: &str) -> Result<Export> {
    let found = async || -> Result<Option<Export>> {
        let Some((what, signature)) = token.rsplit_once('.') else { return Ok(None) };
        if !app.accounts.keys.verify_link(&signed(what), signature) {
            return Ok(None);
        }
        let Some((project, user, format, until)) = read(what) else { return Ok(None) };
        let role = store::role(app.db.read(), project, user).await?;
        let (Some(role), true) = (role, app.now() < until) else { return Ok(None) };
        let access = Access { project, user: Some(user), role };
        Ok(Some(Export { project: get(app, &access).await?, access, format }))
    };
    found().await?.ok_or(Error::NotFound("export"))
}

fn read(what: &str) -> Option<(ProjectId, UserId, Format, Timestamp)> {
    let mut parts = what.split('.');
    let project = ProjectId::parse(parts.next()?)?;
    let user = UserId::parse(parts.next()?)?;
    let word = parts.next()?;
    let format = [Format::Zip, Format::Json].into_iter().find(|format| format.word() == word)?;
    let until = Timestamp(parts.next()?.parse().ok()?);
    parts.next().is_none().then_some((project, user, format, until))
}

impl Export {
    /// What a browser saves it as.
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.project.slug, self.format.word())
    }

    /// Its media type.
    pub fn media_type(&self) -> &'static str {
        match self.format {
            Format::Zip => "application/zip",
            Format::Json => "application/json",
        }
    }

    /// Makes it, piece by piece, for as long as somebody takes the pieces. An export that fails ends
    /// in an error, never as if it were complete.
    pub async fn stream(self, app: &App) -> Result<impl Stream<Item = io::Result<Bytes>> + use<>> {
        crate::wireframes::files::save(app, &Access::of_server(self.access.project)).await?;
        let files = files::all(app.db.read(), &self.access).await?;
        let history = crate::versions::commits(app.db.read(), &self.access, i64::MAX).await?;
        let (sender, receiver) = mpsc::channel(PIECES_WAITING);
        let source = Source { app: app.clone(), runtime: Handle::current() };
        tokio::task::spawn_blocking(move || {
            let mut pieces = Pieces { sender, piece: Vec::with_capacity(PIECE_BYTES) };
            let made = match self.format {
                Format::Zip => archive::write(&source, &self.project, &files, &history, &mut pieces),
                Format::Json => document::write(&source, &self.project, &files, &mut pieces),
            };
            let made = made.and_then(|()| pieces.flush().context("write an export"));
            if let Err(error) = made
                && !pieces.sender.is_closed()
            {
                tracing::error!(?error, "an export failed");
                // Whoever no longer listens needs no word about it.
                let _gone = pieces.sender.blocking_send(Err(io::Error::other("the export failed")));
            }
        });
        Ok(ReceiverStream::new(receiver))
    }
}

/// Where an export's contents come from.
struct Source {
    app: App,
    runtime: Handle,
}

impl Source {
    /// Calls `each` with the contents of files, in their order, few of them in memory at a time.
    fn contents<'a>(
        &self,
        files: &'a [File],
        mut each: impl FnMut(&'a File, &Bytes) -> io::Result<()>,
    ) -> Result<()> {
        const BYTES_AT_A_TIME: u64 = 4 * 1024 * 1024;
        const FILES_AT_A_TIME: usize = 500;
        let mut rest = files;
        while !rest.is_empty() {
            let mut bytes = 0;
            let fits = |file: &&File| {
                bytes += file.size;
                bytes <= BYTES_AT_A_TIME
            };
            let count = rest.iter().take(FILES_AT_A_TIME).take_while(fits).count().max(1);
            let (batch, more) = rest.split_at(count);
            let ids: Vec<_> = batch.iter().map(|file| file.blob).collect();
            let contents = self.runtime.block_on(self.app.blobs.get_many(&ids))?;
            for file in batch {
                let missing = || Error::internal("export a file", format!("{} is missing", file.blob));
                each(file, contents.get(&file.blob).ok_or_else(missing)?).context("write an export")?;
            }
            rest = more;
        }
        Ok(())
    }
}

/// Hands what is written to the network, and waits while that has enough of it.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE_BYTES));
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.sender.blocking_send(Ok(piece.into())).map_err(gone)
    }
}
