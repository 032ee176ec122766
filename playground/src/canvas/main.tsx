/** Starts the canvas. */
import { createRoot } from "react-dom/client";
import "./styles/page.css";
import "./styles/panels.css";
import "./styles/stage.css";
import "./styles/wireframe.css";
import "./styles/wireframe-more.css";
import { App } from "./view/app.tsx";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
