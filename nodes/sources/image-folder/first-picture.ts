// What the first picture is like: a model that is wired to the folder is proposed what suits it.

import type { SeenPicture } from "../../../engine/frames/types.ts";
import type { HostServices } from "../../../engine/sdk/services.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { readPicture } from "./read-picture.ts";

/** Nobody waits for more while a workflow is edited. */
const MOST_BYTES = 32 * 2 ** 20;
const MOST_DECODED = 64 * 2 ** 20;
/** Enough to tell whether anything is seen. */
const SAMPLE_SIDE = 64;

/** undefined where it cannot be read, or not quickly: a run says why. */
export async function firstPicture(
  host: Pick<HostServices, "files" | "memory">,
  path: string,
  maxMegapixels: number,
  signal: AbortSignal,
): Promise<SeenPicture | undefined> {
  try {
    const size = (await host.files.stat(path))?.size ?? Infinity;
    if (size > MOST_BYTES) return undefined;
    const reader = await PictureReader.open(host);
    const found = await readPicture(host.files, reader, path, maxMegapixels, signal);
    if ("error" in found) return undefined;
    const { width, height, channels, hasAlpha, decodedBytes } = found.facts;
    const seen = { name: path.split("/").at(-1), width, height, gray: channels <= 2 };
    if (!hasAlpha || decodedBytes > MOST_DECODED) return seen;
    const transparent = await spreadOnBoth(reader, found);
    return transparent ? { ...seen, transparent } : seen;
  } catch {
    return undefined;
  }
}

type Read = Exclude<Awaited<ReturnType<typeof readPicture>>, { error: unknown }>;

/** null where the picture has an alpha channel and nothing transparent in it. */
async function spreadOnBoth(
  reader: PictureReader,
  { image, facts }: Read,
): Promise<SeenPicture["transparent"] | null> {
  return reader.hold(facts, 0, async () => {
    const small = reader.upright(image).resize(SAMPLE_SIDE, SAMPLE_SIDE, { fit: "inside" });
    const bytes = await small.png().toBuffer();
    const { isOpaque } = await reader.sharp(bytes, {}).stats();
    if (isOpaque) return null;
    const spread = async (background: string) => {
      const flat = await reader.sharp(bytes, {}).flatten({ background }).png().toBuffer();
      const { channels } = await reader.sharp(flat, {}).stats();
      return Math.max(...channels.map(({ stdev }) => stdev));
    };
    return { onBlack: await spread("#000000"), onWhite: await spread("#ffffff") };
  });
}
