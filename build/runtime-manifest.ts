// Which files of dist/ does an exported program need? Written as dist/runtime.json, so that exporting only copies.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";

/** Files of node kinds: `nodes/<category>/<kind>/<kind>.ts`. */
const KIND = /[\\/]nodes[\\/]\w+[\\/]([\w-]+)[\\/]\1\.ts$/;
/** The service of the host that sends requests. */
const NETWORK = /[\\/]engine[\\/]host[\\/]network\.ts$/;

interface RuntimeManifest {
  /** Chunk of each entry by its name. */
  readonly entries: Readonly<Record<string, string>>;
  /** Chunk of each kind. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Chunk of what reaches the network, for the kinds that do. */
  readonly network: string;
  /** What each chunk asks for: other chunks, and packages that are not part of the build. */
  readonly chunks: Readonly<Record<string, { readonly asks: readonly string[] }>>;
  /** What the package lock says of the native packages and all that they need, by its place in the lock. */
  readonly packages: Readonly<Record<string, object>>;
}

/** Packages that an exported program may need beside its own files: they hold libraries, or data, that no bundler can take in. */
export const NATIVE = [
  "onnxruntime-node",
  "sharp",
  "@hyzyla/pdfium",
  "usearch",
  "@duckdb/node-bindings",
  "libsql",
];

export const runtimeManifest: Plugin = {
  name: "runtime-manifest",
  generateBundle(_options, bundle) {
    const entries: Record<string, string> = {};
    const kinds: Record<string, string> = {};
    let network = "";
    const chunks: Record<string, { asks: string[] }> = {};
    const plain = (file: string) => file.replace(/^chunks\//, "");
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk") continue;
      const name = plain(chunk.fileName);
      chunks[name] = { asks: [...chunk.imports, ...chunk.dynamicImports].map(plain).toSorted() };
      if (chunk.isEntry) entries[chunk.name] = name;
      if (chunk.moduleIds.some((id) => NETWORK.test(id))) network = name;
      const kind = chunk.facadeModuleId && KIND.exec(chunk.facadeModuleId);
      if (kind) kinds[kind[1]] = name;
    }
    const packages = Object.fromEntries(lockedPackages().toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const manifest: RuntimeManifest = { entries, kinds, network, chunks, packages };
    const source = `${JSON.stringify(manifest, null, 2)}\n`;
    this.emitFile({ type: "asset", fileName: "runtime.json", source });
  },
};

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The native packages and what they need, as the lock has them: at the top, or below who needs another version of it. */
function lockedPackages(): [string, object][] {
  const lock = readFileSync(resolve(import.meta.dirname, "../package-lock.json"), "utf8");
  const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, Locked>> };
  const found = new Map<string, object>();
  const take = (name: string, owner = ""): void => {
    const own = `${owner}node_modules/${name}`;
    const place = own in packages ? own : `node_modules/${name}`;
    const locked = packages[place];
    if (!locked || found.has(place)) return;
    found.set(place, locked);
    for (const needed of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies }))
      take(needed, `${place}/`);
  };
  NATIVE.forEach((name) => take(name));
  return [...found];
}
