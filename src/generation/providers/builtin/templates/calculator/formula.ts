/** What stands in the inputs, as typed. */
export interface Values {
<%#inputs%>
  <%id%>: string;
<%/inputs%>
}

export const START: Values = {
<%#inputs%>
  <%id%>: <%js value%>,
<%/inputs%>
};

/** Works everything out; an empty or impossible input counts as zero. */
export function work(values: Values) {
  const number = (text: string) => (Number.isFinite(Number(text)) ? Number(text) : 0);
<%#inputs%>
<%#used%>
  const <%id%> = <%reader%>;
<%/used%>
<%/inputs%>
<%#results%>
  const <%id%> = <%expression%>;
<%/results%>
  return { <%#results%><%id%><%^@last%>, <%/@last%><%/results%> };
}
<%#hasRatio%>

/** One number divided by another; zero where that cannot be. */
function ratio(a: number, b: number): number {
  return b === 0 ? 0 : a / b;
}
<%/hasRatio%>
<%#hasDates%>

/** Days since 1970 of a date such as `2030-05-31`; today where it is empty. */
function days(date: string): number {
  const time = date === "" ? Date.now() : new Date(`${date}T00:00Z`).getTime();
  return Math.floor(time / 86_400_000);
}
<%/hasDates%>
<%#bands%>

/** The name of the last threshold that the value reaches. */
export function <%name%>(value: number): string {
  const steps: [number, string][] = [<%#steps%>[<%at%>, <%js label%>]<%^@last%>, <%/@last%><%/steps%>];
  return steps.reduce((name, [from, label]) => (value >= from ? label : name), steps[0]?.[1] ?? "");
}
<%/bands%>
