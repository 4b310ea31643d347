// Bytes as base64, as far as a workflow needs it: whole, and without what only Node has.

/** Arguments of one call: more would not fit on the stack. A multiple of three, so that pieces join without padding. */
const PIECE_BYTES = 3 * 8192;

export function base64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE_BYTES))));
  return pieces.join("");
}
