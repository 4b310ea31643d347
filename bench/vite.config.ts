// Builds the benchmarks that look into the engine to .cache/bench/engine.
import { existsSync } from "node:fs";
import { defineConfig } from "vite";

export default defineConfig({
  logLevel: "warn",
  build: {
    ssr: true,
    target: "node20",
    minify: false,
    outDir: ".cache/bench/engine",
    emptyOutDir: true,
    rolldownOptions: {
      input: Object.fromEntries<string>(
        ["chain", "memory", "placement", "control", "tables", "tables-memory"]
          .map((name): [string, string] => [name, `bench/engine/${name}.ts`])
          .filter(([, file]) => existsSync(file)),
      ),
      output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
    },
  },
  ssr: { noExternal: true, external: ["onnxruntime-node", "sharp", "@duckdb/node-bindings"] },
});
