// What `millrace new` guessed: column types, which columns feed which input, which columns the answers become.

import { formatType, type Schema } from "../../../engine/frames/types.ts";
import type { PlannedNode } from "../../../engine/plan/types.ts";
import type { ModelFacts, TensorSpec } from "../../../engine/sdk/services.ts";
import { bareModel, mapModelInputs, type WantedInputs } from "../../../nodes/_shared/model-mapping.ts";

/** Names shown of a long list: the first ones and the last. */
const SHOWN_NAMES = 4;

/** Lines for a model node that has been planned; none where its file or its columns are not known. */
export function guessLines({ facts, inputs, outputs, params }: PlannedNode): string[] {
  const { in: arrives } = inputs;
  const { out: leaves } = outputs;
  if (!facts || !arrives || !leaves) return [];
  const model = facts as ModelFacts;
  const { inputs: wanted } = params as { readonly inputs: WantedInputs };
  const added = leaves.fields.filter(({ name }) => !arrives.fields.some((field) => field.name === name));
  return [
    `guessed columns: ${typeCounts(arrives.fields.map(({ type }) => formatType(type)))}`,
    ...model.inputs.flatMap((spec) => inputLine(spec, arrives, wanted, model.inputs)),
    `guessed adds ${shortList(added.map(({ name }) => name))}`,
  ];
}

/** What feeds an input, in the order in which it goes in: as it was said, or found by name and shape. */
function inputLine(
  spec: TensorSpec,
  arrives: Schema,
  wanted: WantedInputs,
  specs: readonly TensorSpec[],
): string[] {
  const said = Object.hasOwn(wanted, spec.name) ? wanted[spec.name] : undefined;
  const name = `input ${spec.name}[${spec.shape.join(",")}]`;
  if (typeof said === "number") return [`given ${name}: ${said} for all rows`];
  if (said !== undefined) return [`given ${name} from ${shortList([said].flat())}`];
  const found = mapModelInputs(bareModel(specs), arrives, wanted).found.find((input) => input.spec === spec);
  return found ? [`guessed ${name} from ${shortList(found.columns)}`] : [];
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
