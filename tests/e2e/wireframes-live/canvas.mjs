// The canvas as its users see it: elements by where they stand on the screen, cursors by how they move.
import { Api, SERVER } from "../support/api.mjs";
import { openPage } from "../support/browser.mjs";

const PASSWORD = "correct horse battery staple";

/** An account of its own, with its tokens as the playground keeps them. */
export async function person(name) {
  const api = new Api();
  const email = `${name.toLowerCase().replace(/\W+/g, ".")}.${Math.random().toString(36).slice(2)}@example.com`;
  const payload = await api.change(
    `mutation Join($input: AccountRegisterInput!) { accountRegister(input: $input) { accessToken refreshToken expiresAt user { id displayName } userErrors { message } } }`,
    { input: { email, password: PASSWORD, displayName: name } },
  );
  api.token = payload.accessToken;
  const { accessToken, refreshToken, expiresAt, user } = payload;
  return { api, id: user.id, email, session: { accessToken, refreshToken, expiresAt, displayName: name, former: [] } };
}

/** A project of `owner` with a wireframe, and the others as members. */
export async function wireframe(owner, others, name = "Orders") {
  const { project } = await owner.api.change(`mutation Begin($input: ProjectCreateInput!) { projectCreate(input: $input) { project { id } userErrors { message } } }`, { input: { name: "Fernly" } });
  for (const { who, role } of others) {
    await owner.api.change(`mutation Invite($projectId: ID!, $input: ProjectMemberSetInput!) { projectMemberSet(projectId: $projectId, input: $input) { userErrors { message } } }`, { projectId: project.id, input: { email: who.email, role } });
  }
  const made = await owner.api.change(`mutation Sketch($projectId: ID!, $input: WireframeCreateInput!) { wireframeCreate(projectId: $projectId, input: $input) { wireframe { id } userErrors { message } } }`, { projectId: project.id, input: { name, width: 1280, height: 800 } });
  return made.wireframe.id;
}

/** Opens a wireframe in a browser context of its own. */
export async function look(browser, who, id, options = {}) {
  const { context, page, errors } = await openPage(browser, { viewport: { width: 1440, height: 900 }, ...options });
  await context.addInitScript((session) => localStorage.getItem("maquette:playground:session") ?? localStorage.setItem("maquette:playground:session", session), JSON.stringify(who.session));
  await page.goto(`${SERVER}/playground/canvas?wireframe=${id}`);
  await page.getByText(/^(Saved|View only)$/).waitFor({ state: options.isMobile ? "attached" : "visible" });
  await page.locator(".tile, .empty-note").first().waitFor({ state: "attached" });
  return { context, page, errors };
}

/** What is on the canvas: every element by id, with its place on it and what it reads. */
export function drawn(page) {
  return page.evaluate(() => {
    const sheet = document.querySelector(".sheet").getBoundingClientRect();
    const zoom = sheet.width / document.querySelector(".sheet").offsetWidth;
    const place = (value) => Math.round((value / zoom) * 10) / 10;
    return Object.fromEntries([...document.querySelectorAll("[data-element]")].map((node) => {
      const { left, top, width, height } = node.getBoundingClientRect();
      const parent = node.parentElement.closest("[data-element]")?.dataset.element ?? null;
      return [node.dataset.element, { parent, x: place(left - sheet.left), y: place(top - sheet.top), width: place(width), height: place(height), text: node.querySelector(":scope > .wf-look").textContent }];
    }));
  });
}

/** A place on the canvas, on the screen. */
export async function at(page, x, y) {
  return page.evaluate(([x, y]) => {
    const sheet = document.querySelector(".sheet").getBoundingClientRect();
    const zoom = sheet.width / document.querySelector(".sheet").offsetWidth;
    return [sheet.left + x * zoom, sheet.top + y * zoom];
  }, [x, y]);
}

/** Presses at one place of the canvas and lets go at another. */
export async function drag(page, from, to, { steps = 12, keys = [] } = {}) {
  const [start, end] = [await at(page, ...from), await at(page, ...to)];
  await page.mouse.move(...start);
  for (const key of keys) await page.keyboard.down(key);
  await page.mouse.down();
  await page.mouse.move(...end, { steps });
  await page.mouse.up();
  for (const key of keys) await page.keyboard.up(key);
}

/** Draws a component from corner to corner, as with the palette. */
export async function draw(page, component, from, to) {
  await page.getByRole("tab", { name: "Components" }).click();
  await page.getByLabel("Search components").fill(component);
  await page.locator(".tile", { hasText: component }).first().click();
  await drag(page, from, to);
  await page.getByLabel("Search components").fill("");
}

/** Resolves once all pages show the same, and answers it. */
export async function agreed(pages, wanted = () => true, limit = 15_000) {
  const end = Date.now() + limit;
  for (;;) {
    const all = await Promise.all(pages.map(drawn));
    const texts = all.map((each) => JSON.stringify(Object.entries(each).sort()));
    if (texts.every((text) => text === texts[0]) && wanted(all[0])) return all[0];
    if (Date.now() > end) throw new Error(`The pages differ:\n${texts.join("\n")}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Records, frame by frame, where the other's cursor stands, until it is called again. */
export async function recordCursor(page) {
  await page.evaluate(() => {
    const seen = (window.seenCursor = []);
    const step = (now) => {
      const node = document.querySelector(".cursor");
      const [, x, y] = /translate\(([-\d.]+)px, ([-\d.]+)px\)/.exec(node?.style.transform ?? "") ?? [];
      if (x !== undefined) seen.push([now, Number(x), Number(y)]);
      if (window.seenCursor === seen) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  return () => page.evaluate(() => {
    const seen = window.seenCursor;
    window.seenCursor = null;
    return seen;
  });
}
