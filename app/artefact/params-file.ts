// Params that are too long to stand in pipeline.mjs are read from a file of the program.

import { join } from "node:path";
import { withSettings } from "../../engine/export/script/params-file.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { readIfThere } from "./read-if-there.ts";

/** Throws where the file is not there, or holds something else. `config` are the settings that it may name. */
export function readParams(
  folder: string,
  path: string,
  config: Readonly<Record<string, unknown>> = {},
): object {
  const text = readIfThere(join(folder, path));
  if (text === null) throw damaged(path, "is not there");
  try {
    const params = withSettings(JSON.parse(text), config);
    if (typeof params === "object" && params !== null) return params;
  } catch (cause) {
    throw damaged(path, "is damaged: it holds no JSON", cause);
  }
  throw damaged(path, "is damaged: it holds no params");
}

function damaged(path: string, what: string, cause?: unknown): MillraceError {
  return new MillraceError("PIPELINE_DAMAGED", {
    message: `${path} of the program ${what}.`,
    file: path,
    hint: "Copy the whole exported folder, or export again.",
    cause,
  });
}
