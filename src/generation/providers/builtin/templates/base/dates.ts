// Days are texts like `2030-05-31` in the visitor's own time zone.

export function dayOf(date: Date): string {
  const month = String(date.getMonth() + 1).padStart(2, "0");
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, "0")}`;
}

export function today(): string {
  return dayOf(new Date());
}

export function toDate(day: string): Date {
  const [year = 1970, month = 1, date = 1] = day.slice(0, 10).split("-").map(Number);
  return new Date(year, month - 1, date);
}

export function addDays(day: string, days: number): string {
  const date = toDate(day);
  date.setDate(date.getDate() + days);
  return dayOf(date);
}

/** Days from the first to the second; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((toDate(to).getTime() - toDate(from).getTime()) / 86_400_000);
}

/** The Monday of a day's week. */
export function weekStart(day: string): string {
  return addDays(day, -((toDate(day).getDay() + 6) % 7));
}

/** Whether a day lies in the current day, week, month or year. */
export function inPeriod(day: string, period: "day" | "week" | "month" | "year" | "ever"): boolean {
  const current = today();
  if (day === "") return false;
  switch (period) {
    case "day":
      return day.slice(0, 10) === current;
    case "week":
      return weekStart(day) === weekStart(current);
    case "month":
      return day.slice(0, 7) === current.slice(0, 7);
    case "year":
      return day.slice(0, 4) === current.slice(0, 4);
    case "ever":
      return true;
  }
}

/** How many days in a row, up to today or yesterday, are among the given ones. */
export function streak(days: readonly string[]): number {
  const known = new Set(days.map((day) => day.slice(0, 10)));
  let day = today();
  if (!known.has(day)) day = addDays(day, -1);
  let length = 0;
  while (known.has(day)) {
    length += 1;
    day = addDays(day, -1);
  }
  return length;
}

/** The longest run of days ever. */
export function longestStreak(days: readonly string[]): number {
  const known = [...new Set(days.map((day) => day.slice(0, 10)))].sort();
  let longest = 0;
  let run = 0;
  known.forEach((day, index) => {
    const before = known[index - 1];
    run = before !== undefined && daysBetween(before, day) === 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
}

/** The last days, today last. */
export function lastDays(count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(today(), index - count + 1));
}

/** Whether a day comes within some days from today. */
export function isSoon(day: string, days: number): boolean {
  const left = day === "" ? -1 : daysBetween(today(), day);
  return left >= 0 && left <= days;
}

/** Days from today to a day; negative once it has passed, zero where it is not known. */
export function daysUntil(day: string): number {
  return day === "" ? 0 : daysBetween(today(), day);
}

export function daysSince(day: string): number {
  return day === "" ? 0 : daysBetween(day, today());
}

/** Days from the first to the second; zero where one is not known. */
export function daysFrom(from: string, to: string): number {
  return from === "" || to === "" ? 0 : daysBetween(from, to);
}

/** Whole years since a day, as ages are told. */
export function yearsSince(day: string): number {
  if (day === "") return 0;
  const [then, now] = [toDate(day), toDate(today())];
  const before = now.getMonth() < then.getMonth() || (now.getMonth() === then.getMonth() && now.getDate() < then.getDate());
  return now.getFullYear() - then.getFullYear() - (before ? 1 : 0);
}
