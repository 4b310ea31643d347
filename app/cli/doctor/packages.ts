// Which versions of the native libraries are there, and do they load?

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export interface PackageReport {
  readonly name: string;
  readonly version: string | null;
  /** Why it does not load; null where it does. */
  readonly problem: string | null;
}

/** What models, pictures and tables stand on. */
const NATIVE = ["onnxruntime-node", "sharp", "@duckdb/node-bindings"] as const;

export function lookAtPackages(): readonly PackageReport[] {
  const require = createRequire(import.meta.url);
  return NATIVE.map((name) => {
    const folder = (require.resolve.paths(name) ?? [])
      .map((place) => join(place, name))
      .find((place) => existsSync(join(place, "package.json")));
    if (folder === undefined) return { name, version: null, problem: "It is not installed." };
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
    try {
      require(name);
      return { name, version, problem: null };
    } catch (thrown) {
      const [line] = (thrown instanceof Error ? thrown.message : String(thrown)).trim().split("\n");
      return { name, version, problem: line };
    }
  });
}
