// Builds dist/ once before all tests: threads, child processes and the command line are tested as they are shipped.

import { build } from "vite";

export default async function setup(): Promise<void> {
  await build({ logLevel: "warn" });
  await build({ configFile: "vite.renderer.config.ts", logLevel: "warn" });
  for (const mode of ["main", "preload"])
    await build({ configFile: "vite.electron.config.ts", mode, logLevel: "warn" });
}
