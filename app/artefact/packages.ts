// Are the native packages there, and for this machine? Asked before a run, since the system's own words name a file deep inside.

import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { MillraceError } from "../../engine/sdk/errors.ts";

/** The platforms that an installed package has a library for, by its folder. Of others nothing is known. */
const PLATFORMS_OF: Readonly<Record<string, (installed: string) => readonly string[]>> = {
  "onnxruntime-node": (installed) => {
    const libraries = join(installed, "bin/napi-v6");
    return namesIn(libraries).flatMap((system) =>
      namesIn(join(libraries, system)).map((processor) => `${system}-${processor}`),
    );
  },
  sharp: (installed) =>
    namesIn(join(dirname(installed), "@img")).flatMap((name) => {
      const platform = /^sharp-(?!libvips)(\w+)-(\w+)$/.exec(name);
      return platform ? [`${platform[1].replace(/musl$/, "")}-${platform[2]}`] : [];
    }),
};

/** Throws for the first package that is not installed, or that is for other machines. */
export function checkPackages(folder: string, packages: Readonly<Record<string, string>>): void {
  const here = `${process.platform}-${process.arch}`;
  for (const [name, version] of Object.entries(packages)) {
    const installed = installedAt(folder, name);
    if (installed === null) throw missing(folder, name, version);
    const platforms = Object.hasOwn(PLATFORMS_OF, name) ? PLATFORMS_OF[name](installed) : [here];
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
    expected: `${name} ${version} in node_modules`,
    hint: isByNpm(folder)
      ? `Run \`npm ci\` in ${folder}.`
      : "Copy the whole exported folder, with node_modules, or export again.",
  });
}

function forOthers(folder: string, name: string, platforms: readonly string[], here: string): MillraceError {
  return new MillraceError("PIPELINE_PLATFORM", {
    message: `The package ${name} in node_modules is not for this machine.`,
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

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
