// Builds the files that run as threads and processes, from the present source, into a folder of the test's own.

import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import type { EntryName } from "../../engine/host/entries.ts";

export interface BuiltEntries {
  readonly folder: string;
  readonly entry: (name: EntryName) => string;
  remove(): Promise<void>;
}

/** `more`: further files to build, by name; they end as `NAME.mjs` in the folder. */
export async function buildEntries(more: Readonly<Record<string, string>> = {}): Promise<BuiltEntries> {
  const root = resolve(import.meta.dirname, "../..");
  const folder = await mkdtemp(join(tmpdir(), "millrace-entries-"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await build({
    configFile: false,
    root,
    logLevel: "error",
    build: {
      ssr: true,
      target: "node20",
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: {
          "lane-worker": "engine/models/lane-worker.ts",
          "model-child": "engine/models/model-child.ts",
          ...more,
        },
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
    ssr: { noExternal: true, external: ["onnxruntime-node"] },
  });
  return {
    folder,
    entry: (name) => join(folder, `${name}.mjs`),
    remove: () => rm(folder, { recursive: true }),
  };
}
