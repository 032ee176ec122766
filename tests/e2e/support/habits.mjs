// The habit tracker that the built-in generator writes, used as a person would.
import assert from "node:assert/strict";

/** Adds a habit and ticks it for today. */
export async function addAndTick(page, name) {
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Add habit" }).click();
  const today = page.getByRole("article", { name }).getByRole("button", { name: /\(today\)/ });
  assert.equal(await today.getAttribute("aria-pressed"), "false", "a new habit is not done yet");
  await today.click();
  await assertTicked(page, name);
}

/** The habit is there, ticked, with its streak, and the chart counts it. */
export async function assertTicked(page, name) {
  const habit = page.getByRole("article", { name });
  await habit.getByRole("button", { name: /\(today\)/, pressed: true }).waitFor();
  assert.match(await habit.innerText(), /1-day streak/);
  const chart = await page.getByRole("img", { name: /last week/ }).getAttribute("aria-label");
  assert.match(chart, / 1$/, "the chart's last day, today, counts one");
}
