//! The places of single things: in a column, and in layers over or under others.

use super::{is, keeps_width, px, share};
use crate::wireframes::export::{
    arrange::{Frame, Region, same},
    sheet::Css,
};

/// The place of something that lies over or under others.
pub fn layer(part: &Region, frame: Frame) -> Css {
    let own = part.frame;
    let wide = format!(
        "position: absolute; left: {}; top: {}; width: {}",
        share(own.x - frame.x, frame.width),
        px(own.y - frame.y),
        share(own.width, frame.width),
    );
    let mut css = Css { wide: vec![wide], ..Css::default() };
    let dialog = is(part, "Modal") || is(part, "Toast") || is(part, "Alert") || is(part, "Card");
    if dialog && own.width < frame.width * 0.9 {
        css.narrow.push("left: 4%; width: 92%".to_owned());
    }
    css
}

/// The place of something in a column.
pub fn column_item(part: &Region, frame: Frame, above: f64) -> Css {
    let own = part.frame;
    let mut css = Css::default();
    if above.abs() > 0.01 {
        css.wide.push(format!("margin-top: {}", px(above)));
        if above > 48.0 {
            css.narrow.push("margin-top: 32px".to_owned());
        }
    }
    let (left, right) = (own.x - frame.x, frame.right() - own.right());
    if left.abs() < 0.5 && right.abs() < 0.5 {
        return css;
    }
    let whole = keeps_width(part) || same(left, right);
    let width = if whole { px(own.width) } else { share(own.width, frame.width) };
    // What reaches from edge to edge has no margins of its own.
    let margin = if frame.x < 0.5 { left.min(24.0) } else { 0.0 };
    let stand = if same(left, right) {
        format!("max-width: {}; align-self: center", all_but(2.0 * margin))
    } else if right.abs() < 0.5 {
        "max-width: 100%; align-self: flex-end".to_owned()
    } else if left.abs() < 0.5 {
        "max-width: 100%; align-self: flex-start".to_owned()
    } else {
        let left = share(left, frame.width);
        format!("max-width: calc(100% - {left}); align-self: flex-start; margin-left: {left}")
    };
    css.wide.push(format!("width: {width}; {stand}"));
    if left > 0.5 && !same(left, right) {
        let edge = if frame.x < 0.5 { left.min(16.0) } else { 0.0 };
        css.narrow.push(format!("margin-left: {}; max-width: {}", px(edge), all_but(2.0 * edge)));
    }
    if same(left, right) && margin > 0.0 {
        let within = all_but(2.0 * margin.min(16.0));
        let width = if keeps_width(part) || own.width <= 240.0 { "" } else { "width: 100%; " };
        css.narrow.push(format!("{width}max-width: {within}"));
    } else if !keeps_width(part) && own.width > 240.0 {
        let edge = if left > 0.5 && !same(left, right) && frame.x < 0.5 { left.min(16.0) } else { 0.0 };
        css.narrow.push(format!("align-self: stretch; width: auto; margin-right: {}", px(edge)));
    }
    css
}

/// The whole width without so many pixels.
fn all_but(length: f64) -> String {
    if length > 0.0 { format!("calc(100% - {})", px(length)) } else { "100%".to_owned() }
}
