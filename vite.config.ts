// Builds the Node side: dist/cli.js and the files it forks, with one chunk for each node kind (loaded when used).
import { existsSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { ciFiles } from "./build/ci-files.ts";
import { compiledCode } from "./build/compiled-code.ts";
import { executableCommand } from "./build/executable-command.ts";
import { lazyZod, zodGroup } from "./build/lazy-zod.ts";
import { NATIVE, runtimeManifest } from "./build/runtime-manifest.ts";
import { LOADER, startFiles } from "./build/start-files.ts";

// Entries that are started as a thread or process of their own stand beside cli.js under a fixed name.
const entries = {
  [LOADER]: "app/start/load-build.ts",
  cli: "app/cli/main.ts",
  artefact: "app/artefact/artefact.ts",
  "editor-engine": "app/engine-process/editor-engine.ts",
  "lane-worker": "engine/models/lane-worker.ts",
  "model-child": "engine/models/model-child.ts",
  "program-child": "engine/export/parity/program-child.ts",
  "partition-worker": "app/engine-process/partition-worker.ts",
  "train-worker": "app/engine-process/train/train-worker.ts",
};

/**
 * onnxruntime's own JavaScript goes into the build: its 25 small files, found and read one by one, are 10 ms of each start.
 * Its library stays in its package and is found from there.
 */
export const onnxruntimeInBuild: Plugin = {
  name: "onnxruntime-in-build",
  transform: {
    filter: { id: /onnxruntime-node[\\/]dist[\\/]binding\.js$/ },
    handler(code) {
      const found = code.replace("`../bin/", "`onnxruntime-node/bin/");
      if (found === code) this.error("onnxruntime-node loads its library in a new way.");
      return found;
    },
  },
};

/** What this many entries share (commands, kinds, workers) is one file: finding 30 small ones cost a start 12 ms. */
const SHARED_BY = 4;
/** Whatever is not of one field alone, and not of the model library, which only some workflows name. */
const SHARED_BY_ALL =
  /[\\/](engine(?![\\/]library[\\/](?!files|places))|nodes(?![\\/]_shared[\\/](pixels|drawing|vision|proposal|text-lines|sound|text|files|duckdb|json-lines|http|row-file|csv-source)[\\/]|[\\/]_shared[\\/]csv[\\/](bad-rows|blocks|infer|parse-cells|recode|rows-to-frame|scan|slow-cell|utf8)\.ts$)|node_modules)[\\/]/;

export default defineConfig({
  plugins: [
    runtimeManifest,
    lazyZod,
    onnxruntimeInBuild,
    startFiles,
    ciFiles,
    executableCommand,
    compiledCode,
  ],
  build: {
    ssr: true,
    target: "node20",
    minify: false,
    emptyOutDir: true,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
      external: [/\.node$/],
      output: {
        format: "cjs",
        dynamicImportInCjs: false,
        strict: true,
        // What explains the source is in the source: it was a tenth of an exported program. Licences stay.
        comments: { legal: true, annotation: true, jsdoc: false },
        entryFileNames: "chunks/[name]-[hash].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        codeSplitting: {
          groups: [
            zodGroup,
            { name: "onnxruntime", test: /node_modules[\\/]onnxruntime-/ },
            // Whatever `millrace run` always needs, in one file; nothing that only some runs need.
            { name: "run", test: /app[\\/]cli[\\/]commands[\\/]run\.ts$/ },
            // These load much of Node: apart from what each kind may need.
            { name: "children", test: /engine[\\/]host[\\/](child-process|memory)\.ts$/ },
            // With its library, larger than the engine: only programs that send something have it.
            { name: "network", test: /engine[\\/]host[\\/](network|http-client|pieces)\.ts$/ },
            { name: "hash", test: /engine[\\/]host[\\/]hash\.ts$/ },
            { name: "parity", test: /engine[\\/]export[\\/]parity[\\/]/, minShareCount: 2 },
            { name: "commands", test: /engine[\\/]document[\\/](apply|edit|refusal)\.ts$/ },
            { name: "core", test: SHARED_BY_ALL, minShareCount: SHARED_BY },
            // Fitting rows to models, which kinds of several fields do.
            {
              name: "model-rows",
              test: /nodes[\\/]_shared[\\/](model-[a-z]+|open-model|readable-types)\.ts$/,
            },
            // What a model says of the pictures it wants: a plain model reads it too, and needs no decoder for that.
            { name: "proposal", test: /nodes[\\/]_shared[\\/](proposal[\\/]|pixels[\\/]pixel-values\.ts$)/ },
            // What kinds of one field share is a file of that field: programs and starts without such kinds have nothing of it.
            { name: "pictures", test: /nodes[\\/]_shared[\\/](pixels|drawing|vision|text-lines)[\\/]/ },
            { name: "sound", test: /nodes[\\/]_shared[\\/]sound[\\/]/ },
            { name: "text", test: /nodes[\\/]_shared[\\/]text[\\/]/ },
            { name: "duckdb", test: /nodes[\\/]_shared[\\/]duckdb[\\/]/ },
            { name: "files", test: /nodes[\\/]_shared[\\/]files[\\/]/ },
            // Reading delimited rows, which sources of JSON share: programs that only write have nothing of it.
            {
              name: "row-reader",
              test: /nodes[\\/]_shared[\\/]csv[\\/](bad-rows|blocks|infer|parse-cells|recode|rows-to-frame|scan|slow-cell|utf8)\.ts$/,
            },
            { name: "row-params", test: /nodes[\\/]_shared[\\/]csv-source[\\/]params\.ts$/ },
            { name: "json-rows", test: /nodes[\\/]_shared[\\/]json-lines[\\/]json-r(ows|aw)\.ts$/ },
            { name: "json-lines", test: /nodes[\\/]_shared[\\/]json-lines[\\/]/ },
            { name: "http", test: /nodes[\\/]_shared[\\/]http[\\/]/ },
            { name: "row-file", test: /nodes[\\/]_shared[\\/]row-file[\\/]/ },
          ],
        },
      },
    },
  },
  ssr: { noExternal: true, external: NATIVE.filter((name) => name !== "onnxruntime-node") },
});
