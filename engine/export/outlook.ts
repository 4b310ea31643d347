// What will an export be like? Where it can run and how large it gets, found out without writing anything.

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../plan/types.ts";
import type { Files } from "../sdk/services.ts";
import { deploymentCheck, type Verdict } from "./deployment/deployment-check.ts";
import { folderBytes } from "./files-below.ts";
import { modelBytes } from "./models.ts";
import { programParts, type ProgramParts } from "./program-parts.ts";
import { sampleBytes } from "./parity/make-samples.ts";
import { outsideSettings } from "./script/outside.ts";
import { knownPlatform, machineName } from "./targets/choose-target.ts";
import { PLATFORMS, vendoredHere, type Platform } from "./targets/vendored.ts";

export interface PlatformOutlook {
  readonly name: Platform;
  /** A package that is not installed here for it; null where a vendored program can be made. */
  readonly missing: string | null;
  /** Bytes of its libraries; 0 where one is missing. */
  readonly bytes: number;
}

export interface Outlook {
  readonly verdicts: readonly Verdict[];
  /** The platform that the verdict of `vendored` is about. */
  readonly platform: Platform;
  /** Those a vendored program can be for. */
  readonly platforms: readonly PlatformOutlook[];
  readonly size: {
    /** Program, engine and samples: what is in the folder beside models and packages. About, since results of samples are not known yet. */
    readonly program: number;
    readonly models: number;
    /** What npm installs where the program runs. */
    readonly npm: number;
  };
  /** Native packages with their versions. */
  readonly packages: Readonly<Record<string, string>>;
}

export interface OutlookPlaces {
  /** Built files of this Millrace. */
  readonly dist: string;
  /** Where native packages are installed on this machine. */
  readonly nodeModules: string;
}

export async function outlook(
  plan: Plan,
  files: Files,
  { dist, nodeModules }: OutlookPlaces,
  platform: Platform = knownPlatform() ?? PLATFORMS[0],
): Promise<Outlook> {
  const parts = programParts(plan, { dist });
  const platforms = PLATFORMS.map((name) => ({ name, ...vendoredHere(parts, name, nodeModules) }));
  const { missing } = platforms.find(({ name }) => name === platform)!;
  return {
    verdicts: deploymentCheck(plan, { platform, here: machineName(), missing }),
    platform,
    platforms,
    size: {
      program: builtBytes(parts, dist) + (await selftestBytes(plan, files)),
      models: modelBytes(plan, files),
      npm: npmBytes(parts, nodeModules),
    },
    packages: parts.packages,
  };
}

function builtBytes({ runtime }: ProgramParts, dist: string): number {
  const paths = [...runtime.chunks.map((name) => `chunks/${name}`), ...runtime.starts];
  return paths.reduce((sum, path) => sum + statSync(join(dist, path)).size, 0);
}

/** Samples of what is read, and what comes of them: files in a folder, such as pictures, are taken to be about as large. */
async function selftestBytes(plan: Plan, files: Files): Promise<number> {
  const settings = outsideSettings(plan);
  let bytes = 0;
  for (const setting of settings.filter(({ role }) => role === "input"))
    bytes += await sampleBytes(setting, files);
  const folders = settings.filter(({ role, isFolder }) => role === "output" && isFolder);
  return bytes * (1 + folders.length);
}

/** As they are installed here: npm brings the libraries of all systems of the one, and of one system of the other. */
function npmBytes({ locked }: ProgramParts, nodeModules: string): number {
  const folders = Object.keys(locked).map((place) => join(nodeModules, place.replace("node_modules/", "")));
  return folders.filter((folder) => existsSync(folder)).reduce((sum, folder) => sum + folderBytes(folder), 0);
}
