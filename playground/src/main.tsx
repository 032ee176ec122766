/** Starts the playground. */
import "./workers.ts";
import { createRoot } from "react-dom/client";
// GraphiQL's own `style.css` would bring Monaco's styles a second time, and 400 kB of fonts.
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./playground.css";
import { Playground } from "./playground.tsx";

const root = document.getElementById("root");
if (root) createRoot(root).render(<Playground />);
