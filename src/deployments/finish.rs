//! Ends a deployment, exactly once: with its version at the live address, or with that as it was.

use super::{DeploymentEvent, DeploymentStatus, announce, go_live, store, stream};
use crate::app::App;
use crate::db::Tx;
use crate::deployments::Deployment;
use crate::error::Result;
use crate::ids::DeploymentId;
use crate::jobs::{self, Job};
use crate::projects::{self, Access};
use crate::streams::NewEvent;

/// Puts what was built and fetched at the live address, unless somebody stopped it meanwhile.
pub(super) async fn succeed(app: &App, job: &Job, deployment: &Deployment) -> Result<()> {
    app.db
        .transact(|tx| async move {
            jobs::require(&tx, job.lease).await?;
            if app.jobs.is_cancelled(&tx, job.lease).await? {
                end(app, &tx, deployment, DeploymentStatus::Cancelled, None).await?;
            } else {
                projects::touch(app, &tx, &Access::of_server(deployment.project)).await?;
                go_live(app, &tx, deployment.project, Some(deployment.id)).await?;
                end(app, &tx, deployment, DeploymentStatus::Ready, None).await?;
            }
            app.jobs.finish(&tx, job.lease, app.now()).await
        })
        .await
}

/// Ends a deployment that was stopped.
pub(super) async fn cancel(app: &App, job: &Job, id: DeploymentId) -> Result<()> {
    app.db
        .transact(|tx| async move {
            // The token is also cancelled when the lease is lost: then the work is somebody else's.
            jobs::require(&tx, job.lease).await?;
            if let Some(deployment) = store::find(&tx, id).await?.filter(|found| !found.status.is_final()) {
                end(app, &tx, &deployment, DeploymentStatus::Cancelled, None).await?;
            }
            app.jobs.finish(&tx, job.lease, app.now()).await
        })
        .await
}

/// Ends a deployment that went wrong, with what to tell people, a line at a time; `for_good` keeps
/// its job for whoever looks into it.
pub(super) async fn fail(
    app: &App,
    job: &Job,
    id: DeploymentId,
    reasons: &[String],
    for_good: bool,
) -> Result<()> {
    let reason = &reasons.join("\n");
    app.db
        .transact(|tx| async move {
            jobs::require(&tx, job.lease).await?;
            if let Some(deployment) = store::find(&tx, id).await?.filter(|found| !found.status.is_final()) {
                let lines = reasons
                    .iter()
                    .map(|line| NewEvent::new(None, &DeploymentEvent::Logged { line: line.clone() }));
                app.streams.append(&tx, stream(id), lines.collect::<Result<_>>()?).await?;
                end(app, &tx, &deployment, DeploymentStatus::Failed, Some(reason)).await?;
            }
            if for_good {
                app.jobs.bury(&tx, job.lease, reason, app.now()).await
            } else {
                app.jobs.finish(&tx, job.lease, app.now()).await
            }
        })
        .await
}

/// The last change of a deployment, and its last event.
pub(super) async fn end(
    app: &App,
    tx: &Tx,
    deployment: &Deployment,
    status: DeploymentStatus,
    failure: Option<&str>,
) -> Result<()> {
    if status != DeploymentStatus::Ready {
        store::delete_files(tx, deployment.id).await?;
    }
    store::finish(tx, deployment.id, status, failure, app.now()).await?;
    announce(app, tx, deployment, status).await
}
