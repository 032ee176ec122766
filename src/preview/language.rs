//! What kind of file a path names, and so how it is read, checked and served.

/// The kind of a file, by its name. Everything derived from a file's contents depends on the
/// contents and on this, never on the rest of the path, so that it can be kept by blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// JavaScript or TypeScript.
    Script(Script),
    /// A style sheet.
    Style,
    /// A style sheet whose class names are local to it (`*.module.css`).
    StyleModule,
    /// JSON.
    Json,
    /// JSON with comments and trailing commas, as in the `tsconfig` family.
    JsonWithComments,
    /// An HTML page.
    Page,
    /// Anything else: images, fonts, text; served as it is.
    Other,
}

/// The dialect of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// `.js`, `.mjs`, `.cjs`, `.jsx`: JSX is tolerated in all of them, as models write it.
    JavaScript,
    /// `.ts`, `.mts`, `.cts`.
    TypeScript,
    /// `.tsx`.
    TypeScriptJsx,
    /// `.d.ts`: types only, never run.
    Declaration,
}

impl Language {
    /// The language of the file at `path`; upper-case extensions count as lower-case ones.
    pub fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
        let Some((stem, extension)) = name.rsplit_once('.') else { return Self::Other };
        match extension {
            "ts" | "mts" | "cts" if is_marked(stem, "d") => Self::Script(Script::Declaration),
            "ts" | "mts" | "cts" => Self::Script(Script::TypeScript),
            "tsx" => Self::Script(Script::TypeScriptJsx),
            "js" | "mjs" | "cjs" | "jsx" => Self::Script(Script::JavaScript),
            "css" if is_marked(stem, "module") => Self::StyleModule,
            "css" => Self::Style,
            "json" if stem.starts_with("tsconfig") || stem.starts_with("jsconfig") => Self::JsonWithComments,
            "jsonc" => Self::JsonWithComments,
            "json" | "webmanifest" => Self::Json,
            "html" | "htm" => Self::Page,
            _ => Self::Other,
        }
    }

    /// Whether the file is a script that a browser can be given, once transformed.
    pub fn is_runnable(self) -> bool {
        matches!(self, Self::Script(dialect) if dialect != Script::Declaration)
    }

    /// Whether something is known about such a file beyond its bytes.
    pub fn has_facts(self) -> bool {
        self != Self::Other
    }
}

/// Whether a name ends in a dot and this word.
fn is_marked(name: &str, word: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, last)| last.eq_ignore_ascii_case(word))
}

/// Whether the file configures tools or tests the app, and so runs in Node and never in a page.
pub fn is_tooling(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_config = name.contains(".config.") || name.starts_with("vite.") || name.ends_with("rc.js");
    let is_test = name.contains(".test.") || name.contains(".spec.") || name.contains(".stories.");
    let in_tooling_folder = path.split('/').any(|part| {
        matches!(part, "__tests__" | "__mocks__" | "node_modules" | "e2e" | "cypress" | "scripts")
    });
    is_config || is_test || in_tooling_folder || is_marked(name, "cjs")
}

#[cfg(test)]
mod tests {
    use super::{Language, Script, is_tooling};

    #[test]
    fn names_tell_languages() {
        for (path, language) in [
            ("src/App.tsx", Language::Script(Script::TypeScriptJsx)),
            ("a.JSX", Language::Script(Script::JavaScript)),
            ("a.mts", Language::Script(Script::TypeScript)),
            ("src/vite-env.d.ts", Language::Script(Script::Declaration)),
            ("a.module.css", Language::StyleModule),
            ("module.css", Language::Style),
            ("tsconfig.app.json", Language::JsonWithComments),
            ("package.json", Language::Json),
            ("about.html", Language::Page),
            ("logo.svg", Language::Other),
            ("Makefile", Language::Other),
        ] {
            assert_eq!(Language::of(path), language, "{path}");
        }
    }

    #[test]
    fn tooling_is_told_from_the_app() {
        for path in ["vite.config.ts", "tailwind.config.js", "src/App.test.tsx", "postcss.config.cjs"] {
            assert!(is_tooling(path), "{path}");
        }
        for path in ["src/config.ts", "src/App.tsx", "script.js", "src/lib/testimonials.ts"] {
            assert!(!is_tooling(path), "{path}");
        }
    }
}
