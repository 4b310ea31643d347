// Starts the engine as a child process of Node: for the browser host, and wherever there is no Electron.

import { startChild } from "../../engine/host/child-process.ts";
import type { Asked, Told } from "../bridge/engine-protocol.ts";
import type { EngineLink } from "./engine-link.ts";

/** Starts `entry` (dist/editor-engine.js). It ends when this process does. */
export function forkEngine(entry: string): EngineLink {
  let heard: (message: Told) => void = () => {};
  const child = startChild<Asked, Told>(entry, (message) => heard(message));
  return {
    post: (message) => child.send(message),
    onMessage: (listener) => void (heard = listener),
    onExit: (listener) =>
      void child.ended.then(({ how, said }) => {
        // Of a stack trace, the line that says what was thrown.
        const error = said.split("\n").find((line) => /^\w*Error\b/.test(line));
        listener(error ? `${how}: ${error}` : how);
      }),
    kill: () => child.kill(),
  };
}
