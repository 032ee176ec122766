import { createClient } from "graphql-sse";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchWithLateEnd } from "../src/resume-sse.ts";
import { resumable } from "../src/resume.ts";

const payload = { query: "subscription ($id: ID!, $after: StreamCursor) { … }", variables: { id: "gen_1" } };
interface Item { generationEvents: { cursor: string } }
/** How a connection ends before the stream does. */
type Ending = "breaks" | "closes";

/** Streams `count` events, with an end right behind each of `drops`; remembers how it was asked. */
function fakeServer(count: number, drops: number[], ending: Ending = "breaks") {
  const left = new Set(drops);
  const resumedAfter: unknown[] = [];
  vi.stubGlobal("fetch", (_url: string, { body }: { body: string }): Promise<Response> => {
    const { variables } = JSON.parse(body) as { variables: { id: string; after?: string } };
    expect(variables.id).toBe("gen_1");
    resumedAfter.push(variables.after);
    let index = variables.after === undefined ? 0 : Number(variables.after) + 1;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const write = (text: string): void => { controller.enqueue(new TextEncoder().encode(text)); };
        if (left.delete(index - 1)) {
          if (ending === "breaks") controller.error(new TypeError("terminated"));
          else controller.close();
        } else if (index === count) {
          write("event: complete\ndata:\n\n");
          controller.close();
        } else {
          write(`:\n\nid: ${index.toString()}\nevent: next\ndata: ${JSON.stringify({ data: { generationEvents: { cursor: index.toString() } } })}\n\n`);
          index++;
        }
      },
    });
    return Promise.resolve(new Response(stream, { headers: { "content-type": "text/event-stream" } }));
  });
  return { resumedAfter };
}

const client = resumable(createClient({ url: "http://test/graphql", fetchFn: fetchWithLateEnd, retryAttempts: 5, retry: () => Promise.resolve() }));
afterEach(() => { vi.unstubAllGlobals(); });

describe("resumable with graphql-sse", () => {
  it.each<Ending>(["breaks", "closes"])("delivers every event once, over a connection that %s", async (ending) => {
    const server = fakeServer(20, [3, 9, 10], ending);
    const cursors: string[] = [];
    for await (const { data } of client.iterate<Item>(payload)) cursors.push(data?.generationEvents.cursor ?? "");
    expect(cursors).toEqual(Array.from({ length: 20 }, (_, index) => index.toString()));
    expect(server.resumedAfter).toEqual([undefined, "3", "9", "10"]);
  });

  it("keeps the cursor that the caller began with until there is a later one", async () => {
    const server = fakeServer(8, [4, 6]);
    const cursors: string[] = [];
    const from = { ...payload, variables: { ...payload.variables, after: "4" } };
    for await (const { data } of client.iterate<Item>(from)) cursors.push(data?.generationEvents.cursor ?? "");
    expect(cursors).toEqual(["5", "6", "7"]);
    expect(server.resumedAfter).toEqual(["4", "4", "6"]);
  });

  it("hands on what is no broken connection", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("event: nonsense\ndata: {}\n\n")));
    await expect(client.iterate(payload).next()).rejects.toThrow("nonsense");
  });

  it("stops when its reader does", async () => {
    const server = fakeServer(1_000_000, []);
    for await (const { data } of client.iterate<Item>(payload)) {
      if (data?.generationEvents.cursor === "5") break;
    }
    expect(server.resumedAfter).toEqual([undefined]);
  });
});
