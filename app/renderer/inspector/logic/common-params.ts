// Several nodes at once: which params all of them have, and which columns reach all of them.

import type { Schema } from "../../../../engine/frames/types.ts";
import type { Kind, Param } from "../catalog-types.ts";
import { sameJson } from "../../ui/same-json.ts";

/** Those that every kind describes in the same words, so that one value means the same in all of them. Defaults may differ. */
export function commonParams(kinds: readonly Kind[]): readonly Param[] {
  const [first, ...others] = kinds;
  if (!first) return [];
  return first.params.filter(
    (param) =>
      !param.fitted &&
      others.every(({ params }) => params.some((other) => sameJson(told(other), told(param)))),
  );
}

function told({ default: _, ...description }: Param): unknown {
  return description;
}

type Inputs = Readonly<Record<string, Schema>>;

/** By port; a column counts where it reaches every node with the same type. */
export function commonInputs(inputs: readonly Inputs[]): Inputs {
  const [first, ...others] = inputs;
  if (!first) return {};
  const common = Object.entries(first).flatMap(([port, schema]) => {
    const same = others.map((other) => other[port]);
    if (same.includes(undefined as never)) return [];
    const fields = schema.fields.filter((field) =>
      same.every((other) =>
        other.fields.some(({ name, type }) => name === field.name && sameJson(type, field.type)),
      ),
    );
    return [[port, { ...schema, fields }] as const];
  });
  return Object.fromEntries(common);
}
