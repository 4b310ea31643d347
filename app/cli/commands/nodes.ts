// `millrace nodes`: the catalog.

import { createCatalog } from "../../../engine/catalog/catalog.ts";
import { describeCatalog } from "../../../engine/catalog/describe.ts";
import { nodeKinds } from "../../../nodes/index.ts";
import { ExitCode } from "../exit-code.ts";

export async function nodesCommand({ json }: { readonly json: boolean }): Promise<number> {
  const kinds = await describeCatalog(createCatalog(nodeKinds));
  if (json) {
    process.stdout.write(`${JSON.stringify(kinds, null, 2)}\n`);
    return ExitCode.done;
  }
  const width = Math.max(...kinds.map(({ kind }) => kind.length));
  let category = "";
  for (const kind of kinds) {
    if (kind.category !== category)
      process.stdout.write(`${category ? "\n" : ""}${(category = kind.category)}\n`);
    process.stdout.write(`  ${kind.kind.padEnd(width)}  ${kind.summary}\n`);
  }
  return ExitCode.done;
}
