/** Props that are lists: of words or numbers, of rows, of records. */
import { useState } from "react";
import type { PropSchema } from "../model/library.ts";
import { Icon } from "../renderers/icon.tsx";
import { TextField } from "./fields.tsx";
import { PropField } from "./prop-field.tsx";

interface Shared<T> {
  readonly title: string;
  readonly max: number;
  readonly begin: () => void;
  readonly change: (values: readonly T[]) => void;
}

function replaced<T>(list: readonly T[], index: number, value: T): T[] {
  return list.map((each, i) => (i === index ? value : each));
}

function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, i) => i !== index);
}

function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = without(list, from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}

/** Enter adds below, Backspace in an empty one removes, Alt and arrows move. */
export function ListField({ title, values, numeric, max, begin, change }: Shared<string> & { readonly values: readonly string[]; readonly numeric: boolean }) {
  const add = (index: number, row: Element | null): void => {
    if (values.length >= max) return;
    begin();
    change([...values.slice(0, index), numeric ? "0" : "", ...values.slice(index)]);
    focusRow(row?.parentElement ?? null, index);
  };
  return (
    <div className="list-field" role="group" aria-label={title}>
      {values.map((value, i) => (
        <div key={i} className="list-row">
          <TextField label={`${title} ${(i + 1).toString()}`} value={value} begin={begin} change={(next) => { change(replaced(values, i, next)); }} press={(event) => {
            const row = event.currentTarget.closest(".list-row");
            if (event.key === "Enter") add(i + 1, row);
            else if (event.key === "Backspace" && value === "" && values.length > 0) {
              event.preventDefault();
              change(without(values, i));
              focusRow(row?.parentElement ?? null, Math.max(0, i - 1));
            } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
              const to = Math.min(values.length - 1, Math.max(0, i + (event.key === "ArrowUp" ? -1 : 1)));
              event.preventDefault();
              event.currentTarget.blur();
              change(moved(values, i, to));
              focusRow(row?.parentElement ?? null, to);
            }
          }} />
          <button type="button" className="mini" aria-label={`Remove ${value || `${title} ${(i + 1).toString()}`}`} onClick={() => { begin(); change(without(values, i)); }}><Icon name="x" size={12} /></button>
        </div>
      ))}
      {values.length < max && <button type="button" className="add" onClick={(event) => { add(values.length, event.currentTarget); }}><Icon name="plus" size={12} /> Add</button>}
    </div>
  );
}

/** The row is there after the next drawing. */
function focusRow(list: Element | null, index: number): void {
  requestAnimationFrame(() => { requestAnimationFrame(() => { list?.querySelectorAll<HTMLInputElement>(".list-row .input")[index]?.focus(); }); });
}

/** Rows of cells: one line each, cells between bars, as one types tables in text. */
export function TableField({ title, rows, max, begin, change }: Shared<string[]> & { readonly rows: readonly (readonly string[])[] }) {
  const text = rows.map((row) => row.join(" | ")).join("\n");
  return (
    <>
      <TextField label={title} value={text} long begin={begin} change={(next) => { change(next.split("\n").slice(0, max).map((line) => line.split("|").map((cell) => cell.trim()))); }} />
      <p className="field-note">One row a line, cells between bars: a | b | c</p>
    </>
  );
}

/** Records, such as the plans of a price list: each unfolds into its own fields. */
export function RecordsField({ title, values, schema, max, begin, change }: Shared<Readonly<Record<string, unknown>>> & { readonly values: readonly Readonly<Record<string, unknown>>[]; readonly schema: PropSchema }) {
  const [open, setOpen] = useState<number | null>(null);
  const properties = Object.entries(schema.properties ?? {});
  const blank = Object.fromEntries(properties.filter(([, each]) => each.default !== undefined).map(([key, each]) => [key, each.default]));
  return (
    <div className="records" role="group" aria-label={title}>
      {values.map((value, i) => {
        const name = Object.values(value).find((each): each is string => typeof each === "string" && each !== "") ?? `${title} ${(i + 1).toString()}`;
        return (
          <div key={i} className="record">
            <div className="record-head">
              <button type="button" className="record-name" aria-expanded={open === i} onClick={() => { setOpen(open === i ? null : i); }}><Icon name={open === i ? "chevron-down" : "chevron"} size={12} /><span>{name}</span></button>
              {i > 0 && <button type="button" className="mini" aria-label={`Move ${name} up`} onClick={() => { begin(); change(moved(values, i, i - 1)); }}><Icon name="arrow-up" size={12} /></button>}
              <button type="button" className="mini" aria-label={`Remove ${name}`} onClick={() => { begin(); change(without(values, i)); }}><Icon name="x" size={12} /></button>
            </div>
            {open === i && <div className="record-body">{properties.map(([key, each]) => <PropField key={key} name={key} schema={each} value={value[key]} isSet={false} begin={begin} change={(next) => { change(replaced(values, i, { ...value, [key]: next })); }} />)}</div>}
          </div>
        );
      })}
      {values.length < max && <button type="button" className="add" onClick={() => { begin(); change([...values, blank]); setOpen(values.length); }}><Icon name="plus" size={12} /> Add</button>}
    </div>
  );
}
