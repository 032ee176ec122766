//! Fetches a page and all modules that it leads to, as a browser does: from its module scripts and
//! preloads through its import map, six requests at a time.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use serde_json::Value;
use tokio::task::JoinSet;
use url::Url;

/// Browsers open so many connections to a host.
const CONNECTIONS: usize = 6;

/// A site that listens on this machine.
#[derive(Clone)]
pub struct Site {
    pub http: reqwest::Client,
    pub port: u16,
    /// The name that it is asked for.
    pub host: String,
}

/// What was fetched.
pub struct Crawl {
    pub modules: HashSet<Url>,
    pub bytes: usize,
    pub elapsed: Duration,
}

/// A page as far as it leads to modules.
pub struct Page {
    imports: HashMap<String, String>,
    entries: Vec<String>,
}

impl Site {
    pub fn new(port: u16, host: impl Into<String>) -> Self {
        let http = reqwest::Client::builder().pool_max_idle_per_host(CONNECTIONS).build().expect("a client");
        Self { http, port, host: host.into() }
    }

    /// The body behind a path.
    pub async fn get(&self, path: &str, accept: &str) -> Option<String> {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        let request = self.http.get(url).header("host", &self.host).header("accept", accept);
        let answer = request.send().await.ok()?;
        if answer.status() != StatusCode::OK {
            return None;
        }
        Some(String::from_utf8(answer.bytes().await.ok()?.to_vec()).expect("text"))
    }

    pub async fn page(&self) -> Option<Page> {
        self.get("/", "text/html").await.map(|text| Page::read(&text))
    }

    /// Waits until there is a page, then fetches it with all its modules.
    pub async fn crawl(&self) -> Crawl {
        let started = Instant::now();
        let page = loop {
            match self.page().await {
                Some(page) => break page,
                None => tokio::time::sleep(Duration::from_millis(1)).await,
            }
            assert!(started.elapsed() < Duration::from_mins(1), "there is no page on port {}", self.port);
        };
        let base = Url::parse("http://site/").expect("an address");
        let mut waiting: Vec<Url> = page.entries.iter().filter_map(|entry| base.join(entry).ok()).collect();
        let mut modules: HashSet<Url> = waiting.iter().cloned().collect();
        let (mut fetches, mut bytes) = (JoinSet::new(), 0);
        loop {
            while fetches.len() < CONNECTIONS
                && let Some(url) = waiting.pop()
            {
                let site = self.clone();
                fetches.spawn(async move {
                    let path = url[url::Position::BeforePath..].to_owned();
                    let text = site.get(&path, "*/*").await;
                    (text.unwrap_or_else(|| unreachable!("{path} is missing")), url)
                });
            }
            let Some(fetched) = fetches.join_next().await else { break };
            let (text, url) = fetched.expect("it was fetched");
            bytes += text.len();
            let found = specifiers(&text).filter_map(|specifier| page.resolve(&url, specifier));
            waiting.extend(found.filter(|found| modules.insert(found.clone())));
        }
        Crawl { modules, bytes, elapsed: started.elapsed() }
    }
}

impl Page {
    fn read(html: &str) -> Self {
        let (mut imports, mut entries) = (HashMap::new(), Vec::new());
        for (index, _) in html.match_indices('<') {
            let Some((tag, rest)) = html[index..].split_once('>') else { break };
            if tag.starts_with("<script type=\"importmap\"") {
                let json = rest.split("</script>").next().unwrap_or_default();
                let map: Value = serde_json::from_str(json).expect("an import map");
                imports = serde_json::from_value(map["imports"].clone()).expect("addresses");
            } else if tag.starts_with("<script type=\"module\"") {
                if let Some(address) = attribute(tag, "src") {
                    entries.push(address);
                } else {
                    let code = rest.split("</script>").next().unwrap_or_default();
                    entries.extend(specifiers(code).map(str::to_owned));
                }
            } else if tag.starts_with("<link rel=\"modulepreload\"") {
                entries.extend(attribute(tag, "href"));
            }
        }
        assert!(!entries.is_empty(), "the page has no scripts: {html}");
        Self { imports, entries }
    }

    /// The address that a specifier in a module means; `None` where it is a name that the page does
    /// not know, as in a text that only looks like an import.
    pub fn resolve(&self, module: &Url, specifier: &str) -> Option<Url> {
        let is_address = specifier.starts_with(['/', '.']);
        let key = if is_address {
            module.join(specifier).ok()?[url::Position::BeforePath..].to_owned()
        } else {
            specifier.to_owned()
        };
        match self.imports.get(&key) {
            Some(address) => module.join(address).ok(),
            None if is_address => module.join(&key).ok(),
            None => None,
        }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    Some(value.split('"').next()?.replace("&amp;", "&"))
}

/// What a module imports, found as quickly as possible: what stands in quotes behind `from` or
/// `import`. What it imports when it runs, as in `import("…")`, a browser does not fetch yet.
fn specifiers(code: &str) -> impl Iterator<Item = &str> {
    let after =
        |word: &'static str| memchr::memmem::find_iter(code.as_bytes(), word).map(move |at| at + word.len());
    let quoted = |at: usize| {
        let rest = code.get(at..)?.trim_start_matches(' ');
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let specifier = rest[1..].split(quote).next()?;
        (!specifier.contains(['\n', ' ', '$'])).then_some(specifier)
    };
    after("from").chain(after("import")).filter_map(quoted)
}
