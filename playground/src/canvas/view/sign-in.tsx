/** Signing in, or making an account. */
import { useState } from "react";
import { CanvasLogInDocument, CanvasRegisterDocument } from "../../gql/graphql.ts";
import { messageOf, signInWith } from "../api/client.ts";

export function SignIn() {
  const [joining, setJoining] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (form: FormData): Promise<void> => {
    const field = (name: string): string => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    };
    const input = { email: field("email").trim(), password: field("password") };
    setBusy(true);
    setProblem(null);
    try {
      if (joining) await signInWith(CanvasRegisterDocument, { input: { ...input, ...(field("name").trim() !== "" && { displayName: field("name").trim() }) } });
      else await signInWith(CanvasLogInDocument, { input });
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <div className="door">
      <form className="door-card" onSubmit={(event) => { event.preventDefault(); void submit(new FormData(event.currentTarget)); }}>
        <Mark />
        <h1>Wireframes</h1>
        <p>Sketch screens together, live, and turn them into code.</p>
        {joining && <label>Your name<input className="input" name="name" autoComplete="name" maxLength={100} placeholder="How others see you" /></label>}
        <label>E-mail<input className="input" name="email" type="email" autoComplete="email" required /></label>
        <label>Password<input className="input" name="password" type="password" autoComplete={joining ? "new-password" : "current-password"} required minLength={joining ? 8 : 1} /></label>
        {problem !== null && <p className="door-problem" role="alert">{problem}</p>}
        <button type="submit" className="primary" disabled={busy}>{joining ? "Create the account" : "Sign in"}</button>
        <p className="door-other">{joining ? "You have an account?" : "You are new here?"} <button type="button" className="link" onClick={() => { setJoining(!joining); setProblem(null); }}>{joining ? "Sign in" : "Create an account"}</button></p>
      </form>
    </div>
  );
}

export function Mark() {
  return <svg className="mark" viewBox="0 0 32 32" width="40" height="40" aria-hidden="true"><rect width="32" height="32" rx="7" /><path d="M8 23V9.500l8 7.5 8-7.500V23" /></svg>;
}
