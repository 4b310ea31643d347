// Runs a kind that gives pictures to a model on pictures of one colour, or of given pixels.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { frameOf } from "../../engine/frames/builder.ts";
import { field } from "../../engine/frames/frame.ts";
import type { ImageCell } from "../../engine/frames/image.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { createModels } from "../../engine/models/models.ts";
import { runNode } from "../../engine/sdk/harness.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";

export function plainPicture(
  width: number,
  height: number,
  colour: readonly number[] = [200, 100, 50],
  name = "p",
): ImageCell {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => colour[i % 3]);
  return { kind: "pixels", data, width, height, channels: 3, name };
}

export interface PictureRun {
  readonly model: Uint8Array;
  readonly files?: Readonly<Record<string, string>>;
  readonly params?: Record<string, unknown>;
  readonly pictures?: readonly (ImageCell | null)[];
}

/** `rows` are those of the frame that came out; none where an issue kept it from running. */
export async function runPictureModel(node: AnyNode, { model, files = {}, params, pictures }: PictureRun) {
  const folder = await mkdtemp(join(tmpdir(), "picture-model-"));
  await writeFile(join(folder, "m.onnx"), model);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const disk = diskFiles(folder);
  const models = createModels({ files: disk, clock: systemClock, log: { debug: () => {}, warn: () => {} } });
  const rows = (pictures ?? [plainPicture(200, 100)]).map((image, id) => ({ image, id }));
  const schema = { fields: [field("image", "image"), field("id", "float64")] };
  try {
    const result = await runNode(node, {
      params: { model: "m.onnx", placement: "inline", ...params },
      inputs: { in: [frameOf(schema, rows)] },
      host: { models, files: disk },
    });
    const [out] = result.outputs.out ?? [];
    return { ...result, out, rows: out ? Array.from({ length: out.length }, (_, row) => out.row(row)) : [] };
  } finally {
    await models.close();
    await rm(folder, { recursive: true });
  }
}
