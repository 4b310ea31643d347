// What is known of a set of models in the library, and how it is written beside it.

import { isEntryFile, isEntryName } from "../document/model-reference.ts";

export interface LibraryFile {
  /** Below the entry, with `/`. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export interface Licence {
  /** As the source says it, an SPDX name where it uses one; null = it says nothing. */
  readonly name: string | null;
  /** The file of the entry with its text; null where the source has none. */
  readonly file: string | null;
  /** What else is known of it. */
  readonly note: string | null;
}

export interface LibraryEntry {
  readonly name: string;
  readonly title: string;
  /** What it is for, in a sentence; empty where nobody said. */
  readonly about: string;
  /** Where it came from, exactly enough to get the same again: `npm:@scope/name@1.2.3`. */
  readonly source: string;
  readonly version: string | null;
  readonly licence: Licence;
  readonly files: readonly LibraryFile[];
  /** The whole path of a file or folder that it was copied from; it says nothing on other machines, and is in no workflow. */
  readonly place?: string;
  /** ISO time; null for what comes with Millrace. */
  readonly installedAt: string | null;
}

/** As it is kept: with the folder its files lie in, which another installation does not touch. */
export interface StoredEntry extends LibraryEntry {
  readonly folder: string;
}

export function sizeOf({ files }: Pick<LibraryEntry, "files">): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

export function writeEntry(entry: StoredEntry): string {
  return `${JSON.stringify({ format: "millrace-model", version: 1, entry }, null, 2)}\n`;
}

/** Null for a text that is none: damaged, or of a Millrace to come. By hand, since every run with a library model reads one. */
export function readEntry(text: string): StoredEntry | null {
  try {
    const { format, version, entry } = JSON.parse(text) as Record<string, unknown>;
    return format === "millrace-model" && version === 1 && isEntry(entry) ? entry : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is StoredEntry {
  if (!isObject(value) || !isObject(value.licence) || !Array.isArray(value.files)) return false;
  const { name, title, about, source, version, folder, installedAt, licence } = value;
  return (
    typeof name === "string" &&
    isEntryName(name) &&
    [title, about, source].every((text) => typeof text === "string") &&
    (value.place === undefined || typeof value.place === "string") &&
    typeof folder === "string" &&
    isEntryName(folder) &&
    [version, installedAt, licence.name, licence.file, licence.note].every(isTextOrNull) &&
    value.files.every(isFile)
  );
}

function isFile(value: unknown): value is LibraryFile {
  if (!isObject(value)) return false;
  const { path, size, sha256 } = value;
  return (
    typeof path === "string" && isEntryFile(path) && typeof size === "number" && typeof sha256 === "string"
  );
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
