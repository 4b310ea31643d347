// Before all end-to-end tests: a Chromium, and the product built as it is shipped.

import { execSync } from "node:child_process";
import { installChromium } from "./chromium.ts";

export default function setup(): void {
  // `npm test` has built it for both runners.
  if (installChromium() && !process.env.MILLRACE_BUILT) execSync("npm run build", { stdio: "inherit" });
}
