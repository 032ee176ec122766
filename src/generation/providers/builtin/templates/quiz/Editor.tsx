import { useState, type FormEvent } from "react";
import type { Question } from "../lib/questions";

interface Props {
  own: Question[];
  onChange(own: Question[]): void;
}

/** A person's own <%#cards%>cards<%/cards%><%^cards%>questions<%/cards%>; they are kept in this browser. */
export function Editor({ own, onChange }: Props) {
  const [prompt, setPrompt] = useState("");
  const [answer, setAnswer] = useState("");
<%^cards%>
  const [wrong, setWrong] = useState("");
<%/cards%>
  const [problem, setProblem] = useState("");

  function add(event: FormEvent) {
    event.preventDefault();
<%^cards%>
    const others = wrong.split(",").map((text) => text.trim()).filter((text) => text !== "" && text !== answer.trim());
    if (prompt.trim() === "" || answer.trim() === "" || others.length === 0) {
      setProblem("A question needs a text, a right answer and at least one wrong answer.");
      return;
    }
<%/cards%>
<%#cards%>
    if (prompt.trim() === "" || answer.trim() === "") {
      setProblem("A card needs a front and a back.");
      return;
    }
<%/cards%>
    onChange([...own, { prompt: prompt.trim(), answers: [answer.trim()<%^cards%>, ...new Set(others)<%/cards%>] }]);
    setPrompt("");
    setAnswer("");
<%^cards%>
    setWrong("");
<%/cards%>
    setProblem("");
  }

  return (
    <section className="panel" aria-label="Your own">
      <form className="form" onSubmit={add} noValidate>
        <div className="field">
          <label htmlFor="prompt"><%#cards%>Front<%/cards%><%^cards%>Question<%/cards%></label>
          <input id="prompt" value={prompt} onChange={(event) => setPrompt(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor="answer"><%#cards%>Back<%/cards%><%^cards%>Right answer<%/cards%></label>
          <input id="answer" value={answer} onChange={(event) => setAnswer(event.target.value)} />
        </div>
<%^cards%>
        <div className="field">
          <label htmlFor="wrong">Wrong answers</label>
          <input id="wrong" value={wrong} placeholder="Separated by commas" onChange={(event) => setWrong(event.target.value)} />
        </div>
<%/cards%>
        {problem && (
          <p className="error" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="submit" className="button primary">
            <%#cards%>Add card<%/cards%><%^cards%>Add question<%/cards%>
          </button>
        </div>
      </form>
      <ul className="own">
        {own.map((question, index) => (
          <li key={index}>
            <span>
              {question.prompt} – <strong>{question.answers[0]}</strong>
            </span>
            <button type="button" className="button small quiet danger" aria-label={`Delete ${question.prompt}`} onClick={() => onChange(own.filter((_, at) => at !== index))}>
              Delete
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
