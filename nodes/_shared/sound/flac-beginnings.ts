// Does a file of FLAC begin a second time? Then several were joined byte by byte, which a decoder takes for damage.

/** `fLaC`, and the head of STREAMINFO: the first block, of 34 bytes. Sound that is packed holds the eight by chance once in 2^64. */
const BEGINNING = [0x66, 0x4c, 0x61, 0x43, 0x00, 0x00, 0x00, 0x22];

export class FlacBeginnings {
  #count = 0;
  /** What a beginning may have started in, from the bytes before. */
  #open = new Uint8Array(0);

  /** Takes the next bytes of the file; whether they hold a beginning that is not the first. */
  areJoined(bytes: Uint8Array): boolean {
    const seam = new Uint8Array([...this.#open, ...bytes.subarray(0, BEGINNING.length - 1)]);
    this.#count += beginnings(seam) + beginnings(bytes);
    const kept = bytes.length < BEGINNING.length ? seam : bytes;
    this.#open = kept.slice(Math.max(0, kept.length - BEGINNING.length + 1));
    return this.#count > 1;
  }
}

function beginnings(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(BEGINNING[0]); at >= 0; at = bytes.indexOf(BEGINNING[0], at + 1))
    if (BEGINNING.every((byte, i) => isBeginning(bytes[at + i], byte, i))) count++;
  return count;
}

/** The fifth byte has its highest bit set where no other block of metadata follows. */
function isBeginning(byte: number, wanted: number, i: number): boolean {
  return i === 4 ? (byte & 0x7f) === wanted : byte === wanted;
}
