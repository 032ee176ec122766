//! Wireframes as files: pictures (SVG, PNG), a page (HTML), code (React), and a format of our own
//! that can be read back. Pure: what is drawn goes in, text or bytes come out.

mod boxes;
mod font;
mod looks;
mod picture;
mod png;
mod style;
mod svg;

pub use png::{PngProblem, png};
pub use svg::svg;
