// Which Chromium do the end-to-end tests drive, and where does it come from when there is none?

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** Chromium without its own windows: a page of it costs half the processor time. Playwright downloads it, Debian has it as a package. */
const HEADLESS_SHELL = "/usr/lib/chromium/chromium-headless-shell";
const SYSTEM = [
  HEADLESS_SHELL,
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
  for (const command of waysToInstall()) {
    console.log(`Trying to get Chromium for the tests: ${command}`);
    spawnSync(command, { shell: true, stdio: "inherit", timeout: 300_000 });
    if (findChromium()) return true;
  }
  if (findChromium()) return true;
  console.log("No Chromium could be installed: end-to-end tests are skipped.");
  return false;
}

function waysToInstall(): string[] {
  const found = findChromium();
  if (found === HEADLESS_SHELL || found === chromium.executablePath()) return [];
  const isRootOnDebian = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  // With a full Chromium at hand, only root of a Debian, a container as a rule, gets the lean one beside it.
  const lean = isRootOnDebian ? [debian("chromium-headless-shell")] : [];
  if (found) return lean;
  return [...lean, ...(isRootOnDebian ? [debian("chromium")] : []), "npx playwright install chromium"];
}

function debian(name: string): string {
  return `apt-get update -q && apt-get install -q -y --no-install-recommends ${name}`;
}
