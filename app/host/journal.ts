// The recovery journal: every command since the last save, in a file beside the workflow. Survives a kill of everything.
//
// NDJSON. The first line holds the text that the commands stand on and says which process writes; each further line is a
// command. The text is there because the file may be changed before somebody looks: then nothing else has it.

import { appendFile, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Opened } from "../bridge/shapes.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { withFile } from "../../engine/host/file-errors.ts";

type Command = NonNullable<Opened["recovery"]>["commands"][number];

const headShape = z.object({ pid: z.number(), text: z.string() });
const commandShape = z.looseObject({ do: z.string() });

/** Journals of this process, by their file. */
const held = new Map<string, Journal>();

export class Journal {
  readonly #file: string;
  #text: string;
  #isEmpty = true;
  /** Whoever wrote it may be gone: its window has lost its connection. */
  #left = false;
  /** Writes follow each other. */
  #writes: Promise<void> = Promise.resolve();

  /** `text` is what its commands stand on. */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    held.set(file, this);
  }

  /** On the disk when it is answered. */
  append(commands: readonly Command[]): Promise<void> {
    return this.#write(async () => {
      this.#check();
      const lines = commands.map((command) => `${JSON.stringify(command)}\n`).join("");
      if (this.#isEmpty) await writeFile(this.#file, headLine(this.#text) + lines);
      else await appendFile(this.#file, lines);
      this.#isEmpty = false;
    });
  }

  /** The commands are in the file, or are not wanted. What follows stands on this text. */
  empty(text: string = this.#text): Promise<void> {
    return this.#write(async () => {
      this.#check();
      this.#text = text;
      this.#isEmpty = true;
      await rm(this.#file, { force: true });
    });
  }

  /** Takes over what another has left. */
  async adopt(commands: readonly Command[]): Promise<void> {
    // Whole or not at all: a kill in between must not lose what is there.
    const beside = `${this.#file}.new`;
    await writeFile(
      beside,
      headLine(this.#text) + commands.map((command) => `${JSON.stringify(command)}\n`).join(""),
    );
    await rename(beside, this.#file);
    this.#isEmpty = false;
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

export interface Claimed {
  readonly journal: Journal;
  readonly recovery: Opened["recovery"];
  /** Where `recovery` stays until it was looked at, if it stands on another text. */
  readonly leftJournal: string | null;
}

/** A journal for a workflow, and the commands that somebody left in one and never saved: on this text, or else on another. */
export async function claimJournal(folder: string, name: string, text: string): Promise<Claimed> {
  const found = await leftBehind(folder, name);
  // Without waiting in between: two that claim at once find different ones.
  const free = found.filter(({ file }) => isFree(file)).toSorted((a, b) => b.endedAt - a.endedAt);
  const newest = free.find((left) => left.text === text);
  if (newest) {
    const { file, commands, endedAt } = newest;
    const journal = new Journal(file, text);
    await journal.adopt(commands);
    return { journal, recovery: { commands, endedAt, base: null }, leftJournal: null };
  }
  const journal = await newJournal(folder, name, text);
  const [other] = free;
  if (!other) return { journal, recovery: null, leftJournal: null };
  const { file, commands, endedAt, text: base } = other;
  return { journal, recovery: { commands, endedAt, base }, leftJournal: file };
}

/** What was left in a workflow's journal on its own text; null where there is nothing, or somebody writes it. */
export async function lookIntoJournal(folder: string, name: string): Promise<LeftBehind | null> {
  const free = (await leftBehind(folder, name)).filter(({ file }) => isFree(file));
  return free.toSorted((a, b) => b.endedAt - a.endedAt)[0] ?? null;
}

/** Whether a window of this or another process has the workflow open. */
export async function isJournalTaken(folder: string, name: string): Promise<boolean> {
  const file = join(folder, journalName(name, 1));
  if (!isFree(file)) return true;
  const [first] = (await readFile(file, "utf8").catch(() => "")).split("\n");
  try {
    return isOtherProcess(headShape.parse(JSON.parse(first)).pid);
  } catch {
    // None, or half a line: nobody writes it.
    return false;
  }
}

/** Takes away one that nobody writes. */
export async function removeJournal(file: string): Promise<void> {
  if (isFree(file)) await rm(file, { force: true });
}

async function newJournal(folder: string, name: string, text: string): Promise<Journal> {
  for (let n = 1; ; n++) {
    const file = join(folder, journalName(name, n));
    if (held.has(file)) continue;
    const journal = new Journal(file, text);
    if ((await stat(file).catch(() => null)) === null) return journal;
    // Somebody else's, or on another text: it stays until somebody has looked at it.
    await journal.release();
  }
}

export interface LeftBehind {
  readonly file: string;
  readonly text: string;
  readonly commands: Command[];
  readonly endedAt: number;
}

async function leftBehind(folder: string, name: string): Promise<LeftBehind[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const [before, after] = journalName(name, 1).split(/(?=\.millrace-recovery$)/);
  const mine = names.filter(
    (file) =>
      file.startsWith(before) &&
      file.endsWith(after) &&
      /^(\.\d+)?$/.test(file.slice(before.length, -after.length)),
  );
  const found = await Promise.all(
    mine.map(async (file) => readJournal(join(folder, file)).catch(() => null)),
  );
  return found.filter((journal) => journal !== null);
}

/** Null for one that another process writes, or that holds nothing. */
async function readJournal(file: string): Promise<LeftBehind | null> {
  const [first, ...lines] = (await readFile(file, "utf8")).split("\n");
  const head = headShape.parse(JSON.parse(first));
  if (isOtherProcess(head.pid)) return null;
  const commands: Command[] = [];
  for (const line of lines) {
    const command = commandOf(line);
    // A kill in the middle of a write leaves half a line; nothing stands behind it.
    if (!command) break;
    commands.push(command);
  }
  if (commands.length === 0) return null;
  return { file, text: head.text, commands, endedAt: (await stat(file)).mtimeMs };
}

function commandOf(line: string): Command | null {
  try {
    return commandShape.parse(JSON.parse(line)) as unknown as Command;
  } catch {
    return null;
  }
}

function isFree(file: string): boolean {
  const holder = held.get(file);
  return !holder || holder.isLeft;
}

/** Whether a process other than this one runs under that number. */
function isOtherProcess(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    // It is there, and belongs to somebody else.
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}

function headLine(text: string): string {
  return `${JSON.stringify({ pid: process.pid, text })}\n`;
}

function journalName(name: string, n: number): string {
  return `.${name}${n === 1 ? "" : `.${n}`}.millrace-recovery`;
}
