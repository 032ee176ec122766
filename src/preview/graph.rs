//! Which modules a page loads, in the order in which they run.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::aliases::joined;
use super::language::Language;
use super::project::Project;
use super::resolve::{Resolution, folder, is_relative};
use super::scan::{Import, ImportKind};

/// One module of a page. A file can be several: itself, its text (`?raw`), its address (`?url`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Module {
    /// The file.
    pub path: String,
    /// How it is imported: what followed `?`; empty for the file itself.
    pub query: String,
}

/// The modules that a page reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// Modules that are loaded with the page, each after those it imports: the order in which
    /// they run.
    pub eager: Vec<Module>,
    /// Modules that are loaded when the page asks for them.
    pub lazy: Vec<Module>,
    /// Files that workers start with.
    pub workers: BTreeSet<String>,
    /// Other files that modules refer to by address.
    pub assets: BTreeSet<String>,
    /// Bare specifiers, and the files that import them.
    pub packages: BTreeMap<String, BTreeSet<String>>,
}

/// What a page starts with: a file, and the imports made there in the page's own scripts.
pub struct Roots<'r> {
    /// The page, against which its own imports are resolved.
    pub page: &'r str,
    /// Addresses of module scripts and imports of inline ones.
    pub imports: Vec<Import>,
}

impl Graph {
    /// Walks from a page's scripts to everything they reach.
    pub fn of(project: &Project, roots: &Roots<'_>) -> Self {
        let mut walk = Walk { project, graph: Self::default(), seen: HashSet::new(), pending: Vec::new() };
        for import in &roots.imports {
            if let Some(module) = walk.target(roots.page, import) {
                walk.run_eagerly(module);
            }
        }
        while let Some(module) = walk.pending.pop() {
            walk.run_lazily(module);
        }
        walk.graph
    }

    /// Every module, those loaded with the page first.
    pub fn modules(&self) -> impl Iterator<Item = &Module> {
        self.eager.iter().chain(&self.lazy)
    }

    /// Every file that is reached in any way.
    pub fn files(&self) -> BTreeSet<&str> {
        let modules = self.modules().map(|module| module.path.as_str());
        modules
            .chain(self.workers.iter().map(String::as_str))
            .chain(self.assets.iter().map(String::as_str))
            .collect()
    }
}

struct Walk<'p> {
    project: &'p Project,
    graph: Graph,
    seen: HashSet<Module>,
    /// Modules that are loaded on demand and not walked yet.
    pending: Vec<Module>,
}

/// A step of the walk, which keeps its own stack: chains of imports can be long.
enum Step {
    Enter(Module),
    Leave(Module),
}

impl Walk<'_> {
    fn run_eagerly(&mut self, root: Module) {
        let order = self.walk(root);
        self.graph.eager.extend(order);
    }

    fn run_lazily(&mut self, root: Module) {
        let order = self.walk(root);
        self.graph.lazy.extend(order);
    }

    /// The modules that load together with `root` and were not seen before, in running order.
    fn walk(&mut self, root: Module) -> Vec<Module> {
        let mut order = Vec::new();
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(module) => order.push(module),
                Step::Enter(module) => {
                    if self.seen.insert(module.clone()) {
                        steps.push(Step::Leave(module.clone()));
                        let imports = self.visit(&module);
                        steps.extend(imports.into_iter().rev().map(Step::Enter));
                    }
                }
            }
        }
        order
    }

    /// Notes everything a module refers to and returns what loads with it.
    fn visit(&mut self, module: &Module) -> Vec<Module> {
        let project = self.project;
        let mut eager = Vec::new();
        if module.query == "worker" {
            self.graph.workers.insert(module.path.clone());
        }
        let Some(scan) = project.scan(&module.path).filter(|_| module.query.is_empty()) else { return eager };
        for specifier in &scan.implied {
            self.package(specifier, &module.path);
        }
        for import in &scan.imports {
            match import.kind {
                ImportKind::Type => {}
                ImportKind::Computed => {
                    self.pending.extend(computed(project, &module.path, &import.specifier));
                }
                ImportKind::Url | ImportKind::Worker => self.address(&module.path, import),
                ImportKind::Static | ImportKind::Reexport => eager.extend(self.target(&module.path, import)),
                ImportKind::Dynamic => {
                    let target = self.target(&module.path, import);
                    self.pending.extend(target);
                }
            }
        }
        eager
    }

    fn target(&mut self, importer: &str, import: &Import) -> Option<Module> {
        match self.project.resolve(importer, &import.specifier) {
            Resolution::File { path, query } => Some(Module { path, query }),
            Resolution::Package => {
                self.package(&import.specifier, importer);
                None
            }
            _ => None,
        }
    }

    fn address(&mut self, importer: &str, import: &Import) {
        let found = url_target(self.project, importer, &import.specifier);
        let Some(path) = found else { return };
        if import.kind == ImportKind::Worker || Language::of(&path).is_runnable() {
            self.graph.workers.insert(path.clone());
        } else {
            self.graph.assets.insert(path);
        }
    }

    fn package(&mut self, specifier: &str, importer: &str) {
        self.graph.packages.entry(specifier.to_owned()).or_default().insert(importer.to_owned());
    }
}

/// The file of `new URL(specifier, import.meta.url)`: a bare name is relative there.
pub fn url_target(project: &Project, importer: &str, specifier: &str) -> Option<String> {
    let relative = if specifier.starts_with('/') || is_relative(specifier) || specifier.contains(':') {
        specifier.to_owned()
    } else {
        format!("./{specifier}")
    };
    match project.resolve(importer, &relative) {
        Resolution::File { path, .. } => Some(path),
        _ => None,
    }
}

/// The modules that `import()` of a computed specifier may mean: the scripts, style sheets and
/// data below the folder that its constant beginning names.
pub fn computed(project: &Project, importer: &str, prefix: &str) -> Vec<Module> {
    let start = prefix.rfind('/').map_or("", |slash| &prefix[..=slash]);
    let base = if is_relative(start) {
        joined(folder(importer), start)
    } else if start.starts_with('/') {
        joined("", start)
    } else {
        // The template is an alias or a package, which only a folder of an alias can be.
        match project.aliases().candidates(start).into_iter().next() {
            Some(base) => base.trim_end_matches('/').to_owned(),
            None => return Vec::new(),
        }
    };
    let below = if base.is_empty() { String::new() } else { format!("{base}/") };
    let is_module = |path: &&str| {
        let language = Language::of(path);
        *path != importer
            && (language.is_runnable()
                || matches!(language, Language::Style | Language::StyleModule | Language::Json))
    };
    // From the root, everything would match; only what a program keeps in one place is meant.
    if below.is_empty() {
        return Vec::new();
    }
    project
        .below(&below)
        .filter(is_module)
        .map(|path| Module { path: path.to_owned(), query: String::new() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::page::roots;
    use super::super::project::tests::project;
    use super::Graph;

    #[test]
    fn modules_come_in_the_order_in_which_they_run() {
        let project = project(&[
            (
                "index.html",
                "<script type=module src=/src/main.tsx></script><script type=module>import './extra.js'</script>",
            ),
            ("extra.js", "export {}"),
            (
                "src/main.tsx",
                "import './reset.css'; import App from './App'; import './late.css'; console.log(App)",
            ),
            (
                "src/App.tsx",
                "import './app.css'; import { h } from './a'; import z from 'zustand'; export default () => <p>{h(z)}</p>; const L = () => import('./Lazy')",
            ),
            ("src/a.ts", "import { b } from './b'; export const h = b"),
            ("src/b.ts", "import { h } from './a'; export const b = () => h"),
            (
                "src/Lazy.tsx",
                "import './lazy.css'; export default 1; import(`./pages/${x}.tsx`); new Worker(new URL('w.ts', import.meta.url)); new URL('./i.png', import.meta.url)",
            ),
            ("src/pages/One.tsx", ""),
            ("src/w.ts", ""),
            ("src/i.png", ""),
            ("src/reset.css", ""),
            ("src/app.css", ""),
            ("src/late.css", ""),
            ("src/lazy.css", ""),
            ("src/unused.ts", ""),
        ]);
        let graph = Graph::of(&project, &roots(&project, "index.html"));
        let eager: Vec<_> = graph.eager.iter().map(|module| module.path.as_str()).collect();
        assert_eq!(
            eager,
            [
                "src/reset.css",
                "src/app.css",
                "src/b.ts",
                "src/a.ts",
                "src/App.tsx",
                "src/late.css",
                "src/main.tsx",
                "extra.js"
            ]
        );
        let lazy: Vec<_> = graph.lazy.iter().map(|module| module.path.as_str()).collect();
        assert_eq!(lazy, ["src/lazy.css", "src/Lazy.tsx", "src/pages/One.tsx"]);
        assert!(graph.workers.contains("src/w.ts") && graph.assets.contains("src/i.png"));
        assert_eq!(graph.packages.keys().collect::<Vec<_>>(), ["react", "react/jsx-runtime", "zustand"]);
        assert!(!graph.files().contains("src/unused.ts"));
    }
}
