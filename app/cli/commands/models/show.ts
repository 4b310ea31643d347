// `millrace models show` and `path`: all that is known of an entry, whether its files are still what they were, and where they lie.

import { readFileSync } from "node:fs";
import { CATALOGUE } from "../../../../engine/library/catalogue.ts";
import { checkBytes } from "../../../../engine/library/check-bytes.ts";
import { sizeOf, type LibraryEntry } from "../../../../engine/library/entry.ts";
import { Library } from "../../../../engine/library/library.ts";
import { entryOf } from "../../../../engine/library/shipped.ts";
import { referenceTo } from "../../../../engine/document/model-reference.ts";
import { MillraceError } from "../../../../engine/sdk/errors.ts";
import { bytes } from "../../../engine-process/numbers.ts";
import { ExitCode } from "../../../engine-process/exit-code.ts";

export async function showModel(
  name: string,
  { json, licence: wantsText }: { readonly json: boolean; readonly licence: boolean },
): Promise<number> {
  const library = new Library();
  const found = library.find(name);
  const offered = CATALOGUE.find((entry) => entry.name === name);
  const entry = found ?? (offered && entryOf(offered));
  if (!entry) throw unknownEntry(name, library);
  const is = found ? (found.shipped ? "shipped" : "installed") : "offered";
  const damaged = found ? await damagedFiles(library, entry) : [];
  const text = found && entry.licence.file ? textOf(library, name, entry.licence.file) : null;
  if (json)
    process.stdout.write(`${JSON.stringify({ ...entry, is, damaged, licenceText: text }, null, 2)}\n`);
  else if (wantsText) process.stdout.write(text ?? "The source has no text of its licence.\n");
  else print(entry, is, damaged, text !== null);
  return damaged.length > 0 ? ExitCode.failed : ExitCode.done;
}

/** Prints where the library lies, or the file that a reference names, unless it is another than was installed. */
export async function modelPath(
  reference: string | undefined,
  { json }: { readonly json: boolean },
): Promise<number> {
  const library = new Library();
  const path = reference === undefined ? library.folder : await library.unchanged(reference);
  process.stdout.write(json ? `${JSON.stringify({ path })}\n` : `${path}\n`);
  return ExitCode.done;
}

export function unknownEntry(name: string, library: Library): MillraceError {
  const names = [...new Set([...library.list(), ...CATALOGUE].map((entry) => entry.name))].sort();
  return new MillraceError("MODEL_ENTRY_UNKNOWN", {
    message: `There is no model "${name}" in the library, and none to install under that name.`,
    expected: `one of ${names.join(", ")}`,
    got: name,
    hint: "`millrace models list` tells what each is for.",
  });
}

async function damagedFiles(library: Library, { name, files }: LibraryEntry): Promise<string[]> {
  const damaged: string[] = [];
  for (const { path, size, sha256 } of files) {
    try {
      await checkBytes(library.pathOf(referenceTo({ name, file: path })), { size, sha256 });
    } catch {
      damaged.push(path);
    }
  }
  return damaged;
}

function textOf(library: Library, name: string, file: string): string | null {
  try {
    return readFileSync(library.pathOf(referenceTo({ name, file })), "utf8");
  } catch {
    return null;
  }
}

const STATES = {
  installed: "installed",
  shipped: "comes with Millrace",
  offered: "not installed; `millrace models install` gets it",
} as const;

function print(
  entry: LibraryEntry,
  is: keyof typeof STATES,
  damaged: readonly string[],
  hasText: boolean,
): void {
  const { name, title, about, source, licence, installedAt, files } = entry;
  const lines: (readonly [string, string])[] = [
    ["name", `${name}: ${title}`],
    ...(about === "" ? [] : [["for", about] as const]),
    ["is", STATES[is] + (installedAt === null ? "" : ` since ${installedAt}`)],
    ["from", source],
    ["licence", licence.name ?? "the source says none"],
    ...(licence.note === null ? [] : [["", licence.note] as const]),
    ...(hasText ? [["", `its text: millrace models show ${name} --licence`] as const] : []),
    ["size", bytes(sizeOf(entry))],
    ...files.flatMap(({ path, size, sha256 }, i): (readonly [string, string])[] => [
      [
        i === 0 ? "files" : "",
        `${referenceTo({ name, file: path })}  ${bytes(size)}${damaged.includes(path) ? "  DAMAGED" : ""}`,
      ],
      ["", `sha256 ${sha256}`],
    ]),
  ];
  for (const [label, text] of lines) process.stdout.write(`${label.padEnd(8)}  ${text}\n`);
  if (damaged.length > 0)
    process.stdout.write(`\nInstall it again: millrace models install ${source} --name ${name}\n`);
}
