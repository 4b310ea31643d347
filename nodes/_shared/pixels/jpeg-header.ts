// What does the header of a usual JPEG say? Read here, for asking the library takes a twentieth of decoding; null = ask it.

export interface JpegHeader {
  /** As they lie in the file. */
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly isProgressive: boolean;
  /** EXIF 1 to 8; 1 where the file does not say. */
  readonly orientation: number;
}

const SOI = 0xffd8;
const SOF = { baseline: 0xc0, extended: 0xc1, progressive: 0xc2 } as const;
const SOS = 0xda;
const APP1 = 0xe1;
/** Markers of frames that are rare: lossless, hierarchical, arithmetic. */
const isOtherFrame = (marker: number) =>
  marker >= 0xc3 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/** Anything that is not quite as usual (four colours, 12 bits, several EXIF parts, an end too early) is left to the library. */
export function jpegHeader(bytes: Uint8Array): JpegHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== SOI) return null;
  let frame: Omit<JpegHeader, "orientation"> | null = null;
  let orientation: number | null = null;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1];
    const end = at + 2 + view.getUint16(at + 2);
    const body = at + 4;
    // What stands alone, or is filled up, is not usual before the picture itself.
    if (marker < SOF.baseline || marker === 0xff || (marker >= 0xd0 && marker <= 0xd9)) return null;
    if (end < body || end > bytes.length || isOtherFrame(marker)) return null;
    if (marker === SOS) return frame && { ...frame, orientation: orientation ?? 1 };
    if (marker <= SOF.progressive) {
      if (frame || end - body < 6) return null;
      frame = frameOf(view, body, marker === SOF.progressive);
      if (!frame) return null;
    } else if (marker === APP1 && EXIF.every((byte, i) => bytes[body + i] === byte)) {
      if (orientation !== null) return null;
      orientation = orientationIn(
        new DataView(bytes.buffer, bytes.byteOffset + body + 6, Math.max(0, end - body - 6)),
      );
      if (orientation === null) return null;
    }
    at = end;
  }
  return null;
}

function frameOf(
  view: DataView,
  body: number,
  isProgressive: boolean,
): Omit<JpegHeader, "orientation"> | null {
  const [bits, height, width, channels] = [
    view.getUint8(body),
    view.getUint16(body + 1),
    view.getUint16(body + 3),
    view.getUint8(body + 5),
  ];
  if (bits !== 8 || height === 0 || width === 0 || (channels !== 1 && channels !== 3)) return null;
  return { width, height, channels, isProgressive };
}

/** Of the first directory; 1 where it does not say, null where it cannot be read or says something odd. */
function orientationIn(exif: DataView): number | null {
  if (exif.byteLength < 14) return null;
  const order = exif.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const little = order === 0x4949;
  const first = exif.getUint32(4, little);
  if (exif.getUint16(2, little) !== 42 || first < 8 || first + 2 > exif.byteLength) return null;
  const count = exif.getUint16(first, little);
  if (first + 2 + count * 12 > exif.byteLength) return null;
  for (let entry = first + 2; entry < first + 2 + count * 12; entry += 12) {
    if (exif.getUint16(entry, little) !== ORIENTATION_TAG) continue;
    const value = exif.getUint16(entry + 8, little);
    const isUsual = exif.getUint16(entry + 2, little) === SHORT && exif.getUint32(entry + 4, little) === 1;
    return isUsual && value >= 1 && value <= 8 ? value : null;
  }
  return 1;
}
