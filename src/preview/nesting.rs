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

/// How deep brackets may be nested.
const DEEPEST: usize = 400;

/// The most address space, in bytes, that one text may need as stack.
pub const LARGEST_STACK: usize = 256 << 20;

/// What every text may use, however short.
const BASE: usize = 512 << 10;

/// What a level may cost, measured with the optimised and the debug build of the compilers (see
/// the tests) and doubled.
#[derive(Clone, Copy)]
struct Costs {
    bracket: usize,
    operator: usize,
    word: usize,
}

#[cfg(debug_assertions)]
const COSTS: Costs = Costs { bracket: 24 << 10, operator: 6 << 10, word: 2 << 10 };
#[cfg(not(debug_assertions))]
const COSTS: Costs = Costs { bracket: 6 << 10, operator: 2 << 10, word: 512 };

/// Runs a recursive compiler over `text` on a stack that it cannot overflow, or says why not.
pub fn guarded<T>(text: &str, run: impl FnOnce() -> T) -> Result<T, Problem> {
    let needed = stack_for(text)?;
    Ok(with_stack(needed, run))
}

/// Runs something that will need up to `bytes` of stack. Nested calls share the outer one's stack
/// where that is large enough, so a caller with many texts makes room once.
pub fn with_stack<T>(bytes: usize, run: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(bytes, bytes + BASE, run)
}

/// The stack that a compiler may need for `text`, or why the text is refused.
pub fn stack_for(text: &str) -> Result<usize, Problem> {
    if let Some(offset) = too_deep(text) {
        let message = format!(
            "This is nested more than {DEEPEST} levels deep, more than can be compiled. Split it into smaller \
             parts."
        );
        return Err(Problem::error(Lines::new(text).position(offset as u32), "too-deep", message));
    }
    let needed = upper_bound(text);
    if needed > LARGEST_STACK {
        let message = "This file is too large to be compiled. Split it into smaller modules, and move data into \
                       .json files.";
        return Err(Problem::error(Position::START, "too-large", message));
    }
    Ok(needed)
}

/// Bytes of stack that no syntax tree of this text can exceed: every level of every grammar
/// consumes at least a bracket, an operator or a word.
fn upper_bound(text: &str) -> usize {
    let (mut brackets, mut operators, mut words) = (0usize, 0usize, 0usize);
    let mut in_word = false;
    for byte in text.bytes() {
        let is_word = byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80;
        match byte {
            b'(' | b'[' | b'{' | b'<' => brackets += 1,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'~' | b'!' | b'?' | b':' | b'=' | b'.'
            | b'@' | b'#' | b'`' => operators += 1,
            _ if is_word && !in_word => words += 1,
            _ => {}
        }
        in_word = is_word;
    }
    BASE + brackets * COSTS.bracket + operators * COSTS.operator + words * COSTS.word
}

/// Where the text is nested too deep, counting brackets outside of what looks like strings and
/// comments. A closing bracket closes everything up to its partner, so that brackets left open in
/// regular expressions or prose do not add up.
fn too_deep(text: &str) -> Option<usize> {
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
            opening @ (b'(' | b'[' | b'{') => {
                open.push(opening);
                if open.len() > DEEPEST {
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
    use super::{BASE, guarded, stack_for};

    #[test]
    fn ordinary_texts_are_run() {
        let text = "export const a = [1, 2, { b: 'c(((((' }]; // it's fine\n".repeat(500);
        assert_eq!(guarded(&text, || 7), Ok(7));
        let unbalanced = "const r = /\\(/; const s = \"(\"; <p>:( don't</p>\n".repeat(1000);
        assert!(stack_for(&unbalanced).is_ok());
        assert!(stack_for("").is_ok_and(|bytes| bytes == BASE));
    }

    #[test]
    fn depth_is_refused_with_its_place() {
        let problem = stack_for(&format!("a\n{}", "[".repeat(100_000))).unwrap_err();
        assert_eq!((problem.code, problem.position.line, problem.position.column), ("too-deep", 2, 401));
    }

    #[test]
    fn five_mebibytes_of_operators_are_refused() {
        for piece in ["!", "a?", "a=>", "a.", "- ", "new ", "`", "<a>", "a:"] {
            let problem = stack_for(&piece.repeat((5 << 20) / piece.len())).unwrap_err();
            assert_eq!(problem.code, "too-large", "{piece}");
        }
    }
}
