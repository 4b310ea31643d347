// How large does a ZIP archive say that its files are, packed and unpacked? Asked before anything of it is unpacked.

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** A comment may stand behind the end. */
const MOST_COMMENT_BYTES = 65_535;

export interface DeclaredSize {
  readonly packed: number;
  readonly unpacked: number;
}

/** Of each file, in bytes; null where there is no directory. */
export function declaredSizes(bytes: Uint8Array): readonly DeclaredSize[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end < 0) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const sizes: DeclaredSize[] = [];
  for (let i = 0; i < count && at + ENTRY_BYTES <= view.byteLength; i++) {
    if (view.getUint32(at, true) !== ENTRY) return null;
    sizes.push({ packed: view.getUint32(at + 20, true), unpacked: view.getUint32(at + 24, true) });
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    at += ENTRY_BYTES + name + extra + comment;
  }
  return sizes;
}

function endOfDirectory(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= 0 && at >= last - MOST_COMMENT_BYTES; at--)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  return -1;
}
