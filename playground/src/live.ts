/**
 * Puts the events of a generation or a deployment together: what the “Live” panel shows. A pure
 * reducer, tolerant of fields that an edited operation does not select.
 */
import type { WatchDeploymentSubscription, WatchGenerationSubscription } from "./gql/graphql.ts";

type Known<Event> = Event extends { __typename: string } ? Event : never;
type GenerationEvent = Known<WatchGenerationSubscription["generationEvents"]["event"]>;
type DeploymentEvent = Known<WatchDeploymentSubscription["deploymentEvents"]["event"]>;

export interface LiveFile {
  path: string;
  /** UTF-16 code units received so far; for a finished edit that sent none, zero. */
  length: number;
  /** Null while it is being written. */
  change: string | null;
}

/** What one call of the model has sent. */
export interface LiveStep {
  step: number;
  attempt: number;
  text: string;
  files: readonly LiveFile[];
  tools: readonly { summary: string; failed: boolean }[];
}

export interface Live {
  kind: "generation" | "deployment";
  status: string;
  steps: readonly LiveStep[];
  /** Log lines of a deployment; remarks on a generation. */
  lines: readonly string[];
  failure: string | null;
}

const EMPTY: Omit<Live, "kind"> = { status: "QUEUED", steps: [], lines: [], failure: null };
const MAX_LINES = 500;

/** The state after one result of a subscription; null where the result is of another kind. */
export function advance(live: Live | null, data: unknown): Live | null {
  const { generationEvents, deploymentEvents } = (data ?? {}) as {
    generationEvents?: { event?: GenerationEvent };
    deploymentEvents?: { event?: DeploymentEvent };
  };
  if (generationEvents?.event) return afterGenerationEvent(startOf("generation", live), generationEvents.event);
  if (deploymentEvents?.event) return afterDeploymentEvent(startOf("deployment", live), deploymentEvents.event);
  return live;
}

function startOf(kind: Live["kind"], live: Live | null): Live {
  return live?.kind === kind ? live : { kind, ...EMPTY };
}

function afterGenerationEvent(live: Live, event: GenerationEvent): Live {
  switch (event.__typename) {
    case "GenerationStatusChanged":
      return { ...live, status: event.status };
    case "GenerationStepStarted": {
      // A step that was seen before comes anew, so what it had sent is void.
      const others = live.steps.filter((known) => known.step !== event.step);
      return { ...live, steps: [...others, { step: event.step, attempt: event.attempt, text: "", files: [], tools: [] }] };
    }
    case "GenerationTextDelta":
      return inStep(live, event.step, (step) => ({ ...step, text: step.text + event.text }));
    case "GenerationFileStarted":
      return inFile(live, event.step, event.path, () => ({ path: event.path, length: 0, change: null }));
    case "GenerationFileDelta":
      return inFile(live, event.step, event.path, (file) => ({ ...file, length: file.length + event.text.length }));
    case "GenerationFileFinished":
      return inFile(live, event.step, event.path, (file) => ({ ...file, change: event.change }));
    case "GenerationToolCalled":
      return inStep(live, event.step, (step) => ({ ...step, tools: [...step.tools, { summary: event.summary, failed: event.failed }] }));
    case "GenerationFileConflicted":
      return addLine(live, `${event.path}: somebody changed the same lines; theirs stayed`);
    case "GenerationDiagnosed": {
      const count = event.diagnostics.length;
      return count === 0 ? live : addLine(live, `${count === 1 ? "A problem" : `${count.toString()} problems`} found; being repaired`);
    }
    case "GenerationFinished":
      return { ...live, status: event.status, failure: event.failure ?? null };
    default:
      return live;
  }
}

function afterDeploymentEvent(live: Live, event: DeploymentEvent): Live {
  if (event.__typename === "DeploymentLogged") return addLine(live, event.line);
  return { ...live, status: event.deployment.status, failure: event.deployment.failure ?? null };
}

function addLine(live: Live, line: string): Live {
  return { ...live, lines: [...live.lines, line].slice(-MAX_LINES) };
}

function inStep(live: Live, number: number, change: (step: LiveStep) => LiveStep): Live {
  const known = live.steps.some((step) => step.step === number);
  const fresh: LiveStep = { step: number, attempt: 1, text: "", files: [], tools: [] };
  const steps = known ? live.steps : [...live.steps, fresh];
  return { ...live, steps: steps.map((step) => (step.step === number ? change(step) : step)) };
}

function inFile(live: Live, number: number, path: string, change: (file: LiveFile) => LiveFile): Live {
  return inStep(live, number, (step) => {
    const known = step.files.some((file) => file.path === path);
    const files = known ? step.files : [...step.files, { path, length: 0, change: null }];
    return { ...step, files: files.map((file) => (file.path === path ? change(file) : file)) };
  });
}

/** All files of the turn: a later step's state of a path counts. */
export function filesOf(live: Live): LiveFile[] {
  return [...new Map(live.steps.flatMap((step) => step.files).map((file) => [file.path, file])).values()];
}

/** What the assistant said, step after step. */
export function wordsOf(live: Live): string {
  return live.steps.map((step) => step.text.trim()).filter(Boolean).join("\n\n");
}
