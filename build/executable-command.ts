// Makes the built command executable. npm does so when it links a package, but every build writes the file anew.

import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const COMMAND = "cli.js";
/** All may run it, its owner may write it. */
const EXECUTABLE = 0o755;

/** `dist/cli.js` begins with `#!`, and whoever has linked it (`npx millrace` in a checkout) starts it as a program. */
export const executableCommand: Plugin = {
  name: "executable-command",
  writeBundle({ dir }) {
    chmodSync(join(dir!, COMMAND), EXECUTABLE);
  },
};
