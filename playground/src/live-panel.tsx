/** Shows a generation or a deployment as its events come in. */
import { useEffect, useRef } from "react";
import { filesOf, wordsOf, type Live } from "./live.ts";

const FINAL = new Set(["SUCCEEDED", "READY", "FAILED", "CANCELLED"]);
const CHANGES: Record<string, string> = { ADDED: "added", MODIFIED: "changed", DELETED: "deleted", RENAMED: "renamed" };

export function LivePanel({ live }: { live: Live | null }) {
  const log = useRef<HTMLPreElement>(null);
  const lines = live?.lines.length ?? 0;
  useEffect(() => { log.current?.scrollTo({ top: log.current.scrollHeight }); }, [lines]);
  if (!live) return null;
  const files = filesOf(live);
  const words = wordsOf(live);
  return (
    <section aria-label="Live">
      <h2>
        Live
        <span className={`status status-${live.status.toLowerCase()}`}>
          {!FINAL.has(live.status) && <span className="spinner" aria-hidden="true" />}
          {live.status.toLowerCase()}
        </span>
      </h2>
      {files.length > 0 && (
        <ul className="files">
          {files.map((file) => (
            <li key={file.path}>
              <code>{file.path}</code>
              <span>{file.change === null ? `${file.length.toLocaleString("en")} characters …` : (CHANGES[file.change] ?? file.change)}</span>
            </li>
          ))}
        </ul>
      )}
      {words && <p className="words"><Words text={words} /></p>}
      {lines > 0 && <pre className="log" ref={log} tabIndex={0}>{live.lines.join("\n")}</pre>}
      {live.failure !== null && <p className="notice notice-bad">{live.failure}</p>}
    </section>
  );
}

/** Bold text and code, which is all of Markdown that answers need to be readable here. */
function Words({ text }: { text: string }) {
  return text.split(/(\*\*[^*\n]+\*\*|`[^`\n]+`)/).map((piece, index) => {
    if (/^\*\*.+\*\*$/.test(piece)) return <strong key={index}>{piece.slice(2, -2)}</strong>;
    if (/^`.+`$/.test(piece)) return <code key={index}>{piece.slice(1, -1)}</code>;
    return piece;
  });
}
