// Gives an exported program the engine of this Millrace: replaces runtime/, once the program computes the same with it.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../catalog/catalog.ts";
import { MillraceError } from "../sdk/errors.ts";
import { withEngineVersion } from "./bill-of-materials.ts";
import { inWords } from "./export-workflow.ts";
import { filesBelow } from "./files-below.ts";
import { platformsOf, thisMachine } from "./native-packages.ts";
import { compareFolders, type Comparison, type Difference } from "./parity/compare.ts";
import { parityText } from "./parity/parity-text.ts";
import { computed } from "./parity/prove.ts";
import { EXPECTED } from "./parity/samples.ts";
import { FACTS, PARITY, type ExportFacts } from "./places.ts";
import { Stage } from "./refresh-stage.ts";
import { readManifest, writeRuntime, type MillraceParts } from "./runtime-folder.ts";

export interface RefreshWishes {
  /** Absolute. */
  readonly folder: string;
  readonly catalog: Catalog;
  /** The Millrace whose engine it gets. */
  readonly millrace: MillraceParts;
  /** Where native packages are installed on this machine, for a program that has none. */
  readonly nodeModules: string;
  readonly signal?: AbortSignal;
}

export interface RefreshResult {
  readonly folder: string;
  /** Versions of the engine. */
  readonly before: string;
  readonly now: string;
  /** Files of runtime/ that were replaced, added or taken away. */
  readonly changed: readonly string[];
  readonly comparison: Comparison;
  /** Where a program that was edited by hand gives something else than the workflow did, with the engine before as well. */
  readonly edited: readonly Difference[];
  /** Packages of which package.json has another version than this engine is tested with. */
  readonly otherPackages: readonly { readonly name: string; readonly has: string; readonly tested: string }[];
}

/** Throws what keeps it from being refreshed; the folder is as it was then. */
export async function refreshProgram(wishes: RefreshWishes): Promise<RefreshResult> {
  const { folder, catalog, millrace, nodeModules, signal } = wishes;
  const stage = new Stage(folder);
  try {
    stage.recover();
    const facts = readFacts(folder);
    stage.open();
    await writeNewRuntime(stage.fresh, facts, catalog, millrace);
    const changed = changedFiles(join(folder, "runtime"), join(stage.fresh, "runtime"));
    const packages = packagesFor(folder, facts, nodeModules);
    const { comparison, edited } = await proveAgain(stage, packages, signal);
    signal?.throwIfAborted();
    stage.replace();
    writePapers(folder, facts, millrace, comparison, edited.length > 0);
    const otherPackages = packagesThatDiffer(folder, facts, millrace);
    return {
      ...{ folder, before: facts.millrace, now: millrace.version, changed },
      ...{ comparison, edited, otherPackages },
    };
  } catch (thrown) {
    throw inWords(thrown, folder);
  } finally {
    stage.close();
  }
}

/** What the folder says it is. */
function readFacts(folder: string): ExportFacts {
  const path = join(folder, FACTS);
  try {
    const facts = JSON.parse(readFileSync(path, "utf8")) as Partial<ExportFacts>;
    const { kinds, packages, files } = facts;
    const isWhole =
      holds(kinds, "number") &&
      holds(packages, "string") &&
      Array.isArray(files) &&
      holds({ ...files }, "string");
    if (isWhole) return facts as ExportFacts;
  } catch {
    // Told below, whatever it was.
  }
  throw new MillraceError("EXPORT_REFRESH_FOREIGN", {
    message: `"${folder}" is no exported program, or ${FACTS} in it is damaged.`,
    file: path,
    expected: "a folder that `millrace export` has written",
    hint: "Name the folder of the program, or export the workflow again.",
  });
}

function holds(record: unknown, type: "number" | "string"): boolean {
  return (
    typeof record === "object" &&
    record !== null &&
    !Array.isArray(record) &&
    Object.values(record).every((value) => typeof value === type)
  );
}

async function writeNewRuntime(
  folder: string,
  { kinds, files, ...facts }: ExportFacts,
  catalog: Catalog,
  millrace: MillraceParts,
): Promise<void> {
  const used = await Promise.all(
    Object.entries(kinds).map(async ([kind, version]) => {
      const definition = await catalog.load(kind);
      if (!definition) throw unknownKind(kind, facts.millrace);
      const usesNetwork = definition.effects.includes("network");
      return { kind, version, inputs: Object.keys(definition.inputs), usesNetwork };
    }),
  );
  writeRuntime(folder, millrace, used, catalog.kinds);
  const runtime = filesBelow(join(folder, "runtime")).map((path) => `runtime/${path}`);
  const others = files.filter((path) => !path.startsWith("runtime/"));
  const written = {
    ...facts,
    millrace: millrace.version,
    kinds,
    files: [...others, ...runtime, FACTS].toSorted(),
  };
  writeFileSync(join(folder, FACTS), `${JSON.stringify(written, null, 2)}\n`);
}

function unknownKind(kind: string, millrace: string): MillraceError {
  return new MillraceError("KIND_UNKNOWN", {
    message: `The program has nodes of the kind "${kind}", which this Millrace does not know.`,
    hint: `Refresh it with Millrace ${millrace}, which made it, or a newer one.`,
  });
}

/** Null: it has its own, which run here. */
function packagesFor(folder: string, { packages }: ExportFacts, nodeModules: string): string | null {
  const names = Object.keys(packages);
  if (names.length === 0) return null;
  const own = join(folder, "node_modules");
  const runHere = names.every((name) => {
    const installed = join(own, name);
    return existsSync(installed) && platformsOf(name, installed).includes(thisMachine());
  });
  return runHere ? own : nodeModules;
}

interface Proof {
  readonly comparison: Comparison;
  readonly edited: readonly Difference[];
}

/**
 * The program with the new engine gives what the workflow gave. One that was edited by hand does not: then it has to give what
 * it gives with the engine that it has.
 */
function proveAgain(stage: Stage, packages: string | null, signal?: AbortSignal): Promise<Proof> {
  return computed(
    { program: stage.fresh, packages },
    async (made) => {
      const recorded = compareFolders(join(stage.fresh, EXPECTED), made);
      if (recorded.differences.length === 0) return { comparison: recorded, edited: [] };
      const comparison = await computed(
        { program: stage.openBefore(), packages },
        (madeBefore) => compareFolders(madeBefore, made),
        { signal },
      ).catch(() => {
        signal?.throwIfAborted();
        // The engine that it has does not run, so that only the recorded results can be compared with.
        return recorded;
      });
      refuseDifference(comparison);
      return { comparison, edited: recorded.differences };
    },
    { signal },
  );
}

function refuseDifference({ differences }: Comparison): void {
  if (differences.length === 0) return;
  const [{ file, line, column, expected, got }] = differences;
  const place = [file, line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(", ");
  throw new MillraceError("EXPORT_REFRESH_DIFFERS", {
    message: `With the engine of this Millrace the program computes something else: ${place}.`,
    expected,
    got,
    hint: "Nothing was replaced. If the other result is right, export the workflow again.",
  });
}

/** Of what is compiled for one machine nothing is said. */
function changedFiles(before: string, now: string): readonly string[] {
  const names = (folder: string) =>
    existsSync(folder) ? filesBelow(folder).filter((path) => !path.startsWith("compiled/")) : [];
  const all = [...new Set([...names(before), ...names(now)])].toSorted();
  const bytes = (path: string) => (existsSync(path) ? readFileSync(path, "latin1") : null);
  return all.filter((path) => bytes(join(before, path)) !== bytes(join(now, path)));
}

/** What stands beside runtime/ and tells of it. */
function writePapers(
  folder: string,
  { workflow, packages }: ExportFacts,
  { version, root }: MillraceParts,
  comparison: Comparison,
  isEdited: boolean,
): void {
  const proof = {
    workflow,
    millrace: version,
    packages,
    ...(isEdited && { against: "the engine before" as const }),
  };
  writeFileSync(join(folder, PARITY), parityText(proof, comparison));
  writeFileSync(join(folder, "THIRD-PARTY.md"), readFileSync(join(root, "THIRD-PARTY.md")));
  const bill = join(folder, "sbom.cdx.json");
  if (existsSync(bill)) writeFileSync(bill, withEngineVersion(readFileSync(bill, "utf8"), version));
}

/** package.json may have been changed since; a program that brings its packages along names none there. */
function packagesThatDiffer(
  folder: string,
  { packages }: ExportFacts,
  millrace: MillraceParts,
): RefreshResult["otherPackages"] {
  const tested = readManifest(millrace).packages;
  const asked = dependenciesOf(join(folder, "package.json"));
  return Object.entries(packages)
    .map(([name, exported]) => ({
      name,
      has: asked[name] ?? exported,
      tested: tested[`node_modules/${name}`]?.version ?? "none",
    }))
    .filter((one) => one.has !== one.tested);
}

function dependenciesOf(path: string): Readonly<Record<string, string | undefined>> {
  try {
    const { dependencies } = JSON.parse(readFileSync(path, "utf8")) as {
      dependencies?: Record<string, string>;
    };
    return dependencies ?? {};
  } catch {
    return {};
  }
}
