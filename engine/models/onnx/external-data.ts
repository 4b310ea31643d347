// Which other files a model needs, whether they may be read at all, and whether they are there.

import type { Files } from "../../sdk/services.ts";
import type { ModelProblem } from "./problem.ts";
import type { ModelScan } from "./scan.ts";

/** Another file with weights, relative to the model's folder. */
export interface ExternalFile {
  readonly location: string;
  /** Bytes it must have at the least. */
  readonly minSize: number;
}

/** The files a model's weights stand in, each once, sorted by location. */
export function externalFiles(scan: ModelScan): ExternalFile[] {
  const sizes = new Map<string, number>();
  for (const { location, offset, length } of scan.external) {
    sizes.set(location, Math.max(sizes.get(location) ?? 0, offset + (length ?? 0)));
  }
  return [...sizes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([location, minSize]) => ({ location, minSize }));
}

/** Locations that lead out of the model's folder: a model must not choose which files of a machine are read. */
export function externalPathProblems(scan: ModelScan): ModelProblem[] {
  return externalFiles(scan).flatMap(({ location }) => {
    const reason = reasonAgainst(location);
    if (!reason) return [];
    return {
      code: "MODEL_EXTERNAL_PATH",
      message: `The model wants weights from "${location}", ${reason}.`,
      expected: "a file in the model's own folder or below it",
      got: location === "" ? "no name" : location,
      hint: "Put the weights beside the model and save it again with their plain file name as the location.",
    };
  });
}

function reasonAgainst(location: string): string | null {
  if (location === "") return "which is no file name";
  if (location.includes("\0")) return "a name that no file can have";
  if (/^[/\\]|^[A-Za-z]:/.test(location)) return "an absolute path";
  if (location.split(/[/\\]/).includes("..")) return "a path out of the model's folder";
  return null;
}

/** Where an external file of the model at `path` lies. */
export function besideModel(path: string, location: string): string {
  return path.replace(/[^/\\]*$/, "") + location;
}

/** External files that are not there, or end before the weights do. Call it only for locations without problems. */
export async function externalFileProblems(
  files: Files,
  path: string,
  scan: ModelScan,
): Promise<ModelProblem[]> {
  const problems: ModelProblem[] = [];
  for (const { location, minSize } of externalFiles(scan)) {
    const found = await files.stat(besideModel(path, location));
    if (found && !found.isFolder && found.size >= minSize) continue;
    problems.push({
      code: "MODEL_EXTERNAL_MISSING",
      message: found
        ? `The model's weights in "${location}" are cut off or of another model.`
        : `The model's weights in "${location}" are not there.`,
      expected: `"${location}" beside the model${minSize > 0 ? `, ${minSize} bytes or more` : ""}`,
      got: found ? (found.isFolder ? "a folder" : `${found.size} bytes`) : "no such file",
      hint: `Copy "${location}" from where the model came from; it belongs in the same folder as the model.`,
    });
  }
  return problems;
}
