// Is it the same run? What a run computes follows from its workflow and from the files that it reads.

import { sha256 } from "../../host/hash.ts";
import { placesRead } from "../../plan/outputs.ts";
import type { Plan } from "../../plan/types.ts";
import type { Files } from "../../sdk/services.ts";
import { sourceChanged, workflowChanged } from "./errors.ts";

export interface RunIdentity {
  /** Fingerprints of the nodes by id, titles aside. */
  readonly nodes: Readonly<Record<string, string>>;
  readonly edges: string;
  /** What flags say: a limit of rows, a part of the batch. */
  readonly flags: string;
  readonly places: readonly PlaceRead[];
}

/** What decides on a run besides its plan. */
export interface RunFacts {
  /** Flags that change what is computed. */
  readonly flags: Readonly<Record<string, unknown>>;
  /** What it reads besides what its nodes name. */
  readonly reads?: readonly { readonly node: string; readonly path: string }[];
}

interface PlaceRead {
  readonly node: string;
  /** Absolute. */
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly hash: string;
}

/**
 * Read of each end of a file: all of a small one. A big one would take as long as the run itself; who changes its middle
 * and neither its size nor its time of change does so on purpose.
 */
const LOOKED_AT_BYTES = 1024 * 1024;

export async function identityOf(
  { document, nodes }: Plan,
  files: Files,
  { flags, reads = [] }: RunFacts,
): Promise<RunIdentity> {
  const others = reads.map(({ node, path }) => ({ node, path: files.resolve(path), isFolder: false }));
  const places = [...others, ...(await placesRead(nodes, files))];
  return {
    nodes: Object.fromEntries(
      document.nodes.map(({ id, kind, version, params, rescue = {}, disabled = false, bypassed = false }) => [
        id,
        hashOf(JSON.stringify([kind, version, sorted(params), sorted(rescue), disabled, bypassed])),
      ]),
    ),
    edges: hashOf(JSON.stringify(document.edges.map(({ from, to }) => [from, to]))),
    flags: JSON.stringify(flags),
    places: await Promise.all(
      places.map(async ({ node, path, isFolder }) => ({
        node,
        path,
        ...(await (isFolder ? lookAtFolder(path, files) : lookAtFile(path, files))),
      })),
    ),
  };
}

/** Throws what is different, as far as it can be told. */
export function refuseOtherRun(journal: string, then: RunIdentity, now: RunIdentity): void {
  const ids = new Set([...Object.keys(then.nodes), ...Object.keys(now.nodes)]);
  for (const id of ids) {
    const [before, after] = [then, now].map(({ nodes }) => (Object.hasOwn(nodes, id) ? nodes[id] : null));
    if (before === after) continue;
    const what = before === null ? "is new" : after === null ? "is gone" : "is set differently";
    throw workflowChanged(journal, `"${id}" ${what}`);
  }
  if (then.edges !== now.edges) throw workflowChanged(journal, "its wires are others");
  if (then.flags !== now.flags) throw workflowChanged(journal, flagsChanged(then.flags, now.flags));
  then.places.forEach((before, i) => {
    const after = now.places[i];
    if (before.path !== after?.path)
      throw sourceChanged(before.path, before.node, "it is read at another place");
    const what = differenceOf(before, after);
    if (what) throw sourceChanged(before.path, before.node, what);
  });
}

/** Of two objects of flags as JSON that are not the same: `--limit was 600000 and is not given`. */
function flagsChanged(then: string, now: string): string {
  const [before, after] = [then, now].map(
    (flags) => JSON.parse(flags) as Record<string, string | number | null>,
  );
  const changed = Object.keys(after).filter((flag) => before[flag] !== after[flag]);
  const told = (value: string | number | null) => value ?? "not given";
  return changed.map((flag) => `--${flag} was ${told(before[flag])} and is ${told(after[flag])}`).join(", ");
}

function differenceOf(before: PlaceRead, after: PlaceRead): string | null {
  if (after.size < 0) return "it is gone";
  if (before.size !== after.size) return `it had ${before.size} bytes and has ${after.size}`;
  if (before.hash !== after.hash) return "its content is another";
  // Of a small one all has been looked at.
  if (before.size > 2 * LOOKED_AT_BYTES && before.modifiedMs !== after.modifiedMs)
    return "it was written again";
  return null;
}

type Look = Pick<PlaceRead, "size" | "modifiedMs" | "hash">;

/** A place of which a node wants nothing in this run, as it seems. */
const NOTHING: Look = { size: -1, modifiedMs: 0, hash: "" };

async function lookAtFile(path: string, files: Files): Promise<Look> {
  const found = await files.stat(path);
  if (!found || found.isFolder) return NOTHING;
  const reader = await files.open(path);
  const hash = sha256();
  try {
    for (const from of new Set([0, Math.max(0, found.size - LOOKED_AT_BYTES)])) {
      const into = new Uint8Array(Math.min(LOOKED_AT_BYTES, found.size));
      hash.update(into.subarray(0, await reader.read(into, from)));
    }
  } finally {
    await reader.close();
  }
  return { size: found.size, modifiedMs: found.modifiedMs, hash: hash.hex() };
}

/** Which files there are, with their sizes and times of change. */
async function lookAtFolder(path: string, files: Files): Promise<Look> {
  const names = (await files.stat(path)) ? await files.list(path, { recursive: true }) : null;
  if (names === null) return NOTHING;
  const hash = sha256();
  let size = 0;
  for (const name of names) {
    // A link that leads to itself cannot be looked at.
    const found = await files.stat(`${path}/${name}`).catch(() => null);
    hash.update(new TextEncoder().encode(JSON.stringify([name, found?.size, found?.modifiedMs])));
    size += found?.size ?? 0;
  }
  // That of the folder changes with its outputs.
  return { size, modifiedMs: 0, hash: hash.hex() };
}

function hashOf(text: string): string {
  const hash = sha256();
  hash.update(new TextEncoder().encode(text));
  return hash.hex();
}

/** With the keys of all objects in order: who writes a file anew may put them in another. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
