// Exports a workflow with the built command line and starts the program, as who runs it would.

import { spawn } from "node:child_process";
import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ended, type Ended, type Workspace } from "../cli/millrace.ts";

const MODULES = resolve(import.meta.dirname, "../../node_modules");

/** What `npm ci` would install; the test has no network. */
export function installPackages(folder: string): Promise<void> {
  return symlink(MODULES, join(folder, "node_modules"), "junction");
}

/** A copy of a program beside it, with packages of its own. */
export async function copied(folder: string, name: string): Promise<string> {
  const copy = join(folder, "..", name);
  await cp(folder, copy, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  await installPackages(copy);
  return copy;
}

/** Changes a text file; the change has to be one. */
export async function edit(path: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(path, "utf8");
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${path} has nothing like ${String(from)}`);
  await writeFile(path, changed);
}

/** Exports into `name` of the workspace; throws what the command said where it failed. */
export async function exported(
  work: Workspace,
  flow: string,
  name: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { code, stderr } = await work.millrace(["export", flow, "-o", name, ...args], env);
  if (code !== 0) throw new Error(stderr);
  const folder = work.path(name);
  await installPackages(folder);
  return folder;
}

/** Starts the program in `folder`, from another folder and with nothing in its environment but what is given. */
export function startProgram(folder: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  return spawn(process.execPath, [join(folder, "pipeline.mjs"), ...args], {
    cwd: join(folder, ".."),
    env: { PATH: process.env.PATH, ...env },
  });
}

export function program(folder: string, args?: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
  return ended(startProgram(folder, args, env));
}

/** The objects of the log, oldest first. */
export function logOf({ stderr }: Ended): Record<string, unknown>[] {
  return stderr
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
