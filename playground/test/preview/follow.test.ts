import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Follower, type Reloaded } from "../../preview-client/follow.ts";

class Source extends EventTarget {
  readyState = 1;
  closed = false;
  close(): void {
    this.closed = true;
  }
  send(type: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
}

function setUp(revision: number | null) {
  const sources: Source[] = [];
  let reloadedFor: number | null = null;
  const page = {
    connect: () => {
      const source = new Source();
      sources.push(source);
      return source as unknown as EventSource;
    },
    reload: vi.fn((target: number) => { reloadedFor = target; }),
    restyle: vi.fn(),
    reloadedFor: () => reloadedFor,
  };
  const follower = new Follower(page, revision);
  follower.start();
  const change = (rest: Partial<Reloaded>): Reloaded => ({ revision: 2, paths: ["src/App.tsx"], stylesOnly: false, styles: {}, ...rest });
  return { follower, page, sources, change, send: (type: string, data: unknown) => { sources.at(-1)?.send(type, data); } };
}

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

describe("Follower", () => {
  it("reloads once for changes that come together", () => {
    const { page, send, change } = setUp(1);
    for (const revision of [2, 3, 4]) send("reloaded", change({ revision }));
    vi.runAllTimers();
    expect(page.reload.mock.calls).toEqual([[4]]);
  });

  it("does not wait for a burst to end", () => {
    const { page, send, change } = setUp(1);
    for (let revision = 2; revision < 50; revision++) {
      send("reloaded", change({ revision }));
      vi.advanceTimersByTime(10);
    }
    expect(page.reload.mock.calls.length).toBeGreaterThan(0);
  });

  it("exchanges style sheets without a reload, unless one is due anyway", () => {
    const { page, send, change } = setUp(1);
    send("reloaded", change({ revision: 2, stylesOnly: true, styles: { "a.css": "/a.css?v=2" } }));
    expect(page.restyle).toHaveBeenCalledTimes(1);
    send("reloaded", change({ revision: 3 }));
    send("reloaded", change({ revision: 4, stylesOnly: true }));
    vi.runAllTimers();
    expect(page.restyle).toHaveBeenCalledTimes(1);
    expect(page.reload.mock.calls).toEqual([[4]]);
  });

  it("passes over what the page has already", () => {
    const { page, send, change } = setUp(5);
    send("hello", { revision: 5 });
    send("reloaded", change({ revision: 5 }));
    send("reloaded", change({ revision: 4 }));
    vi.runAllTimers();
    expect(page.reload).not.toHaveBeenCalled();
  });

  it("catches up with what it missed, but does not reload for ever over a stale page", () => {
    const { page, send } = setUp(1);
    send("hello", { revision: 3 });
    vi.runAllTimers();
    expect(page.reload.mock.calls).toEqual([[3]]);
    send("hello", { revision: 3 });
    vi.runAllTimers();
    expect(page.reload).toHaveBeenCalledTimes(1);
  });

  it("counts a style change as seen when it connects again", () => {
    const { page, send, change } = setUp(1);
    send("reloaded", change({ revision: 2, stylesOnly: true }));
    send("hello", { revision: 2 });
    vi.runAllTimers();
    expect(page.reload).not.toHaveBeenCalled();
  });

  it("takes the first hello's revision on a page that does not know its own", () => {
    const { page, send } = setUp(null);
    send("hello", { revision: 9 });
    vi.runAllTimers();
    expect(page.reload).not.toHaveBeenCalled();
    send("hello", { revision: 10 });
    vi.runAllTimers();
    expect(page.reload.mock.calls).toEqual([[10]]);
  });

  it("connects again after an answer that was an error, and leaves other drops to the browser", () => {
    const { sources } = setUp(1);
    const [first] = sources;
    first?.dispatchEvent(new Event("error"));
    vi.runAllTimers();
    expect(sources).toHaveLength(1);
    if (first) first.readyState = 2;
    first?.dispatchEvent(new Event("error"));
    vi.runAllTimers();
    expect(sources).toHaveLength(2);
  });

  it("holds one connection, and none while stopped", () => {
    const { follower, sources } = setUp(1);
    follower.start();
    expect(sources).toHaveLength(1);
    follower.stop();
    expect(sources[0]?.closed).toBe(true);
    follower.start();
    expect(sources).toHaveLength(2);
  });

  it("survives data that is not JSON", () => {
    const { page, sources } = setUp(1);
    sources[0]?.dispatchEvent(new MessageEvent("reloaded", { data: "{" }));
    sources[0]?.dispatchEvent(new MessageEvent("hello", { data: "" }));
    vi.runAllTimers();
    expect(page.reload).not.toHaveBeenCalled();
  });
});
