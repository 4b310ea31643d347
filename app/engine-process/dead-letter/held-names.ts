// Two tries of different lines may be of the same number: the second would write over what the first has not yet put behind the outputs.

import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../../engine/host/hash.ts";
import { isHolder, takeLock, type RunLock } from "../../../engine/host/run-lock.ts";
import { inUse } from "../../../engine/runtime/journal/errors.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { HostServices } from "../../../engine/sdk/services.ts";

/** Holds the names that a try writes under until it is released; null where it has none. Throws where another try has them, or had them meanwhile. */
export async function holdNames(
  { files, clock }: Pick<HostServices, "files" | "clock">,
  { places, isFresh }: { readonly places: readonly string[]; readonly isFresh: boolean },
): Promise<RunLock | null> {
  if (places.length === 0) return null;
  const path = lockOf(files.resolve(places[0]));
  const taken = takeLock(path, clock.now());
  if (isHolder(taken)) throw inUse(path, taken);
  const found = isFresh ? await Promise.all(places.map((place) => files.stat(place))) : [];
  const at = found.findIndex((one) => one !== null);
  if (at < 0) return taken;
  taken.release();
  throw new MillraceError("JOURNAL_IN_USE", {
    message: "Another run has written under the name of this try meanwhile.",
    file: places[at],
    hint: "Run the same command again: it then takes the next number.",
  });
}

/** In the folder for temporary files: one that a killed run leaves is in nobody's way. With the user, since nobody may remove those of others. */
function lockOf(place: string): string {
  const hash = sha256();
  hash.update(new TextEncoder().encode(`${process.getuid?.() ?? ""} ${place}`));
  return join(tmpdir(), `millrace-${hash.hex().slice(0, 32)}.lock`);
}
