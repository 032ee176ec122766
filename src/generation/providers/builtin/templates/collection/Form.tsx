import { useRef, useState, type FormEvent } from "react";
import { check<%Type%>, <%#formulas%><%id%>Of, <%/formulas%><%#formChoices%><%id%>Options, <%/formChoices%>type <%Type%>Draft, type <%Type%>Errors } from "../lib/<%file%>";
import { <%fieldComponents%> } from "./fields";
<%#hasFormulas%>
import { <%formulaFormats%> } from "../lib/format";
<%/hasFormulas%>

interface Props {
  initial: <%Type%>Draft;
  submitLabel: string;
  onSave(draft: <%Type%>Draft): void;
  onCancel?(): void;
}

export function <%Type%>Form({ initial, submitLabel, onSave, onCancel }: Props) {
  const [draft, setDraft] = useState(initial);
  const [errors, setErrors] = useState<<%Type%>Errors>({});
  const form = useRef<HTMLFormElement>(null);

  function change(patch: Partial<<%Type%>Draft>) {
    setDraft((before) => ({ ...before, ...patch }));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = check<%Type%>(draft);
    setErrors(found);
    const first = Object.keys(found)[0];
    if (first) {
      form.current?.querySelector<HTMLElement>(`[name="${first}"], [data-field="${first}"]`)?.focus();
      return;
    }
    onSave(draft);
  }

  return (
    <form ref={form} className="form" onSubmit={submit} noValidate>
      <div className="fields">
<%#inputs%>
        <%input%>
<%/inputs%>
<%#formulas%>
        <p className="worked-out">
          <span><%text label%></span> <output><%draftShow%></output>
        </p>
<%/formulas%>
      </div>
      <div className="actions">
        {onCancel && (
          <button type="button" className="button quiet" onClick={onCancel}>
            Cancel
          </button>
        )}
        <button type="submit" className="button primary">
          {submitLabel}
        </button>
      </div>
    </form>
  );
}
