import { isRecord, readNumber, readText } from "./read";

/** A row of an invoice or order. */
export interface Line {
  description: string;
  quantity: number;
  price: number;
}

export function readLine(value: unknown): Line | null {
  if (!isRecord(value)) return null;
  return { description: readText(value.description), quantity: readNumber(value.quantity, 1) ?? 1, price: readNumber(value.price, 0) ?? 0 };
}

/** Rounded to cents line by line, as invoices are. `tax` is in percent. */
export function linesTotal(lines: readonly Line[], tax: number) {
  const cents = (value: number) => Math.round(value * 100) / 100;
  const net = cents(lines.reduce((sum, line) => sum + cents(line.quantity * line.price), 0));
  const due = cents((net * tax) / 100);
  return { net, tax: due, gross: cents(net + due) };
}
