/** One stretch of time. */
export interface Phase {
  name: string;
  seconds: number;
  round: number;
  rest: boolean;
}

<%#pomodoro%>
const WORK_MINUTES = <%work%>;
const BREAK_MINUTES = <%rest%>;
const LONG_BREAK_MINUTES = <%longRest%>;
const ROUNDS = <%rounds%>;

export const PHASES: Phase[] = Array.from({ length: ROUNDS }, (_, index) => index + 1).flatMap((round) => [
  { name: "Focus", seconds: WORK_MINUTES * 60, round, rest: false },
  round < ROUNDS
    ? { name: "Break", seconds: BREAK_MINUTES * 60, round, rest: true }
    : { name: "Long break", seconds: LONG_BREAK_MINUTES * 60, round, rest: true },
]);
<%/pomodoro%>
<%#interval%>
const PREPARE_SECONDS = <%prepare%>;
const WORK_SECONDS = <%work%>;
const REST_SECONDS = <%rest%>;
const ROUNDS = <%rounds%>;

const ready: Phase[] = PREPARE_SECONDS > 0 ? [{ name: "Get ready", seconds: PREPARE_SECONDS, round: 1, rest: true }] : [];

export const PHASES: Phase[] = [
  ...ready,
  ...Array.from({ length: ROUNDS }, (_, index) => index + 1).flatMap((round) => {
    const work = { name: "Work", seconds: WORK_SECONDS, round, rest: false };
    // After the last round there is nothing to rest for.
    return round < ROUNDS ? [work, { name: "Rest", seconds: REST_SECONDS, round, rest: true }] : [work];
  }),
];
<%/interval%>
