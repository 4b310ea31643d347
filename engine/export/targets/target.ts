// What can a workflow be exported as? One file each in this folder.

import type { Plan } from "../../plan/types.ts";
import type { ReadmeSection } from "../operator-readme.ts";
import type { TargetName } from "./names.ts";
import type { Exported, Program, ScriptFolder } from "./script.ts";

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
  readonly name: TargetName;
  /** Whether npm brings native packages on the machine that runs the program. */
  readonly byNpm: boolean;
  /** Adds to the program what the target is about. */
  add(place: TargetPlace): void | Promise<void>;
  /** What the README says of it: `schedule` in place of the line of cron, the others behind what is true of every program. */
  readme?(program: Program, plan: Plan): Partial<Readonly<Record<ReadmeSection, string>>>;
  /** What one types in its folder to try and to run it, where that is not `npm ci` and Node. */
  readonly commands?: readonly string[];
  /** Whether the packages that it brings along run on this machine, so that the proof runs with them. */
  readonly runsHere: boolean;
  /** What the machine needs that runs it, where that is not Node. */
  readonly needs?: string;
}

/** A folder that needs Node and `npm ci`. */
export const script: Target = { name: "script", byNpm: true, add: () => {}, runsHere: false };
