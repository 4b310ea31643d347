// Are the native packages there that the program needs, for this system and processor?

import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { readIfThere } from "./read-if-there.ts";

/** What tells that a package is there at all, and its libraries, one folder for each machine. */
interface Native {
  readonly found: string;
  readonly library: string;
}

/** Packages whose libraries are found by name; another one tells itself what it lacks. */
const NATIVES: Readonly<Record<string, Native>> = {
  "onnxruntime-node": {
    found: "onnxruntime-node/package.json",
    library: `onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}/onnxruntime_binding.node`,
  },
};

const HERE = `${process.platform}-${process.arch}`;

/** Throws for the first that is missing, or is for another machine. `names` are those the program was exported with. */
export function checkPackages(folder: string, names: readonly string[]): void {
  // As the engine does, which is in runtime/.
  const { resolve } = createRequire(join(folder, "runtime/index.cjs"));
  const whole = readIfThere(join(folder, "package-lock.json")) === null;
  for (const name of names) {
    const native = Object.hasOwn(NATIVES, name) ? NATIVES[name] : { found: name, library: name };
    const place = placeOf(resolve, native.found);
    if (place === null) throw missing(name, whole);
    if (placeOf(resolve, native.library) === null) throw otherMachine(name, dirname(place), whole);
  }
}

function placeOf(resolve: NodeJS.RequireResolve, id: string): string | null {
  try {
    return resolve(id);
  } catch {
    return null;
  }
}

function missing(name: string, whole: boolean): MillraceError {
  return new MillraceError("PACKAGE_MISSING", {
    message: `The package ${name} is not installed.`,
    file: `node_modules/${name}`,
    hint: whole
      ? "Copy the whole exported folder, or export again."
      : "Run `npm ci` in the folder of the program.",
  });
}

function otherMachine(name: string, place: string, whole: boolean): MillraceError {
  return new MillraceError("PACKAGE_PLATFORM", {
    message: `The package ${name} is installed, but without its library for this machine.`,
    file: `node_modules/${name}`,
    expected: HERE,
    got: machinesIn(join(place, "bin/napi-v6")).join(", ") || "none",
    hint: whole
      ? `Export it for this machine: --target vendored --platform ${HERE}`
      : "Run `npm ci` in the folder of the program, on this machine.",
  });
}

/** `linux-x64` for a library in linux/x64. */
function machinesIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((system) =>
      readdirSync(join(folder, system)).map((processor) => `${system}-${processor}`),
    );
  } catch {
    return [];
  }
}
