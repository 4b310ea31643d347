// Which format has an encoded recording, and what its first bytes say of its length? Nothing is decoded.

export interface SoundHead {
  /** Empty where it is none of those known here. */
  readonly format: string;
  /** Null where only the samples themselves could tell. */
  readonly seconds: number | null;
  readonly rate: number | null;
  readonly channels: number | null;
}

const UNTOLD = { seconds: null, rate: null, channels: null };

const FORMATS: readonly (readonly [string, RegExp])[] = [
  ["flac", /^fLaC/],
  ["ogg", /^OggS/],
  // A frame of MPEG audio, or the tags before it.
  ["mp3", /^(ID3|\xff[\xe2-\xff])/],
  ["m4a", /^[^]{4}ftyp/],
];

export function soundHead(bytes: Uint8Array, name: string): SoundHead {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (/^RIFF[^]{4}WAVE/.test(head)) return { format: "wav", ...wavFacts(bytes) };
  const found = FORMATS.find(([, begins]) => begins.test(head))?.[0];
  return { format: found ?? /\.(\w{1,5})$/.exec(name)?.[1].toLowerCase() ?? "", ...UNTOLD };
}

/** Chunks up to the samples; a file that is cut off is as long as what is there. */
function wavFacts(bytes: Uint8Array): Omit<SoundHead, "format"> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [rate, channels, bytesASecond] = [0, 0, 0];
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    if (id === "fmt " && at + 20 <= bytes.length) {
      channels = view.getUint16(at + 10, true);
      rate = view.getUint32(at + 12, true);
      bytesASecond = view.getUint32(at + 16, true);
    }
    if (id === "data" && bytesASecond > 0) {
      const held = Math.min(size, bytes.length - at - 8);
      return { seconds: held / bytesASecond, rate, channels };
    }
    // Chunks begin at even places.
    at += 8 + size + (size % 2);
  }
  return rate > 0 ? { seconds: null, rate, channels } : UNTOLD;
}
