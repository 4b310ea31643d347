// Opens a session of the runtime: by its inner interface where that is the one we know, else by its public one.

import { loadDirect, openDirect } from "./direct-session.ts";
import { sessionOptions, type OpenRequest, type OrtSession } from "./ort-session.ts";
import { openPublic } from "./public-session.ts";
import { loadOnnxruntime } from "./runtime.ts";

/** Opens a session. Blocks this thread while the runtime reads the model. */
export async function openSession(request: OpenRequest): Promise<OrtSession> {
  const ort = await loadOnnxruntime();
  const direct = await loadDirect();
  const { source, fetches } = request;
  const options = sessionOptions(request);
  return direct ? openDirect(direct, source, options, fetches) : openPublic(ort, source, options, fetches);
}
