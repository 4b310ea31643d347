// Where do the files of a workflow lie when its program runs in a container? Two folders that are mounted: what it reads, what it writes.

import { posix } from "node:path";
import type { Plan } from "../../plan/types.ts";
import { flagName, variableName } from "../script/flag-names.ts";
import { outsideSettings, type OutsideSetting } from "../script/outside.ts";

/** What the program reads; mounted, read-only. */
export const DATA = "/data";
/** What it writes; mounted. */
export const OUT = "/out";
/** The program itself. */
export const PROGRAM = "/program";
/** User and group of `node` in the official images: as a number, so that a cluster can see that it is not root. */
export const USER = 1000;

export interface ContainerSetting extends OutsideSetting {
  readonly variable: string;
  /** What it is in the container: a path below `DATA` or `OUT`, or the value as the workflow has it. */
  readonly inside: string;
}

/** All that can be set from outside but the models, which are part of the image. */
export function containerSettings(plan: Plan): readonly ContainerSetting[] {
  const taken = new Map<string, string>();
  return outsideSettings(plan)
    .filter(({ role }) => role !== "model")
    .map((setting) => ({
      ...setting,
      variable: variableName(setting.name),
      inside: setting.isPath ? placeOf(setting, taken) : String(setting.value),
    }));
}

/**
 * A name of its own in one flat folder, since the program makes no folders: `a/rows.csv` is `/data/rows.csv`, and `b/rows.csv`
 * behind it `/data/more-path-rows.csv`. Two nodes that name one file have one place.
 */
function placeOf({ name, value, role }: OutsideSetting, taken: Map<string, string>): string {
  const source = posix.normalize(String(value).replaceAll("\\", "/"));
  const folder = role === "output" ? OUT : DATA;
  const own = posix.basename(source);
  // What is no name, or none that fits on one line of a Dockerfile.
  const plain = /^\.{0,2}$|\p{Cc}/u.test(own) ? flagName(name) : own;
  for (const place of [`${folder}/${plain}`, `${folder}/${flagName(name)}-${plain}`]) {
    const owner = taken.get(place) ?? source;
    if (owner !== source) continue;
    taken.set(place, source);
    return place;
  }
  return `${folder}/${flagName(name)}`;
}
