//! Whatever is selected, answers are those of the executor itself.

use std::collections::BTreeSet;

use async_graphql::{
    ComplexObject, EmptyMutation, EmptySubscription, Error, Interface, Object, Schema, SimpleObject,
};
use serde_json::Value;

use super::{Ready, ReadyList};

#[derive(Clone, SimpleObject)]
#[graphql(complex)]
struct Book {
    title: String,
    pages: i32,
    note: Option<String>,
}

plain!(
    Book,
    "title": title,
    "pages": pages;
    "editor" => |book, field| field.object(&book.editor()),
    "readers" => |book, field| field.list(book.readers().iter()),
);

impl Book {
    fn editor(&self) -> Author {
        Author { name: format!("who edited {}", self.title) }
    }

    fn readers(&self) -> Vec<Author> {
        (0..self.pages % 3).map(|number| Author { name: format!("{number} of {}", self.title) }).collect()
    }
}

#[derive(Clone, SimpleObject)]
#[graphql(complex)]
struct Author {
    name: String,
}

plain!(Author, "name": name);

#[ComplexObject]
impl Author {
    async fn age(&self) -> usize {
        tokio::task::yield_now().await;
        self.name.len()
    }
}

#[derive(Interface)]
#[graphql(field(name = "title", ty = "&String"))]
enum Titled {
    Book(Book),
}

#[ComplexObject]
impl Book {
    async fn author(&self) -> Result<Ready<Author>, Error> {
        Ok(Ready(Author { name: format!("of {}", self.title) }))
    }

    #[graphql(name = "editor")]
    async fn editor_later(&self) -> Ready<Author> {
        Ready(self.editor())
    }

    #[graphql(name = "readers")]
    async fn readers_later(&self) -> ReadyList<Author> {
        ReadyList(self.readers())
    }

    async fn slow(&self) -> String {
        tokio::task::yield_now().await;
        format!("{} in the end", self.title)
    }

    async fn fails(&self) -> Result<String, Error> {
        tokio::task::yield_now().await;
        if self.pages == 2 { Err("torn out".into()) } else { Ok("whole".to_owned()) }
    }
}

struct Query;

fn books() -> Vec<Book> {
    let book = |pages: i32| Book { title: format!("Book {pages}"), pages, note: None };
    (1..=50).map(book).collect()
}

#[Object]
impl Query {
    async fn usual(&self) -> Vec<Book> {
        books()
    }

    async fn ready(&self) -> ReadyList<Book> {
        ReadyList(books())
    }

    async fn titled(&self) -> Titled {
        Titled::Book(books().remove(0))
    }
}

/// The data and the errors, whose order is not said.
async fn answer(query: &str, root: &str) -> (Value, BTreeSet<String>) {
    let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
    let response = schema.execute(query.replace("ROOT", root)).await;
    let errors = response.errors.iter().map(|error| format!("{error:?}")).collect();
    (serde_json::from_str(&serde_json::to_string(&response.data).unwrap()).unwrap(), errors)
}

#[tokio::test]
async fn answers_are_the_executors() {
    for query in [
        "{ books: ROOT { title pages note __typename author { name } } }",
        "{ books: ROOT { ...B slow kind: __typename ... { note } } } \
         fragment B on Book { title again: title author { ...A } } fragment A on Author { name t: __typename }",
        "{ books: ROOT { title fails pages slow } }",
        "{ books: ROOT { editor { name kind: __typename } again: editor { ... on Author { name } } readers { name } } }",
        "{ books: ROOT { editor { name age } readers { age ...A } pages } } fragment A on Author { name }",
        "{ books: ROOT { editor { name @skip(if: true) age } readers { name @include(if: false) } title } }",
        "{ books: ROOT { title @skip(if: true) pages @include(if: true) ... @include(if: false) { note } } }",
        "{ books: ROOT { ... on Titled { title } ... on Book { pages } } }",
        "{ books: ROOT { title ...B editor { name } readers { name } author { name } } } \
         fragment B on Book { pages title editor { kind: __typename } readers { n: name } author { age } slow }",
        "{ books: ROOT { ...B ... on Book { slow fails author { age } } } } fragment B on Book { author { name } slow }",
        "{ books: ROOT { author { ...A ... on Author { age name } } editor { name ...A } } } \
         fragment A on Author { name age }",
    ] {
        let (usual, ready) = (answer(query, "usual").await, answer(query, "ready").await);
        assert_ne!(usual.0, Value::Null, "{:?}", usual.1);
        assert_eq!(usual, ready, "{query}");
    }
}

#[tokio::test]
async fn fields_keep_their_order() {
    let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
    let response = schema.execute("{ ready { slow title author { name } pages } }").await;
    let text = serde_json::to_string(&response.data).unwrap();
    assert!(
        text.contains(
            r#"{"slow":"Book 1 in the end","title":"Book 1","author":{"name":"of Book 1"},"pages":1}"#
        ),
        "{text}"
    );
}
