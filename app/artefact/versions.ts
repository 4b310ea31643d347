// Which versions is an exported program made of?

import { join } from "node:path";
import { FACTS, type ExportFacts } from "../../engine/export/places.ts";
import { readIfThere } from "./read-if-there.ts";

export function exportFacts(folder: string): ExportFacts {
  const text = readIfThere(join(folder, FACTS));
  return text === null
    ? { workflow: "", title: "Pipeline", millrace: "", packages: {}, files: [] }
    : (JSON.parse(text) as ExportFacts);
}
