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

/** What a text stands for; null where it is no base64. Line breaks may stand in it. */
export function bytesOfBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}
