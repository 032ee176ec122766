//! The export as one JSON document.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::Source;
use crate::error::{Context as _, Result};
use crate::projects::Project;
use crate::projects::files::File;

/// What `format` says in every such document.
pub(in crate::projects) const FORMAT: &str = "maquette-project";
/// What `version` says in one that is written like this.
pub(in crate::projects) const VERSION: u32 = 1;

/// A file: text where it is any, else base64.
#[derive(Serialize)]
struct Entry<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

/// Writes the document.
pub(super) fn write(source: &Source, project: &Project, files: &[File], out: &mut impl Write) -> Result<()> {
    let json = |value: &str| serde_json::to_string(value).context("write an export");
    let name = json(&project.name)?;
    let description = project.description.as_deref().map_or(Ok("null".to_owned()), json)?;
    write!(
        out,
        "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"name\":{name},\"description\":{description},\"files\":["
    )
    .context("write an export")?;
    let mut separator = "\n";
    source.contents(files, |file, content| {
        let text = std::str::from_utf8(content).ok();
        let base64 = text.is_none().then(|| STANDARD.encode(content));
        out.write_all(separator.as_bytes())?;
        separator = ",\n";
        Ok(serde_json::to_writer(&mut *out, &Entry { path: &file.path, text, base64 })?)
    })?;
    out.write_all(b"\n]}\n").context("write an export")
}
