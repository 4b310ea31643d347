// What a generated graph knows of a stream: enough to choose params that fit.

/** A number that was cast is another type than one that was not, where two streams become one. */
export type ColumnType =
  | "number"
  | `number ${string}`
  | "text"
  | "vector"
  | "image"
  | "audio"
  | "tensor"
  | "boxes"
  | "segments"
  | "spans"
  | "other";

/** Columns that no table file holds. */
export const BULKY: ReadonlySet<ColumnType> = new Set(["image", "audio"] as const);

export interface Stream {
  /** `node.port`. */
  readonly from: string;
  readonly columns: ReadonlyMap<string, ColumnType>;
}

/** Chooses by numbers that were drawn before, so that a graph can be made smaller. */
export class Choices {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** 0 to `below` - 1. */
  number(below: number): number {
    return this.#numbers[this.#next++ % this.#numbers.length] % below;
  }

  of<T>(items: readonly T[]): T {
    return items[this.number(items.length)];
  }
}

export function columnsOf({ columns }: Stream, type: ColumnType): readonly string[] {
  return [...columns].filter(([, is]) => is.split(" ")[0] === type).map(([name]) => name);
}

export function withColumns(
  columns: Stream["columns"],
  more: Readonly<Record<string, ColumnType>>,
): Stream["columns"] {
  return new Map([...columns, ...Object.entries(more)]);
}
