// `npm run bench [-- SUITE… --option value…]`: which comparisons are run, and what they need first.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ROOT = fileURLToPath(new URL("..", import.meta.url));
let built = false;

const suites = {
  csv: async (options) => (await import("./suites/csv.mjs")).csv(options),
  "pass-through": async (options) => (await import("./suites/pass-through.mjs")).passThrough(options),
  journal: async (options) => (await import("./suites/journal.mjs")).journal(options),
  images: async (options) => (await import("./suites/images.mjs")).images(options),
  chain: () => engineBenchmark("chain"),
  memory: () => engineBenchmark("memory"),
  placement: () => engineBenchmark("placement"),
  control: () => engineBenchmark("control"),
  tables: () => engineBenchmark("tables"),
  "tables-memory": () => engineBenchmark("tables-memory"),
  vision: async (options) => (await import("./suites/vision.mjs")).vision(options),
  ocr: async (options) => (await import("./suites/ocr.mjs")).ocr(options),
  export: async (options) => (await import("./suites/export.mjs")).exported(options),
  sound: async (options) => (await import("./suites/sound.mjs")).sound(options),
  parquet: async (options) => (await import("./suites/parquet.mjs")).parquet(options),
  train: async (options) => (await import("./suites/train.mjs")).train(options),
  "cold-start": async (options) => (await import("./suites/cold-start.mjs")).coldStart(options),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: "string" },
    rounds: { type: "string" },
    modes: { type: "string" },
    cores: { type: "string" },
    only: { type: "string" },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(suites, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}; there are ${Object.keys(suites).join(", ")}.`);
  process.exit(2);
}

if (!existsSync(`${HERE}node_modules`))
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: HERE,
    stdio: ["ignore", "ignore", "inherit"],
  });
// A build of its own: tests and other work may renew dist/ meanwhile.
vite("--outDir", ".cache/bench/dist", "--emptyOutDir", "--logLevel", "warn");
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GB`,
);
for (const name of positionals.length > 0 ? positionals : Object.keys(suites)) await suites[name](values);

/** Those that look inside the engine are built by Vite and print their own tables. */
function engineBenchmark(name) {
  if (!existsSync(`${HERE}engine/${name}.ts`)) return;
  if (!built) vite("--config", "bench/vite.config.ts");
  built = true;
  execFileSync(process.execPath, [`.cache/bench/engine/${name}.mjs`], { cwd: ROOT, stdio: "inherit" });
}

function vite(...args) {
  execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", ...args], {
    cwd: ROOT,
    stdio: "inherit",
  });
}
