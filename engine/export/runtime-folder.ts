// runtime/ of an exported program: the built engine with the kinds that are used, and the index that pipeline.mjs imports.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { RUNTIME_INDEX } from "./places.ts";
import { runtimeFiles, type RuntimeManifest } from "./runtime-manifest.ts";
import { camelCase } from "./script/names.ts";

export interface MillraceParts {
  readonly version: string;
  /** Its dist/. */
  readonly dist: string;
  /** Its folder, with LICENSE and THIRD-PARTY.md. */
  readonly root: string;
}

/** A kind as the program's calls use it. */
export interface UsedKind {
  readonly kind: string;
  /** Of the params in pipeline.mjs: a newer engine takes them further itself. */
  readonly version: number;
  /** Names of its input ports. */
  readonly inputs: readonly string[];
  readonly usesNetwork: boolean;
}

/** Begins the program; keeps what V8 compiles, for `--selftest`. */
const PLAIN_FILES = ["begin.cjs", "record.cjs"];

export function readManifest({ dist }: Pick<MillraceParts, "dist">): RuntimeManifest {
  return JSON.parse(readFileSync(join(dist, "runtime.json"), "utf8")) as RuntimeManifest;
}

/** Writes it below `folder`; answers the packages that its files ask for. `all`: every kind there is, used or not. */
export function writeRuntime(
  folder: string,
  millrace: MillraceParts,
  used: readonly UsedKind[],
  all: readonly string[],
): readonly string[] {
  const { dist, root } = millrace;
  const kinds = used.map(({ kind }) => kind);
  const { chunks, starts, packages } = runtimeFiles(
    readManifest(millrace),
    kinds,
    used.some(({ usesNetwork }) => usesNetwork),
  );
  for (const name of chunks) copy(join(dist, "chunks", name), join(folder, "runtime/chunks", name));
  for (const name of [...starts, ...PLAIN_FILES]) copy(join(dist, name), join(folder, "runtime", name));
  // The program is made of ES modules; these files are not.
  writeFileSync(join(folder, "runtime/package.json"), '{ "type": "commonjs" }\n');
  writeFileSync(join(folder, RUNTIME_INDEX), indexText(used, all));
  copy(join(root, "LICENSE"), join(folder, "runtime/LICENSE"));
  return packages;
}

/** What pipeline.mjs imports. In the form that Node sees the names in, though it is CommonJS. */
function indexText(used: readonly UsedKind[], all: readonly string[]): string {
  const lines = used.map(({ kind, version, inputs }) => {
    const facts = JSON.stringify({ version, inputs });
    return `exports.${camelCase(kind)} = artefact.kind(${JSON.stringify(kind)}, ${facts});`;
  });
  const absent = all
    .filter((kind) => !used.some((one) => one.kind === kind))
    .map((kind) => `exports.${camelCase(kind)} = artefact.absent(${JSON.stringify(kind)});`);
  return `// The engine, and the kinds of nodes that pipeline.mjs uses. Made by Millrace; replaced when the workflow is exported again.
"use strict";
let artefact;
try {
  ({ artefact } = require("./begin.cjs"));
} catch (thrown) {
  const message = "A file in runtime/ of the program is not there, or damaged.";
  const got = thrown.message.split("\\n")[0];
  const hint = "Copy the whole exported folder, or export again.";
  const problem = { time: new Date().toISOString(), level: "error", message, code: "PIPELINE_DAMAGED", place: "runtime", got, hint };
  process.stderr.write(JSON.stringify(problem) + "\\n");
  process.exit(2);
}
exports.settings = artefact.settings;
exports.path = artefact.path;
exports.value = artefact.value;
exports.fromFile = artefact.fromFile;
exports.run = artefact.run;
${lines.join("\n")}

// Kinds that the workflow did not use: they did not come along, and say so when they are called.
${absent.join("\n")}
`;
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}
