/**
 * Monaco's web workers, from our own origin. GraphiQL ships the same for Vite; this one leaves
 * out its log line and keeps to the three languages that the playground's editors speak.
 */
import type { Environment } from "monaco-editor/esm/vs/editor/editor.api";
import EditorWorker from "monaco-editor/esm/vs/editor/editor.worker.js?worker";
import GraphQLWorker from "monaco-graphql/esm/graphql.worker.js?worker";
import JsonWorker from "monaco-editor/esm/vs/language/json/json.worker.js?worker";

const environment: Environment = {
  getWorker(_id, label) {
    if (label === "json") return new JsonWorker();
    if (label === "graphql") return new GraphQLWorker();
    return new EditorWorker();
  },
};
Object.assign(globalThis, { MonacoEnvironment: environment });
