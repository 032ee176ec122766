// The API as its clients use it: GraphQL over HTTP, subscriptions over graphql-ws.
import { request } from "node:http";
import { createClient } from "graphql-ws";
import WebSocket from "ws";

/** Where the server under test is. */
export const SERVER = process.env.MAQUETTE_URL ?? "http://localhost:3001";

export class Api {
  token = null;

  /** The data of an operation; throws with the server's own sentence. */
  async ask(query, variables = {}) {
    const response = await fetch(`${SERVER}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(this.token && { authorization: `Bearer ${this.token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    if (errors?.length) throw new Error(errors.map(({ message }) => message).join("; "));
    return data;
  }

  /** The payload of a mutation's only field; throws where it holds user errors. */
  async change(query, variables) {
    const [payload] = Object.values(await this.ask(query, variables));
    if (payload.userErrors.length) throw new Error(payload.userErrors.map(({ message }) => message).join("; "));
    return payload;
  }

  /** Follows a subscription: `items` grows; `ended` resolves with it once the server completes. */
  follow(query, variables) {
    const [name] = /(?<=\{\s*)\w+/.exec(query);
    const client = createClient({
      url: `${SERVER.replace(/^http/, "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.token}` },
      retryAttempts: 0,
    });
    const items = [];
    const watchers = new Set();
    const ended = new Promise((resolve, reject) => {
      client.subscribe(
        { query, variables },
        {
          next({ data, errors }) {
            if (errors?.length) return reject(new Error(errors.map(({ message }) => message).join("; ")));
            items.push(data[name]);
            for (const watcher of watchers) watcher();
          },
          error: (error) => reject(error instanceof Error ? error : new Error(JSON.stringify(error))),
          complete: () => resolve(items),
        },
      );
    });
    ended.catch(() => {});
    /** Resolves with the first item, present or to come, that `wanted` accepts. */
    const first = (wanted, what, limit = 30_000) =>
      new Promise((resolve, reject) => {
        const done = (settle, value) => {
          clearTimeout(timer);
          watchers.delete(look);
          settle(value);
        };
        const look = () => {
          const found = items.find(wanted);
          if (found) done(resolve, found);
        };
        const timer = setTimeout(() => done(reject, new Error(`${what} did not come: ${JSON.stringify(items.slice(-5))}`)), limit);
        watchers.add(look);
        ended.then(look, (error) => done(reject, error));
        look();
      });
    return { items, ended, first, stop: () => client.dispose() };
  }
}

/** What the server answers to a GET on its own host. The body is read: half-read ones keep Node waiting. */
export async function statusOf(path) {
  const response = await fetch(new URL(path, SERVER));
  await response.arrayBuffer();
  return response.status;
}

/** A plain request to the server under another host name, which only browsers resolve. */
export function askHost(address, path, { method = "GET", body, headers = {} } = {}) {
  const { hostname, port } = new URL(SERVER);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, method, headers: { host: new URL(address).host, ...headers } }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }));
    });
    call.once("error", reject);
    call.end(body);
  });
}
