// What stands in dist/ beside the chunks: for each entry a file under its fixed name, which starts it with `loadBuild`.

import type { Plugin } from "vite";

/** The entry whose code becomes a part of every file that starts something. */
export const LOADER = "load-build";

/** `dist/NAME.js` for each entry; the code itself is in `dist/chunks`, as CommonJS (docs/adr/0008). */
export const startFiles: Plugin = {
  name: "start-files",
  generateBundle(_options, bundle) {
    const entries = Object.values(bundle).filter((file) => file.type === "chunk" && file.isEntry);
    const loader = entries.find(({ name }) => name === LOADER);
    if (loader?.type !== "chunk" || loader.imports.some((name) => name in bundle))
      this.error("The loader has to be one file.");
    delete bundle[loader.fileName];
    for (const { name, fileName } of entries) {
      if (name === LOADER) continue;
      const chunk = fileName.replace("chunks/", "");
      const source = `#!/usr/bin/env node\n${loader.code}\nexports.loadBuild(__dirname, ${JSON.stringify(chunk)}, require);\n`;
      this.emitFile({ type: "asset", fileName: `${name}.js`, source });
    }
    // The package is of type "module"; these files are not.
    this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "commonjs" }\n' });
  },
};
