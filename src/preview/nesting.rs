//! Keeps deeply nested input from overflowing the stack, which would end the whole process.
//!
//! The compilers this server uses are recursive, and none of them counts its depth. Two guards
//! together make them safe. Text that is nested deeper than people write is refused. But text can
//! hide its depth from any scanner that is not a full parser (in JSX, regular expressions,
//! templates, chains of operators), so the stack is also made large enough for the deepest syntax
//! tree that the text's punctuation and words could possibly make; a text that would need more
//! than [`LARGEST_STACK`] is refused. The stack is reserved, not filled: only what is really
//! nested costs memory, and it is given back afterwards.

use super::position::{Lines, Position, Problem};

/// How deep brackets may be nested in a script.
pub const SCRIPT: usize = 200;

/// How many `<` may stand open. After each the TypeScript parser tries type arguments and goes back
/// where they were none, so the time it takes grows with the third power of their number.
const ANGLES: usize = 100;

/// How many conditional operators a text may hold: the TypeScript parser reads ahead at each, and a
/// chain of them takes memory that grows with the square of its length.
const CONDITIONALS: usize = 5_000;

/// How deep brackets may be nested in a style sheet; its compiler cannot print deeper ones.
pub const STYLE: usize = 100;

/// The most address space, in bytes, that one text may need as stack.
pub const LARGEST_STACK: usize = 512 << 20;

/// What every text may use, however short.
const BASE: usize = 512 << 10;

/// What a level may cost, in bytes: more than twice what was measured for the hungriest grammar
/// rule of each kind (brackets 1,450, operators 540, words 360).
const BRACKET: usize = 4 << 10;
const OPERATOR: usize = 5 << 8;
const WORD: usize = 1 << 10;

/// Runs a recursive compiler over `text` on a stack that it cannot overflow, or says why not.
///
/// `deepest` is how deep brackets may be nested: [`SCRIPT`] or [`STYLE`].
pub fn guarded<T>(text: &str, deepest: usize, run: impl FnOnce() -> T) -> Result<T, Problem> {
    let needed = stack_for(text, deepest)?;
    Ok(with_stack(needed, run))
}

/// Runs something that will need up to `bytes` of stack. Nested calls share the outer one's stack
/// where that is large enough, so a caller with many texts makes room once.
pub fn with_stack<T>(bytes: usize, run: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(bytes, bytes + BASE, run)
}

/// The stack that a compiler may need for `text`, or why the text is refused.
pub fn stack_for(text: &str, deepest: usize) -> Result<usize, Problem> {
    if let Some(offset) = too_deep(text, deepest) {
        let message = format!(
            "This is nested more than {deepest} levels deep, more than can be compiled. Split it into smaller \
             parts."
        );
        return Err(Problem::error(Lines::new(text).position(offset as u32), "too-deep", message));
    }
    let needed = weight(text);
    if needed > LARGEST_STACK || conditionals(text) > CONDITIONALS {
        let message = "This file is too large to be compiled. Split it into smaller modules, and move data into \
                       .json files.";
        return Err(Problem::error(Position::START, "too-large", message));
    }
    Ok(needed)
}

/// The stack, in bytes, that a text's punctuation and words could make a compiler need: a measure of
/// how much work it can be at worst. A usual module of 5 kB weighs 2 to 3 MB.
///
/// Bytes of stack that no syntax tree of this text can exceed: every level of every grammar
/// consumes at least a bracket, an operator or a word.
pub fn weight(text: &str) -> usize {
    let mut weight = BASE;
    let mut was_word = 0;
    for byte in text.bytes() {
        let class = CLASSES[byte as usize];
        let is_word = class & IN_WORD;
        weight += (class & !IN_WORD) as usize;
        weight += WORD * (is_word & !was_word) as usize;
        was_word = is_word;
    }
    weight
}

/// Marks a byte that is part of a word, in [`CLASSES`]; costs are even numbers.
const IN_WORD: u32 = 1;

/// What each byte may cost by itself, and whether it is part of a word.
static CLASSES: [u32; 256] = classes();

const fn classes() -> [u32; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'(' | b'[' | b'{' | b'<' => BRACKET as u32,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'~' | b'!' | b'?' | b':' | b'='
            | b'.' | b'@' | b'#' | b'`' => OPERATOR as u32,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | 0x80.. => IN_WORD,
            _ => 0,
        };
        byte += 1;
    }
    classes
}

/// How many `?` there are that may be conditional operators.
fn conditionals(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_other = |at: usize| {
        matches!(bytes.get(at + 1), Some(b'.' | b'?' | b':')) || bytes.get(at.wrapping_sub(1)) == Some(&b'?')
    };
    memchr::memchr_iter(b'?', bytes).filter(|at| !is_other(*at)).count()
}

/// Where the text is nested too deep, counting brackets outside of what looks like strings and
/// comments. A closing bracket closes everything up to its partner, so that brackets left open in
/// regular expressions or prose do not add up.
fn too_deep(text: &str, deepest: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open: Vec<u8> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            quote @ (b'"' | b'\'') => at = end_of_string(bytes, at, quote),
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = memchr::memmem::find(&bytes[at + 2..], b"*/").map_or(at, |end| at + end + 3);
            }
            b'<' if !matches!(bytes.get(at + 1), Some(b'=' | b'/')) => {
                open.push(b'<');
                if open.iter().rev().take_while(|bracket| **bracket == b'<').count() > ANGLES {
                    return Some(at);
                }
            }
            b'>' if open.last() == Some(&b'<') && bytes.get(at.wrapping_sub(1)) != Some(&b'=') => {
                open.pop();
            }
            // A comparison ends with its statement.
            b';' => {
                let kept = open.iter().rposition(|bracket| *bracket != b'<').map_or(0, |last| last + 1);
                open.truncate(kept);
            }
            opening @ (b'(' | b'[' | b'{') => {
                open.push(opening);
                if open.len() > deepest + ANGLES {
                    return Some(at);
                }
            }
            closing @ (b')' | b']' | b'}') => {
                let partner = match closing {
                    b')' => b'(',
                    b']' => b'[',
                    _ => b'{',
                };
                if let Some(depth) = open.iter().rposition(|bracket| *bracket == partner) {
                    open.truncate(depth);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The offset of a string's closing quote, or of the opening one where its line ends first: then
/// it was an apostrophe.
fn end_of_string(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == quote => return at,
            _ => {}
        }
        at += 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::{BASE, SCRIPT, guarded, stack_for};

    #[test]
    fn ordinary_texts_are_run() {
        let text = "export const a = [1, 2, { b: 'c(((((' }]; // it's fine\n".repeat(500);
        assert_eq!(guarded(&text, SCRIPT, || 7), Ok(7));
        let unbalanced =
            "f(() => { const r = /[(]/; const s = \"(\"; return <p>:( don't</p> })\n".repeat(1000);
        assert!(stack_for(&unbalanced, SCRIPT).is_ok());
        let comparisons =
            "if (a < b && c<d) { x(() => y < z) }\nconst q = a << 2 < 3;\n<p>1 < 2</p>;".repeat(500);
        assert!(stack_for(&comparisons, SCRIPT).is_ok());
        assert!(stack_for("", SCRIPT).is_ok_and(|bytes| bytes == BASE));
    }

    #[test]
    fn depth_is_refused_with_its_place() {
        let problem = stack_for(&format!("a\n{}", "[".repeat(100_000)), SCRIPT).unwrap_err();
        assert_eq!((problem.code, problem.position.line, problem.position.column), ("too-deep", 2, 301));
    }

    #[test]
    fn long_chains_of_conditionals_are_refused() {
        assert_eq!(stack_for(&"a?a:".repeat(5_001), SCRIPT).unwrap_err().code, "too-large");
        assert!(stack_for(&"a?.b ?? c?: d;".repeat(5_001), SCRIPT).is_ok());
    }

    #[test]
    fn attempts_at_type_arguments_are_bounded() {
        for piece in ["a<b<", "a < ", "f<(", "a<[b<"] {
            assert_eq!(stack_for(&piece.repeat(1000), SCRIPT).unwrap_err().code, "too-deep", "{piece}");
        }
    }

    #[test]
    fn five_mebibytes_of_operators_are_refused() {
        for piece in ["!", "a?", "a=>", "a.", "- ", "new ", "`", "<a>", "a:"] {
            let problem = stack_for(&piece.repeat((5 << 20) / piece.len()), SCRIPT).unwrap_err();
            assert_eq!(problem.code, "too-large", "{piece}");
        }
    }
}
