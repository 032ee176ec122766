//! Writes the files of a screen: the screen itself, larger parts of it that have a name, and what
//! stands in it several times.

mod names;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::{
    repeat::{elements, runs},
    types::{attribute, camel, literal, text},
};
use names::{About, about, leaves, list_name, named};

use crate::wireframes::{
    components::{self, Library, schema::check_value},
    element::Element,
    export::{
        place::{Block, What, content},
        sheet::kebab,
    },
};

/// What the functions beside the components are called.
const HELPERS: [&str; 7] = ["classes", "indent", "initials", "range", "roundUp", "short", "state"];
/// Elements that make a part of the screen a file of its own.
const WORTH_A_FILE: usize = 5;

/// The files of a screen while they are written.
pub struct Screens<'a> {
    library: &'a Library,
    names: &'a [String],
    wireframe: Option<&'a str>,
    screen: &'a str,
    /// The components of the library that are used.
    pub components: BTreeSet<String>,
    /// Names of what stands at the top level of files, which may all become one.
    taken: BTreeSet<String>,
}

/// A file while it is written.
struct File {
    /// Components that it uses, and the folder that each is in.
    imports: BTreeMap<String, &'static str>,
    /// Types of the library's components that it uses.
    types: BTreeSet<String>,
    /// What stands before its component: lists and smaller components.
    before: String,
    /// What the things around are called.
    about: String,
    is_screen: bool,
}

impl<'a> Screens<'a> {
    pub fn new(
        library: &'a Library,
        names: &'a [String],
        wireframe: Option<&'a str>,
        screen: &'a str,
    ) -> Self {
        let taken = library.components().map(|component| component.name.clone());
        let mut taken: BTreeSet<String> =
            taken.chain(components::TAKEN.map(str::to_owned)).chain(HELPERS.map(str::to_owned)).collect();
        taken.insert(screen.to_owned());
        Self { library, names, wireframe, screen, components: BTreeSet::new(), taken }
    }

    /// Writes all files that the page comes to.
    pub fn write(&mut self, root: Option<&Block>, files: &mut BTreeMap<String, String>) {
        let mut file = File::new(String::new(), true);
        let body = root.map(|root| self.block(root, 3, &mut file, files)).unwrap_or_default();
        let body = format!("<main className=\"wireframe\">\n{body}    </main>");
        let css = format!("import \"./{}.css\";\n", kebab(self.screen));
        let source = file.finished(self.screen, &body, &css);
        files.insert(format!("src/{}.tsx", self.screen), source);
    }

    fn free(&mut self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "Part" } else { wanted };
        let numbered = (2..1000).map(|number| format!("{wanted}{number}"));
        let name = std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !self.taken.contains(name));
        let name = name.unwrap_or_else(|| wanted.to_owned());
        self.taken.insert(name.clone());
        name
    }

    fn id(&self, element: &Element) -> String {
        self.wireframe.map_or_else(|| element.id.clone(), |wireframe| format!("{wireframe}/{}", element.id))
    }

    /// What an element tells its component: what fits the schema, and what only an export can know.
    fn props(&self, element: &Element) -> Map<String, Value> {
        let mut props = Map::new();
        let Some(component) = self.library.find(&element.component) else { return props };
        let complete = components::complete(component, &element.props);
        let described = component.props_schema.get("properties").and_then(Value::as_object);
        for (name, schema) in described.into_iter().flatten() {
            let derived = name == "icons";
            let Some(value) = complete.get(name).filter(|_| derived || element.props.contains_key(name))
            else {
                continue;
            };
            if check_value(schema, value, name).is_ok() {
                props.insert(name.clone(), value.clone());
            }
        }
        props
    }

    fn known(&mut self, element: &Element, file: &mut File) -> bool {
        let known = self.library.template(&element.component).is_some();
        if known {
            self.components.insert(element.component.clone());
            file.imports.insert(element.component.clone(), "components");
        }
        known
    }

    fn block(
        &mut self,
        block: &Block,
        depth: usize,
        file: &mut File,
        files: &mut BTreeMap<String, String>,
    ) -> String {
        let pad = "  ".repeat(depth);
        let class = &self.names[block.class];
        match &block.what {
            What::Group(parts) => {
                let inner = self.blocks(parts, depth + 1, file, files);
                format!("{pad}<div className=\"{class}\">\n{inner}{pad}</div>\n")
            }
            What::Element(element, inside) => {
                if element.component == "Heading" || inside.is_some() {
                    let words = content(element);
                    if !words.is_empty() {
                        words.clone_into(&mut file.about);
                    }
                }
                match inside {
                    Some(_) if depth > 3 && elements(block) >= WORTH_A_FILE => {
                        self.section(block, element, depth, file, files)
                    }
                    _ => self.element(element, class, inside.as_deref(), depth, file, files),
                }
            }
        }
    }

    fn blocks(
        &mut self,
        blocks: &[Block],
        depth: usize,
        file: &mut File,
        files: &mut BTreeMap<String, String>,
    ) -> String {
        let mut out = String::new();
        for run in runs(blocks) {
            match run {
                [one] => out += &self.block(one, depth, file, files),
                many => out += &self.repeated(many, depth, file),
            }
        }
        out
    }

    fn element(
        &mut self,
        element: &Element,
        class: &str,
        inside: Option<&Block>,
        depth: usize,
        file: &mut File,
        files: &mut BTreeMap<String, String>,
    ) -> String {
        let pad = "  ".repeat(depth);
        let id = Value::from(self.id(element));
        if !self.known(element, file) {
            let element_attribute = attribute("data-element", &id);
            let name = text(&element.component);
            let inner = inside.map(|inside| self.block(inside, depth + 1, file, files)).unwrap_or_default();
            return format!(
                "{pad}<div {element_attribute} className=\"unknown {class}\">{name}{inner}</div>\n"
            );
        }
        let mut attributes = vec![attribute("element", &id), format!("className=\"{class}\"")];
        attributes.extend(self.props(element).iter().map(|(name, value)| attribute(name, value)));
        let name = &element.component;
        let one_line = attributes.join(" ");
        let attributes = if one_line.len() < 96 {
            format!(" {one_line}")
        } else {
            let lines: String = attributes.iter().map(|attribute| format!("\n{pad}  {attribute}")).collect();
            format!("{lines}\n{pad}")
        };
        let space = if attributes.ends_with(' ') || attributes.contains('\n') { "" } else { " " };
        match inside {
            None => format!("{pad}<{name}{attributes}{space}/>\n"),
            Some(inside) => {
                let inner = self.block(inside, depth + 1, file, files);
                format!("{pad}<{name}{attributes}>\n{inner}{pad}</{name}>\n")
            }
        }
    }

    /// A part of the screen in a file of its own.
    fn section(
        &mut self,
        block: &Block,
        element: &Element,
        depth: usize,
        file: &mut File,
        files: &mut BTreeMap<String, String>,
    ) -> String {
        let About { title, .. } = about(block, &file.about);
        let name = self.free(&named(&title, &element.component));
        let mut own = File::new(title, false);
        let What::Element(_, inside) = &block.what else { return String::new() };
        let class = self.names[block.class].clone();
        let body = self.element(element, &class, inside.as_deref(), 2, &mut own, files);
        files.insert(format!("src/sections/{name}.tsx"), own.finished(&name, body.trim(), ""));
        file.imports.insert(name.clone(), "sections");
        format!("{}<{name} />\n", "  ".repeat(depth))
    }

    /// Blocks of one shape: a list of what differs, and for more than one element a component.
    fn repeated(&mut self, blocks: &[Block], depth: usize, file: &mut File) -> String {
        let pad = "  ".repeat(depth);
        let first = &blocks[0];
        if let What::Element(element, None) = &first.what
            && self.known(element, file)
        {
            let name = element.component.clone();
            file.types.insert(name.clone());
            let list = self.free(&list_name(&name));
            let entries: Vec<Vec<(String, String)>> = blocks
                .iter()
                .map(|block| leaves(block).iter().map(|leaf| (String::new(), self.entry(leaf))).collect())
                .collect();
            let lines: String = entries.iter().flatten().map(|(_, entry)| format!("  {entry},\n")).collect();
            file.before += &format!("const {list}: {name}Props[] = [\n{lines}];\n\n");
            let class = &self.names[first.class];
            return format!(
                "{pad}{{{list}.map((props) => (\n{pad}  <{name} key={{props.element}} className=\"{class}\" {{...props}} />\n{pad}))}}\n"
            );
        }
        let About { title, kind } = about(first, &file.about);
        let title = if file.about.is_empty() { title } else { file.about.clone() };
        let name = self.free(&named(&title, &kind));
        let slots = self.slots(first, file);
        let types: String =
            slots.iter().map(|(slot, component)| format!("  {slot}: {component}Props;\n")).collect();
        let list = self.free(&list_name(&name));
        let mut lines = String::new();
        for block in blocks {
            let members = slots
                .iter()
                .zip(leaves(block))
                .map(|((slot, _), leaf)| format!("    {slot}: {},\n", self.entry(leaf)));
            lines += &format!("  {{\n{}  }},\n", members.collect::<String>());
        }
        let mut left = slots.iter().map(|(slot, _)| slot.clone());
        let body = self.template(first, 2, &mut left);
        let arguments: Vec<&str> = slots.iter().map(|(slot, _)| slot.as_str()).collect();
        file.before += &format!(
            "type {name}Props = {{\n{types}}};\n\nfunction {name}({{ {} }}: {name}Props) {{\n  return (\n{body}  );\n}}\n\nconst {list}: {name}Props[] = [\n{lines}];\n\n",
            arguments.join(", "),
        );
        let key = arguments.first().copied().unwrap_or_default();
        format!(
            "{pad}{{{list}.map((props) => (\n{pad}  <{name} key={{props.{key}.element}} {{...props}} />\n{pad}))}}\n"
        )
    }

    /// An element's props as an object.
    fn entry(&self, element: &Element) -> String {
        let mut members = vec![format!("element: {}", Value::from(self.id(element)))];
        let props = self.props(element);
        members.extend(
            props.iter().map(|(name, value)| format!("{}: {}", super::types::key(name), literal(value))),
        );
        format!("{{ {} }}", members.join(", "))
    }

    /// A name for each element of a repeated block, and its component.
    fn slots(&mut self, block: &Block, file: &mut File) -> Vec<(String, String)> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut slots = Vec::new();
        for element in leaves(block) {
            let known = self.known(element, file);
            let component = if known { element.component.clone() } else { "Box".to_owned() };
            if !known {
                self.components.insert(component.clone());
                file.imports.insert(component.clone(), "components");
            }
            file.types.insert(component.clone());
            let base = camel(&component);
            let count = counts.entry(base.clone()).or_default();
            *count += 1;
            let slot = if *count == 1 { super::types::variable(&base) } else { format!("{base}{count}") };
            slots.push((slot, component));
        }
        slots
    }

    /// A repeated block's body, with its elements' props taken from its arguments.
    fn template(&self, block: &Block, depth: usize, slots: &mut dyn Iterator<Item = String>) -> String {
        let pad = "  ".repeat(depth);
        let class = &self.names[block.class];
        match &block.what {
            What::Group(parts) => {
                let inner: String = parts.iter().map(|part| self.template(part, depth + 1, slots)).collect();
                format!("{pad}<div className=\"{class}\">\n{inner}{pad}</div>\n")
            }
            What::Element(element, inside) => {
                let slot = slots.next().unwrap_or_default();
                let known = self.library.template(&element.component).is_some();
                let name = if known { element.component.as_str() } else { "Box" };
                match inside {
                    None => format!("{pad}<{name} className=\"{class}\" {{...{slot}}} />\n"),
                    Some(inside) => {
                        let inner = self.template(inside, depth + 1, slots);
                        format!("{pad}<{name} className=\"{class}\" {{...{slot}}}>\n{inner}{pad}</{name}>\n")
                    }
                }
            }
        }
    }
}

impl File {
    fn new(about: String, is_screen: bool) -> Self {
        let (imports, types) = (BTreeMap::new(), BTreeSet::new());
        Self { imports, types, before: String::new(), about, is_screen }
    }

    fn finished(&self, name: &str, body: &str, more: &str) -> String {
        let up = if self.is_screen { "./" } else { "../" };
        let imports: String = self
            .imports
            .iter()
            .map(|(name, folder)| {
                let kind =
                    if self.types.contains(name) { format!(", type {name}Props") } else { String::new() };
                let from = if *folder == "sections" && !self.is_screen {
                    "./".to_owned()
                } else {
                    format!("{up}{folder}/")
                };
                format!("import {{ {name}{kind} }} from \"{from}{name}\";\n")
            })
            .collect();
        format!(
            "{imports}{more}\n{}export function {name}() {{\n  return (\n    {body}\n  );\n}}\n",
            self.before
        )
    }
}
