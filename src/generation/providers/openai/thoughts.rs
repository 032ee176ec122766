//! Models that think aloud: some servers send `<think>…</think>` as the beginning of the answer.
//! Viewers are shown the answer, so that block is left out.

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";

/// Leaves out the block, wherever its tags are cut.
#[derive(Debug)]
pub(super) enum Thoughts {
    /// Nothing but white space or a part of the opening tag came so far; it is kept here.
    Undecided(String),
    /// Within the block, with the end of what came in case the closing tag begins there.
    Inside(String),
    /// Behind the block, with whether the answer's first words are still to come.
    Behind { blank: bool },
}

impl Default for Thoughts {
    fn default() -> Self {
        Self::Undecided(String::new())
    }
}

impl Thoughts {
    /// The part of `text` that is for viewers, with what was kept before it.
    pub(super) fn pass(&mut self, text: &str) -> String {
        match self {
            Self::Behind { blank: false } => text.to_owned(),
            Self::Behind { blank } => {
                let words = text.trim_start();
                *blank = words.is_empty();
                words.to_owned()
            }
            Self::Inside(kept) => {
                kept.push_str(text);
                if let Some(at) = kept.find(CLOSE) {
                    let rest = kept.split_off(at + CLOSE.len());
                    *self = Self::Behind { blank: true };
                    return self.pass(&rest);
                }
                let keep_from = kept.floor_char_boundary(kept.len().saturating_sub(CLOSE.len()));
                kept.drain(..keep_from);
                String::new()
            }
            Self::Undecided(kept) => {
                kept.push_str(text);
                let begun = kept.trim_start();
                if let Some(rest) = begun.strip_prefix(OPEN) {
                    let rest = rest.to_owned();
                    *self = Self::Inside(String::new());
                    return self.pass(&rest);
                }
                if OPEN.starts_with(begun) {
                    return String::new();
                }
                self.rest()
            }
        }
    }

    /// What was kept, once it is certain that no block begins or that nothing follows.
    pub(super) fn rest(&mut self) -> String {
        match std::mem::replace(self, Self::Behind { blank: false }) {
            Self::Undecided(kept) => kept,
            Self::Inside(_) | Self::Behind { .. } => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(answer: &str, size: usize) -> String {
        let mut thoughts = Thoughts::default();
        let characters: Vec<char> = answer.chars().collect();
        let mut shown: String =
            characters.chunks(size).map(|piece| thoughts.pass(&String::from_iter(piece))).collect();
        shown.push_str(&thoughts.rest());
        shown
    }

    #[test]
    fn leaves_out_what_is_thought_and_nothing_else() {
        let cases = [
            ("Hello", "Hello"),
            ("  Hello", "  Hello"),
            ("<think>hm, <b>è</th</think>\n\nHello <think>you</think>", "Hello <think>you</think>"),
            ("\n<think></think>Hello", "Hello"),
            ("<thin", "<thin"),
            ("<thinking>Hello", "<thinking>Hello"),
            ("<think>never ends", ""),
            ("", ""),
        ];
        for (answer, expected) in cases {
            for size in 1..=answer.len().max(1) {
                assert_eq!(shown(answer, size), expected, "{answer:?} in pieces of {size}");
            }
        }
    }
}
