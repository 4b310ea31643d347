// The end-to-end tests: the built product, driven in a real Chromium as a person would.

import { cpus } from "node:os";
import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./e2e/setup/chromium.ts";

const DESKTOP = "electron/**";
/** What people do in any host, told once more in the desktop window. How the page looks is no matter of the host, nor what each gesture in it does. */
const EVERY_HOST = [
  "bad-files.spec.ts",
  "engine-killed.spec.ts",
  "export.spec.ts",
  "first-prediction.spec.ts",
  "large-workflow.spec.ts",
  "playbook.spec.ts",
  "reload-in-a-run.spec.ts",
  "shortcuts.spec.ts",
  "undo.spec.ts",
  "unsaved-changes.spec.ts",
  "wrong-model.spec.ts",
].map((spec) => `**/specs/**/${spec}`);
/** `npm run e2e:electron`; without its binary that fails and says so. */
const wantsElectron = process.argv.includes("--project=electron");

export default defineConfig({
  testDir: "e2e/specs",
  outputDir: ".cache/e2e",
  globalSetup: "./e2e/setup/global.ts",
  // A page draws without a graphics card and has an engine behind it, which keeps one and a half cores busy: two of them fill two cores.
  workers: Math.max(2, Math.floor(cpus().length / 2)),
  fullyParallel: true,
  // A page, its engine and the checker share two cores with whatever else runs: some walks take 50 s then.
  timeout: 120_000,
  // Once more where a machine stalled; the list names those that needed it as flaky, so that nobody overlooks them.
  retries: 1,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["./e2e/setup/counts.ts", { file: ".cache/test-counts/playwright.json" }]],
  use: {
    viewport: { width: 1920, height: 1080 },
    actionTimeout: 10_000,
    // A recorded test takes up to twice as long: one that fails is recorded when it runs once more.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    // What glides and fades is waited for; the desktop window and the specs about the canvas show it.
    reducedMotion: "reduce",
    launchOptions: { executablePath: findChromium() ?? undefined, args: [...CHROMIUM_ARGS] },
  },
  projects: [
    { name: "web", testIgnore: DESKTOP },
    // The desktop program on a stand-in for Electron: the same specs, and not Electron.
    { name: "stand-in", testMatch: [DESKTOP, ...EVERY_HOST] },
    ...(wantsElectron ? [{ name: "electron", testMatch: [DESKTOP, ...EVERY_HOST] }] : []),
  ],
});
