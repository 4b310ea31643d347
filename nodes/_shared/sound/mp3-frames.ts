// What the first frame of an MP3 says: rate, channels, and how long the file is.

/** Kilobits a second of layer III by index: MPEG 1, and MPEG 2 and 2.5. */
const BITRATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES = [44_100, 48_000, 32_000];
/** How far behind the tag the first frame may begin: some writers pad with zeros. */
const MOST_PADDING = 8192;

export interface Mp3Facts {
  readonly rate: number;
  readonly channels: number;
  readonly frames: number | null;
  readonly exact: boolean;
}

interface FrameHead {
  readonly rate: number;
  readonly channels: number;
  readonly bytes: number;
  readonly samples: number;
  readonly kilobits: number;
  readonly sideBytes: number;
}

/** Null where no frame of layer III is found from `start` on. A tag larger than `bytes` says nothing of what is behind it. */
export function mp3Facts(bytes: Uint8Array, start: number, size: number): Mp3Facts | null {
  if (start > 0 && start >= bytes.length) return { rate: 44_100, channels: 2, frames: null, exact: false };
  const last = Math.min(bytes.length - 4, start + MOST_PADDING);
  for (let at = start; at <= last; at++) {
    const head = frameHead(bytes, at);
    if (!head) continue;
    const next = at + head.bytes;
    // Two frames in a row are no accident. A file of one frame is one as well.
    if (next + 4 <= bytes.length && !frameHead(bytes, next)) continue;
    const { rate, channels, samples, kilobits } = head;
    const count = countedFrames(bytes, at + 4 + head.sideBytes);
    if (count !== null) return { rate, channels, frames: count * samples, exact: false };
    return { rate, channels, frames: Math.round(((size - at) * 8 * rate) / (kilobits * 1000)), exact: false };
  }
  return null;
}

function frameHead(bytes: Uint8Array, at: number): FrameHead | null {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return null;
  const version = (bytes[at + 1] >> 3) & 3;
  const layer = (bytes[at + 1] >> 1) & 3;
  const index = bytes[at + 2] >> 4;
  const rateIndex = (bytes[at + 2] >> 2) & 3;
  // Version 1 is reserved; layer III is 1.
  if (version === 1 || layer !== 1 || index === 0 || index === 15 || rateIndex === 3) return null;
  const first = version === 3;
  const rate = RATES[rateIndex] / (first ? 1 : version === 2 ? 2 : 4);
  const kilobits = (first ? BITRATES_1 : BITRATES_2)[index];
  const samples = first ? 1152 : 576;
  const mono = bytes[at + 3] >> 6 === 3;
  const padding = (bytes[at + 2] >> 1) & 1;
  const length = Math.floor((samples * kilobits * 125) / rate) + padding;
  const sideBytes = first ? (mono ? 17 : 32) : mono ? 9 : 17;
  return { rate, channels: mono ? 1 : 2, bytes: length, samples, kilobits, sideBytes };
}

/** How many frames the header of a variable bit rate counts ("Xing" or "Info"). */
function countedFrames(bytes: Uint8Array, at: number): number | null {
  const name = String.fromCharCode(...bytes.subarray(at, at + 4));
  if ((name !== "Xing" && name !== "Info") || at + 12 > bytes.length || !(bytes[at + 7] & 1)) return null;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at + 8);
}
