/**
 * Builds the playground into `dist/playground/`, served at `/playground/`, and the canvas beside
 * it, at `/playground/canvas`. `npm run dev` serves both with a running server's `/graphql` behind
 * them (`MAQUETTE_URL`, by default port 3001).
 */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["MAQUETTE_URL"] ?? "http://127.0.0.1:3001";

export default defineConfig({
  base: "/playground/",
  plugins: [react()],
  server: {
    // What the canvas shares with the server's exports lies beside this folder.
    fs: { allow: [".", "../src/wireframes"] },
    proxy: Object.fromEntries(["/graphql", "/collab", "/health", "/exports", "/schema.graphql"].map((path) => [path, { target: server, ws: path === "/graphql" || path === "/collab" }])),
  },
  worker: { format: "es" },
  build: {
    outDir: "dist/playground",
    target: "es2022",
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: {
      // Two pages, so that the canvas does not load the editors of GraphiQL.
      input: { index: "index.html", canvas: "canvas.html" },
      // GraphiQL's files carry directives for React's compiler, which mean nothing to a bundler.
      onLog(level, log, pass) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") pass(level, log);
      },
    },
  },
});
