// Before all end-to-end tests: a Chromium, and the product built as it is shipped.

import { execSync } from "node:child_process";
import { installChromium } from "./chromium.ts";

export default function setup(): void {
  if (installChromium()) execSync("npm run build", { stdio: "inherit" });
}
