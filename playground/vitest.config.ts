/** Unit tests; those that need a document ask for one in their first line. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/**/*.test.ts"], restoreMocks: true, unstubGlobals: true },
});
