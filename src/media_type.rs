//! The media type of a file, by its name alone.
//!
//! What a preview serves a source file as is for [`crate::preview`] to say.

/// The media type, without parameters; `application/octet-stream` where the name says nothing.
pub fn of(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    // TypeScript has no registered type, and MPEG transport streams share its extension; where apps
    // are written, it is TypeScript.
    match extension.to_ascii_lowercase().as_str() {
        "ts" | "tsx" | "mts" | "cts" => "text/typescript",
        "jsx" => "text/javascript",
        _ => mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn sources_are_text() {
        for (path, kind) in [
            ("src/lib/dates.ts", "text/typescript"),
            ("src/App.TSX", "text/typescript"),
            ("src/App.jsx", "text/javascript"),
            ("a/b.css", "text/css"),
            ("logo.png", "image/png"),
            ("ts", "application/octet-stream"),
        ] {
            assert_eq!(super::of(path), kind, "{path}");
        }
    }
}
