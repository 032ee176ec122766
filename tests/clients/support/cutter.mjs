// A network that fails: a TCP proxy in front of a server that cuts connections at random moments,
// in the ways in which real ones break.
import { connect, createServer } from "node:net";
import { once } from "node:events";

/** Bytes from the server after which a connection may be cut, in the middle of a frame for example. */
const BYTES = 24 * 1024;
/** Milliseconds after which one may be cut, also where nothing is said. */
const TIME = 60;

export class Cutter {
  /** Connections that were cut after the server had begun to answer. */
  cuts = 0;
  #limit;
  #random;
  #server;
  #open = new Set();

  /** Cuts connections to `port` until there were `limit` cuts; then lets them be. */
  static async start(port, random, limit) {
    const cutter = new Cutter(random, limit);
    cutter.#server = createServer((client) => cutter.#forward(client, port));
    cutter.#server.listen(0, "127.0.0.1");
    await once(cutter.#server, "listening");
    return cutter;
  }

  constructor(random, limit) {
    this.#random = random;
    this.#limit = limit;
  }

  get port() {
    return this.#server.address().port;
  }

  get done() {
    return this.cuts >= this.#limit;
  }

  #forward(client, port) {
    const server = connect(port, "127.0.0.1");
    const both = [client, server];
    for (const socket of both) {
      this.#open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.once("close", () => {
        this.#open.delete(socket);
        for (const other of both) other.destroy();
      });
    }
    client.pipe(server);
    this.#cut(client, server);
  }

  #cut(client, server) {
    const byTime = this.#random() < 0.5;
    let left = byTime ? Infinity : Math.floor(this.#random() * BYTES);
    const how = this.#random();
    let answered = false;
    const cut = () => {
      if (this.done || client.destroyed) return;
      if (answered) this.cuts++;
      // Politely, with a reset, or leaving it to the server to notice what the client has noticed.
      if (how < 0.4) client.destroy();
      else if (how < 0.8) client.resetAndDestroy();
      else server.resetAndDestroy();
    };
    server.on("data", (chunk) => {
      answered = true;
      const whole = chunk.length <= left || this.done;
      const wait = !client.write(whole ? chunk : chunk.subarray(0, left));
      left -= chunk.length;
      if (!whole) client.write("", cut);
      else if (wait) {
        server.pause();
        client.once("drain", () => server.resume());
      }
    });
    server.once("end", () => client.end());
    if (byTime) {
      const timer = setTimeout(cut, this.#random() * TIME);
      client.once("close", () => clearTimeout(timer));
    }
  }

  async close() {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}
