// What stands for databases in a proof: kinds that read recorded rows, or write a file in the place of a table. A self-test reaches no
// server, asks for no secret, and writes into nobody's tables.

import type { Catalog } from "../../catalog/catalog.ts";
import type { NodeDocument, WorkflowDocument } from "../../document/types.ts";

/** Below the program's folder: what a source answered when the program was made. */
export const answerFile = (node: string) => `selftest/data/${node}.answer.json`;

/** The catalog with stand-ins in the place of kinds that have one. */
export function standInCatalog(catalog: Catalog): Catalog {
  return {
    ...catalog,
    async load(kind) {
      const definition = await catalog.load(kind);
      return definition?.standIn ?? definition;
    },
  };
}

/** The workflow with the files of its stand-ins; `into` is where those in the place of tables go. */
export async function withStandIns(
  document: WorkflowDocument,
  catalog: Catalog,
  into: string,
): Promise<WorkflowDocument> {
  const nodes = document.nodes.map(async (node): Promise<NodeDocument> => {
    const standIn = (await catalog.load(node.kind))?.standIn;
    if (!standIn) return node;
    return {
      ...node,
      params: { path: standIn.produce ? answerFile(node.id) : `${into}/${node.id}.rows.jsonl` },
    };
  });
  return { ...document, nodes: await Promise.all(nodes) };
}
