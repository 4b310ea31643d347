// Where a program with another engine is put together and tried: a folder in its own, from which runtime/ only has to be renamed.

import {
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { MillraceError } from "../sdk/errors.ts";

/** In the program's folder, since only there it is sure that nothing has to be copied from disk to disk. */
const STAGE = ".millrace-refresh";
const RUNTIME = "runtime";
/** What Node loads knows where it lies by where it really is: a link to it would find the engine that is there now. */
const LOADED = /(\.[mc]?js|^package\.json)$/;

export class Stage {
  /** The program with the new runtime/. */
  readonly fresh: string;
  readonly #folder: string;
  readonly #stage: string;
  /** Where the runtime/ of now is while it is replaced. */
  readonly #aside: string;
  /** Holds the id of the process whose stage it is. */
  readonly #owner: string;
  #isMine = false;

  constructor(folder: string) {
    this.#folder = folder;
    this.#stage = join(folder, STAGE);
    this.fresh = join(this.#stage, "fresh");
    this.#aside = join(this.#stage, "aside");
    this.#owner = join(this.#stage, "owner");
  }

  /**
   * Puts back what a refresh that was killed in the middle of replacing has put aside, and clears what it left. Throws while
   * another one is at work.
   */
  recover(): void {
    this.#refuseBusy();
    this.#isMine = true;
    if (existsSync(this.#aside) && !existsSync(join(this.#folder, RUNTIME)))
      renameSync(this.#aside, join(this.#folder, RUNTIME));
    this.close();
  }

  /** Makes the program without its runtime/: links to what it is, so that large models are not copied. */
  open(): void {
    mkdirSync(this.#stage);
    writeFileSync(this.#owner, String(process.pid));
    this.#isMine = true;
    this.#link(this.fresh);
    mkdirSync(join(this.fresh, RUNTIME));
  }

  /** The same with the runtime/ that it has. */
  openBefore(): string {
    const before = join(this.#stage, "before");
    this.#link(before);
    cpSync(join(this.#folder, RUNTIME), join(before, RUNTIME), { recursive: true });
    return before;
  }

  /** Two renames. A process that is killed between them leaves what `recover` puts back. */
  replace(): void {
    const runtime = join(this.#folder, RUNTIME);
    if (existsSync(runtime)) renameSync(runtime, this.#aside);
    try {
      renameSync(join(this.fresh, RUNTIME), runtime);
    } catch (thrown) {
      if (existsSync(this.#aside)) renameSync(this.#aside, runtime);
      throw thrown;
    }
  }

  /** What another process has begun stays. */
  close(): void {
    if (this.#isMine && existsSync(this.#stage)) rmSync(this.#stage, { recursive: true });
    this.#isMine = false;
  }

  #refuseBusy(): void {
    const owner = existsSync(this.#owner) ? Number(readFileSync(this.#owner, "utf8")) : 0;
    if (!isRunning(owner)) return;
    throw new MillraceError("EXPORT_BUSY", {
      message: `Another process (${owner}) refreshes this program at the moment.`,
      file: this.#folder,
      hint: "Wait until it has ended, and try again where it is still wanted.",
    });
  }

  #link(to: string): void {
    mkdirSync(to);
    const names = readdirSync(this.#folder);
    for (const name of names.filter((one) => ![STAGE, RUNTIME, "node_modules", ".git"].includes(one)))
      linkOrCopy(join(this.#folder, name), join(to, name));
    const packages = join(this.#folder, "node_modules");
    if (existsSync(packages)) symlinkSync(packages, join(to, "node_modules"), "junction");
  }
}

function isRunning(id: number): boolean {
  if (!Number.isSafeInteger(id) || id <= 0 || id === process.pid) return false;
  try {
    return process.kill(id, 0);
  } catch (thrown) {
    // It is there, and somebody else's.
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}

function linkOrCopy(from: string, to: string): void {
  if (lstatSync(from).isDirectory()) return symlinkSync(from, to, "junction");
  if (LOADED.test(to)) return copyFileSync(from, to);
  try {
    symlinkSync(from, to, "file");
  } catch {
    // Windows lets not everybody make links to files.
    copyFileSync(from, to);
  }
}
