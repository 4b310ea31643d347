// Are the secrets there that the program's nodes name? Asked before anything is read.

import type { Catalog } from "../../engine/catalog/catalog.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { neededSecrets } from "../../engine/export/secrets.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { Secrets } from "../../engine/sdk/services.ts";

/** One error for each that is missing; a variable that is set to nothing is missing too. */
export async function missingSecrets(
  { nodes }: WorkflowDocument,
  catalog: Catalog,
  secrets: Secrets,
): Promise<readonly MillraceError[]> {
  const kinds = [...new Set(nodes.map(({ kind }) => kind))];
  const definitions = new Map(
    await Promise.all(kinds.map(async (kind) => [kind, await catalog.load(kind)] as const)),
  );
  const needed = neededSecrets(nodes, (kind) => definitions.get(kind));
  const values = await Promise.all(needed.map(({ name }) => secrets.get(name)));
  return needed
    .filter((_, i) => !values[i])
    .map(
      ({ name, node, help }) =>
        new MillraceError("PIPELINE_SECRET_MISSING", {
          message: `The secret ${name} is not set (${help}).`,
          node,
          expected: `a value in the environment variable ${name}, or in the file that --secrets names`,
          hint: `Set ${name} where the program is started; .env.example lists all. It is never written into pipeline.mjs or a log.`,
        }),
    );
}
