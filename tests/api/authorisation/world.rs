//! A project with people of all roles around it, and one of everything in it.

use std::time::Duration;

use futures::StreamExt as _;
use serde_json::json;

use super::{Client, TestApp};

/// As whom something is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Anonymous,
    Stranger,
    Viewer,
    Editor,
    Owner,
    /// Runs the server, and belongs to no project.
    Admin,
    /// Was signed in, an hour ago.
    Expired,
    /// Was signed in, until the session was ended.
    Revoked,
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Anonymous,
        Self::Stranger,
        Self::Admin,
        Self::Expired,
        Self::Revoked,
        Self::Viewer,
        Self::Editor,
        Self::Owner,
    ];
}

pub struct World {
    pub app: TestApp,
    clients: Vec<(Role, Client)>,
    /// Also a viewer of every project, whom nothing is tried as.
    pub colleague: Client,
    pub project: String,
    pub conversation: String,
    pub message: String,
    pub generation: String,
    pub version: String,
    pub deployment: String,
    pub wireframe: String,
    pub component: String,
    pub snapshot: String,
}

impl World {
    pub async fn start() -> Self {
        let builder = TestApp::builder();
        let app = builder.with("limits.registrations_per_client", "1000").start().await;
        let mut clients = Vec::new();
        // The expired token is the owner's own, from before the clock went on.
        for (role, name) in [
            (Role::Admin, "admin"),
            (Role::Stranger, "stranger"),
            (Role::Viewer, "viewer"),
            (Role::Editor, "editor"),
            (Role::Owner, "owner"),
        ] {
            clients.push((role, app.signed_up(name).await));
        }
        let expired = clients.last().expect("the owner").1.clone();
        app.clock.advance(Duration::from_secs(3600));
        for (_, client) in &mut clients {
            let name = client.email.trim_end_matches("@example.com").to_owned();
            *client = app.client().sign_in(&name).await;
        }
        let revoked = app.client().sign_in("owner").await;
        let ended = revoked.data("mutation { sessionRevoke { revoked } }", json!({})).await;
        assert_eq!(ended["sessionRevoke"]["revoked"], 1);
        clients.extend([(Role::Expired, expired), (Role::Revoked, revoked), (Role::Anonymous, app.client())]);
        let colleague = app.signed_up("colleague").await;
        let mut world = Self {
            app,
            clients,
            colleague,
            project: String::new(),
            conversation: String::new(),
            message: String::new(),
            generation: String::new(),
            version: String::new(),
            deployment: String::new(),
            wireframe: String::new(),
            component: String::new(),
            snapshot: String::new(),
        };
        world.project = world.new_project().await;
        world.conversation = world.new_conversation().await;
        (world.message, world.generation) = world.new_turn(&world.conversation).await;
        world.wait("generationEvents(generationId: $id)", &world.generation).await;
        world.version = world.first("versions").await;
        world.deployment = world.new_deployment(&world.project).await;
        world.wait("deploymentEvents(deploymentId: $id)", &world.deployment).await;
        world.wireframe = world.new_wireframe().await;
        world.component = world.new_component("Tried").await;
        world.snapshot = world.new_snapshot().await;
        // Going back to a version brings back the wireframes of then: those that are tried are in it.
        let keep = "mutation($p: ID!) { versionCreate(projectId: $p, input: { message: \"All\" })
            { version { id } userErrors { code } } }";
        world.version = world.id(keep, json!({ "p": world.project }), "version").await;
        world
    }

    pub fn client(&self, role: Role) -> &Client {
        &self.clients.iter().find(|(of, _)| *of == role).expect("a client").1
    }

    fn owner(&self) -> &Client {
        self.client(Role::Owner)
    }

    /// One of each type of node that belongs to the project, or is its owner.
    pub fn nodes(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("User", &self.owner().user_id),
            ("Project", &self.project),
            ("Conversation", &self.conversation),
            ("Message", &self.message),
            ("Generation", &self.generation),
            ("Version", &self.version),
            ("Deployment", &self.deployment),
            ("Wireframe", &self.wireframe),
            ("Component", &self.component),
        ]
    }

    /// A project of the owner's with the editor and the viewer in it.
    pub async fn new_project(&self) -> String {
        let create =
            "mutation { projectCreate(input: { name: \"P\" }) { project { id } userErrors { code } } }";
        let project = self.id(create, json!({}), "project").await;
        let (editor, viewer) = (self.client(Role::Editor), self.client(Role::Viewer));
        for (client, word) in [(editor, "EDITOR"), (viewer, "VIEWER"), (&self.colleague, "VIEWER")] {
            let set =
                "mutation($p: ID!, $i: ProjectMemberSetInput!) { projectMemberSet(projectId: $p, input: $i)
                { userErrors { code } } }";
            let input = json!({ "email": client.email, "role": word });
            self.owner().mutate(set, json!({ "p": project, "i": input })).await;
        }
        self.write(&project, "src/App.tsx", "export default function App() { return <h1>Hello</h1>; }\n")
            .await;
        project
    }

    /// Changes a file and a wireframe, so that followers hear of something.
    pub async fn touch(&self) {
        let text = format!("{:x?}", self.app.app.random::<8>());
        self.write(&self.project, "notes.txt", &text).await;
        let apply = "mutation($w: ID!, $x: Float!) { wireframeApply(id: $w, input: { operations: [
            { set: { id: \"box\", x: $x } }] }) { userErrors { code } } }";
        let [x, ..] = self.app.app.random::<2>();
        self.owner().mutate(apply, json!({ "w": self.wireframe, "x": f64::from(x) + 0.5 })).await;
    }

    pub async fn write(&self, project: &str, path: &str, text: &str) {
        let write = "mutation($p: ID!, $i: FileWriteInput!) { fileWrite(projectId: $p, input: $i)
            { userErrors { code } } }";
        self.owner().mutate(write, json!({ "p": project, "i": { "path": path, "text": text } })).await;
    }

    pub async fn new_conversation(&self) -> String {
        let create = "mutation($p: ID!) { conversationCreate(projectId: $p, input: {})
            { conversation { id } userErrors { code } } }";
        self.id(create, json!({ "p": self.project }), "conversation").await
    }

    /// A message and the generation that answers it.
    pub async fn new_turn(&self, conversation: &str) -> (String, String) {
        let send = "mutation($c: ID!) { messageSend(conversationId: $c, input: { text: \"a timer\" })
            { message { id } generation { id } userErrors { code } } }";
        let sent = self.owner().mutate(send, json!({ "c": conversation })).await;
        let id = |of: &str| sent[of]["id"].as_str().expect("an id").to_owned();
        (id("message"), id("generation"))
    }

    pub async fn new_deployment(&self, project: &str) -> String {
        let create = "mutation($p: ID!) { deploymentCreate(projectId: $p, input: { provider: LOCAL })
            { deployment { id } userErrors { code } } }";
        self.id(create, json!({ "p": project }), "deployment").await
    }

    /// A wireframe with the element `box` on it.
    pub async fn new_wireframe(&self) -> String {
        let create = "mutation($p: ID!) { wireframeCreate(projectId: $p, input: { name: \"W\" })
            { wireframe { id } userErrors { code } } }";
        let wireframe = self.id(create, json!({ "p": self.project }), "wireframe").await;
        let add = "mutation($w: ID!) { wireframeApply(id: $w, input: { operations: [{ add:
            { id: \"box\", component: \"Box\", x: 0, y: 0, width: 100, height: 100 } }] })
            { userErrors { code } } }";
        self.owner().mutate(add, json!({ "w": wireframe })).await;
        wireframe
    }

    pub async fn new_component(&self, name: &str) -> String {
        let create = "mutation($p: ID!, $n: String!) { componentCreate(projectId: $p, input:
            { name: $n, category: \"Ours\", template: \"<b>Hi</b>\" }) { component { id } userErrors { code } } }";
        self.id(create, json!({ "p": self.project, "n": name }), "component").await
    }

    pub async fn new_snapshot(&self) -> String {
        let create = "mutation($w: ID!) { wireframeSnapshotCreate(wireframeId: $w, input: { name: \"S\" })
            { snapshot { id } userErrors { code } } }";
        self.id(create, json!({ "w": self.wireframe }), "snapshot").await
    }

    async fn id(&self, mutation: &str, variables: serde_json::Value, of: &str) -> String {
        self.owner().mutate(mutation, variables).await[of]["id"].as_str().expect("an id").to_owned()
    }

    async fn first(&self, list: &str) -> String {
        let query =
            format!("query($p: ID!) {{ project(id: $p) {{ {list}(first: 1) {{ nodes {{ id }} }} }} }}");
        let data = self.owner().data(&query, json!({ "p": self.project })).await;
        data["project"][list]["nodes"][0]["id"].as_str().expect("an id").to_owned()
    }

    /// Waits for the end of a stream.
    async fn wait(&self, field: &str, id: &str) {
        let query = format!("subscription($id: ID!) {{ {field} {{ cursor }} }}");
        let events = self.owner().subscribe(&query, json!({ "id": id })).await;
        events.for_each(async |_event| ()).await;
    }
}
