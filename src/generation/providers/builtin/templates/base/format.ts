// How numbers and dates are written.
<%#uses.number%>

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** `20 min`, `1 glass`, `7 days`. */
export function formatNumber(value: number | null, unit = ""): string {
  if (value === null) return "–";
  const text = numbers.format(value);
  if (unit === "") return text;
  if (unit === "%" || unit.startsWith("°")) return text + unit;
  return `${text} ${value === 1 ? singular(unit) : unit}`;
}

function singular(unit: string): string {
  if (unit.length < 4) return unit;
  if (/(ss|ch|sh|x)es$/.test(unit)) return unit.slice(0, -2);
  return unit.endsWith("s") ? unit.slice(0, -1) : unit;
}
<%/uses.number%>
<%#uses.money%>

export function formatMoney(value: number | null, currency: string): string {
  if (value === null) return "–";
  return new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(value);
}
<%/uses.money%>
<%#uses.date%>

const dates = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });

/** `5 May 2030` of `2030-05-05`, in the order that the locale likes. */
export function formatDate(day: string): string {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  return year && month && date ? dates.format(new Date(year, month - 1, date)) : "–";
}
<%/uses.date%>
<%#uses.textCounts%>

export function wordCount(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

export function letterCount(text: string): number {
  return text.length;
}
<%/uses.textCounts%>
