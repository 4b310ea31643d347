// Validity bitmaps: one bit a row, least significant bit first, 1 = valid (Arrow's layout). `null` = all valid.

export type Bitmap = Uint8Array;

export function bitmapBytes(length: number): number {
  return (length + 7) >> 3;
}

/** A bitmap in which every row is valid. */
export function allValid(length: number): Bitmap {
  return new Uint8Array(bitmapBytes(length)).fill(255);
}

export function isSet(bitmap: Bitmap, row: number): boolean {
  return (bitmap[row >> 3] & (1 << (row & 7))) !== 0;
}

export function clearBit(bitmap: Bitmap, row: number): void {
  bitmap[row >> 3] &= ~(1 << (row & 7));
}

export function setBit(bitmap: Bitmap, row: number): void {
  bitmap[row >> 3] |= 1 << (row & 7);
}

/** The bits `[from, to)`; a view when `from` falls on a byte, else a copy. */
export function sliceBitmap(bitmap: Bitmap | null, from: number, to: number): Bitmap | null {
  if (!bitmap) return null;
  if ((from & 7) === 0) return bitmap.subarray(from >> 3, bitmapBytes(to));
  const out = new Uint8Array(bitmapBytes(to - from));
  for (let row = from; row < to; row++) if (isSet(bitmap, row)) setBit(out, row - from);
  return out;
}

/** The bits of the given rows, in their order. */
export function takeBitmap(bitmap: Bitmap | null, rows: Int32Array): Bitmap | null {
  if (!bitmap) return null;
  const out = new Uint8Array(bitmapBytes(rows.length));
  for (let i = 0; i < rows.length; i++) if (isSet(bitmap, rows[i])) setBit(out, i);
  return out;
}

/** How many of the first `length` rows are null. */
export function countNulls(bitmap: Bitmap | null, length: number): number {
  if (!bitmap) return 0;
  let valid = 0;
  for (let row = 0; row < length; row++) if (isSet(bitmap, row)) valid++;
  return length - valid;
}
