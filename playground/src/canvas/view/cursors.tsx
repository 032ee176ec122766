/** Where the pointers of the others are. They glide between the places that are reported. */
import { useEffect, useRef } from "react";
import { useStore } from "../../store.ts";
import { Glide } from "../editor/glide.ts";
import { useDesk } from "./context.ts";

export function Cursors() {
  const { editor, people } = useDesk();
  const others = useStore(people.others);
  const layer = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const glides = new Map<number, Glide>();
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    let frame = 0;
    const place = (): void => {
      frame = 0;
      const now = performance.now();
      const { x, y, zoom } = editor.view.get();
      let moving = false;
      for (const node of layer.current?.children ?? []) {
        const glide = glides.get(Number(node.getAttribute("data-key")));
        if (!glide || !(node instanceof HTMLElement)) continue;
        const at = glide.at(still.matches ? Infinity : now);
        node.style.transform = `translate(${(at.x * zoom + x).toFixed(1)}px, ${(at.y * zoom + y).toFixed(1)}px)`;
        node.style.visibility = "visible";
        moving ||= !glide.settled(now);
      }
      if (moving) frame = requestAnimationFrame(place);
    };
    const wake = (): void => { if (frame === 0) frame = requestAnimationFrame(place); };
    const hear = (): void => {
      const now = performance.now();
      const present = new Set<number>();
      for (const { key, cursor } of people.others.get()) {
        if (!cursor) continue;
        present.add(key);
        const glide = glides.get(key);
        if (glide) glide.to(cursor, now);
        else glides.set(key, new Glide(cursor, now));
      }
      for (const key of glides.keys()) if (!present.has(key)) glides.delete(key);
      wake();
    };
    hear();
    const stops = [people.others.subscribe(hear), editor.view.subscribe(wake)];
    return () => {
      for (const stop of stops) stop();
      cancelAnimationFrame(frame);
    };
  }, [editor, people]);

  return (
    <div ref={layer} className="cursors" aria-hidden="true">
      {others.filter(({ cursor }) => cursor !== null).map(({ key, name, color }) => (
        <div key={key} data-key={key} className="cursor" style={{ color, visibility: "hidden" }}>
          <svg width="18" height="20" viewBox="0 0 18 20"><path d="M2 1.500 16 9 9.500 11 6.500 17.500 2 1.500Z" /></svg>
          <span>{name}</span>
        </div>
      ))}
    </div>
  );
}
