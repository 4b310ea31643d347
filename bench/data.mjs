// What do the CSV benchmarks read? `node bench/data.mjs [rows…]` writes .cache/bench/ROWS.csv and mlp.onnx, the same everywhere.

import { execFileSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const CACHE = fileURLToPath(new URL("../.cache/bench/", import.meta.url));
const work = JSON.parse(readFileSync(new URL("work.json", import.meta.url), "utf8"));

/** The path of a file with `rows` rows; made on first use. About 133 bytes a row. */
export function csvOf(rows) {
  const path = `${CACHE}${rows}.csv`;
  if (!existsSync(path)) {
    mkdirSync(CACHE, { recursive: true });
    writeCsv(`${path}.part`, rows);
    renameSync(`${path}.part`, path);
  }
  return path;
}

/** The path of the model of the CSV benchmarks. */
export const modelPath = () => builtModel("make-model", "mlp.onnx");

/** The path of a model, built anew by `bench/MAKER.ts` with Millrace's own ONNX writer. */
export async function builtModel(maker, file) {
  const path = `${CACHE}${file}`;
  if (existsSync(path)) return path;
  const { build } = await import("vite");
  const outDir = `${CACHE}tools`;
  await build({
    root: fileURLToPath(new URL("..", import.meta.url)),
    configFile: false,
    logLevel: "warn",
    build: { ssr: fileURLToPath(new URL(`${maker}.ts`, import.meta.url)), outDir, target: "node20" },
    ssr: { noExternal: true },
  });
  execFileSync(process.execPath, [`${outDir}/${maker}.js`, path]);
  return path;
}

function writeCsv(path, rows) {
  const next = sfc32(0x1234, 0x5678, 0x9abc, 1);
  const file = openSync(path, "w");
  const buffer = new Uint8Array(1 << 20);
  let at = buffer.length;
  writeSync(file, `${work.columns.join(",")}\n`);
  at = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < work.columns.length; column++) {
      // Four uniform numbers make a bell of variance 4/3.
      const bell = (next() + next() + next() + next()) / 2 ** 31 - 4;
      const value = work.means[column] + bell * Math.sqrt(0.75) * work.stds[column];
      let units = Math.round(Math.abs(value) * 1e5);
      // The last digit is never 0: the text is the shortest of its number, so that a program that prints the
      // number anew (polars) and one that passes the bytes through give the same file.
      if (units % 10 === 0) units++;
      if (value < 0) buffer[at++] = 45;
      const whole = Math.floor(units / 1e5);
      if (whole >= 10) buffer[at++] = 48 + Math.floor(whole / 10);
      buffer[at++] = 48 + (whole % 10);
      buffer[at++] = 46;
      for (let power = 1e4; power >= 1; power /= 10) buffer[at++] = 48 + (Math.floor(units / power) % 10);
      buffer[at++] = column === work.columns.length - 1 ? 10 : 44;
    }
    if (at > buffer.length - 1024) {
      writeSync(file, buffer, 0, at);
      at = 0;
    }
  }
  writeSync(file, buffer, 0, at);
  closeSync(file);
}

/** Whole numbers 0 … 2^32-1 (sfc32). */
function sfc32(a, b, c, d) {
  return () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const rows of process.argv.slice(2).map(Number)) console.log(csvOf(rows));
  console.log(await modelPath());
}
