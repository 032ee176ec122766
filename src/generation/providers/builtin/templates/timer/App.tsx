import { useEffect<%#stopwatch%>, useRef<%/stopwatch%>, useState } from "react";
import { ThemeToggle } from "./components/ThemeToggle";
<%#phased%>
import { Clock } from "./components/Clock";
import { PHASES, type Phase } from "./lib/phases";
<%/phased%>
<%#countdown%>
import { Clock } from "./components/Clock";
<%/countdown%>
<%#sounds%>
import { beep } from "./lib/sound";
<%#warns%>
import { crossed } from "./lib/time";
<%/warns%>
<%/sounds%>
<%#keeps%>
import { <%readNames%> } from "./lib/read";
import { useStored } from "./lib/storage";
<%/keeps%>
<%^until%>
import { formatTime } from "./lib/time";
<%/until%>
<%#phased%>

export default function App() {
  const [at, setAt] = useState(0);
  const [left, setLeft] = useState((PHASES[0]?.seconds ?? 0) * 1000);
  const [running, setRunning] = useState(false);
<%#pomodoro%>
  const [finished, setFinished] = useStored(<%js doneKey%>, { day: "", count: 0 }, (stored) => ({
    day: isRecord(stored) ? readText(stored.day) : "",
    count: isRecord(stored) ? (readNumber(stored.count) ?? 0) : 0,
  }));
  const today = new Date().toDateString();
  const count = finished.day === today ? finished.count : 0;
<%/pomodoro%>
  const phase: Phase = PHASES[at] ?? { name: "Done", seconds: 0, round: 0, rest: true };

  useEffect(() => {
    if (!running) return;
    // The end is a moment, not a count of ticks: a sleeping tab stays right.
    const end = Date.now() + left;
<%#warns%>
    let before = left;
<%/warns%>
    const timer = setInterval(() => {
      const rest = end - Date.now();
      if (rest > 0) {
<%#warns%>
        if (!phase.rest && crossed(before, rest)) beep();
        before = rest;
<%/warns%>
        setLeft(rest);
        return;
      }
      beep();
<%#pomodoro%>
      if (!phase.rest) setFinished({ day: today, count: count + 1 });
<%/pomodoro%>
      const next = at + 1 < PHASES.length ? at + 1 : 0;
      setAt(next);
      setLeft((PHASES[next]?.seconds ?? 0) * 1000);
      if (next === 0) setRunning(false);
    }, 100);
    return () => clearInterval(timer);
    // The interval starts anew with each phase, not with each tick.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [running, at]);

  useEffect(() => {
    document.title = running ? `${formatTime(left)} ${phase.name}` : <%js title%>;
  }, [running, left, phase.name]);

  function go(to: number) {
    setAt(to);
    setLeft((PHASES[to]?.seconds ?? 0) * 1000);
  }

  return (
    <div className={phase.rest ? "app timer resting" : "app timer"}>
      <header className="app-header">
        <div>
          <h1><%text title%></h1>
          <p className="tagline"><%text tagline%></p>
        </div>
        <div className="header-actions">
          <ThemeToggle />
        </div>
      </header>
      <main>
        <Clock left={left} whole={phase.seconds * 1000} name={phase.name} note={`Round ${phase.round} of <%rounds%>`}<%#warns%> warns={!phase.rest}<%/warns%> />
<%#warns%>
        <p className="note"><%text warnNote%></p>
<%/warns%>
        <div className="controls">
          <button type="button" className="button primary big" onClick={() => setRunning(!running)}>
            {running ? "Pause" : <%js startLabel%>}
          </button>
          <button type="button" className="button" onClick={() => go(at + 1 < PHASES.length ? at + 1 : 0)}>
            Skip
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              setRunning(false);
              go(0);
            }}
          >
            Reset
          </button>
        </div>
<%#pomodoro%>
        <p className="note" role="status">
          {count} {count === 1 ? "session" : "sessions"} finished today
        </p>
<%/pomodoro%>
        <section aria-label="Plan">
          <h2>Plan</h2>
          <ol className="plan">
            {PHASES.map((step, index) => (
              <li key={index}>
                <button type="button" aria-current={index === at ? "step" : undefined} onClick={() => go(index)} className={step.rest ? "rest" : undefined}>
                  <span>{step.name}</span>
                  <span>{formatTime(step.seconds * 1000)}</span>
                </button>
              </li>
            ))}
          </ol>
        </section>
<%#tasks%>
        <Tasks />
<%/tasks%>
      </main>
    </div>
  );
}
<%/phased%>
<%#tasks%>

interface Task {
  text: string;
  done: boolean;
}

/** What the sessions are for. */
function Tasks() {
  const [tasks, setTasks] = useStored<Task[]>(<%js tasksKey%>, [], (stored) =>
    readList(stored, (entry) => (isRecord(entry) ? { text: readText(entry.text), done: entry.done === true } : null)),
  );
  const [text, setText] = useState("");
  return (
    <section aria-label="Tasks">
      <h2>Tasks</h2>
      <form
        className="task-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === "") return;
          setTasks([...tasks, { text: text.trim(), done: false }]);
          setText("");
        }}
      >
        <input aria-label="Task" value={text} placeholder="What are you working on?" onChange={(event) => setText(event.target.value)} />
        <button type="submit" className="button">
          Add task
        </button>
      </form>
      <ul className="tasks">
        {tasks.map((task, index) => (
          <li key={index}>
            <label className="check">
              <input type="checkbox" checked={task.done} onChange={() => setTasks(tasks.map((other, at) => (at === index ? { ...other, done: !other.done } : other)))} />
              <span className={task.done ? "struck" : undefined}>{task.text}</span>
            </label>
            <button type="button" className="icon-button" aria-label={`Delete ${task.text}`} onClick={() => setTasks(tasks.filter((_, at) => at !== index))}>
              ×
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
<%/tasks%>
<%#countdown%>

interface Preset {
  id: string;
  name: string;
  seconds: number;
}

const PRESETS: Preset[] = [
<%#presets%>
  { id: "<%id%>", name: <%js name%>, seconds: <%seconds%> },
<%/presets%>
];

function readPreset(stored: unknown): Preset | null {
  return isRecord(stored) ? { id: readText(stored.id) || newId(), name: readText(stored.name), seconds: readNumber(stored.seconds, 60) ?? 60 } : null;
}

export default function App() {
  const [own, setOwn] = useStored<Preset[]>(<%js presetsKey%>, [], (stored) => readList(stored, readPreset));
  const presets = [...PRESETS, ...own];
  const [chosen, setChosen] = useState<Preset>(PRESETS[0] ?? { id: "none", name: "Timer", seconds: 60 });
  const [left, setLeft] = useState(chosen.seconds * 1000);
  const [running, setRunning] = useState(false);
  const [name, setName] = useState("");
  const [minutes, setMinutes] = useState("");

  useEffect(() => {
    if (!running) return;
    const end = Date.now() + left;
<%#warns%>
    let before = left;
<%/warns%>
    const timer = setInterval(() => {
      const rest = Math.max(0, end - Date.now());
<%#warns%>
      if (crossed(before, rest)) beep();
      before = rest;
<%/warns%>
      setLeft(rest);
      if (rest === 0) {
        setRunning(false);
        beep();
      }
    }, 100);
    return () => clearInterval(timer);
    // The interval starts anew with each run, not with each tick.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [running, chosen]);

  function choose(preset: Preset) {
    setRunning(false);
    setChosen(preset);
    setLeft(preset.seconds * 1000);
  }

  return (
    <div className="app timer">
      <header className="app-header">
        <div>
          <h1><%text title%></h1>
          <p className="tagline"><%text tagline%></p>
        </div>
        <div className="header-actions">
          <ThemeToggle />
        </div>
      </header>
      <main>
        <Clock left={left} whole={chosen.seconds * 1000} name={chosen.name} note={left === 0 ? "Time is up" : ""}<%#warns%> warns<%/warns%> />
<%#warns%>
        <p className="note"><%text warnNote%></p>
<%/warns%>
        <div className="controls">
          <button type="button" className="button primary big" disabled={left === 0} onClick={() => setRunning(!running)}>
            {running ? "Pause" : <%js startLabel%>}
          </button>
          <button type="button" className="button" onClick={() => choose(chosen)}>
            Reset
          </button>
        </div>
        <section aria-label="Timers">
          <h2>Timers</h2>
          <ol className="plan">
            {presets.map((preset) => (
              <li key={preset.id}>
                <button type="button" aria-pressed={preset.id === chosen.id} onClick={() => choose(preset)}>
                  <span>{preset.name}</span>
                  <span>{formatTime(preset.seconds * 1000)}</span>
                </button>
              </li>
            ))}
          </ol>
          <form
            className="task-form"
            onSubmit={(event) => {
              event.preventDefault();
              const seconds = Math.round(Number(minutes) * 60);
              if (!(seconds > 0)) return;
              const preset = { id: newId(), name: name.trim() || `${minutes} minutes`, seconds };
              setOwn([...own, preset]);
              choose(preset);
              setName("");
              setMinutes("");
            }}
          >
            <input aria-label="Name" value={name} placeholder="Name" onChange={(event) => setName(event.target.value)} />
            <input aria-label="Minutes" type="number" min="0" step="any" value={minutes} placeholder="Minutes" onChange={(event) => setMinutes(event.target.value)} />
            <button type="submit" className="button">
              Add timer
            </button>
          </form>
        </section>
      </main>
    </div>
  );
}
<%/countdown%>
<%#until%>

export default function App() {
  const [date, setDate] = useStored(<%js dateKey%>, <%js date%>, (stored) => readText(stored, <%js date%>));
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);

  const target = date === "" ? null : nextTime(date, now);
  const seconds = target === null ? 0 : Math.max(0, Math.floor((target - now) / 1000));
  const parts: [string, number][] = [
    ["days", Math.floor(seconds / 86400)],
    ["hours", Math.floor(seconds / 3600) % 24],
    ["minutes", Math.floor(seconds / 60) % 60],
    ["seconds", seconds % 60],
  ];

  return (
    <div className="app timer">
      <header className="app-header">
        <div>
          <h1><%text title%></h1>
          <p className="tagline"><%text tagline%></p>
        </div>
        <div className="header-actions">
          <ThemeToggle />
        </div>
      </header>
      <main>
        <div className="until" role="timer" aria-label=<%attr title%>>
          {parts.map(([unit, value]) => (
            <div key={unit}>
              <strong>{String(value).padStart(2, "0")}</strong>
              <span>{unit}</span>
            </div>
          ))}
        </div>
        <p className="note">{target === null ? "Choose a date to count down to." : `until ${new Date(target).toLocaleDateString("en", { dateStyle: "full" })}`}</p>
        <label className="date-choice">
          Date
          <input type="date" value={target === null ? "" : localDay(target)} onChange={(event) => setDate(event.target.value)} />
        </label>
      </main>
    </div>
  );
}

function localDay(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** A date without a year, such as `--12-24`, is the next such day. */
function nextTime(date: string, now: number): number {
  if (!date.startsWith("--")) return new Date(`${date}T00:00`).getTime();
  const year = new Date(now).getFullYear();
  const time = new Date(`${year}-${date.slice(2)}T00:00`).getTime();
  return time >= now ? time : new Date(`${year + 1}-${date.slice(2)}T00:00`).getTime();
}
<%/until%>
<%#stopwatch%>

export default function App() {
  const [elapsed, setElapsed] = useState(0);
  const [running, setRunning] = useState(false);
  const [laps, setLaps] = useState<number[]>([]);
  const start = useRef(0);

  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setElapsed(Date.now() - start.current), 31);
    return () => clearInterval(timer);
  }, [running]);

  function toggle() {
    if (!running) start.current = Date.now() - elapsed;
    setRunning(!running);
  }

  const lengths = laps.map((lap, index) => lap - (laps[index - 1] ?? 0));
  const best = Math.min(...lengths);
  const worst = Math.max(...lengths);

  return (
    <div className="app timer">
      <header className="app-header">
        <div>
          <h1><%text title%></h1>
          <p className="tagline"><%text tagline%></p>
        </div>
        <div className="header-actions">
          <ThemeToggle />
        </div>
      </header>
      <main>
        <p className="stopwatch" role="timer" aria-label="Elapsed time">
          {formatTime(elapsed)}
          <small>.{String(Math.floor(elapsed / 10) % 100).padStart(2, "0")}</small>
        </p>
        <div className="controls">
          <button type="button" className="button primary big" onClick={toggle}>
            {running ? "Stop" : elapsed > 0 ? "Resume" : <%js startLabel%>}
          </button>
<%#laps%>
          <button type="button" className="button" disabled={!running} onClick={() => setLaps([...laps, elapsed])}>
            Lap
          </button>
<%/laps%>
          <button
            type="button"
            className="button"
            onClick={() => {
              setRunning(false);
              setElapsed(0);
              setLaps([]);
            }}
          >
            Reset
          </button>
        </div>
        {laps.length > 0 && (
          <section aria-label="Laps">
            <h2>Laps</h2>
            <ol className="plan laps">
              {laps.map((lap, index) => (
                <li key={index} className={laps.length > 1 && lengths[index] === best ? "best" : laps.length > 1 && lengths[index] === worst ? "worst" : undefined}>
                  <span>Lap {index + 1}</span>
                  <span>+{formatTime(lengths[index] ?? 0)}.{String(Math.floor((lengths[index] ?? 0) / 10) % 100).padStart(2, "0")}</span>
                  <span>{formatTime(lap)}</span>
                </li>
              ))}
            </ol>
          </section>
        )}
      </main>
    </div>
  );
}
<%/stopwatch%>
