// When does a program say its first word?

import { spawn } from "node:child_process";
import { once } from "node:events";

/** The environment is the same clean one for all: a CA file alone adds 30 ms to a start, the runtime's reports 2. */
export async function firstOutput(args) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ORT_DISABLE_TELEMETRY: "1" };
  const start = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  let firstMs = null;
  child.stdout.on("data", () => (firstMs ??= performance.now() - start));
  const [code] = await ended;
  if (code !== 0 || firstMs === null)
    throw new Error(`node ${args.join(" ")} ended with ${code} and said nothing.`);
  return { firstMs, exitMs: performance.now() - start };
}
