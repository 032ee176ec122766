// Two people draw on one canvas, one of them goes offline and comes back; a third may only look.
import assert from "node:assert/strict";
import test from "node:test";
import { launch, shoot } from "../support/browser.mjs";
import { story } from "../support/steps.mjs";
import { agreed, at, drag, draw, drawn, look, person, recordCursor, wireframe } from "./canvas.mjs";

test("a wireframe drawn together", async (t) => {
  const browser = await launch();
  const [ada, mia, jon] = [await person("Ada Byron"), await person("Mia Chen"), await person("Jon Bell")];
  const id = await wireframe(ada, [{ who: mia, role: "EDITOR" }, { who: jon, role: "VIEWER" }]);
  const a = await look(browser, ada, id);
  const m = await look(browser, mia, id);
  const both = [a.page, m.page];
  const find = (all, text) => Object.entries(all).find(([, each]) => each.text.includes(text))?.[0];
  try {
    await story(t, [
      ["what one draws the other sees, in the same place", async () => {
        await draw(a.page, "Card", [80, 80], [560, 480]);
        await draw(m.page, "Button", [640, 80], [800, 120]);
        const all = await agreed(both, (each) => Object.keys(each).length === 2);
        assert.deepEqual(Object.values(all).map(({ width, height }) => [width, height]).sort(), [[160, 40], [480, 400]].sort());
      }],
      ["an element goes into the container that it is dropped on, and keeps its place", async () => {
        const button = find(await drawn(m.page), "Button");
        await drag(m.page, [720, 100], [320, 300]);
        const all = await agreed(both, (each) => each[button].parent !== null);
        assert.equal(all[button].x, 240, "where it was let go, on the grid");
        await m.page.keyboard.press("Control+z");
        await agreed(both, (each) => each[button].parent === null && each[button].x === 640);
        await m.page.keyboard.press("Control+Shift+z");
        await agreed(both, (each) => each[button].parent !== null);
      }],
      ["words are typed where they stand, and in the panel", async () => {
        await m.page.mouse.dblclick(...(await at(m.page, 320, 300)));
        await m.page.getByRole("textbox", { name: /of the Button/ }).fill("Send order");
        await m.page.keyboard.press("Enter");
        await agreed(both, (each) => find(each, "Send order"));
        await a.page.mouse.click(...(await at(a.page, 100, 400)));
        await a.page.getByLabel("Title").fill("Checkout");
        await agreed(both, (each) => find(each, "Checkout"));
      }],
      ["each sees where the other points, moving smoothly, and what they have selected", async () => {
        const [x, y] = await at(m.page, 100, 600);
        await m.page.mouse.move(x, y);
        await a.page.locator(".cursor span", { hasText: "Mia Chen" }).waitFor();
        // It has come to rest where the way begins.
        await new Promise((resolve) => setTimeout(resolve, 500));
        const stop = await recordCursor(a.page);
        // 600 pixels in about a second and a half, as a hand does.
        for (let i = 0; i <= 90; i++) {
          await m.page.mouse.move(x + i * 6.5, y);
          await new Promise((resolve) => setTimeout(resolve, 16));
        }
        await new Promise((resolve) => setTimeout(resolve, 300));
        const seen = await stop();
        const steps = seen.slice(1).map(([, at], i) => at - seen[i][1]);
        const way = seen.at(-1)[1] - seen[0][1];
        t.diagnostic(`cursor: ${seen.length} frames over ${Math.round(way)} px, largest step ${Math.max(...steps).toFixed(1)} px, moving in ${steps.filter((step) => step > 0.2).length} of them`);
        assert.ok(way > 400, "the cursor arrives");
        assert.ok(Math.min(...steps) > -2, "it does not jump back");
        assert.ok(Math.max(...steps) < way / 6, "it does not jump ahead");
        assert.ok(steps.filter((step) => step > 0.2).length > 25, "it moves in between the reports");
        await shoot(a.page, "canvas-together");
      }],
      ["one goes offline, both draw on, and after the return it is one canvas", async () => {
        await m.context.setOffline(true);
        await m.page.getByText("Offline").waitFor();
        await draw(m.page, "Heading", [640, 80], [1120, 120]);
        await m.page.mouse.click(...(await at(m.page, 320, 300)));
        await m.page.keyboard.press("Shift+ArrowDown");
        await m.page.getByText(/Offline · \d+ changes/).waitFor();
        await draw(a.page, "Chart", [640, 200], [1120, 480]);
        await a.page.mouse.click(...(await at(a.page, 100, 400)));
        await a.page.keyboard.press("Shift+ArrowRight");
        assert.equal(Object.keys(await drawn(m.page)).length, 3);
        assert.equal(Object.keys(await drawn(a.page)).length, 3);
        await shoot(m.page, "canvas-offline");
        await m.context.setOffline(false);
        const all = await agreed(both, (each) => Object.keys(each).length === 4);
        assert.deepEqual([all[find(all, "Checkout")].x, all[find(all, "Send order")].y], [88, 288], "both moves are in it");
        await m.page.getByText("Saved", { exact: true }).waitFor();
        await shoot(a.page, "canvas-returned-a");
        await shoot(m.page, "canvas-returned-m");
      }],
      ["it is the same after loading again, and on the server", async () => {
        const before = await drawn(a.page);
        m.errors.length = 0;
        await m.page.reload();
        await m.page.getByText("Saved", { exact: true }).waitFor();
        await agreed(both, (each) => Object.keys(each).length === Object.keys(before).length);
        const { node } = await ada.api.ask(`query Read($id: ID!) { node(id: $id) { ... on Wireframe { elements { id parentId width height } } } }`, { id });
        assert.deepEqual(Object.fromEntries(node.elements.map((each) => [each.id, each.parentId])), Object.fromEntries(Object.entries(before).map(([key, each]) => [key, each.parent])));
      }],
      ["who may only look sees everything and changes nothing", async () => {
        const j = await look(browser, jon, id, { colorScheme: "dark" });
        const before = await agreed([...both, j.page]);
        await drag(j.page, [720, 300], [900, 640]);
        await j.page.keyboard.press("Delete");
        assert.deepEqual(await agreed([...both, j.page]), before);
        await shoot(j.page, "canvas-dark");
        await j.context.close();
        assert.deepEqual(j.errors, []);
      }],
      ["who closes the page is gone at once", async () => {
        await a.page.getByRole("button", { name: "Follow Mia Chen" }).waitFor();
        await m.page.close();
        const left = Date.now();
        await a.page.getByRole("button", { name: "Follow Mia Chen" }).waitFor({ state: "detached" });
        assert.ok(Date.now() - left < 2_000, "within two seconds");
      }],
      ["a phone shows the same", async () => {
        const phone = await look(browser, mia, id, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
        await agreed([a.page, phone.page]);
        await phone.page.getByRole("button", { name: "Add", exact: true }).tap();
        await phone.page.locator(".tile", { hasText: "Text Area" }).scrollIntoViewIfNeeded();
        await phone.page.locator(".tile", { hasText: "Text Area" }).tap();
        await agreed([a.page, phone.page], (each) => find(each, "Message"));
        await shoot(phone.page, "canvas-phone");
        await phone.context.close();
      }],
      ["nothing went wrong in the console", () => {
        assert.deepEqual(a.errors, []);
        // The offline browser reports the requests that it could not make.
        assert.deepEqual(m.errors.filter((error) => !/ERR_INTERNET_DISCONNECTED/.test(error)), []);
      }],
    ]);
  } finally {
    await browser.close();
  }
});
