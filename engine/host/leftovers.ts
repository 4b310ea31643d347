// Folders of temporary files that killed runs have left behind: their names say whose they are, and the next run takes them away.

import { rm as rmBy } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readdir } from "./promised-fs.ts";

const rm = promisify(rmBy);

/** Machines and containers may share a folder and have processes of the same number: nobody can tell what runs elsewhere. */
const here = () => hostname().replace(/[^\w-]/g, "");
const NAME = /^millrace-([\w-]*)-(\d+)-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A name that nothing has yet, by which it is found once its process is gone. */
export function temporaryName(): string {
  return `millrace-${here()}-${process.pid}-${globalThis.crypto.randomUUID()}`;
}

/** Takes away what processes of this machine that are gone have left in the folder. What cannot be is left to the next time. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => {
    const [, host, pid] = NAME.exec(name) ?? [];
    return host === here() && !isAlive(Number(pid));
  });
  await Promise.all(
    left.map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => {})),
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
