//! Pictures that templates ask for: icons, placeholders of images and maps, charts, stars. Each is
//! drawn as SVG from its upper left corner, for a place of known size.

mod chart;
mod icon;

use std::fmt::Write;

use serde_json::{Map, Value};

use super::style::color;

pub use icon::paths;

/// Where a picture goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub width: f32,
    pub height: f32,
}

/// Draws a picture. `props` are those of the whole element, `value` what the template gives it.
pub fn draw(kind: &str, value: &str, most: &str, props: &Map<String, Value>, place: Place) -> String {
    match kind {
        "chart" => chart::draw(props, place),
        "stars" => stars(value, most, place),
        "avatar" => avatar(value, place),
        "ring" => ring(value, place),
        "map" => map(value, place),
        "spinner" => spinner(place),
        _ => image(value, place),
    }
}

/// A number as SVG writes it: short, and never in another notation.
pub fn number(number: f32) -> String {
    let number = if number.is_finite() { (f64::from(number) * 100.0).round() / 100.0 } else { 0.0 };
    // The sum takes the sign off a zero.
    format!("{}", number + 0.0)
}

/// Text that may stand in an attribute or between tags.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // What XML has no place for.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
    out
}

/// Crossed lines, with what they stand for in the middle where that fits. What is behind them is
/// filled by whoever knows how round its corners are.
fn image(alt: &str, Place { width: w, height: h }: Place) -> String {
    let inset = 3.0_f32.min(w / 4.0).min(h / 4.0);
    let (right, bottom) = (number(w - inset), number(h - inset));
    let mut out = format!(
        "<path d=\"M{i} {i}L{right} {bottom}M{right} {i}L{i} {bottom}\" stroke=\"{}\" fill=\"none\"/>",
        color("--line"),
        i = number(inset),
    );
    let setting = super::font::Setting { face: super::font::Face::Regular, size: 12.0, spacing: 0.0 };
    let text = setting.shortened(alt, w - 32.0);
    if !text.is_empty() && h >= 48.0 && w >= 72.0 {
        let wide = setting.width(&text) + 16.0;
        write!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"24\" rx=\"4\" fill=\"{}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12\" fill=\"{}\">{}</text>",
            number((w - wide) / 2.0),
            number(h / 2.0 - 12.0),
            number(wide),
            color("--fill"),
            number(w / 2.0),
            number(h / 2.0 + 4.0),
            color("--muted"),
            escaped(&text),
        )
        .ok();
    }
    out
}

fn stars(value: &str, most: &str, Place { width: w, height: h }: Place) -> String {
    let most = most.parse::<f32>().unwrap_or(5.0).clamp(1.0, 10.0);
    let value = value.parse::<f32>().unwrap_or(0.0).clamp(0.0, most);
    let size = h.min(w / most);
    let mut out = String::new();
    for at in 0..most as usize {
        let on = at as f32 + 0.5 <= value;
        let fill = if on { color("--accent") } else { color("--deep") };
        write!(
            out,
            "<path transform=\"translate({} {}) scale({})\" fill=\"{fill}\" d=\"M12 2l3.1 6.3 6.9 1-5 4.9 1.2 6.8-6.2-3.2-6.2 3.2L7 14.2 2 9.3l6.9-1z\"/>",
            number(at as f32 * size),
            number((h - size) / 2.0),
            number(size / 24.0),
        )
        .ok();
    }
    out
}

fn avatar(initials: &str, Place { width: w, height: h }: Place) -> String {
    let size = w.min(h);
    let text = (size * 0.38).max(6.0);
    format!(
        "<circle cx=\"{c}\" cy=\"{m}\" r=\"{c}\" fill=\"{}\"/><text x=\"{c}\" y=\"{}\" text-anchor=\"middle\" font-size=\"{}\" font-weight=\"600\" fill=\"{}\">{}</text>",
        color("--deep"),
        number(h / 2.0 + text * 0.36),
        number(text),
        color("--soft"),
        escaped(initials),
        c = number(size / 2.0),
        m = number(h / 2.0),
    )
}

fn ring(value: &str, Place { width: w, height: h }: Place) -> String {
    let share = value.parse::<f32>().unwrap_or(0.0).clamp(0.0, 100.0);
    let size = w.min(h);
    let thick = (size * 0.1).max(2.0);
    let radius = (size - thick) / 2.0;
    let around = radius * std::f32::consts::TAU;
    let (middle, text) = (number(size / 2.0), size * 0.24);
    let circle = |more: String| {
        format!(
            "<circle cx=\"{middle}\" cy=\"{middle}\" r=\"{}\" fill=\"none\" stroke-width=\"{}\"{more}/>",
            number(radius),
            number(thick)
        )
    };
    let mut out = circle(format!(" stroke=\"{}\"", color("--deep")));
    out += &circle(format!(
        " stroke=\"{}\" stroke-dasharray=\"{} {}\" transform=\"rotate(-90 {middle} {middle})\"",
        color("--accent"),
        number(around * share / 100.0),
        number(around + 1.0),
    ));
    if text >= 8.0 {
        write!(
            out,
            "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\" font-size=\"{}\" font-weight=\"600\" fill=\"{}\">{share:.0}%</text>",
            number(size / 2.0 + text * 0.36),
            number(text),
            color("--ink"),
        )
        .ok();
    }
    out
}

/// Streets, a park and water, and pins in fixed places.
fn map(pins: &str, Place { width: w, height: h }: Place) -> String {
    let at = |x: f32, y: f32| format!("{} {}", number(w * x), number(h * y));
    let mut out = format!(
        "<rect width=\"{}\" height=\"{}\" fill=\"{}\"/><path d=\"M{}C{} {} {}L{}L{}Z\" fill=\"{}\"/><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\" fill=\"{}\"/>",
        number(w),
        number(h),
        color("--fill"),
        at(0.62, 1.0),
        at(0.70, 0.75),
        at(0.85, 0.82),
        at(1.0, 0.58),
        at(1.0, 1.0),
        at(0.62, 1.0),
        color("--accent-soft"),
        number(w * 0.08),
        number(h * 0.52),
        number(w * 0.22),
        number(h * 0.3),
        color("--success-soft"),
    );
    let streets = [
        ((0.0, 0.22), (1.0, 0.34), 6.0),
        ((0.0, 0.46), (0.74, 1.0), 4.0),
        ((0.36, 0.0), (0.36, 1.0), 6.0),
        ((0.68, 0.0), (0.56, 1.0), 4.0),
        ((0.16, 0.0), (0.04, 1.0), 4.0),
        ((0.0, 0.90), (1.0, 0.46), 4.0),
        ((0.86, 0.0), (0.90, 0.62), 4.0),
    ];
    for (from, to, wide) in streets {
        write!(
            out,
            "<path d=\"M{}L{}\" stroke=\"{}\" stroke-width=\"{wide}\"/>",
            at(from.0, from.1),
            at(to.0, to.1),
            color("--paper")
        )
        .ok();
    }
    let places = [
        (0.5, 0.46),
        (0.27, 0.3),
        (0.74, 0.33),
        (0.42, 0.7),
        (0.82, 0.56),
        (0.16, 0.62),
        (0.6, 0.2),
        (0.33, 0.52),
        (0.67, 0.66),
        (0.12, 0.2),
    ];
    let pins = pins.parse::<usize>().unwrap_or(1).min(places.len());
    for (at, (x, y)) in places.iter().take(pins).enumerate() {
        let fill = if at == 0 { color("--accent") } else { color("--soft") };
        write!(
            out,
            "<path transform=\"translate({} {})\" d=\"M0 0C-4-8-9-12-9-18a9 9 0 0 1 18 0C9-12 4-8 0 0z\" fill=\"{fill}\"/><circle cx=\"{}\" cy=\"{}\" r=\"3.5\" fill=\"{}\"/>",
            number(w * x),
            number(h * y),
            number(w * x),
            number(h * y - 18.0),
            color("--paper"),
        )
        .ok();
    }
    out
}

fn spinner(Place { width: w, height: h }: Place) -> String {
    let size = w.min(h);
    let (middle, radius) = (size / 2.0, size / 2.0 - 2.0);
    format!(
        "<circle cx=\"{m}\" cy=\"{m}\" r=\"{r}\" fill=\"none\" stroke=\"{}\" stroke-width=\"3\"/><path d=\"M{m} {}A{r} {r} 0 0 1 {} {m}\" fill=\"none\" stroke=\"{}\" stroke-width=\"3\" stroke-linecap=\"round\"/>",
        color("--deep"),
        number(middle - radius),
        number(middle + radius),
        color("--accent"),
        m = number(middle),
        r = number(radius),
    )
}
