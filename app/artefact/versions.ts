// Which versions is an exported program made of?

import { join } from "node:path";
import { FACTS, type ExportFacts } from "../../engine/export/places.ts";
import { readIfThere } from "./read-if-there.ts";

export function exportFacts(folder: string): ExportFacts {
  const unknown = { workflow: "", title: "Pipeline", millrace: "", packages: {}, kinds: {}, files: [] };
  try {
    return { ...unknown, ...(JSON.parse(readIfThere(join(folder, FACTS)) ?? "{}") as Partial<ExportFacts>) };
  } catch {
    // It only says what things are called: a damaged one keeps no program from its work.
    return unknown;
  }
}
