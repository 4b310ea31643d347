// What `millrace new` guessed: column types, which columns feed which input, which columns the answers become.

import { formatType } from "../../../engine/frames/types.ts";
import type { PlannedNode } from "../../../engine/plan/types.ts";
import type { ModelFacts } from "../../../engine/sdk/services.ts";
import { mapModelInputs } from "../../../nodes/_shared/model-mapping.ts";

/** Names shown of a long list: the first ones and the last. */
const SHOWN_NAMES = 4;

/** Lines for a model node that has been planned; none where its file or its columns are not known. */
export function guessLines({ facts, inputs, outputs }: PlannedNode): string[] {
  const { in: arrives } = inputs;
  const { out: leaves } = outputs;
  if (!facts || !arrives || !leaves) return [];
  const model = facts as ModelFacts;
  const mapped = mapModelInputs(model.inputs, arrives).inputs ?? [];
  const added = leaves.fields.filter(({ name }) => !arrives.fields.some((field) => field.name === name));
  return [
    `columns: ${typeCounts(arrives.fields.map(({ type }) => formatType(type)))}`,
    ...mapped.map(
      ({ spec, columns }) => `input ${spec.name}[${spec.shape.join(",")}] from ${shortList(columns)}`,
    ),
    `adds ${shortList(added.map(({ name }) => name))}`,
  ];
}

/** `16 float64, 2 text`. */
function typeCounts(types: readonly string[]): string {
  const distinct = [...new Set(types)];
  return distinct.map((type) => `${types.filter((other) => other === type).length} ${type}`).join(", ");
}

/** `a, b` or `x0, x1, x2 … x15`. */
function shortList(names: readonly string[]): string {
  if (names.length <= SHOWN_NAMES) return names.join(", ");
  return `${names.slice(0, SHOWN_NAMES - 1).join(", ")} … ${names.at(-1)}`;
}
