// Fingerprints of bytes: SHA-256 in hexadecimal.

import { createHash } from "node:crypto";

/** A SHA-256 that takes its bytes in pieces. */
export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** The fingerprint of everything given so far; ends the work. */
  hex(): string;
}

export function sha256(): Sha256 {
  const hash = createHash("sha256");
  return {
    update: (bytes) => void hash.update(bytes),
    hex: () => hash.digest("hex"),
  };
}
