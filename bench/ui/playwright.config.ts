// `npm run bench:ui`: how fast the built editor is in a Chromium without a graphics card. Uses the pages of the end-to-end tests.

import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "../../e2e/setup/chromium.ts";

export default defineConfig({
  testDir: ".",
  testMatch: "*.bench.ts",
  fullyParallel: false,
  outputDir: "../../.cache/bench-ui",
  globalSetup: "../../e2e/setup/global.ts",
  workers: 1,
  timeout: 600_000,
  reporter: [["./table.ts"]],
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: findChromium() ?? undefined,
      args: [...CHROMIUM_ARGS, "--enable-precise-memory-info", "--js-flags=--expose-gc"],
    },
  },
});
