//! Which file a deployed app's address means: read once, then found in memory.
//!
//! What an address shows is remembered for two seconds, and forgotten at once where this process
//! changes it; the files of a deployment never change. Contents come from [`crate::blobs`].

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use moka::future::Cache;

use super::{LABEL, store};
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::DeploymentId;
use crate::preview::aliases::joined;
use crate::preview::resolve::decoded;
use crate::versions::objects::ObjectId;

/// How long another process may show what an address led to before.
const ADDRESS: Duration = Duration::from_secs(2);
const ADDRESSES: u64 = 10_000;
/// Files of all remembered deployments together.
const FILES: u64 = 200_000;

/// What is remembered of deployed apps; cheap to clone.
#[derive(Clone)]
pub struct Memory(Arc<Inner>);

struct Inner {
    /// Grows when addresses lead elsewhere. What was read under an earlier number is never found
    /// again, even where the reading ends after the change.
    epoch: AtomicU64,
    addresses: Cache<(u64, String), Option<Arc<Site>>>,
    sites: Cache<DeploymentId, Arc<Site>>,
    verification: String,
}

/// The files of a deployment.
#[derive(Debug)]
pub struct Site {
    /// Whose they are.
    pub deployment: String,
    files: HashMap<String, Served>,
}

/// A file as it is served.
#[derive(Debug)]
pub struct Served {
    /// Its media type, with its character set where it is text.
    pub media_type: String,
    /// Whether its name contains its fingerprint, so that it can be cached for ever.
    pub immutable: bool,
    /// Its contents.
    pub plain: Content,
    /// Its contents compressed with gzip.
    pub gzip: Option<Content>,
    /// Its contents compressed with brotli.
    pub brotli: Option<Content>,
}

/// One form of a file's contents.
#[derive(Debug)]
pub struct Content {
    blob: ObjectId,
    /// Its entity tag, quoted.
    pub tag: String,
}

impl Memory {
    /// Remembers nothing yet. `verification` is a secret of this process.
    pub fn new(verification: String) -> Self {
        let weigh = |_: &DeploymentId, site: &Arc<Site>| site.files.len() as u32 + 1;
        Self(Arc::new(Inner {
            epoch: AtomicU64::new(0),
            addresses: Cache::builder().max_capacity(ADDRESSES).time_to_live(ADDRESS).build(),
            sites: Cache::builder().max_capacity(FILES).weigher(weigh).build(),
            verification,
        }))
    }

    /// Forgets where addresses lead.
    pub(super) fn forget(&self) {
        self.0.epoch.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn verification(&self) -> &str {
        &self.0.verification
    }
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
}

/// What is served below a label: a deployment's own, or a project's live one. `verification` is
/// what the request says about itself.
pub async fn site(app: &App, label: String, verification: Option<&[u8]>) -> Result<Option<Arc<Site>>> {
    if label.len() > LABEL {
        return Ok(None);
    }
    let Memory(memory) = &app.deployments;
    if verification.is_some_and(|secret| secret == memory.verification.as_bytes()) {
        return match store::at_label(app.db.read(), &label, false).await? {
            Some(id) => read(app, id).await.map(Some),
            None => Ok(None),
        };
    }
    let key = (memory.epoch.load(Ordering::SeqCst), label);
    if let Some(site) = memory.addresses.get(&key).await {
        return Ok(site);
    }
    let label = key.1.clone();
    let look_up = async {
        match store::at_label(app.db.read(), &label, true).await? {
            Some(id) => {
                memory.sites.try_get_with(id, read(app, id)).await.map(Some).map_err(|error| shared(&error))
            }
            None => Ok(None),
        }
    };
    // What is looked up rarely need not have room in every request.
    memory.addresses.try_get_with(key, Box::pin(look_up)).await.map_err(|error| shared(&error))
}

/// An error that several readers wait for.
fn shared(error: &Arc<Error>) -> Error {
    Error::internal("find a deployed app", format!("{error:?}"))
}

async fn read(app: &App, id: DeploymentId) -> Result<Arc<Site>> {
    let rows = store::files(app.db.read(), id).await?;
    let content = |blob: ObjectId| Content { blob, tag: format!("\"{blob}\"") };
    let files = rows.into_iter().map(|row| {
        let served = Served {
            media_type: row.media_type,
            immutable: row.immutable,
            plain: content(row.blob_id),
            gzip: row.gzip_blob_id.map(content),
            brotli: row.brotli_blob_id.map(content),
        };
        (row.path, served)
    });
    Ok(Arc::new(Site { deployment: id.to_string(), files: files.collect() }))
}

impl Site {
    /// The file that the path of an address means: itself, a folder's page, a page without its
    /// extension or, where a page would do and no file is named, the app, which draws its routes
    /// itself.
    pub fn find(&self, path: &str, accepts_page: bool) -> Option<&Served> {
        if let Some(file) = path.strip_prefix('/').and_then(|path| self.files.get(path)) {
            return Some(file);
        }
        let path = joined("", decoded(path).trim_start_matches('/'));
        let names_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let get = |path: &str| self.files.get(path);
        get(&path)
            .or_else(|| get(&joined(&path, "index.html")))
            .or_else(|| get(&format!("{path}.html")))
            .or_else(|| if accepts_page && !names_file { get("index.html") } else { None })
    }
}

impl Content {
    /// Its bytes.
    pub async fn bytes(&self, app: &App) -> Result<Bytes> {
        app.blobs.get(self.blob).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(paths: &[&str]) -> Site {
        let file = |path: &&str| {
            let blob = crate::versions::objects::blob_id(path.as_bytes()).unwrap();
            let plain = Content { blob, tag: (*path).to_owned() };
            let served =
                Served { media_type: String::new(), immutable: false, plain, gzip: None, brotli: None };
            ((*path).to_owned(), served)
        };
        Site { deployment: "dep_1".to_owned(), files: paths.iter().map(file).collect() }
    }

    #[test]
    fn paths_lead_to_files() {
        let site = site(&["index.html", "docs/index.html", "about.html", "a b.txt", "assets/x-1.js"]);
        let found = |path, page| site.find(path, page).map(|file| file.plain.tag.as_str());
        for (path, file) in [
            ("/", "index.html"),
            ("/docs", "docs/index.html"),
            ("/docs/", "docs/index.html"),
            ("/about", "about.html"),
            ("/a%20b.txt", "a b.txt"),
            ("/assets/x-1.js", "assets/x-1.js"),
            ("/../about.html", "about.html"),
        ] {
            assert_eq!(found(path, false), Some(file), "{path}");
        }
        assert_eq!(found("/habits/3", true), Some("index.html"));
        assert_eq!(found("/habits/3", false), None);
        assert_eq!(found("/missing.js", true), None);
    }
}
