// package.json, its lock, and what npm and the operator need beside them.

import type { LockedPackage } from "./runtime-manifest.ts";

export interface PackageFacts {
  /** A name that npm takes. */
  readonly name: string;
  readonly title: string;
  /** Native packages by name, with their exact version. */
  readonly packages: Readonly<Record<string, string>>;
  /** They and all that they need, by place in the lock. */
  readonly locked: Readonly<Record<string, LockedPackage>>;
  /** Whether npm brings the packages; else they lie in the folder. */
  readonly byNpm: boolean;
}

/** The oldest Node that Millrace is made for. */
const NODE = ">=20.19";

export function packageFiles(facts: PackageFacts): Readonly<Record<string, string>> {
  const { name, title, packages, locked, byNpm } = facts;
  const root = { name, version: "1.0.0", private: true };
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
  const scripts = { start: "node pipeline.mjs", test: "node pipeline.mjs --selftest" };
  const description = { ...root, description: title, type: "module", engines: { node: NODE }, scripts };
  if (!byNpm) return { "package.json": json(description) };
  return {
    "package.json": json({ ...description, dependencies: packages }),
    "package-lock.json": json({
      name,
      version: "1.0.0",
      lockfileVersion: 3,
      requires: true,
      packages: { "": { ...root, engines: { node: NODE }, dependencies: packages }, ...plain(locked) },
    }),
    // Without it, the runtime's install script would load libraries for graphics cards that nobody here uses.
    ".npmrc": "onnxruntime-node-install=skip\nfund=false\naudit=false\n",
  };
}

/** What tells how Millrace itself needs a package is nothing of the program's. */
function plain(locked: Readonly<Record<string, LockedPackage>>): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(locked).map(([place, entry]) => {
      const {
        dev: _dev,
        peer: _peer,
        devOptional: _both,
        ...rest
      } = entry as LockedPackage & Record<string, unknown>;
      return [place, rest];
    }),
  );
}

/** A title as a name that npm takes. */
export function packageName(title: string): string {
  const plainTitle = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return plainTitle.replace(/^-+|-+$/g, "") || "pipeline";
}
