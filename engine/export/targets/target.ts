// What can a workflow be exported as? One file each in this folder.

import type { ReadmeSection } from "../operator-readme.ts";
import type { Program, ScriptFolder } from "./script.ts";

export interface TargetPlace {
  /** The program's folder, as `writeScript` left it. */
  readonly folder: string;
  readonly script: ScriptFolder;
  /** Where native packages are installed on this machine. */
  readonly nodeModules: string;
  /** What is built of this Millrace: files that a target brings along as they are. */
  readonly dist: string;
}

export interface Target {
  readonly name: string;
  /** Whether npm brings native packages on the machine that runs the program. */
  readonly byNpm: boolean;
  /** Adds to the program what the target is about. */
  add(place: TargetPlace): void;
  /** What the README says of it: `schedule` in place of the line of cron, the others behind what is true of every program. */
  readme?(program: Program): Partial<Readonly<Record<ReadmeSection, string>>>;
  /** Whether the packages that it brings along run on this machine, so that the proof runs with them. */
  readonly runsHere: boolean;
}

/** A folder that needs Node and `npm ci`. */
export const script: Target = { name: "script", byNpm: true, add: () => {}, runsHere: false };
