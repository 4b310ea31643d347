// A key that follows from the run and what is sent: whoever sends it again, for whatever reason, sends the same key.

import { rowId } from "../../../engine/frames/lineage.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { PlannedRequest } from "./requests.ts";

/** Of SHA-256, enough that no two are ever the same. */
const KEY_CHARACTERS = 32;

/** The content counts as well: behind a union, a row may come twice, in two forms. */
export async function idempotencyKey(
  { run, node }: { readonly run: string; readonly node: string },
  { lineage }: Frame,
  { url, body, rows }: PlannedRequest,
): Promise<string> {
  const ids = rows.map((row) => rowId(lineage, row));
  const facts = JSON.stringify([run, node, lineage.source, lineage.unit, ids, url]);
  const head = new TextEncoder().encode(`${facts}\n`);
  const all = new Uint8Array(head.length + (body?.length ?? 0));
  all.set(head);
  if (body) all.set(body, head.length);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", all));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .slice(0, KEY_CHARACTERS);
}
