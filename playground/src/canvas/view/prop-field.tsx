/** One prop of a component, edited as its JSON Schema says. */
import { useId, type ReactNode } from "react";
import type { PropSchema } from "../model/library.ts";
import { Icon } from "../renderers/icon.tsx";
import { NumberField, TextField } from "./fields.tsx";
import { ListField, RecordsField, TableField } from "./list-fields.tsx";

export interface PropFieldProps {
  readonly name: string;
  readonly schema: PropSchema;
  readonly value: unknown;
  /** Whether the element says it, and not only the component's default. */
  readonly isSet: boolean;
  /** Editing begins: what follows is one step to undo. */
  readonly begin: () => void;
  /** `undefined` goes back to the default. */
  readonly change: (value: unknown) => void;
}

/** Props that hold sentences. */
const LONG = new Set(["description", "text", "answer"]);
const MANY = 4;

export function PropField(props: PropFieldProps) {
  const { name, schema, isSet, begin, change } = props;
  const id = useId();
  const title = titleOf(name);
  if (schema.type === "boolean") {
    return <label className="switch" title={schema.description}><span>{title}</span><input type="checkbox" role="switch" checked={props.value === true} onChange={(event) => { begin(); change(event.target.checked); }} /></label>;
  }
  return (
    <div className="prop" title={schema.description}>
      <div className="prop-head">
        <label htmlFor={id}>{title}</label>
        {isSet && <button type="button" className="reset" title="Back to the default" aria-label={`${title}: back to the default`} onClick={() => { begin(); change(undefined); }}><Icon name="undo" size={12} /></button>}
      </div>
      <Control {...props} id={id} title={title} />
    </div>
  );
}

function Control({ id, title, name, schema, value, begin, change }: PropFieldProps & { id: string; title: string }): ReactNode {
  if (schema.enum) return <Choice id={id} title={title} schema={schema} value={value} begin={begin} change={change} />;
  switch (schema.type) {
    case "integer":
    case "number":
      return <NumberField label="#" name={title} value={typeof value === "number" ? value : 0} min={schema.minimum} max={schema.maximum} whole={schema.type === "integer"} begin={begin} change={change} />;
    case "array":
      return <Items title={title} schema={schema} value={value} begin={begin} change={change} />;
    default:
      return <TextField id={id} label={title} value={typeof value === "string" ? value : ""} maxLength={schema.maxLength} long={LONG.has(name) && (schema.maxLength ?? 0) > 200} begin={begin} change={change} />;
  }
}

type ControlProps = Pick<PropFieldProps, "schema" | "value" | "begin" | "change"> & { readonly title: string };

function Choice({ id, title, schema, value, begin, change }: ControlProps & { id: string }) {
  const options = (schema.enum ?? []).map(String);
  const choose = (option: string): void => {
    begin();
    change(schema.enum?.find((each) => String(each) === option));
  };
  if (options.length > MANY || options.join("").length > 30) {
    return <select id={id} className="input" value={String(value)} onChange={(event) => { choose(event.target.value); }}>{options.map((option) => <option key={option}>{option}</option>)}</select>;
  }
  return <div className="segments" role="radiogroup" aria-label={title}>{options.map((option) => <button key={option} type="button" role="radio" aria-checked={option === String(value)} onClick={() => { choose(option); }}>{option}</button>)}</div>;
}

function Items({ title, schema, value, begin, change }: ControlProps) {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const item = schema.items ?? {};
  const shared = { title, max: schema.maxItems ?? 100, begin };
  if (item.type === "object") return <RecordsField {...shared} schema={item} values={list.map((each) => (typeof each === "object" && each !== null ? (each as Record<string, unknown>) : {}))} change={change} />;
  if (item.type === "array") return <TableField {...shared} rows={list.map((row) => (Array.isArray(row) ? row.map(String) : []))} change={change} />;
  const numeric = item.type === "number" || item.type === "integer";
  return <ListField {...shared} values={list.map(String)} numeric={numeric} change={(values) => { change(numeric ? values.map((each) => (Number.isFinite(Number(each)) ? Number(each) : 0)) : values); }} />;
}

/** "defaultValue" as people read it. */
export function titleOf(name: string): string {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
