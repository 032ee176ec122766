//! Deployed apps, on hosts of their own: files that were made when they were built, sent as they
//! are. Decides nothing about who sees what: [`crate::deployments::site`] does.

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::deployments::{self, Content, DEPLOYMENT_HEADER, Served, VERIFICATION_HEADER};
use crate::error::Result;

const DEPLOYMENT: HeaderName = HeaderName::from_static(DEPLOYMENT_HEADER);
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// Answers a request on the host of a deployed app.
pub(super) async fn serve(app: &App, label: String, request: &Parts) -> Response {
    let mut response = match answer(app, label, request).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(?error, "a deployed app could not be served");
            page(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong", "Please try again in a moment.")
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    response
}

async fn answer(app: &App, label: String, request: &Parts) -> Result<Response> {
    let headers = &request.headers;
    let verification = headers.get(VERIFICATION_HEADER).map(HeaderValue::as_bytes);
    let Some(site) = deployments::site(app, label, verification).await? else {
        let text = "This address may have been withdrawn, or was never in use.";
        return Ok(page(StatusCode::NOT_FOUND, "Nothing is deployed here", text));
    };
    if request.method != Method::GET && request.method != Method::HEAD {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        return Ok(
            (StatusCode::METHOD_NOT_ALLOWED, allowed, "Only GET and HEAD work here.\n").into_response()
        );
    }
    let accepts_page = text(headers, &header::ACCEPT).contains("text/html");
    let Some(file) = site.find(request.uri.path(), accepts_page) else {
        return Ok(page(StatusCode::NOT_FOUND, "There is no such page", "The app at this address has none."));
    };
    let mut response = send(app, file, headers).await?;
    if let Ok(id) = HeaderValue::from_str(&site.deployment) {
        response.headers_mut().insert(DEPLOYMENT, id);
    }
    Ok(response)
}

async fn send(app: &App, file: &Served, asked: &HeaderMap) -> Result<Response> {
    let (content, encoding) = choose(file, text(asked, &header::ACCEPT_ENCODING));
    let is_known = asked.get(header::IF_NONE_MATCH).is_some_and(|tags| is_match(tags, &content.tag));
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(content.bytes(app).await?))
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&content.tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, if file.immutable { FOR_EVER } else { ASK_AGAIN });
    if file.gzip.is_some() || file.brotli.is_some() {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if is_known {
        return Ok(response);
    }
    if let Ok(media_type) = HeaderValue::from_str(&file.media_type) {
        headers.insert(header::CONTENT_TYPE, media_type);
    }
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

/// The smallest form of a file that the client understands.
fn choose<'f>(file: &'f Served, accepted: &str) -> (&'f Content, Option<&'static str>) {
    let forms = [(&file.brotli, "br"), (&file.gzip, "gzip")];
    let form = forms.into_iter().find_map(|(content, encoding)| {
        let content = content.as_ref().filter(|_| accepts(accepted, encoding))?;
        Some((content, Some(encoding)))
    });
    form.unwrap_or((&file.plain, None))
}

/// Whether a list of encodings has this one, and not with the weight 0 (RFC 9110, 12.5.3).
fn accepts(list: &str, encoding: &str) -> bool {
    list.split(',').any(|entry| {
        let (name, weight) = entry.split_once(';').unwrap_or((entry, ""));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(encoding) && weight.is_none_or(|weight| weight > 0.0)
    })
}

/// Whether the client has what the tag names (RFC 9110, 13.1.2: tags compare weakly).
fn is_match(tags: &HeaderValue, tag: &str) -> bool {
    let tags = tags.to_str().unwrap_or_default();
    tags.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// A small page of the server's own.
fn page(status: StatusCode, title: &str, text: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>\
         :root{{color-scheme:light dark}}body{{margin:0;min-height:100vh;display:grid;place-content:center;\
         text-align:center;padding:1.5rem;box-sizing:border-box;font:1rem/1.5 system-ui,sans-serif;\
         background:light-dark(#f7f7f8,#131316);color:light-dark(#1c1c22,#ececf1)}}\
         h1{{margin:0 0 .5rem;font-size:clamp(1.5rem,5vw,2.25rem);letter-spacing:-.02em}}\
         p{{margin:0;color:light-dark(#5f5f6b,#a5a5b2)}}</style><h1>{title}</h1><p>{text}</p>"
    );
    let headers = [(header::CONTENT_TYPE, HTML), (header::CACHE_CONTROL, ASK_AGAIN)];
    (status, headers, html).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_read_with_their_weights() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=0.5, BR;q=1.0", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "gzip"));
    }

    #[test]
    fn known_tags_are_recognised() {
        let known = |tags: &'static str| is_match(&HeaderValue::from_static(tags), "\"a\"");
        assert!(known("\"a\"") && known("W/\"a\"") && known("\"b\", \"a\"") && known("*"));
        assert!(!known("\"b\"") && !known("a"));
    }
}
