// The types that text and JSON can be read as, by the names people write.

import { NUMBER_TYPES, type DataType } from "../../engine/frames/types.ts";

const TYPES: ReadonlyMap<string, DataType> = new Map<string, DataType>([
  ...NUMBER_TYPES.map((type) => [type, { type }] as const),
  ["text", { type: "text" }],
  ["bool", { type: "bool" }],
  ["date", { type: "date" }],
  ["timestamp", { type: "timestamp", zone: "UTC" }],
  ["duration", { type: "duration" }],
]);

export const READABLE_TYPES: readonly string[] = [...TYPES.keys()];

/** The same for a list to choose from: what columns mostly are comes first. */
export const TYPE_CHOICES: readonly string[] = [
  ...new Set(["text", "float64", "int64", "bool", "date", "timestamp", ...READABLE_TYPES]),
];

/** The type of that name, or undefined. */
export function readableType(name: string | undefined): DataType | undefined {
  return name === undefined ? undefined : TYPES.get(name);
}
