//! Colours: names to hex, and from one accent a whole palette whose text stays readable.
//!
//! Contrast is WCAG 2.2's relative-luminance ratio; text reaches at least 4.5 : 1.

use serde_json::{Value, json};

/// Colour words and the accents they stand for.
const NAMED: &[(&str, &str)] = &[
    ("red", "#d92d3a"),
    ("crimson", "#c2183a"),
    ("ruby", "#c2183a"),
    ("burgundy", "#7d1f3a"),
    ("maroon", "#7d1f2d"),
    ("orange", "#e2640e"),
    ("amber", "#d98a00"),
    ("coral", "#f0604d"),
    ("peach", "#f08a5d"),
    ("salmon", "#ec6f66"),
    ("terracotta", "#bf5b3b"),
    ("rust", "#a94a22"),
    ("yellow", "#eab308"),
    ("gold", "#c99a17"),
    ("mustard", "#c79810"),
    ("lime", "#65a30d"),
    ("green", "#16874a"),
    ("emerald", "#059669"),
    ("forest", "#1f6b3a"),
    ("sage", "#6b8f71"),
    ("olive", "#6f7d1f"),
    ("mint", "#1fa97a"),
    ("teal", "#0d9488"),
    ("turquoise", "#0fa3a3"),
    ("aqua", "#0ea5b7"),
    ("cyan", "#0891b2"),
    ("sky", "#0284c7"),
    ("blue", "#2563eb"),
    ("navy", "#1e3a8a"),
    ("indigo", "#4f46e5"),
    ("violet", "#7c3aed"),
    ("purple", "#8b35d6"),
    ("lavender", "#8672d1"),
    ("lilac", "#9a6fc9"),
    ("plum", "#8e3a80"),
    ("magenta", "#c026a3"),
    ("fuchsia", "#c026d3"),
    ("pink", "#db2777"),
    ("rose", "#e11d5b"),
    ("brown", "#8a5a33"),
    ("chocolate", "#6f4526"),
    ("beige", "#a98d5f"),
    ("sand", "#b08d57"),
    ("cream", "#b5925a"),
    ("grey", "#5b6470"),
    ("slate", "#475569"),
    ("silver", "#6b7280"),
    ("black", "#27272a"),
    ("white", "#52525b"),
    ("monochrome", "#3f3f46"),
];

/// Moods of colour that people ask for.
const MOODS: &[(&str, &str)] = &[
    ("warmer", "#d9622b"),
    ("warm", "#d9622b"),
    ("cozy", "#b8603a"),
    ("cosy", "#b8603a"),
    ("cooler", "#2f7fb8"),
    ("cool", "#2f7fb8"),
    ("calm", "#3b8276"),
    ("calming", "#3b8276"),
    ("earthy", "#8a6a3b"),
    ("earth", "#8a6a3b"),
    ("natural", "#4d7c4a"),
    ("ocean", "#0e7490"),
    ("sunset", "#e0563b"),
    ("autumn", "#b45309"),
    ("spring", "#3f9142"),
    ("summer", "#e08a00"),
    ("winter", "#3b82c4"),
    ("pastel", "#a27bd1"),
    ("neon", "#c026d3"),
    ("playful", "#e0559a"),
    ("elegant", "#6b4e71"),
    ("professional", "#2456a6"),
    ("corporate", "#2456a6"),
    ("minimalist", "#3f3f46"),
    ("minimal", "#3f3f46"),
    ("vibrant", "#d6246e"),
    ("cheerful", "#e59500"),
];

/// Accents for apps whose descriptions name no colour; which one depends on the words.
const DEFAULTS: &[&str] =
    &["#2f6f5e", "#4f46e5", "#b4531f", "#0f766e", "#7a4fc0", "#1d5fa8", "#b3365e", "#3d7a36"];

/// The accent that a colour word stands for.
pub(super) fn named(word: &str) -> Option<&'static str> {
    NAMED.iter().chain(MOODS).find(|(name, _)| *name == word).map(|(_, hex)| *hex)
}

/// Whether a word is a colour's name, not a mood of colours.
pub(super) fn is_colour_name(word: &str) -> bool {
    NAMED.iter().any(|(name, _)| *name == word)
}

/// The colour that a word of at least five letters misses by one letter: "turquise".
pub(super) fn misspelt(word: &str) -> Option<&'static str> {
    let near = |name: &str| {
        let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), name.chars().collect());
        let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
        let (rest_a, rest_b) = (&a[same..], &b[same..]);
        match a.len().cmp(&b.len()) {
            std::cmp::Ordering::Less => rest_b.get(1..) == Some(rest_a),
            std::cmp::Ordering::Greater => rest_a.get(1..) == Some(rest_b),
            std::cmp::Ordering::Equal => rest_a.get(1..) == rest_b.get(1..),
        }
    };
    let long = word.chars().count() >= 5;
    NAMED.iter().map(|(name, _)| *name).find(|name| long && name.len() >= 5 && near(name))
}

/// `#rrggbb` of `#rgb` or `#rrggbb`.
pub(super) fn hex(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    let digits: String = digits.chars().take_while(char::is_ascii_hexdigit).collect();
    match digits.len() {
        3 => Some(digits.chars().fold("#".to_owned(), |out, c| format!("{out}{c}{c}")).to_lowercase()),
        6 | 8 => Some(format!("#{}", &digits[..6]).to_lowercase()),
        _ => None,
    }
}

/// An accent for words that name none, always the same for the same words.
pub(super) fn by_default(words: &str) -> String {
    let sum = words.bytes().fold(5_usize, |sum, byte| sum.wrapping_mul(33).wrapping_add(usize::from(byte)));
    DEFAULTS[sum % DEFAULTS.len()].to_owned()
}

/// Hue in degrees, saturation and lightness in 0 to 1.
#[derive(Clone, Copy)]
struct Hsl(f64, f64, f64);

fn parse(text: &str) -> [f64; 3] {
    let channel =
        |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or(0);
    [1, 3, 5].map(|at| f64::from(channel(at)) / 255.0)
}

fn to_hsl(text: &str) -> Hsl {
    let [r, g, b] = parse(text);
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let (light, span) = (f64::midpoint(most, least), most - least);
    if span < 1e-9 {
        return Hsl(0.0, 0.0, light);
    }
    let saturation = span / (1.0 - (2.0 * light - 1.0).abs());
    let hue = if most <= r {
        ((g - b) / span).rem_euclid(6.0)
    } else if most <= g {
        (b - r) / span + 2.0
    } else {
        (r - g) / span + 4.0
    };
    Hsl(hue * 60.0, saturation, light)
}

fn to_hex(Hsl(hue, saturation, light): Hsl) -> String {
    let chroma = (1.0 - (2.0 * light - 1.0).abs()) * saturation;
    let sector = hue.rem_euclid(360.0) / 60.0;
    let second = chroma * (1.0 - (sector.rem_euclid(2.0) - 1.0).abs());
    let (r, g, b) = match sector as u32 {
        0 => (chroma, second, 0.0),
        1 => (second, chroma, 0.0),
        2 => (0.0, chroma, second),
        3 => (0.0, second, chroma),
        4 => (second, 0.0, chroma),
        _ => (chroma, 0.0, second),
    };
    let base = light - chroma / 2.0;
    let byte = |value: f64| ((value + base).clamp(0.0, 1.0) * 255.0).round() as u8;
    format!("#{:02x}{:02x}{:02x}", byte(r), byte(g), byte(b))
}

fn luminance(text: &str) -> f64 {
    let linear = parse(text).map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour, moved in lightness by `step` until it stands out from the ground enough.
fn readable(start: Hsl, ground: &str, step: f64, ratio: f64) -> String {
    let mut colour = start;
    while contrast(&to_hex(colour), ground) < ratio && (0.0..=1.0).contains(&(colour.2 + step)) {
        colour.2 += step;
    }
    to_hex(colour)
}

/// Black or white, whichever reads better on the colour.
fn on(colour: &str) -> &'static str {
    if contrast(colour, "#ffffff") >= 4.5 || contrast(colour, "#ffffff") > contrast(colour, "#16130f") {
        "#ffffff"
    } else {
        "#16130f"
    }
}

/// Every colour of the app, each as a pair for light and dark.
pub(super) fn palette(accent: &str) -> Value {
    let Hsl(hue, saturation, light) = to_hsl(accent);
    let tint = saturation.min(0.55);
    let pair = |a: Hsl, b: Hsl| json!([to_hex(a), to_hex(b)]);
    let (page, surface) = (Hsl(hue, tint * 0.45, 0.975), Hsl(hue, 0.0, 1.0));
    let (page_dark, surface_dark) = (Hsl(hue, tint * 0.22, 0.075), Hsl(hue, tint * 0.2, 0.115));
    let filled = readable(Hsl(hue, saturation, light), "#ffffff", -0.01, 3.0);
    let accent_light = if on(accent) == "#ffffff" && contrast(accent, "#ffffff") < 4.5 {
        readable(Hsl(hue, saturation, light), "#ffffff", -0.01, 4.5)
    } else if contrast(accent, "#ffffff") >= 3.0 {
        accent.to_owned()
    } else if contrast(accent, "#16130f") >= 7.0 {
        // A bright accent such as yellow keeps its character under dark words.
        accent.to_owned()
    } else {
        filled
    };
    let accent_dark =
        readable(Hsl(hue, saturation.min(0.85), light.max(0.5)), &to_hex(surface_dark), 0.01, 4.5);
    let text =
        readable(Hsl(hue, saturation, light.min(0.45)), &to_hex(Hsl(hue, tint * 0.5, 0.93)), -0.01, 4.6);
    let soft_dark = Hsl(hue, tint * 0.5, 0.17);
    let text_dark = readable(Hsl(hue, saturation.min(0.8), 0.68), &to_hex(soft_dark), 0.01, 4.6);
    let series = |turn: f64| {
        let at = (hue + turn).rem_euclid(360.0);
        json!([
            readable(Hsl(at, saturation.clamp(0.45, 0.7), 0.5), "#ffffff", -0.01, 3.0),
            readable(Hsl(at, saturation.clamp(0.4, 0.65), 0.55), &to_hex(surface_dark), 0.01, 4.0),
        ])
    };
    json!({
        "accent": [accent_light, accent_dark],
        "onAccent": [on(&accent_light), on(&accent_dark)],
        "accentText": [text, text_dark],
        "accentSoft": pair(Hsl(hue, tint * 0.8, 0.945), soft_dark),
        "page": pair(page, page_dark),
        "surface": pair(surface, surface_dark),
        "sunken": pair(Hsl(hue, tint * 0.4, 0.942), Hsl(hue, tint * 0.2, 0.165)),
        "border": pair(Hsl(hue, tint * 0.35, 0.895), Hsl(hue, tint * 0.18, 0.2)),
        "borderStrong": pair(Hsl(hue, tint * 0.3, 0.78), Hsl(hue, tint * 0.15, 0.33)),
        "text": pair(Hsl(hue, tint * 0.4, 0.11), Hsl(hue, tint * 0.25, 0.94)),
        "muted": pair(Hsl(hue, tint * 0.22, 0.38), Hsl(hue, tint * 0.15, 0.68)),
        "series": [series(150.0), series(60.0), series(210.0), series(285.0), series(105.0)],
    })
}

/// The icon's colours: the accent's digits, and what reads on it.
pub(super) fn icon(accent: &str) -> (String, String) {
    (accent.trim_start_matches('#').to_owned(), on(accent).trim_start_matches('#').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_colour_gives_readable_text() {
        for (name, accent) in NAMED.iter().chain(MOODS) {
            let palette = palette(accent);
            let get = |key: &str, side: usize| palette[key][side].as_str().unwrap_or_default().to_owned();
            for side in [0, 1] {
                for (words, ground) in [
                    ("onAccent", "accent"),
                    ("text", "page"),
                    ("text", "surface"),
                    ("muted", "page"),
                    ("muted", "surface"),
                    ("muted", "sunken"),
                    ("accentText", "surface"),
                    ("accentText", "accentSoft"),
                    ("accentText", "page"),
                ] {
                    let ratio = contrast(&get(words, side), &get(ground, side));
                    assert!(ratio >= 4.5, "{name}: {words} on {ground} ({side}) is {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn short_and_long_hex() {
        assert_eq!(hex("#0a7").as_deref(), Some("#00aa77"));
        assert_eq!(hex("#E11D48 please").as_deref(), Some("#e11d48"));
        assert_eq!(hex("#12"), None);
    }
}
