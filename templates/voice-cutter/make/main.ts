// The sample recordings and the table of who really speaks when.

import { encode, type Format } from "./encode.ts";
import { makeScenes } from "./scenes.ts";
import { RATE } from "./speak.ts";

const FORMATS: Readonly<Record<string, Format>> = {
  interview: "ogg",
  hotline: "mp3",
  memo: "flac",
  nobody: "opus",
};

/** Contents by path, relative to the playbook's folder. */
export function makeRecordings(): Readonly<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  const rows = ["path,start,end"];
  const lengths = ["path,seconds"];
  for (const { name, samples, voiced } of makeScenes()) {
    const path = `data/recordings/${name}.${FORMATS[name]}`;
    files[path] = encode(samples, FORMATS[name]);
    lengths.push(`${path},${samples.length / RATE}`);
    for (const [from, to] of voiced) rows.push(`${path},${from.toFixed(3)},${to.toFixed(3)}`);
  }
  files["data/spoken.csv"] = new TextEncoder().encode(`${rows.join("\n")}\n`);
  files["data/lengths.csv"] = new TextEncoder().encode(`${lengths.join("\n")}\n`);
  return files;
}
