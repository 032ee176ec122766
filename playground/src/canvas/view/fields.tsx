/** Fields of the panels. They write while one types; what others write meanwhile shows when the field is left. */
import { useId, useState, type ChangeEvent, type KeyboardEvent, type PointerEvent } from "react";

interface NumberFieldProps {
  readonly label: string;
  /** Where the label is only a letter. */
  readonly name?: string;
  readonly value: number;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly whole?: boolean;
  /** Writes once the field is left, not while one types. */
  readonly late?: boolean;
  readonly begin?: () => void;
  readonly change: (value: number) => void;
}

/** A number, typed, stepped with arrow keys, or pulled by its label. */
export function NumberField({ label, name = label, value, min = -Infinity, max = Infinity, whole = false, late = false, begin, change }: NumberFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = Math.round(value * 100) / 100;
  const write = (next: number): void => {
    if (!Number.isFinite(next)) return;
    const within = Math.min(max, Math.max(min, whole ? Math.round(next) : next));
    if (within !== value) change(within);
  };
  const pull = (down: PointerEvent<HTMLLabelElement>): void => {
    if (late || down.button !== 0 || down.currentTarget.closest("fieldset")?.disabled) return;
    const label = down.currentTarget;
    const start = { x: down.clientX, value };
    const stop = new AbortController();
    label.setPointerCapture(down.pointerId);
    begin?.();
    label.addEventListener("pointermove", (event: globalThis.PointerEvent) => { write(Math.round(start.value + (event.clientX - start.x) * (event.shiftKey ? 8 : 1))); }, { signal: stop.signal });
    for (const type of ["pointerup", "pointercancel"] as const) label.addEventListener(type, () => { stop.abort(); }, { signal: stop.signal });
  };
  return (
    <div className="number-field">
      <label htmlFor={id} title={name} onPointerDown={pull} data-pull={!late}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        aria-label={name}
        value={draft ?? shown.toString()}
        onFocus={(event) => {
          begin?.();
          setDraft(shown.toString());
          event.target.select();
        }}
        onChange={(event) => {
          setDraft(event.target.value);
          if (!late && event.target.value.trim() !== "") write(Number(event.target.value));
        }}
        onBlur={(event) => {
          if (late && event.target.value.trim() !== "") write(Number(event.target.value));
          setDraft(null);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
          else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
            event.preventDefault();
            const next = value + (event.key === "ArrowUp" ? 1 : -1) * (event.shiftKey ? 8 : 1);
            write(next);
            setDraft(Math.min(max, Math.max(min, next)).toString());
          }
        }}
      />
    </div>
  );
}

interface TextFieldProps {
  readonly id?: string | undefined;
  readonly label: string;
  readonly value: string;
  readonly maxLength?: number | undefined;
  readonly long?: boolean;
  readonly begin: () => void;
  readonly change: (value: string) => void;
  readonly press?: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
}

export function TextField({ id, label, value, maxLength, long = false, begin, change, press }: TextFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shared = {
    id,
    "aria-label": label,
    value: draft ?? value,
    maxLength,
    onFocus: () => {
      begin();
      setDraft(value);
    },
    onBlur: () => { setDraft(null); },
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setDraft(event.target.value);
      change(event.target.value);
    },
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      press?.(event);
      if (event.key === "Escape") event.currentTarget.blur();
    },
  };
  return long ? <textarea className="input" rows={3} {...shared} /> : <input className="input" {...shared} />;
}
