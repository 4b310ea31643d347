// `millrace models pin`: writes into a workflow which bytes it means by each model of the library.

import { applyCommand } from "../../../../engine/document/apply.ts";
import { referencesIn } from "../../../../engine/document/references-in.ts";
import type { ModelPin } from "../../../../engine/document/types.ts";
import { Library } from "../../../../engine/library/library.ts";
import { ExitCode } from "../../../engine-process/exit-code.ts";
import { openWorkflow, refuseReadOnly, saveWorkflow } from "../../session.ts";
import { stderr } from "../../report/stderr.ts";

export async function pinModels(flow: string, { json }: { readonly json: boolean }): Promise<number> {
  const workflow = await openWorkflow(flow);
  refuseReadOnly(workflow, flow);
  const { document, path } = workflow;
  const library = new Library();
  const named = new Set(referencesIn(document).map(({ reference }) => reference));
  const pins: Record<string, ModelPin | null> = {};
  for (const reference of named) {
    // Throws where the model is not there: what would be pinned?
    library.pathOf(reference, document.models?.[reference]);
    pins[reference] = library.originOf(reference);
  }
  // What nobody names any more.
  for (const reference of Object.keys(document.models ?? {}))
    if (!named.has(reference)) pins[reference] = null;
  const before = JSON.stringify(document.models ?? {});
  const pinned = applyCommand(document, { do: "pin-models", pins });
  if (JSON.stringify(pinned.models ?? {}) !== before) await saveWorkflow(path, pinned);
  if (json) process.stdout.write(`${JSON.stringify(pinned.models ?? {}, null, 2)}\n`);
  else {
    const count = Object.keys(pinned.models ?? {}).length;
    stderr().write(count === 0 ? `${flow} names no model of the library\n` : `pinned ${count} in ${flow}\n`);
    for (const [reference, pin] of Object.entries(pinned.models ?? {}))
      process.stdout.write(`${reference}  sha256 ${pin.sha256}\n`);
  }
  return ExitCode.done;
}
