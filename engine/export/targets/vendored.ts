// Target `vendored`: a script whose native packages lie in its folder, so that the machine needs Node and no npm.

import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { MillraceError } from "../../sdk/errors.ts";
import { folderBytes } from "../files-below.ts";
import type { ScriptFolder } from "./script.ts";
import type { Target, TargetPlace } from "./target.ts";

/** Operating systems and processors that the model runtime has a library for. */
export const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-arm64", "win32-x64", "win32-arm64"] as const;

export type Platform = (typeof PLATFORMS)[number];

const MODEL_PACKAGE = "onnxruntime-node";
/** Packages that hold a library for one platform each, and which. */
const PLATFORM_PACKAGE =
  /^(?:@img\/sharp(?:-libvips)?-|@duckdb\/node-bindings-|@libsql\/)(.+?)(?:-gnu|-msvc)?$/;
/** What each of these needs besides itself; their libraries begin as the second says. */
const WITH_LIBRARIES: Readonly<
  Record<string, { readonly also: readonly string[]; readonly libraries: string }>
> = {
  sharp: { also: ["detect-libc", "semver"], libraries: "@img/" },
  "@duckdb/node-bindings": { also: ["detect-libc"], libraries: "@duckdb/node-bindings-" },
  libsql: { also: ["@neon-rs/load"], libraries: "@libsql/" },
};

export function vendored(platform: Platform): Target {
  return {
    name: "vendored",
    byNpm: false,
    add: (place) => addPackages(place, platform),
    readme: () => ({
      run: `It was made for \`${platform}\` (system and processor): native libraries in \`node_modules/\` are those of this platform alone, and no \`npm ci\` is needed. For another one,
export the workflow again with \`--platform\`.`,
    }),
    runsHere: platform === `${process.platform}-${process.arch}`,
  };
}

/** A folder of an installed package that goes into the program. `place`: below its folder, and below that of the packages. */
interface VendoredPart {
  readonly name: string;
  readonly place: string;
}

/** What a program with these packages brings along. */
function vendoredParts({ packages, locked }: Wanted, platform: Platform): readonly VendoredPart[] {
  const names = Object.keys(packages);
  const parts: VendoredPart[] = [];
  // The model runtime's own JavaScript is in runtime/, and the rest of what it needs installs it.
  if (names.includes(MODEL_PACKAGE)) parts.push({ name: MODEL_PACKAGE, place: libraryPlace(platform) });
  const used = names.filter((name) => Object.hasOwn(WITH_LIBRARIES, name));
  for (const place of Object.keys(locked)) {
    const name = place.replace("node_modules/", "");
    const wanted = PLATFORM_PACKAGE.exec(name)?.[1];
    const isPart = used.some((owner) => isPartOf(owner, name));
    if (isPart && (!wanted || wanted === platform)) parts.push({ name, place: name });
  }
  return parts;
}

type Wanted = Pick<ScriptFolder, "packages" | "locked">;

/** What of it is installed in `nodeModules`: its bytes, or the first package that is not there. */
export function vendoredHere(
  wanted: Wanted,
  platform: Platform,
  nodeModules: string,
): { readonly bytes: number; readonly missing: string | null } {
  const parts = vendoredParts(wanted, platform).map((part) => ({
    ...part,
    source: join(nodeModules, part.place),
  }));
  const missing = parts.find(({ source }) => !existsSync(source))?.name ?? null;
  const bytes = missing === null ? parts.reduce((sum, { source }) => sum + folderBytes(source), 0) : 0;
  return { bytes, missing };
}

function addPackages({ folder, script, nodeModules }: TargetPlace, platform: Platform): void {
  for (const { name, place } of vendoredParts(script, platform)) {
    const source = join(nodeModules, place);
    if (!existsSync(source)) throw notHere(name, platform);
    cpSync(source, join(folder, "node_modules", place), { recursive: true });
    if (name === MODEL_PACKAGE) addTopFiles(join(nodeModules, name), join(folder, "node_modules", name));
  }
}

function isPartOf(owner: string, name: string): boolean {
  const { also, libraries } = WITH_LIBRARIES[owner];
  return name === owner || also.includes(name) || name.startsWith(libraries);
}

/** Of the model runtime. */
function libraryPlace(platform: Platform): string {
  return `${MODEL_PACKAGE}/bin/napi-v6/${platform.replace("-", "/")}`;
}

/** What lies beside the libraries: its description, and the licences. */
function addTopFiles(source: string, target: string): void {
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
