// A person with an account, who asks over HTTP as simple clients do. What a suite is about it does
// with other people's clients; this is for everything around.
import { createHash, createHmac, randomUUID } from "node:crypto";
import { SECRET } from "./server.mjs";

const PASSWORD = "correct horse battery staple";

export class Person {
  /** @param server where the account is made */
  static async register(server, name = "Ada") {
    const person = new Person(server, `${name.toLowerCase()}-${randomUUID()}@example.com`);
    const answer = await person.change(
      `mutation ($input: AccountRegisterInput!) { accountRegister(input: $input) { ${TOKENS} } }`,
      { input: { email: person.email, password: PASSWORD, displayName: name } },
    );
    return person.#adopt(answer);
  }

  constructor(server, email) {
    this.server = server;
    this.email = email;
    this.token = null;
    this.refreshToken = null;
    this.id = null;
  }

  #adopt({ accessToken, refreshToken, user }) {
    this.token = accessToken;
    this.refreshToken = refreshToken;
    this.id = user.id;
    return this;
  }

  /** The same person on another device: another session. */
  async onAnotherDevice() {
    const other = new Person(this.server, this.email);
    const answer = await other.change(
      `mutation ($input: AccountLoginInput!) { accountLogin(input: $input) { ${TOKENS} } }`,
      { input: { email: this.email, password: PASSWORD } },
    );
    return other.#adopt(answer);
  }

  get authorization() {
    return `Bearer ${this.token}`;
  }

  get headers() {
    return this.token ? { authorization: this.authorization } : {};
  }

  /** The session's access token with another time to expire, signed as the server signs its own. */
  tokenUntil(seconds) {
    const [header, claims] = this.token.split(".");
    const words = { ...JSON.parse(Buffer.from(claims, "base64url")), exp: Math.floor(seconds) };
    const signed = `${header}.${Buffer.from(JSON.stringify(words)).toString("base64url")}`;
    const key = createHmac("sha256", createHash("sha256").update(SECRET).digest()).update("maquette/access-token").digest();
    return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
  }

  /** The whole answer to an operation. */
  async send(query, variables = {}) {
    const response = await fetch(this.server.endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", ...this.headers },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }

  /** The data of an operation; throws where it has errors. */
  async ask(query, variables) {
    const { data, errors } = await this.send(query, variables);
    if (errors?.length) throw new Error(errors.map(({ message }) => message).join("; "));
    return data;
  }

  /** The payload of a mutation's only field; throws where it holds user errors. */
  async change(query, variables) {
    const [payload] = Object.values(await this.ask(query, variables));
    if (payload.userErrors.length) throw new Error(payload.userErrors.map(({ message }) => message).join("; "));
    return payload;
  }

  /** A new project with where its events begin. */
  async project(name = "Habits") {
    const { project } = await this.change(
      "mutation ($name: String!) { projectCreate(input: { name: $name }) { project { id eventsCursor } userErrors { message } } }",
      { name },
    );
    return project;
  }

  /** A conversation with the agent. */
  async conversation(projectId) {
    const { conversation } = await this.change(
      "mutation ($id: ID!) { conversationCreate(projectId: $id) { conversation { id } userErrors { message } } }",
      { id: projectId },
    );
    return conversation.id;
  }

  /** Says something to the agent; the generation that it starts. */
  async say(conversationId, text) {
    const { generation } = await this.change(
      `mutation ($id: ID!, $text: String!) {
        messageSend(conversationId: $id, input: { text: $text }) { generation { id } userErrors { message } }
      }`,
      { id: conversationId, text },
    );
    return generation.id;
  }

  /** Writes a file of text; its hash. */
  async write(projectId, path, text) {
    const { file } = await this.change(
      `mutation ($id: ID!, $path: String!, $text: String!) {
        fileWrite(projectId: $id, input: { path: $path, text: $text }) { file { hash } userErrors { message } }
      }`,
      { id: projectId, path, text },
    );
    return file.hash;
  }

  /** Makes somebody a member of a project, or gives them another role in it. */
  async invite(projectId, other, role) {
    await this.change(
      `mutation ($id: ID!, $input: ProjectMemberSetInput!) {
        projectMemberSet(projectId: $id, input: $input) { member { role } userErrors { message } }
      }`,
      { id: projectId, input: { email: other.email, role } },
    );
  }

  async remove(projectId, userId) {
    await this.change(
      "mutation ($id: ID!, $user: ID!) { projectMemberRemove(projectId: $id, userId: $user) { removedId userErrors { message } } }",
      { id: projectId, user: userId },
    );
  }

  /** Ends this device's session. */
  async signOut() {
    await this.change("mutation { sessionRevoke { revoked userErrors { message } } }");
  }
}

const TOKENS = "accessToken refreshToken user { id } userErrors { message }";
