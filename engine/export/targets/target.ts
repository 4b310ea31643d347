// What can a workflow be exported as? One file each in this folder.

import type { TargetName } from "./names.ts";
import type { ScriptFolder } from "./script.ts";

export interface TargetPlace {
  /** The program's folder, as `writeScript` left it. */
  readonly folder: string;
  readonly script: ScriptFolder;
  /** Where native packages are installed on this machine. */
  readonly nodeModules: string;
}

export interface Target {
  readonly name: TargetName;
  /** Whether npm brings native packages on the machine that runs the program. */
  readonly byNpm: boolean;
  /** Adds to the program what the target is about. */
  add(place: TargetPlace): void;
  /** What one types in its folder to try and to run it, where that is not `npm ci` and Node. */
  readonly commands?: readonly string[];
  /** Whether the packages that it brings along run on this machine, so that the proof runs with them. */
  readonly runsHere: boolean;
}

/** A folder that needs Node and `npm ci`. */
export const script: Target = { name: "script", byNpm: true, add: () => {}, runsHere: false };
