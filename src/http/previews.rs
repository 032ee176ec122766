//! Preview hosts: a project's files as a browser runs them, the client's events and reports.
//!
//! The label in the host name is the capability: no token is read here, and nothing but the
//! preview answers.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures::stream::{Stream, StreamExt as _};
use serde_json::json;

use super::Edge;
use crate::app::App;
use crate::browser;
use crate::error::{Error, Result};
use crate::preview::assets::{self, Target};
use crate::preview::failure::failure;
use crate::preview::{self, Loaded, Transformed, page, reports};
use crate::projects::{self, Access, ProjectEvent};
use crate::streams::Start;

const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const REVALIDATE: &str = "no-cache";
const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
/// How often an event stream proves that the label still leads to the project.
const PROOF: Duration = Duration::from_secs(2);

/// Answers a request to a preview's host.
pub(super) async fn answer(edge: &Edge, label: &str, request: Request) -> Response {
    let mut response = match route(&edge.app, label, request).await {
        Ok(response) => response,
        Err(Error::NotFound(_)) => missing(),
        Err(error) => {
            tracing::error!(?error, "a preview could not be served");
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on the server.\n").into_response()
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // Builders show the preview in a frame; where it may be framed is the label's business.
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    response
}

async fn route(app: &App, label: &str, request: Request) -> Result<Response> {
    let access = projects::by_preview_label(app, label).await?.ok_or(Error::NotFound("preview"))?;
    let (parts, body) = request.into_parts();
    match (parts.method.clone(), parts.uri.path()) {
        (Method::GET, "/__maquette/events") => events(app, access, label).await,
        (Method::POST, "/__maquette/errors") => report(app, access, label, &parts, body).await,
        (Method::GET | Method::HEAD, "/__maquette/client.js") => Ok(embedded("preview/client.js", &parts)),
        (Method::GET | Method::HEAD, path) if path.starts_with("/__maquette/modules/") => {
            let name = path.trim_start_matches("/__maquette/modules/");
            Ok(embedded(&format!("{}{name}", browser::MODULES), &parts))
        }
        (Method::GET | Method::HEAD, _) => file(app, &access, &parts).await,
        _ => Ok((StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response()),
    }
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "Nothing here.\n")
        .into_response()
}

/// A file of the browser side.
fn embedded(path: &str, request: &Parts) -> Response {
    match browser::file(path) {
        Some(bytes) => {
            let tag = format!("\"{:08x}\"", crc32fast::hash(&bytes));
            sent(
                &request.headers,
                &assets::media_type(path),
                REVALIDATE,
                &tag,
                Bytes::from(bytes.into_owned()),
            )
        }
        None => missing(),
    }
}

/// Sends a content, unless the browser has it already.
fn sent(headers: &HeaderMap, media_type: &str, cache: &'static str, tag: &str, body: Bytes) -> Response {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let fresh =
        known.is_some_and(|known| known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));
    let head = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, cache), (header::ETAG, tag)];
    if fresh {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    (head, body).into_response()
}

/// What an address of the project means.
async fn file(app: &App, access: &Access, request: &Parts) -> Result<Response> {
    let loaded = preview::load(app, access).await?;
    let header = |name: &str| {
        request.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let destination = header("sec-fetch-dest");
    let query = request.uri.query().unwrap_or_default();
    let asked = assets::Request {
        path: request.uri.path(),
        query,
        wants_module: matches!(destination.as_str(), "script" | "worker" | "sharedworker" | "serviceworker"),
        is_worker: matches!(destination.as_str(), "worker" | "sharedworker"),
        accepts_page: header("accept").contains("text/html"),
    };
    let project = &loaded.project;
    let cache = if query.split('&').any(|pair| pair.starts_with("v=")) { IMMUTABLE } else { REVALIDATE };
    let headers = &request.headers;
    let tag = |path: &str| format!("\"{}\"", project.version(path).unwrap_or_default());
    let bytes = async |path: &str| match project.files().get(path) {
        Some(blob) => app.blobs.get(*blob).await,
        None => Err(Error::NotFound("file")),
    };
    Ok(match assets::target(project, asked) {
        Target::Page { path } => html(app, &loaded, &path, headers).await?,
        Target::Script { path, is_worker } => script(app, &loaded, &path, is_worker, cache, headers).await?,
        Target::Module(module) => match assets::module(project, &module, &bytes(&module.path).await?) {
            Ok(code) => script_of(headers, cache, code),
            Err(problems) => script_of(headers, REVALIDATE, failure(project, &module.path, &problems)),
        },
        Target::Stub(path) => script_of(headers, REVALIDATE, assets::stub(project, &path)),
        Target::Scoped(path) => {
            let text = String::from_utf8_lossy(&bytes(&path).await?).into_owned();
            let css = preview::styles::scoped(&path, &text).map(|scoped| scoped.css).unwrap_or_default();
            sent(headers, "text/css; charset=utf-8", cache, &tag(&path), css.into())
        }
        Target::File(path) => {
            sent(headers, &assets::media_type(&path), cache, &tag(&path), bytes(&path).await?)
        }
        Target::Missing if loaded.project.files().is_empty() && asked.accepts_page => empty(&loaded),
        Target::Missing => missing(),
    })
}

/// A page, or the shell of a project without one.
async fn html(app: &App, loaded: &Loaded, path: &str, headers: &HeaderMap) -> Result<Response> {
    let project = &loaded.project;
    let source = match project.files().get(path) {
        Some(blob) => Some(String::from_utf8_lossy(&app.blobs.get(*blob).await?).into_owned()),
        None => page::shell(project, &loaded.name),
    };
    let Some(source) = source else { return Ok(empty(loaded)) };
    let text = page::page(project, path, &source, loaded.revision as u64)
        .map_err(|error| Error::internal("render a page", error))?;
    let tag = format!("\"{:08x}\"", crc32fast::hash(text.as_bytes()));
    Ok(sent(headers, HTML, REVALIDATE, &tag, text.into()))
}

/// What a project without files shows: it reloads when the first one comes.
fn empty(loaded: &Loaded) -> Response {
    let text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"maquette-revision\" content=\"{}\">\n<title>Preview</title>\n\
         <script type=\"module\" src=\"{}\"></script>\n\
         <style>:root{{color-scheme:light dark}}body{{font:1rem/1.6 system-ui,sans-serif;min-height:100dvh;\
         margin:0;display:grid;place-items:center;text-align:center}}p{{opacity:.7}}</style>\n</head>\n<body>\n\
         <main><h1>Nothing to show yet</h1><p>The app appears here as soon as the project has a page.</p></main>\n\
         </body>\n</html>\n",
        loaded.revision,
        page::CLIENT
    );
    ([(header::CONTENT_TYPE, HTML), (header::CACHE_CONTROL, REVALIDATE)], text).into_response()
}

/// Sends a script that is named by its own code.
fn script_of(headers: &HeaderMap, cache: &'static str, code: String) -> Response {
    let tag = format!("\"{:08x}\"", crc32fast::hash(code.as_bytes()));
    sent(headers, SCRIPT, cache, &tag, code.into())
}

async fn script(
    app: &App,
    loaded: &Loaded,
    path: &str,
    is_worker: bool,
    cache: &'static str,
    headers: &HeaderMap,
) -> Result<Response> {
    let project = &loaded.project;
    let code = if is_worker {
        preview::worker_script(app, project, path).await?
    } else {
        match preview::script(app, project, path).await?.as_deref() {
            Some(Transformed::Module { code, .. }) => code.clone(),
            Some(Transformed::Failed(problems)) => {
                let problems: Vec<_> = problems.iter().map(|problem| problem.at(path)).collect();
                return Ok(script_of(headers, REVALIDATE, failure(project, path, &problems)));
            }
            None => return Ok(missing()),
        }
    };
    let tag = format!("\"{}\"", project.version(path).unwrap_or_default());
    Ok(sent(headers, SCRIPT, cache, &tag, code))
}

/// What the preview's client follows: reloads, first the revision that it may have missed.
async fn events(app: &App, access: Access, label: &str) -> Result<Response> {
    let entries = app.streams.follow(projects::stream(access.project), Start::Now).await?;
    // Read after following began, so that no change falls between the two.
    let revision = projects::get(app, &access).await?.revision;
    let hello = Event::default().event("hello").data(json!({ "revision": revision }).to_string());
    let reloads = reloads(app.clone(), access, entries);
    let stream = futures::stream::once(async move { hello }).chain(reloads).map(Ok::<_, Infallible>);
    let stream = stream.take_until(gone(app.clone(), label.to_owned()));
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(15));
    Ok(Sse::new(stream).keep_alive(keep_alive).into_response())
}

fn reloads(
    app: App,
    access: Access,
    entries: impl Stream<Item = Result<Arc<crate::streams::Entry>>> + Send,
) -> impl Stream<Item = Event> + Send {
    entries.filter_map(move |entry| {
        let app = app.clone();
        async move {
            let Ok(ProjectEvent::FilesChanged { paths, revision }) = entry.ok()?.event() else { return None };
            let loaded = preview::load(&app, &access).await.ok()?;
            let styles_only = preview::styles_only(&paths);
            let styles =
                if styles_only { preview::style_addresses(&loaded.project, &paths) } else { BTreeMap::new() };
            let data = json!({
                "revision": revision, "paths": paths, "stylesOnly": styles_only, "styles": styles,
            });
            Some(Event::default().event("reloaded").data(data.to_string()))
        }
    })
}

/// Resolves when the label leads nowhere any more, or the server stops.
async fn gone(app: App, label: String) {
    loop {
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = tokio::time::sleep(PROOF) => {}
        }
        if !matches!(projects::by_preview_label(&app, &label).await, Ok(Some(_))) {
            return;
        }
    }
}

/// An error that the running app reports.
async fn report(app: &App, access: Access, label: &str, request: &Parts, body: Body) -> Result<Response> {
    let origin = app.addresses.preview.replacen("{label}", label, 1);
    let own = request.headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    if own.is_some_and(|own| own != origin.trim_end_matches('/')) {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    let limit = app.config.limits.preview_report_bytes as usize;
    let Ok(body) = axum::body::to_bytes(body, limit).await else {
        return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response());
    };
    let Ok(report) = serde_json::from_slice::<reports::Report>(&body) else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    match reports::take(app, &access, &origin, report).await {
        Ok(Some(place)) => Ok(axum::Json(place).into_response()),
        Ok(None) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(Error::RateLimited { .. }) => Ok(StatusCode::TOO_MANY_REQUESTS.into_response()),
        Err(error) => Err(error),
    }
}
