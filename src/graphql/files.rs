//! A project's files.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use super::connections::{Counted, connection, forward};
use super::errors::{ApiError, payload};
use super::ready::plain;
use super::scalars::DateTime;
use super::{access, app};
use crate::error::{Error, ProblemCode, Result};
use crate::media_type;
use crate::projects::{Access, files};
use crate::versions::objects::ObjectId;
use crate::versions::{self, Version};

/// Mutations of files.
#[derive(Default)]
pub struct FileMutation;

#[Object]
impl FileMutation {
    /// Writes a file. Needs the role EDITOR.
    async fn file_write(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "What to write, and where.")] input: FileWriteInput,
    ) -> Result<FileWritePayload, ApiError> {
        let written = async {
            let access = access(ctx, &project_id).await?;
            let content = content(input.text, input.base64)?;
            files::write(app(ctx)?, &access, &input.path, content, input.expected_hash.as_deref()).await
        };
        FileWritePayload::of(written.await)
    }

    /// Gives a file another path. Needs the role EDITOR.
    async fn file_rename(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "From where to where.")] input: FileRenameInput,
    ) -> Result<FileRenamePayload, ApiError> {
        let renamed = async {
            let access = access(ctx, &project_id).await?;
            files::rename(app(ctx)?, &access, &input.from, &input.to, input.expected_hash.as_deref()).await
        };
        FileRenamePayload::of(renamed.await)
    }

    /// Deletes a file, if `expectedHash` is absent or still its hash. Needs the role EDITOR.
    async fn file_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "Where it is in the project.")] path: String,
        #[graphql(desc = "The hash that the file must still have.")] expected_hash: Option<String>,
    ) -> Result<FileDeletePayload, ApiError> {
        let deleted = async {
            let access = access(ctx, &project_id).await?;
            files::delete(app(ctx)?, &access, &path, expected_hash.as_deref()).await
        };
        FileDeletePayload::of(deleted.await.map(|()| path.clone()))
    }
}

/// Exactly one of text and base64.
fn content(text: Option<String>, base64: Option<String>) -> Result<Bytes> {
    match (text, base64) {
        (Some(text), None) => Ok(text.into()),
        (None, Some(base64)) => STANDARD.decode(base64).map(Bytes::from).map_err(|error| {
            Error::field(ProblemCode::Invalid, "base64", format!("This is not base64: {error}."))
        }),
        _ => {
            let message = "Give the content as exactly one of `text` and `base64`.";
            Err(Error::field(ProblemCode::Required, "text", message))
        }
    }
}

/// The files of a project as they are.
pub(super) async fn of_project(
    ctx: &Context<'_>,
    access: &Access,
    prefix: Option<String>,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<FileConnection> {
    let app = app(ctx)?;
    let page = forward(app, first, after)?;
    let prefix = prefix.unwrap_or_default();
    let page = files::list(app, access, &prefix, &page).await?;
    Ok(FileConnection::of(page, Total::Working(*access, prefix)))
}

/// A file of a project or of one of its versions.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct File {
    /// Its path in the project.
    path: String,
    /// In bytes.
    size: i32,
    /// Its media type, by its name.
    mime_type: String,
    /// Git's blob id of the content.
    hash: String,
    /// When it was written.
    updated_at: DateTime,
    #[graphql(skip)]
    blob: ObjectId,
}

plain!(File, "path": path, "size": size, "mimeType": mime_type, "hash": hash, "updatedAt": updated_at);

impl From<files::File> for File {
    fn from(file: files::File) -> Self {
        Self {
            size: file.size as i32,
            mime_type: media_type::of(&file.path).to_owned(),
            hash: file.blob.to_string(),
            updated_at: file.updated_at.into(),
            blob: file.blob,
            path: file.path,
        }
    }
}

#[ComplexObject]
impl File {
    /// The text; null where the file is binary.
    async fn text(&self, ctx: &Context<'_>) -> Result<Option<String>, ApiError> {
        let bytes = app(ctx)?.blobs.get(self.blob).await?;
        Ok(std::str::from_utf8(&bytes).ok().filter(|text| !text.contains('\0')).map(str::to_owned))
    }

    /// The content in base64.
    async fn base64(&self, ctx: &Context<'_>) -> Result<String, ApiError> {
        Ok(STANDARD.encode(app(ctx)?.blobs.get(self.blob).await?))
    }
}

/// What `totalCount` counts.
#[derive(Clone, Debug)]
pub enum Total {
    /// A project's files as they are, with paths that begin so.
    Working(Access, String),
    /// A version's files with paths that begin so.
    OfVersion(Version, String),
}

connection!(FileConnection, FileEdge, File, "files", counts Total);

impl Counted for Total {
    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        match self {
            Self::Working(access, prefix) => files::count(app(ctx)?, access, prefix).await,
            Self::OfVersion(version, prefix) => versions::count_files(app(ctx)?, version, prefix).await,
        }
    }
}

/// Exactly one of text and base64. `expectedHash` refuses the write when the file has changed since
/// (an empty string: when it exists); without it the write is a deliberate overwrite.
#[derive(InputObject)]
pub struct FileWriteInput {
    /// Where.
    path: String,
    /// The content of a text file.
    text: Option<String>,
    /// The content of any file.
    base64: Option<String>,
    /// The hash that the file must still have; empty where there must be no file.
    expected_hash: Option<String>,
}

/// Another path for a file.
#[derive(InputObject)]
pub struct FileRenameInput {
    /// The path it has.
    from: String,
    /// The path it gets.
    to: String,
    /// The hash that the file must still have.
    expected_hash: Option<String>,
}

payload! {
    /// What became of `fileWrite`.
    FileWritePayload {
        /// The file as it is since.
        file: File
    }
}
payload! {
    /// What became of `fileRename`.
    FileRenamePayload {
        /// The file at its path since.
        file: File
    }
}
payload! {
    /// What became of `fileDelete`.
    FileDeletePayload {
        /// The path that is gone.
        deleted_path: String
    }
}
