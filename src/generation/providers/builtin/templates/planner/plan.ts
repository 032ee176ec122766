import { isRecord } from "./read";

export const COLUMNS = [<%#columns%><%js .%><%^@last%>, <%/@last%><%/columns%>];
export const ROWS = [<%#rows%><%js .%><%^@last%>, <%/@last%><%/rows%>];

/** What stands in each cell, by `column|row`. */
export type Plan = Record<string, string>;

export function readPlan(stored: unknown): Plan {
  if (!isRecord(stored)) return {};
  return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
