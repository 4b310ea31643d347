// How a host reaches a process of the engine: by messages, until it ends. Each platform starts processes in its own way.

import type { Asked, EngineRequest, Told } from "../bridge/engine-protocol.ts";

export interface EngineLink {
  post(message: Asked): void;
  onMessage(listener: (message: Told) => void): void;
  /** Called once, with how it ended in words: `exit code 3`, `signal SIGSEGV`. */
  onExit(listener: (how: string) => void): void;
  /** Safe at any time, also in the middle of native code. */
  kill(): void;
}

export type StartEngine = () => EngineLink;

/** What the engine has to know of an open workflow. `folder` is among `allowed`. */
export type SessionView = EngineRequest<"session.open">;
