// Starts the built command line as a user does, in a folder of the test's own.

import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { writeWorkflow } from "../../engine/document/write.ts";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");

export interface Ended {
  /** The exit code, or the signal that killed it. */
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Workspace {
  readonly folder: string;
  path(name: string): string;
  write(name: string, content: string | Uint8Array): Promise<void>;
  read(name: string): Promise<string>;
  names(): Promise<string[]>;
  /** Writes a workflow: nodes as `[id, kind, params]`, wires as `a.out -> b.in` (ports may be left out). */
  flow(name: string, nodes: readonly FlowNode[], wires: readonly string[]): Promise<void>;
  start(args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcessWithoutNullStreams;
  /** Runs `millrace …args` to its end. */
  millrace(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
}

export type FlowNode = readonly [id: string, kind: string, params?: Readonly<Record<string, unknown>>];

/** A temporary folder for the tests of a file, removed after them. Call it at the top of a file or a `describe`. */
export function workspace(): Workspace {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "millrace-cli-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const path = (name: string) => join(folder, name);
  const start: Workspace["start"] = (args, env = {}) =>
    spawn(process.execPath, [CLI, ...args], { cwd: folder, env: { ...process.env, ...env } });
  return {
    get folder() {
      return folder;
    },
    path,
    write: (name, content) => writeFile(path(name), content),
    read: (name) => readFile(path(name), "utf8"),
    names: async () => (await readdir(folder)).toSorted(),
    flow: (name, nodes, wires) => writeFile(path(name), writeWorkflow(flowOf(nodes, wires))),
    start,
    millrace: (args, env) => ended(start(args, env)),
  };
}

/** Waits until a child has ended and its output is read. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((settle, fail) => {
    child.on("error", fail);
    child.on("close", (code, signal) => settle({ code: code ?? signal!, stdout, stderr }));
  });
}

function flowOf(nodes: readonly FlowNode[], wires: readonly string[]): WorkflowDocument {
  return {
    format: "millrace",
    version: 1,
    nodes: nodes.map(([id, kind, params = {}]) => ({ id, kind, version: 1, title: id, params })),
    edges: wires.map((wire) => {
      const [from, to] = wire.split("->").map((end) => end.trim());
      return { from: from.includes(".") ? from : `${from}.out`, to: to.includes(".") ? to : `${to}.in` };
    }),
    view: { nodes: {} },
  };
}
