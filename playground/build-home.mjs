/** Copies the first page, which is one file without scripts, to `dist/home/index.html`. */
import { cp } from "node:fs/promises";

await cp(new URL("home/", import.meta.url), new URL("dist/home/", import.meta.url), { recursive: true });
