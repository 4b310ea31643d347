// The models that are there: which entries, and where a reference leads. Reads only, and loads little, since runs need it.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isEntryName, parseReference, referenceTo } from "../document/model-reference.ts";
import type { ModelPin } from "../document/types.ts";
import { MillraceError } from "../sdk/errors.ts";
import type { LibraryOrigin } from "../sdk/services.ts";
import { readEntry, type LibraryEntry, type StoredEntry } from "./entry.ts";
import { installCommand } from "./install-command.ts";
import { libraryFolder, placesIn, type LibraryPlaces } from "./places.ts";
import { shippedEntries, type ShippedEntry } from "./shipped.ts";
import { checkUnchanged, damagedFile } from "./unchanged.ts";

/** What can lie beside a model and is no text: only a file of weights is large, and small ones cost nothing to read. */
const WEIGHTS = /(?<!\.onnx|\.json|\.txt|\.md)$/iu;

export type FoundEntry = LibraryEntry & {
  /** Whether it comes with Millrace; else a person has installed it. */
  readonly shipped: boolean;
};

export class Library {
  readonly folder: string;
  readonly places: LibraryPlaces;
  #shipped: readonly ShippedEntry[] | null = null;

  constructor(folder: string = libraryFolder()) {
    this.folder = folder;
    this.places = placesIn(folder);
  }

  /** By name. One that a person has installed stands in the place of one with the same name that ships. */
  list(): FoundEntry[] {
    const found = new Map<string, FoundEntry>();
    for (const { entry } of this.#shippedNow()) found.set(entry.name, { ...entry, shipped: true });
    for (const name of this.#storedNames()) {
      const entry = this.stored(name);
      if (entry) found.set(name, withoutFolder(entry));
    }
    return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): FoundEntry | null {
    const stored = this.stored(name);
    if (stored) return withoutFolder(stored);
    const shipped = this.#shippedNow().find(({ entry }) => entry.name === name);
    return shipped ? { ...shipped.entry, shipped: true } : null;
  }

  /** What is installed under the name, with its folder; null where there is none. */
  stored(name: string): StoredEntry | null {
    return entryIn(this.places.entries, name);
  }

  /** The file of this machine that an entry came from which was taken out; null where that is not known, or it is not there any more. */
  formerPlace(name: string, pin?: ModelPin): string | null {
    const { source, place } = this.#former(name, pin) ?? {};
    return source?.startsWith("file:") && place !== undefined && existsSync(place) ? place : null;
  }

  /** What was taken out under the name, as far as it is what the workflow means. */
  #former(name: string, pin: ModelPin | undefined): StoredEntry | null {
    const entry = entryIn(this.places.removed, name);
    return entry && (pin === undefined || pin.source === entry.source) ? entry : null;
  }

  /** The file on this machine, or null where the entry has no such file. Throws for an entry that is not there. */
  placeOf(reference: string, pin?: ModelPin): string | null {
    const { name, file } = parsed(reference);
    const stored = this.stored(name);
    const shipped = stored ? undefined : this.#shippedNow().find(({ entry }) => entry.name === name);
    const entry = stored ?? shipped?.entry;
    if (!entry) {
      const source = pin?.source ?? this.#former(name, pin)?.source ?? null;
      throw notInstalled(
        reference,
        installCommand(name, source, this.formerPlace(name, pin) ?? undefined),
        source,
      );
    }
    const known = entry.files.find(({ path }) => path === file);
    if (!known) return null;
    const place = shipped?.pathOf(file) ?? join(this.places.sets, name, stored!.folder, ...file.split("/"));
    const size = statSync(place, { throwIfNoEntry: false })?.size;
    if (size !== known.size)
      throw damagedFile(reference, `${known.size} bytes`, size === undefined ? "no file" : `${size} bytes`);
    return place;
  }

  /** As `placeOf`, and throws where the entry has no such file. */
  pathOf(reference: string, pin?: ModelPin): string {
    const place = this.placeOf(reference, pin);
    if (place !== null) return place;
    const { name, file } = parsed(reference);
    const files = this.find(name)!.files.map(({ path }) => path);
    throw new MillraceError("MODEL_FILE_UNKNOWN", {
      message: `The library's "${name}" has no file "${file}".`,
      file: reference,
      expected: `one of ${files.join(", ")}`,
      got: file,
      hint: "Choose one of the files it has.",
    });
  }

  /** As `pathOf`, for who reads the bytes: throws where they, or weights beside the model, are not those that were installed. */
  async unchanged(reference: string, pin?: ModelPin): Promise<string> {
    const place = this.pathOf(reference, pin);
    const { name, file } = parsed(reference);
    const isModel = /\.onnx$/iu.test(file);
    for (const known of this.find(name)!.files) {
      // Weights in files of their own are read by the runtime, which asks nobody.
      if (known.path !== file && !(isModel && WEIGHTS.test(known.path))) continue;
      const beside = referenceTo({ name, file: known.path });
      await checkUnchanged(known.path === file ? place : this.pathOf(beside, pin), known, beside);
    }
    return place;
  }

  /** What is known of the file that a reference names; null where it is not there. */
  originOf(reference: string): LibraryOrigin | null {
    const meant = parseReference(reference);
    const entry = meant && this.find(meant.name);
    const file = entry?.files.find(({ path }) => path === meant?.file);
    if (!entry || !file) return null;
    return { sha256: file.sha256, source: entry.source, licence: entry.licence.name };
  }

  #storedNames(): string[] {
    try {
      return readdirSync(this.places.entries).flatMap((file) =>
        file.endsWith(".json") ? [file.slice(0, -".json".length)] : [],
      );
    } catch {
      return [];
    }
  }

  #shippedNow(): readonly ShippedEntry[] {
    this.#shipped ??= shippedEntries();
    return this.#shipped;
  }
}

function entryIn(folder: string, name: string): StoredEntry | null {
  if (!isEntryName(name)) return null;
  try {
    const entry = readEntry(readFileSync(join(folder, `${name}.json`), "utf8"));
    return entry?.name === name ? entry : null;
  } catch {
    return null;
  }
}

function withoutFolder({ folder: _, ...entry }: StoredEntry): FoundEntry {
  return { ...entry, shipped: false };
}

function parsed(reference: string) {
  const meant = parseReference(reference);
  if (meant) return meant;
  throw new MillraceError("MODEL_REFERENCE", {
    message: `"${reference}" names no file of the model library.`,
    file: reference,
    expected: "library:NAME/FILE, such as library:pp-ocrv4/ch_PP-OCRv4_det_infer.onnx",
    got: reference,
    hint: "`millrace models` lists what there is.",
  });
}

function notInstalled(reference: string, command: string | null, source: string | null): MillraceError {
  return new MillraceError("MODEL_NOT_INSTALLED", {
    message: `The model "${parsed(reference).name}" is not installed here.`,
    file: reference,
    hint: command ? `Install it: ${command}` : unknownSource(source),
  });
}

function unknownSource(source: string | null): string {
  return source !== null
    ? `It came from ${source}, which is not to be had elsewhere: get it from where the workflow was made, then \`millrace models install FILE\`.`
    : "Nobody knows where it comes from: `millrace models install` takes a package, a file, a URL or a Hugging Face repository.";
}
