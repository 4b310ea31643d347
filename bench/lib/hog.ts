// One core taken: a process that computes nothing for as long as it is wanted, and no longer than its parent lives.

import { spawn } from "node:child_process";
import { once } from "node:events";

/** Busy in slices, so that it notices the end of its parent (stdin closes). */
const PROGRAM = `
  process.stdin.on("end", () => process.exit()).resume();
  const spin = () => { const end = Date.now() + 20; while (Date.now() < end); setImmediate(spin); };
  process.stdout.write("busy");
  spin();
`;

/** Does something while another process computes without a pause. */
export async function withHog<T>(work: () => Promise<T>): Promise<T> {
  const hog = spawn(process.execPath, ["-e", PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    await once(hog.stdout, "data");
    return await work();
  } finally {
    const gone = once(hog, "exit");
    hog.kill();
    await gone;
  }
}
