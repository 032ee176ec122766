/**
 * How ids flow from one starter tab to the next.
 *
 * Every result is searched for objects that the contract names: an object under the field
 * `project` that has an `id` gives the captured value `projectId`, one under `generation` gives
 * `generationId`, `exportUrl` gives itself, and so on (the tables below are all there is to
 * it). Lists are not searched, since no element of a list is *the* project.
 *
 * A captured value then fills the variable of the same name in the variables editor, as long as
 * that is empty or still holds an earlier captured value: what a person typed stays.
 *
 * Pure functions; `playground.tsx` applies them to the editors.
 */

/** Field → the name under which the `id` of its object is captured. */
const IDS: Readonly<Record<string, string>> = {
  user: "userId",
  project: "projectId",
  conversation: "conversationId",
  generation: "generationId",
  version: "versionId",
  headVersion: "versionId",
  parent: "parentVersionId",
  deployment: "deploymentId",
  liveDeployment: "deploymentId",
};

/** Field of type URL → captured value; `owner` where the field name alone says too little. */
const LINKS: readonly { field: string; owner?: string; name: string }[] = [
  { field: "url", owner: "preview", name: "previewUrl" },
  { field: "exportUrl", name: "exportUrl" },
  { field: "url", owner: "deployment", name: "deploymentUrl" },
  { field: "url", owner: "liveDeployment", name: "deploymentUrl" },
  { field: "liveUrl", name: "liveUrl" },
];

/** A change of the first makes the others void: another project has other conversations. */
const SCOPES: readonly string[] = ["userId", "projectId"];

export interface Captures {
  /** Name → the latest value. */
  values: Readonly<Record<string, string>>;
  /** Values that were captured earlier: a variable that holds one may be overwritten. */
  former: readonly string[];
}

export const NOTHING: Captures = { values: {}, former: [] };

/** Enough for several projects; the list only grows where somebody works for long. */
const MAX_FORMER = 200;

/** All captured names: links, which people look for, before ids. */
export const NAMES: readonly string[] = [...new Set([...LINKS.map((link) => link.name), ...Object.values(IDS)])];

export function isLink(name: string): boolean {
  return LINKS.some((link) => link.name === name);
}

/** What one result names. */
export function find(data: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (value: unknown, owner: string): void => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    for (const [field, inner] of Object.entries(value)) {
      const name = nameOf(field, owner);
      if (name !== null && typeof inner === "string" && inner !== "") found[name] ??= inner;
      visit(inner, field);
    }
  };
  visit(data, "");
  return found;
}

function nameOf(field: string, owner: string): string | null {
  if (field === "id") return IDS[owner] ?? null;
  return LINKS.find((link) => link.field === field && (link.owner ?? owner) === owner)?.name ?? null;
}

/** Adds what a result named; the same object comes back where that is nothing new. */
export function capture(captures: Captures, data: unknown): Captures {
  const found = Object.entries(find(data)).filter(([name, value]) => captures.values[name] !== value);
  if (found.length === 0) return captures;
  const moved = found.some(([name]) => SCOPES.includes(name) && name in captures.values);
  const kept = moved ? scopeOf(captures, found.map(([name]) => name)) : captures.values;
  const former = [...captures.former, ...Object.values(captures.values)];
  return {
    values: { ...kept, ...Object.fromEntries(found) },
    former: [...new Set(former)].slice(-MAX_FORMER),
  };
}

/** What stays when the values `changed` change: the scopes around the outermost of them. */
function scopeOf(captures: Captures, changed: readonly string[]): Record<string, string> {
  const outermost = SCOPES.findIndex((scope) => changed.includes(scope));
  return Object.fromEntries(Object.entries(captures.values).filter(([name]) => SCOPES.slice(0, outermost).includes(name)));
}

/** The variables (JSON text) with captured values filled in; null where nothing changes. */
export function fill(text: string, captures: Captures): string | null {
  const variables = parse(text);
  if (!variables) return null;
  let changed = false;
  for (const [name, value] of Object.entries(variables)) {
    if (!NAMES.includes(name) || typeof value !== "string") continue;
    // Empty again where the value became void: an old id would only fail in the server.
    const captured = captures.values[name] ?? "";
    if (captured === value || (value !== "" && !captures.former.includes(value))) continue;
    variables[name] = captured;
    changed = true;
  }
  return changed ? JSON.stringify(variables, null, 2) : null;
}

/** The variables that wait for a value which no tab has given yet. */
export function missing(variables: unknown): string[] {
  if (typeof variables !== "object" || variables === null) return [];
  return Object.entries(variables).flatMap(([name, value]) => (value === "" && NAMES.includes(name) ? [name] : []));
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    // Being edited, or with comments: not ours to rewrite.
    return null;
  }
}
