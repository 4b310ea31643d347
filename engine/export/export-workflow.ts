// Exports a workflow: checks that it may be, writes the program, proves it, and only then puts it in place.

import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  mkdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileError } from "../host/file-errors.ts";
import { MillraceError } from "../sdk/errors.ts";
import { deploymentCheck } from "./deployment/deployment-check.ts";
import type { Comparison } from "./parity/compare.ts";
import { parityText } from "./parity/parity-text.ts";
import { prove, type ProofWishes } from "./parity/prove.ts";
import { filesBelow } from "./files-below.ts";
import { FACTS, PARITY, type ExportFacts } from "./places.ts";
import { flagName } from "./script/flag-names.ts";
import { outsideSettings } from "./script/outside.ts";
import { checkTarget, putInPlace } from "./put-in-place.ts";
import { writeScript, type Exported, type ScriptFolder } from "./targets/script.ts";
import { machineName } from "./targets/choose-target.ts";
import type { Target } from "./targets/target.ts";

/** Characters of the folder's name in that of the temporary one: a name may not be of any length. */
const NAME_LENGTH = 32;

export interface ExportWishes extends ProofWishes {
  /** Absolute. */
  readonly folder: string;
  readonly force: boolean;
  readonly target: Target;
  /** Where native packages are installed on this machine, for the proof. */
  readonly nodeModules: string;
  /** Told what is being done. */
  readonly onStep?: (step: "write" | "prove" | "place") => void;
}

export interface ExportResult {
  readonly folder: string;
  readonly files: readonly string[];
  /** Bytes of all but models and packages. */
  readonly size: number;
  readonly packages: Readonly<Record<string, string>>;
  /** What it reads, and where that lies on this machine: it does not come along. */
  readonly inputs: readonly { readonly flag: string; readonly path: string }[];
  readonly comparison: Comparison;
}

/** Throws what keeps the workflow from being exported; nothing is left behind then. The plan has no errors. */
export async function exportWorkflow(exported: Exported, wishes: ExportWishes): Promise<ExportResult> {
  const { folder, force, target, nodeModules, onStep = () => {}, ...proofWishes } = wishes;
  const { signal, onScratch } = proofWishes;
  refuseMoreKinds(exported);
  refuseImpossible(exported, target);
  checkTarget(folder, force);
  const staged = stagedFor(folder);
  try {
    onScratch?.(staged);
    onStep("write");
    const script = await writeScript(exported, staged, target, signal);
    signal?.throwIfAborted();
    const { packages, kinds, size } = script;
    await target.add({ folder: staged, script, exported, nodeModules, signal });
    writeFacts(exported, { packages, kinds }, staged);
    refuseOwnFiles(exported, staged, folder);
    onStep("prove");
    const linked = Object.keys(packages).length > 0 && !target.runsHere;
    const comparison = await prove({ program: staged, packages: linked ? nodeModules : null }, proofWishes);
    refuseDifference(comparison);
    const { workflow, millrace } = exported;
    const proof = { workflow, millrace: millrace.version, packages };
    writeFileSync(join(staged, PARITY), parityText(proof, comparison));
    const files = filesBelow(staged).toSorted();
    signal?.throwIfAborted();
    onStep("place");
    putInPlace(staged, folder, force);
    return { folder, files, size, packages, inputs: inputsOf(exported), comparison };
  } catch (thrown) {
    throw inWords(thrown, folder);
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

function inputsOf({ plan, host }: Exported): ExportResult["inputs"] {
  return outsideSettings(plan)
    .filter(({ role }) => role === "input")
    .map(({ name, value }) => ({ flag: `--${flagName(name)}`, path: host.files.resolve(String(value)) }));
}

/** A folder beside `folder`, so that the finished program only has to be renamed; in it where that cannot be. */
function stagedFor(folder: string): string {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    if (!canBeBeside(folder)) return mkdtempSync(join(folder, ".part-"));
    return mkdtempSync(join(dirname(folder), `.${basename(folder).slice(0, NAME_LENGTH)}.part-`));
  } catch (thrown) {
    throw fileError(thrown, folder, "folder");
  }
}

/** Not beside a folder that is a disk of its own, as in a container, or whose owner has no rights above it. */
function canBeBeside(folder: string): boolean {
  if (!existsSync(folder)) return true;
  try {
    accessSync(dirname(folder), constants.W_OK);
    return statSync(folder).dev === statSync(dirname(folder)).dev;
  } catch {
    return false;
  }
}

/** What the system refuses is no fault of ours. */
export function inWords(thrown: unknown, folder: string): unknown {
  const { syscall, code, path, dest } = thrown as NodeJS.ErrnoException & { readonly dest?: string };
  if (syscall === undefined || thrown instanceof MillraceError) return thrown;
  // Of two paths it is the one to write to, unless the other is not there.
  return fileError(thrown, (code === "ENOENT" ? path : (dest ?? path)) ?? folder);
}

/** What the program is made of, for `--version` and for the next export to the same folder. */
function writeFacts(
  { workflow, title, millrace }: Exported,
  { packages, kinds }: Pick<ScriptFolder, "packages" | "kinds">,
  folder: string,
): void {
  const files = [...filesBelow(folder), FACTS, PARITY].toSorted();
  const facts: ExportFacts = {
    ...{ workflow, title, millrace: millrace.version, packages },
    kinds: Object.fromEntries(kinds.map(({ kind, version }) => [kind, version])),
    files,
  };
  writeFileSync(join(folder, FACTS), `${JSON.stringify(facts, null, 2)}\n`);
}

/** A plan without nodes computes nothing that could be proved. */
function refuseMoreKinds({ plan, workflow }: Exported): void {
  if (plan.nodes.length > 0) return;
  throw new MillraceError("EXPORT_EMPTY", {
    message: `"${workflow}" has no node that would run.`,
    hint: "Add nodes, or enable those that are disabled.",
  });
}

/** Libraries that are missing for a platform are told by the target that copies them. */
function refuseImpossible({ plan, workflow }: Exported, { name }: Target): void {
  const here = machineName();
  const { reasons } = deploymentCheck(plan, { platform: here, here, missing: null }).find(
    ({ target }) => target === name,
  )!;
  const stop = reasons.find(({ is }) => is === "stops");
  if (!stop) return;
  throw new MillraceError("EXPORT_IMPOSSIBLE", {
    message: `"${workflow}" cannot run as ${name}. ${stop.text}`,
    node: plan.nodes.find(({ title }) => title === stop.nodes[0])?.id,
    hint: "Choose another target, or take these nodes out; `millrace export FLOW --check` tells of all targets.",
  });
}

/** A program that wrote its output over a part of itself would run once. */
function refuseOwnFiles({ plan }: Exported, staged: string, folder: string): void {
  const own = new Set([...filesBelow(staged), PARITY].map((path) => path.toLowerCase()));
  for (const { node, role, value } of outsideSettings(plan)) {
    // Also by a path that is absolute, or leads out of the folder and into it again.
    const place = resolve(folder, String(value).replaceAll("\\", "/"));
    const path = relative(folder, place).replaceAll("\\", "/");
    if (role !== "output" || !own.has(path.toLowerCase())) continue;
    throw new MillraceError("EXPORT_OUTPUT_OWN", {
      message: `"${path}" is a file of the program itself, and the workflow writes to it.`,
      node,
      file: path,
      expected: "another name",
      hint: "Give the output another name, or write it into a folder.",
    });
  }
}

function refuseDifference({ differences }: Comparison): void {
  if (differences.length === 0) return;
  const [{ file, line, column, expected, got }] = differences;
  // Files are named by their node.
  const node = file.replace(/(\.model)?\.[^.]*$/, "");
  throw new MillraceError("EXPORT_DIFFERS", {
    message: `The exported program does not compute what the workflow computes: ${file} differs${line ? ` in line ${line}` : ""}${column ? `, column ${column}` : ""}.`,
    node,
    expected,
    got,
    hint: "Nothing was exported. This is a fault in Millrace; please report it with the workflow.",
  });
}
