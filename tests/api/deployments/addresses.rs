//! What the addresses of deployed apps serve, and to whom.

use super::*;

#[tokio::test]
async fn modules_are_minified_fingerprinted_and_cached_for_ever() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    let (id, address) = person.deploy().await;
    let page = person.get(&address, "/", &[]).await;
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
    assert_eq!(header(&page, "cache-control"), "no-cache");
    assert_eq!(header(&page, "x-maquette-deployment"), id);
    assert_eq!(header(&page, "x-content-type-options"), "nosniff");
    let page = page.text().await.unwrap();
    let imports = import_map(&page);
    let module = imports["/src/App.tsx"].as_str().expect("the module").to_owned();
    assert!(module.starts_with("/assets/App-") && module.ends_with(".js"), "{imports:#}");
    let served = person.get(&address, &module, &[]).await;
    assert_eq!(header(&served, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&served, "content-type"), "text/javascript; charset=utf-8");
    let code = served.text().await.unwrap();
    assert!(!code.contains("comment") && !code.contains("habitCount") && code.contains("jsx"));
    let style = page.split("href=\"").find(|rest| rest.starts_with("/assets/style-")).expect("a style sheet");
    let style = person.text(&address, style.split('"').next().unwrap()).await;
    assert_eq!(style, "body{color:red;margin:0}");
    let react = imports["react"].as_str().expect("React is part of the build").to_owned();
    let react = person.text(&address, &react).await;
    assert!(!react.is_empty() && !react.contains("development"));
}

#[tokio::test]
async fn answers_are_compressed_as_the_client_understands() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    person.write("public/long.txt", &"habits and more habits\n".repeat(500)).await;
    let (_, address) = person.deploy().await;
    let get = |accepted: &'static str| {
        let (person, address) = (&person, &address);
        async move { person.get(address, "/long.txt", &[("accept-encoding", accepted)]).await }
    };
    let mut tags = Vec::new();
    for (accepted, encoding) in [("gzip, deflate, br", "br"), ("gzip, br;q=0", "gzip"), ("identity", "")] {
        let response = get(accepted).await;
        assert_eq!(header(&response, "content-encoding"), encoding);
        assert_eq!(header(&response, "vary"), "accept-encoding");
        tags.push(header(&response, "etag").to_owned());
        let length: usize = header(&response, "content-length").parse().unwrap();
        let bytes = response.bytes().await.unwrap();
        assert_eq!(bytes.len(), length);
        let text = match encoding {
            "br" => {
                let mut text = Vec::new();
                brotli::BrotliDecompress(&mut bytes.as_ref(), &mut text).unwrap();
                text
            }
            "gzip" => {
                let mut text = Vec::new();
                std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes.as_ref()), &mut text)
                    .unwrap();
                text
            }
            _ => bytes.to_vec(),
        };
        assert_eq!(text, "habits and more habits\n".repeat(500).into_bytes(), "{accepted}");
    }
    tags.dedup();
    assert_eq!(tags.len(), 3, "each form has a tag of its own");
    let known = [("accept-encoding", "br"), ("if-none-match", tags[0].as_str())];
    let response = person.get(&address, "/long.txt", &known).await;
    assert_eq!(response.status(), 304);
    assert_eq!(header(&response, "etag"), tags[0]);
    assert!(response.bytes().await.unwrap().is_empty());
    let other = [("accept-encoding", "br"), ("if-none-match", tags[1].as_str())];
    assert_eq!(person.get(&address, "/long.txt", &other).await.status(), 200);
}

#[tokio::test]
async fn routes_fall_back_to_the_app_and_files_do_not() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    person.write("about.html", "<!doctype html><title>About</title>").await;
    let (_, address) = person.deploy().await;
    let page = ("accept", "text/html,*/*");
    let route = person.get(&address, "/habits/3?tab=week", &[page]).await;
    assert_eq!(route.status(), 200);
    assert!(route.text().await.unwrap().contains("<title>Habits</title>"));
    assert!(person.text(&address, "/about").await.contains("About"));
    assert_eq!(person.get(&address, "/habits/3", &[("accept", "application/json")]).await.status(), 404);
    assert_eq!(person.get(&address, "/assets/gone-123.js", &[page]).await.status(), 404);
    let head = person.send(Method::HEAD, &address, "/", &[]).await;
    assert_eq!(head.status(), 200);
    assert_ne!(header(&head, "content-length"), "0");
    assert!(head.bytes().await.unwrap().is_empty());
    let post = person.send(Method::POST, &address, "/", &[]).await;
    assert_eq!(post.status(), 405);
    assert_eq!(header(&post, "allow"), "GET, HEAD");
    assert_eq!(person.status(&address, "/graphql").await, 404, "the API lives elsewhere");
}

#[tokio::test]
async fn secrets_are_not_published() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    person.write("public/.env.production", "SECRET_KEY=do-not-publish").await;
    person.write("public/server.pem", "do-not-publish").await;
    let (_, address) = person.deploy().await;
    for path in ["/.env", "/.env.production", "/server.pem", "/public/server.pem", "/%2eenv"] {
        assert_eq!(person.status(&address, path).await, 404, "{path}");
    }
    let page = person.text(&address, "/").await;
    for address_of in import_map(&page).as_object().unwrap().values() {
        let code = person.text(&address, address_of.as_str().unwrap()).await;
        assert!(!code.contains("do-not-publish"));
    }
}

#[tokio::test]
async fn an_earlier_deployment_can_go_live_again_and_all_can_go() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    let (first, first_url) = person.deploy().await;
    person.write("index.html", "<!doctype html><title>Second</title>").await;
    let (second, second_url) = person.deploy().await;
    let live = person.live_url().await;
    assert!(person.text(&live, "/").await.contains("Second"));
    assert!(person.text(&first_url, "/").await.contains("Habits"), "its own address stays");
    let promoted = person.client.mutate(PROMOTE, json!({ "id": first })).await;
    assert_eq!(promoted["deployment"], json!({ "id": first, "live": true }));
    assert!(person.text(&live, "/").await.contains("Habits"), "at once");
    let nodes = person.project().await["deployments"]["nodes"].clone();
    assert_eq!((&nodes[0]["id"], &nodes[0]["live"]), (&json!(second), &json!(false)));
    assert_eq!((&nodes[1]["id"], &nodes[1]["live"]), (&json!(first), &json!(true)));
    let withdrawn = person.client.mutate(WITHDRAW, json!({ "project": person.project })).await;
    assert_eq!(withdrawn["deployment"], json!({ "id": first, "live": false }));
    let gone = person.get(&live, "/", &[]).await;
    assert_eq!(gone.status(), 404);
    assert!(gone.text().await.unwrap().contains("Nothing is deployed here"));
    assert_eq!(person.status(&second_url, "/").await, 200);
    let project = person.project().await;
    assert_eq!((&project["liveUrl"], &project["liveDeployment"]), (&Value::Null, &Value::Null));
    let again = person.client.mutate(WITHDRAW, json!({ "project": person.project })).await;
    assert_eq!(again["deployment"], Value::Null);
    person.client.mutate(PROMOTE, json!({ "id": second })).await;
    assert!(person.text(&live, "/").await.contains("Second"));
}

#[tokio::test]
async fn the_apps_of_a_deleted_project_are_gone_at_once() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    let (_, own) = person.deploy().await;
    let live = person.live_url().await;
    assert_eq!((person.status(&own, "/").await, person.status(&live, "/").await), (200, 200));
    let delete = "mutation($id: ID!) { projectDelete(id: $id) { deletedId userErrors { code } } }";
    person.client.mutate(delete, json!({ "id": person.project })).await;
    assert_eq!((person.status(&own, "/").await, person.status(&live, "/").await), (404, 404));
}

#[tokio::test]
async fn nobody_sees_what_is_not_ready() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    let (_, address) = person.deploy().await;
    let forged = [("x-maquette-verification", "guess")];
    assert_eq!(person.get(&address, "/", &forged).await.status(), 200, "a wrong secret changes nothing");
    let unknown = address.replacen("habit-tracker-", "habit-tracker-0", 1);
    assert_eq!(person.get(&unknown, "/", &forged).await.status(), 404);
}
