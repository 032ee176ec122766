import type { ReactNode } from "react";

/** What every component takes beside its own props. */
export type Frame = {
  /** Places it in the screen. */
  className?: string;
  /** The element of the wireframe that it was drawn as. */
  element?: string;
  children?: ReactNode;
};

/** Classes beside one another, without those that are empty. */
export function classes(...names: string[]): string {
  return names.join(" ").replace(/\s+/g, " ").trim();
}

/** The first letters of the first two words. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  return words.slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();
}

/** 8 for each space before the text. */
export function indent(text: string): number {
  return (text.length - text.replace(/^ +/, "").length) * 8;
}

/** Where a place is from the current one. */
export function state(index: number, active: number): "past" | "on" | "off" {
  return index < active ? "past" : index === active ? "on" : "off";
}

/** The numbers from 0; with a limit, that many around the current one. */
export function range(count: number, limit = 400, active = 0): number[] {
  const length = Math.max(0, Math.min(count, limit));
  const first = count > limit ? Math.min(Math.max(0, active - Math.floor(limit / 2)), count - limit) : 0;
  return Array.from({ length }, (_, index) => first + index);
}
