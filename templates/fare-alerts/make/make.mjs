// npm run make:fare-alerts: writes what `main.ts` makes into the playbook's folder. Vite reads the TypeScript.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const make = path.dirname(fileURLToPath(import.meta.url));
const { module } = await runnerImport(path.join(make, "main.ts"), { configFile: false });
for (const [name, bytes] of Object.entries(module.makePlaybook().files)) {
  const file = path.join(make, "..", name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`${name}  ${bytes.length} bytes`);
}
