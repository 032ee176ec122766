//! Wireframes as files: pictures (SVG, PNG), a page (HTML), code (React), and a format of our own
//! that can be read back. Pure: what is drawn goes in, text or bytes come out.

mod arrange;
mod boxes;
mod font;
mod html;
mod json;
mod looks;
mod picture;
mod place;
mod png;
mod react;
mod sheet;
mod style;
mod svg;

pub use html::html;
pub use json::{ImportProblem, json, parse};
pub use png::{PngProblem, png};
pub use react::{react, react_file};
pub use svg::svg;
