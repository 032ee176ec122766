// Where the browser test gets its apps: a running server, through its GraphQL schema alone.
//
// `MAQUETTE_URL` says where it is (http://127.0.0.1:3001), `MAQUETTE_MODEL` which model to ask
// for (builtin).
import { randomUUID } from "node:crypto";

const URL_BASE = process.env.MAQUETTE_URL ?? "http://127.0.0.1:3001";
const MODEL = process.env.MAQUETTE_MODEL ?? "builtin";

/** Opens the host: `create(prompt) → {url, reply, followUp(text)}`, `close()`. */
export async function open() {
  const account = { email: `e2e-${randomUUID()}@example.com`, password: randomUUID() };
  const { accountRegister } = await ask(
    `mutation ($input: AccountRegisterInput!) { accountRegister(input: $input) { accessToken userErrors { message } } }`,
    { input: account },
  );
  const token = must(accountRegister, "accessToken");

  async function turn(app, text) {
    const { messageSend } = await ask(
      `mutation ($id: ID!, $input: MessageSendInput!) { messageSend(conversationId: $id, input: $input) { generation { id } userErrors { message } } }`,
      { id: app.conversation, input: { text, model: MODEL, clientKey: randomUUID() } },
      token,
    );
    await finished(must(messageSend, "generation").id);
    const { node } = await ask(
      `query ($id: ID!) { node(id: $id) { ... on Conversation { messages(last: 1) { nodes { role text } } project { preview { url } } } } }`,
      { id: app.conversation },
      token,
    );
    app.reply = node.messages.nodes[0].text;
    app.url = node.project.preview.url;
  }

  async function finished(id) {
    for (let tries = 0; tries < 600; tries += 1) {
      const { node } = await ask(`query ($id: ID!) { node(id: $id) { ... on Generation { status failure } } }`, { id }, token);
      if (node.status === "SUCCEEDED") return;
      if (["FAILED", "CANCELLED"].includes(node.status)) throw new Error(`generation ${node.status}: ${node.failure}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("the generation does not end");
  }

  return {
    async create(prompt, name = "App") {
      const { projectCreate } = await ask(
        `mutation ($input: ProjectCreateInput!) { projectCreate(input: $input) { project { id } userErrors { message } } }`,
        { input: { name } },
        token,
      );
      const { conversationCreate } = await ask(
        `mutation ($id: ID!) { conversationCreate(projectId: $id) { conversation { id } userErrors { message } } }`,
        { id: must(projectCreate, "project").id },
        token,
      );
      const app = { conversation: must(conversationCreate, "conversation").id };
      app.followUp = (text) => turn(app, text);
      await turn(app, prompt);
      return app;
    },
    async close() {},
  };
}

async function ask(query, variables, token) {
  const response = await fetch(`${URL_BASE}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors.map((error) => error.message).join("; "));
  return data;
}

function must(payload, key) {
  if (!payload[key]) throw new Error(payload.userErrors.map((error) => error.message).join("; ") || `no ${key}`);
  return payload[key];
}
