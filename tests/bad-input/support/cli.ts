// Runs the built command line as a user does: in a process of its own, and sees what it says and how it ends.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** The command line as it ships. */
export const CLI = fileURLToPath(new URL("../../../dist/cli.js", import.meta.url));

export interface CliResult {
  readonly exit: number | null;
  /** The signal that killed it; null for a process that ended by itself. */
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `millrace …args` in `cwd`, as another user where `uid` is given. */
export function millrace(cwd: string, args: readonly string[], uid?: number): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd,
      env: { PATH: process.env.PATH, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      ...(uid !== undefined && { uid, gid: uid }),
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.once("error", reject);
    child.once("close", (exit, signal) => resolve({ exit, signal, stdout, stderr }));
  });
}

export interface Said {
  readonly code: string;
  readonly place: string;
  readonly message: string | RegExp;
  readonly next: string | RegExp;
}

/** Finds the error with that code in what was printed, and checks its place, its words and its next step. */
export function expectSaid(stderr: string, { code, place, message, next }: Said): void {
  // An entry is a line that begins with its severity, and the indented lines below it.
  const entries = stderr.split(/\n(?=\S)/);
  const found = entries.filter((text) => text.startsWith(`error ${code}  `) && text.includes(place));
  expect(found, `error ${code} at ${place} in:\n${stderr}`).not.toEqual([]);
  const [first] = found;
  const [, what, ...more] = first.split("\n");
  expect(what.trim()).toMatch(message);
  const step = more.find((line) => line.startsWith("  next:  "));
  expect(step, `the next step in:\n${first}`).toBeDefined();
  expect(step).toMatch(next);
}

/** Nothing that only a programmer can read: no stack, no object in place of words, no internal error. */
export function expectReadable({ stdout, stderr, signal }: CliResult): void {
  expect(signal).toBeNull();
  for (const text of [stdout, stderr]) {
    expect(text).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(text).not.toMatch(/\bINTERNAL\b|\[object |\bundefined\b|Error: /);
  }
}
