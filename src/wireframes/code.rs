//! Elements in code: what was built of a wireframe says of which element, in the attribute
//! `data-element="<wireframe id>/<element id>"` of a tag or the prop `element` of a component.

use super::{Wireframe, element};
use crate::app::App;
use crate::error::Result;
use crate::ids::{Id as _, WireframeId};
use crate::projects::{Access, files};

/// How both end.
const ATTRIBUTE: &str = "element=\"";
/// Files that code stands in.
const CODE: [&str; 6] = [".tsx", ".jsx", ".ts", ".js", ".html", ".vue"];

/// The elements that a text speaks of, each with its line, from 1.
pub fn in_text(text: &str) -> Vec<(WireframeId, String, usize)> {
    let mut found = Vec::new();
    for (line, content) in text.lines().enumerate() {
        for rest in content.split(ATTRIBUTE).skip(1) {
            let name = rest.split('"').next().unwrap_or_default();
            let Some((wireframe, id)) = name.split_once('/') else { continue };
            if let Some(wireframe) = WireframeId::parse(wireframe).filter(|_| element::is_id(id)) {
                found.push((wireframe, id.to_owned(), line + 1));
            }
        }
    }
    found
}

/// Where a project's files speak of an element: paths, each with a line, from 1.
pub async fn of_element(app: &App, wireframe: &Wireframe, id: &str) -> Result<Vec<(String, usize)>> {
    let access = Access::of_server(wireframe.project);
    let all = files::all(app.db.read(), &access).await?;
    let code: Vec<_> =
        all.into_iter().filter(|file| CODE.iter().any(|end| file.path.ends_with(end))).collect();
    let blobs: Vec<_> = code.iter().map(|file| file.blob).collect();
    let contents = app.blobs.get_many(&blobs).await?;
    let mut found = Vec::new();
    for file in code {
        let Some(text) = contents.get(&file.blob).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
            continue;
        };
        let here = in_text(text).into_iter().filter(|(of, element, _)| *of == wireframe.id && element == id);
        found.extend(here.map(|(.., line)| (file.path.clone(), line)));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_with_their_lines() {
        let id = WireframeId::from_uuid(uuid::Uuid::nil());
        let text = format!(
            "<a>\n<b data-element=\"{id}/x-1\"/><c data-element=\"{id}/y\"/>\n<d data-element=\"other\">"
        );
        assert_eq!(in_text(&text), [(id, "x-1".to_owned(), 2), (id, "y".to_owned(), 2)]);
    }
}
