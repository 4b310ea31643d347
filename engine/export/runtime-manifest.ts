// dist/runtime.json: which built files there are, and which a program with some kinds needs. build/runtime-manifest.ts writes it.

import { MillraceError } from "../sdk/errors.ts";

export interface RuntimeManifest {
  readonly entries: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, string>>;
  /** What reaches the network. */
  readonly network: string;
  readonly chunks: Readonly<Record<string, { readonly asks: readonly string[] }>>;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** A package as an npm lock of version 3 has it. */
export interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Entries that a program starts as threads and processes of its own. */
const STARTED = ["artefact", "lane-worker", "model-child", "partition-worker"] as const;

export interface RuntimeFiles {
  /** Names in dist/chunks. */
  readonly chunks: readonly string[];
  /** Names in dist/: what is started. */
  readonly starts: readonly string[];
  /** Packages that the files ask for and that are not among them. */
  readonly packages: readonly string[];
}

/** What a program with these kinds needs: all that its files ask for, kinds that are not used left out, and the network. */
export function runtimeFiles(
  manifest: RuntimeManifest,
  kinds: readonly string[],
  usesNetwork: boolean,
): RuntimeFiles {
  const unused = new Set(Object.values(manifest.kinds));
  if (!usesNetwork) unused.add(manifest.network);
  for (const kind of kinds) unused.delete(chunkOf(manifest.kinds, kind));
  const chunks = new Set<string>();
  const packages = new Set<string>();
  const take = (name: string): void => {
    if (unused.has(name) || chunks.has(name) || name.startsWith("node:")) return;
    const chunk = manifest.chunks[name];
    if (!chunk) return void packages.add(name);
    chunks.add(name);
    chunk.asks.forEach(take);
  };
  STARTED.forEach((entry) => take(chunkOf(manifest.entries, entry)));
  kinds.forEach((kind) => take(chunkOf(manifest.kinds, kind)));
  return {
    chunks: [...chunks].toSorted(),
    starts: STARTED.map((entry) => `${entry}.js`),
    packages: [...packages].toSorted(),
  };
}

function chunkOf(files: Readonly<Record<string, string>>, name: string): string {
  if (Object.hasOwn(files, name)) return files[name];
  throw new MillraceError("EXPORT_RUNTIME", {
    message: `The built program has no part "${name}".`,
    hint: "In a clone, run `npm run build`; otherwise install Millrace again.",
  });
}

/** The packages and all that they need, by their place in a lock. */
export function lockedClosure(
  { packages }: RuntimeManifest,
  names: readonly string[],
): Readonly<Record<string, LockedPackage>> {
  const found: Record<string, LockedPackage> = {};
  const take = (name: string, owner = ""): void => {
    const own = `${owner}node_modules/${name}`;
    // Who needs another version has it below itself.
    const place = own in packages ? own : `node_modules/${name}`;
    const locked = packages[place];
    if (!locked || found[place]) return;
    found[place] = locked;
    for (const needed of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies }))
      take(needed, `${place}/`);
  };
  names.forEach((name) => take(name));
  return Object.fromEntries(Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
