// dist/ci/: the scripts that an exported program of the target `ci` brings along, as they are.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const SCRIPTS = join(import.meta.dirname, "ci");

export const ciFiles: Plugin = {
  name: "ci-files",
  generateBundle() {
    for (const name of readdirSync(SCRIPTS))
      this.emitFile({ type: "asset", fileName: `ci/${name}`, source: readFileSync(join(SCRIPTS, name)) });
  },
};
