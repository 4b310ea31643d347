// Which files of a package, repository or folder make an entry? The models that are meant, what lies beside them, the licence.

import picomatch from "picomatch";
import { isEntryFile } from "../document/model-reference.ts";
import { MillraceError } from "../sdk/errors.ts";

export interface ChosenFile {
  /** In the source. */
  readonly from: string;
  /** In the entry. */
  readonly path: string;
}

export interface ChosenFiles {
  readonly files: readonly ChosenFile[];
  /** The one of them with the licence; null where there is none. */
  readonly licence: string | null;
}

/** What a model may need beside it: weights, labels, tokenizers, settings of it. */
const BESIDE =
  /\.(?:onnx[._]data|onnx\.data|data|bin|weights|pb|txt|json|model|vocab|names|labels|ya?ml|spm)$|(?:^|\/)(?:vocab|labels|merges)[^/]*$/i;
const LICENCE = /^(?:licen[cs]e|copying)(?:[.-][\w.-]+)?$/i;
/** Of the package, not of the model. */
const OF_PACKAGE = /(?:^|\/)(?:package(?:-lock)?|tsconfig[^/]*|\.[^/]*)(?:\.json)?$/i;
const MOST_FILES = 2000;

/** `glob`: the files that are meant; all models with what lies beside them unless given. */
export function chooseFiles(names: readonly string[], glob: string | null, source: string): ChosenFiles {
  const safe = names.filter(isEntryFile);
  const isMeant = glob === null ? isModel : picomatch(glob.replace(/^\.?\//, ""), { dot: true });
  const meant = safe.filter((name) => isMeant(name));
  if (meant.length === 0) throw noneFound(safe, glob, source);
  const models = meant.filter(isModel);
  const folders = new Set((models.length > 0 ? models : meant).map(folderOf));
  const beside = safe.filter(
    (name) => folders.has(folderOf(name)) && BESIDE.test(name) && !OF_PACKAGE.test(name) && !isModel(name),
  );
  const own = [...new Set([...meant, ...(models.length > 0 ? beside : [])])];
  if (own.length > MOST_FILES) throw tooMany(own.length, source);
  const root = commonFolder(own);
  const files = own.map((from) => ({ from, path: from.slice(root.length) }));
  const licence = safe.filter((name) => LICENCE.test(name.split("/").at(-1) ?? "")).sort(byDepth)[0];
  if (licence === undefined || files.some(({ from }) => from === licence))
    return { files, licence: files.find(({ from }) => from === licence)?.path ?? null };
  const free = files.some(({ path }) => path === "LICENSE") ? "LICENSE.source" : "LICENSE";
  return { files: [...files, { from: licence, path: free }], licence: free };
}

export function isModel(name: string): boolean {
  return /\.onnx$/i.test(name);
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf("/") + 1);
}

/** With its `/`; empty where there is none. */
function commonFolder(names: readonly string[]): string {
  let common = folderOf(names[0]);
  while (!names.every((name) => name.startsWith(common))) common = common.replace(/[^/]*\/$/, "");
  return common;
}

function byDepth(a: string, b: string): number {
  return a.split("/").length - b.split("/").length || (a < b ? -1 : 1);
}

function noneFound(names: readonly string[], glob: string | null, source: string): MillraceError {
  const models = names.filter(isModel);
  return new MillraceError("MODEL_SOURCE_EMPTY", {
    message:
      glob === null ? `${source} holds no .onnx file.` : `${source} holds no file that fits "${glob}".`,
    ...(models.length > 0 && { expected: `one of ${models.slice(0, 10).join(", ")}` }),
    got: `${names.length} files, such as ${names.slice(0, 5).join(", ") || "none"}`,
    hint:
      models.length > 0
        ? "Name the file after a colon, such as SOURCE:PATH."
        : "Take a source that holds the model as ONNX; docs/bring-your-own-model.md tells how one is made.",
  });
}

function tooMany(count: number, source: string): MillraceError {
  return new MillraceError("MODEL_SOURCE_LARGE", {
    message: `${source} has ${count} files that would come along.`,
    expected: `${MOST_FILES} or fewer`,
    hint: "Name those that are meant after a colon, such as SOURCE:onnx/model.onnx.",
  });
}
