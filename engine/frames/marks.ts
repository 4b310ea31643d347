// What kinds that find things and kinds that show them agree on: lists of boxes in pictures, of segments in sound, of spans in text.

import type { DataType, Field } from "./types.ts";

/**
 * Something found in a picture. Pixels of the picture as it is seen (after EXIF rotation), from its top left corner; a box may have
 * fractions, and more fields than these (the text that was read in it, say).
 */
export interface Box {
  readonly label: string | null;
  /** 0 to 1. */
  readonly score: number | null;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Its outline as x, y, x, y …, clockwise from the corner that was top left when upright; absent or null for an upright box. */
  readonly points?: readonly number[] | null;
}

/** A stretch of a recording, in seconds from its beginning. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly label: string | null;
  /** 0 to 1. */
  readonly score: number | null;
}

const field = (name: string, type: DataType, nullable: boolean): Field => ({ name, type, nullable });
const number = (name: string, nullable = false) => field(name, { type: "float64" }, nullable);
const LABELLED = [field("label", { type: "text" }, true), number("score", true)];
const listOf = (fields: readonly Field[]): MarksType => ({ type: "list", of: { type: "struct", fields } });

export type MarksType = Extract<DataType, { type: "list" }>;

const BOX = [...LABELLED, number("x"), number("y"), number("width"), number("height")];

/** `list of struct {label, score, x, y, width, height}`, and what else each box says. */
export function boxesType(more: readonly Field[] = []): MarksType {
  return listOf([...BOX, ...more]);
}

/** The field of a box that holds its outline. */
export const POINTS = field("points", { type: "list", of: { type: "float64" } }, true);

export function segmentsType(more: readonly Field[] = []): MarksType {
  return listOf([number("start"), number("end"), ...LABELLED, ...more]);
}

/** Stretches of a text, in UTF-16 units: `text.slice(from, to)`. */
export function spansType(more: readonly Field[] = []): MarksType {
  return listOf([number("from"), number("to"), ...LABELLED, ...more]);
}

export type MarksKind = "boxes" | "segments" | "spans";

/** What its items must have to be of the kind; label and score may be missing. */
const NEEDED: Readonly<Record<MarksKind, readonly string[]>> = {
  boxes: ["x", "y", "width", "height"],
  segments: ["start", "end"],
  spans: ["from", "to"],
};

/** Which marks a column holds, by the names of its fields; null for a column of something else. */
export function marksOf(type: DataType): MarksKind | null {
  if (type.type !== "list" || type.of.type !== "struct") return null;
  const names = new Set(type.of.fields.map(({ name }) => name));
  const kinds = Object.keys(NEEDED) as MarksKind[];
  return kinds.find((kind) => NEEDED[kind].every((name) => names.has(name))) ?? null;
}
