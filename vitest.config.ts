import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { CountsReporter } from "./tests/setup/counts.ts";
import { SkipReasons } from "./tests/setup/skip-reasons.ts";

export default defineConfig({
  test: {
    include: ["{app,engine,nodes,templates,tests}/**/*.test.ts"],
    globalSetup: ["tests/setup/build.ts", "tests/setup/postgres.ts"],
    setupFiles: ["tests/setup/poison-arenas.ts", "tests/setup/fixed-seed.ts"],
    // Tests that load the runtime themselves send nothing either; telemetry.test.ts takes it away where it matters.
    env: { ORT_DISABLE_TELEMETRY: "1" },
    // Many tests wait for processes that they start: with one worker less than there are cores, as is usual, half of two are idle.
    maxWorkers: availableParallelism(),
    // Training a model and running the built command line take seconds on two busy cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As end to end: what waits for processes on a machine with other work may be too slow once; it is named at the end.
    retry: 1,
    reporters: [
      process.stdout.isTTY ? "default" : ["default", { summary: false }],
      new SkipReasons(),
      new CountsReporter(".cache/test-counts/vitest.json"),
    ],
  },
});
