//! How people and their devices are called.

use unicode_normalization::UnicodeNormalization as _;

use crate::error::{Problem, ProblemCode};

const MOST_CHARACTERS: usize = 100;
const MOST_AGENT_CHARACTERS: usize = 200;

/// Checks a display name: up to 100 characters without any that break lines or turn text around.
pub(super) fn display_name(text: &str) -> Result<String, Problem> {
    let problem =
        |code, message: &str| Err(Problem { code, message: message.into(), field: vec!["displayName"] });
    let name: String = text.trim().nfc().collect();
    if name.is_empty() {
        return problem(ProblemCode::Required, "A name is needed.");
    }
    if name.chars().count() > MOST_CHARACTERS {
        return problem(ProblemCode::TooLong, "A name has at most 100 characters.");
    }
    // Joiners are hidden too, but emoji and several scripts cannot be written without them.
    let joins = |letter| matches!(letter, '\u{200c}' | '\u{200d}');
    if name.chars().any(|letter| letter.is_control() || (is_hidden(letter) && !joins(letter))) {
        return problem(ProblemCode::Invalid, "A name has no line breaks or invisible characters.");
    }
    Ok(name)
}

/// What a client calls itself, short enough to keep; `None` where it says nothing.
pub(super) fn user_agent(text: Option<&str>) -> Option<String> {
    let shown = text?.chars().filter(|letter| !letter.is_control()).take(MOST_AGENT_CHARACTERS);
    let shown: String = shown.collect();
    let shown = shown.trim();
    (!shown.is_empty()).then(|| shown.to_owned())
}

/// Characters that take no room, or turn the direction of what follows: two names that differ in
/// them look the same.
pub(super) fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_checked() {
        assert_eq!(display_name("  Zoe\u{308} ").expect("a name"), "Zoë");
        assert_eq!(display_name("👩\u{200d}💻").expect("a name"), "👩\u{200d}💻");
        assert_eq!(display_name(&"é".repeat(100)).expect("a name").chars().count(), 100);
        let code = |text: &str| display_name(text).expect_err("refused").code;
        assert_eq!(code(" \n "), ProblemCode::Required);
        assert_eq!(code(&"a".repeat(101)), ProblemCode::TooLong);
        assert_eq!(code("Ann\nLee"), ProblemCode::Invalid);
        assert_eq!(code("Ann\u{202e}eeL"), ProblemCode::Invalid);
    }

    #[test]
    fn agents_are_cut_short() {
        assert_eq!(user_agent(None), None);
        assert_eq!(user_agent(Some(" \u{7} ")), None);
        assert_eq!(user_agent(Some("curl/8\u{0}")), Some("curl/8".to_owned()));
        assert_eq!(user_agent(Some(&"é".repeat(500))).expect("an agent").chars().count(), 200);
    }
}
