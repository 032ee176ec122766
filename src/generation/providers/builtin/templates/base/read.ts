// Readers of stored values: what is missing or odd becomes a default instead of an error.

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function readText(value: unknown, fallback = ""): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : fallback;
}

/** An option that may have been stored under an earlier name. */
export function readOption(value: unknown, renamed: Readonly<Record<string, string>>): string {
  const text = readText(value);
  return renamed[text] ?? text;
}

export function readNumber(value: unknown, fallback: number | null = null): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : fallback;
}

export function readFlag(value: unknown, fallback = false): boolean {
  return typeof value === "boolean" ? value : fallback;
}

export function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
}

export function readList<T>(value: unknown, read: (entry: unknown) => T | null): T[] {
  return Array.isArray(value) ? value.map(read).filter((entry): entry is T => entry !== null) : [];
}

export function newId(): string {
  return Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
}
