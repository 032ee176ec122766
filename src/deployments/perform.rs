//! Builds a deployment, stores what was built, and has its address fetched.

use std::collections::BTreeMap;
use std::convert::Infallible;

use tokio::sync::mpsc;

use super::build::{self, Build, BuiltFile, Input, Limits};
use super::fetch::Cdn;
use super::{Deployment, DeploymentEvent, DeploymentStatus, announce, finish, store, stream, verify};
use crate::app::App;
use crate::blobs::Staged;
use crate::browser;
use crate::error::{Error, Result};
use crate::ids::{DeploymentId, Id as _};
use crate::jobs::{self, Failure, Job};
use crate::preview::project::{Project, Sources};
use crate::projects::{self, Access};
use crate::streams::NewEvent;
use crate::versions::merge::Files;
use crate::versions::objects::ObjectId;
use crate::versions::{self, Version};

/// Why a deployment came to an end without being published.
pub(super) enum Stop {
    /// Somebody asked for it.
    Cancelled,
    /// Something went wrong; the lines are for people.
    Failed(Vec<String>),
    /// Try again later, or leave it to whoever has the lease.
    Broken(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

/// Performs the deployment of a job to its end, or to where it must be left. What a former holder
/// of the job had built is built anew: equal input gives equal output.
pub(super) async fn run(app: &App, job: &Job) -> Result<(), Failure> {
    let id = DeploymentId::from_uuid(job.subject);
    let found = store::find(app.db.read(), id).await?.filter(|found| !found.status.is_final());
    let Some(deployment) = found else {
        // Its project is gone, and with it everything that there is to publish.
        let finished = app.db.transact(|tx| async move { app.jobs.finish(&tx, job.lease, app.now()).await });
        return Ok(finished.await?);
    };
    let work = async {
        let work = Work { app, job, deployment: &deployment };
        let built = work.build().await?;
        work.publish(&built).await?;
        verify::verify(app, &deployment, &built).await.map_err(|line| Stop::Failed(vec![line]))?;
        Ok(finish::succeed(app, job, &deployment).await?)
    };
    let outcome = tokio::select! {
        outcome = work => outcome,
        () = job.cancel.cancelled() => Err(Stop::Cancelled),
        () = app.shutdown.cancelled() => return Err(Failure::Released),
    };
    match outcome {
        Ok(()) => Ok(()),
        // A project that was deleted meanwhile has nowhere to publish to.
        Err(Stop::Cancelled | Stop::Broken(Error::NotFound(_))) => Ok(finish::cancel(app, job, id).await?),
        Err(Stop::Failed(lines)) => Ok(finish::fail(app, job, id, &lines, false).await?),
        Err(Stop::Broken(error)) => Err(Failure::Retry(error)),
    }
}

/// A deployment while it is performed.
struct Work<'a> {
    app: &'a App,
    job: &'a Job,
    deployment: &'a Deployment,
}

impl Work<'_> {
    async fn build(&self) -> Result<Build, Stop> {
        let access = Access::of_server(self.deployment.project);
        let version = versions::get(self.app.db.read(), &access, self.deployment.version).await?;
        self.begin().await?;
        let input = input(self.app, &access, &version).await?;
        let files = input.project.files().len();
        self.log(vec![format!("Building version {}, {files} files.", version.number)]).await?;
        let (lines, mut told) = mpsc::unbounded_channel();
        let cdn = Cdn::new(&self.app.config.module_cdn_url, lines)?;
        // The channel closes with the network, when the build is over.
        let building = async move { build::build(input, &cdn, Limits::default()).await };
        let telling = async {
            let mut batch = Vec::new();
            while told.recv_many(&mut batch, 100).await > 0 {
                self.log(std::mem::take(&mut batch)).await?;
            }
            Ok::<_, Error>(())
        };
        let (built, told) = tokio::join!(building, telling);
        told?;
        let built = built.map_err(|failure| Stop::Failed(failure.log))?;
        self.log(built.log.clone()).await?;
        Ok(built)
    }

    /// Stores what was built, so that its own address can serve it.
    async fn publish(&self, built: &Build) -> Result<(), Stop> {
        let mut contents = Vec::new();
        let rows = built.files.iter().map(|file| row(file, &mut contents)).collect::<Result<Vec<_>>>()?;
        self.app.blobs.upload(&contents).await?;
        let (app, job, deployment) = (self.app, self.job, self.deployment);
        let (contents, rows) = (&contents, &rows);
        app.db
            .transact(|tx| async move {
                jobs::require(&tx, job.lease).await?;
                app.blobs.record(&tx, contents, app.now()).await?;
                store::set_files(&tx, deployment.id, rows).await?;
                store::set_status(&tx, deployment.id, DeploymentStatus::Publishing).await?;
                announce(app, &tx, deployment, DeploymentStatus::Publishing).await
            })
            .await?;
        self.log(vec![format!("Fetching {}", super::address(app, &deployment.label))]).await?;
        Ok(())
    }

    /// Notes that the build begins, or begins anew in the hands of another worker.
    async fn begin(&self) -> Result<()> {
        let (app, job, id) = (self.app, self.job, self.deployment.id);
        app.db
            .transact(|tx| async move {
                jobs::require(&tx, job.lease).await?;
                let now = store::find(&tx, id).await?.ok_or(Error::NotFound("deployment"))?;
                if now.status != DeploymentStatus::Queued {
                    let line = "The work was interrupted and begins anew.".to_owned();
                    let event = NewEvent::new(None, &DeploymentEvent::Logged { line })?;
                    app.streams.append(&tx, stream(id), vec![event]).await?;
                }
                if now.status == DeploymentStatus::Building {
                    return Ok(());
                }
                store::set_status(&tx, id, DeploymentStatus::Building).await?;
                announce(app, &tx, &now, DeploymentStatus::Building).await
            })
            .await
    }

    async fn log(&self, lines: Vec<String>) -> Result<()> {
        let events = lines.into_iter().map(|line| NewEvent::new(None, &DeploymentEvent::Logged { line }));
        let events = events.collect::<Result<Vec<_>>>()?;
        self.app.streams.append_leased(self.job.lease, stream(self.deployment.id), events).await
    }
}

/// What a version is built from. Secrets are not part of a [`Project`], and so not of the build.
async fn input(app: &App, access: &Access, version: &Version) -> Result<Input> {
    let mut files: Files = versions::tree_files(app.db.read(), version.tree).await?;
    files.retain(|path, _| !crate::secrets::is_secret(path));
    let ids: Vec<ObjectId> = files.values().copied().collect();
    let found = app.blobs.get_many(&ids).await?;
    let content = |(path, id): (&String, &ObjectId)| {
        let missing = || Error::internal("read a version's files", format!("{path} has no content"));
        Ok((path.clone(), found.get(id).ok_or_else(missing)?.to_vec()))
    };
    let contents = files.iter().map(content).collect::<Result<BTreeMap<_, _>>>()?;
    let loading =
        Project::load(files, &Contents(&contents), app.preview.facts(), app.preview.registry()).await;
    let project = match loading {
        Ok(project) => project,
        Err(never) => match never {},
    };
    let title = projects::get(app, access).await?.name;
    Ok(Input { project, contents, title, shared: shared_modules() })
}

/// Files that were read already.
struct Contents<'c>(&'c BTreeMap<String, Vec<u8>>);

impl Sources for Contents<'_> {
    type Error = Infallible;

    async fn contents(&self, files: &[(String, ObjectId)]) -> Result<Vec<Vec<u8>>, Infallible> {
        Ok(files.iter().map(|(path, _)| self.0.get(path).cloned().unwrap_or_default()).collect())
    }
}

/// The React that every build can use, without what only development needs.
fn shared_modules() -> Vec<(String, Vec<u8>)> {
    let folder = format!("{}production/", browser::MODULES);
    browser::below(&folder)
        .filter(|path| path.rsplit_once('.').is_some_and(|(_, extension)| extension == "js"))
        .filter_map(|path| {
            let bytes = browser::file(&path)?.into_owned();
            Some((path[folder.len()..].to_owned(), bytes))
        })
        .collect()
}

fn row(file: &BuiltFile, contents: &mut Vec<Staged>) -> Result<store::FileRow> {
    let mut stage = |bytes: &Vec<u8>| {
        let staged = Staged::new(bytes.clone())?;
        let id = staged.id;
        contents.push(staged);
        Ok::<_, Error>(id)
    };
    Ok(store::FileRow {
        path: file.path.clone(),
        media_type: file.mime.clone(),
        immutable: file.immutable,
        blob_id: stage(&file.bytes)?,
        gzip_blob_id: file.gzip.as_ref().map(&mut stage).transpose()?,
        brotli_blob_id: file.brotli.as_ref().map(&mut stage).transpose()?,
    })
}
