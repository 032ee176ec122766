/** A button that unfolds something below it; a press elsewhere or Escape folds it again. */
import { useEffect, useRef, useState, type ReactNode } from "react";

interface PopoverProps {
  readonly label: string;
  readonly button: ReactNode;
  readonly className?: string;
  readonly align?: "start" | "end";
  readonly side?: "above" | "below";
  readonly children: (close: () => void) => ReactNode;
}

export function Popover({ label, button, className = "tool", align = "end", side = "below", children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const stop = new AbortController();
    document.addEventListener("pointerdown", (event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    }, { signal: stop.signal, capture: true });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setOpen(false);
      opener.current?.focus();
    }, { signal: stop.signal, capture: true });
    return () => { stop.abort(); };
  }, [open]);

  return (
    <div ref={root} className="popover-root">
      <button ref={opener} type="button" className={className} title={label} aria-label={label} aria-expanded={open} onClick={() => { setOpen(!open); }}>{button}</button>
      {open && <div className={`popover popover-${align} popover-${side}`}>{children(() => { setOpen(false); })}</div>}
    </div>
  );
}

export function MenuItem({ onSelect, keys, children, disabled = false }: { onSelect: () => void; keys?: string; children: ReactNode; disabled?: boolean }) {
  return <button type="button" className="menu-item" disabled={disabled} onClick={onSelect}><span>{children}</span>{keys !== undefined && <kbd>{keys}</kbd>}</button>;
}
