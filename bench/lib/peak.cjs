// Loaded before a measured program (NODE_OPTIONS=--require): at its end, adds its peak memory and CPU time to BENCH_REPORT.

const { appendFileSync, readFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

// VmHWM belongs to this program alone; getrusage would count what its parent had before exec.
if (isMainThread && process.env.BENCH_REPORT) {
  process.on("exit", () => {
    const peakKb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "latin1"))[1]);
    const { user, system } = process.cpuUsage();
    const line = JSON.stringify({ peakMb: peakKb / 1024, cpuSeconds: (user + system) / 1e6 });
    appendFileSync(process.env.BENCH_REPORT, `${line}\n`);
  });
}
