// What can a workflow be exported as? One file each in this folder.

import type { Exported, ScriptFolder } from "./script.ts";

export interface TargetPlace {
  /** The program's folder, as `writeScript` left it. */
  readonly folder: string;
  readonly script: ScriptFolder;
  readonly exported: Exported;
  /** Where native packages are installed on this machine. */
  readonly nodeModules: string;
  readonly signal?: AbortSignal;
}

export interface Target {
  readonly name: string;
  /** Whether npm brings native packages on the machine that runs the program. */
  readonly byNpm: boolean;
  /** Adds to the program what the target is about. */
  add(place: TargetPlace): void | Promise<void>;
  /** Whether the packages that it brings along run on this machine, so that the proof runs with them. */
  readonly runsHere: boolean;
  /** What the machine needs that runs it, where that is not Node. */
  readonly needs?: string;
  /** Command that a person would try first in the folder, where it is not Node's. */
  readonly next?: string;
}

/** A folder that needs Node and `npm ci`. */
export const script: Target = { name: "script", byNpm: true, add: () => {}, runsHere: false };
