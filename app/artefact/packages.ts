// Are the native packages there, and for this machine? Asked before a run, since the system's own words name a file deep inside.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { platformsOf, thisMachine } from "../../engine/export/native-packages.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";

/** Throws for the first package that is not installed, or that is for other machines. */
export function checkPackages(folder: string, packages: Readonly<Record<string, string>>): void {
  const here = thisMachine();
  for (const [name, version] of Object.entries(packages)) {
    const installed = installedAt(folder, name);
    if (installed === null) throw missing(folder, name, version);
    const platforms = platformsOf(name, installed);
    if (!platforms.includes(here)) throw forOthers(folder, name, platforms, here);
  }
}

/** Where Node finds it from runtime/: in the program's folder or one above. */
function installedAt(folder: string, name: string): string | null {
  const places = createRequire(join(folder, "runtime/index.cjs")).resolve.paths(name) ?? [];
  return places.map((place) => join(place, name)).find((place) => existsSync(place)) ?? null;
}

function missing(folder: string, name: string, version: string): MillraceError {
  return new MillraceError("PIPELINE_PACKAGE_MISSING", {
    message: `The package ${name} is not installed.`,
    file: `node_modules/${name}`,
    expected: `${name} ${version}`,
    hint: isByNpm(folder)
      ? `Run \`npm ci\` in ${folder}.`
      : "Copy the whole exported folder, with node_modules, or export again.",
  });
}

function forOthers(folder: string, name: string, platforms: readonly string[], here: string): MillraceError {
  return new MillraceError("PIPELINE_PLATFORM", {
    message: `The package ${name} in node_modules is not for this machine.`,
    file: `node_modules/${name}`,
    expected: here,
    got: platforms.join(", ") || "no library at all",
    hint: isByNpm(folder)
      ? `Run \`npm ci\` in ${folder}, on this machine.`
      : `Export again with --target vendored --platform ${here}, or with --target script, for which npm brings what fits.`,
  });
}

/** A program that brings its packages along has no lock for npm. */
function isByNpm(folder: string): boolean {
  return existsSync(join(folder, "package-lock.json"));
}
