<%#warns%>
/** Seconds before the end, the first warning first. */
export const WARNINGS = [<%warnings%>];

/** Whether a warning lies between two times left, in milliseconds. */
export function crossed(before: number, left: number): boolean {
  return WARNINGS.some((seconds) => before > seconds * 1000 && left <= seconds * 1000);
}

<%/warns%>
/** `05:00`, or `1:05:00` from an hour on; parts of a second are rounded <%rounding%>. */
export function formatTime(milliseconds: number): string {
  const seconds = Math.<%round%>(milliseconds / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const pad = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${pad(minutes)}:${pad(rest)}`;
}
