//! The browser side as it was built into the binary: the first page, the playground, the client
//! of previews and the modules that they share.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "playground/dist"]
struct Files;

/// Where the modules that previews share lie.
pub const MODULES: &str = "preview/modules/";

/// A file of the browser side, by its path in the build.
pub fn file(path: &str) -> Option<Cow<'static, [u8]>> {
    Files::get(path).map(|file| file.data)
}

/// The paths of the browser side that begin so.
pub fn below(prefix: &str) -> impl Iterator<Item = String> {
    Files::iter().map(Cow::into_owned).filter(move |path| path.starts_with(prefix))
}

/// The version of the React that previews share.
pub fn react_version() -> String {
    let versions = file("preview/modules/versions.json");
    let versions: serde_json::Value =
        versions.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
    versions["react"].as_str().unwrap_or("19.0.0").to_owned()
}
