/**
 * The state that the playground's parts share, and what results do to it: this is where
 * captures, session, tour and live view meet the transport.
 */
import { RefreshSessionDocument, type RefreshSessionMutation } from "./gql/graphql.ts";
import { capture, missing, NOTHING, type Captures } from "./captures.ts";
import { advance, type Live } from "./live.ts";
import { send, userErrorsOf, type Result } from "./requests.ts";
import { adopt, Authorizer, findTokens, signOut, SIGNED_OUT, type Session, type Tokens } from "./session.ts";
import { giverOf, makeNewcomer, makeSteps, type Newcomer } from "./starter.ts";
import { Store } from "./store.ts";
import { createFetcher, type Listener } from "./transport.ts";

export const ENDPOINT = "/graphql";
const PREFIX = "maquette:playground:";

/** A sentence for the person; the tone decides its colour. */
export interface Notice {
  tone: "good" | "bad";
  text: string;
}

export const session = new Store<Session>(SIGNED_OUT, `${PREFIX}session`);
export const captures = new Store<Captures>(NOTHING, `${PREFIX}captures`);
/** The operations of the tour that have come to a good end. */
export const done = new Store<readonly string[]>([], `${PREFIX}done`);
export const live = new Store<Live | null>(null);
export const notice = new Store<Notice | null>(null);
export const reachable = new Store(true);

const newcomer = new Store<Newcomer | null>(null, `${PREFIX}newcomer`);
if (newcomer.get() === null) newcomer.set(makeNewcomer());
export const steps = makeSteps(newcomer.get() ?? makeNewcomer());

/** Throws where the server cannot be reached: then nothing is known about the session. */
async function refresh(refreshToken: string): Promise<Tokens | null> {
  const request = { query: RefreshSessionDocument.toString(), variables: { refreshToken } };
  const outcome = await send(ENDPOINT, request, {});
  if (outcome.kind === "unreachable") throw new Error("The server cannot be reached");
  const payload = (outcome.result.data as RefreshSessionMutation | null | undefined)?.sessionRefresh;
  if (!payload?.accessToken) {
    notice.set({ tone: "bad", text: "Your session has ended. Log in again to go on." });
    return null;
  }
  return payload;
}

const listener: Listener = {
  objection(variables) {
    const [name] = missing(variables);
    if (name === undefined) return null;
    const giver = giverOf(steps, name);
    const words = giver
      ? `This needs \`${name}\`. Run the tab “${giver.operation}” (${giver.title}) first: it brings one, and the variable is filled in.`
      : `The variable \`${name}\` is empty.`;
    notice.set({ tone: "bad", text: words });
    return words;
  },
  started(operation) {
    notice.set(null);
    if (operation.startsWith("Watch")) live.set(null);
  },
  received: receive,
  completed(operation) {
    const failed = live.get()?.failure ?? null;
    if (operation.startsWith("Watch") && failed !== null) notice.set({ tone: "bad", text: failed });
    else if (steps.some((step) => step.operation === operation) && !refused.has(operation)) {
      done.update((operations) => [...new Set([...operations, operation])]);
    }
  },
  reached: (yes) => { if (reachable.get() !== yes) reachable.set(yes); },
  signedOut() {
    notice.set({ tone: "bad", text: "The server does not know who you are: register, or log in again." });
  },
};

/** Operations whose last answer held user errors, so that they do not count as done. */
const refused = new Set<string>();

function receive(operation: string, { data, errors }: Result): void {
  const mistakes = userErrorsOf(data);
  if (mistakes.length) refused.add(operation);
  else refused.delete(operation);
  const tokens = findTokens(data);
  if (tokens) {
    session.update((current) => adopt(current, tokens));
    notice.set({ tone: "good", text: "You are signed in: the access token is in “Headers” now." });
  }
  captures.set(capture(captures.get(), data));
  live.update((current) => advance(current, data));
  const words = mistakes[0] ?? errors?.[0]?.message;
  if (words !== undefined && !notice.get()) notice.set({ tone: "bad", text: words });
}

export const fetcher = createFetcher(ENDPOINT, new Authorizer(session, refresh), listener);

/** Ends the session here; the server's own session is ended with the mutation `sessionRevoke`. */
export function leave(): void {
  session.update(signOut);
}

/** Forgets the tour's progress and brings the starter tabs back; whoever is signed in stays so. */
export function startOver(): void {
  captures.update(({ former, values: { userId } }) => ({ former, values: userId === undefined ? {} : { userId } }));
  done.set([]);
  for (const key of ["tabState", "query", "variables", "headers", "operationName"]) localStorage.removeItem(`graphiql:${key}`);
  location.reload();
}
