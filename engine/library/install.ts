// From a source that a person names to an entry of the library: look, ask outside, take, check, keep.

import { rm } from "node:fs/promises";
import { isEntryName } from "../document/model-reference.ts";
import { MillraceError } from "../sdk/errors.ts";
import { CATALOGUE } from "./catalogue.ts";
import { checkModels, checkSha256 } from "./check-models.ts";
import type { LibraryEntry, LibraryFile, StoredEntry } from "./entry.ts";
import { huggingFaceOffer } from "./hugging-face.ts";
import type { Library } from "./library.ts";
import { localOffer } from "./local.ts";
import { npmOffer } from "./npm.ts";
import type { InstallParts, Offer } from "./offer.ts";
import { parseSource } from "./source.ts";
import { keepStaged, newStaging } from "./store.ts";
import { urlOffer } from "./url.ts";

export interface InstallWishes {
  /** The entry's name, where it is not the offer's. */
  readonly name?: string;
  /** What the one model must be. */
  readonly sha256?: string | null;
  /** Files that a workflow has pinned, and what they must be. */
  readonly pinned?: ReadonlyMap<string, string>;
}

/** What there is at the source: a name of the catalogue, or one of the forms of `parseSource`. Fetches no files. */
export async function lookUp(text: string, parts: InstallParts): Promise<Offer> {
  parts.onStep?.({ step: "look", received: 0, total: null });
  const offered = CATALOGUE.find(({ name, source }) => name === text || source === text);
  const source = parseSource(offered?.source ?? text);
  switch (source.kind) {
    case "npm":
      return npmOffer(source, parts, offered);
    case "hf":
      return huggingFaceOffer(source, parts);
    case "url":
      return urlOffer(source.url);
    case "local":
      return localOffer(source.path, parts.cwd);
  }
}

/** Takes the offer in; whatever fails, what was there before stays as it was. */
export async function install(
  library: Library,
  offer: Offer,
  { name = offer.name, sha256 = null, pinned }: InstallWishes,
  parts: InstallParts,
  now: Date = new Date(),
): Promise<StoredEntry> {
  if (!isEntryName(name)) throw badName(name);
  const staging = await newStaging(library);
  try {
    const { files, licence } = await offer.take(staging, parts, sha256);
    parts.onStep?.({ step: "check", received: 0, total: null });
    await checkModels(staging, files);
    checkCatalogue(offer, files);
    if (sha256 !== null) checkSha256(files, sha256);
    for (const [file, wanted] of pinned ?? []) checkPinned(name, files, file, wanted);
    parts.signal?.throwIfAborted();
    return await keepStaged(library, staging, entryOf(offer, name, files, licence, now));
  } finally {
    await rm(staging, { recursive: true, force: true }).catch(() => {});
  }
}

function entryOf(
  { title, about, source, place, version, licence }: Offer,
  name: string,
  files: readonly LibraryFile[],
  file: string | null,
  now: Date,
): LibraryEntry {
  const { name: licenceName, note } = licence;
  return {
    name,
    title,
    about,
    source,
    ...(place !== undefined && { place }),
    version,
    licence: { name: licenceName, file, note },
    files,
    installedAt: now.toISOString(),
  };
}

/** The catalogue says which bytes its entries are: a registry that has others is not believed. */
function checkCatalogue({ source }: Offer, files: readonly LibraryFile[]): void {
  const offered = CATALOGUE.find((entry) => entry.source === source);
  for (const { path, sha256 } of offered?.files ?? []) {
    const got = files.find((file) => file.path === path)?.sha256;
    if (got !== sha256) throw differs(path, sha256, got, "Millrace knows this model, and it is another.");
  }
}

function checkPinned(name: string, files: readonly LibraryFile[], file: string, sha256: string): void {
  const got = files.find(({ path }) => path === file)?.sha256;
  if (got !== sha256)
    throw differs(file, sha256, got, `The workflow has pinned another "${file}" of "${name}".`);
}

function differs(file: string, expected: string, got: string | undefined, message: string): MillraceError {
  return new MillraceError("DOWNLOAD_DIFFERS", {
    message,
    file,
    expected: `sha256 ${expected}`,
    got: got === undefined ? "no such file" : `sha256 ${got}`,
    hint: "Nothing was installed. The source has changed, or somebody in between changes what comes.",
  });
}

function badName(name: string): MillraceError {
  return new MillraceError("MODEL_NAME", {
    message: `"${name}" cannot be the name of an entry in the model library.`,
    expected: "small letters, digits, - _ . with a letter or digit first, at most 64",
    got: name,
    hint: "Choose another by --name.",
  });
}
