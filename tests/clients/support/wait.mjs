// Waits for conditions, never longer than they may take.

/** Resolves once `condition` holds, which is looked at every few milliseconds; says what did not happen. */
export async function until(condition, what, limit = 15_000) {
  const end = performance.now() + limit;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`${what}: not within ${limit} ms`);
    await pause(5);
  }
}

/** What `promise` resolves with; fails where it takes longer than `limit`. */
export async function within(limit, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${limit} ms`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
