// Samples to a file in each of the formats, by the programs that everybody uses for them.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RATE } from "./speak.ts";

export type Format = "flac" | "mp3" | "ogg" | "opus";

const COMMANDS: Readonly<Record<Format, (wav: string, out: string) => readonly [string, readonly string[]]>> =
  {
    flac: (wav, out) => ["flac", ["--silent", "--best", "-f", wav, "-o", out]],
    mp3: (wav, out) => ["lame", ["--quiet", "-b", "48", wav, out]],
    ogg: (wav, out) => ["oggenc", ["--quiet", "-q", "3", "--serial", "1", wav, "-o", out]],
    opus: (wav, out) => ["opusenc", ["--quiet", "--bitrate", "24", "--serial", "1", wav, out]],
  };

export function encode(samples: Float32Array, format: Format): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "voice-cutter-"));
  try {
    const [wav, out] = [join(folder, "in.wav"), join(folder, `out.${format}`)];
    writeFileSync(wav, wavOf(samples));
    const [command, args] = COMMANDS[format](wav, out);
    execFileSync(command, [...args]);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function wavOf(samples: Float32Array): Uint8Array {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(2 * RATE, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((value, i) =>
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32_767), 44 + 2 * i),
  );
  return bytes;
}
