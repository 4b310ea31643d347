// `npm run screenshots`: the pictures of the README, taken of the built editor.

import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "../setup/chromium.ts";

export default defineConfig({
  testDir: ".",
  testMatch: "*.shots.ts",
  outputDir: "../../.cache/screenshots",
  globalSetup: "../setup/global.ts",
  workers: 1,
  reporter: "list",
  use: {
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { executablePath: findChromium() ?? undefined, args: [...CHROMIUM_ARGS] },
  },
});
