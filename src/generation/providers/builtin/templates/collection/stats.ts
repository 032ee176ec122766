<%#uses.buckets%>
import { <%#uses.addDays%>addDays, <%/uses.addDays%>today, toDate<%#uses.weeks%>, weekStart<%/uses.weeks%> } from "./dates";

<%/uses.buckets%>
export interface Point {
  label: string;
  value: number;
}

export function sum<T>(items: readonly T[], value: (item: T) => number | null): number {
  return items.reduce((total, item) => total + (value(item) ?? 0), 0);
}
<%#uses.average%>

/** The mean of the values that are there; zero without any. */
export function average<T>(items: readonly T[], value: (item: T) => number | null): number {
  const known = items.map(value).filter((number) => number !== null);
  return known.length === 0 ? 0 : known.reduce((total, number) => total + number, 0) / known.length;
}
<%/uses.average%>
<%#uses.highest%>

export function highest<T>(items: readonly T[], value: (item: T) => number | null): number {
  return items.reduce((most, item) => Math.max(most, value(item) ?? 0), 0);
}
<%/uses.highest%>
<%#uses.lowest%>

/** The least of the values that are there; zero without any. */
export function lowest<T>(items: readonly T[], value: (item: T) => number | null): number {
  const known = items.map(value).filter((number) => number !== null);
  return known.length === 0 ? 0 : Math.min(...known);
}
<%/uses.lowest%>
<%#uses.byKey%>

/** One point for each key, the known ones first and even where nothing has them. */
export function byKey<T>(items: readonly T[], keys: (item: T) => readonly string[], value: (group: T[]) => number, known: readonly string[] = []): Point[] {
  const groups = new Map<string, T[]>(known.map((key) => [key, []]));
  for (const item of items) {
    for (const key of keys(item)) {
      const group = groups.get(key || "–") ?? [];
      group.push(item);
      groups.set(key || "–", group);
    }
  }
  return [...groups].map(([label, group]) => ({ label, value: value(group) }));
}
<%/uses.byKey%>
<%#uses.days%>

/** One point for each of the last days, today last. */
export function byDay<T>(items: readonly T[], value: (group: T[], day: string) => number, on: (item: T, day: string) => boolean, days = 7): Point[] {
  return Array.from({ length: days }, (_, index) => {
    const day = addDays(today(), index - days + 1);
    return { label: toDate(day).toLocaleDateString("en", { weekday: "short" }), value: value(items.filter((item) => on(item, day)), day) };
  });
}
<%/uses.days%>
<%#uses.weeks%>

/** One point for each of the last weeks, which begin on Monday. */
export function byWeek<T>(items: readonly T[], value: (group: T[]) => number, day: (item: T) => string, weeks = 8): Point[] {
  return Array.from({ length: weeks }, (_, index) => {
    const start = addDays(weekStart(today()), (index - weeks + 1) * 7);
    const label = toDate(start).toLocaleDateString("en", { day: "numeric", month: "short" });
    return { label, value: value(items.filter((item) => day(item) !== "" && weekStart(day(item)) === start)) };
  });
}
<%/uses.weeks%>
<%#uses.months%>

/** One point for each of the last months. */
export function byMonth<T>(items: readonly T[], value: (group: T[]) => number, day: (item: T) => string, months = 6): Point[] {
  const current = toDate(today());
  return Array.from({ length: months }, (_, index) => {
    const first = new Date(current.getFullYear(), current.getMonth() + index - months + 1, 1);
    const month = `${first.getFullYear()}-${String(first.getMonth() + 1).padStart(2, "0")}`;
    return { label: first.toLocaleDateString("en", { month: "short" }), value: value(items.filter((item) => day(item).startsWith(month))) };
  });
}
<%/uses.months%>
