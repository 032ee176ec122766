import { useRef, useState, type FormEvent } from "react";

interface Props {
  storageKey: string;
  button: string;
  /** With name and message, not only an address. */
  full?: boolean;
}

type Errors = Partial<Record<"name" | "email" | "message", string>>;

/** A form whose entries stay in this browser until a server is connected to take them. */
export function Message({ storageKey, button, full = false }: Props) {
  const [values, setValues] = useState({ name: "", email: "", message: "" });
  const [errors, setErrors] = useState<Errors>({});
  const [sent, setSent] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    const found: Errors = {};
    if (full && values.name.trim() === "") found.name = "Please tell us your name";
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(values.email)) found.email = "Please enter an e-mail address, such as jo@example.com";
    if (full && values.message.trim() === "") found.message = "Please write a message";
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

  const field = (name: "name" | "email" | "message", label: string) => {
    const control = {
      id: `${storageKey}-${name}`,
      name,
      value: values[name],
      "aria-invalid": errors[name] ? (true as const) : undefined,
      "aria-describedby": errors[name] ? `${storageKey}-${name}-error` : undefined,
      onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
    };
    return (
      <div className="field">
        <label htmlFor={control.id}>{label}</label>
        {name === "message" ? <textarea rows={4} {...control} /> : <input type={name === "email" ? "email" : "text"} autoComplete={name} {...control} />}
        {errors[name] && (
          <p className="error" role="alert" id={`${storageKey}-${name}-error`}>
            {errors[name]}
          </p>
        )}
      </div>
    );
  };

  return (
    <form ref={form} className="form message" onSubmit={submit} noValidate>
      {full && field("name", "Name")}
      {field("email", "Email")}
      {full && field("message", "Message")}
      <button type="submit" className="button primary">
        {button}
      </button>
    </form>
  );
}
