//! A client as a frontend would be: JSON over HTTP, subscriptions over a WebSocket.

use futures::stream::BoxStream;
use futures::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

#[derive(Clone)]
pub struct Client {
    port: u16,
    http: reqwest::Client,
    pub token: Option<String>,
    pub refresh_token: Option<String>,
    pub user_id: String,
    pub email: String,
}

/// The password of every account that [`Client::sign_up`] makes.
pub const PASSWORD: &str = "correct horse battery";

impl Client {
    pub fn new(port: u16) -> Self {
        // Another client may have installed it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::new();
        Self { port, http, token: None, refresh_token: None, user_id: String::new(), email: String::new() }
    }

    /// Registers `name@example.com` and keeps its tokens.
    pub async fn sign_up(mut self, name: &str) -> Self {
        self.email = format!("{name}@example.com");
        let input = json!({ "email": self.email, "password": PASSWORD, "displayName": name });
        let data = self
            .data(
                "mutation($input: AccountRegisterInput!) { accountRegister(input: $input) \
                 { accessToken refreshToken user { id } userErrors { code message field } } }",
                json!({ "input": input }),
            )
            .await;
        let payload = &data["accountRegister"];
        assert_eq!(payload["userErrors"], json!([]));
        self.token = Some(payload["accessToken"].as_str().expect("a token").to_owned());
        self.refresh_token = Some(payload["refreshToken"].as_str().expect("a token").to_owned());
        self.user_id = payload["user"]["id"].as_str().expect("an id").to_owned();
        self
    }

    /// Signs in to the account that [`Client::sign_up`] made.
    pub async fn sign_in(mut self, name: &str) -> Self {
        self.email = format!("{name}@example.com");
        let query = "mutation($email: String!, $password: String!) { accountLogin(input: { email: $email, password: $password }) \
                     { accessToken refreshToken user { id } userErrors { code message field } } }";
        let payload = self.mutate(query, json!({ "email": self.email, "password": PASSWORD })).await;
        self.token = Some(payload["accessToken"].as_str().expect("a token").to_owned());
        self.refresh_token = Some(payload["refreshToken"].as_str().expect("a token").to_owned());
        self.user_id = payload["user"]["id"].as_str().expect("an id").to_owned();
        self
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// The whole response to an operation.
    pub async fn execute(&self, query: &str, variables: Value) -> Value {
        self.try_execute(query, variables).await.expect("an answer")
    }

    /// The whole response to an operation, unless the server goes away meanwhile.
    pub async fn try_execute(&self, query: &str, variables: Value) -> Result<Value, reqwest::Error> {
        let mut request = self.http.post(self.url("/graphql"));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let body = json!({ "query": query, "variables": variables });
        request.json(&body).send().await?.json().await
    }

    /// The data of an operation that must succeed.
    pub async fn data(&self, query: &str, variables: Value) -> Value {
        let response = self.execute(query, variables).await;
        assert!(response.get("errors").is_none(), "{query}\n{response:#}");
        response["data"].clone()
    }

    /// The payload of a mutation that must succeed.
    pub async fn mutate(&self, query: &str, variables: Value) -> Value {
        let data = self.data(query, variables).await;
        let payload = data.as_object().and_then(|data| data.values().next()).expect("a payload").clone();
        assert_eq!(payload["userErrors"], json!([]), "{query}");
        payload
    }

    /// The code of the first user error of a mutation that must be refused.
    pub async fn refusal(&self, query: &str, variables: Value) -> String {
        let data = self.data(query, variables).await;
        let payload = data.as_object().and_then(|data| data.values().next()).expect("a payload");
        payload["userErrors"][0]["code"]
            .as_str()
            .unwrap_or_else(|| panic!("{query} succeeded: {data:#}"))
            .to_owned()
    }

    /// The code of the first top-level error of an operation that must fail.
    pub async fn error_code(&self, query: &str, variables: Value) -> String {
        let response = self.execute(query, variables).await;
        let code = response["errors"][0]["extensions"]["code"].as_str();
        code.unwrap_or_else(|| panic!("{query} succeeded: {response:#}")).to_owned()
    }

    /// The responses of a subscription, until it completes. Dropping the stream closes its socket.
    pub async fn subscribe(&self, query: &str, variables: Value) -> BoxStream<'static, Value> {
        self.try_subscribe(query, variables).await.expect("a socket")
    }

    /// As [`Self::subscribe`], for a server that may be gone.
    pub async fn try_subscribe(
        &self,
        query: &str,
        variables: Value,
    ) -> Result<BoxStream<'static, Value>, tokio_tungstenite::tungstenite::Error> {
        let mut request =
            format!("ws://127.0.0.1:{}/graphql", self.port).into_client_request().expect("an address");
        request
            .headers_mut()
            .insert("sec-websocket-protocol", "graphql-transport-ws".parse().expect("a header"));
        let (mut socket, _) = tokio_tungstenite::connect_async(request).await?;
        let authorization = self.token.as_ref().map(|token| format!("Bearer {token}"));
        let init = json!({ "type": "connection_init", "payload": { "authorization": authorization } });
        socket.send(Message::text(init.to_string())).await?;
        let subscribe =
            json!({ "id": "1", "type": "subscribe", "payload": { "query": query, "variables": variables } });
        let mut subscribe = Some(subscribe);
        let stream = async_stream::stream! {
            while let Some(Ok(message)) = socket.next().await {
                let Message::Text(text) = message else { continue };
                let message: Value = serde_json::from_str(&text).expect("JSON");
                match message["type"].as_str() {
                    Some("connection_ack") => {
                        let subscribe = subscribe.take().expect("acknowledged once");
                        if socket.send(Message::text(subscribe.to_string())).await.is_err() {
                            return;
                        }
                    }
                    Some("next") => yield message["payload"].clone(),
                    Some("error") => {
                        yield json!({ "errors": message["payload"] });
                        return;
                    }
                    Some("complete") => return,
                    _ => {}
                }
            }
        };
        Ok(stream.boxed())
    }
}
