// What a host needs from the program it is part of, and a window from its platform.

import type { Reply, Request } from "../bridge/calls.ts";
import type { StartEngine } from "./engine-link.ts";

export interface HostOptions {
  readonly kind: Reply<"app.info">["host"];
  readonly version: string;
  /** Folder with the playbooks. */
  readonly templates: string;
  readonly startEngine: StartEngine;
  /** Absolute path of the workflow that was named when the program was started. */
  readonly open?: string;
  /** Where recent files, trust and untitled workflows are kept; the system's own folder unless given. */
  readonly appData?: string;
  /** Where copies of playbooks go; `Documents/Millrace` of the person unless given. */
  readonly documents?: string;
  /** Calls back after a time; tests wait for nothing. Answers how to take it back. */
  readonly later?: Later;
}

export type Later = (ms: number, work: () => void) => () => void;

/** What the platform does for one window. What it lacks, the editor does itself. */
export interface WindowServices {
  /** The system's dialog for files and folders. */
  readonly pick?: (request: Request<"file.pick">) => Promise<string | null>;
  readonly openLink?: (url: string) => Promise<void>;
  /** Shows a folder in the system's program for files; answers whether it could. */
  readonly reveal?: (folder: string) => Promise<boolean>;
  readonly show?: (state: Request<"app.window">) => void;
}
