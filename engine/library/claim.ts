// Whose is a download that was begun? Who renames it to a name of their own has it; two can never have the same.

import { randomBytes } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** What stands beside a `.part` and says of what it is the beginning. */
export const beginningOf = (part: string) => `${part}.json`;

/** The `.part` to write for this download: one that somebody began and nobody is at work on, or a new one. */
export async function claimPart(folder: string, key: string): Promise<string> {
  const own = join(folder, `${key}.${process.pid}-${randomBytes(6).toString("hex")}.part`);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${key}.`) || !name.endsWith(".part") || isAtWork(name.slice(key.length + 1)))
      continue;
    try {
      await rename(join(folder, name), own);
    } catch {
      // Another was faster.
      continue;
    }
    await rename(beginningOf(join(folder, name)), beginningOf(own)).catch(() => {});
    return own;
  }
  return own;
}

/** For whoever goes on with it; answers where it lies. */
export async function leavePart(folder: string, key: string, own: string): Promise<string> {
  const left = join(folder, `${key}.part`);
  // In this order: a part without its beginning is begun anew.
  await rename(beginningOf(own), beginningOf(left)).catch(() => {});
  await rename(own, left).catch(() => {});
  return left;
}

export async function dropPart(own: string): Promise<void> {
  await Promise.all([own, beginningOf(own)].map((file) => rm(file, { force: true })));
}

/** `1234-abcdef.part`: of a process that still runs. A number that was given away again is taken for it; that costs a resume only. */
function isAtWork(rest: string): boolean {
  const [, pid] = /^(\d+)-/.exec(rest) ?? [];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
