// Target `vendored`: a script whose native packages lie in its folder, so that the machine needs Node and no npm.

import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { MillraceError } from "../../sdk/errors.ts";
import type { Target, TargetPlace } from "./target.ts";

/** Operating systems and processors that the model runtime has a library for. */
export const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-arm64", "win32-x64", "win32-arm64"] as const;

export type Platform = (typeof PLATFORMS)[number];

const MODEL_PACKAGE = "onnxruntime-node";
/** Libraries of sharp for one platform each. */
const PLATFORM_PACKAGE = /^@img\/sharp(?:-libvips)?-(.+)$/;

export function vendored(platform: Platform): Target {
  return {
    name: "vendored",
    byNpm: false,
    add: (place) => addPackages(place, platform),
    runsHere: platform === `${process.platform}-${process.arch}`,
  };
}

function addPackages({ folder, script, nodeModules }: TargetPlace, platform: Platform): void {
  const names = Object.keys(script.packages);
  if (names.includes(MODEL_PACKAGE)) addRuntime(join(nodeModules, MODEL_PACKAGE), folder, platform);
  for (const place of Object.keys(script.locked)) {
    const name = place.replace("node_modules/", "");
    const wanted = PLATFORM_PACKAGE.exec(name)?.[1];
    // The model runtime's own JavaScript is in runtime/, and the rest of what it needs installs it.
    if (!names.includes("sharp") || !isPartOfSharp(name) || (wanted && wanted !== platform)) continue;
    const source = join(nodeModules, name);
    if (!existsSync(source)) throw notHere(name, platform);
    cpSync(source, join(folder, place), { recursive: true });
  }
}

function isPartOfSharp(name: string): boolean {
  return ["sharp", "detect-libc", "semver"].includes(name) || name.startsWith("@img/");
}

/** The library for one platform, and the licences. */
function addRuntime(source: string, folder: string, platform: Platform): void {
  const library = join("bin/napi-v6", platform.replace("-", "/"));
  if (!existsSync(join(source, library))) throw notHere(MODEL_PACKAGE, platform);
  const target = join(folder, "node_modules", MODEL_PACKAGE);
  mkdirSync(dirname(join(target, library)), { recursive: true });
  cpSync(join(source, library), join(target, library), { recursive: true });
  for (const { name } of readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isFile()))
    cpSync(join(source, name), join(target, name));
}

function notHere(name: string, platform: Platform): MillraceError {
  return new MillraceError("EXPORT_PLATFORM", {
    message: `The library of ${name} for ${platform} is not installed on this machine.`,
    expected: platform,
    got: `${process.platform}-${process.arch}`,
    hint: "Export with --target script and run `npm ci` on the machine that runs the program, or export on such a machine.",
  });
}
