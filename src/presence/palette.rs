//! The colours in which people are shown.

use std::collections::HashMap;

use crate::ids::{Id as _, ProjectId, UserId};

/// Colours that can be told apart, by those who see no red or no green too, and that white text can
/// be read on ([WCAG 2.2, 1.4.3](https://www.w3.org/TR/WCAG22/#contrast-minimum)). Each is as far as
/// can be from those before it.
const COLORS: [&str; 12] = [
    "#0000dd", "#ee0000", "#771144", "#007799", "#bb00ff", "#dd0099", "#008811", "#554400", "#551199",
    "#995566", "#004466", "#7755cc",
];

/// Who has had which colour in a project.
#[derive(Debug, Default)]
pub(super) struct Palette(HashMap<UserId, usize>);

impl Palette {
    /// The colour of somebody who comes: the one that they had, or that follows from who they are,
    /// unless one of those who are there has it; then the next that the fewest have.
    pub(super) fn pick<'a>(
        &mut self,
        project: ProjectId,
        user: UserId,
        present: impl Iterator<Item = &'a str>,
    ) -> &'static str {
        let mut uses = [0; COLORS.len()];
        for color in present {
            if let Some(place) = COLORS.iter().position(|known| *known == color) {
                uses[place] += 1;
            }
        }
        let own = (user.uuid().as_u128() ^ project.uuid().as_u128()) as u64 % COLORS.len() as u64;
        let first = self.0.get(&user).copied().unwrap_or(own as usize);
        let from_first = (0..COLORS.len()).map(|step| (first + step) % COLORS.len());
        let picked = from_first.min_by_key(|place| uses[*place]).unwrap_or(first);
        self.0.insert(user, picked);
        COLORS[picked]
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn user(number: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(number))
    }

    fn project() -> ProjectId {
        ProjectId::from_uuid(Uuid::nil())
    }

    #[test]
    fn people_keep_their_colours_and_differ() {
        let mut palette = Palette::default();
        let ann = palette.pick(project(), user(1), [].into_iter());
        let bob = palette.pick(project(), user(1 + COLORS.len() as u128), [ann].into_iter());
        assert_ne!(ann, bob, "their first choice is the same");
        // Ann has gone and Bob comes again: he stays as he was.
        assert_eq!(palette.pick(project(), user(1 + COLORS.len() as u128), [].into_iter()), bob);
        assert_eq!(palette.pick(project(), user(1), [bob].into_iter()), ann);
    }

    #[test]
    fn a_colour_is_shared_only_when_there_are_no_more() {
        let mut palette = Palette::default();
        let mut present = Vec::new();
        for number in 0..2 * COLORS.len() as u128 {
            let color = palette.pick(project(), user(number * 7), present.iter().copied());
            present.push(color);
        }
        for color in COLORS {
            assert_eq!(present.iter().filter(|picked| **picked == color).count(), 2, "{color}");
        }
    }

    fn luminance(color: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn white_text_can_be_read_on_every_colour() {
        for color in COLORS {
            let contrast = 1.05 / (luminance(color) + 0.05);
            assert!(contrast >= 4.5, "{color}: {contrast}");
        }
    }
}
