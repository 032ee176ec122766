/** Unit tests; those that need a document ask for one in their first line. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  // What the canvas shares with the server's exports lies beside this folder.
  server: { fs: { allow: [".", "../src/wireframes"] } },
  test: { include: ["test/**/*.test.ts"], restoreMocks: true, unstubGlobals: true },
});
