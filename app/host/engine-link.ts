// How a host reaches a process of the engine: by messages, until it ends. Each platform starts processes in its own way.

export interface EngineLink {
  post(message: EngineRequest): void;
  onMessage(listener: (message: EngineMessage) => void): void;
  /** Called once, with how it ended in words: `exit code 3`, `signal SIGSEGV`. */
  onExit(listener: (how: string) => void): void;
  /** Safe at any time, also in the middle of native code. */
  kill(): void;
}

export type StartEngine = () => EngineLink;

/** The call is one of the bridge's contract, `session.open` or `session.close`. */
export interface EngineRequest {
  readonly id: number;
  readonly call: string;
  readonly request: unknown;
}

/** The answer to a call, as `answerCall` makes it; or an event of the bridge's contract. */
export type EngineMessage =
  | { readonly id: number; readonly answer: unknown }
  | { readonly event: string; readonly value: unknown };

/** `session.open`: which files a workflow may use. Sent again when that changes. */
export interface SessionView {
  readonly session: string;
  readonly folder: string;
  /** The workflow file; null while it has never been saved. */
  readonly path: string | null;
  /** Files and folders that may be read and written, `folder` among them; absolute. */
  readonly allowed: readonly string[];
}
