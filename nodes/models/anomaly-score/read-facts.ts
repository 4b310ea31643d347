// What is read for an anomaly score before a run: the model's inputs and outputs, and a reference in a file.

import type { HostServices, ModelFacts } from "../../../engine/sdk/services.ts";
import { needsReference, takesPort, type AnomalyParams } from "./params.ts";
import { parseRows, type Rows } from "./rows.ts";

export interface AnomalyFacts {
  readonly model: ModelFacts | null;
  readonly file: Rows | null;
}

export async function readAnomalyFacts(
  params: AnomalyParams,
  { models, files }: Pick<HostServices, "models" | "files">,
  signal: AbortSignal,
): Promise<AnomalyFacts> {
  const { way, model, file, columns } = params;
  const fromFile = needsReference(params) && !takesPort(params) && file !== "";
  return {
    model: way === "distance" || model === "" ? null : await models.describe(model, signal),
    file: fromFile ? parseRows(await files.readAll(file, signal), columns, file) : null,
  };
}
