//! Who may do what, for every field that the schema has: the fields come from introspection, and one
//! that the table does not know fails the test.

use serde_json::{Value, json};

use crate::support::{Client, TestApp};

mod rows;
mod schema;
mod world;

use rows::Needs;
use schema::Schema;
use world::{Role, World};

/// What became of a request, as far as rights are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It got past: it succeeded, or failed for another reason.
    Allowed,
    /// It was said that the role does not suffice.
    Forbidden,
    /// It was said, or shown with null, that there is no such thing.
    NotFound,
    /// It was said that nobody is signed in.
    Unauthenticated,
}

impl Outcome {
    /// What the rights in a project, or the lack of them, lead to.
    fn expected(needs: Needs, role: Role) -> Self {
        match (role, needs) {
            // Nobody works signed out without noticing: a token that is no good is refused.
            (Role::Expired | Role::Revoked, _) => Self::Unauthenticated,
            (_, Needs::Nobody) => Self::Allowed,
            (Role::Anonymous, _) => Self::Unauthenticated,
            (_, Needs::SignedIn) => Self::Allowed,
            (Role::Stranger | Role::Admin, _) => Self::NotFound,
            (Role::Viewer, Needs::Editor | Needs::Owner) | (Role::Editor, Needs::Owner) => Self::Forbidden,
            (Role::Viewer | Role::Editor | Role::Owner, _) => Self::Allowed,
        }
    }

    /// What an answer says. `field` is the root field, `shows` whether null there means that nothing
    /// was found.
    fn of(response: &Value, field: &str, shows: bool) -> Self {
        let root = &response["data"][field];
        let codes =
            response["errors"].as_array().into_iter().flatten().map(|error| &error["extensions"]["code"]);
        let codes =
            codes.chain(root["userErrors"].as_array().into_iter().flatten().map(|error| &error["code"]));
        for code in codes {
            match code.as_str() {
                Some("UNAUTHENTICATED") => return Self::Unauthenticated,
                Some("FORBIDDEN") => return Self::Forbidden,
                Some("NOT_FOUND") => return Self::NotFound,
                Some("GRAPHQL_VALIDATION_FAILED" | "INTERNAL_SERVER_ERROR" | "RATE_LIMITED") => {
                    panic!("{field}: {response:#}")
                }
                _ => {}
            }
        }
        if shows && root.is_null() { Self::NotFound } else { Self::Allowed }
    }
}

/// Fails with all fields at once that are not in the table, and all rows whose fields are gone.
fn assert_complete<'a>(what: &str, fields: &[String], rows: impl Iterator<Item = &'a str>) {
    let rows: Vec<&str> = rows.collect();
    let missing: Vec<&String> = fields.iter().filter(|field| !rows.contains(&field.as_str())).collect();
    let gone: Vec<&&str> = rows.iter().filter(|row| !fields.iter().any(|field| field == *row)).collect();
    assert!(
        missing.is_empty(),
        "say in tests/api/authorisation/rows.rs who may use these {what}: {missing:?}"
    );
    assert!(gone.is_empty(), "the schema no longer has these {what}: {gone:?}");
}

fn compare(failures: &mut Vec<String>, what: &str, role: Role, found: Outcome, expected: Outcome) {
    if found != expected {
        failures.push(format!("{what} as {role:?}: {found:?}, not {expected:?}"));
    }
}

#[tokio::test]
async fn queries_show_what_their_viewer_may_see() {
    let (schema, world) = (Schema::read().await, World::start().await);
    assert_complete("queries", &schema.fields("Query"), rows::QUERIES.iter().map(|(name, ..)| *name));
    let mut failures = Vec::new();
    for (name, needs, arguments) in rows::QUERIES {
        let query = schema.document("query", "Query", name);
        for role in Role::ALL {
            let client = world.client(role);
            let response = client.execute(&query, arguments(&world)).await;
            // What one may not see does not exist: null, not an error.
            compare(
                &mut failures,
                name,
                role,
                Outcome::of(&response, name, *needs == Needs::Viewer),
                Outcome::expected(*needs, role),
            );
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[tokio::test]
async fn mutations_are_for_those_with_the_role() {
    let (schema, world) = (Schema::read().await, World::start().await);
    assert_complete("mutations", &schema.fields("Mutation"), rows::MUTATIONS.iter().map(|(name, ..)| *name));
    let mut failures = Vec::new();
    for (name, needs, subject) in rows::MUTATIONS {
        let document = schema.document("mutation", "Mutation", name);
        for role in Role::ALL {
            let subject = rows::prepare(&world, subject, role).await;
            let response = if *name == "projectImport" {
                rows::import(&subject.client, &document).await
            } else {
                subject.client.execute(&document, subject.arguments).await
            };
            compare(
                &mut failures,
                name,
                role,
                Outcome::of(&response, name, false),
                Outcome::expected(*needs, role),
            );
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[tokio::test]
async fn subscriptions_are_for_members() {
    use futures::StreamExt as _;

    let (schema, world) = (Schema::read().await, World::start().await);
    assert_complete(
        "subscriptions",
        &schema.fields("Subscription"),
        rows::SUBSCRIPTIONS.iter().map(|(name, _)| *name),
    );
    let mut failures = Vec::new();
    for (name, argument) in rows::SUBSCRIPTIONS {
        let document = schema.document("subscription", "Subscription", name);
        for role in Role::ALL {
            let found = follow(&world, world.client(role), name, &document, argument(&world)).await;
            compare(&mut failures, name, role, found, Outcome::expected(Needs::Viewer, role));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");

    async fn follow(world: &World, client: &Client, name: &str, document: &str, arguments: Value) -> Outcome {
        let mut events = client.subscribe(document, arguments).await;
        // Whoever may follow sees what happens; a socket that is refused ends without a word.
        let trigger = async {
            loop {
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                world.touch().await;
            }
        };
        let first = tokio::select! {
            first = events.next() => first,
            () = trigger => unreachable!("it goes on"),
        };
        first.map_or(Outcome::Unauthenticated, |event| Outcome::of(&event, name, false))
    }
}

#[tokio::test]
async fn everything_that_is_reached_by_its_id_is_for_members() {
    let (schema, world) = (Schema::read().await, World::start().await);
    let kinds = schema.implementors("Node");
    assert_complete("types of nodes", &kinds, world.nodes().into_iter().map(|(kind, _)| kind));
    let mut failures = Vec::new();
    for (kind, id) in world.nodes() {
        for field in schema.fields(kind) {
            let what = format!("{kind}.{field}");
            let selection = schema.selection(kind, &field);
            let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ {selection} }} }} }}");
            for role in Role::ALL {
                let response = world.client(role).execute(&query, json!({ "id": id })).await;
                let expected = Outcome::expected(Needs::Viewer, role);
                let found = Outcome::of(&response, "node", true);
                compare(&mut failures, &what, role, found, expected);
                if rows::ONLY_ONES_OWN.contains(&what.as_str()) && role != Role::Owner {
                    let shown = &response["data"]["node"][&field];
                    assert!(shown.is_null(), "{what} as {role:?}: {shown}");
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
