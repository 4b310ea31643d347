// An SVG as PNG, drawn by the browser.

import type { Picture } from "./picture.ts";

/** For dense screens and print. */
const SCALE = 2;
/** Browsers refuse larger ones. */
const MOST_PIXELS = 16_000;

export async function rasterize({ svg, width, height }: Picture): Promise<Blob> {
  const scale = Math.min(SCALE, MOST_PIXELS / Math.max(width, height));
  const image = new Image();
  // As data, not as an object URL: the page's policy allows pictures of both, and this one needs no tidying up.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const surface = document.createElement("canvas");
  surface.width = Math.round(width * scale);
  surface.height = Math.round(height * scale);
  surface.getContext("2d")!.drawImage(image, 0, 0, surface.width, surface.height);
  return new Promise((resolve, reject) => {
    surface.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large."))),
      "image/png",
    );
  });
}
