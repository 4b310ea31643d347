// How cells that Arrow has no type for are spelled: pictures as bytes, everything else as JSON.

import type { Cell } from "./column.ts";
import type { EncodedImage, ImageCell, Pixels } from "./image.ts";

/** Key of a field's metadata that holds the column's type as JSON, where Arrow's own type does not say it all. */
export const TYPE_KEY = "millrace:type";
const ARRAYS = {
  Float64Array,
  Float32Array,
  Int32Array,
  Int16Array,
  Int8Array,
  Uint32Array,
  Uint16Array,
  Uint8Array,
} as const;

type ArrayName = keyof typeof ARRAYS;

/** JSON that gives back what JSON cannot say: bigints, NaN, infinities, -0 and typed arrays. */
export function cellToJson(cell: Cell): string {
  return JSON.stringify(plain(cell));
}

export function cellFromJson(text: string): Cell {
  return rich(JSON.parse(text) as unknown) as Cell;
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return { $bigint: String(value) };
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
    return { $number: Object.is(value, -0) ? "-0" : String(value) };
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    const name = value.constructor.name;
    return { $array: name, values: Array.from(value as Float64Array, plain) };
  }
  if (Array.isArray(value)) return value.map(plain);
  const entries = Object.entries(value).map(([key, inner]) => [
    key.startsWith("$") ? `$${key}` : key,
    plain(inner),
  ]);
  return Object.fromEntries(entries) as unknown;
}

function rich(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(rich);
  const record = value as Record<string, unknown>;
  if (typeof record.$bigint === "string") return BigInt(record.$bigint);
  if (typeof record.$number === "string") return Number(record.$number);
  if (typeof record.$array === "string" && record.$array in ARRAYS)
    return ARRAYS[record.$array as ArrayName].from(
      (record.values as unknown[]).map((each) => Number(rich(each))),
    );
  const entries = Object.entries(record).map(([key, inner]) => [
    key.startsWith("$$") ? key.slice(1) : key,
    rich(inner),
  ]);
  return Object.fromEntries(entries) as unknown;
}

/** Tuple types of the Netpbm format PAM by channels; a PAM file is a short header and the pixels as they are. */
const TUPLES = { 1: "GRAYSCALE", 3: "RGB", 4: "RGB_ALPHA" } as const;

/** An encoded picture's own bytes; decoded pixels as a PAM file. */
export function imageToBytes(image: ImageCell): Uint8Array {
  if (image.kind === "encoded") return image.bytes;
  const { width, height, channels, data, name } = image;
  const header = `P7\n# ${name.replaceAll("\n", " ")}\nWIDTH ${width}\nHEIGHT ${height}\nDEPTH ${channels}\nMAXVAL 255\nTUPLTYPE ${TUPLES[channels]}\nENDHDR\n`;
  const head = new TextEncoder().encode(header);
  const out = new Uint8Array(head.length + data.length);
  out.set(head);
  out.set(data, head.length);
  return out;
}

/** `name` is for messages where the bytes do not say one. */
export function imageFromBytes(bytes: Uint8Array, name: string): ImageCell {
  const isPam = bytes[0] === 0x50 && bytes[1] === 0x37 && bytes[2] === 0x0a;
  return (isPam && parsePam(bytes)) || ({ kind: "encoded", bytes, name } satisfies EncodedImage);
}

function parsePam(bytes: Uint8Array): Pixels | null {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  const end = text.indexOf("ENDHDR\n");
  if (end < 0) return null;
  const header = new TextDecoder().decode(bytes.subarray(0, end));
  const size = (key: string) => Number(new RegExp(`^${key} (\\d+)$`, "mu").exec(header)?.[1] ?? NaN);
  const [width, height, channels] = [size("WIDTH"), size("HEIGHT"), size("DEPTH")];
  const data = bytes.subarray(end + "ENDHDR\n".length);
  if ((channels !== 1 && channels !== 3 && channels !== 4) || data.length !== width * height * channels)
    return null;
  const name = /^# (.*)$/mu.exec(header)?.[1] ?? "";
  return { kind: "pixels", data, width, height, channels, name };
}
