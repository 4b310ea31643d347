// Which names does a list of names offer, and of what type is each?

import { ERROR_PORT } from "../../edits/ports.ts";
import type { Field, Schema, TensorDtype } from "../../../../engine/frames/types.ts";
import type { Param } from "../catalog-types.ts";
import type { TensorInfo } from "../model/model-data.ts";

interface Model {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
}

const NONE: readonly Field[] = [];

/** Columns are those that arrive; of a source, to which nothing does, those that it gives. */
export function namesFrom(
  keys: Param["keys"],
  arriving: Schema | null,
  given: Readonly<Record<string, Schema>>,
  model: Model | null,
): readonly Field[] {
  switch (keys) {
    case "model-inputs":
      return model?.inputs.map(fieldOf) ?? NONE;
    case "model-outputs":
      return model?.outputs.map(fieldOf) ?? NONE;
    case undefined:
      return (
        arriving?.fields ?? Object.entries(given).find(([port]) => port !== ERROR_PORT)?.[1].fields ?? NONE
      );
  }
}

function fieldOf({ name, dtype, shape }: TensorInfo): Field {
  return { name, type: { type: "tensor", dtype: dtype as TensorDtype, shape }, nullable: false };
}
