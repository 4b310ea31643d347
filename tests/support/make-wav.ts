// WAV files for tests, byte by byte and without the code that reads or writes them.

export interface WavFile {
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
  /** Format code: 1 whole numbers, 3 floats, 6 A-law, 7 µ-law, 0xfffe extensible. */
  readonly code?: number;
  /** What an extensible header says the sound is. */
  readonly inner?: number;
  /** The sound as it stands in the file. */
  readonly data: Uint8Array;
  /** What the header says of its size, where that is a lie. */
  readonly saidBytes?: number;
  /** Stands between the format and the sound. */
  readonly between?: Uint8Array;
  readonly block?: number;
}

export function wavFile({
  channels = 1,
  rate = 16_000,
  bits = 16,
  code = 1,
  inner,
  data,
  saidBytes = data.length,
  between = new Uint8Array(0),
  block = (channels * bits) / 8,
}: WavFile): Uint8Array {
  const format = new DataView(new ArrayBuffer(inner === undefined ? 16 : 40));
  format.setUint16(0, code, true);
  format.setUint16(2, channels, true);
  format.setUint32(4, rate, true);
  format.setUint32(8, rate * block, true);
  format.setUint16(12, block, true);
  format.setUint16(14, bits, true);
  if (inner !== undefined) {
    format.setUint16(16, 22, true);
    format.setUint16(18, bits, true);
    format.setUint16(24, inner, true);
    new Uint8Array(format.buffer).set([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71], 26);
  }
  const head = concat([text("WAVE"), chunk("fmt ", new Uint8Array(format.buffer)), between]);
  return concat([
    text("RIFF"),
    size(head.length + 8 + data.length),
    head,
    text("data"),
    size(saidBytes),
    data,
  ]);
}

export function chunk(id: string, body: Uint8Array): Uint8Array {
  return concat([text(id), size(body.length), body, new Uint8Array(body.length % 2)]);
}

/** Samples of one channel as whole numbers of `bits` bits, little end first. */
export function pcm(samples: readonly number[], bits = 16): Uint8Array {
  const bytes = new Uint8Array((samples.length * bits) / 8);
  samples.forEach((value, i) => {
    const stored = bits === 8 ? value + 128 : value;
    for (let byte = 0; byte < bits / 8; byte++)
      bytes[(i * bits) / 8 + byte] = Math.floor(stored / 2 ** (8 * byte)) & 255;
  });
  return bytes;
}

/** A sine as 16-bit numbers. */
export function tone(hertz: number, seconds: number, rate = 16_000, amplitude = 0.5): number[] {
  return Array.from({ length: Math.round(seconds * rate) }, (_, i) =>
    Math.round(amplitude * 32_767 * Math.sin((2 * Math.PI * hertz * i) / rate)),
  );
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const text = (letters: string) => new TextEncoder().encode(letters);

function size(bytes: number): Uint8Array {
  const four = new DataView(new ArrayBuffer(4));
  four.setUint32(0, bytes, true);
  return new Uint8Array(four.buffer);
}
