// Exports, each in a process of its own, so that previews go on: started, stopped, killed when it does not stop, cleaned up behind.

import { rm } from "node:fs/promises";
import type { EventOf, Reply, Request } from "../bridge/calls.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { EngineClient } from "./engine-client.ts";
import type { SessionView, StartEngine } from "./engine-link.ts";
import type { Later } from "./options.ts";

/** How long an export may take to stop by itself. */
const GRACE_MS = 2000;

interface KeptExport {
  readonly client: EngineClient;
  /** Folders that it has made for itself: left behind where its process is ended. */
  readonly scratch: Set<string>;
  stopping: boolean;
}

export class ExportKeeper {
  readonly #start: StartEngine;
  readonly #told: (event: EventOf<"export.step">) => void;
  readonly #later: Later;
  /** By session. */
  readonly #exports = new Map<string, KeptExport>();
  readonly #folders = new Set<string>();

  constructor(start: StartEngine, told: (event: EventOf<"export.step">) => void, later: Later) {
    this.#start = start;
    this.#told = told;
    this.#later = later;
  }

  async make(view: SessionView, request: Request<"export.make">): Promise<Reply<"export.make">> {
    const { session } = view;
    if (this.#exports.has(session)) throw busy();
    const kept = this.#begin(session);
    this.#exports.set(session, kept);
    try {
      await kept.client.call("session.open", view);
      const exported = await kept.client.call("export.make", request);
      this.#folders.add(exported.folder);
      return exported;
    } catch (thrown) {
      throw kept.stopping ? stopped() : thrown;
    } finally {
      kept.client.kill();
      // Of one that has ended by itself nothing is there any more.
      for (const folder of kept.scratch) await rm(folder, { recursive: true, force: true }).catch(() => {});
      this.#exports.delete(session);
    }
  }

  /** Nothing to do where none goes on. */
  stop(session: string): void {
    const kept = this.#exports.get(session);
    if (!kept || kept.stopping) return;
    kept.stopping = true;
    kept.client.call("export.stop", { session }).catch(() => {});
    this.#later(GRACE_MS, () => kept.client.kill());
  }

  /** Whether that folder was exported by this program. */
  hasMade(folder: string): boolean {
    return this.#folders.has(folder);
  }

  close(): void {
    for (const session of this.#exports.keys()) {
      this.stop(session);
      this.#exports.get(session)?.client.kill();
    }
  }

  #begin(session: string): KeptExport {
    const scratch = new Set<string>();
    const client = new EngineClient(this.#start, {
      event: ({ event, value }) => {
        if (event !== "export.step") return;
        if (value.step.step === "scratch") scratch.add(value.step.folder);
        else this.#told({ session, step: value.step });
      },
      // Whoever waits for the answer is told by it.
      crashed: () => {},
    });
    return { client, scratch, stopping: false };
  }
}

function busy(): MillraceError {
  return new MillraceError("EXPORT_BUSY", {
    message: "This workflow is being exported already.",
    hint: "Wait until that export is done, or stop it.",
  });
}

function stopped(): MillraceError {
  return new MillraceError("EXPORT_STOPPED", {
    message: "The export was stopped; nothing was written.",
    hint: "Export again when you want it.",
  });
}
