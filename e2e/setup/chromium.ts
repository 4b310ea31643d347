// Which Chromium do the end-to-end tests drive, and where does it come from when there is none?

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** No sandbox: the tests may run as root, where Chromium has none. The rest keeps it from calling home. */
export const CHROMIUM_ARGS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Playwright's own download first: it is the version that Playwright was tested with. */
export function findChromium(): string | null {
  return [chromium.executablePath(), ...SYSTEM].find((path) => path !== "" && existsSync(path)) ?? null;
}

/** Says on the terminal what it does; answers whether there is one afterwards. */
export function installChromium(): boolean {
  if (findChromium()) return true;
  for (const command of waysToInstall()) {
    console.log(`There is no Chromium here. Trying: ${command}`);
    spawnSync(command, { shell: true, stdio: "inherit", timeout: 300_000 });
    if (findChromium()) return true;
  }
  console.log("No Chromium could be installed: end-to-end tests are skipped.");
  return false;
}

function waysToInstall(): string[] {
  const playwright = "npx playwright install chromium";
  const isRootOnDebian = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (!isRootOnDebian) return [playwright];
  return ["apt-get update -q && apt-get install -q -y --no-install-recommends chromium", playwright];
}
