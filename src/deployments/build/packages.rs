//! Packages of a build: React from the server, the others fetched with everything they import.

mod crawl;

use std::collections::BTreeMap;

use url::Url;

use crate::preview::language::Script;
use crate::preview::packages::{MODULES, REACT};
use crate::preview::styles;
use crate::preview::transform::{Options, Rewrite, Target, linked};

use super::modules::{failed, loader};
use super::output::{Output, fingerprint, sanitized};
use super::plan::Plan;
use super::{Failure, Input};

pub(super) use crawl::{Fetched, Kind, fetch};

/// Adds the fetched files, and returns where each bare specifier leads.
pub(super) fn emit(fetched: &Fetched, output: &mut Output) -> Result<BTreeMap<String, String>, Failure> {
    let parts = fetched.files.iter().flat_map(|(url, file)| [url.as_str().as_bytes(), file.bytes.as_slice()]);
    let folder = format!("assets/packages-{}", fingerprint(parts));
    let paths: BTreeMap<&Url, String> = fetched
        .files
        .iter()
        .enumerate()
        .map(|(number, (url, file))| {
            (url, format!("{folder}/{}-{number}.{}", sanitized(url.path()), file.kind.extension(url)))
        })
        .collect();
    let address = |base: &Url, specifier: &str| {
        let target = crawl::resolved(base, specifier)?;
        paths.get(fetched.found(&target)?).map(|path| format!("/{path}"))
    };
    for (url, file) in &fetched.files {
        let text = || String::from_utf8_lossy(&file.bytes);
        let bytes = match file.kind {
            Kind::Other => file.bytes.clone(),
            Kind::Style => {
                styles::replaced(&text(), |reference| address(url, &reference.address)).into_bytes()
            }
            Kind::Script => {
                let linker = |specifier: &str, _| address(url, specifier).map_or(Rewrite::Keep, Rewrite::To);
                let built = linked(Script::JavaScript, &text(), &Options::new(Target::Published), &linker);
                built.map_err(|problems| failed(url.as_str(), &problems))?.code.into_bytes()
            }
        };
        output.add_at(paths[url].clone(), bytes);
    }
    let mut imports = BTreeMap::new();
    for (specifier, url) in &fetched.roots {
        let Some((url, path)) = fetched.found(url).and_then(|url| Some((url, paths.get(url)?))) else {
            continue;
        };
        let address = if fetched.files[url].kind == Kind::Style {
            output.add(specifier, "js", loader(&format!("/{path}")).into_bytes())
        } else {
            format!("/{path}")
        };
        imports.insert(specifier.clone(), address);
    }
    Ok(imports)
}

/// Adds the server's React where the site uses it, and returns where its specifiers lead.
pub(super) fn emit_shared(
    input: &Input,
    plan: &Plan,
    fetched: &Fetched,
    output: &mut Output,
) -> Result<BTreeMap<String, String>, Failure> {
    let used = plan.packages();
    let is_used = REACT.iter().any(|(name, _)| used.contains(name) || fetched.bare.contains(*name));
    if !is_used || !input.project.packages().shares_react() {
        return Ok(BTreeMap::new());
    }
    let mut shared: Vec<&(String, Vec<u8>)> = input.shared.iter().collect();
    shared.sort();
    let parts = shared.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes.as_slice()]);
    let folder = format!("assets/react-{}", fingerprint(parts));
    for (name, bytes) in &shared {
        output.add_at(format!("{folder}/{name}"), bytes.clone());
    }
    let mut imports = BTreeMap::new();
    for (specifier, file) in REACT {
        if shared.iter().any(|(name, _)| name == file) {
            imports.insert(specifier.to_owned(), format!("/{folder}/{file}"));
        } else if used.contains(specifier) {
            return Err(Failure::new(format!("This server was built without {MODULES}{file}.")));
        }
    }
    Ok(imports)
}
