// The contract between editor and host, held against the browser host as it is shipped.

import { resolve } from "node:path";
import { startWebHost } from "../../../app/web/web-host.ts";
import { openLink } from "../../support/web-client.ts";
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
