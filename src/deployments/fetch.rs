//! Gets packages for builds from the operator's content delivery network, and from nowhere else.

use std::time::Duration;

use futures::StreamExt as _;
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use tokio::sync::mpsc::UnboundedSender;
use url::{Origin, Url};

use super::build::Fetch;
use crate::error::{Context as _, Result};

const CONNECT: Duration = Duration::from_secs(10);
/// For one file, from the request to its last byte.
const WHOLE: Duration = Duration::from_secs(30);
const REDIRECTS: usize = 5;

/// The network, with somebody to tell what was fetched.
pub(super) struct Cdn {
    origin: Origin,
    client: Client,
    lines: UnboundedSender<String>,
}

impl Cdn {
    pub(super) fn new(cdn: &Url, lines: UnboundedSender<String>) -> Result<Self> {
        let client = Client::builder()
            .user_agent(concat!("maquette/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            // Redirects are followed here, where their origin is compared.
            .redirect(Policy::none())
            .build()
            .context("prepare to fetch packages")?;
        Ok(Self { origin: cdn.origin(), client, lines })
    }

    /// The answer to an address, or to what it redirects to.
    async fn answer(&self, mut url: Url) -> Result<(Url, Response), String> {
        for _ in 0..=REDIRECTS {
            if url.origin() != self.origin {
                return Err(format!("{url} is not on this server's package network"));
            }
            let answer = self.client.get(url.clone()).send().await.map_err(|error| explain(&error))?;
            if !answer.status().is_redirection() {
                return Ok((url, answer));
            }
            let target = answer.headers().get(LOCATION).and_then(|target| target.to_str().ok());
            let target = target.and_then(|target| url.join(target).ok());
            url = target.ok_or_else(|| "it redirects to nowhere".to_owned())?;
        }
        Err("it redirects too often".to_owned())
    }
}

impl Fetch for Cdn {
    async fn fetch(&self, url: &Url, most_bytes: usize) -> Result<(Url, Vec<u8>), String> {
        let (from, answer) = self.answer(url.clone()).await?;
        if !answer.status().is_success() {
            return Err(format!("the network answered {}", answer.status()));
        }
        let mut bytes = Vec::new();
        let mut pieces = answer.bytes_stream();
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|error| explain(&error))?;
            if bytes.len() + piece.len() > most_bytes {
                return Err("it is larger than a build may be".to_owned());
            }
            bytes.extend_from_slice(&piece);
        }
        // Nobody may be listening any more.
        let _gone = self.lines.send(format!("Fetched {from}, {} kB.", bytes.len().div_ceil(1000)));
        Ok((from, bytes))
    }
}

/// A failure in words for people, without what only the log of the server should have.
fn explain(error: &reqwest::Error) -> String {
    tracing::debug!(?error, "a package could not be fetched");
    let reason = if error.is_timeout() {
        "the network did not answer in time"
    } else if error.is_connect() {
        "the network cannot be reached"
    } else {
        "the answer broke off"
    };
    reason.to_owned()
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;
    use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

    use super::*;

    /// A network that redirects `/old` to `/new`, `/away` elsewhere and `/again` to itself.
    async fn network() -> Url {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut request = vec![0; 4096];
                let length = socket.read(&mut request).await.unwrap();
                let request = String::from_utf8_lossy(&request[..length]).into_owned();
                let redirect = |to| {
                    format!(
                        "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                    )
                };
                let answer = match request.split(' ').nth(1).unwrap() {
                    "/old" => redirect("/new"),
                    "/away" => redirect("http://127.0.0.1:1/"),
                    "/again" => redirect("/again"),
                    "/new" => "HTTP/1.1 200 OK\r\ncontent-length: 9\r\nconnection: close\r\n\r\nexport {}"
                        .to_owned(),
                    _ => {
                        "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned()
                    }
                };
                socket.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        url.parse().unwrap()
    }

    fn cdn(url: &Url) -> (Cdn, UnboundedReceiver<String>) {
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let (lines, told) = unbounded_channel();
        (Cdn::new(url, lines).unwrap(), told)
    }

    #[tokio::test]
    async fn redirects_are_followed_on_the_same_origin_only() {
        let url = network().await;
        let (cdn, mut told) = cdn(&url);
        let (from, bytes) = cdn.fetch(&url.join("old").unwrap(), 9).await.unwrap();
        assert_eq!((from.path(), bytes.as_slice()), ("/new", b"export {}".as_slice()));
        assert!(told.recv().await.unwrap().ends_with("/new, 1 kB."));
        let refused = cdn.fetch(&url.join("away").unwrap(), 9).await.unwrap_err();
        assert!(refused.contains("is not on this server's package network"), "{refused}");
        assert_eq!(cdn.fetch(&url.join("again").unwrap(), 9).await.unwrap_err(), "it redirects too often");
    }

    #[tokio::test]
    async fn what_is_missing_or_too_large_is_said() {
        let url = network().await;
        let (cdn, _told) = cdn(&url);
        let missing = cdn.fetch(&url.join("nothing").unwrap(), 9).await.unwrap_err();
        assert!(missing.contains("404"), "{missing}");
        let large = cdn.fetch(&url.join("new").unwrap(), 8).await.unwrap_err();
        assert_eq!(large, "it is larger than a build may be");
    }
}
