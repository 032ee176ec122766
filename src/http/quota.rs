//! How much somebody may ask for in a minute, in the cost of their operations: signed-in people each
//! for themselves, everybody else by the network they come from.

use std::net::IpAddr;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use futures::FutureExt as _;
use futures::future::BoxFuture;

use super::Edge;
use super::documents::Admitted;
use super::execution::Caller;
use crate::clock::Timestamp;
use crate::error::Error;
use crate::ids::UserId;
use crate::rates::{self, Buckets, Level};

/// What a document counts that cannot be executed: looking at it is work as well.
const REFUSED_COST: u64 = 100;

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Holder {
    /// A signed-in person.
    Account(UserId),
    /// Whoever comes from there.
    Network(IpAddr),
}

/// Counts. Processes that share a database each count for themselves, unless they are given a meter
/// that they share.
pub(super) trait Meter: Send + Sync {
    /// Takes an amount of what a holder has in a minute; fails with the time after which there is
    /// enough.
    fn take(
        &self,
        holder: Holder,
        amount: u64,
        per_minute: u64,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<Level, Duration>>;
}

impl Meter for Buckets<Holder> {
    fn take(
        &self,
        holder: Holder,
        amount: u64,
        per_minute: u64,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<Level, Duration>> {
        let taken = Self::take(self, holder, amount, per_minute, now);
        std::future::ready(taken.map(|taken| taken.level)).boxed()
    }
}

/// What a caller has left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quota {
    limit: u64,
    left: u64,
    reset: Duration,
}

/// Counts what an operation costs its caller, or that it was looked at in vain. Where they have too
/// little left, the answer says when they will have enough.
pub(super) async fn spend<E>(
    edge: &Edge,
    caller: &Caller,
    admitted: &Result<Admitted, E>,
) -> Result<Quota, (Quota, Error)> {
    let cost = admitted.as_ref().map_or(REFUSED_COST, |admitted| admitted.cost);
    let limits = &edge.app.config.limits;
    let (holder, limit) = match caller.actor {
        Some(actor) => (Holder::Account(actor.user), limits.cost_per_account),
        None => (Holder::Network(rates::network(caller.client.address)), limits.cost_per_client),
    };
    match edge.meter.take(holder, cost.max(1), limit, edge.app.now()).await {
        Ok(Level { left, full_in }) => Ok(Quota { limit, left, reset: full_in }),
        Err(retry_after) => {
            Err((Quota { limit, left: 0, reset: retry_after }, Error::RateLimited { retry_after }))
        }
    }
}

impl Quota {
    /// Tells the client, as draft-ietf-httpapi-ratelimit-headers-06 has it: seconds until it is
    /// whole again, or, after a refusal, until there is enough.
    pub(super) fn tell(self, response: &mut Response) {
        let headers = response.headers_mut();
        for (name, number) in [
            (HeaderName::from_static("ratelimit-limit"), self.limit),
            (HeaderName::from_static("ratelimit-remaining"), self.left),
            (HeaderName::from_static("ratelimit-reset"), self.seconds()),
        ] {
            headers.insert(name, HeaderValue::from(number));
        }
    }

    /// Tells a client that was refused when to try again.
    pub(super) fn tell_when(self, response: &mut Response) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(self.seconds()));
    }

    fn seconds(self) -> u64 {
        self.reset.as_secs_f64().ceil() as u64
    }
}
