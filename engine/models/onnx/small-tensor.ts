// The numbers of a constant that is small: a mean, a scale, one number for each colour.

import { textOf, RANGE, VARINT, type WireCursor } from "./wire.ts";

/** One number for each of four channels. */
const MOST_ELEMENTS = 4;

/** Element types of the standard by their number, and how one is read from little-endian bytes. */
const READERS: Readonly<Record<number, { size: number; read: (view: DataView, at: number) => number }>> = {
  1: { size: 4, read: (view, at) => view.getFloat32(at, true) },
  2: { size: 1, read: (view, at) => view.getUint8(at) },
  3: { size: 1, read: (view, at) => view.getInt8(at) },
  6: { size: 4, read: (view, at) => view.getInt32(at, true) },
  7: { size: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  10: { size: 2, read: (view, at) => halfOf(view.getUint16(at, true)) },
  11: { size: 8, read: (view, at) => view.getFloat64(at, true) },
};

/** A TensorProto of a few numbers; null for a larger one, one of text, and one whose bytes are in another file. */
export function smallTensor(
  tensor: WireCursor,
): { readonly name: string; readonly values: readonly number[] } | null {
  let [name, elements, type] = ["", 1, 0];
  let raw: readonly [from: number, to: number] | null = null;
  const listed: number[] = [];
  while (tensor.next()) {
    const { field, wire } = tensor;
    if (field === 1) for (const size of tensor.numbers()) elements *= size;
    else if (field === 2 && wire === VARINT) type = tensor.value;
    else if (field === 8 && wire === RANGE) name = textOf(tensor.bytes, tensor.from, tensor.to);
    else if (field === 9 && wire === RANGE) raw = [tensor.from, tensor.to];
    else if (elements > MOST_ELEMENTS) tensor.skipRun();
    else if (field === 4 || field === 10) listed.push(...floats(tensor, field === 4 ? 4 : 8));
    else if (field === 5 || field === 7) listed.push(...tensor.numbers());
  }
  if (elements < 1 || elements > MOST_ELEMENTS) return null;
  const reader = READERS[type];
  if (!reader) return null;
  if (raw === null) {
    const values = type === 10 ? listed.map(halfOf) : listed;
    return values.length === elements ? { name, values } : null;
  }
  if (raw[1] - raw[0] !== elements * reader.size) return null;
  const view = viewOf(tensor.bytes, raw);
  return { name, values: Array.from({ length: elements }, (_, i) => reader.read(view, i * reader.size)) };
}

/** Packed in one range, or each in a field of its own. */
function floats({ bytes, from, to }: WireCursor, size: 4 | 8): number[] {
  const view = viewOf(bytes, [from, to]);
  const count = Math.floor((to - from) / size);
  return Array.from({ length: count }, (_, i) =>
    size === 4 ? view.getFloat32(i * size, true) : view.getFloat64(i * size, true),
  );
}

function viewOf({ buffer, byteOffset }: Uint8Array, [from, to]: readonly [number, number]): DataView {
  return new DataView(buffer, byteOffset + from, to - from);
}

/** IEEE 754 half precision. */
function halfOf(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
