// What is a program made of besides its own text: built files, and native packages?

import type { Plan } from "../plan/types.ts";
import { modelsOf } from "./models.ts";
import { readManifest, type MillraceParts } from "./runtime-folder.ts";
import { lockedClosure, runtimeFiles, type LockedPackage, type RuntimeFiles } from "./runtime-manifest.ts";

/** Whether a node of the program sends anything over the network. */
function usesNetwork({ nodes }: Plan): boolean {
  return nodes.some(({ definition }) => definition.effects.includes("network"));
}

const MODEL_PACKAGE = "onnxruntime-node";

export interface ProgramParts {
  readonly runtime: RuntimeFiles;
  /** Native packages with their exact versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** They and all that they need, by place in a lock. */
  readonly locked: Readonly<Record<string, LockedPackage>>;
}

export function programParts(plan: Plan, millrace: Pick<MillraceParts, "dist">): ProgramParts {
  const manifest = readManifest(millrace);
  const kinds = [...new Set(plan.nodes.map(({ definition }) => definition.kind))];
  const runtime = runtimeFiles(manifest, kinds, usesNetwork(plan));
  const names = [
    ...(modelsOf(plan).some(({ isAsset }) => !isAsset) ? [MODEL_PACKAGE] : []),
    ...runtime.packages,
  ];
  const locked = lockedClosure(manifest, names);
  const packages = Object.fromEntries(names.map((name) => [name, locked[`node_modules/${name}`].version]));
  return { runtime, packages, locked };
}
