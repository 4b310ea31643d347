// Builds the Node side: dist/cli.js and the files it forks, with one chunk for each node kind (loaded when used).
import { existsSync } from "node:fs";
import { defineConfig } from "vite";

// Entries that are started as a thread or process of their own stand beside cli.js under a fixed name.
const entries = {
  cli: "app/cli/main.ts",
  "lane-worker": "engine/models/lane-worker.ts",
  "model-child": "engine/models/model-child.ts",
  "partition-worker": "app/engine-process/partition-worker.ts",
};

export default defineConfig({
  build: {
    ssr: true,
    target: "node20",
    minify: false,
    emptyOutDir: true,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
  ssr: { noExternal: true, external: ["onnxruntime-node", "sharp"] },
});
