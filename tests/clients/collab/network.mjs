// The way of one client to the server, which can fail: cut, silent for a while, or open at one end only.
import { connect, createServer } from "node:net";
import { once } from "node:events";

export class Network {
  #server;
  #open = new Set();
  #up = true;

  /** A way to `port` that works, until it is told otherwise. */
  static async start(port) {
    const network = new Network();
    network.#server = createServer({ allowHalfOpen: true }, (client) => network.#forward(client, port));
    network.#server.listen(0, "127.0.0.1");
    await once(network.#server, "listening");
    return network;
  }

  get port() {
    return this.#server.address().port;
  }

  #forward(client, port) {
    if (!this.#up) {
      client.resetAndDestroy();
      return;
    }
    const server = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const pair = [client, server];
    this.#open.add(pair);
    for (const [from, to] of [pair, pair.toReversed()]) {
      from.setNoDelay(true);
      from.on("error", () => {});
      from.once("close", () => {
        this.#open.delete(pair);
        to.destroy();
      });
      from.pipe(to);
    }
  }

  /** Ends all connections, politely or with a reset, and lets none through until `heal`. */
  cut(politely) {
    this.#up = false;
    for (const pair of this.#open) for (const socket of pair) politely ? socket.destroy() : socket.resetAndDestroy();
  }

  /** Says nothing any more in either direction, and lets none through, until `heal`. */
  stall() {
    this.#up = false;
    for (const [client, server] of this.#open) {
      client.unpipe(server).pause();
      server.unpipe(client).pause();
    }
  }

  /** Ends what the client says; what the server says still arrives. */
  halfClose() {
    for (const [client, server] of this.#open) {
      client.unpipe(server).resume();
      server.end();
    }
  }

  /** Works again. Connections that were silent go on where they were. */
  heal() {
    if (this.#up) return;
    this.#up = true;
    for (const [client, server] of this.#open) {
      client.pipe(server);
      server.pipe(client);
    }
  }

  async close() {
    for (const pair of this.#open) for (const socket of pair) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}
