// Steps of one story: each builds on those before, so the first failure ends it.

/** Runs `steps`, pairs of a name and an async function, as subtests of `t`. */
export async function story(t, steps) {
  let failed = null;
  for (const [name, run] of steps) {
    await t.test(name, async (step) => {
      if (failed) return step.skip(`after the failure of “${failed}”`);
      try {
        await run();
      } catch (error) {
        failed = name;
        throw error;
      }
    });
  }
}
