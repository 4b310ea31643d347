// Does a file of the library still hold the bytes that were installed? Reads it once, and again when the system says it was written to.

import { statSync, type BigIntStats } from "node:fs";
import { MillraceError } from "../sdk/errors.ts";
import { checkBytes } from "./check-bytes.ts";
import type { LibraryFile } from "./entry.ts";

/** What a file was like when its bytes were found to be right, by its place. The time of its last change cannot be set by hand. */
const found = new Map<string, { readonly stamp: string; readonly check: Promise<void> }>();

/** Throws `MODEL_DAMAGED` for other bytes, also where their number is the same. `reference` is how the file is named to people. */
export async function checkUnchanged(place: string, known: LibraryFile, reference: string): Promise<void> {
  const stamp = `${known.sha256} ${stampOf(statSync(place, { bigint: true, throwIfNoEntry: false }))}`;
  const before = found.get(place);
  if (before?.stamp === stamp) return before.check;
  const check = compare(place, known, reference);
  found.set(place, { stamp, check });
  await check;
}

async function compare(place: string, { size, sha256 }: LibraryFile, reference: string): Promise<void> {
  try {
    await checkBytes(place, { size, sha256 });
  } catch (thrown) {
    // A disk that fails once is asked again.
    found.delete(place);
    if (!(thrown instanceof MillraceError) || thrown.code !== "DOWNLOAD_DIFFERS") throw thrown;
    const { expected, got } = thrown.details;
    throw damagedFile(reference, expected, got);
  }
}

/** What is not as it was installed; `got` tells what is there now. */
export function damagedFile(
  reference: string,
  expected: MillraceError["details"]["expected"],
  got: MillraceError["details"]["got"],
): MillraceError {
  const name = reference.replace(/^library:/u, "").split("/")[0];
  return new MillraceError("MODEL_DAMAGED", {
    message: "The file in the model library is not as it was installed.",
    file: reference,
    expected,
    got,
    hint: `Install "${name}" again: \`millrace models install\`; \`millrace models show ${name}\` tells from where.`,
  });
}

function stampOf(stat: BigIntStats | undefined): string {
  return stat ? [stat.size, stat.mtimeNs, stat.ctimeNs, stat.ino].join(" ") : "";
}
