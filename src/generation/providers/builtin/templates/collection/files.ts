<%#x.csv%>
import { <%#csvModel%><%.%>, <%/csvModel%>type <%Type%> } from "./<%file%>";
<%#csvLines%>
import { linesTotal } from "./lines";
<%/csvLines%>

const COLUMNS: [string, (<%code%>: <%Type%>) => string | number | boolean | null][] = [
<%#csv%>
  [<%js label%>, (<%code%>) => <%value%>],
<%/csv%>
];

/** Comma-separated values as RFC 4180 has them. */
export function toCsv(<%codes%>: <%Type%>[]): string {
  const cell = (value: string | number | boolean | null) => {
    const text = value === null ? "" : typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = <%codes%>.map((<%code%>) => COLUMNS.map(([, value]) => cell(value(<%code%>))));
  return [COLUMNS.map(([label]) => cell(label)), ...rows].map((row) => row.join(",")).join("\r\n") + "\r\n";
}

<%/x.csv%>
<%#x.json%>
/** What a JSON file holds; null where it holds no JSON. */
export async function readJson(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text());
  } catch {
    return null;
  }
}

<%/x.json%>
/** Lets the person save a text as a file. */
export function download(name: string, text: string, type: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
