// zod in a file of its own, read when something first asks it for a schema: a run whose files are plainly right never does,
// and to load it takes a start 1 ms.

import { resolve } from "node:path";
import type { Plugin } from "vite";

const SPARING = resolve(import.meta.dirname, "sparing-zod.ts");

/** The file's name in `codeSplitting`, and what belongs there. */
export const zodGroup = { name: "zod", test: /node_modules[\\/]zod[\\/]|sparing-zod/, priority: 1 };

/** How a file asks for that one, and each place that uses it. */
const ASKED = /^(?:let|const) require_zod = (require\("\.\/zod-[\w-]+\.js"\));$/m;
const USED = /\brequire_zod\b/g;

export const lazyZod: Plugin = {
  name: "lazy-zod",
  enforce: "pre",
  resolveId(id, importer) {
    return id === "zod/mini" && importer !== SPARING ? SPARING : null;
  },
  generateBundle(_options, bundle) {
    let found = false;
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk" || chunk.name === zodGroup.name) continue;
      const asked = ASKED.exec(chunk.code);
      if (!asked) continue;
      found = true;
      const [line, call] = asked;
      const [before, after] = [chunk.code.slice(0, asked.index), chunk.code.slice(asked.index + line.length)];
      // On one line, so that lines in stack traces are those of the file.
      const lazy = `let loadedZod; const require_zod = () => (loadedZod ??= ${call});`;
      chunk.code = before + lazy + after.replace(USED, "require_zod()");
    }
    if (!found) this.error("No file asks for zod in the way that is known.");
  },
};
