// What the names in a list of names are chosen from: inputs or outputs of the node's model, or columns.

import { useContext } from "react";
import type { Field } from "../../../../engine/frames/types.ts";
import { ModelContext, OutputsContext, useInput } from "../context.ts";
import type { Param } from "../catalog-types.ts";
import { namesFrom } from "../logic/names-from.ts";
import { useModel } from "../model/use-model.ts";

export function useNames(param: Param): readonly Field[] {
  const arriving = useInput(param);
  const given = useContext(OutputsContext);
  const path = useContext(ModelContext);
  const { state } = useModel(param.keys === undefined ? "" : path);
  return namesFrom(param.keys, arriving, given, state.is === "read" ? state.card.model : null);
}
