import { useEffect, useState } from "react";
import { Editor } from "./components/Editor";
import { ThemeToggle } from "./components/ThemeToggle";
import { QUESTIONS, readQuestion, <%#shuffles%>shuffled, <%/shuffles%>type Question } from "./lib/questions";
import { readList<%^cards%>, readNumber<%/cards%> } from "./lib/read";
import { useStored } from "./lib/storage";

<%#timed%>
/** For each question. */
const SECONDS = <%seconds%>;

<%/timed%>
<%#pass%>
/** Percent of right answers that are needed. */
const PASS = <%pass%>;

<%/pass%>
export default function App() {
  const [own, setOwn] = useStored<Question[]>(<%js ownKey%>, [], (stored) => readList(stored, readQuestion));
  const [round, setRound] = useState<Question[] | null>(null);
  const [editing, setEditing] = useState(false);
<%^cards%>
  const [best, setBest] = useStored(<%js bestKey%>, 0, (stored) => readNumber(stored) ?? 0);
<%/cards%>
  const all = [...QUESTIONS, ...own];

  return (
    <div className="app quiz">
      <header className="app-header">
        <div>
          <h1><%text title%></h1>
          <p className="tagline"><%text tagline%></p>
        </div>
        <div className="header-actions">
          <button type="button" className="button quiet" aria-pressed={editing} onClick={() => setEditing(!editing)}>
            {editing ? "Close editor" : "Add your own"}
          </button>
          <ThemeToggle />
        </div>
      </header>
      <main>
        {editing ? (
          <Editor own={own} onChange={setOwn} />
        ) : round ? (
          <Round questions={round} onAgain={() => setRound(<%#shuffle%>shuffled(all)<%/shuffle%><%^shuffle%>all.slice()<%/shuffle%>)} onClose={() => setRound(null)}<%^cards%> onFinish={(percent) => setBest((before) => Math.max(before, percent))}<%/cards%> />
        ) : (
          <section className="panel start">
            <h2>
              {all.length} <%#cards%>{all.length === 1 ? "card" : "cards"}<%/cards%><%^cards%>{all.length === 1 ? "question" : "questions"}<%/cards%>
            </h2>
            <p><%#cards%>Think of the answer, turn the card over, and say whether you knew it.<%/cards%><%^cards%>Choose the right answer each time.<%#timed%> You have {SECONDS} seconds for each.<%/timed%><%#pass%> {PASS}% right answers pass.<%/pass%><%/cards%></p>
<%^cards%>
            {best > 0 && <p className="note">Best score so far: {best}%</p>}
<%/cards%>
            <button type="button" className="button primary big" disabled={all.length === 0} onClick={() => setRound(<%#shuffle%>shuffled(all)<%/shuffle%><%^shuffle%>all.slice()<%/shuffle%>)}>
              <%text startLabel%>
            </button>
<%#cards%>
            <ul className="deck">
              {all.map((card, index) => (
                <li key={index}>{card.prompt}</li>
              ))}
            </ul>
<%/cards%>
          </section>
        )}
      </main>
    </div>
  );
}

interface RoundProps {
  questions: Question[];
  onAgain(): void;
  onClose(): void;
<%^cards%>
  /** Gets the percentage of right answers. */
  onFinish(percent: number): void;
<%/cards%>
}
<%#cards%>

function Round({ questions, onAgain, onClose }: RoundProps) {
  const [queue, setQueue] = useState(questions);
  const [turned, setTurned] = useState(false);
  const [known, setKnown] = useState(0);
  const card = queue[0];

  useEffect(() => {
    setQueue(questions);
    setKnown(0);
    setTurned(false);
  }, [questions]);

  function next(knew: boolean) {
    const rest = queue.slice(1);
    if (knew) setKnown(known + 1);
    // A card that was not known comes again at the end.
    setQueue(knew || !card ? rest : [...rest, card]);
    setTurned(false);
  }

  if (!card) {
    return (
      <section className="panel start" role="status">
        <h2>All {questions.length} known</h2>
        <div className="controls">
          <button type="button" className="button primary" onClick={onAgain}>
            Once more
          </button>
          <button type="button" className="button" onClick={onClose}>
            Done
          </button>
        </div>
      </section>
    );
  }

  return (
    <section className="round" aria-label="Card">
      <p className="progress-line">
        {known} of {questions.length} known
      </p>
      <progress max={questions.length} value={known} aria-label="Progress" />
      <button type="button" className={turned ? "flip-card turned" : "flip-card"} aria-label={turned ? `Answer: ${card.answers[0]}` : `Card: ${card.prompt}. Turn over`} onClick={() => setTurned(!turned)}>
        <small>{turned ? "Answer" : "Question"}</small>
        <span>{turned ? card.answers[0] : card.prompt}</span>
      </button>
      <div className="controls">
        {turned ? (
          <>
            <button type="button" className="button" onClick={() => next(false)}>
              Not yet
            </button>
            <button type="button" className="button primary" onClick={() => next(true)}>
              I knew it
            </button>
          </>
        ) : (
          <button type="button" className="button primary" onClick={() => setTurned(true)}>
            Show answer
          </button>
        )}
      </div>
    </section>
  );
}
<%/cards%>
<%^cards%>

function Round({ questions, onAgain, onClose, onFinish }: RoundProps) {
  const [at, setAt] = useState(0);
  const [given, setGiven] = useState<(string | null)[]>([]);
  const [order, setOrder] = useState<string[]>([]);
<%#timed%>
  const [left, setLeft] = useState(SECONDS);
<%/timed%>
  const question = questions[at];
  const chosen = given[at];
  const score = given.filter((answer, index) => answer !== null && answer === questions[index]?.answers[0]).length;
  const part = questions.length > 0 ? score / questions.length : 0;
  const percent = Math.round(part * 100);

  useEffect(() => {
    setAt(0);
    setGiven([]);
  }, [questions]);

  useEffect(() => {
    setOrder(question ? shuffled(question.answers) : []);
<%#timed%>
    setLeft(SECONDS);
<%/timed%>
  }, [question]);
<%#timed%>

  useEffect(() => {
    if (!question || chosen !== undefined) return;
    if (left === 0) {
      setGiven((before) => [...before, null]);
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [question, chosen, left]);
<%/timed%>

  useEffect(() => {
    if (!question && given.length > 0) onFinish(percent);
    // Once, at the end of a round.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [question]);

  if (!question) {
    return (
      <section className="panel start">
        <h2 role="status">
          You scored {score} of {questions.length}
        </h2>
        <p>
          {percent}% right.<%#pass%> {percent >= PASS ? "Passed!" : `Not passed: ${PASS}% are needed.`}<%/pass%>
        </p>
        <p>{part === 1 ? "Flawless!" : part >= 0.7 ? "Well done!" : part >= 0.4 ? "Not bad – try again?" : "There is something to learn here."}</p>
        <div className="controls">
          <button type="button" className="button primary" onClick={onAgain}>
            Play again
          </button>
          <button type="button" className="button" onClick={onClose}>
            Done
          </button>
        </div>
        <ol className="review">
          {questions.map((asked, index) => (
            <li key={index} className={given[index] === asked.answers[0] ? "right" : "wrong"}>
              {asked.prompt} <strong>{asked.answers[0]}</strong>
              {given[index] !== asked.answers[0] && <span> (you: {given[index] ?? "no answer"})</span>}
            </li>
          ))}
        </ol>
      </section>
    );
  }

  return (
    <section className="round" aria-label={`Question ${at + 1}`}>
      <p className="progress-line">
        <span>
          Question {at + 1} of {questions.length}
        </span>
<%#timed%>
        <span role="timer" aria-label="Time left">{left} s</span>
<%/timed%>
        <span>Score {score}</span>
      </p>
      <progress max={questions.length} value={at} aria-label="Progress" />
      <h2 className="prompt">{question.prompt}</h2>
      <ul className="answers">
        {order.map((answer) => {
          const right = answer === question.answers[0];
          return (
            <li key={answer}>
              <button
                type="button"
                className={chosen === undefined ? "answer" : right ? "answer right" : answer === chosen ? "answer wrong" : "answer"}
                disabled={chosen !== undefined}
                onClick={() => setGiven([...given, answer])}
              >
                {answer}
                {chosen !== undefined && right && <span> ✓</span>}
                {answer === chosen && !right && <span> ✗</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {chosen !== undefined && (
        <div className="controls">
          <p role="status">{chosen === question.answers[0] ? "Right!" : `The answer is ${question.answers[0]}.`}</p>
          <button type="button" className="button primary" autoFocus onClick={() => setAt(at + 1)}>
            {at + 1 < questions.length ? "Next" : "See the result"}
          </button>
        </div>
      )}
    </section>
  );
}
<%/cards%>
