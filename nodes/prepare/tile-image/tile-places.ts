// Where tiles begin along one side of a picture.

/**
 * Tiles of one size that cover the side and share at least `overlap` pixels; the last one ends where the picture does. A side that is no
 * longer than a tile has one, of its own length.
 */
export function tilePlaces(side: number, tile: number, overlap: number): readonly number[] {
  if (side <= tile) return [0];
  const step = tile - overlap;
  const count = Math.ceil((side - overlap) / step);
  return Array.from({ length: count }, (_, i) => Math.min(i * step, side - tile));
}
