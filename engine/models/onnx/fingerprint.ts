// What identifies a model: one hash of its file and of the weights that lie beside it.

import { sha256 } from "../../host/hash.ts";
import type { Files } from "../../sdk/services.ts";
import { besideModel, externalFiles } from "./external-data.ts";
import type { ModelScan } from "./scan.ts";

const CHUNK_BYTES = 1 << 20;

/** SHA-256 of the file's bytes followed by those of its external files in the order of their names. */
export async function fingerprint(
  files: Files,
  path: string,
  bytes: Uint8Array,
  scan: ModelScan,
  signal?: AbortSignal,
): Promise<string> {
  const hash = sha256();
  hash.update(bytes);
  let chunk: Uint8Array | null = null;
  for (const { location } of externalFiles(scan)) {
    chunk ??= new Uint8Array(CHUNK_BYTES);
    const reader = await files.open(besideModel(path, location));
    try {
      for (let position = 0; ;) {
        signal?.throwIfAborted();
        const read = await reader.read(chunk, position);
        if (read === 0) break;
        hash.update(chunk.subarray(0, read));
        position += read;
      }
    } finally {
      await reader.close();
    }
  }
  return hash.hex();
}
