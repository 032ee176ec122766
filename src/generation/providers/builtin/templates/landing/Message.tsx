import { useRef, useState, type FormEvent } from "react";

export interface MessageField {
  name: string;
  label: string;
  type: "text" | "email" | "tel" | "url" | "date" | "time" | "number" | "textarea" | "select" | "checkbox";
  required?: boolean;
  /** What a `select` offers. */
  options?: readonly string[];
}

interface Props {
  storageKey: string;
  button: string;
  fields: readonly MessageField[];
}

type Values = Record<string, string>;

/** What is wrong with a value, in words for whoever wrote it. */
function problem(field: MessageField, value: string): string | undefined {
  if (field.type === "email" && (field.required || value !== "") && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) {
    return "Please enter an e-mail address, such as jo@example.com";
  }
  return field.required && value.trim() === "" ? `Please fill in: ${field.label}` : undefined;
}

/** A form whose entries stay in this browser until a server is connected to take them. */
export function Message({ storageKey, button, fields }: Props) {
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors] = useState<Values>({});
  const [sent, setSent] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    const found: Values = {};
    for (const field of fields) {
      const message = problem(field, values[field.name] ?? "");
      if (message) found[field.name] = message;
    }
    setErrors(found);
    const first = Object.keys(found)[0];
    if (first) {
      form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    try {
      const before: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
      localStorage.setItem(storageKey, JSON.stringify([...(Array.isArray(before) ? before : []), values]));
    } catch {
      // Without storage the thanks still show.
    }
    setSent(true);
  }

  if (sent) {
    return (
      <p className="sent" role="status">
        Thank you{values.name && `, ${values.name}`}! We have noted it.
      </p>
    );
  }

  return (
    <form ref={form} className="form message" onSubmit={submit} noValidate>
      {fields.map((field) => (
        <Control
          key={field.name}
          id={`${storageKey}-${field.name}`}
          field={field}
          value={values[field.name] ?? ""}
          error={errors[field.name]}
          onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <button type="submit" className="button primary">
        {button}
      </button>
    </form>
  );
}

interface ControlProps {
  id: string;
  field: MessageField;
  value: string;
  error: string | undefined;
  onChange(value: string): void;
}

function Control({ id, field, value, error, onChange }: ControlProps) {
  const shared = {
    id,
    name: field.name,
    "aria-required": field.required ? (true as const) : undefined,
    "aria-invalid": error ? (true as const) : undefined,
    "aria-describedby": error ? `${id}-error` : undefined,
  };
  const typed = { ...shared, value, onChange: (event: { target: { value: string } }) => onChange(event.target.value) };
  if (field.type === "checkbox") {
    return (
      <label className="check">
        <input type="checkbox" {...shared} checked={value === "yes"} onChange={(event) => onChange(event.target.checked ? "yes" : "")} />
        {field.label}
      </label>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>{field.label}</label>
      {field.type === "textarea" ? (
        <textarea rows={4} {...typed} />
      ) : field.type === "select" ? (
        <select {...typed}>
          <option value="">Please choose</option>
          {field.options?.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : (
        <input type={field.type} autoComplete={field.name === "name" || field.name === "email" ? field.name : undefined} {...typed} />
      )}
      {error && (
        <p className="error" role="alert" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
