// What is a program made of besides its own text: built files, and native packages?

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../plan/types.ts";
import { modelsOf } from "./models.ts";
import {
  lockedClosure,
  runtimeFiles,
  type LockedPackage,
  type RuntimeFiles,
  type RuntimeManifest,
} from "./runtime-manifest.ts";

const MODEL_PACKAGE = "onnxruntime-node";

export interface ProgramParts {
  readonly runtime: RuntimeFiles;
  /** Native packages with their exact versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** They and all that they need, by place in a lock. */
  readonly locked: Readonly<Record<string, LockedPackage>>;
}

/** `dist`: of the Millrace that exports. */
export function programParts(plan: Plan, dist: string): ProgramParts {
  const manifest = JSON.parse(readFileSync(join(dist, "runtime.json"), "utf8")) as RuntimeManifest;
  const kinds = [...new Set(plan.nodes.map(({ definition }) => definition.kind))];
  const runtime = runtimeFiles(manifest, kinds);
  const names = [...(modelsOf(plan).length > 0 ? [MODEL_PACKAGE] : []), ...runtime.packages];
  const locked = lockedClosure(manifest, names);
  const packages = Object.fromEntries(names.map((name) => [name, locked[`node_modules/${name}`].version]));
  return { runtime, packages, locked };
}
