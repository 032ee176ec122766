use std::collections::BTreeMap;
use std::sync::Mutex;

use url::Url;

use super::{Build, BuiltFile, Failure, Fetch, Input, Limits, build};
use crate::preview::facts::FactsCache;
use crate::preview::packages::{REACT, Registry};
use crate::preview::project::Project;

/// A network of a few files; what it does not have cannot be fetched.
#[derive(Default)]
struct Network {
    files: BTreeMap<&'static str, (&'static str, &'static str)>,
    asked: Mutex<Vec<String>>,
}

impl Fetch for Network {
    async fn fetch(&self, url: &Url, _: usize) -> Result<(Url, Vec<u8>), String> {
        self.asked.lock().unwrap().push(url.to_string());
        match self.files.get(url.as_str()) {
            Some((to, text)) => Ok((Url::parse(to).unwrap(), text.as_bytes().to_vec())),
            None => Err("the network is unreachable".to_owned()),
        }
    }
}

fn input(files: &[(&str, &str)]) -> Input {
    let contents: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let blob = |bytes: &[u8]| crate::versions::objects::blob_id(bytes).unwrap();
    let blobs = contents.iter().map(|(path, bytes)| (path.clone(), blob(bytes))).collect();
    let project = Project::assemble(blobs, &contents, &FactsCache::new(1000), &Registry::new("19.2.0"));
    let shared = REACT.iter().map(|(_, file)| ((*file).to_owned(), b"export default 1".to_vec()));
    let shared = shared.chain([("chunk.js".to_owned(), b"export const shared = 1".to_vec())]).collect();
    Input { project, contents, title: "My app".to_owned(), shared }
}

async fn built(files: &[(&str, &str)]) -> Build {
    build(input(files), &Network::default(), Limits::default()).await.unwrap()
}

async fn failed(files: &[(&str, &str)], network: &Network) -> Failure {
    build(input(files), network, Limits::default()).await.unwrap_err()
}

fn text<'b>(build: &'b Build, path: &str) -> &'b str {
    let file = build.files.iter().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("{path} in {:?}", paths(build)));
    std::str::from_utf8(&file.bytes).unwrap()
}

fn paths(build: &Build) -> Vec<&str> {
    build.files.iter().map(|file| file.path.as_str()).collect()
}

/// The file whose name starts and ends like this.
fn named<'b>(build: &'b Build, start: &str, end: &str) -> &'b BuiltFile {
    let mut found =
        build.files.iter().filter(|file| file.path.starts_with(start) && file.path.ends_with(end));
    let file = found.next().unwrap_or_else(|| panic!("{start}…{end} in {:?}", paths(build)));
    assert!(found.next().is_none(), "more than one {start}…{end} in {:?}", paths(build));
    file
}

const PAGE: (&str, &str) = (
    "index.html",
    "<!doctype html><html><head><link rel=icon href=/icon.svg></head><body><img src=/src/pic.png><script type=module src=/src/main.tsx></script></body></html>",
);

const APP: [(&str, &str); 14] = [
    PAGE,
    ("package.json", "{}"),
    (
        "src/main.tsx",
        "import { createRoot } from 'react-dom/client'; import './reset.css'; import App from '@/App'; createRoot(document.body).render(<App />)",
    ),
    (
        "src/App.tsx",
        "import s from './App.module.css'; import './app.css'; import pic from './pic.png'; import { title } from './data.json'; const L = () => import('./Lazy'); export default function App() { return <p className={s.card} onClick={L}>{title}{pic}{import.meta.env.PROD ? 'live' : 'development-only'}</p> }",
    ),
    (
        "src/Lazy.tsx",
        "import './lazy.css'; export default 1; new Worker(new URL('./work.ts', import.meta.url), { type: 'module' }); export const t = (n: string) => import(`./texts/${n}.ts`)",
    ),
    ("src/work.ts", "import { help } from './help'; postMessage(help)"),
    ("src/help.ts", "export const help: number = 1"),
    ("src/texts/one.ts", "export default 'one'"),
    ("src/App.module.css", ".card { color: red; background: url(./pic.png) }"),
    ("src/reset.css", "* {\n  margin: 0;\n}"),
    ("src/app.css", "@import './reset.css'; p { color: #ff0000 }"),
    ("src/lazy.css", "b { color: blue }"),
    ("src/data.json", "{\"title\": \"Hi\"}"),
    ("src/pic.png", "PNG"),
];

#[tokio::test]
async fn an_app_becomes_a_site_of_fingerprinted_files() {
    let mut files = APP.to_vec();
    files.extend([
        ("public/icon.svg", "<svg/>"),
        (".env", "SECRET=1"),
        ("public/key.pem", "secret"),
        ("README.md", "x"),
        ("data/list.csv", "a,b"),
    ]);
    let build = built(&files).await;
    let page = text(&build, "index.html");
    for (start, end) in [
        ("assets/main-", ".js"),
        ("assets/App-", ".js"),
        ("assets/reset-", ".css"),
        ("assets/app-", ".css"),
        ("assets/pic-", ".png"),
    ] {
        let file = named(&build, start, end);
        assert!(file.immutable);
        assert!(page.contains(&file.path), "{} in {page}", file.path);
    }
    let order = ["importmap", "assets/reset-", "assets/app-", "<script type=\"module\""];
    let order: Vec<_> = order.iter().filter_map(|part| page.find(part)).collect();
    assert!(order.windows(2).all(|pair| pair[0] < pair[1]), "{page}");
    assert!(
        !page.contains("assets/lazy-") || page.find("assets/lazy-") < page.find("</script>"),
        "lazy styles are not linked: {page}"
    );
    assert!(!page.contains("__maquette") && page.contains("/icon.svg"), "{page}");
    assert_eq!((text(&build, "icon.svg"), text(&build, "data/list.csv")), ("<svg/>", "a,b"));
    assert!(!paths(&build).iter().any(|path| path.contains(".env")
        || path.contains("pem")
        || path.contains("README")
        || path.contains("package.json")));
    let code = |start| String::from_utf8(named(&build, start, ".js").bytes.clone()).unwrap();
    let app = code("assets/App-");
    assert!(app.contains("live") && !app.contains("development-only"), "{app}");
    assert!(!app.contains(".css\"") || !app.contains("app.css"), "linked styles are not imported: {app}");
    assert!(app.contains("\"/src/App.module.css\"") && app.contains("\"/src/data.json\""), "{app}");
    let lazy = code("assets/Lazy-");
    assert!(lazy.contains("\"/src/lazy.css\"") && lazy.contains("/assets/work-"), "{lazy}");
    let worker = named(&build, "assets/work-", "src/work.ts.js");
    assert!(String::from_utf8_lossy(&worker.bytes).contains("src/help.ts.js"));
    assert!(page.contains("\"/assets/texts/one.ts\":"), "computed imports are found: {page}");
    assert!(named(&build, "assets/react-", "/chunk.js").immutable);
    assert_eq!(text(&build, &named(&build, "assets/reset-", ".css").path), "*{margin:0}");
}

#[tokio::test]
async fn equal_input_gives_equal_output_and_an_edit_renames_one_module() {
    let before = built(&APP).await;
    assert_eq!(before, built(&APP).await);
    let edited =
        APP.map(
            |(path, text)| {
                if path == "src/data.json" { (path, "{\"title\": \"Hello\"}") } else { (path, text) }
            },
        );
    let after = built(&edited).await;
    let renamed: Vec<_> = paths(&after).into_iter().filter(|path| !paths(&before).contains(path)).collect();
    assert_eq!(renamed.len(), 1, "{renamed:?}");
    assert!(renamed[0].starts_with("assets/data-"), "{renamed:?}");
}

#[tokio::test]
async fn packages_are_part_of_the_site() {
    let network = Network {
        files: BTreeMap::from([
            (
                "https://esm.sh/zustand@4?external=react,react-dom",
                (
                    "https://esm.sh/zustand@4.5.0?external=react,react-dom",
                    "import \"/zustand@4.5.0/vanilla.mjs\"; export * from \"/zustand@4.5.0/index.mjs\";",
                ),
            ),
            (
                "https://esm.sh/zustand@4.5.0/index.mjs",
                (
                    "https://esm.sh/zustand@4.5.0/index.mjs",
                    "import r from \"react\"; import v from \"./vanilla.mjs\"; export const create = [r, v, process.env.NODE_ENV];",
                ),
            ),
            (
                "https://esm.sh/zustand@4.5.0/vanilla.mjs",
                (
                    "https://esm.sh/zustand@4.5.0/vanilla.mjs",
                    "import i from \"./index.mjs\"; export default () => i;",
                ),
            ),
            (
                "https://esm.sh/leaflet/dist/leaflet.css",
                ("https://esm.sh/leaflet/dist/leaflet.css", ".l { background: url(images/l.png) }"),
            ),
            ("https://esm.sh/leaflet/dist/images/l.png", ("https://esm.sh/leaflet/dist/images/l.png", "PNG")),
        ]),
        ..Network::default()
    };
    let files = [
        PAGE,
        ("package.json", "{\"dependencies\":{\"zustand\":\"4\"}}"),
        (
            "src/main.tsx",
            "import { create } from 'zustand'; import 'leaflet/dist/leaflet.css'; console.log(create)",
        ),
        ("src/pic.png", ""),
        ("public/icon.svg", ""),
    ];
    let build = build(input(&files), &network, Limits::default()).await.unwrap();
    assert_eq!(network.asked.lock().unwrap().len(), 5, "{:?}", network.asked);
    for file in &build.files {
        let text = String::from_utf8_lossy(&file.bytes);
        let own: String = text.split("\"https://esm.sh").next().unwrap().into();
        assert_eq!(own, text, "{} refers to the network", file.path);
    }
    let index = String::from_utf8_lossy(&named(&build, "assets/packages-", "/index-2.js").bytes).into_owned();
    assert!(
        index.contains("from\"react\"")
            && index.contains("/assets/packages-")
            && index.contains("production"),
        "{index}"
    );
    assert!(
        text(&build, "index.html").contains("\"react\":\"/assets/react-"),
        "React is there for the package"
    );
}

#[tokio::test]
async fn a_package_that_cannot_be_had_fails_the_build_by_name() {
    let files = [
        PAGE,
        ("src/main.tsx", "import 'zustand'; import '@scope/other/x'"),
        ("src/pic.png", ""),
        ("public/icon.svg", ""),
    ];
    let failure = failed(&files, &Network::default()).await;
    let log = failure.to_string();
    assert!(
        log.contains("zustand cannot be fetched from https://esm.sh/zustand")
            && log.contains("@scope/other/x"),
        "{log}"
    );
    assert!(log.contains("unreachable") && log.contains("Remove these"), "{log}");
    let foreign = Network {
        files: BTreeMap::from([
            (
                "https://esm.sh/zustand?external=react,react-dom",
                ("https://esm.sh/z", "import 'https://evil.example/x.js'"),
            ),
            ("https://esm.sh/@scope/other/x?external=react,react-dom", ("http://169.254.169.254/", "")),
        ]),
        ..Network::default()
    };
    let log = failed(&files, &foreign).await.to_string();
    assert!(log.contains("from another host") && log.contains("leads to another host"), "{log}");
    assert_eq!(foreign.asked.lock().unwrap().len(), 2, "nothing else was asked for");
}

#[tokio::test]
async fn broken_projects_are_not_published() {
    let failure = failed(&[PAGE, ("src/main.tsx", "import './nope'; const = 1")], &Network::default()).await;
    assert!(
        failure.log[0].contains("must be fixed") && failure.log[1].contains("src/main.tsx:1:"),
        "{failure}"
    );
    let failure = failed(&[("notes.txt", "x")], &Network::default()).await;
    assert!(failure.log[0].contains("nothing to publish"), "{failure}");
}

#[tokio::test]
async fn plain_sites_stay_sites() {
    let long = "body { color: red } /* long enough to be compressed */\n".repeat(60);
    let build = built(&[
        ("index.html", "<!doctype html><link rel=stylesheet href=style.css><a href=about.html>about</a><img src=img/a.png><script src=script.js></script>"),
        ("about.html", "<p>About</p><script type=module>import { x } from './lib/x.js'; console.log(x)</script>"),
        ("style.css", &long),
        ("script.js", "function shared(parameter) { return parameter }"),
        ("lib/x.js", "export const x = 1"),
        ("img/a.png", "PNG"),
    ])
    .await;
    let page = text(&build, "index.html");
    assert!(page.contains("href=\"about.html\"") || page.contains("href=about.html"), "{page}");
    assert!(!page.contains("importmap"), "{page}");
    let script = named(&build, "assets/script-", ".js");
    assert!(
        page.contains(&script.path) && String::from_utf8_lossy(&script.bytes).contains("function shared")
    );
    assert!(
        text(&build, "about.html").contains("\"/lib/x.js\":\"/assets/x-"),
        "{}",
        text(&build, "about.html")
    );
    assert_eq!(text(&build, "img/a.png"), "PNG");
    let style = build.files.iter().find(|file| file.path == "style.css").unwrap();
    let (gzip, brotli) = (style.gzip.as_ref().unwrap(), style.brotli.as_ref().unwrap());
    assert!(gzip.len() < style.bytes.len() / 10 && brotli.len() < style.bytes.len() / 10);
    let mut unpacked = Vec::new();
    brotli::BrotliDecompress(&mut brotli.as_slice(), &mut unpacked).unwrap();
    assert_eq!(unpacked, style.bytes);
    assert!(!style.immutable && style.mime == "text/css; charset=utf-8");
}

#[tokio::test]
async fn an_app_without_a_page_is_published_too() {
    let build = built(&[("src/App.tsx", "export default () => <p>hi</p>")]).await;
    let page = text(&build, "index.html");
    assert!(
        page.contains("<title>My app</title>") && page.contains("\"/src/App.tsx\":\"/assets/App-"),
        "{page}"
    );
    assert!(page.contains("\"react-dom/client\":\"/assets/react-"), "{page}");
}
