// What stands in dist/: the code in chunks/, as `loadBuild` reads it, and for each entry a file with a fixed name that starts it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The entry whose code becomes a part of every file that starts something. */
export const LOADER = "load-build";

/** Files that exported programs take as they are: what begins them, and what records compiled code on their machine. */
const FOR_PROGRAMS = ["begin.cjs", "record.cjs"];

/** The bundler's helpers for modules of both kinds stand in a file of their own, which every entry asks for and the loader needs not. */
const UNUSED_HELPERS = /^require\("\.\/rolldown-runtime-[\w-]+\.js"\);\n/m;

/** `dist/NAME.js` for each entry, CommonJS like all that is built (docs/adr/0008). */
export const startFiles: Plugin = {
  name: "start-files",
  generateBundle(_options, bundle) {
    const entries = Object.values(bundle).filter((file) => file.type === "chunk" && file.isEntry);
    const loader = entries.find(({ name }) => name === LOADER);
    if (loader?.type !== "chunk") return this.error("There is no loader.");
    const code = loader.code.replace(UNUSED_HELPERS, "");
    if (code.includes('require("./')) return this.error("The loader has to be one file.");
    delete bundle[loader.fileName];
    for (const file of Object.values(bundle))
      if (file.type === "chunk") file.code = asFunction(ascii(file.code));
    for (const { name, fileName } of entries) {
      if (name === LOADER) continue;
      const chunk = JSON.stringify(fileName.replace("chunks/", ""));
      // What an entry gives is for those who load it as a file: runtime/index.cjs of an exported program.
      const source = `#!/usr/bin/env node\n${code}\nmodule.exports = exports.loadBuild(__dirname, ${chunk}, require);\n`;
      this.emitFile({ type: "asset", fileName: `${name}.js`, source });
    }
    for (const fileName of FOR_PROGRAMS)
      this.emitFile({ type: "asset", fileName, source: readFileSync(join(import.meta.dirname, fileName)) });
    // The package is of type "module"; these files are not.
    this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "commonjs" }\n' });
  },
};

/** As Node wraps a CommonJS file, but once. On one line, so that lines in stack traces are those of the file. */
function asFunction(code: string): string {
  return `(function (exports, require, module, __filename, __dirname) {${code}\n})\n`;
}

/** A source of ASCII alone is read without decoding, and takes half the memory. */
function ascii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
