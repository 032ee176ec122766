//! Charts: bars, a line, an area or a pie, with labels and a grid.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::{
    super::{
        font::{Face, Setting},
        style::color,
    },
    Place, escaped, number,
};

const LABEL: Setting = Setting { face: Face::Regular, size: 11.0, spacing: 0.0 };

/// Draws the chart that props describe.
pub fn draw(props: &Map<String, Value>, place: Place) -> String {
    let list = |name: &str| props.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let finite = |value: &Value| value.as_f64().filter(|value| value.is_finite()).unwrap_or(0.0) as f32;
    let values: Vec<f32> = list("values").iter().take(60).map(finite).collect();
    let labels: Vec<&str> = list("labels").iter().map(|label| label.as_str().unwrap_or_default()).collect();
    if values.is_empty() || place.width < 24.0 || place.height < 24.0 {
        return String::new();
    }
    match props.get("kind").and_then(Value::as_str) {
        Some("pie") => pie(&values, &labels, place),
        Some(kind @ ("line" | "area")) => line(&values, &labels, kind == "area", place),
        _ => bars(&values, &labels, place),
    }
}

/// The part of the place in which values are drawn, and the scale beside it.
struct Plot {
    left: f32,
    top: f32,
    width: f32,
    height: f32,
    low: f32,
    high: f32,
}

impl Plot {
    fn y(&self, value: f32) -> f32 {
        self.top + self.height * (1.0 - (value - self.low) / (self.high - self.low))
    }
}

/// A round number that is not less.
fn round_up(value: f32) -> f32 {
    if value <= 0.0 {
        return 0.0;
    }
    let unit = 10_f32.powf(value.log10().floor());
    let steps = [1.0, 1.2, 1.6, 2.0, 2.4, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    steps.iter().map(|step| step * unit).find(|step| *step >= value * 0.999).unwrap_or(value)
}

/// A number beside the scale.
fn short(value: f32) -> String {
    let size = value.abs();
    let (value, unit) = match size {
        size if size >= 1e9 => (value / 1e9, "B"),
        size if size >= 1e6 => (value / 1e6, "M"),
        size if size >= 10_000.0 => (value / 1e3, "k"),
        _ => (value, ""),
    };
    format!("{}{unit}", number((value * 10.0).round() / 10.0))
}

fn plot(values: &[f32], labels: &[&str], place: Place, out: &mut String) -> Plot {
    let high = round_up(values.iter().copied().fold(0.0, f32::max));
    let low = -round_up(-values.iter().copied().fold(0.0, f32::min));
    let high = if high - low <= 0.0 { low + 1.0 } else { high };
    let scale: Vec<String> = (0..=4).map(|step| short(low + (high - low) * step as f32 / 4.0)).collect();
    let left = scale.iter().map(|text| LABEL.width(text)).fold(0.0, f32::max) + 10.0;
    let below = if labels.is_empty() { 8.0 } else { 22.0 };
    let height = (place.height - below - 8.0).max(8.0);
    let plot = Plot { left, top: 8.0, width: (place.width - left).max(8.0), height, low, high };
    for (step, text) in scale.iter().enumerate() {
        let y = plot.y(low + (high - low) * step as f32 / 4.0);
        let line = if step == 0 { color("--edge") } else { color("--deep") };
        write!(
            out,
            "<path d=\"M{} {y}H{}\" stroke=\"{line}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\" font-size=\"11\" fill=\"{}\">{text}</text>",
            number(left),
            number(place.width),
            number(left - 8.0),
            number(y + 4.0),
            color("--muted"),
            y = number(y),
        )
        .ok();
    }
    plot
}

/// Writes labels under the values, and leaves out as many as would run into one another.
fn labelled(labels: &[&str], count: usize, plot: &Plot, out: &mut String) {
    let step = plot.width / count as f32;
    let widest = labels.iter().map(|label| LABEL.width(label)).fold(0.0, f32::max).min(96.0) + 8.0;
    let every = ((widest / step).ceil() as usize).max(1);
    for (at, label) in labels.iter().take(count).enumerate().step_by(every) {
        write!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"11\" fill=\"{}\">{}</text>",
            number(plot.left + step * (at as f32 + 0.5)),
            number(plot.top + plot.height + 16.0),
            color("--muted"),
            escaped(&LABEL.shortened(label, step * every as f32)),
        )
        .ok();
    }
}

fn bars(values: &[f32], labels: &[&str], place: Place) -> String {
    let mut out = String::new();
    let plot = plot(values, labels, place, &mut out);
    let step = plot.width / values.len() as f32;
    let wide = (step * 0.56).clamp(1.0, 56.0);
    let zero = plot.y(0.0);
    for (at, value) in values.iter().enumerate() {
        let y = plot.y(*value);
        write!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\"/>",
            number(plot.left + step * at as f32 + (step - wide) / 2.0),
            number(y.min(zero)),
            number(wide),
            number((y - zero).abs()),
            number((wide / 6.0).min(3.0)),
            color("--accent"),
        )
        .ok();
    }
    labelled(labels, values.len(), &plot, &mut out);
    out
}

fn line(values: &[f32], labels: &[&str], area: bool, place: Place) -> String {
    let mut out = String::new();
    let plot = plot(values, labels, place, &mut out);
    let step = plot.width / values.len() as f32;
    let points: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(at, value)| {
            format!("{} {}", number(plot.left + step * (at as f32 + 0.5)), number(plot.y(*value)))
        })
        .collect();
    let path = points.join("L");
    if area {
        let (first, last) = (plot.left + step * 0.5, plot.left + step * (values.len() as f32 - 0.5));
        let zero = number(plot.y(0.0));
        write!(
            out,
            "<path d=\"M{} {zero}L{path}L{} {zero}Z\" fill=\"{}\"/>",
            number(first),
            number(last),
            color("--accent-soft"),
        )
        .ok();
    }
    write!(
        out,
        "<path d=\"M{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>",
        color("--accent"),
    )
    .ok();
    if values.len() <= 16 {
        for point in &points {
            let (x, y) = point.split_once(' ').unwrap_or((point, "0"));
            write!(
                out,
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"{}\" stroke=\"{}\" stroke-width=\"2\"/>",
                color("--paper"),
                color("--accent"),
            )
            .ok();
        }
    }
    labelled(labels, values.len(), &plot, &mut out);
    out
}

fn pie(values: &[f32], labels: &[&str], place: Place) -> String {
    let shades = ["#3f5bd9", "#7f93e6", "#b4c0f1", "#9aa1ad", "#c3c8d1", "#dadde3", "#6b7280", "#4b5261"];
    let total: f32 = values.iter().map(|value| value.max(0.0)).sum();
    if total <= 0.0 {
        return String::new();
    }
    let legend = !labels.is_empty() && place.width > place.height * 1.35;
    let radius =
        (place.height.min(if legend { place.width * 0.5 } else { place.width }) / 2.0 - 2.0).max(4.0);
    let cx = if legend { radius + 2.0 } else { place.width / 2.0 };
    let cy = place.height / 2.0;
    let mut out = String::new();
    let mut angle = -std::f32::consts::FRAC_PI_2;
    let mut row = 0.0;
    let rows = values.len().min(labels.len()).min(((place.height / 22.0) as usize).max(1)) as f32;
    for (at, value) in values.iter().enumerate() {
        let turn = value.max(0.0) / total * std::f32::consts::TAU;
        let fill = shades[at % shades.len()];
        let arc = |angle: f32| {
            format!("{} {}", number(cx + radius * angle.cos()), number(cy + radius * angle.sin()))
        };
        if turn > std::f32::consts::TAU - 0.001 {
            write!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\"/>",
                number(cx),
                number(cy),
                number(radius)
            )
            .ok();
        } else if turn > 0.0 {
            write!(
                out,
                "<path d=\"M{} {}L{}A{r} {r} 0 {} 1 {}Z\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"1.5\"/>",
                number(cx),
                number(cy),
                arc(angle),
                u8::from(turn > std::f32::consts::PI),
                arc(angle + turn),
                color("--paper"),
                r = number(radius),
            )
            .ok();
        }
        angle += turn;
        if legend && row < rows {
            let (x, y) = (cx + radius + 28.0, cy + (row - (rows - 1.0) / 2.0) * 22.0);
            let label = labels.get(at).copied().unwrap_or_default();
            write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"10\" height=\"10\" rx=\"2\" fill=\"{fill}\"/><text x=\"{}\" y=\"{}\" font-size=\"12\" fill=\"{}\">{}</text>",
                number(x),
                number(y - 5.0),
                number(x + 18.0),
                number(y + 4.0),
                color("--soft"),
                escaped(&LABEL.shortened(label, (place.width - x - 24.0) * 11.0 / 12.0)),
            )
            .ok();
            row += 1.0;
        }
    }
    let hole = number(radius * 0.56);
    write!(
        out,
        "<circle cx=\"{}\" cy=\"{}\" r=\"{hole}\" fill=\"{}\"/>",
        number(cx),
        number(cy),
        color("--paper")
    )
    .ok();
    out
}
