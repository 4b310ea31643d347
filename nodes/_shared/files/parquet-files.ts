// Are the files Parquet at all, and whole? Looked at before DuckDB gets them, so that what is wrong is said in our words.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { FileReader, Files } from "../../../engine/sdk/services.ts";

/** A Parquet file begins and ends with it. */
const MAGIC = "PAR1";
/** What it ends with where its description is encrypted. */
const ENCRYPTED_MAGIC = "PARE";
/** Two of the signs, and the length of the description between them. */
const SMALLEST_BYTES = 12;

/** What is told of a file: what it is called, and the param that names it. */
interface Told {
  readonly file: string;
  readonly path: string;
}

/** Throws what keeps the file from being read. */
export async function checkParquet(files: Files, path: string, told: Told): Promise<void> {
  const reader = await files.open(path);
  try {
    await check(reader, told);
  } finally {
    await reader.close();
  }
}

async function check(reader: FileReader, { file, path }: Told): Promise<void> {
  if (reader.size === 0)
    throw new MillraceError("FILE_EMPTY", {
      message: "The file is empty.",
      file,
      path,
      expected: "a Parquet file",
      got: "no bytes",
      hint: "Check the path, and what was to write the file.",
      fatal: true,
    });
  const begin = await signsAt(reader, 0);
  if (begin === ENCRYPTED_MAGIC)
    throw notParquet({ file, path }, "an encrypted Parquet file", "Decrypt it first.");
  if (begin !== MAGIC)
    throw notParquet(
      { file, path },
      "something else",
      "Choose another file; for CSV and JSON lines there are sources of their own.",
    );
  const end = reader.size < SMALLEST_BYTES ? "" : await signsAt(reader, reader.size - MAGIC.length);
  if (end === MAGIC) return;
  if (end === ENCRYPTED_MAGIC)
    throw notParquet({ file, path }, "an encrypted Parquet file", "Decrypt it first.");
  throw new MillraceError("PARQUET_TRUNCATED", {
    message: "The file begins as Parquet but does not end as such: a part of it is missing.",
    file,
    path,
    expected: `${MAGIC} as the last four bytes`,
    got: `other ones, after ${reader.size} bytes`,
    hint: "Copy or download it again, or wait until whatever writes it has finished.",
    fatal: true,
  });
}

async function signsAt(reader: FileReader, position: number): Promise<string> {
  const bytes = new Uint8Array(MAGIC.length);
  let length = 0;
  for (let read = 1; read > 0 && length < bytes.length; length += read)
    read = await reader.read(bytes.subarray(length), position + length);
  return String.fromCharCode(...bytes.subarray(0, length));
}

function notParquet({ file, path }: Told, got: string, hint: string): MillraceError {
  return new MillraceError("FILE_NOT_PARQUET", {
    message: `"${file}" is no Parquet file that can be read.`,
    file,
    path,
    expected: `a file that begins with ${MAGIC}`,
    got,
    hint,
    fatal: true,
  });
}
