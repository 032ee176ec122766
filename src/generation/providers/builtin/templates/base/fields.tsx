import { useId<%#uses.localText%>, useState<%/uses.localText%>, type ReactNode } from "react";
<%#uses.positions%>
import { linesTotal, type Line } from "../lib/lines";
import { formatMoney } from "../lib/format";
<%/uses.positions%>

// Labelled inputs that say what is wrong with them.

interface Common {
  name: string;
  label: string;
  error?: string;
  required?: boolean;
  placeholder?: string;
}

interface Control {
  id: string;
  name: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
  "aria-describedby"?: string;
}

function Field({ name, label, error, required, wide, children }: Common & { wide?: boolean; children(control: Control): ReactNode }) {
  const id = useId();
  const problem = `${id}-error`;
  return (
    <div className={wide ? "field wide" : "field"}>
      <label htmlFor={id}>
        {label}
        {required && <span className="required" aria-hidden="true"> *</span>}
      </label>
      {children({
        id,
        name,
        "aria-invalid": error ? true : undefined,
        "aria-required": required ? true : undefined,
        "aria-describedby": error ? problem : undefined,
      })}
      {error && (
        <p className="error" id={problem} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
<%#uses.text%>

export function TextField({ value, onChange, type = "text", ...common }: Common & { value: string; type?: "text" | "email" | "tel" | "url"; onChange(value: string): void }) {
  return (
    <Field {...common}>
      {(control) => (
        <input {...control} type={type} value={value} placeholder={common.placeholder} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
<%/uses.text%>
<%#uses.longText%>

export function LongTextField({ value, onChange, rows = 4, ...common }: Common & { value: string; rows?: number; onChange(value: string): void }) {
  return (
    <Field {...common} wide>
      {(control) => <textarea {...control} rows={rows} value={value} placeholder={common.placeholder} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
<%/uses.longText%>
<%#uses.lines%>

/** One entry a line; empty lines are dropped when the field is left. */
export function LinesField({ value, onChange, ...common }: Common & { value: string[]; onChange(value: string[]): void }) {
  const [text, setText] = useState(value.join("\n"));
  return (
    <Field {...common} wide>
      {(control) => (
        <textarea
          {...control}
          rows={5}
          value={text}
          placeholder={common.placeholder ?? "One per line"}
          onChange={(event) => {
            setText(event.target.value);
            onChange(event.target.value.split("\n").map((line) => line.trim()).filter(Boolean));
          }}
        />
      )}
    </Field>
  );
}
<%/uses.lines%>
<%#uses.numeric%>

export function NumberField({ value, onChange, unit, min, max, ...common }: Common & { value: number | null; unit?: string; min?: number; max?: number; onChange(value: number | null): void }) {
  return (
    <Field {...common}>
      {(control) => (
        <div className="with-unit">
          <input
            {...control}
            type="number"
            inputMode="decimal"
            step="any"
            min={min}
            max={max}
            value={value ?? ""}
            placeholder={common.placeholder}
            onChange={(event) => onChange(event.target.value === "" ? null : event.target.valueAsNumber)}
          />
          {unit && <span className="unit" aria-hidden="true">{unit}</span>}
        </div>
      )}
    </Field>
  );
}
<%/uses.numeric%>
<%#uses.when%>

export function DateField({ value, onChange, type = "date", ...common }: Common & { value: string; type?: "date" | "time"; onChange(value: string): void }) {
  return <Field {...common}>{(control) => <input {...control} type={type} value={value} onChange={(event) => onChange(event.target.value)} />}</Field>;
}
<%/uses.when%>
<%#uses.choice%>

export function ChoiceField({ value, options, onChange, ...common }: Common & { value: string; options: readonly string[]; onChange(value: string): void }) {
  // A value from before an option was taken away stays choosable, so that saving does not lose it.
  const known = value === "" || options.includes(value) ? options : [...options, value];
  return (
    <Field {...common}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">Choose…</option>
          {known.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      )}
    </Field>
  );
}
<%/uses.choice%>
<%#uses.choices%>

export function ChoicesField({ name, label, error, required, value, options, onChange }: Common & { value: string[]; options: readonly string[]; onChange(value: string[]): void }) {
  const known = [...options, ...value.filter((entry) => !options.includes(entry))];
  return (
    <fieldset className="field wide">
      <legend>
        {label}
        {required && <span className="required" aria-hidden="true"> *</span>}
      </legend>
      <div className="pills">
        {known.map((option) => (
          <label key={option} className="pill">
            <input
              type="checkbox"
              name={name}
              checked={value.includes(option)}
              onChange={(event) => onChange(event.target.checked ? [...value, option] : value.filter((entry) => entry !== option))}
            />
            {option}
          </label>
        ))}
      </div>
      {error && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
<%/uses.choices%>
<%#uses.tags%>

export function TagsField({ value, onChange, ...common }: Common & { value: string[]; onChange(value: string[]): void }) {
  const [text, setText] = useState(value.join(", "));
  return (
    <Field {...common}>
      {(control) => (
        <input
          {...control}
          value={text}
          placeholder={common.placeholder ?? "Separated by commas"}
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            onChange([...new Set(event.target.value.split(",").map((tag) => tag.trim()).filter(Boolean))]);
          }}
        />
      )}
    </Field>
  );
}
<%/uses.tags%>
<%#uses.checkbox%>

export function CheckboxField({ name, label, error, value, onChange }: Common & { value: boolean; onChange(value: boolean): void }) {
  const problem = useId();
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          name={name}
          checked={value}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? problem : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {error && (
        <p className="error" id={problem} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
<%/uses.checkbox%>
<%#uses.rating%>

export function RatingField({ name, label, error, required, value, max, onChange }: Common & { value: number | null; max: number; onChange(value: number | null): void }) {
  const group = useId();
  return (
    <fieldset className="field">
      <legend>
        {label}
        {required && <span className="required" aria-hidden="true"> *</span>}
      </legend>
      <div className={max > 5 ? "scale" : "stars"}>
        {Array.from({ length: max }, (_, index) => index + 1).map((step) => (
          <label key={step} className={value !== null && (max > 5 ? step === value : step <= value) ? "on" : undefined} title={`${step} of ${max}`}>
            <input
              type="radio"
              className="visually-hidden"
              name={group}
              data-field={name}
              aria-label={`${step} of ${max}`}
              checked={value === step}
              onChange={() => onChange(step)}
            />
            <span aria-hidden="true">{max > 5 ? step : "★"}</span>
          </label>
        ))}
      </div>
      {error && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
<%/uses.rating%>
<%#uses.color%>

export function ColorField({ value, onChange, ...common }: Common & { value: string; onChange(value: string): void }) {
  return <Field {...common}>{(control) => <input {...control} type="color" value={value || "#888888"} onChange={(event) => onChange(event.target.value)} />}</Field>;
}
<%/uses.color%>
<%#uses.image%>

/** A picture from this device, made small enough to be kept in the browser. */
export function ImageField({ value, onChange, ...common }: Common & { value: string; onChange(value: string): void }) {
  const [problem, setProblem] = useState("");

  async function choose(file: File | undefined) {
    if (!file) return;
    try {
      onChange(await shrink(file, 640));
      setProblem("");
    } catch {
      setProblem("This file is not a picture that the browser can show.");
    }
  }

  return (
    <Field {...common} error={problem || common.error}>
      {(control) => (
        <div className="image-field">
          {value && <img src={value} alt="" />}
          <input {...control} type="file" accept="image/*" onChange={(event) => void choose(event.target.files?.[0])} />
          {value && (
            <button type="button" className="button quiet" onClick={() => onChange("")}>
              Remove picture
            </button>
          )}
        </div>
      )}
    </Field>
  );
}

async function shrink(file: File, longest: number): Promise<string> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.8);
}
<%/uses.image%>
<%#uses.positions%>

/** Rows of description, quantity and price. */
export function LineItemsField({ label, error, value, currency, taxName, tax, onChange }: Common & { value: Line[]; currency: string; taxName: string; tax: number; onChange(value: Line[]): void }) {
  const rows = value.length > 0 ? value : [{ description: "", quantity: 1, price: 0 }];
  const change = (index: number, patch: Partial<Line>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...patch } : row)));
  const total = linesTotal(rows, tax);
  return (
    <fieldset className="field wide line-items">
      <legend>{label}</legend>
      {rows.map((row, index) => (
        <div className="line-item" key={index} role="group" aria-label={`Line ${index + 1}`}>
          <label>
            Description
            <input value={row.description} onChange={(event) => change(index, { description: event.target.value })} />
          </label>
          <label>
            Quantity
            <input type="number" min="0" step="any" value={row.quantity} onChange={(event) => change(index, { quantity: event.target.valueAsNumber || 0 })} />
          </label>
          <label>
            Unit price
            <input type="number" min="0" step="any" value={row.price} onChange={(event) => change(index, { price: event.target.valueAsNumber || 0 })} />
          </label>
          <button type="button" className="icon-button" aria-label={`Remove line ${index + 1}`} onClick={() => onChange(rows.filter((_, at) => at !== index))}>
            ×
          </button>
        </div>
      ))}
      <button type="button" className="button quiet" onClick={() => onChange([...rows, { description: "", quantity: 1, price: 0 }])}>
        Add line
      </button>
      <p className="line-total" aria-live="polite">
        Subtotal {formatMoney(total.net, currency)}
        {tax > 0 && <> · {taxName} {tax}% {formatMoney(total.tax, currency)}</>} · <strong>Total {formatMoney(total.gross, currency)}</strong>
      </p>
      {error && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
<%/uses.positions%>
