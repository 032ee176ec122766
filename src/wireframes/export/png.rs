//! Wireframes as PNG, painted from their SVG with the bundled typefaces alone: the same picture on
//! every machine.

use std::sync::{Arc, OnceLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};

use super::{font::FILES, svg::svg};
use crate::wireframes::{components::Library, element::Drawing};

/// Pixels at most. What is larger is painted smaller.
const MOST_PIXELS: f64 = 24_000_000.0;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
#[error("the wireframe cannot be painted: {0}")]
pub struct PngProblem(String);

/// Paints a wireframe, a pixel for each pixel of its canvas.
pub fn png(drawing: &Drawing, library: &Library) -> Result<Vec<u8>, PngProblem> {
    let source = svg(drawing, library);
    let problem = |why: String| PngProblem(why);
    let tree = Tree::from_str(&source, options()).map_err(|error| problem(error.to_string()))?;
    let (width, height) = (f64::from(drawing.width.max(1)), f64::from(drawing.height.max(1)));
    let scale = (MOST_PIXELS / (width * height)).sqrt().min(1.0);
    let pixels = |length: f64| ((length * scale).round() as u32).max(1);
    let mut pixmap =
        Pixmap::new(pixels(width), pixels(height)).ok_or_else(|| problem("it is too large".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| problem(error.to_string()))
}

fn options() -> &'static Options<'static> {
    static OPTIONS: OnceLock<Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        for file in FILES {
            fonts.load_font_data(file.to_vec());
        }
        fonts.set_sans_serif_family("Inter");
        fonts.set_monospace_family("JetBrains Mono");
        Options { fontdb: Arc::new(fonts), font_family: "Inter".to_owned(), ..Options::default() }
    })
}
