// Processes that another has started.

import { execFileSync } from "node:child_process";

interface Listed {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Children of a process whose command line has that in it. */
export function childrenOf(parent: number, command: string): number[] {
  return list()
    .filter((process) => process.parent === parent && process.command.includes(command))
    .map(({ pid }) => pid);
}

/** Kills them, and waits until they are gone. */
export async function endChildren(parent: number, command: string): Promise<void> {
  const children = childrenOf(parent, command);
  for (const child of children) process.kill(child, "SIGKILL");
  await gone(children);
}

/** Resolves when none of these runs any more. */
export async function gone(pids: readonly number[]): Promise<void> {
  while (list().some(({ pid }) => pids.includes(pid))) await new Promise((resolve) => setImmediate(resolve));
}

/** All that run; what has ended and was not yet asked how does not. */
function list(): Listed[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" }).split("\n");
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line))
    .filter((found) => found !== null && !found[3].startsWith("Z"))
    .map((found) => ({ pid: Number(found![1]), parent: Number(found![2]), command: found![4] }));
}
