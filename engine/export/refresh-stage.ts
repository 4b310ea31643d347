// Where a program with another engine is put together and tried: a folder in its own, from which runtime/ only has to be renamed.

import {
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";

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

  constructor(folder: string) {
    this.#folder = folder;
    this.#stage = join(folder, STAGE);
    this.fresh = join(this.#stage, "fresh");
    this.#aside = join(this.#stage, "aside");
  }

  /** Puts back what a refresh that was killed in the middle of replacing has put aside, and clears what it left. */
  recover(): void {
    if (existsSync(this.#aside) && !existsSync(join(this.#folder, RUNTIME)))
      renameSync(this.#aside, join(this.#folder, RUNTIME));
    this.close();
  }

  /** Makes the program without its runtime/: links to what it is, so that large models are not copied. */
  open(): void {
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

  close(): void {
    if (existsSync(this.#stage)) rmSync(this.#stage, { recursive: true });
  }

  #link(to: string): void {
    // One after the other: of a disk that is read-only Node says with `recursive` that the folder is missing.
    if (!existsSync(this.#stage)) mkdirSync(this.#stage);
    mkdirSync(to);
    const names = readdirSync(this.#folder);
    for (const name of names.filter((one) => ![STAGE, RUNTIME, "node_modules", ".git"].includes(one)))
      linkOrCopy(join(this.#folder, name), join(to, name));
    const packages = join(this.#folder, "node_modules");
    if (existsSync(packages)) symlinkSync(packages, join(to, "node_modules"), "junction");
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
