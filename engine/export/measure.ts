// What does the program use? It is run on the data of the workflow, bounded, in a process that says at its end what it has taken.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { variableName } from "./script/flag-names.ts";
import { outsideSettings } from "./script/outside.ts";
import type { TargetPlace } from "./targets/target.ts";

/** Rows that each source gives at the most: enough to fill whatever is kept between nodes. */
export const MEASURED_ROWS = 100_000;
/** A slow model is stopped then as SIGTERM stops it; memory has long reached its height. */
export const MEASURED_SECONDS = 20;

export interface Use {
  /** Most memory that was held at once, of all its processes together. */
  readonly peakBytes: number;
  /** Share of the time in which it computed, 0 to 1: for the rest it waited for disks or others, not for a core. */
  readonly busy: number;
}

interface Process {
  readonly pid: number;
  readonly peakBytes: number;
  readonly cpuSeconds: number;
  readonly elapsedSeconds: number;
  readonly idleSeconds: number;
}

/** Nodes whose work is felt elsewhere do nothing here. Null where it did not run: the proof will tell why. */
export async function measureUse(place: TargetPlace): Promise<Use | null> {
  const { folder, exported, nodeModules, signal } = place;
  const { plan, host } = exported;
  const made = mkdtempSync(join(tmpdir(), "millrace-use-"));
  try {
    const report = join(made, "use.jsonl");
    const paths = outsideSettings(plan).flatMap(({ name, role, value, node, param }): [string, string][] => {
      if (role === "input") return [[variableName(name), host.files.resolve(String(value))]];
      if (role !== "output") return [];
      // Names of outputs may be alike in different folders.
      const into = join(made, `${node}.${param}`);
      mkdirSync(into);
      return [[variableName(name), join(into, basename(String(value)))]];
    });
    const touchesOthers = plan.nodes.some(({ definition }) =>
      definition.effects.some((effect) => effect === "network" || effect === "notifies"),
    );
    const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
    const env = {
      ...Object.fromEntries(Object.entries({ PATH, SystemRoot, TEMP, TMPDIR }).filter(([, text]) => text)),
      ...Object.fromEntries(paths),
      // The engine's files are CommonJS: they find packages there as in a folder of their own.
      NODE_PATH: nodeModules,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(REPORTER)}`,
      USE_REPORT: report,
    };
    const args = [join(folder, "pipeline.mjs"), "--threads", "1", "--limit", String(MEASURED_ROWS)];
    const main = spawn(process.execPath, touchesOthers ? [...args, "--dry-run"] : args, {
      cwd: made,
      env,
      signal,
      killSignal: "SIGKILL",
      timeout: 3 * MEASURED_SECONDS * 1000,
      stdio: "ignore",
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      main.on("error", reject);
      main.on("close", resolve);
    });
    return [0, 3, 130].includes(code ?? -1) ? useOf(readFileSync(report, "utf8"), main.pid!) : null;
  } finally {
    // A program that was ended may be writing its last bytes.
    rmSync(made, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Every process of the program appends a line when it ends, and the first one ends itself in time. */
const REPORTER = `
import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
if (isMainThread) {
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    appendFileSync(process.env.USE_REPORT, JSON.stringify({
      pid: process.pid,
      peakBytes: maxRSS * 1024,
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
      elapsedSeconds: performance.now() / 1000,
      idleSeconds: performance.eventLoopUtilization().idle / 1000,
    }) + "\\n");
  });
  setTimeout(() => process.emit("SIGTERM", "SIGTERM"), ${MEASURED_SECONDS * 1000}).unref();
}`;

/**
 * Time in which the first process neither computed nor anybody else of the program is what it waited for something outside.
 * That it waited for a core while others had it does not count, so that a busy machine measures what an idle one does.
 */
export function useOf(report: string, main: number): Use | null {
  const processes = report
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Process);
  const first = processes.find(({ pid }) => pid === main);
  if (!first) return null;
  const sum = (of: (process: Process) => number) => processes.reduce((total, one) => total + of(one), 0);
  const computed = sum(({ cpuSeconds }) => cpuSeconds);
  const waited = Math.min(first.idleSeconds, Math.max(0, first.elapsedSeconds - computed));
  return { peakBytes: sum(({ peakBytes }) => peakBytes), busy: computed / (computed + waited) };
}
