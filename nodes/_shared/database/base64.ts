// Bytes as text, as other sources give them: base64.

/** So many bytes become signs at once: more would be more arguments than a call may have. */
const PIECE = 0x8000;

export function base64Of(bytes: Uint8Array): string {
  let signs = "";
  for (let at = 0; at < bytes.length; at += PIECE)
    signs += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(signs);
}

/** Of bytes as PostgreSQL writes them: `\x` and two signs for each. */
export function base64OfHex(text: string): string {
  const bytes = new Uint8Array((text.length - 2) >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.substr(2 + i * 2, 2), 16);
  return base64Of(bytes);
}
