// Gray from colours, as Pillow's "L" and OpenCV have it: the luma of Rec. 601 of the bytes as they are stored.

/** Weights of red, green and blue in 65,536ths: 0.299, 0.587, 0.114. libvips would go by linear light, which makes red 127 instead of 76. */
const [RED, GREEN, BLUE] = [19595, 38470, 7471];

export function lumaOf(red: number, green: number, blue: number): number {
  return (red * RED + green * GREEN + blue * BLUE + 0x8000) >> 16;
}

/** One byte for each pixel of interleaved red, green and blue. */
export function grayOf(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgb.length / 3);
  for (let i = 0, at = 0; i < out.length; i++, at += 3) out[i] = lumaOf(rgb[at], rgb[at + 1], rgb[at + 2]);
  return out;
}
