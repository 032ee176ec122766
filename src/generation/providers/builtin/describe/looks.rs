//! Sizes, letters and corners that people ask for.

use super::super::pattern::{group, pattern};
use super::super::spec::{Font, Theme};

/// Applies what a text says of looks besides colours; what was done, or nothing.
pub(in super::super) fn looks(theme: &mut Theme, text: &str) -> Option<Vec<String>> {
    let done: Vec<String> =
        [sized(theme, text), lettered(theme, text), cornered(theme, text)].into_iter().flatten().collect();
    (!done.is_empty()).then_some(done)
}

/// Parts of the page whose size can change, and what people call them.
fn part(words: &str) -> Option<&'static str> {
    Some(if pattern!(r"\bbuttons?\b").is_match(words) {
        "button"
    } else if pattern!(r"\b(?:title|heading|headings|headline|header|name of the app|h1|banner)\b").is_match(words) {
        "title"
    } else if pattern!(r"\b(?:digits?|clock|timer|countdown|time display|display)\b").is_match(words) {
        "digits"
    } else if pattern!(r"\b(?:cards?|tiles?)\b").is_match(words) {
        "card"
    } else if pattern!(r"\b(?:text|font|fonts|letters?|letter size|font size|type|print|words|writing|everything|whole (?:app|thing|page)|numbers?)\b")
        .is_match(words)
    {
        "text"
    } else {
        return None;
    })
}

fn sized(theme: &mut Theme, text: &str) -> Option<String> {
    const LARGER: &str = r"(?:even |much |a bit |a little |slightly |way |a lot |far |really |extra )*(?:bigger|larger|big|large|huge|enormous|giant|taller|wider)";
    static PATTERNS: std::sync::OnceLock<[super::super::pattern::Pattern; 3]> = std::sync::OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        let smaller = "(?:even |much |a bit |a little |slightly |way |a lot )*(?:smaller|tiny|tinier|more compact)";
        [
            // "make the add button bigger"
            super::super::pattern::Pattern::new(&format!(
                r"\b(?:make|set|i want|want|need|have|should be|could be|can be|get)?\s*(?:all )?(?:the |its |my |a )?([\w ]{{2,40}}?)\s+(?:should be |to be |must be |need to be |be |are |is )?({LARGER}|{smaller})(?:\s*(?:please|too|and\b.*|$|[.,;!]))"
            )),
            // "bigger buttons", "large digits"
            super::super::pattern::Pattern::new(&format!(
                r"\b({LARGER}|{smaller}) ((?:\w+ )?(?:buttons?|title|headings?|headline|digits?|clock|cards?|tiles?|text|fonts?|letters?|print|type|font size))\b"
            )),
            // "increase the font size"
            super::super::pattern::Pattern::new(
                r"\b(increase|enlarge|raise|bump up|decrease|reduce|shrink)\s+(?:the )?(?:size of (?:the )?)?([\w ]{2,30})",
            ),
        ]
    });
    let [is, before, verb] = patterns;
    let (name, how) = if let Some(found) = before.captures(text) {
        (group(&found, 2).to_owned(), group(&found, 1).to_owned())
    } else if let Some(found) = is.captures(text) {
        (group(&found, 1).to_owned(), group(&found, 2).to_owned())
    } else {
        let found = verb.captures(text)?;
        let sized =
            pattern!(r"\b(?:size|text|font|fonts|buttons?|title|headings?|letters?|digits?|cards?)\b");
        if !sized.is_match(group(&found, 2)) {
            return None;
        }
        (group(&found, 2).to_owned(), group(&found, 1).to_owned())
    };
    let part = part(&name)?;
    let less = pattern!(r"\b(?:smaller|tiny|tinier|compact|decrease|reduce|shrink)\b").is_match(&how);
    let far = pattern!(r"\b(?:much|way|a lot|far|huge|enormous|giant|really|extra)\b").is_match(&how);
    let step = match (less, far) {
        (true, true) => 0.7,
        (true, false) => 0.85,
        (false, true) => 1.6,
        (false, false) => 1.3,
    };
    let before = theme.sizes.get(part).copied().unwrap_or(1.0);
    let size = (before * step * 100.0_f64).round() / 100.0;
    theme.sizes.insert(part.to_owned(), size.clamp(0.6, 2.5));
    let shown = match part {
        "button" => "the buttons are",
        "title" => "the title is",
        "digits" => "the digits are",
        "card" => "the cards are",
        _ => "the text is",
    };
    Some(format!("{shown} {}", if less { "smaller" } else { "bigger" }))
}

fn lettered(theme: &mut Theme, text: &str) -> Option<String> {
    let said = pattern!(r"\b(?:font|typeface|typography|letters|type|lettering|headings?)\b").is_match(text);
    let (font, name) = if pattern!(r"\b(?:sans[- ]?serif|normal|standard|default)\b").is_match(text) && said {
        (None, "plain letters")
    } else if pattern!(r"\b(?:monospaced?|typewriter|code) (?:font|typeface|letters|type|lettering)\b|\bfont\b.*\b(?:monospaced?|typewriter)\b").is_match(text) {
        (Some(Font::Mono), "typewriter letters")
    } else if pattern!(r"\bserifs?\b|\b(?:classic|elegant|bookish|old-style) (?:font|typeface|letters)\b").is_match(text) {
        (Some(Font::Serif), "letters with serifs")
    } else if pattern!(r"\b(?:rounded|round|friendly|playful|childlike|soft) (?:font|typeface|letters)\b").is_match(text) {
        (Some(Font::Rounded), "round letters")
    } else {
        return None;
    };
    theme.font = font;
    Some(name.to_owned())
}

fn cornered(theme: &mut Theme, text: &str) -> Option<String> {
    let found = pattern!(r"\b(round(?:ed|er)?|square|sharp|straight|hard|angular|no rounded)\b (?:the )?(?:corners?|edges|buttons|borders)\b|\bcorners?\b.{0,20}\b(round(?:ed|er)?|square|sharp|straight)\b").captures(text)?;
    let word = format!("{}{}", group(&found, 1), group(&found, 2)).to_lowercase();
    let round = word.starts_with("round");
    theme.rounded = Some(round);
    Some(if round { "round corners" } else { "square corners" }.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::super::spec::Scheme;
    use super::*;

    #[test]
    fn parts_become_bigger() {
        for (text, part) in [
            ("make the add button bigger", "button"),
            ("the title should be much larger", "title"),
            ("bigger text please", "text"),
            ("Big digits, start and pause", "digits"),
            ("increase the font size", "text"),
        ] {
            let mut theme = Theme {
                accent: String::new(),
                scheme: Scheme::System,
                sizes: std::collections::BTreeMap::new(),
                font: None,
                rounded: None,
            };
            assert!(looks(&mut theme, text).is_some(), "{text}");
            assert!(theme.sizes.get(part).is_some_and(|size| *size > 1.0), "{text}: {:?}", theme.sizes);
        }
        let mut theme = Theme {
            accent: String::new(),
            scheme: Scheme::System,
            sizes: std::collections::BTreeMap::new(),
            font: None,
            rounded: None,
        };
        for text in ["increase the budget to 1500", "a tracker for big trees", "weight bigger than 5"] {
            assert!(looks(&mut theme, text).is_none(), "{text}");
        }
    }
}
