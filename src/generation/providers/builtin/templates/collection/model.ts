import { <%modelReads%> } from "./read";
<%#uses.positions%>
import { readLine, type Line } from "./lines";
<%/uses.positions%>
<%#modelDates%>
import { <%modelDates%> } from "./dates";
<%/modelDates%>
<%#titleFormats%>
import { <%titleFormats%> } from "./format";
<%/titleFormats%>

/** One <%one%>, as it is kept in this browser. */
export interface <%Type%> {
  id: string;
  createdAt: string;
<%#stored%>
  <%id%>: <%ts%>;
<%/stored%>
<%#extras%>
  <%id%>: <%ts%>;
<%/extras%>
}

/** What the form edits. */
export type <%Type%>Draft = Pick<<%Type%>, <%#stored%><%js id%><%^@last%> | <%/@last%><%/stored%>>;
export type <%Type%>Errors = Partial<Record<keyof <%Type%>Draft, string>>;
<%#choices%>

export const <%id%>Options = [<%#options%><%js .%><%^@last%>, <%/@last%><%/options%>];
<%/choices%>

export function empty<%Type%>(): <%Type%>Draft {
  return {
<%#stored%>
    <%id%>: <%initial%>,
<%/stored%>
  };
}

export function new<%Type%>(draft: <%Type%>Draft): <%Type%> {
  return { ...draft, id: newId(), createdAt: new Date().toISOString()<%#extras%>, <%id%>: <%initial%><%/extras%> };
}

/** Reads a stored <%one%>, also one from before a field was added. */
export function read<%Type%>(stored: unknown): <%Type%> | null {
  if (!isRecord(stored)) return null;
  return {
    id: readText(stored.id) || newId(),
    createdAt: readText(stored.createdAt) || new Date().toISOString(),
<%#stored%>
    <%id%>: <%read%>,
<%/stored%>
<%#extras%>
    <%id%>: <%read%>,
<%/extras%>
  };
}

/** What must be put right before the draft can be saved, by field. */
export function check<%Type%>(draft: <%Type%>Draft): <%Type%>Errors {
  const errors: <%Type%>Errors = {};
<%#checks%>
  if (<%test%>) errors.<%id%> = <%js message%>;
<%/checks%>
  return errors;
}

/** What stands at the top of a <%one%>. */
export function titleOf(<%code%>: <%Type%>): string {
  return <%titleExpr%>;
}
<%#formulas%>

export function <%id%>Of(<%code%>: Pick<<%Type%>, <%#parts%><%js .%><%^@last%> | <%/@last%><%/parts%>>): number {
  return <%expression%>;
}
<%/formulas%>
<%#due%>

/** The day on which a <%one%> comes due again; empty where that is not known. */
export function dueOn(<%code%>: <%Type%>): string {
  const interval = <%code%>.<%interval%>;
  return interval === null || interval <= 0 ? "" : addDays(<%code%>.<%last%> || <%code%>.createdAt, <%code%>.<%last%> ? interval : 0);
}
<%/due%>
<%#low%>

/** Whether so little is left that more is needed. */
export function isLow(<%code%>: <%Type%>): boolean {
  const minimum = <%minimumExpr%>;
  return minimum !== null && <%code%>.<%field%> !== null && <%code%>.<%field%> <= minimum;
}
<%/low%>
<%#hasFlags%>

/** Why a <%one%> stands out; empty where it does not. */
export function flagsOf(<%code%>: <%Type%>): string[] {
  const flags: string[] = [];
<%#flags%>
  if (<%test%>) flags.push(<%js text%>);
<%/flags%>
  return flags;
}
<%/hasFlags%>
<%#hasRatio%>

/** One number divided by another; zero where that cannot be. */
function ratio(a: number, b: number): number {
  return b === 0 ? 0 : a / b;
}
<%/hasRatio%>
