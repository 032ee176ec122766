//! Placeholders that models write instead of code they do not want to repeat, such as
//! `// ... rest of the code unchanged`. Written to a file they destroy what they stand for.
//!
//! Ordinary comments use the same words, so a line is refused only where it consists of nothing
//! else. A bare `// ...` says too little: it counts only where the text also shrank.

use std::{collections::HashSet, fmt};

/// A placeholder that was found; its text tells the model what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elision {
    /// The line, counted from 1.
    pub line: usize,
    /// The line's text.
    pub placeholder: String,
}

impl std::error::Error for Elision {}

impl fmt::Display for Elision {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Line {} (`{}`) stands for code that is left out; written like this, that code would be lost. \
             Send the complete text, or use edit_file for the lines that change. \
             If the comment itself is wanted, word it differently.",
            self.line, self.placeholder
        )
    }
}

/// Refuses a text with a placeholder that did not stand in `old`, the text that it replaces.
/// Takes time linear in the texts' lengths.
pub fn check_elision(old: Option<&str>, new: &str) -> Result<(), Elision> {
    let shrank = old.is_some_and(|old| new.len() * 3 < old.len() * 2);
    let suspects = new.lines().enumerate().filter(|(_, line)| match judge(line.trim()) {
        Verdict::Placeholder => true,
        Verdict::Perhaps => shrank,
        Verdict::Harmless => false,
    });
    let mut known: Option<HashSet<&str>> = None;
    for (number, line) in suspects {
        let known = known.get_or_insert_with(|| old.unwrap_or_default().lines().map(str::trim).collect());
        if !known.contains(line.trim()) {
            let placeholder = line.trim().chars().take(120).collect();
            return Err(Elision { line: number + 1, placeholder });
        }
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Placeholder,
    Perhaps,
    Harmless,
}

/// Placeholders are short.
const MAX_WORDS: usize = 14;
/// Words that point to what is left out.
const POINTERS: &str = "rest remaining remainder existing previous other everything original same";
/// Words that say that something is left out; a comment made of them needs no ellipsis.
const CLAIMS: &str = "unchanged unmodified omitted intact brevity";
/// Phrases that say the same beside a pointer.
const STAYING: &[&str] = &[
    "stays the same",
    "stay the same",
    "remains the same",
    "remain the same",
    "is the same",
    "are the same",
    "stays as is",
    "remains as is",
    "left as is",
    "as before",
    "not changed",
];
/// A whole file or what it consists of.
const WHOLES: &str = "code file component implementation content markup";
/// Parts of a file.
const PARTS: &str = "components function functions method methods class contents logic html css jsx styles rules \
    imports exports section sections lines part parts body script template text elements fields props \
    properties state handlers hooks types tests cases routes items entries options configuration config \
    definitions variables helpers app";
/// Words between those.
const FILLERS: &str = "the of your this that all is are be as it here goes go for in and with from to above below \
    before else remains remain stays stay left kept keep not no changed change changes needed continues \
    continue follows shown";

/// The words of a comment.
struct Words(Vec<String>);

impl Words {
    fn of(text: &str) -> Self {
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '_'));
        Self(words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect())
    }

    fn has(&self, list: &str) -> bool {
        self.0.iter().any(|word| is_in(word, list))
    }

    /// How many words no placeholder needs.
    fn foreign(&self) -> usize {
        let lists = [POINTERS, CLAIMS, WHOLES, PARTS, FILLERS];
        self.0.iter().filter(|word| !lists.iter().any(|list| is_in(word, list))).count()
    }

    /// Whether something is said to stay as it is.
    fn stays(&self) -> bool {
        let sentence = format!(" {} ", self.0.join(" "));
        STAYING.iter().any(|phrase| sentence.contains(&format!(" {phrase} ")))
    }
}

fn is_in(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

fn judge(line: &str) -> Verdict {
    let Some((body, whole)) = comment(line) else {
        return Verdict::Harmless;
    };
    let bracket = |c: char| matches!(c, '[' | ']' | '(' | ')' | '<' | '>' | '{' | '}');
    let body = body.trim_matches(|c: char| c.is_whitespace() || bracket(c));
    let (opens, closes) = (is_ellipsis_at_start(body), body.ends_with("...") || body.ends_with('…'));
    let words = Words::of(body);
    match words.0.len() {
        0 if whole && opens => return Verdict::Perhaps,
        // A single word right behind the dots is a name that is spread.
        1 if opens && !body.trim_start_matches(['.', '…']).starts_with(' ') => return Verdict::Harmless,
        1..=MAX_WORDS => {}
        _ => return Verdict::Harmless,
    }
    let pointed = words.has(POINTERS) && (words.has(WHOLES) || words.has(PARTS) || words.0.len() <= 2);
    let claimed = words.has(CLAIMS) || words.stays();
    let placeholder = match words.foreign() {
        0 if opens || closes => pointed || claimed,
        1 if opens => pointed || claimed,
        0 if whole => {
            let all = words.has("existing rest remaining") && words.has(WHOLES);
            words.has(CLAIMS) || (words.has(POINTERS) && words.stays()) || all
        }
        _ => false,
    };
    if placeholder { Verdict::Placeholder } else { Verdict::Harmless }
}

fn is_ellipsis_at_start(text: &str) -> bool {
    text.starts_with("...") || text.starts_with('…')
}

/// How comments begin and end.
const MARKS: [(&str, &str); 6] =
    [("{/*", "*/}"), ("/*", "*/"), ("<!--", "-->"), ("//", ""), ("#", ""), ("--", "")];

/// The words of a comment in this line, and whether the line has nothing else. Lines that are
/// bracketed or begin with an ellipsis and go on in words count too: within a block comment
/// nothing else marks them.
fn comment(line: &str) -> Option<(&str, bool)> {
    if line.is_empty() {
        return None;
    }
    for (open, close) in MARKS {
        if let Some(body) = line.strip_prefix(open) {
            let body = body.trim_start_matches(['/', '*', '#', '!', '-']).trim();
            return Some((body.strip_suffix(close).unwrap_or(body).trim(), true));
        }
    }
    let inner = line.strip_prefix("* ").unwrap_or(line);
    let bracketed = (inner.starts_with('[') && inner.ends_with(']'))
        || (inner.starts_with('(') && inner.ends_with(')'))
        || (inner.starts_with('<') && inner.ends_with('>') && !inner.contains('/') && inner.contains(' '));
    let prose = |text: &str| {
        text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '…' | '\'' | ',' | '-' | '*'))
            && text.trim_end_matches(['.', '…', ' ']).contains(' ')
            && !text.ends_with(',')
    };
    let spaced = inner.trim_start_matches(['.', '…']).starts_with(' ') || inner.ends_with(['.', '…']);
    if is_ellipsis_at_start(inner) && spaced && prose(inner) {
        return Some((inner.strip_suffix("*/").unwrap_or(inner).trim(), true));
    }
    if bracketed && prose(&inner[1..inner.len() - 1]) && !inner[1..].starts_with(char::is_uppercase) {
        return Some((&inner[1..inner.len() - 1], true));
    }
    // Behind code, where `//` may also be part of an address.
    let tail = [" // ", " /* ", " # ", "{/* "]
        .iter()
        .filter_map(|mark| Some(line.find(mark)? + mark.len()))
        .min()?;
    let body = line[tail..].trim_end_matches(['}', '*', '/']).trim();
    is_ellipsis_at_start(body).then_some((body, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_refused() {
        let placeholders = [
            "// ... rest of the code unchanged",
            "// ...rest of component",
            "  // ... existing code ...",
            "/* … existing code … */",
            "/* ... previous styles ... */",
            "# (unchanged)",
            "# ... (rest of the file remains the same)",
            "<!-- rest stays the same -->",
            "<!-- ... other sections ... -->",
            "{/* ... existing markup ... */}",
            "{/* rest of the component remains unchanged */}",
            "// Rest of the code...",
            "// rest of the file",
            "// existing code here",
            "// ... other imports",
            "// ... handleSubmit unchanged",
            "// The rest of the file stays the same.",
            "// … same as before",
            "-- ... remaining lines omitted for brevity",
            "... existing code ...",
            " * ... rest of the implementation unchanged ...",
            "[... rest of the file unchanged ...]",
            "(rest of the content remains the same)",
            "return total; // ... rest unchanged",
            "//... keep the existing functions",
        ];
        for line in placeholders {
            let text = format!("const a = 1;\n{line}\n");
            let refused = check_elision(None, &text).expect_err(line);
            assert_eq!((refused.line, refused.placeholder.as_str()), (2, line.trim()));
            assert_eq!(
                check_elision(Some(&format!("x\n  {line}")), &text),
                Ok(()),
                "{line} stood there before"
            );
        }
    }

    #[test]
    fn ordinary_lines_pass() {
        let ordinary = [
            "const all = [...existing, item];",
            "  ...rest,",
            "  ...rest",
            "  ...props.existing",
            "...state.remaining, ...other",
            "return { ...state, todos };",
            "// ...rest",
            "<p>Loading...</p>",
            "{loading && <span>Loading the rest of the items...</span>}",
            "\"Please wait...\"",
            "// Loading...",
            "// Wait for the remaining requests...",
            "// everything else",
            "// Same as above",
            "// The rest of the options are passed through to fetch.",
            "/* Other styles */",
            "// Imports",
            "// remaining time in seconds",
            "/* The existing items keep their order when a new one is added */",
            "{/* Other settings */}",
            "<!-- Main content -->",
            "<rest of=\"the\">",
            "<Rest unchanged>",
            "if (same) return state; // unchanged",
            "// No changes are written before the user confirms them.",
            "const url = \"https://example.com/...\";",
            "- the rest stays the same",
            "function rest(...args) {}",
            "for (const [key, ...others] of entries) {}",
            "console.log('... and so on');",
            "# Heading",
            "#main { color: red; }",
            "--existing-color: red;",
            "(a) => existing",
            "[rest]",
        ];
        for line in ordinary {
            assert_eq!(check_elision(None, line), Ok(()), "{line}");
        }
    }

    #[test]
    fn a_bare_ellipsis_counts_only_where_the_text_shrank() {
        let old = "line of code\n".repeat(30);
        for bare in ["// ...", "/* … */", "{/* ... */}", "# ..."] {
            let new = format!("line of code\n{bare}\n");
            assert!(check_elision(Some(&old), &new).is_err(), "{bare}");
            assert_eq!(check_elision(None, &new), Ok(()), "{bare}");
            assert_eq!(check_elision(Some(&old), &format!("{old}{bare}\n")), Ok(()), "{bare}");
        }
        assert_eq!(check_elision(Some(&old), "line of code\n"), Ok(()));
    }
}
