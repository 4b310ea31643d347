// Builds the least program that predicts to one file, .cache/bench/minimal/predict-once.cjs: what cold starts are compared with.
import { defineConfig } from "vite";
import { onnxruntimeInBuild } from "../vite.config.ts";

export default defineConfig({
  logLevel: "warn",
  plugins: [onnxruntimeInBuild],
  build: {
    ssr: "bench/baselines/predict-once.mjs",
    target: "node20",
    outDir: ".cache/bench/minimal",
    emptyOutDir: true,
    rolldownOptions: {
      external: [/\.node$/],
      // CommonJS starts faster than a module does.
      output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
    },
  },
  ssr: { noExternal: true },
});
