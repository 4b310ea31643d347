// A picture as a file: in a format and quality, or the bytes it came in.

import type { Sharp } from "sharp";
import type { ImageCell } from "../../../engine/frames/image.ts";
import type { PictureReader } from "./picture-reader.ts";

export type FileFormat = "png" | "jpeg" | "webp" | "tiff" | "avif";

export interface EncodeOptions {
  /** `keep`: a file stays as it is to the byte, pixels become PNG. */
  readonly format: FileFormat | "keep";
  /** 1 to 100, for formats with loss. */
  readonly quality: number;
  /** Behind transparent pictures where the format has no transparency. */
  readonly background: string;
}

export interface EncodedFile {
  readonly bytes: Uint8Array;
  /** Of the file's name, without the dot. */
  readonly ending: string;
}

const ENDINGS: Readonly<Record<string, string>> = { jpeg: "jpg", tiff: "tif" };

const encoders: Readonly<Record<FileFormat, (pipe: Sharp, quality: number) => Sharp>> = {
  png: (pipe) => pipe.png({ compressionLevel: 6 }),
  jpeg: (pipe, quality) => pipe.jpeg({ quality }),
  webp: (pipe, quality) => pipe.webp({ quality }),
  tiff: (pipe) => pipe.tiff({ compression: "deflate" }),
  avif: (pipe, quality) => pipe.avif({ quality }),
};

export async function encodePicture(
  reader: PictureReader,
  image: ImageCell,
  { format, quality, background }: EncodeOptions,
): Promise<EncodedFile> {
  const facts = await reader.facts(image);
  if (format === "keep" && image.kind === "encoded") {
    // Decoded once all the same: what is no whole picture is not passed on as one.
    await reader.sized(image, { width: 16, height: 16, fit: "stretch" });
    return { bytes: image.bytes, ending: ENDINGS[facts.format] ?? facts.format };
  }
  const wanted = format === "keep" ? "png" : format;
  const bytes = await reader.hold(facts, facts.width * facts.height * 4, () => {
    const upright = reader.upright(image);
    const plain = wanted === "jpeg" ? upright.flatten({ background }) : upright;
    const gray = facts.channels === 1 ? plain.toColourspace("b-w") : plain;
    return encoders[wanted](gray, quality).toBuffer();
  });
  return { bytes, ending: ENDINGS[wanted] ?? wanted };
}
