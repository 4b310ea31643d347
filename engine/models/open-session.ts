// Opens a session of the runtime: by its inner interface where that is the one we know, else by its public one.

import { loadDirect, openDirect } from "./direct-session.ts";
import { sessionOptions, type ModelSource, type OrtSession } from "./ort-session.ts";
import { openPublic } from "./public-session.ts";
import { loadOnnxruntime } from "./runtime.ts";

/** Opens a session on the CPU; `fetches` as in a prepared model. Blocks this thread while the runtime reads the model. */
export async function openSession(
  source: ModelSource,
  threads: number,
  fetches: readonly string[] | null,
): Promise<OrtSession> {
  const ort = await loadOnnxruntime();
  const direct = await loadDirect();
  const options = sessionOptions(source, threads);
  return direct ? openDirect(direct, source, options, fetches) : openPublic(ort, source, options, fetches);
}
