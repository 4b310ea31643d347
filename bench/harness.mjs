// How are programs compared? Each run is a process of its own, in turn, in rounds whose order is reversed every
// other time; what counts is the ratio within a round, so that what drifts with the machine cancels out.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PEAK = fileURLToPath(new URL("lib/peak.cjs", import.meta.url));
const REPORT = join(tmpdir(), `millrace-bench-${process.pid}.ndjson`);
/** The kernel counts CPU time in units of 10 ms. */
const TICKS_PER_SECOND = 100;

/**
 * Runs every variant once a round: `{ name, command, env?, pinned?, output? }`. `pinned` holds it to the last core,
 * `output` is hashed after each run. Answers `{ name, runs: [{ seconds, cpuSeconds, peakMb, others, hash }] }` each.
 */
export async function rounds(variants, count, say = () => {}) {
  const results = variants.map(({ name }) => ({ name, runs: [] }));
  for (let round = 0; round < count; round++) {
    const order = variants.map((_, i) => i);
    if (round % 2 === 1) order.reverse();
    for (const i of order) {
      const run = await measure(variants[i]);
      results[i].runs.push(run);
      say(`round ${round + 1}/${count} ${variants[i].name}: ${run.seconds.toFixed(2)} s`);
    }
  }
  return results;
}

async function measure({ name, command, env = {}, pinned = false, output }) {
  if (output) rmSync(output, { force: true });
  rmSync(REPORT, { force: true });
  const onOneCore = ["taskset", "-c", String(cpus().length - 1)];
  const busyBefore = busySeconds();
  const ownBefore = process.cpuUsage();
  const start = performance.now();
  await finished(pinned ? [...onOneCore, ...command] : command, env, name);
  const seconds = (performance.now() - start) / 1000;
  const own = process.cpuUsage(ownBefore);
  const busy = busySeconds() - busyBefore - (own.user + own.system) / 1e6;
  const reports = readFileSync(REPORT, "utf8").trim().split("\n").map(JSON.parse);
  rmSync(REPORT, { force: true });
  const cpuSeconds = sum(reports.map((report) => report.cpuSeconds));
  return {
    seconds,
    cpuSeconds,
    // Several processes: as if all had their peak at the same time.
    peakMb: sum(reports.map((report) => report.peakMb)),
    /** Cores that were busy with other things meanwhile. */
    others: Math.max(0, (busy - cpuSeconds) / seconds),
    hash:
      output && existsSync(output) ? createHash("sha256").update(readFileSync(output)).digest("hex") : null,
  };
}

/**
 * The environment is the same clean one for all: a CA file alone adds 30 ms to a start. What the runtime would report to
 * its maker, and write below the home folder, is off for all: Millrace never lets it.
 */
function finished([program, ...args], env, name) {
  const { PATH, HOME, TMPDIR } = process.env;
  const clean = {
    PATH,
    HOME,
    ...(TMPDIR && { TMPDIR }),
    BENCH_REPORT: REPORT,
    ORT_DISABLE_TELEMETRY: "1",
    NODE_OPTIONS: `--require=${PEAK}`,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...clean, ...env }, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${name} ended with ${signal ?? `exit code ${code}`}.`)),
    );
  });
}

/** CPU time that the whole machine has spent, without idling. */
function busySeconds() {
  const [, ...ticks] = readFileSync("/proc/stat", "latin1").split("\n")[0].trim().split(/\s+/);
  const [user, nice, system, , , irq, softirq, steal] = ticks.map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}

export function spread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
}

/** How many times as fast `a` was as `b`, round by round. `by` is "seconds" (the clock) or "cpuSeconds". */
export function timesAsFast(a, b, by = "seconds") {
  return spread(a.runs.map((run, round) => b.runs[round][by] / run[by]));
}

/** `1.23 [1.20…1.30]` */
export function spreadText({ median, min, max }, digits = 2) {
  return `${median.toFixed(digits)} [${min.toFixed(digits)}…${max.toFixed(digits)}]`;
}

export function markdown(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
