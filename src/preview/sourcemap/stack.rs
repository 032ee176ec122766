//! Stack traces of browsers, led back to the project's sources.
//!
//! Every engine writes stacks its own way; what they share is that each line ends in an address,
//! a line and a column: `at App (http://…/src/App.tsx?v=1:5:9)` in Chrome,
//! `App@http://…/src/App.tsx?v=1:5:9` in Firefox and Safari.

use super::super::position::Position;
use super::super::resolve::decoded;
use super::Mappings;

/// The longest stack that is read, in bytes, and the most lines of it.
const LONGEST: usize = 16 << 10;
const MOST_LINES: usize = 100;

/// A place in a file of the project.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// Path of the file.
    pub path: String,
    /// Line, counted from 1.
    pub line: u32,
    /// Column in UTF-16 code units, counted from 1.
    pub column: u32,
}

/// Says how the file at a path is served.
pub type Lookup<'l> = dyn Fn(&str) -> Served + 'l;

/// How a path of the preview's origin is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Served {
    /// As a module made from the project's file.
    Transformed(Mappings),
    /// As the project's file itself.
    AsItIs,
    /// Not from a file of the project.
    NotOurs,
}

/// The first frame of a stack that is in the project's own files, as a place in the source.
/// `origin` is the preview's, without a slash at its end.
pub fn locate(stack: &str, origin: &str, lookup: &Lookup<'_>) -> Option<Place> {
    shortened(stack).lines().take(MOST_LINES).find_map(|line| Some(frame(line, origin, lookup)?.place))
}

/// The stack with the addresses of the project's files replaced by paths and places in the source.
pub fn rewritten(stack: &str, origin: &str, lookup: &Lookup<'_>) -> String {
    let lines = shortened(stack).lines().take(MOST_LINES).map(|line| match frame(line, origin, lookup) {
        Some(Frame { place, start, end }) => {
            format!("{}{}:{}:{}{}", &line[..start], place.path, place.line, place.column, &line[end..])
        }
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A frame: where it is, and which bytes of its line say so.
struct Frame {
    place: Place,
    start: usize,
    end: usize,
}

fn frame(line: &str, origin: &str, lookup: &Lookup<'_>) -> Option<Frame> {
    let start = line.find(origin).filter(|_| !origin.is_empty())?;
    let address = &line[start..];
    let rest = address[origin.len()..].strip_prefix('/')?;
    // Chrome closes a parenthesis after the place.
    let end = rest.find([')', ' ']).unwrap_or(rest.len());
    let (before, column) = rest[..end].rsplit_once(':')?;
    let (address, line_number) = before.rsplit_once(':')?;
    let generated = Position { line: line_number.parse().ok()?, column: column.parse().ok()? };
    let path = decoded(address.split(['?', '#']).next().unwrap_or(address));
    let source = match lookup(&path) {
        Served::Transformed(mappings) => mappings.source_of(generated)?,
        Served::AsItIs => generated,
        Served::NotOurs => return None,
    };
    let place = Place { path, line: source.line, column: source.column };
    Some(Frame { place, start, end: start + origin.len() + 1 + end })
}

/// The beginning of a stack that is read at all.
fn shortened(stack: &str) -> &str {
    let mut end = stack.len().min(LONGEST);
    while !stack.is_char_boundary(end) {
        end -= 1;
    }
    &stack[..end]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::language::Script;
    use super::super::super::transform::{Options, Target, transform};
    use super::{Served, locate, rewritten};

    const ORIGIN: &str = "http://abc.preview.localhost:3001";

    fn lookup(path: &str) -> Served {
        match path {
            "src/App.tsx" => {
                let source = "type A = 1;\n\nexport function App() {\n  throw new Error('x');\n}\n";
                let module =
                    transform(Script::TypeScriptJsx, source, &Options::new(Target::Preview)).unwrap();
                assert_eq!(
                    module.code.lines().position(|line| line.contains("throw")),
                    Some(1),
                    "{}",
                    module.code
                );
                Served::Transformed(module.map.unwrap())
            }
            "plain.js" | "src/My File.js" => Served::AsItIs,
            _ => Served::NotOurs,
        }
    }

    #[test]
    fn stacks_of_all_browsers_lead_to_the_source() {
        for stack in [
            "Error: x\n    at f (http://abc.preview.localhost:3001/__maquette/modules/react.js:1:2)\n    at App (http://abc.preview.localhost:3001/src/App.tsx?v=1a2b:2:8)\n    at x",
            "f@http://abc.preview.localhost:3001/__maquette/modules/react.js:1:2\nApp@http://abc.preview.localhost:3001/src/App.tsx?v=1a2b:2:8\n",
            "Error: x\n    at http://abc.preview.localhost:3001/src/App.tsx?v=1a2b:2:8",
            "module code@http://abc.preview.localhost:3001/src/App.tsx:2:8",
            "async*App@http://abc.preview.localhost:3001/src/App.tsx?v=1:2:8",
        ] {
            let place = locate(stack, ORIGIN, &lookup).unwrap();
            assert_eq!((place.path.as_str(), place.line, place.column), ("src/App.tsx", 4, 9), "{stack}");
            let rewritten = rewritten(stack, ORIGIN, &lookup);
            assert!(rewritten.contains("src/App.tsx:4:9") && !rewritten.contains("?v="), "{rewritten}");
        }
        let place =
            locate("at http://abc.preview.localhost:3001/src/My%20File.js:3:4", ORIGIN, &lookup).unwrap();
        assert_eq!((place.path.as_str(), place.line), ("src/My File.js", 3));
        assert_eq!(locate("Error: no frames", ORIGIN, &lookup), None);
        assert_eq!(locate("at https://elsewhere/src/App.tsx:2:8", ORIGIN, &lookup), None);
        assert_eq!(locate("at http://abc.preview.localhost:3001/src/App.tsx", ORIGIN, &lookup), None);
    }

    proptest! {
        #[test]
        fn no_stack_panics(stack in any::<String>(), numbers in "[0-9:)( ]{0,20}") {
            locate(&stack, ORIGIN, &lookup);
            let framed = format!("é{ORIGIN}/plain.js{numbers}\n{stack}{ORIGIN}/plain.js:{numbers}");
            locate(&framed, ORIGIN, &lookup);
            rewritten(&framed, ORIGIN, &lookup);
        }
    }
}
