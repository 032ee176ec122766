//! Wireframes as code: a screen in React and TypeScript, the components that it uses in files of their
//! own, one stylesheet. What is drawn several times in the same way becomes a component with a list
//! of what differs. Passes `tsc --strict`.

mod component;
mod repeat;
mod screen;
mod types;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::{
    html::{looks_classes, stylesheet},
    looks::filled,
    picture,
    place::placed,
    sheet::{Sheet, kebab},
};
use crate::wireframes::{
    components::{Library, expand::Node},
    element::Drawing,
};

/// Files that components may need, with the names that they export.
const PARTS: [(&str, &str); 7] = [
    ("Chart", include_str!("react/parts/Chart.tsx")),
    ("Face", include_str!("react/parts/Face.tsx")),
    ("MapSketch", include_str!("react/parts/MapSketch.tsx")),
    ("Placeholder", include_str!("react/parts/Placeholder.tsx")),
    ("Ring", include_str!("react/parts/Ring.tsx")),
    ("Stars", include_str!("react/parts/Stars.tsx")),
    ("Turning", include_str!("react/parts/Turning.tsx")),
];

/// Writes a wireframe as files, sorted by their paths. With the id of the wireframe, every element's
/// tag carries `data-element="<wireframe id>/<element id>"`, else the element's id alone.
pub fn react(drawing: &Drawing, library: &Library, wireframe_id: Option<&str>) -> Vec<(String, String)> {
    let mut sheet = Sheet::default();
    let root = placed(drawing, library, &mut sheet);
    let named = sheet.named(&looks_classes(), drawing.width);
    let mut files = BTreeMap::new();
    let name = screen_name(&drawing.name);
    let mut screen = screen::Screens::new(library, &named.names, wireframe_id, &name);
    screen.write(root.as_ref(), &mut files);
    for used in &screen.components {
        if let Some((component, template)) = library.find(used).zip(library.template(used)) {
            files.insert(format!("src/components/{used}.tsx"), component::written(component, template));
        }
    }
    files.insert("src/components/frame.ts".to_owned(), include_str!("react/parts/frame.ts").to_owned());
    let mut classes: HashSet<String> = ["placeholder", "placeholder-label", "icon"].map(str::to_owned).into();
    let mut glyphs = BTreeSet::new();
    for element in &drawing.elements {
        gather(&filled(element, library).root, &mut classes, &mut glyphs);
    }
    let code: String = files.values().map(String::as_str).collect();
    for (part, source) in PARTS {
        if code.contains(&format!("./parts/{part}\"")) {
            files.insert(format!("src/components/parts/{part}.tsx"), source.to_owned());
        }
    }
    if code.contains("\"./glyphs\"") {
        files.insert("src/components/glyphs.tsx".to_owned(), glyph_file(&glyphs));
    }
    files.insert("src/css.d.ts".to_owned(), "declare module \"*.css\";\n".to_owned());
    let css = stylesheet(&classes, &named.css, drawing.width, drawing.height);
    files.insert(format!("src/{}.css", kebab(&name)), css);
    files.into_iter().collect()
}

/// The name of the screen's component.
pub fn screen_name(name: &str) -> String {
    let name: String = types::pascal(name).chars().take(40).collect();
    if name.is_empty() {
        "Screen".to_owned()
    } else {
        format!("{name}Screen").replace("ScreenScreen", "Screen")
    }
}

/// The classes and icons of tags.
fn gather(node: &Node, classes: &mut HashSet<String>, glyphs: &mut BTreeSet<String>) {
    let Node::Tag { name, children, .. } = node else { return };
    let own = node.attribute("class").unwrap_or_default();
    classes.extend(own.split_ascii_whitespace().map(str::to_owned));
    if name == "mq-icon" {
        glyphs.extend(node.attribute("name").map(str::to_owned));
    }
    for child in children {
        gather(child, classes, glyphs);
    }
}

fn glyph_file(names: &BTreeSet<String>) -> String {
    let quoted = |text: &str| Value::from(text).to_string();
    let paths: String =
        names.iter().map(|name| format!("  {}: {},\n", quoted(name), quoted(picture::paths(name)))).collect();
    format!(
        "const PATHS: Record<string, string> = {{\n{paths}}};\n\n/** An icon; a ring with a dot for a name that is not above. */\nexport function Glyph({{ name, className = \"\" }}: {{ name: string; className?: string }}) {{\n  return (\n    <svg className={{`icon ${{className}}`}} viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" strokeWidth={{1.8}} strokeLinecap=\"round\" strokeLinejoin=\"round\" aria-hidden=\"true\">\n      <path d={{PATHS[name] ?? {}}} />\n    </svg>\n  );\n}}\n",
        quoted(picture::paths("?")),
    )
}

/// The same in one file, whose default export is the screen with its styles.
pub fn react_file(drawing: &Drawing, library: &Library, wireframe_id: Option<&str>) -> String {
    let files = react(drawing, library, wireframe_id);
    let (mut imports, mut code, mut styles) = (BTreeSet::new(), String::new(), String::new());
    for (path, text) in &files {
        if path.rsplit('.').next() == Some("css") {
            styles.push_str(text);
        } else if !path.ends_with(".d.ts") {
            for line in text.lines() {
                // What stands in the same file need not be imported.
                if !line.starts_with("import ") {
                    code.push_str(line);
                    code.push('\n');
                } else if !line.contains("\"./") && !line.contains("\"../") {
                    imports.insert(line);
                }
            }
        }
    }
    let imports: String = imports.into_iter().map(|line| format!("{line}\n")).collect();
    let (name, styles) = (screen_name(&drawing.name), Value::from(styles));
    format!(
        "{imports}{code}\nconst STYLES = {styles};\n\nexport default function Page() {{\n  return (\n    <>\n      <style>{{STYLES}}</style>\n      <{name} />\n    </>\n  );\n}}\n"
    )
}
