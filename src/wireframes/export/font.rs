//! The typefaces that are bundled (see `fonts/`): how wide text is in them, and how it is broken into
//! lines. Kerning is left out on both sides, so that what is measured is what is painted.

use std::{collections::HashMap, sync::LazyLock};

use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
};

/// A typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Regular,
    SemiBold,
    Mono,
}

/// The files of the typefaces.
pub const FILES: [&[u8]; 3] = [
    include_bytes!("fonts/Inter-Regular.ttf"),
    include_bytes!("fonts/Inter-SemiBold.ttf"),
    include_bytes!("fonts/JetBrainsMono-Regular.ttf"),
];

/// How far Inter rises above its baseline and falls below it, in parts of its size.
pub const RISE: f32 = 1984.0 / 2048.0;
/// See [`RISE`].
pub const FALL: f32 = 494.0 / 2048.0;

/// Widths in parts of the size.
struct Widths {
    latin: [f32; 256],
    rest: HashMap<char, f32>,
}

static WIDTHS: LazyLock<[Widths; 3]> = LazyLock::new(|| FILES.map(measured));

fn measured(file: &[u8]) -> Widths {
    let mut widths = Widths { latin: [0.6; 256], rest: HashMap::new() };
    let Ok(font) = FontRef::new(file) else { return widths };
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    for (code, glyph) in font.charmap().mappings() {
        let (Some(letter), Some(width)) = (char::from_u32(code), metrics.advance_width(glyph)) else {
            continue;
        };
        match widths.latin.get_mut(code as usize) {
            Some(latin) => *latin = width,
            None => {
                widths.rest.insert(letter, width);
            }
        }
    }
    widths
}

impl Face {
    fn widths(self) -> &'static Widths {
        &WIDTHS[self as usize]
    }

    /// How wide a letter is at size 1. What the typeface lacks is taken to fill a square.
    pub fn letter(self, letter: char) -> f32 {
        let widths = self.widths();
        match widths.latin.get(letter as usize) {
            Some(width) => *width,
            None => widths.rest.get(&letter).copied().unwrap_or(1.0),
        }
    }

    /// How wide text is, in pixels.
    pub fn width(self, text: &str, size: f32, spacing: f32) -> f32 {
        let widths = self.widths();
        let mut letters = 0_usize;
        let mut total = 0.0;
        for letter in text.chars() {
            letters += 1;
            total += match widths.latin.get(letter as usize) {
                Some(width) => *width,
                None => self.letter(letter),
            };
        }
        total * size + letters as f32 * spacing
    }
}

/// How text is set, as far as its width goes.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub face: Face,
    pub size: f32,
    pub spacing: f32,
}

impl Setting {
    pub fn width(self, text: &str) -> f32 {
        self.face.width(text, self.size, self.spacing)
    }

    /// Breaks text into lines no wider than that; words that are wider themselves are broken too.
    pub fn wrapped(self, text: &str, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let space = self.width(" ");
        // What a line may exceed the width by, so that text fits a box that was measured by it.
        let width = width + 0.05;
        for paragraph in text.split('\n') {
            let mut line = String::new();
            let mut used = 0.0;
            for word in paragraph.split([' ', '\t', '\r']).filter(|word| !word.is_empty()) {
                let wide = self.width(word);
                if !line.is_empty() && used + space + wide > width {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                if !line.is_empty() {
                    line.push(' ');
                    used += space;
                }
                if wide <= width {
                    line.push_str(word);
                    used += wide;
                    continue;
                }
                for letter in word.chars() {
                    let wide = self.face.letter(letter) * self.size + self.spacing;
                    if !line.is_empty() && used + wide > width {
                        lines.push(std::mem::take(&mut line));
                        used = 0.0;
                    }
                    line.push(letter);
                    used += wide;
                }
            }
            lines.push(line);
        }
        lines
    }

    /// Shortens text to a width, with an ellipsis if anything is cut off.
    pub fn shortened(self, text: &str, width: f32) -> String {
        if self.width(text) <= width + 0.5 {
            return text.to_owned();
        }
        let mut left = width - self.width("…");
        let mut end = 0;
        for (at, letter) in text.char_indices() {
            left -= self.face.letter(letter) * self.size + self.spacing;
            if left < 0.0 {
                break;
            }
            end = at + letter.len_utf8();
        }
        let kept = text[..end].trim_end();
        if kept.is_empty() && width < self.width("…") { String::new() } else { format!("{kept}…") }
    }
}
