// What `millrace fit` may write over, and what it says of what it learned.

import { describeKind } from "../../engine/catalog/describe.ts";
import { isObject } from "../../engine/document/json-value.ts";
import type { Frame } from "../../engine/frames/frame.ts";
import type { Plan } from "../../engine/plan/types.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * The params of a node that learning would write over although they are set; none where the node has yet to learn. null for a node
 * that learns nothing the way it is set.
 */
export function paramsSet(
  { nodes, issues }: Plan,
  id: string,
  definition: AnyNode,
  params: Values,
): readonly string[] | null {
  const learns = describeKind(definition).params.filter(
    ({ fitted, visibleWhen: when }) => fitted && (!when || when.oneOf.includes(params[when.param] as string)),
  );
  if (learns.length === 0) return null;
  const isOpen =
    !nodes.some((node) => node.id === id) ||
    issues.some(({ node, code }) => node === id && code === "NOT_FITTED");
  return isOpen ? [] : learns.map(({ name }) => name).filter((name) => !isEmpty(params[name]));
}

/** What was learned, without what stands in `params` already: a list of the same length, an entry of a table. */
export function keepingWhatIsSet(learned: Values, params: Values): Values {
  return Object.fromEntries(
    Object.entries(learned).map(([name, value]) => [name, kept(value, params[name])]),
  );
}

function kept(learned: unknown, set: unknown): unknown {
  if (Array.isArray(learned))
    return Array.isArray(set) && set.length === learned.length ? (set as unknown) : learned;
  if (!isObject(learned) || !isObject(set)) return learned;
  return { ...learned, ...Object.fromEntries(Object.entries(set).filter(([, value]) => !isEmpty(value))) };
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

/** Rows below which there is nothing to be learned from. */
const FEWEST_ROWS = 2;

/** Counts what passes: rows, and for each column that `params` names those with a value in it (up to `FEWEST_ROWS`). */
export class RowsSeen {
  rows = 0;
  readonly #named: ReadonlySet<string>;
  readonly #values = new Map<string, number>();

  constructor(params: Values) {
    this.#named = new Set(textsIn(params));
  }

  async *count(frames: AsyncIterable<Frame>): AsyncGenerator<Frame> {
    for await (const frame of frames) {
      this.rows += frame.length;
      for (const { name } of frame.schema.fields) if (this.#named.has(name)) this.#look(frame, name);
      yield frame;
    }
  }

  #look(frame: Frame, name: string): void {
    const column = frame.column(name);
    let seen = this.#values.get(name) ?? 0;
    for (let row = 0; row < column.length && seen < FEWEST_ROWS; row++)
      if (!column.isNull(row) && !Number.isNaN(column.get(row))) seen++;
    this.#values.set(name, seen);
  }

  /** What there was too little of, in words; null where there was enough. */
  tooFew(): string | null {
    if (this.rows < FEWEST_ROWS) return this.rows === 0 ? "no row" : "only 1 row";
    const poor = [...this.#values].find(([, seen]) => seen < FEWEST_ROWS);
    if (!poor) return null;
    const [name, seen] = poor;
    return `${seen === 0 ? "no row" : "only 1 row"} with a value in "${name}"`;
  }
}

/** All texts in a value, keys of tables too: the columns that params name are among them. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}

const MOST_SHOWN_CHARACTERS = 60;

/** Learned params on one line: `mean [2,30], scale [0.816,8.165]`. */
export function learnedText(learned: Values): string {
  return Object.entries(learned)
    .map(([name, value]) => {
      const text = JSON.stringify(value, (_, inner: unknown) =>
        typeof inner === "number" ? Number(inner.toPrecision(4)) : inner,
      );
      const shown = [...text];
      return `${name} ${shown.length > MOST_SHOWN_CHARACTERS ? `${shown.slice(0, MOST_SHOWN_CHARACTERS - 1).join("")}…` : text}`;
    })
    .join(", ");
}
