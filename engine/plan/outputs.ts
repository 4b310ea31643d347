// Files that a run would both read and write, write twice, or could not write: found before any work is done.

import type { Issue, Severity } from "../document/issue.ts";
import { toMillraceError } from "../sdk/errors.ts";
import { infoOf, type ControlKind } from "../sdk/params.ts";
import type { Files } from "../sdk/services.ts";
import { paramShape } from "./params.ts";
import type { PlannedNode } from "./types.ts";

interface FileUse {
  readonly node: string;
  /** Empty for a file that no param names. */
  readonly param: string;
  readonly path: string;
  /** It is changed where it is, so that several may write into it. */
  readonly inPlace?: boolean;
  /** One text for all names of the file. */
  readonly file: string;
  readonly isFolder: boolean;
}

/** What a run writes for an output: the file while it grows, the file, and the rows that failed. */
const ENDINGS = ["", ".part", ".failed.jsonl", ".failed.jsonl.part"];

/**
 * An issue for each output file that is also an input, the output of another node, or the workflow at `flow`; and one of
 * severity `unwritable` for each that could not be written as things are (no such folder, no permission).
 */
export async function outputIssues(
  nodes: readonly PlannedNode[],
  files: Files,
  flow: string | null,
  unwritable: Severity,
): Promise<Issue[]> {
  const looked = lookOnce(files);
  const written = await usesOf(nodes.filter(writes), looked);
  const read =
    written.length === 0
      ? []
      : await usesOf(
          nodes.filter((node) => !writes(node)),
          looked,
        );
  const flowFile = flow === null || written.length === 0 ? null : await identity(flow, looked);
  const around = await Promise.all(
    written.map(({ path }) => Promise.all(ENDINGS.map((ending) => identity(path + ending, looked)))),
  );
  const places = togetherByFolder(
    written,
    await Promise.all(written.map((use) => placeIssues(use, files, unwritable))),
  );
  const issues: Issue[] = [];
  for (const [i, use] of written.entries()) {
    const touched = around[i];
    const source = read.find(({ file }) => touched.includes(file));
    const twin = written.slice(0, i).find((other) => isSameOutput(other, use));
    if (flowFile !== null && touched.includes(flowFile)) issues.push(workflowIssue(use));
    else if (source) issues.push(readIssue(use, source));
    else if (twin) issues.push(sharedIssue(use, twin));
    else issues.push(...places[i]);
  }
  return issues;
}

/** The first output that cannot be written, as an error; asked when a run begins, since a plan may be older. */
export async function unwritableOutput(nodes: readonly PlannedNode[], files: Files): Promise<Issue | null> {
  for (const use of await usesOf(nodes.filter(writes), files)) {
    const [issue] = await placeIssues(use, files, "error");
    if (issue) return issue;
  }
  return null;
}

/** Files and folders that a run reads: what their bytes are decides what comes of it. */
export async function placesRead(
  nodes: readonly PlannedNode[],
  files: Files,
): Promise<readonly { readonly node: string; readonly path: string; readonly isFolder: boolean }[]> {
  return usesOf(
    nodes.filter((node) => !writes(node)),
    files,
  );
}

const writes = (node: PlannedNode) => node.definition.effects.includes("writes");

async function placeIssues(
  { node, param, path, isFolder }: FileUse,
  files: Files,
  severity: Severity,
): Promise<readonly Issue[]> {
  try {
    await (isFolder ? files.checkOutputFolder?.(path) : files.checkOutput?.(path));
    return [];
  } catch (thrown) {
    const { code, details } = toMillraceError(thrown, "FILE_FAILED", "Choose another place.");
    const { message, expected, got, hint } = details;
    return [{ code, severity, node, path: `params.${param}`, message, expected, got, hint }];
  }
}

/** One issue for each folder that is not there, with the first output that goes into it: to make it mends them all. */
function togetherByFolder(
  written: readonly FileUse[],
  places: readonly (readonly Issue[])[],
): (readonly Issue[])[] {
  const outputs = new Map<string, string[]>();
  const missing = places.map((issues, i) => {
    if (!issues.some(({ code }) => code === "FOLDER_MISSING")) return null;
    const folder = written[i].path.replace(/[/\\][^/\\]*$/, "");
    const known = outputs.get(folder) ?? [];
    outputs.set(folder, [...known, written[i].node]);
    return { folder, isFirst: known.length === 0 };
  });
  return places.map((issues, i) => {
    const { folder, isFirst } = missing[i] ?? {};
    if (folder === undefined) return issues;
    if (!isFirst) return [];
    const others = outputs.get(folder)!.slice(1);
    const also = others.map((node) => JSON.stringify(node)).join(", ");
    const words =
      others.length === 0 ? "" : ` ${also} ${others.length === 1 ? "writes" : "write"} into it, too.`;
    return issues.map((issue) => ({ ...issue, message: issue.message + words }));
  });
}

function readIssue({ node, param, path, file }: FileUse, source: FileUse): Issue {
  const same = source.file === file;
  return {
    code: "OUTPUT_IS_INPUT",
    severity: "error",
    node,
    path: `params.${param}`,
    message: same
      ? `The output is the ${source.isFolder ? "folder" : "file"} that "${source.node}" reads.`
      : `While it is written, the output takes the place of "${source.path}", which "${source.node}" reads.`,
    expected: `another ${source.isFolder ? "folder" : "file"}`,
    got: path,
    hint: "Choose another name for the output.",
  };
}

function workflowIssue({ node, param, path }: FileUse): Issue {
  return {
    code: "OUTPUT_IS_WORKFLOW",
    severity: "error",
    node,
    path: `params.${param}`,
    message: "The output would take the place of the workflow itself.",
    expected: "another file",
    got: path,
    hint: "Choose another name for the output.",
  };
}

function sharedIssue({ node, param, path, isFolder }: FileUse, twin: FileUse): Issue {
  return {
    code: "OUTPUT_SHARED",
    severity: "error",
    node,
    path: `params.${param}`,
    message: `"${twin.node}" writes ${isFolder ? "into the same folder" : "the same file"}.`,
    expected: `a ${isFolder ? "folder" : "file"} of its own`,
    got: path,
    hint: "Choose another name.",
  };
}

function isSameOutput(one: FileUse, other: FileUse): boolean {
  return one.file === other.file && !(one.inPlace && other.inPlace);
}

/** Files of which each is looked at once: outputs of one folder ask for it again and again. */
function lookOnce(files: Files): Files {
  const seen = new Map<string, ReturnType<Files["stat"]>>();
  const stat = (path: string) => {
    const found = seen.get(path) ?? files.stat(path);
    seen.set(path, found);
    return found;
  };
  return { ...files, stat };
}

const PLACES: ReadonlySet<ControlKind> = new Set(["file", "folder", "model"] as const);

async function usesOf(nodes: readonly PlannedNode[], files: Files): Promise<FileUse[]> {
  const uses = nodes.flatMap(({ id, definition, params, facts }) => {
    const named = Object.entries(paramShape(definition)).flatMap(([param, schema]) => {
      const { control, asset, inPlace } = infoOf(schema) ?? {};
      const value = (params as Record<string, unknown>)[param];
      if (!control || !PLACES.has(control) || typeof value !== "string" || value === "") return [];
      // What an action reads besides its rows is no output of it.
      if (asset && definition.effects.includes("writes")) return [];
      return [{ node: id, param, path: files.resolve(value), inPlace, isFolder: control === "folder" }];
    });
    const others = definition.alsoReads?.({ params, facts }) ?? [];
    return [
      ...named,
      ...others.map((path) => ({
        node: id,
        param: "",
        path: files.resolve(path),
        inPlace: false,
        isFolder: false,
      })),
    ];
  });
  return Promise.all(uses.map(async (use) => ({ ...use, file: await identity(use.path, files) })));
}

/** The file's id; of a file that is not there, its name in its folder's id; of a folder nobody can see, the path. */
async function identity(path: string, files: Files): Promise<string> {
  const own = await idOf(path, files);
  if (own) return own;
  const [, folder, name] = /^(.*)[/\\]([^/\\]+)$/s.exec(path) ?? ["", "", path];
  const parent = await idOf(folder || "/", files);
  return parent ? `${parent}/${name}` : path;
}

async function idOf(path: string, files: Files): Promise<string | undefined> {
  try {
    return (await files.stat(path))?.id;
  } catch {
    // A path that may not be looked at is reported by the node that wants it.
    return undefined;
  }
}
