//! Rows: which parts keep their width, which share the rest, and what becomes of them on narrow screens.

use super::{common, is, keeps_width, px};
use crate::wireframes::export::{
    arrange::{Frame, Region, same},
    sheet::Css,
};

/// How things beside one another share a width.
pub struct Row {
    frame: Frame,
    /// Which keep their width.
    keeps: Vec<bool>,
    gaps: Vec<f64>,
    /// The gap that all have, if they do and it is no space that was left over.
    pub common: Option<f64>,
    /// How wide a gap is at least to be space that was left over.
    loose: f64,
    centred: bool,
    /// Whether all are tall, and as tall as the row.
    level: bool,
    pub stretches: usize,
    /// The width that those that stretch have together.
    shared: f64,
    /// Whether they come under one another on narrow screens.
    pub stacks: bool,
    /// The gap on narrow screens.
    pub least: f64,
}

impl Row {
    /// How parts share the width of a frame.
    pub fn of(parts: &[Region], frame: Frame) -> Self {
        let widest = parts.iter().map(|part| part.frame.width).fold(0.0, f64::max);
        let keeps: Vec<bool> = parts
            .iter()
            .map(|part| keeps_width(part) || (part.frame.width <= 340.0 && part.frame.width * 2.0 <= widest))
            .collect();
        let gaps: Vec<f64> = parts.windows(2).map(|pair| pair[1].frame.x - pair[0].frame.right()).collect();
        let most = gaps.iter().copied().fold(0.0, f64::max);
        let stretches = keeps.iter().filter(|keeps| !**keeps).count();
        let stretching = parts.iter().zip(&keeps).filter(|(_, keeps)| !**keeps);
        let shared: f64 = stretching.map(|(part, _)| part.frame.width).sum();
        let kept = parts.iter().zip(&keeps).filter(|(_, keeps)| **keeps).map(|(part, _)| part.frame.width);
        let kept: f64 = kept.sum();
        let middle = frame.y + frame.height / 2.0;
        Self {
            frame,
            common: common(&gaps).filter(|gap| *gap <= 48.0),
            loose: if most > 48.0 { most - 1.0 } else { f64::MAX },
            centred: parts.iter().all(|part| same(part.frame.y + part.frame.height / 2.0, middle)),
            level: frame.height > 80.0 && parts.iter().all(|part| same(part.frame.height, frame.height)),
            stretches,
            shared,
            stacks: stretches >= 2 || (stretches == 1 && kept > 200.0),
            least: gaps.iter().copied().fold(f64::MAX, f64::min).clamp(8.0, 24.0),
            keeps,
            gaps,
        }
    }

    /// How its parts stand beside one another. What is tall hangs from the top once its neighbour grows.
    pub fn stand(&self) -> &'static str {
        match (self.level, self.centred) {
            (true, _) => "stretch",
            (false, true) => "center",
            (false, false) => "flex-start",
        }
    }

    /// How wide one of them is when the row is narrower by so much.
    pub fn width_of(&self, at: usize, part: &Region, lost: f64) -> f64 {
        if self.keeps[at] {
            part.frame.width
        } else {
            part.frame.width - lost * part.frame.width / self.shared
        }
    }

    /// Whether a part is left too little to be read when the row is narrower by so much.
    pub fn is_crowded(&self, parts: &[Region], lost: f64) -> bool {
        parts.iter().enumerate().any(|(at, part)| {
            let width = self.width_of(at, part, lost);
            width < 200.0 && width < part.frame.width * 0.5
        })
    }

    /// The place of one of them.
    pub fn item(&self, at: usize, part: &Region) -> Css {
        let mut item = Css::default();
        let width = px(part.frame.width);
        let grows = if self.loose < f64::MAX { 0.0 } else { (part.frame.width * 100.0).round() / 100.0 };
        item.wide.push(if self.keeps[at] {
            format!("flex: 0 0 auto; width: {width}; max-width: 100%")
        } else {
            format!("flex: {grows} 1 {width}")
        });
        let gap = if at > 0 && self.common.is_none() { self.gaps[at - 1] } else { 0.0 };
        if gap >= self.loose {
            item.wide.push("margin-left: auto".to_owned());
        } else if gap.abs() > 0.01 {
            item.wide.push(format!("margin-left: {}", px(gap)));
        }
        let above = part.frame.y - self.frame.y;
        if !self.centred && above > 0.5 {
            item.wide.push(format!("margin-top: {}", px(above)));
        }
        if self.stacks {
            let whole = !keeps_width(part) || is(part, "Button") || is(part, "Sidebar");
            let width = if whole { "align-self: stretch; width: auto" } else { "align-self: flex-start" };
            let beside = at > 0 && self.frame.x < 0.5 && self.gaps[at - 1] >= 12.0;
            let margin = if beside { "margin: 0 16px" } else { "margin-left: 0; margin-top: 0" };
            item.narrow.push(format!("flex: none; {margin}; {width}"));
        } else if gap.abs() > 0.01 && gap < self.loose {
            item.narrow.push("margin-left: 0".to_owned());
        }
        item
    }
}
