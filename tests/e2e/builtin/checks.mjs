// What an app must show and do, checked as a person would: by labels, roles and headings.
//
// Expectations of a step, each optional:
//   title RegExp · text, text2 [string|RegExp] visible · noText · headings, noHeadings [RegExp]
//   fields, noFields [label] of the form · options, noOptions {label: [option]} · required label
//   add {label: value} saved through the form (a value "*" takes any option, "today" keeps the date)
//   lines {label: value} of the first line item · invalid {label: value} is refused with a message
//   shows [string|RegExp], also after a reload · tick, complete, favourite, pin: a thing's name
//   streak RegExp · chart RegExp, charts [RegExp], noChart · columns [heading] · move {card, to}
//   search {query, keeps, hides} · filter {label, option, keeps, hides} · sorted RegExp
//   button RegExp · placeholder · calc {fill, result} · value {label: value} · convert [[from, to, amount, RegExp]]
//   quiz {questions} · quizTimer seconds · flip [answers] · runs RegExp · stopwatch · contact
//   form {fill, missing} · cell {row, column, value} · first column · accent hue · scheme · admits RegExp · model
//   types {label: "number|text"} of the controls · flagged [stands out, does not] · order [first, then, …]
//   sorts {by, order} · bigger button · download button · quizAnswers {words of a question: its right answer}
//   starts {label: value} that the form of a list starts with
//   inColumn [card, column] · firstField RegExp · formOrder [RegExp] · bigText · filterHas RegExp · reply RegExp
//   formTypes, formFields, sends {fill, says} of a form in the page
import assert from "node:assert/strict";

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const like = (label) => (label instanceof RegExp ? label : new RegExp(`^${escape(label.replace(/^\*/, ""))}( \\*)?$`, "i"));
const matches = (wanted, text) => (Object.prototype.toString.call(wanted) === "[object RegExp]" ? wanted.test(text) : text.toLowerCase().includes(wanted.toLowerCase()));

/** Where words are seen: the page's text, and what stands in its inputs. */
async function seen(page) {
  return page.evaluate(() => {
    const inputs = [...document.querySelectorAll("input, textarea, select")].map((input) => input.value);
    return `${document.body.innerText}\n${inputs.join("\n")}`;
  });
}

async function see(page, wanted, what) {
  const end = Date.now() + 10000;
  let text = "";
  do {
    text = await seen(page);
    if (matches(wanted, text)) return;
    await page.waitForTimeout(60);
  } while (Date.now() < end);
  assert.fail(`${what} ${wanted} in: ${text.slice(0, 500)}`);
}

async function openForm(page) {
  if (await page.getByRole("dialog").count()) return page.getByRole("dialog");
  const button = page.locator("header").getByRole("button", { name: /^(add|new|log)\b/i });
  if (await button.count()) {
    await button.first().click();
    return page.getByRole("dialog");
  }
  return page.locator("main form").first();
}

async function closeForm(page) {
  if (await page.getByRole("dialog").count()) await page.keyboard.press("Escape");
}

/** A label as it is written; `*part of it`; `~regular expression`. */
function labelled(label) {
  if (label instanceof RegExp) return label;
  if (label.startsWith("*")) return new RegExp(escape(label.slice(1)), "i");
  return label.startsWith("~") ? new RegExp(label.slice(1), "i") : like(label);
}

function control(form, label) {
  const name = labelled(label);
  return form.getByLabel(name).or(form.getByRole("group", { name }));
}

async function fill(form, label, value) {
  const field = control(form, label).first();
  await field.waitFor({ timeout: 10000 }).catch(() => assert.fail(`no field ${label}`));
  const tag = await field.evaluate((element) => (element.tagName === "INPUT" ? element.type : element.tagName));
  if (tag === "SELECT") {
    if (value === "*") await field.selectOption({ index: 1 });
    else await field.selectOption({ label: String(value) });
  } else if (tag === "checkbox") await field.setChecked(value === true);
  else if (tag === "FIELDSET") await field.getByRole("radio", { name: new RegExp(`^${value}\\b`) }).check({ force: true });
  else if (tag === "date" && value === "today") return;
  else if (tag === "date" && /^\+\d+$/.test(value)) await field.fill(inDays(Number(value)));
  else await field.fill(value === "*" ? "something" : String(value));
}

function inDays(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The kind of a field's control: an input's type, or `select`, `textarea`, `radio`. */
async function kind(field) {
  return field.evaluate((element) => {
    if (element.tagName === "INPUT") return element.type;
    return element.tagName === "FIELDSET" ? "radio" : element.tagName.toLowerCase();
  });
}

async function checkTypes(form, wanted) {
  for (const [label, types] of Object.entries(wanted)) {
    const field = control(form, label).first();
    assert.ok(await field.count(), `no field ${label}`);
    const found = await kind(field);
    assert.ok(types.split("|").includes(found), `${label} is a ${found}, not ${types}`);
  }
}

/** That the texts come one after the other. */
function inOrder(text, wanted) {
  let from = 0;
  for (const one of wanted) {
    const at = text.slice(from).search(one instanceof RegExp ? one : new RegExp(escape(one), "i"));
    assert.ok(at >= 0, `${one} does not come after the one before it`);
    from += at + 1;
  }
}

async function submit(form) {
  await form.locator('button[type="submit"]').click();
}

async function add(page, values, lines) {
  const form = await openForm(page);
  for (const [label, value] of Object.entries(values)) await fill(form, label, value);
  for (const [label, value] of Object.entries(lines ?? {})) await form.getByRole("group", { name: "Line 1" }).getByLabel(label).fill(value);
  await submit(form);
  await page.waitForTimeout(150);
  const error = page.locator(".error").first();
  if (await error.count()) assert.fail(`not saved: ${await error.innerText()}`);
}

const HUES = { red: [335, 15], orange: [10, 42], yellow: [38, 66], green: [85, 172], teal: [165, 190], blue: [200, 252], purple: [252, 300], pink: [300, 350] };

async function hue(page) {
  return page.evaluate(() => {
    const probe = document.createElement("i");
    probe.style.color = "var(--accent)";
    document.body.append(probe);
    const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number).map((value) => value / 255);
    probe.remove();
    const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
    if (most === least) return -1;
    const span = most - least;
    const turn = most === r ? ((g - b) / span + 6) % 6 : most === g ? (b - r) / span + 2 : (r - g) / span + 4;
    return turn * 60;
  });
}

const rules = {
  async title(page, wanted) {
    const text = `${await page.title()} | ${await page.locator("h1, .brand").allInnerTexts()}`;
    assert.match(text, wanted);
  },
  async add(page, all, step) {
    for (const values of [all].flat()) await add(page, values, step.lines);
  },
  async invalid(page, values) {
    const form = await openForm(page);
    for (const [label, value] of Object.entries(values)) await fill(form, label, value);
    await submit(form);
    await page.locator(".error").first().waitFor({ timeout: 10000 });
    await closeForm(page);
  },
  async text(page, all) {
    for (const wanted of all) await see(page, wanted, "expected");
  },
  async text2(page, wanted) {
    await see(page, wanted, "expected");
  },
  async noText(page, all) {
    const text = await seen(page);
    for (const wanted of all) assert.ok(!matches(wanted, text), `${wanted} is still there`);
  },
  async headings(page, all) {
    const texts = (await page.getByRole("heading").allInnerTexts()).join(" | ");
    for (const wanted of all) assert.match(texts, wanted);
  },
  async noHeadings(page, all) {
    const texts = (await page.getByRole("heading").allInnerTexts()).join(" | ");
    for (const wanted of all) assert.doesNotMatch(texts, wanted);
  },
  async fields(page, all) {
    const form = await openForm(page);
    for (const label of all) assert.ok((await control(form, label).count()) > 0, `no field ${label}`);
    await closeForm(page);
  },
  async noFields(page, all) {
    const form = await openForm(page);
    for (const label of all) assert.equal(await control(form, label).count(), 0, `field ${label} is still there`);
    await closeForm(page);
  },
  async options(page, wanted) {
    const form = await openForm(page);
    for (const [label, options] of Object.entries(wanted)) {
      const found = (await control(form, label).first().locator("option").allInnerTexts()).map((option) => option.toLowerCase());
      for (const option of options) assert.ok(found.includes(option.toLowerCase()), `${label} has no ${option}: ${found}`);
      const places = options.map((option) => found.indexOf(option.toLowerCase()));
      assert.deepEqual(places, [...places].sort((a, b) => a - b), `order of ${label}: ${found}`);
    }
    await closeForm(page);
  },
  async noOptions(page, wanted) {
    const form = await openForm(page);
    for (const [label, options] of Object.entries(wanted)) {
      const found = await control(form, label).first().locator("option").allInnerTexts();
      for (const option of options) assert.ok(!found.includes(option), `${label} still has ${option}`);
    }
    await closeForm(page);
  },
  async required(page, label) {
    const form = await openForm(page);
    assert.equal(await control(form, label).first().getAttribute("aria-required"), "true");
    await closeForm(page);
  },
  async tick(page, name) {
    await page.getByRole("article", { name }).getByRole("button", { name: /today/ }).click();
  },
  async streak(page, wanted) {
    const streak = page.locator(".streak").first();
    await streak.filter({ hasText: wanted }).waitFor({ timeout: 10000 }).catch(async () => assert.match(await streak.innerText(), wanted));
  },
  async complete(page, name) {
    const box = page.getByRole("article", { name }).locator(".tick");
    await box.check();
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByRole("article", { name }).waitFor({ state: "detached", timeout: 10000 });
    await page.getByRole("button", { name: "All", exact: true }).click();
    await box.and(page.locator(":checked")).waitFor({ timeout: 10000 });
  },
  async favourite(page, name) {
    await page.getByRole("button", { name: `Favourite ${name}` }).click();
    await page.getByLabel("Favourites only").check();
    await see(page, name, "favourite");
  },
  async pin(page, name) {
    const button = page.getByRole("button", { name: `Pin ${name}` });
    await button.click();
    assert.equal(await button.getAttribute("aria-pressed"), "true");
  },
  async chart(page, wanted) {
    const chart = page.getByRole("img", { name: wanted }).first();
    await chart.waitFor({ timeout: 10000 }).catch(() => assert.fail(`no chart ${wanted}`));
    const drawn = await chart.locator(".bar-fill, path.line, .donut-part").count();
    assert.ok(drawn > 0, "an empty chart");
  },
  async charts(page, all) {
    for (const wanted of all) await rules.chart(page, wanted);
  },
  async noChart(page) {
    assert.equal(await page.locator(".chart").count(), 0);
  },
  async columns(page, all) {
    const found = (await page.locator(".board").getByRole("heading", { level: 2 }).allInnerTexts()).map((text) => text.trim());
    assert.deepEqual(found.slice(0, all.length), all);
  },
  async move(page, { card, to }) {
    await page.getByRole("article", { name: card }).getByRole("combobox").selectOption(to);
    await page.getByRole("region", { name: to }).getByRole("article", { name: card }).waitFor({ timeout: 10000 });
    const [from, target] = [page.getByRole("article", { name: card }), page.getByRole("region").first()];
    await from.dragTo(target);
    await target.getByRole("article", { name: card }).waitFor({ timeout: 10000 });
    await page.getByRole("article", { name: card }).getByRole("combobox").selectOption(to);
  },
  async search(page, { query, keeps, hides }) {
    const box = page.getByRole("searchbox");
    await box.fill(query);
    await see(page, keeps, "searched");
    if (hides) assert.equal(await page.locator("main").getByText(hides, { exact: true }).count(), 0, `${hides} should be hidden`);
    await box.fill("zzzz nothing");
    assert.equal(await page.locator("main").getByText(keeps, { exact: true }).count(), 0);
    await box.fill("");
  },
  async filter(page, { label, option, keeps, hides }) {
    const select = page.getByRole("search").getByRole("combobox", { name: label });
    await select.selectOption(option);
    await see(page, keeps, "filtered");
    if (hides) assert.equal(await page.getByText(hides, { exact: true }).count(), 0);
    const others = (await select.locator("option").allInnerTexts()).filter((other) => other !== option && other !== "All");
    // Something may have several tags; a single choice leaves only one way.
    if (others[0] && !/tag/i.test(label.source)) {
      await select.selectOption(others[0]);
      assert.equal(await page.locator("main").getByRole("heading", { name: keeps, exact: true }).count(), 0);
    }
    await select.selectOption("");
  },
  async sorted(page, wanted) {
    const chosen = await page.getByLabel("Sort by").evaluate((select) => select.selectedOptions[0].textContent);
    assert.match(chosen, wanted);
  },
  async button(page, wanted) {
    assert.ok((await page.getByRole("button", { name: wanted }).count()) > 0, `no button ${wanted}`);
  },
  async placeholder(page, wanted) {
    assert.equal(await page.getByPlaceholder(wanted).count(), 1);
  },
  async calc(page, { fill: values, result }) {
    for (const [label, value] of Object.entries(values)) await page.getByLabel(labelled(label)).first().fill(value);
    const text = await page.getByRole("region", { name: "Results" }).innerText();
    for (const wanted of result) assert.match(text, wanted);
  },
  async value(page, values) {
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    for (const [label, value] of Object.entries(values)) assert.equal(await page.getByLabel(labelled(label)).first().inputValue(), value);
  },
  async convert(page, all) {
    for (const [from, to, amount, result] of all) {
      for (const tab of await page.getByRole("group", { name: "What to convert" }).getByRole("button").all()) {
        await tab.click();
        if ((await page.getByLabel("From").locator("option").allInnerTexts()).includes(from)) break;
      }
      await page.getByLabel("From").selectOption(from);
      await page.getByLabel("To", { exact: true }).selectOption(to);
      await page.getByLabel("Amount").fill(amount);
      assert.match(await page.locator(".converted output").innerText(), result);
    }
  },
  async quiz(page, { questions }) {
    await page.getByRole("button", { name: /^start/i }).click();
    for (let at = 1; at <= questions; at += 1) {
      await see(page, `Question ${at} of ${questions}`, "expected");
      await page.locator(".answer").first().click();
      await page.getByRole("button", { name: /^(Next|See the result)$/ }).click();
    }
    await see(page, new RegExp(`scored \\d+ of ${questions}`), "expected");
  },
  async quizTimer(page, seconds) {
    await page.getByRole("button", { name: /^start/i }).click();
    assert.match(await page.getByRole("timer").innerText(), new RegExp(`${seconds}|${seconds - 1}`));
  },
  async flip(page, answers) {
    await page.getByRole("button", { name: /^start/i }).click();
    await page.getByRole("button", { name: "Show answer" }).click();
    const text = await seen(page);
    assert.ok(answers.some((answer) => text.includes(answer)), text);
    await page.getByRole("button", { name: "I knew it" }).click();
    await see(page, /1 of \d+ known/, "expected");
  },
  async runs(page, wanted) {
    await page.getByRole("button", { name: /^start$/i }).click();
    await page.waitForTimeout(1300);
    assert.match(await page.getByRole("timer").first().innerText(), wanted);
    await page.getByRole("button", { name: "Pause" }).click();
  },
  async stopwatch(page) {
    await page.getByRole("button", { name: "Start" }).click();
    await page.waitForTimeout(300);
    await page.getByRole("button", { name: "Lap", exact: true }).click();
    await page.getByRole("button", { name: "Stop" }).click();
    await see(page, "Lap 1", "expected");
    await page.getByRole("button", { name: "Reset" }).click();
    assert.match(await page.getByRole("timer").innerText(), /^00:00/);
  },
  async contact(page) {
    const form = page.locator("form").last();
    await submit(form);
    await page.locator(".error").first().waitFor({ timeout: 10000 });
    await form.getByLabel("Name").fill("Lea");
    await form.getByLabel("Email").fill("lea@example.com");
    await form.getByLabel("Message").fill("Hello");
    await submit(form);
    await see(page, /thank you/i, "expected");
  },
  async form(page, { fill: values, missing }) {
    const form = page.locator("main form").first();
    await submit(form);
    assert.equal(await control(form, missing).first().getAttribute("aria-invalid"), "true");
    for (const [label, value] of Object.entries(values)) await fill(form, label, value);
    await submit(form);
    await see(page, /thank/i, "expected");
    await page.getByRole("button", { name: /responses/i }).click();
    for (const value of Object.values(values)) if (value.length > 1 && !/^\d{4}-/.test(value)) await see(page, value, "a response");
  },
  async cell(page, { row, column, value }) {
    await page.getByLabel(`${row}, ${column}`).fill(value);
    await page.reload();
    assert.equal(await page.getByLabel(`${row}, ${column}`).inputValue(), value);
  },
  async first(page, wanted) {
    assert.equal((await page.locator("thead th").nth(1).innerText()).trim(), wanted);
  },
  async shows(page, all) {
    for (const wanted of all) await see(page, wanted, "expected");
    await page.reload();
    for (const wanted of all) await see(page, wanted, "after a reload, expected");
  },
  async accent(page, names) {
    const value = await hue(page);
    const fits = [names].flat().some((name) => {
      const [from, to] = HUES[name];
      return from < to ? value >= from && value <= to : value >= from || value <= to;
    });
    assert.ok(fits, `hue ${value} is not ${names}`);
  },
  async types(page, wanted) {
    await checkTypes(await openForm(page), wanted);
    await closeForm(page);
  },
  async formTypes(page, wanted) {
    await checkTypes(page.locator("main form").last(), wanted);
  },
  async formFields(page, all) {
    for (const label of all) assert.ok(await control(page.locator("main form").last(), label).count(), `no field ${label}`);
  },
  async sends(page, { fill: values, says }) {
    const form = page.locator("main form").last();
    for (const [label, value] of Object.entries(values)) await fill(form, label, value);
    await submit(form);
    await see(page, says, "expected");
  },
  async flagged(page, [yes, no]) {
    const badges = (name) => page.locator("article, tbody tr").filter({ hasText: new RegExp(name) }).locator(".badge.danger, .badge.warn").count();
    assert.ok(await badges(yes), `${yes} does not stand out`);
    if (no) assert.equal(await badges(no), 0, `${no} stands out`);
  },
  async inColumn(page, [card, column]) {
    await page.getByRole("region", { name: column }).getByRole("article", { name: card }).waitFor({ timeout: 10000 });
  },
  async firstField(page, wanted) {
    const form = await openForm(page);
    assert.match(await form.locator("label, legend").first().innerText(), wanted);
    await closeForm(page);
  },
  async starts(page, wanted) {
    const form = await openForm(page);
    for (const [label, value] of Object.entries(wanted)) assert.equal(await control(form, label).first().inputValue(), value);
    await closeForm(page);
  },
  async formOrder(page, wanted) {
    inOrder((await page.locator("main form").last().locator("label, legend").allInnerTexts()).join("\n"), wanted);
  },
  async bigText(page) {
    const size = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
    assert.ok(size > 17, `only ${size} px`);
  },
  async filterHas(page, wanted) {
    assert.ok(await page.getByRole("search").getByRole("combobox", { name: wanted }).count(), `no filter ${wanted}`);
  },
  async sorts2(page, wanted) {
    await rules.sorts(page, wanted);
  },
  async order(page, wanted) {
    inOrder((await page.getByRole("heading").allInnerTexts()).join("\n"), wanted);
  },
  async sorts(page, { by, order }) {
    const sort = page.getByLabel("Sort by");
    const option = (await sort.locator("option").allInnerTexts()).find((text) => matches(by, text));
    assert.ok(option, `no sorting by ${by}`);
    await sort.selectOption(option);
    inOrder(await page.locator("main").innerText(), order);
  },
  async bigger(page, wanted) {
    const box = await page.locator("header").getByRole("button", { name: wanted }).first().boundingBox();
    assert.ok(box?.height >= 48, `only ${box?.height} px high`);
  },
  async download(page, wanted) {
    const waiting = page.waitForEvent("download", { timeout: 5000 }).catch(() => null);
    await page.getByRole("button", { name: wanted }).first().click();
    assert.ok(await waiting, "nothing was downloaded");
  },
  async quizAnswers(page, wanted) {
    await page.getByRole("button", { name: /^start/i }).click();
    const count = Object.keys(wanted).length;
    for (let at = 1; at <= count; at += 1) {
      await see(page, `Question ${at} of ${count}`, "expected");
      const text = await page.locator("main").innerText();
      const [, answer] = Object.entries(wanted).find(([words]) => text.includes(words)) ?? assert.fail(text);
      await page.locator(".answer").filter({ hasText: answer }).first().click();
      await page.getByRole("button", { name: /^(Next|See the result)$/ }).click();
    }
    await see(page, new RegExp(`scored ${count} of ${count}`), "expected");
    await page.reload();
  },
  async scheme(page, wanted) {
    const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number).reduce((a, b) => a + b) > 380);
    assert.equal(light ? "light" : "dark", wanted);
  },
};

const LAST = ["form", "types", "order", "tick", "streak", "complete", "chart", "charts", "search", "filter", "shows", "favourite", "move"];

/** Checks a step's expectations; gives the problems found. */
export async function check(page, step, reply) {
  const problems = [];
  const names = Object.keys(step).filter((name) => rules[name]);
  names.sort((a, b) => LAST.indexOf(a) - LAST.indexOf(b));
  // What is added must be there before it is looked for.
  names.sort((a, b) => (a === "add" ? -1 : b === "add" ? 1 : 0));
  for (const name of names) {
    try {
      await rules[name](page, step[name], step);
    } catch (error) {
      problems.push(`${name}: ${String(error.message).split("\n").slice(0, 3).join(" ").slice(0, 420)}`);
      await closeForm(page).catch(() => {});
    }
  }
  if (step.admits && !(step.admits.test(reply) && /cannot/i.test(reply))) problems.push(`admits: ${reply.slice(0, 200)}`);
  if (step.reply && !step.reply.test(reply)) problems.push(`reply: ${reply.slice(0, 200)}`);
  if (step.model && !/OPENAI_API_KEY/.test(reply)) problems.push("model: the reply names no setting");
  return problems;
}
