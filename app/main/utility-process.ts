// A process of Electron's that runs a file of dist/: a crash of native code in it leaves the windows standing.

import { utilityProcess } from "electron";
import { join } from "node:path";

export interface Utility {
  readonly pid: number;
  post(message: unknown): void;
  kill(): void;
}

export interface UtilityListener {
  message(message: unknown): void;
  /** Once, with how it ended in words and the last it said on stderr. */
  ended(how: string, said: string): void;
  /** It has got its process. */
  started?(pid: number): void;
}

const KEPT_CHARACTERS = 2000;

export function startUtility(name: string, file: string, listener: UtilityListener): Utility {
  const child = utilityProcess.fork(join(import.meta.dirname, file), [], {
    serviceName: name,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr
    ?.setEncoding("utf8")
    .on("data", (text: string) => (said = (said + text).slice(-KEPT_CHARACTERS)));
  child.on("message", (message: unknown) => listener.message(message));
  child.once("spawn", () => listener.started?.(child.pid ?? 0));
  child.once("exit", (code) => listener.ended(`exit code ${code}`, said.trim()));
  return {
    get pid() {
      return child.pid ?? 0;
    },
    post: (message) => child.postMessage(message),
    kill() {
      // Electron's own is a request, which native code at work would not hear.
      if (child.pid === undefined) child.kill();
      else
        try {
          process.kill(child.pid, "SIGKILL");
        } catch {
          // It has ended, and that will be told.
        }
    },
  };
}
