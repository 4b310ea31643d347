// Which format and size has an encoded picture? Read from its first bytes, without decoding it.

export interface PictureHead {
  /** Empty where it is none of those known here. */
  readonly format: string;
  /** In pixels, as it is shown (after EXIF rotation); 0 where nobody can tell. */
  readonly width: number;
  readonly height: number;
}

type Size = Omit<PictureHead, "format">;
const UNKNOWN: Size = { width: 0, height: 0 };

interface Format {
  readonly format: string;
  /** The first bytes, as Latin-1. */
  readonly begins: RegExp;
  readonly size: (view: DataView) => Size;
}

const FORMATS: readonly Format[] = [
  { format: "png", begins: /^\x89PNG/, size: (view) => sizeOf(view.getUint32(16), view.getUint32(20)) },
  { format: "jpeg", begins: /^\xff\xd8\xff/, size: jpegSize },
  {
    format: "gif",
    begins: /^GIF8/,
    size: (view) => sizeOf(view.getUint16(6, true), view.getUint16(8, true)),
  },
  // The 4 bytes before `WEBP` are a length.
  { format: "webp", begins: /^RIFF[^]{4}WEBP/, size: webpSize },
  {
    format: "bmp",
    begins: /^BM/,
    size: (view) => sizeOf(view.getInt32(18, true), Math.abs(view.getInt32(22, true))),
  },
  { format: "tiff", begins: /^(II\*\0|MM\0\*)/, size: () => UNKNOWN },
];

export function pictureHead(bytes: Uint8Array): PictureHead {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  const found = FORMATS.find(({ begins }) => begins.test(head));
  if (!found) return { format: "", ...UNKNOWN };
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { format: found.format, ...found.size(view) };
  } catch {
    // It ends before it says so.
    return { format: found.format, ...UNKNOWN };
  }
}

function sizeOf(width: number, height: number): Size {
  return { width, height };
}

/** Walks over the segments to the one that begins a frame (SOF, C0 to CF without DHT, JPG and DAC). */
function jpegSize(view: DataView): Size {
  let turned = false;
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xe1) turned ||= isTurned(view, at + 4);
    if (marker < 0xc0 || marker > 0xcf || marker === 0xc4 || marker === 0xc8 || marker === 0xcc) continue;
    const [width, height] = [view.getUint16(at + 7), view.getUint16(at + 5)];
    return turned ? sizeOf(height, width) : sizeOf(width, height);
  }
  return UNKNOWN;
}

/** Whether an EXIF segment says that the picture lies on its side: orientations 5 to 8 of tag 0x0112. */
function isTurned(view: DataView, at: number): boolean {
  if (view.getUint32(at) !== 0x45786966) return false;
  const tiff = at + 6;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  const entries = view.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + entries * 12; entry += 12)
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little) >= 5;
  return false;
}

/** Lossy, lossless and extended files keep it in three ways. */
function webpSize(view: DataView): Size {
  switch (String.fromCharCode(view.getUint8(15))) {
    case " ":
      return sizeOf(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    case "L": {
      const bits = view.getUint32(21, true);
      return sizeOf((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case "X":
      return sizeOf(uint24(view, 24) + 1, uint24(view, 27) + 1);
    default:
      return UNKNOWN;
  }
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
