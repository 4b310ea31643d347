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
