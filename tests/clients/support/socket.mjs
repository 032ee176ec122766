// A WebSocket that speaks graphql-transport-ws by hand, so that it can also speak it wrongly.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import WebSocket from "ws";
import { until, within } from "./wait.mjs";

export const PROTOCOL = "graphql-transport-ws";

export class RawSocket {
  /** What the server said, oldest first. */
  messages = [];
  /** The code and the reason that it was closed with. */
  closed = null;

  /** Opens a socket. `options` are those of `ws`: `headers`, `origin`, `autoPong`, … */
  static async open(server, options = {}, protocols = [PROTOCOL]) {
    const socket = new RawSocket(new WebSocket(server.socket, protocols, options));
    await once(socket.ws, "open");
    return socket;
  }

  /** Opens a socket and introduces a person. */
  static async ready(server, person = null, options = {}) {
    const socket = await RawSocket.open(server, options);
    await socket.initialise(person);
    return socket;
  }

  constructor(ws) {
    this.ws = ws;
    ws.on("message", (data) => this.messages.push(JSON.parse(data.toString())));
    ws.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
    // A refused or broken socket closes as well; its code says what is of interest.
    ws.on("error", () => {});
  }

  send(message) {
    this.ws.send(JSON.stringify(message));
  }

  async initialise(person = null) {
    this.send({ type: "connection_init", payload: person ? { authorization: person.authorization } : {} });
    await this.next((message) => message.type === "connection_ack", "connection_ack");
  }

  subscribe(id, query, variables = {}) {
    this.send({ id, type: "subscribe", payload: { query, variables } });
  }

  complete(id) {
    this.send({ id, type: "complete" });
  }

  /** The messages of one operation. */
  of(id) {
    return this.messages.filter((message) => message.id === id);
  }

  /** The first message, present or to come, that `wanted` accepts. */
  async next(wanted, what = "a message", limit = 10_000) {
    await until(() => this.messages.some(wanted) || this.closed, what, limit);
    const found = this.messages.find(wanted);
    if (!found) throw new Error(`${what}: closed with ${JSON.stringify(this.closed)} after ${JSON.stringify(this.messages.slice(-3))}`);
    return found;
  }

  /** The messages of an operation once it has ended. */
  async end(id) {
    await this.next((message) => message.id === id && message.type !== "next", `the end of ${id}`);
    return this.of(id);
  }

  /** Comes back once the server has dealt with all that was sent before. */
  async fence() {
    const payload = { fence: randomBytes(8).toString("hex") };
    this.send({ type: "ping", payload });
    await this.next((message) => message.type === "pong" && message.payload?.fence === payload.fence, "pong");
  }

  /** The code and the reason that the server closes with. */
  async close(limit = 10_000) {
    await until(() => this.closed, "the end of the socket", limit);
    return this.closed;
  }

  terminate() {
    this.ws.terminate();
  }
}

/** The answer to a handshake: its status, and the close code that follows where the socket is opened. */
export async function shakeHands(server, headers) {
  const call = request({
    host: "localhost",
    port: server.port,
    path: "/graphql",
    headers: {
      connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64"), ...headers,
    },
  });
  call.end();
  const answered = new Promise((resolve, reject) => {
    call.once("error", reject);
    call.once("response", (response) => {
      response.resume();
      response.once("end", () => resolve({ status: response.statusCode, protocol: undefined, code: null }));
    });
    call.once("upgrade", (response, socket, head) => {
      const chunks = [head];
      socket.on("data", (chunk) => chunks.push(chunk));
      socket.on("error", () => {});
      const settle = () => {
        const bytes = Buffer.concat(chunks);
        // An unmasked close frame: FIN and opcode 8, the length, the code.
        if (bytes.length >= 4 && bytes[0] === 0x88) done(bytes.readUInt16BE(2));
      };
      const done = (code) => {
        socket.destroy();
        resolve({ status: response.statusCode, protocol: response.headers["sec-websocket-protocol"], code });
      };
      socket.on("data", settle);
      socket.once("end", () => done(null));
      settle();
    });
  });
  return within(10_000, answered, "the answer to a handshake");
}
