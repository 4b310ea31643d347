// The library that reads and writes pictures (sharp), loaded when a run needs it.

import type { Create, Raw, Sharp, SharpOptions } from "sharp";
import { MillraceError } from "../../../engine/sdk/errors.ts";

export interface SharpLibrary {
  (input: Uint8Array, options?: SharpOptions): Sharp;
  /** A picture of one colour. */
  create(create: Create): Sharp;
  raw(data: Uint8Array, raw: Raw): Sharp;
}

/** Loads the library; it is there in a full install only. */
export async function loadSharp(): Promise<SharpLibrary> {
  try {
    const { default: sharp } = await import("sharp");
    // It would keep decoded pictures for the next time; here each is decoded once, and memory is to stay flat.
    sharp.cache(false);
    return Object.assign((input: Uint8Array, options?: SharpOptions) => sharp(input, options), {
      create: (create: Create) => sharp({ create }),
      raw: (data: Uint8Array, raw: Raw) => sharp(data, { raw, limitInputPixels: false }),
    });
  } catch (cause) {
    throw new MillraceError("LIBRARY_MISSING", {
      message: "The library that reads pictures (sharp) cannot be loaded.",
      hint: "Install it with `npm install sharp`, for this system and processor.",
      cause,
      fatal: true,
    });
  }
}
