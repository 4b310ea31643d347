// From a picture cell to pixels: whole or of a size, upright, off the engine's thread, and never more at once than memory allows.

import type { Sharp } from "sharp";
import type { ImageCell, Pixels } from "../../../engine/frames/image.ts";
import type { HostServices, Memory } from "../../../engine/sdk/services.ts";
import { placeInBox, type Kernel } from "./enlarge.ts";
import { placePicture, type Anchor, type Fit, type Placement, type Size } from "./fit.ts";
import { grayOf, lumaOf } from "./gray.ts";
import { tooLarge } from "./picture-errors.ts";
import { factsKnown, knowFacts, pictureFacts, type PictureFacts } from "./picture-facts.ts";
import { loadSharp, type SharpLibrary } from "./sharp-library.ts";

export interface WantedSize extends Size {
  readonly fit: Fit;
  /** Where a letterboxed picture stands and what a covering one keeps; the centre unless given. */
  readonly anchor?: Anchor;
  readonly kernel?: Kernel;
  readonly gray?: boolean;
  /** `#rrggbb`: around a letterboxed picture and behind a transparent one; black unless given. */
  readonly background?: string;
}

/** Pixels of a wanted size, and where the picture stands in them. Channels are interleaved: red, green, blue, or one of gray. */
export interface SizedPixels extends Placement {
  readonly data: Uint8Array;
  readonly channels: 1 | 3;
  /** The picture as it is seen. */
  readonly source: Size;
}

/** Lines of a picture that are in memory while it is read from top to bottom: what libvips keeps between its threads, and more. */
const STREAM_LINES = 1024;

export class PictureReader {
  readonly sharp: SharpLibrary;
  readonly #memory: Memory;

  constructor(sharp: SharpLibrary, memory: Memory) {
    this.sharp = sharp;
    this.#memory = memory;
  }

  /** Once a run, in `open`. */
  static async open(host: Pick<HostServices, "memory">): Promise<PictureReader> {
    return new PictureReader(await loadSharp(), host.memory);
  }

  facts(image: ImageCell): Promise<PictureFacts> {
    return pictureFacts(this.sharp, image);
  }

  /** The same cell, of which it is known what its header says. */
  known<T extends ImageCell>(image: T, facts: PictureFacts): T {
    return knowFacts(image, facts);
  }

  /**
   * RGB (or gray) pixels of a size, as a model wants them. New pixels are computed as Pillow and torchvision do it: centres of pixels at
   * halves, and averaged over all pixels that fall into one when the picture gets smaller.
   */
  async sized(image: ImageCell, want: WantedSize): Promise<SizedPixels> {
    const { gray = false, background = "#000000", kernel = "linear" } = want;
    const facts = factsKnown(image) ?? (await this.facts(image));
    const place = placePicture(facts, want, want.fit, want.anchor);
    const channels = gray ? 1 : 3;
    const isGray = gray && facts.channels <= 2;
    // Enlarged is done below: libvips gets the size at which nothing is.
    const width = Math.min(place.inner.width, facts.width);
    const height = Math.min(place.inner.height, facts.height);
    const more = (place.width * place.height + width * height) * 4;
    const data = await this.#holdStreamed(facts, more, async () => {
      // Each step costs something for every picture, also where there is nothing to do.
      const seen = facts.orientation === 1 ? this.stored(image) : this.upright(image);
      const solid = facts.hasAlpha ? seen.flatten({ background }) : seen;
      const pipe = solid
        .resize({ width, height, fit: "fill", kernel })
        .toColourspace(isGray ? "b-w" : "srgb");
      const found = await this.#raw(pipe, isGray ? 1 : 3);
      const raster = { width, height, channels, data: gray && !isGray ? grayOf(found) : found };
      return placeInBox(raster, place, kernel, () => backgroundBytes(background, channels));
    });
    return { ...place, data, channels, source: { width: facts.width, height: facts.height } };
  }

  /** All pixels of a picture, upright, 8 bits each: gray stays gray and alpha stays alpha unless `flatten` says what is behind. */
  async whole(image: ImageCell, options: { flatten?: string; channels?: 1 | 3 } = {}): Promise<Pixels> {
    if (image.kind === "pixels" && (options.channels ?? image.channels) === image.channels) {
      if (image.channels !== 4 || options.flatten === undefined) return image;
    }
    const facts = await this.facts(image);
    return this.hold(facts, facts.width * facts.height * 4, async () => {
      let pipe = this.upright(image);
      const { flatten, channels } = options;
      if (flatten !== undefined || channels !== undefined)
        pipe = pipe.flatten({ background: flatten ?? "#000000" });
      const isGray = facts.channels <= 2;
      const found = await this.pixels(
        pipe.toColourspace(isGray && channels !== 3 ? "b-w" : "srgb"),
        image.name,
      );
      return channels === 1 && !isGray ? { ...found, channels, data: grayOf(found.data) } : found;
    });
  }

  /** A pipe that gives the picture as it is seen. Work on it inside `hold`. */
  upright(image: ImageCell): Sharp {
    const pipe = this.stored(image);
    return image.kind === "pixels" ? pipe : pipe.autoOrient();
  }

  /** A pipe that gives the picture as it lies in the file. */
  stored(image: ImageCell): Sharp {
    if (image.kind === "encoded")
      return this.sharp(image.bytes, { failOn: "error", limitInputPixels: false, sequentialRead: true });
    const { width, height, channels } = image;
    return this.sharp.raw(image.data, { width, height, channels });
  }

  /** What a pipe gives, as a cell. */
  async pixels(pipe: Sharp, name: string): Promise<Pixels> {
    const { data, info } = await pipe.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const channels = info.channels as number;
    if (channels === 2) return { kind: "pixels", data: spreadGray(data), width, height, channels: 4, name };
    return { kind: "pixels", data, width, height, channels: channels as 1 | 3 | 4, name };
  }

  /** Does work that decodes the picture and makes `more` bytes besides, when so much memory is free. Refuses what can never be. */
  hold<T>(facts: PictureFacts, more: number, work: () => Promise<T>): Promise<T> {
    return this.#holdAll(facts, facts.decodedBytes + more, work);
  }

  /** As `hold`, for work that goes through the picture from top to bottom and makes it smaller or cuts it. */
  #holdStreamed<T>(facts: PictureFacts, more: number, work: () => Promise<T>): Promise<T> {
    const { width, channels, decodedBytes } = facts;
    const lines = facts.needsWhole || facts.orientation !== 1 ? Infinity : STREAM_LINES;
    return this.#holdAll(facts, Math.min(decodedBytes, width * channels * lines) + more, work);
  }

  #holdAll<T>({ width, height }: PictureFacts, bytes: number, work: () => Promise<T>): Promise<T> {
    if (bytes > this.#memory.limit) throw tooLarge(width, height, bytes, this.#memory.limit);
    return this.#memory.hold(bytes, work);
  }

  /** Does work that takes so many bytes, when they are free. */
  holdBytes<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    return this.#memory.hold(bytes, work);
  }

  /** Bytes that work on pictures may take together. */
  get limit(): number {
    return this.#memory.limit;
  }

  async #raw(pipe: Sharp, channels: 1 | 3): Promise<Uint8Array> {
    const found = await pipe.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
    if ((found.info.channels as number) !== channels)
      throw new Error(
        `The picture has ${found.info.channels} channels after decoding; ${channels} are needed.`,
      );
    return found.data;
  }
}

function backgroundBytes(colour: string, channels: 1 | 3): readonly number[] {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return channels === 3 ? [red, green, blue] : [lumaOf(red, green, blue)];
}

/** Gray with alpha as four channels: no cell has two. */
function spreadGray(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length * 2);
  for (let from = 0, to = 0; from < data.length; from += 2, to += 4) {
    out.fill(data[from], to, to + 3);
    out[to + 3] = data[from + 1];
  }
  return out;
}
