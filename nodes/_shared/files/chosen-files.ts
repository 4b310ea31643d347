// Which files does a source of a folder read, and in which order? All that its patterns name, or the one file that stands in its place.

import type * as z from "zod/mini";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, text, toggle } from "../../../engine/sdk/params.ts";
import type { Files } from "../../../engine/sdk/services.ts";

/** The params that sources of folders share, besides `path`. `glob` is what it reads where nothing else is said. */
export function fileChoiceParams(glob: string) {
  return {
    glob: text({
      title: "Which files",
      help: "Patterns with commas between them; capitals do not count. * stands for any signs, ** for folders too, {a,b} for either, ! in front leaves out.",
      minLength: 1,
      default: glob,
    }),
    recursive: toggle({
      title: "Folders inside",
      help: "Takes files of the folders inside too.",
      default: false,
    }),
    sort: choice(["name", "modified"], {
      title: "Order",
      help: "In which order the files come.",
      labels: { name: "By name", modified: "Oldest first" },
      default: "name",
    }),
  };
}

type Params = ReturnType<typeof fileChoiceParams>;
export type FileChoice = { readonly path: string } & { readonly [K in keyof Params]: z.output<Params[K]> };

/** Paths relative to the workflow file, with `/`. */
export async function chosenFiles(files: Files, chosen: FileChoice): Promise<readonly string[]> {
  const { path, recursive, sort } = chosen;
  const found = await files.stat(path);
  if (!found) throw notThere(path);
  if (!found.isFolder) return [path];
  const isChosen = await matcherOf(chosen.glob);
  const base = path.replace(/[/\\]+$/u, "") || path;
  const paths = (await files.list(path, { recursive }))
    .filter(isChosen)
    .map((name) => (base === "/" ? `/${name}` : `${base}/${name}`));
  return sort === "name" ? paths : byAge(files, paths);
}

/** A pattern without a folder names files in every folder. */
async function matcherOf(glob: string): Promise<(name: string) => boolean> {
  const { default: picomatch } = await import("picomatch");
  const patterns = splitPatterns(glob);
  const compiled = (list: readonly string[]) =>
    list.map((pattern) => picomatch(pattern, { nocase: true, basename: !pattern.includes("/"), dot: true }));
  const wanted = compiled(patterns.filter((pattern) => !pattern.startsWith("!")));
  const unwanted = compiled(
    patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1)),
  );
  return (name) => (wanted.length === 0 || wanted.some((is) => is(name))) && !unwanted.some((is) => is(name));
}

/** At commas that stand outside of braces. */
function splitPatterns(glob: string): readonly string[] {
  const patterns = [""];
  let depth = 0;
  for (const sign of glob) {
    if (sign === "{") depth++;
    if (sign === "}") depth--;
    if (sign === "," && depth <= 0) patterns.push("");
    else patterns[patterns.length - 1] += sign;
  }
  return patterns.map((pattern) => pattern.trim()).filter((pattern) => pattern !== "");
}

/** Oldest first; equal times by name. */
async function byAge(files: Files, paths: readonly string[]): Promise<string[]> {
  const aged: { path: string; time: number }[] = [];
  // What cannot be looked at, such as a link to itself, is told when it is read.
  const timeOf = async (path: string) => (await files.stat(path).catch(() => null))?.modifiedMs ?? 0;
  for (const path of paths) aged.push({ path, time: await timeOf(path) });
  return aged.sort((a, b) => a.time - b.time).map(({ path }) => path);
}

/** What is said while editing where no file is chosen. */
export function noFilesIssue({ path, glob, recursive }: FileChoice): NodeIssue {
  return {
    code: "FILES_NONE",
    severity: "warning",
    path: "params.path",
    message: `No file in "${path}" is called as "Which files" (glob) says.`,
    expected: `files such as ${glob}`,
    got: "none",
    hint: recursive
      ? "Choose another folder, or change the pattern."
      : "Choose another folder, change the pattern, or take folders inside too.",
  };
}

function notThere(path: string): MillraceError {
  return new MillraceError("FILE_MISSING", {
    message: `There is no folder and no file "${path}".`,
    file: path,
    path: "params.path",
    expected: "a folder, or one file",
    got: "nothing",
    hint: "Choose the folder that holds the files; paths are relative to the workflow file.",
  });
}
