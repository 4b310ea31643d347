// Which files does a ZIP archive hold, and how large does it say that they are? Asked before anything of it is unpacked.

const END_OF_DIRECTORY = 0x06054b50;
const WIDE_END = 0x06064b50;
const WIDE_END_LOCATOR = 0x07064b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** A comment may stand behind the end. */
const MOST_COMMENT_BYTES = 65_535;
/** In the place of a number that has 64 bits, and stands elsewhere. */
const WIDE = 0xffffffff;
const WIDE_FIELD = 1;
const DEFLATED = 8;

export interface ZipEntry {
  readonly name: string;
  /** In bytes. */
  readonly packed: number;
  readonly unpacked: number;
  readonly isDeflated: boolean;
  /** Where its local header stands. */
  readonly at: number;
}

/** null where there is no directory. */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = directoryOf(view);
  if (!directory) return null;
  let { at } = directory;
  const entries: ZipEntry[] = [];
  for (let i = 0; i < directory.count && at + ENTRY_BYTES <= view.byteLength; i++) {
    if (view.getUint32(at, true) !== ENTRY) return null;
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const next = at + ENTRY_BYTES + name + extra + comment;
    if (next > view.byteLength) return null;
    // The order in which those of 64 bits follow each other.
    const wide = wideNumbers(view, at + ENTRY_BYTES + name, extra);
    const [unpacked, packed, local] = [24, 20, 42].map((place) => {
      const number = view.getUint32(at + place, true);
      return number === WIDE ? (wide.shift() ?? number) : number;
    });
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + name)),
      packed,
      unpacked,
      isDeflated: view.getUint16(at + 10, true) === DEFLATED,
      at: local,
    });
    at = next;
  }
  return entries;
}

/** What it holds, piece by piece, and never more than the directory says. */
export async function* piecesOf(
  bytes: Uint8Array,
  entry: ZipEntry,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { at, packed, unpacked, isDeflated } = entry;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + LOCAL_BYTES > bytes.length) return;
  const from = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(stream) {
      stream.enqueue(bytes.subarray(from, from + packed) as Uint8Array<ArrayBuffer>);
      stream.close();
    },
  });
  let length = 0;
  for await (const piece of isDeflated
    ? source.pipeThrough(new DecompressionStream("deflate-raw"))
    : source) {
    length += piece.length;
    if (length > unpacked) return;
    yield piece;
  }
}

function directoryOf(view: DataView): { readonly count: number; readonly at: number } | null {
  const end = endOfDirectory(view);
  if (end < 0) return null;
  const [count, at] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  const locator = end - LOCATOR_BYTES;
  if (locator < 0 || view.getUint32(locator, true) !== WIDE_END_LOCATOR) return { count, at };
  const wide = Number(view.getBigUint64(locator + 8, true));
  if (wide + 56 > view.byteLength || view.getUint32(wide, true) !== WIDE_END) return { count, at };
  const number = (place: number) => Number(view.getBigUint64(wide + place, true));
  return { count: number(32), at: number(48) };
}

function endOfDirectory(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= 0 && at >= last - MOST_COMMENT_BYTES; at--)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  return -1;
}

/** Of the extra field that holds them. */
function wideNumbers(view: DataView, from: number, length: number): number[] {
  for (let at = from; at + 4 <= from + length;) {
    const [id, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (id === WIDE_FIELD)
      return Array.from({ length: Math.floor(Math.min(size, from + length - at - 4) / 8) }, (_, i) =>
        Number(view.getBigUint64(at + 4 + 8 * i, true)),
      );
    at += 4 + size;
  }
  return [];
}
