//! Performs jobs: leads each kind to the domain that knows it.

use std::sync::Arc;

use futures::future::{BoxFuture, FutureExt as _};

use crate::app::App;
use crate::error::Result;
use crate::jobs::{self, Failure, Job, JobKind, Perform};
use crate::{deployments, generation, maintenance};

/// Works until the server is to stop.
pub(crate) async fn run(app: App) {
    if let Err(error) = maintenance::schedule(&app).await {
        tracing::error!(?error, "what was deleted stays until the server is started again");
    }
    let slots = app.config.limits.concurrent_turns as usize;
    let (db, jobs, clock) = (app.db.clone(), app.jobs.clone(), Arc::clone(&app.clock));
    let shutdown = app.shutdown.clone();
    jobs::run(db, jobs, clock, Arc::new(Worker(app)), slots, shutdown).await;
}

struct Worker(App);

impl Perform for Worker {
    fn perform(&self, job: Job) -> BoxFuture<'static, Result<(), Failure>> {
        let app = self.0.clone();
        match job.kind {
            JobKind::Generation => generation::perform(app, job).boxed(),
            JobKind::Deployment => deployments::perform(app, job).boxed(),
            JobKind::Maintenance => maintenance::perform(app, job).boxed(),
        }
    }

    fn give_up(&self, job: Job, reason: String) -> BoxFuture<'static, Result<()>> {
        let app = self.0.clone();
        match job.kind {
            JobKind::Generation => async move { generation::give_up(&app, &job, reason).await }.boxed(),
            JobKind::Deployment => async move { deployments::give_up(&app, &job, reason).await }.boxed(),
            JobKind::Maintenance => async { Ok(()) }.boxed(),
        }
    }
}
