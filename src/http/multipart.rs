//! GraphQL requests with files (see jaydenseric's graphql-multipart-request-spec): an operation, a
//! map that says which variable each file belongs to, and the files, which go to temporary ones.
//!
//! Browsers send such forms across origins without asking first, so each must carry a header that no
//! form can.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use async_graphql::UploadValue;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};

use super::graphql;
use crate::config::Limits;
use crate::error::{Context as _, Error};

const MAP_BYTES: usize = 64 * 1024;
/// How long a form that is refused may go on coming.
const LINGER: Duration = Duration::from_secs(5);
const FILE_NAME_BYTES: usize = 255;
/// Headers of which one shows that the request is no form of a foreign page's.
const PREFLIGHTED: [&str; 3] = ["graphql-require-preflight", "apollo-require-preflight", "authorization"];

/// Why a form is refused, and with which status.
pub(super) type Refusal = (StatusCode, Error);

fn refuse<T>(status: StatusCode, message: impl Into<String>) -> Result<T, Refusal> {
    Err((status, Error::BadInput(message.into())))
}

fn broken(error: Error) -> Refusal {
    (StatusCode::INTERNAL_SERVER_ERROR, error)
}

/// Whether the body of a request is a form.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type.is_some_and(|value| value.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"))
}

/// Reads the operation and its files.
pub(super) async fn read(request: Request, limits: &Limits) -> Result<async_graphql::Request, Refusal> {
    let not_empty = |name: &&str| request.headers().get(*name).is_some_and(|value| !value.is_empty());
    if !PREFLIGHTED.iter().any(not_empty) {
        let message =
            "Send a form with the header GraphQL-Require-Preflight, so that no other site's page can.";
        return refuse(StatusCode::BAD_REQUEST, message);
    }
    let mut form = match Multipart::from_request(request, &()).await {
        Ok(form) => form,
        Err(_rejection) => return refuse(StatusCode::BAD_REQUEST, "The form names no boundary."),
    };
    let read = read_fields(&mut form, limits).await;
    if read.is_err() {
        // Whoever is still sending would see a broken connection, and not why.
        let rest = async { while let Ok(Some(_)) = form.next_field().await {} };
        let _too_long = tokio::time::timeout(LINGER, rest).await;
    }
    read
}

async fn read_fields(form: &mut Multipart, limits: &Limits) -> Result<async_graphql::Request, Refusal> {
    let operations = text(form, "operations", limits.request_bytes as usize).await?;
    let mut operation = match graphql::from_json(operations.as_bytes()) {
        Ok(operation) => operation,
        Err(message) => {
            return refuse(StatusCode::BAD_REQUEST, format!("In the part `operations`: {message}"));
        }
    };
    let map = text(form, "map", MAP_BYTES).await?;
    let mut map: BTreeMap<String, Vec<String>> = match serde_json::from_str(&map) {
        Ok(map) => map,
        Err(error) => {
            return refuse(StatusCode::BAD_REQUEST, format!("`map` is not a map of files: {error}."));
        }
    };
    let most = limits.upload_files;
    if map.len() as u64 > most || map.values().any(|paths| paths.len() != 1) {
        let message = format!("A form can have {most} files, each for one variable.");
        return refuse(StatusCode::BAD_REQUEST, message);
    }
    let mut left = limits.import_bytes;
    while let Some(field) = next(form).await? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(path) = map.remove(&name).and_then(|mut paths| paths.pop()) else {
            return refuse(StatusCode::BAD_REQUEST, format!("`map` has no file {name:?}, or it came twice."));
        };
        let upload = file(field, &mut left, limits.import_bytes).await?;
        operation.set_upload(&path, upload);
    }
    match map.keys().next() {
        Some(missing) => refuse(StatusCode::BAD_REQUEST, format!("The form lacks the file {missing:?}.")),
        None => Ok(operation),
    }
}

async fn next(form: &mut Multipart) -> Result<Option<Field<'_>>, Refusal> {
    match form.next_field().await {
        Ok(field) => Ok(field),
        Err(_error) => refuse(StatusCode::BAD_REQUEST, "The form is malformed or was cut off."),
    }
}

/// Reads the form's next field, which must have this name and at most so many bytes.
async fn text(form: &mut Multipart, name: &str, most: usize) -> Result<String, Refusal> {
    let mut field = match next(form).await? {
        Some(field) if field.name() == Some(name) => field,
        _ => {
            let message = "A form begins with the fields `operations` and `map`, in this order.";
            return refuse(StatusCode::BAD_REQUEST, message);
        }
    };
    let mut bytes = Vec::new();
    while let Some(chunk) = chunk(&mut field).await? {
        if bytes.len() + chunk.len() > most {
            return refuse(StatusCode::PAYLOAD_TOO_LARGE, format!("`{name}` may have {most} bytes."));
        }
        bytes.extend_from_slice(&chunk);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_error) => refuse(StatusCode::BAD_REQUEST, format!("`{name}` is not UTF-8.")),
    }
}

async fn chunk(field: &mut Field<'_>) -> Result<Option<axum::body::Bytes>, Refusal> {
    match field.chunk().await {
        Ok(chunk) => Ok(chunk),
        Err(_error) => refuse(StatusCode::BAD_REQUEST, "The form is malformed or was cut off."),
    }
}

/// Brings a file into a temporary one, which is gone as soon as nobody holds it.
async fn file(mut field: Field<'_>, left: &mut u64, most: u64) -> Result<UploadValue, Refusal> {
    const DOING: &str = "keep an upload";
    let mut filename = field.file_name().unwrap_or_default().to_owned();
    filename.truncate(filename.floor_char_boundary(FILE_NAME_BYTES));
    let content_type = field.content_type().map(str::to_owned);
    let made = tokio::task::spawn_blocking(tempfile::tempfile).await.map_err(io::Error::other).flatten();
    let mut file = tokio::fs::File::from_std(made.context(DOING).map_err(broken)?);
    while let Some(chunk) = chunk(&mut field).await? {
        *left = match left.checked_sub(chunk.len() as u64) {
            Some(left) => left,
            None => {
                return refuse(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    format!("Uploads may have {most} bytes together."),
                );
            }
        };
        file.write_all(&chunk).await.context(DOING).map_err(broken)?;
    }
    file.flush().await.context(DOING).map_err(broken)?;
    file.rewind().await.context(DOING).map_err(broken)?;
    Ok(UploadValue { filename, content_type, content: file.into_std().await })
}
