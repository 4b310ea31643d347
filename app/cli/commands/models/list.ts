// `millrace models list` and `search`: what is installed, what comes with Millrace, and what can be had.

import { offeredBesides } from "../../../../engine/library/catalogue.ts";
import { sizeOf, type LibraryEntry } from "../../../../engine/library/entry.ts";
import { entryOf } from "../../../../engine/library/shipped.ts";
import { Library } from "../../../../engine/library/library.ts";
import { bytes } from "../../../engine-process/numbers.ts";
import { ExitCode } from "../../../engine-process/exit-code.ts";

type ListedEntry = LibraryEntry & { readonly is: "installed" | "shipped" | "offered" };

const WORDS = { installed: "installed", shipped: "with Millrace", offered: "to install" } as const;

export function listModels(words: readonly string[], { json }: { readonly json: boolean }): number {
  const found = listed().filter((entry) => isMeant(entry, words));
  if (json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else print(found, words);
  return ExitCode.done;
}

function listed(): readonly ListedEntry[] {
  const there = new Library().list();
  const offered = offeredBesides(there).map(entryOf);
  return [
    ...there.map(({ shipped, ...entry }) => ({ ...entry, is: shipped ? "shipped" : "installed" }) as const),
    ...offered.map((entry) => ({ ...entry, is: "offered" }) as const),
  ];
}

/** Every word somewhere in what is said of it. */
function isMeant({ name, title, about, source }: LibraryEntry, words: readonly string[]): boolean {
  const text = [name, title, about, source].join(" ").toLowerCase();
  return words.every((word) => text.includes(word.toLowerCase()));
}

function print(entries: readonly ListedEntry[], words: readonly string[]): void {
  const width = Math.max(0, ...entries.map(({ name }) => name.length));
  for (const entry of entries) {
    const { name, is, licence, title, about } = entry;
    const facts = [WORDS[is], bytes(sizeOf(entry)), licence.name ?? "licence unknown"].join(", ");
    process.stdout.write(`${name.padEnd(width)}  ${title}: ${facts}\n`);
    if (about !== "") process.stdout.write(`${" ".repeat(width)}  ${about}\n`);
  }
  if (entries.length === 0)
    process.stdout.write(
      words.length > 0
        ? "Nothing known here fits. `millrace models install` also takes a package, a repository, an address or a file.\n"
        : "Nothing is here.\n",
    );
  else
    process.stdout.write("\nInstall one with: millrace models install NAME; use it as library:NAME/FILE\n");
}
