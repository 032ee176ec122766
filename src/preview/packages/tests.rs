use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Packages, REACT, Registry, allows_major, is_node, split};

fn packages(package: &Value, page_map: &[(&str, &str)]) -> Packages {
    let map = page_map.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Packages::new(&Registry::new("19.2.0"), Some(package), &map)
}

#[test]
fn react_is_shared_where_its_major_fits() {
    for range in [
        "^19.0.0",
        "19",
        ">=18",
        "*",
        "latest",
        "^18.0.0 || ^19.0.0",
        "19.5.1",
        "^19.9.0",
        "19.0.0-rc.1",
        "workspace:*",
        "next",
    ] {
        let packages = packages(&json!({ "dependencies": { "react": range } }), &[]);
        assert_eq!(packages.package("react").url, "/__maquette/modules/react.js", "{range}");
        assert_eq!(packages.package("react-dom/client").url, "/__maquette/modules/react-dom-client.js");
    }
    assert!(Packages::new(&Registry::new("19.2.0"), None, &BTreeMap::new()).shares_react());
}

#[test]
fn another_major_comes_whole_from_the_network() {
    for range in ["^18.2.0", "18", "18.x", "~17.0.2", ">=16 <19", "16.8.0 - 18.3.1", "^16 || ^17"] {
        let packages = packages(&json!({ "dependencies": { "react": range, "react-dom": "^19.0.0" } }), &[]);
        for (specifier, _) in REACT {
            let url = packages.package(specifier).url;
            assert!(url.starts_with("https://esm.sh/react"), "{range}: {url}");
            assert!(!url.contains("@^19"), "one React only: {url}");
        }
    }
    let packages = packages(&json!({ "dependencies": { "react": "^18.2.0" } }), &[]);
    assert_eq!(packages.package("react").url, "https://esm.sh/react@^18.2.0");
    assert_eq!(
        packages.package("react-dom/client").url,
        "https://esm.sh/react-dom@^18.2.0/client?external=react"
    );
    assert_eq!(
        packages.package("react/jsx-runtime").url,
        "https://esm.sh/react@^18.2.0/jsx-runtime?external=react"
    );
}

#[test]
fn a_react_in_the_pages_own_import_map_is_the_only_one() {
    let packages = packages(&json!({}), &[("react", "https://esm.sh/react@18.3.1?dev")]);
    assert!(!packages.shares_react());
    assert_eq!(
        packages.package("react/jsx-runtime").url,
        "https://esm.sh/react@18.3.1/jsx-runtime?external=react"
    );
    assert_eq!(
        packages.package("react-dom/client").url,
        "https://esm.sh/react-dom@18.3.1/client?external=react"
    );
}

#[test]
fn other_packages_come_from_the_network_at_their_range() {
    let package = json!({
        "dependencies": { "zustand": "^4.5.0", "@tanstack/react-query": "5.1.0", "odd": ">=1 <2", "al": "npm:real@3" },
        "devDependencies": { "dev": "1.0.0", "git": "github:a/b" }
    });
    let packages = packages(&package, &[]);
    for (specifier, url, declared) in [
        ("zustand", "https://esm.sh/zustand@^4.5.0?external=react,react-dom", true),
        ("zustand/middleware", "https://esm.sh/zustand@^4.5.0/middleware?external=react,react-dom", true),
        (
            "@tanstack/react-query",
            "https://esm.sh/@tanstack/react-query@5.1.0?external=react,react-dom",
            true,
        ),
        ("odd", "https://esm.sh/odd@%3E%3D1%20%3C2?external=react,react-dom", true),
        ("al/x", "https://esm.sh/real@3/x?external=react,react-dom", true),
        ("dev", "https://esm.sh/dev@1.0.0?external=react,react-dom", true),
        ("git", "https://esm.sh/git?external=react,react-dom", true),
        ("lucide-react", "https://esm.sh/lucide-react?external=react,react-dom", false),
        ("react-dom/server", "https://esm.sh/react-dom@19.2.0/server?external=react", true),
    ] {
        let package = packages.package(specifier);
        assert_eq!((package.url.as_str(), package.is_declared), (url, declared), "{specifier}");
    }
}

#[test]
fn style_sheets_of_packages_are_linked() {
    let packages = packages(&json!({ "dependencies": { "leaflet": "1.9.4" } }), &[]);
    assert_eq!(
        packages.package("leaflet/dist/leaflet.css").url,
        "https://esm.sh/leaflet@1.9.4/dist/leaflet.css"
    );
    let address = packages.module_address("leaflet/dist/leaflet.css");
    assert!(
        address.starts_with("data:text/javascript,const%20l=") && address.contains("leaflet.css'"),
        "{address}"
    );
}

#[test]
fn specifiers_are_split_into_package_and_path() {
    for (specifier, name, subpath) in [
        ("a", "a", ""),
        ("a/b/c", "a", "/b/c"),
        ("@s/n", "@s/n", ""),
        ("@s/n/x", "@s/n", "/x"),
        ("@s", "@s", ""),
        ("", "", ""),
    ] {
        assert_eq!(split(specifier), (name, subpath));
    }
    assert!(is_node("node:fs") && is_node("fs/promises") && !is_node("events") && !is_node("zod"));
    assert!(allows_major("not a range at all", 19));
}
