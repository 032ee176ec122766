import { formatTime<%#warns%>, WARNINGS<%/warns%> } from "../lib/time";

interface Props {
  /** Milliseconds. */
  left: number;
  whole: number;
  name: string;
  note: string;
<%#warns%>
  /** Whether the end of this stretch is announced. */
  warns: boolean;
<%/warns%>
}

/** A ring that empties with the time. */
export function Clock({ left, whole, name, note<%#warns%>, warns<%/warns%> }: Props) {
  const around = 2 * Math.PI * 92;
<%#warns%>
  // The colour changes with each warning, and most at the last.
  const passed = warns ? WARNINGS.filter((seconds) => left <= seconds * 1000).length : 0;
  const tone = passed === 0 ? "clock" : passed === WARNINGS.length ? "clock last" : "clock ending";
<%/warns%>
  return (
    <div className=<%#warns%>{tone}<%/warns%><%^warns%>"clock"<%/warns%>>
      <svg viewBox="0 0 200 200" aria-hidden="true">
        <circle cx="100" cy="100" r="92" className="clock-track" />
        <circle cx="100" cy="100" r="92" className="clock-hand" strokeDasharray={`${whole > 0 ? (left / whole) * around : 0} ${around}`} transform="rotate(-90 100 100)" />
      </svg>
      <div className="clock-face">
        <p className="phase">{name}</p>
        <p className="time" role="timer" aria-label="Time left">
          {formatTime(left)}
        </p>
        <p className="note">{note}</p>
      </div>
    </div>
  );
}
