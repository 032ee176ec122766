//! Projects on their way in and out: forks, exports, imports.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject, Upload};

use super::errors::{ApiError, UserError, payload, settle};
use super::project::Project;
use super::scalars::{Url, parse_id};
use super::{access, actor, app};
use crate::error::{Context as _, Error, Result};
use crate::projects::{Access, export, fork, import};

/// Mutations that copy projects and bring them in.
#[derive(Default)]
pub struct TransferMutation;

#[Object]
impl TransferMutation {
    /// Copies a project that the viewer may see, with its history, into one that the viewer owns.
    async fn project_fork(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] id: ID,
        #[graphql(desc = "How to copy it.")] input: Option<ProjectForkInput>,
    ) -> Result<ProjectForkPayload, ApiError> {
        let forked = async {
            let access = access(ctx, &id).await?;
            let input = input.unwrap_or_default();
            let version = input.version_id.as_ref().map(parse_id).transpose()?;
            fork::fork(app(ctx)?, actor(ctx)?, &access, input.name.as_deref(), version).await
        };
        ProjectForkPayload::of(forked.await)
    }

    /// Makes a project of a zip archive, or of the JSON document that an export made.
    async fn project_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The archive.")] input: ProjectImportInput,
    ) -> Result<ProjectImportPayload, ApiError> {
        let imported = async {
            let (app, actor) = (app(ctx)?, actor(ctx)?);
            // A text in the place of a file may name an upload that there is not.
            if ctx.query_env.uploads.len() <= input.archive.0 {
                return Err(Error::BadInput("Send the archive as a part of a multipart request.".into()));
            }
            let upload = input.archive.value(ctx).context("open an upload")?;
            let archive = import::Upload { name: upload.filename, file: upload.content };
            import::import(app, actor, archive, input.name.as_deref()).await
        };
        Ok(match settle(imported.await)? {
            Ok(import::Imported { project, warnings }) => {
                ProjectImportPayload { project: Some(project.into()), warnings, user_errors: Vec::new() }
            }
            Err(user_errors) => ProjectImportPayload { project: None, warnings: Vec::new(), user_errors },
        })
    }
}

/// The address from which the viewer can download a project for ten minutes.
pub(super) fn export_url(ctx: &Context<'_>, access: &Access, format: ExportFormat) -> Result<Url> {
    let app = app(ctx)?;
    let token = export::sign(app, access, actor(ctx)?, format.into());
    Ok(Url(format!("{}/exports/{token}", app.addresses.public_url)))
}

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "export::Format")]
pub enum ExportFormat {
    /// A zip archive with all files and the history as a git repository.
    Zip,
    /// A JSON document with all files.
    Json,
}

/// How to copy a project.
#[derive(Default, InputObject)]
pub struct ProjectForkInput {
    /// The copy's name; that of the project, if absent.
    name: Option<String>,
    /// Which version's files; those of the project as they are now, if absent.
    version_id: Option<ID>,
}

/// What to make a project of.
#[derive(InputObject)]
pub struct ProjectImportInput {
    /// A zip archive or the JSON document of an export, as a part of a multipart request.
    archive: Upload,
    /// The project's name; that in the archive or of its file, if absent.
    name: Option<String>,
}

payload! {
    /// What became of `projectFork`.
    ProjectForkPayload {
        /// The copy.
        project: Project
    }
}

/// What became of `projectImport`.
#[derive(Debug, SimpleObject)]
pub struct ProjectImportPayload {
    /// The project.
    project: Option<Project>,
    /// What of the archive was left out, in sentences.
    warnings: Vec<String>,
    /// What the user can put right; empty where the mutation succeeded.
    user_errors: Vec<UserError>,
}
