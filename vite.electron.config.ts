// Builds what Electron itself runs: `--mode main` and `--mode preload`, each one CommonJS file. A sandboxed preload can load no other.

import { defineConfig } from "vite";

const ENTRIES: Readonly<Record<string, string>> = {
  main: "app/main/main.ts",
  preload: "app/preload/preload.ts",
};

export default defineConfig(({ mode }) => ({
  // Nothing of the page's: public files and the like.
  publicDir: false,
  build: {
    ssr: true,
    target: "node20",
    minify: false,
    emptyOutDir: false,
    rolldownOptions: {
      input: ENTRIES[mode],
      external: ["electron"],
      output: { format: "cjs", entryFileNames: `${mode}.cjs`, codeSplitting: false },
    },
  },
  ssr: { noExternal: true },
}));
