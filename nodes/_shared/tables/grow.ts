// Arrays that grow as things are added to them.

type Growing = Float64Array | Int32Array | Uint32Array;

/** The array, or one at least twice as long that begins with it. */
export function atLeast<T extends Growing>(array: T, length: number, fill = 0): T {
  if (array.length >= length) return array;
  const grown = new (array.constructor as new (n: number) => T)(Math.max(length, array.length * 2, 16));
  if (fill !== 0) grown.fill(fill, array.length);
  grown.set(array);
  return grown;
}
