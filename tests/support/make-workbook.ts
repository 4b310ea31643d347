// Makes workbooks for tests, and damages them.

import { writeXlsx } from "hucre/xlsx";

type Value = string | number | boolean | Date | null;
export type Rows = readonly (readonly Value[])[];

/** Sheets by name, in their order. */
export function workbook(sheets: Readonly<Record<string, Rows>>): Promise<Uint8Array> {
  return writeXlsx({
    sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows: rows.map((row) => [...row]) })),
  });
}

export function lockedWorkbook(password: string): Promise<Uint8Array> {
  // As few turns as still make a key: this is not what is tested.
  return writeXlsx({ sheets: [{ name: "One", rows: [["a"]] }], encryption: { password, spinCount: 100 } });
}

/** The archive says in its directory that its first file has so many bytes when unpacked. */
export function claiming(bytes: Uint8Array, size: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const entry = Buffer.from(changed.buffer).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  new DataView(changed.buffer).setUint32(entry + 24, size, true);
  return changed;
}

const END = Buffer.from([0x50, 0x4b, 5, 6]);
const ALL_ONES = 0xffffffff;

/** The same archive, whose directory has its numbers as 64 bits, as programs write it that do not know how large it will be. */
export function inWideArchive(bytes: Uint8Array): Uint8Array {
  const whole = Buffer.from(bytes);
  const end = whole.lastIndexOf(END);
  const [count, from] = [whole.readUInt16LE(end + 10), whole.readUInt32LE(end + 16)];
  const entries: Buffer[] = [];
  for (let at = from, i = 0; i < count; i++) {
    const next = at + 46 + [28, 30, 32].reduce((sum, place) => sum + whole.readUInt16LE(at + place), 0);
    const entry = Buffer.from(whole.subarray(at, next));
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    [24, 20, 42].forEach((place, at) => {
      extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(place)), 4 + 8 * at);
      entry.writeUInt32LE(ALL_ONES, place);
    });
    // The writer of these tests has no other extra fields, and no comments.
    entry.writeUInt16LE(extra.length, 30);
    entries.push(entry, extra);
    at = next;
  }
  const directory = Buffer.concat(entries);
  const wide = Buffer.alloc(56);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  for (const place of [24, 32]) wide.writeBigUInt64LE(BigInt(count), place);
  wide.writeBigUInt64LE(BigInt(directory.length), 40);
  wide.writeBigUInt64LE(BigInt(from), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(from + directory.length), 8);
  locator.writeUInt32LE(1, 16);
  const last = Buffer.from(whole.subarray(end));
  last.writeUInt16LE(0xffff, 8);
  last.writeUInt16LE(0xffff, 10);
  last.writeUInt32LE(ALL_ONES, 12);
  last.writeUInt32LE(ALL_ONES, 16);
  return Buffer.concat([whole.subarray(0, from), directory, wide, locator, last]);
}
