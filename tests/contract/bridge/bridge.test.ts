// The contract between editor and host, held against every host as it is shipped: the one for a browser, and the desktop program on
// the stand-in for Electron.

import { resolve } from "node:path";
import { describe } from "vitest";
import { startWebHost } from "../../../app/web/web-host.ts";
import { findChromium } from "../../../e2e/setup/chromium.ts";
import { openLink } from "../../support/web-client.ts";
import { startDesktopHost } from "./desktop-host.ts";
import { bridgeContract } from "./suite.ts";

const root = resolve(import.meta.dirname, "../../..");

bridgeContract("the browser host", async ({ appData, documents }) => {
  const host = await startWebHost({
    engine: resolve(root, "dist/editor-engine.js"),
    page: resolve(root, "dist/renderer"),
    templates: resolve(root, "templates"),
    version: "0.0.0",
    appData,
    documents,
  });
  return {
    pid: process.pid,
    silent: ["app.command"],
    window: () => openLink(host.link),
    stop: () => host.close(),
  };
});

describe.skipIf(findChromium() === null)("in Chromium", () => {
  bridgeContract("the desktop program on the stand-in, which is not Electron", startDesktopHost);
});
