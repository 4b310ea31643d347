// The recovery journal: every command since the last save, in a file beside the workflow. Survives a kill of everything.
// What is found in one later: left-journals.ts.
//
// NDJSON, see journal-lines.ts. The first line holds the text that the commands stand on and says which process writes, and for
// which page. The text is there because the file may be changed or deleted before somebody looks: then nothing else has it.

import { appendFile, rename, rm, writeFile } from "node:fs/promises";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { withFile } from "../../engine/host/file-errors.ts";
import { editLines, headLine, type Edits } from "./journal-lines.ts";

/** Journals of this process, by their file. */
const held = new Map<string, Journal>();

export class Journal {
  readonly #file: string;
  readonly #page: string;
  #text: string;
  #holds: "nothing" | "text" | "commands" = "nothing";
  /** Whoever wrote it may be gone: its window has lost its connection. */
  #left = false;
  /** Writes follow each other. */
  #writes: Promise<void> = Promise.resolve();

  /** `text` is what its commands stand on; `page` makes them. */
  constructor(file: string, text: string, page: string) {
    this.#file = file;
    this.#page = page;
    this.#text = text;
    held.set(file, this);
  }

  /** On the disk when it is answered. */
  append(edits: Edits): Promise<void> {
    return this.#write(async () => {
      this.#check();
      if (this.#holds === "nothing") await writeFile(this.#file, this.#head() + editLines(edits));
      else await appendFile(this.#file, editLines(edits));
      this.#holds = "commands";
    });
  }

  /** The commands are in the file, or are not wanted. What follows stands on this text. */
  empty(text: string = this.#text): Promise<void> {
    return this.#write(async () => {
      this.#check();
      this.#text = text;
      this.#holds = "nothing";
      await rm(this.#file, { force: true });
    });
  }

  /** The file is gone: what it held is kept here, though nothing was changed. */
  keepText(): Promise<void> {
    return this.#write(async () => {
      if (!this.isHeld || this.#holds !== "nothing") return;
      await writeFile(this.#file, this.#head());
      this.#holds = "text";
    });
  }

  /** The file is there again. */
  dropText(): Promise<void> {
    return this.#write(async () => {
      if (!this.isHeld || this.#holds !== "text") return;
      await rm(this.#file, { force: true });
      this.#holds = "nothing";
    });
  }

  /** Takes over what another has left. */
  async adopt(edits: Edits): Promise<void> {
    // Whole or not at all: a kill in between must not lose what is there.
    const beside = `${this.#file}.new`;
    await writeFile(beside, this.#head() + editLines(edits));
    await rename(beside, this.#file);
    this.#holds = edits.commands.length > 0 ? "commands" : "text";
  }

  /** Somebody who opens the file may go on with it from now on. */
  leave(): void {
    this.#left = true;
  }

  rejoin(): void {
    this.#left = false;
  }

  get isLeft(): boolean {
    return this.#left;
  }

  /** Whether it is still this session's. */
  get isHeld(): boolean {
    return held.get(this.#file) === this;
  }

  /** Stops writing; what is in the file stays for whoever opens the workflow next. */
  async release(): Promise<void> {
    await this.#writes;
    if (this.isHeld) held.delete(this.#file);
  }

  #head(): string {
    return headLine({ pid: process.pid, page: this.#page, text: this.#text });
  }

  async #write(work: () => Promise<void>): Promise<void> {
    const done = this.#writes.then(() => withFile(this.#file, work));
    this.#writes = done.catch(() => {});
    return done;
  }

  #check(): void {
    if (this.isHeld) return;
    throw new MillraceError("SESSION_TAKEN", {
      message: "This workflow was opened again elsewhere, with the changes made here.",
      file: this.#file,
      hint: "Go on there, or open it again here.",
    });
  }
}

/** Whether somebody here who has it open writes it. */
export function isHeld(file: string): boolean {
  return held.has(file);
}

/** Whether nobody here writes it, or only one who is gone. */
export function isFree(file: string): boolean {
  const holder = held.get(file);
  return !holder || holder.isLeft;
}
