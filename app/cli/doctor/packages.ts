// Which versions of the native libraries are there, and do they load? Tried in processes of their own, since native code may end one.

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export interface PackageReport {
  readonly name: string;
  readonly version: string | null;
  /** Why it does not load; null where it does. */
  readonly problem: string | null;
}

/** What models, pictures, tables and SQLite stand on. */
const NATIVE = ["onnxruntime-node", "sharp", "@duckdb/node-bindings", "libsql"] as const;

/** Loading takes tenths of a second. */
const TIMEOUT_MS = 30_000;

export function lookAtPackages(): Promise<readonly PackageReport[]> {
  const { resolve } = createRequire(import.meta.url);
  return Promise.all(
    NATIVE.map(async (name) => {
      const folder = (resolve.paths(name) ?? [])
        .map((place) => join(place, name))
        .find((place) => existsSync(join(place, "package.json")));
      if (folder === undefined) return { name, version: null, problem: "It is not installed." };
      const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
        readonly version: string;
      };
      return { name, version, problem: await problemOfLoading(folder) };
    }),
  );
}

function problemOfLoading(folder: string): Promise<string | null> {
  const code = `require(${JSON.stringify(folder)})`;
  return new Promise((done) =>
    execFile(process.execPath, ["-e", code], { timeout: TIMEOUT_MS }, (error, _, said) =>
      done(error ? reasonIn(said, error) : null),
    ),
  );
}

/** The line of an uncaught error that says what it was; else how the process ended. */
function reasonIn(said: string, { signal, message }: { signal?: string | null; message: string }): string {
  const line = /^\w*Error: .*$/m.exec(said)?.[0];
  return line ?? (signal ? `Its process ended by ${signal}.` : message.split("\n")[0]);
}
