// Starts the built command with what kills it, or fills its disk, loaded before.

import { resolve } from "node:path";
import type { Workspace } from "../cli/millrace.ts";

const HOOK = resolve(import.meta.dirname, "kill-at.cjs");

/** `env` says when: see kill-at.cjs. */
export function startWith(work: Workspace, args: readonly string[], env: NodeJS.ProcessEnv) {
  return work.start(args, { ...env, NODE_OPTIONS: `--require "${HOOK}"` });
}
