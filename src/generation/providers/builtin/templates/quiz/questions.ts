import { isRecord, readText, readTexts } from "./read";

export interface Question {
  prompt: string;
  /** The right one first. */
  answers: string[];
}

export const QUESTIONS: Question[] = [
<%#questions%>
  { prompt: <%js prompt%>, answers: [<%#answers%><%js .%><%^@last%>, <%/@last%><%/answers%>] },
<%/questions%>
];

export function readQuestion(stored: unknown): Question | null {
  if (!isRecord(stored)) return null;
  const question = { prompt: readText(stored.prompt), answers: readTexts(stored.answers) };
  return question.prompt === "" || question.answers.length === 0 ? null : question;
}

/** The same in an order of chance. */
export function shuffled<T>(items: readonly T[]): T[] {
  const out = items.slice();
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    const [a, b] = [out[at] as T, out[other] as T];
    out[at] = b;
    out[other] = a;
  }
  return out;
}
