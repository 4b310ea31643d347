// Compiles what a start runs, once, when the program is built: a start then does not.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import { COMPILED_FOLDER } from "../app/start/load-build.ts";
import { writeSamples } from "./samples.ts";

/** Runs the built program on samples and keeps the compiled code in dist/compiled. A build without it works, too. */
export const compiledCode: Plugin = {
  name: "compiled-code",
  writeBundle({ dir }) {
    const dist = resolve(dir!);
    const folder = mkdtempSync(join(tmpdir(), "millrace-compile-"));
    const record = resolve(import.meta.dirname, "record.cjs");
    const env = {
      ...process.env,
      NODE_OPTIONS: `--require=${JSON.stringify(record)}`,
      COMPILED: join(dist, COMPILED_FOLDER),
    };
    try {
      for (const args of writeSamples(folder))
        execFileSync(process.execPath, [join(dist, "cli.js"), ...args], { env, stdio: "pipe" });
    } catch (error) {
      this.warn(`No compiled code was kept, so starts are slower: ${String(error)}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
