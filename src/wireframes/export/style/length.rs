//! Lengths as CSS writes them, within bounds in which layout stays finite.

use taffy::prelude::{Dimension, LengthPercentage, LengthPercentageAuto, TaffyAuto};

pub fn pixels(text: &str) -> f32 {
    let number = text.trim_end_matches("px").trim_end_matches("rem").parse::<f32>().unwrap_or(0.0);
    let number = if text.ends_with("rem") { number * 16.0 } else { number };
    if number.is_finite() { number.clamp(-10_000.0, 10_000.0) } else { 0.0 }
}

pub fn per_cent(text: &str) -> Option<f32> {
    text.strip_suffix('%').map(|number| number.parse::<f32>().unwrap_or(0.0).clamp(-1000.0, 1000.0) / 100.0)
}

pub fn dimension(text: &str) -> Dimension {
    match per_cent(text) {
        Some(share) => Dimension::percent(share),
        None if text == "auto" => Dimension::AUTO,
        None => Dimension::length(pixels(text)),
    }
}

pub fn side(text: &str) -> LengthPercentageAuto {
    match per_cent(text) {
        Some(share) => LengthPercentageAuto::percent(share),
        None if matches!(text, "auto" | "none") => LengthPercentageAuto::AUTO,
        None => LengthPercentageAuto::length(pixels(text)),
    }
}

pub fn pad(text: &str) -> LengthPercentage {
    match per_cent(text) {
        Some(share) => LengthPercentage::percent(share.max(0.0)),
        None => LengthPercentage::length(pixels(text).max(0.0)),
    }
}

pub fn four(value: &str) -> [&str; 4] {
    let parts: Vec<&str> = value.split_ascii_whitespace().collect();
    match parts[..] {
        [all] => [all; 4],
        [ends, sides] => [ends, sides, ends, sides],
        [top, sides, bottom] => [top, sides, bottom, sides],
        [top, right, bottom, left, ..] => [top, right, bottom, left],
        [] => ["0"; 4],
    }
}
