/**
 * One GraphQL request over HTTP, and what its failures mean in words. Every outcome is an
 * execution result, because that is what the response pane can show.
 */
export interface Result {
  data?: Record<string, unknown> | null | undefined;
  errors?: readonly GraphQLProblem[] | undefined;
}

export interface GraphQLProblem {
  message: string;
  extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface Request {
  query: string;
  variables?: unknown;
  operationName?: string | null | undefined;
}

export type Outcome =
  | { kind: "answered"; result: Result }
  /** The token was refused; the operation was not executed. */
  | { kind: "unauthenticated"; result: Result }
  | { kind: "unreachable"; result: Result };

export async function send(endpoint: string, request: Request, headers: Readonly<Record<string, string>>): Promise<Outcome> {
  let response: Response;
  try {
    response = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json;q=0.9",
        ...headers,
      },
      body: JSON.stringify(request),
    });
  } catch (error) {
    // A header that cannot be sent fails here too; that is not the server's doing.
    if (!(error instanceof TypeError) || /header/i.test(error.message)) return { kind: "answered", result: problem(String(error)) };
    return { kind: "unreachable", result: problem(unreachable(endpoint)) };
  }
  const result = await read(response);
  return { kind: isUnauthenticated(result) ? "unauthenticated" : "answered", result };
}

export function unreachable(endpoint: string): string {
  return `The server at ${new URL(endpoint, location.href).origin} does not answer. Is it running? The request was not sent, or its answer was lost.`;
}

export function problem(message: string): Result {
  return { errors: [{ message }] };
}

async function read(response: Response): Promise<Result> {
  const text = await response.text().catch(() => "");
  try {
    const result = JSON.parse(text) as unknown;
    if (typeof result === "object" && result !== null) return result;
  } catch {
    // Said below, in words.
  }
  const status = `${response.status.toString()} ${response.statusText}`.trim();
  return problem(`The server answered ${status}, and not with GraphQL: ${text.trim().slice(0, 200) || "nothing"}`);
}

/** By its code, and only where nothing was executed. */
export function isUnauthenticated(result: Result): boolean {
  const executed = Object.values(result.data ?? {}).some((value) => value !== null);
  return !executed && (result.errors ?? []).some((error) => error.extensions?.["code"] === "UNAUTHENTICATED");
}

/** The sentences for the user's own mistakes, which come inside the payloads. */
export function userErrorsOf(data: Result["data"]): string[] {
  return Object.values(data ?? {}).flatMap((payload) => {
    const errors = (payload as { userErrors?: { message?: string }[] } | null)?.userErrors;
    return Array.isArray(errors) ? errors.map((error) => error.message ?? "The input was refused") : [];
  });
}
