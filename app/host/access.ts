// Which files may a workflow use? Those below its folder, and those that a person chose for it. Links do not lead out.

import { resolve } from "node:path";
import { liesIn, realPlace } from "../../engine/host/real-place.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { SessionView } from "./engine-link.ts";

/** The absolute path of one that the workflow names; throws `FILE_NOT_ALLOWED`. */
export async function allowedPath({ folder, allowed }: SessionView, path: string): Promise<string> {
  const absolute = resolve(folder, path);
  const place = await realPlace(absolute);
  for (const root of allowed) if (liesIn(place, await realPlace(root))) return absolute;
  throw new MillraceError("FILE_NOT_ALLOWED", {
    message: `This workflow may not use "${path}": it lies outside its folder, and nobody has chosen it.`,
    file: path,
    expected: `a file below ${folder}, or one that was chosen`,
    hint: "Choose it with the button beside the field: that allows it. Or copy it into the folder of the workflow.",
  });
}
