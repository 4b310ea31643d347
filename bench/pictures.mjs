// Which pictures do the benchmarks read? JPEGs made from a seed into .cache/bench/; many of them are links to a few.

import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import sharp from "sharp";
import { CACHE } from "./data.mjs";

const DISTINCT = 60;

/** A folder with `count` pictures of a size, of which 60 differ. */
export async function pictureFolder(count, width, height) {
  const folder = `${CACHE}pictures-${count}-${width}x${height}`;
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const name = (i) => `${part}/${String(i).padStart(6, "0")}.jpg`;
  for (let i = 0; i < count; i++) {
    if (i >= DISTINCT) linkSync(name(i % DISTINCT), name(i));
    else writeFileSync(name(i), await picture(i, width, height));
  }
  renameSync(part, folder);
  return folder;
}

/** Waves of several lengths with grain on top: about as large a file as a photograph of that size. */
async function picture(seed, width, height) {
  const data = new Uint8Array(width * height * 3);
  let state = seed + 1;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++, at++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const wave = Math.sin((x * (seed + 3)) / 97 + channel) + Math.cos((y * (seed + 7)) / 131);
        data[at] = 128 + 50 * wave + ((state >>> 24) - 128) / 8;
      }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}
