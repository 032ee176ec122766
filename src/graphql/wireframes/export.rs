//! Wireframes as files.

use async_graphql::{Context, Enum, SimpleObject};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Context as _, Error, Result};
use crate::graphql::app;
use crate::projects::Access;
use crate::wireframes::{self, export, library};

/// As what a wireframe is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum WireframeFormat {
    /// A vector graphic.
    Svg,
    /// A picture of one pixel a CSS pixel.
    Png,
    /// A responsive page in one file.
    Html,
    /// React components in TypeScript with their styles, in one file.
    React,
    /// All that the wireframe is; `wireframeImport` reads it.
    Json,
}

/// A wireframe as a file.
#[derive(Clone, Debug, SimpleObject)]
pub struct WireframeExport {
    /// What it may be saved as.
    file_name: String,
    /// Its media type.
    mime_type: String,
    /// The text; null for a picture.
    text: Option<String>,
    /// The same in base 64, whatever it is.
    base64: String,
}

/// Writes a wireframe as a file.
pub(super) async fn export(
    ctx: &Context<'_>,
    wireframe: &wireframes::Wireframe,
    format: WireframeFormat,
) -> Result<WireframeExport> {
    let app = app(ctx)?;
    let drawing = wireframes::drawing(app, wireframe).await?;
    let library = library::of_project(app, &Access::of_server(wireframe.project)).await?;
    let name = wireframe.name.clone();
    let id = wireframe.id.to_string();
    let write = move || {
        let (extension, mime_type, bytes) = match format {
            WireframeFormat::Svg => ("svg", "image/svg+xml", export::svg(&drawing, &library).into_bytes()),
            WireframeFormat::Html => ("html", "text/html", export::html(&drawing, &library).into_bytes()),
            WireframeFormat::Json => ("json", "application/json", export::json(&drawing).into_bytes()),
            WireframeFormat::React => {
                ("tsx", "text/tsx", export::react_file(&drawing, &library, Some(&id)).into_bytes())
            }
            WireframeFormat::Png => {
                let picture = export::png(&drawing, &library);
                let failed = |problem| Error::internal("draw a wireframe", format!("{problem:?}"));
                ("png", "image/png", picture.map_err(failed)?)
            }
        };
        Ok(WireframeExport {
            file_name: format!("{}.{extension}", file_name(&name)),
            mime_type: mime_type.to_owned(),
            base64: STANDARD.encode(&bytes),
            text: if format == WireframeFormat::Png { None } else { String::from_utf8(bytes).ok() },
        })
    };
    tokio::task::spawn_blocking(write).await.context("export a wireframe")?
}

/// A name in letters, digits and hyphens.
fn file_name(name: &str) -> String {
    let plain = name.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "wireframe".to_owned() } else { parts.join("-") }
}
