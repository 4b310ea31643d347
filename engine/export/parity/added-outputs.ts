// Where do nodes write on the samples that the samples do not know? Who changes a program by hand adds such nodes, or renames them.

import type { Catalog } from "../../catalog/catalog.ts";
import type { WorkflowDocument } from "../../document/types.ts";
import { paramShape } from "../../plan/params.ts";
import { infoOf } from "../../sdk/params.ts";
import { outputName, type Samples } from "./samples.ts";

/** The samples with an output for each of them: what they write of a sample would go over the results of a run. */
export async function withAddedOutputs(
  samples: Samples,
  { nodes }: WorkflowDocument,
  catalog: Catalog,
): Promise<Samples> {
  const outputs = { ...samples.outputs };
  for (const { id, kind, params } of nodes) {
    if (Object.hasOwn(outputs, id)) continue;
    const definition = await catalog.load(kind);
    if (!definition?.effects.includes("writes")) continue;
    const param = Object.entries(paramShape(definition)).find(([, schema]) =>
      ["file", "folder"].includes(infoOf(schema)?.control ?? ""),
    )?.[0];
    if (param === undefined) continue;
    outputs[id] = { param, file: outputName(id, params[param]) };
  }
  return { ...samples, outputs };
}
