// A host that runs, whatever carries its calls: what the contract tests need of it.

import type { Transport } from "../../../app/bridge/bridge.ts";
import type { EventName } from "../../../app/bridge/calls.ts";

export interface HostStart {
  /** Where it keeps what it remembers. */
  readonly appData: string;
  /** Where it puts copies of playbooks. */
  readonly documents: string;
}

export interface RunningHost {
  /** The process whose children are those of the engine. */
  readonly pid: number;
  /** What it never tells: hosts without menus tell no `app.command`. */
  readonly silent: readonly EventName[];
  /** Opens a window. */
  window(): Promise<HostedWindow>;
  /** Chooses the entry of its menus for a command of the editor, where it has menus. */
  command?(command: string): Promise<void>;
  stop(): Promise<void>;
}

export interface HostedWindow extends Transport {
  /** Asks for anything, known or not, in any shape; throws the failure as a `BridgeError`. */
  ask(name: string, request: unknown): Promise<unknown>;
  close(): Promise<void>;
}
