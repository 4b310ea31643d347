// Starts the engine as a utility process of Electron: a crash of native code there leaves the windows standing.

import { utilityProcess } from "electron";
import type { EngineLink } from "../host/engine-link.ts";

const KEPT_CHARACTERS = 2000;

/** `entry`: dist/editor-engine.js, inside the program's archive. */
export function startEngineProcess(entry: string): EngineLink {
  const child = utilityProcess.fork(entry, [], {
    serviceName: "Millrace engine",
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr
    ?.setEncoding("utf8")
    .on("data", (text: string) => (said = (said + text).slice(-KEPT_CHARACTERS)));
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on("message", listener),
    onExit: (listener) =>
      void child.once("exit", (code) => {
        const [last] = said.trim().split("\n").slice(-1);
        listener(last ? `exit code ${code}: ${last}` : `exit code ${code}`);
      }),
    kill: () => void child.kill(),
  };
}
