// What is known of how a model takes pictures, each fact with where it comes from: the file says it, or it is only usual.

import type { Normalise } from "../pixels/pixel-values.ts";

/** From the file: `graph` (its first operators), `metadata`, `shape`, `type`. Assumed: `name`, `outputs`, `sample`, `usual`. */
export type Ground = "graph" | "metadata" | "shape" | "type" | "name" | "outputs" | "sample" | "usual";

export interface Said<T> {
  readonly value: T;
  readonly ground: Ground;
  /** In words, to stand behind the value: "the graph divides by 255 first". */
  readonly because: string;
}

const FROM_FILE: ReadonlySet<Ground> = new Set<Ground>(["graph", "metadata", "shape", "type"]);

/** Whether the file says it; everything else is a guess that a person should look at. */
export function isSure({ ground }: Pick<Said<unknown>, "ground">): boolean {
  return FROM_FILE.has(ground);
}

/** What 0 to 255 becomes; `mean` and `std` on a scale of 0 to 1, read where it is `custom`. */
export interface Values {
  readonly normalise: Normalise;
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

export const plainValues = (normalise: Normalise): Values => ({ normalise, mean: [0], std: [1] });

/** The first that says anything. */
export function firstSaid<T>(...said: readonly (Said<T> | null | undefined)[]): Said<T> | null {
  return said.find((each) => each !== null && each !== undefined) ?? null;
}
