// MurmurHash3 for 32 bits (Austin Appleby, public domain), over the UTF-8 bytes of a text, as a signed number.

const encoder = new TextEncoder();
const scratch = new Uint8Array(1024);

export function murmur3(text: string, seed = 0): number {
  // A unit of UTF-16 takes three bytes at the most.
  if (text.length * 3 > scratch.length) return murmur3Bytes(encoder.encode(text), seed);
  const { written } = encoder.encodeInto(text, scratch);
  return murmur3Bytes(scratch, seed, written);
}

export function murmur3Bytes(bytes: Uint8Array, seed = 0, length = bytes.length): number {
  let hash = seed | 0;
  const whole = length & ~3;
  for (let i = 0; i < whole; i += 4) {
    const word = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    hash ^= scrambled(word);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = length - 1; i >= whole; i--) rest = (rest << 8) | bytes[i];
  if (length > whole) hash ^= scrambled(rest);
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

function scrambled(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}
