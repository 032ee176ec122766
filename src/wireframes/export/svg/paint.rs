//! Paints laid out boxes. Nothing is painted outside of what clips it: boxes are cut, text is
//! shortened, lines that do not fit are left out.

use std::fmt::Write;

use serde_json::{Map, Value};

use crate::wireframes::export::{
    boxes::{Boxed, Shows},
    font::{FALL, Face, RISE, Setting},
    picture::{self, Place, escaped, number},
    style::{Align, Edge, Wrap, color},
};

/// The part of the frame that may be painted on.
#[derive(Clone, Copy)]
struct Clip {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    /// How round the corners of what clips are.
    radius: f32,
}

impl Clip {
    /// How round a corner of this is within another, from the upper left one clockwise: what fills a
    /// corner of that which clips it is as round.
    fn corners(self, within: Clip, own: f32) -> [f32; 4] {
        let near = |a: f32, b: f32| (a - b).abs() < 2.0;
        let (left, right) = (near(self.left, within.left), near(self.right, within.right));
        let (top, bottom) = (near(self.top, within.top), near(self.bottom, within.bottom));
        [left && top, right && top, right && bottom, left && bottom]
            .map(|fills| if fills { own.max(within.radius) } else { own })
    }
}

/// Paints a box and what is in it.
pub fn paint(root: &Boxed, props: &Map<String, Value>, out: &mut String) {
    let clip = Clip { left: 0.0, top: 0.0, right: root.width, bottom: root.height, radius: 0.0 };
    painted(root, props, clip, out);
}

fn painted(boxed: &Boxed, props: &Map<String, Value>, clip: Clip, out: &mut String) {
    let (left, top) = (boxed.x.max(clip.left), boxed.y.max(clip.top));
    let (right, bottom) =
        ((boxed.x + boxed.width).min(clip.right), (boxed.y + boxed.height).min(clip.bottom));
    if right - left < 0.01 || bottom - top < 0.01 {
        // A box of no size may still hold something that has one.
        if boxed.width > 0.01 && boxed.height > 0.01 {
            return;
        }
    }
    let radius = boxed.look.radius.min((right - left) / 2.0).min((bottom - top) / 2.0);
    let seen = Clip { left, top, right, bottom, radius };
    background(boxed, seen, clip, out);
    shown(boxed, props, clip, seen, out);
    let within = if boxed.look.clips { seen } else { clip };
    for child in &boxed.children {
        painted(child, props, within, out);
    }
    if boxed.look.clips {
        edges(boxed, seen, out);
    }
}

fn rect(out: &mut String, [x, y, width, height]: [f32; 4], radius: f32, rest: &str) {
    write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(x),
        number(y),
        number(width),
        number(height)
    )
    .ok();
    if radius > 0.0 {
        write!(out, " rx=\"{}\"", number(radius.min(width / 2.0).min(height / 2.0))).ok();
    }
    write!(out, " {rest}/>").ok();
}

/// A filled rectangle of which each corner may be round.
fn filled(out: &mut String, seen: Clip, corners: [f32; 4], fill: &str) {
    let (x, y, width, height) = (seen.left, seen.top, seen.right - seen.left, seen.bottom - seen.top);
    if corners.iter().all(|corner| (corner - corners[0]).abs() < 0.01) {
        rect(out, [x, y, width, height], corners[0], &format!("fill=\"{}\"", escaped(fill)));
        return;
    }
    let [a, b, c, d] = corners.map(|corner| corner.min(width / 2.0).min(height / 2.0));
    write!(
        out,
        "<path d=\"M{} {}h{}a{b} {b} 0 0 1 {b} {b}v{}a{c} {c} 0 0 1 -{c} {c}h{}a{d} {d} 0 0 1 -{d} -{d}v{}a{a} {a} 0 0 1 {a} -{a}z\" fill=\"{}\"/>",
        number(x + a),
        number(y),
        number(width - a - b),
        number(height - b - c),
        number(c + d - width),
        number(a + d - height),
        escaped(fill),
        a = number(a),
        b = number(b),
        c = number(c),
        d = number(d),
    )
    .ok();
}

fn background(boxed: &Boxed, seen: Clip, clip: Clip, out: &mut String) {
    let (width, height) = (seen.right - seen.left, seen.bottom - seen.top);
    if let Some((dx, dy, blur, dark)) = boxed.look.shadow {
        // A blur in steps: filters would cost more than all else.
        for step in [1.0, 0.75, 0.5, 0.25, 0.0] {
            let grow = blur * 0.5 * step;
            let place =
                [seen.left + dx - grow, seen.top + dy - grow, width + 2.0 * grow, height + 2.0 * grow];
            let fill = format!("fill=\"#1f2430\" fill-opacity=\"{:.3}\"", dark / 12.0);
            rect(out, place, boxed.look.radius + grow, &fill);
        }
    }
    if let Some(fill) = &boxed.look.background {
        filled(out, seen, seen.corners(clip, boxed.look.radius), fill);
    }
    if !boxed.look.clips {
        edges(boxed, seen, out);
    }
}

fn edges(boxed: &Boxed, seen: Clip, out: &mut String) {
    let (width, height) = (seen.right - seen.left, seen.bottom - seen.top);
    let sides = &boxed.look.edges;
    if let [Some(edge), ..] = sides {
        if sides.iter().all(|side| side.as_ref() == Some(edge)) {
            let half = edge.width / 2.0;
            let place = [seen.left + half, seen.top + half, width - edge.width, height - edge.width];
            let dashes = if edge.dashed { " stroke-dasharray=\"4 4\"" } else { "" };
            let wide = if (edge.width - 1.0).abs() < 0.01 {
                String::new()
            } else {
                format!(" stroke-width=\"{}\"", number(edge.width))
            };
            let rest = format!("fill=\"none\" stroke=\"{}\"{wide}{dashes}", escaped(&edge.color));
            if place[2] > 0.0 && place[3] > 0.0 {
                rect(out, place, (boxed.look.radius - half).max(0.0), &rest);
            }
            return;
        }
    }
    let mut side = |edge: &Option<Edge>, place: fn(Clip, f32) -> [f32; 4]| {
        if let Some(edge) = edge {
            rect(out, place(seen, edge.width), 0.0, &format!("fill=\"{}\"", escaped(&edge.color)));
        }
    };
    side(&sides[0], |c, w| [c.left, c.top, c.right - c.left, w]);
    side(&sides[1], |c, w| [c.right - w, c.top, w, c.bottom - c.top]);
    side(&sides[2], |c, w| [c.left, c.bottom - w, c.right - c.left, w]);
    side(&sides[3], |c, w| [c.left, c.top, w, c.bottom - c.top]);
}

fn shown(boxed: &Boxed, props: &Map<String, Value>, clip: Clip, seen: Clip, out: &mut String) {
    let within = if boxed.look.clips { seen } else { clip };
    match &boxed.shows {
        Shows::Nothing => {}
        Shows::Text(text) => lines(boxed, text, within, out),
        Shows::Field { text, faint } => field(boxed, text, *faint, seen, out),
        Shows::Icon(name) => icon(name, boxed, &boxed.look.words.color, out),
        Shows::Tick(on) => {
            if *on {
                icon("check", boxed, color("--paper"), out);
            }
        }
        Shows::Switch(on) => {
            let radius = (boxed.height / 2.0 - 3.0).max(1.0);
            let x = if *on { boxed.x + boxed.width - radius - 3.0 } else { boxed.x + radius + 3.0 };
            write!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
                number(x),
                number(boxed.y + boxed.height / 2.0),
                number(radius),
                color("--paper")
            )
            .ok();
        }
        Shows::Knob(share) => knob(boxed, *share, out),
        Shows::Picture { kind, value, most } => {
            let place = Place { width: seen.right - seen.left, height: seen.bottom - seen.top };
            if kind == "image" {
                filled(out, seen, seen.corners(clip, boxed.look.radius), color("--fill"));
            }
            let drawn = picture::draw(kind, value, most, props, place);
            write!(out, "<g transform=\"translate({} {})\">{drawn}</g>", number(seen.left), number(seen.top))
                .ok();
        }
        Shows::Embedded(source) => {
            // Pictures are not decoded here: what a template embeds is shown as its place.
            if source.starts_with("data:image/") {
                let place = Place { width: seen.right - seen.left, height: seen.bottom - seen.top };
                let drawn = picture::draw("image", "", "", props, place);
                write!(
                    out,
                    "<g transform=\"translate({} {})\">{drawn}</g>",
                    number(seen.left),
                    number(seen.top)
                )
                .ok();
            }
        }
    }
}

fn icon(name: &str, boxed: &Boxed, color: &str, out: &mut String) {
    let size = boxed.width.min(boxed.height);
    let scale = size / 24.0;
    if scale <= 0.0 {
        return;
    }
    let (x, y) = (boxed.x + (boxed.width - size) / 2.0, boxed.y + (boxed.height - size) / 2.0);
    write!(
        out,
        "<path transform=\"translate({} {}) scale({})\" d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
        number(x),
        number(y),
        number(scale),
        picture::paths(name),
        escaped(color),
        // Strokes look alike in all sizes.
        number((1.6 / scale).clamp(0.6, 2.4)),
    )
    .ok();
}

fn knob(boxed: &Boxed, share: f32, out: &mut String) {
    let (y, radius) = (boxed.y + boxed.height / 2.0, 8.0_f32.min(boxed.height / 2.0));
    let x = boxed.x + radius + (boxed.width - 2.0 * radius).max(0.0) * share;
    rect(out, [boxed.x, y - 2.0, boxed.width, 4.0], 2.0, &format!("fill=\"{}\"", color("--deep")));
    rect(out, [boxed.x, y - 2.0, x - boxed.x, 4.0], 2.0, &format!("fill=\"{}\"", color("--accent")));
    write!(
        out,
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
        number(x),
        number(y),
        number(radius),
        color("--accent")
    )
    .ok();
}

fn field(boxed: &Boxed, text: &str, faint: bool, seen: Clip, out: &mut String) {
    let words = &boxed.look.words;
    let [top, right, bottom, left] = boxed.inset;
    let setting = Setting { face: words.face, size: words.size, spacing: words.spacing };
    let width = boxed.width - left - right;
    let fill = if faint { color("--faint") } else { &words.color };
    if words.wrap == Wrap::Never {
        let middle = boxed.y + top + (boxed.height - top - bottom) / 2.0;
        let baseline = middle + (RISE - FALL) * words.size / 2.0;
        let text = setting.shortened(text, width);
        write_line(out, boxed, &text, boxed.x + left, baseline, fill);
        return;
    }
    let room = ((seen.bottom - boxed.y - top - bottom.min(4.0)) / words.line).floor().max(1.0) as usize;
    for (at, line) in fitted(setting, text, width, room, Wrap::Words).iter().enumerate() {
        let baseline = boxed.y + top + words.line * at as f32 + baseline_in(words.line, words.size);
        write_line(out, boxed, line, boxed.x + left, baseline, fill);
    }
}

/// Where the baseline is in a line of that height.
fn baseline_in(line: f32, size: f32) -> f32 {
    (line - (RISE + FALL) * size) / 2.0 + RISE * size
}

/// Breaks text into at most that many lines; what does not fit ends in an ellipsis.
fn fitted(setting: Setting, text: &str, width: f32, room: usize, wrap: Wrap) -> Vec<String> {
    let mut lines = match wrap {
        Wrap::Never => vec![setting.shortened(&text.replace('\n', " "), width)],
        Wrap::Pre => text.split('\n').map(|line| setting.shortened(line, width)).collect(),
        Wrap::Words if setting.width(text) <= width && !text.contains('\n') => vec![text.to_owned()],
        Wrap::Words => setting.wrapped(text, width),
    };
    if lines.len() > room {
        lines.truncate(room);
        if let Some(last) = lines.last_mut() {
            *last = setting.shortened(&format!("{}…", last.trim_end_matches(['.', ',', ' '])), width);
        }
    }
    lines
}

fn lines(boxed: &Boxed, text: &str, clip: Clip, out: &mut String) {
    let words = &boxed.look.words;
    let [top, right, _, left] = boxed.inset;
    let setting = Setting { face: words.face, size: words.size, spacing: words.spacing };
    let (x, y) = (boxed.x + left, boxed.y + top);
    let width = (boxed.width - left - right).min(clip.right - x);
    // A line may stick out by what is empty above and below its letters.
    let slack = (words.line - words.size).max(0.0) / 2.0 + 1.0;
    let room = ((clip.bottom + slack - y) / words.line).floor().max(0.0) as usize;
    if width <= 1.0 || room == 0 || y < clip.top - slack {
        return;
    }
    for (at, line) in fitted(setting, text, width, room, words.wrap).iter().enumerate() {
        let wide = setting.width(line);
        let x = match words.align {
            Align::Left => x,
            Align::Center => x + (width - wide) / 2.0,
            Align::Right => x + width - wide,
        };
        let baseline = y + words.line * at as f32 + baseline_in(words.line, words.size);
        write_line(out, boxed, line, x, baseline, &words.color);
    }
}

fn write_line(out: &mut String, boxed: &Boxed, text: &str, x: f32, y: f32, fill: &str) {
    if text.trim().is_empty() {
        return;
    }
    let words = &boxed.look.words;
    write!(out, "<text x=\"{}\" y=\"{}\" fill=\"{}\"", number(x), number(y), escaped(fill)).ok();
    if (words.size - 14.0).abs() > 0.01 {
        write!(out, " font-size=\"{}\"", number(words.size)).ok();
    }
    match words.face {
        Face::Regular => {}
        Face::SemiBold => out.push_str(" font-weight=\"600\""),
        Face::Mono => {
            out.push_str(" font-family=\"'JetBrains Mono', Menlo, monospace\" xml:space=\"preserve\"")
        }
    }
    if words.spacing != 0.0 {
        write!(out, " letter-spacing=\"{}\"", number(words.spacing)).ok();
    }
    write!(out, ">{}</text>", escaped(text)).ok();
}
