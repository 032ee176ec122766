//! Fetches a deployment from its own address, over HTTP and through this server's own listener,
//! before anybody is told that it is there.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Client;
use reqwest::header::HOST;
use reqwest::redirect::Policy;
use url::Url;

use super::build::Build;
use super::{Deployment, address};
use crate::app::App;

/// Which deployment an answer comes from.
pub const DEPLOYMENT_HEADER: &str = "x-maquette-deployment";
/// Proves that a request for a deployment that is not ready yet comes from the server itself.
pub const VERIFICATION_HEADER: &str = "x-maquette-verification";

const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(300);
const TIMEOUT: Duration = Duration::from_secs(10);

/// Fails, with a sentence for people, unless the address serves this very build.
pub(super) async fn verify(app: &App, deployment: &Deployment, built: &Build) -> Result<(), String> {
    let page = built.files.iter().find(|file| file.path == "index.html");
    let page = page.ok_or_else(|| "The build has no index.html to show.".to_owned())?;
    let mut failure = String::new();
    for attempt in 0..TRIES {
        if attempt > 0 {
            tokio::time::sleep(PAUSE).await;
        }
        match fetch(app, deployment).await {
            Ok((id, _)) if id != deployment.id.to_string() => {
                "Its address served another deployment.".clone_into(&mut failure);
            }
            Ok((_, body)) if body != page.bytes => {
                "Its address served another page than the build's.".clone_into(&mut failure);
            }
            Ok(_) => return Ok(()),
            Err(reason) => failure = reason,
        }
    }
    Err(failure)
}

/// What the address serves, and what it says it is.
async fn fetch(app: &App, deployment: &Deployment) -> Result<(String, Bytes), String> {
    let unreachable = |error: reqwest::Error| {
        tracing::warn!(?error, "a deployment could not be fetched");
        "Its address could not be fetched.".to_owned()
    };
    // The listener itself is asked, whatever proxies and names the operator has put around it.
    let client = Client::builder().no_proxy().redirect(Policy::none()).timeout(TIMEOUT).build();
    let answer = client
        .map_err(unreachable)?
        .get(format!("http://{}/", app.addresses.listener))
        .header(HOST, host(&address(app, &deployment.label)))
        .header(VERIFICATION_HEADER, app.deployments.verification())
        .send()
        .await
        .map_err(unreachable)?;
    if answer.status() != 200 {
        return Err(format!("Its address answered {}.", answer.status()));
    }
    let id = answer.headers().get(DEPLOYMENT_HEADER).and_then(|id| id.to_str().ok()).unwrap_or_default();
    Ok((id.to_owned(), answer.bytes().await.map_err(unreachable)?))
}

/// What a browser sends as `Host` for an address.
fn host(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return String::new() };
    let name = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts_are_those_that_browsers_send() {
        assert_eq!(host("http://a.apps.localhost:3001/"), "a.apps.localhost:3001");
        assert_eq!(host("https://a.apps.example.com/"), "a.apps.example.com");
    }
}
