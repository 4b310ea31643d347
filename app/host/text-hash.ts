// The fingerprint of a text as it lies on the disk.

import { sha256 } from "../../engine/host/hash.ts";

export function hashOf(content: string | Uint8Array): string {
  const hash = sha256();
  hash.update(typeof content === "string" ? new TextEncoder().encode(content) : content);
  return hash.hex();
}
