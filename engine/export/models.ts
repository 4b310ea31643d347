// The models of a workflow, copied into a program's folder, with the hashes that it checks when it starts.

import { createHash } from "node:crypto";
import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { scanUsable } from "../models/onnx/describe.ts";
import { externalFiles } from "../models/onnx/external-data.ts";
import type { ModelScan } from "../models/onnx/scan.ts";
import type { Plan } from "../plan/types.ts";
import type { Files } from "../sdk/services.ts";
import { fallbackKey, fallbackModels, outsideSettings } from "./script/outside.ts";

const HASHED_BYTES = 1 << 20;

export interface LockedFile {
  /** Below the program's folder, with `/`. */
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

export interface LockedModel extends LockedFile {
  readonly opset: number;
  /** What the file says of its licence in its metadata; null = nothing. */
  readonly licence: string | null;
  /** Weights in files of their own. */
  readonly external: readonly LockedFile[];
}

export interface ModelsLock {
  readonly models: readonly LockedModel[];
  /** Files that belong to models: labels, tokenizers. Absent where there are none. */
  readonly assets?: readonly LockedFile[];
}

export interface CopiedModels extends ModelsLock {
  /** Where each model lies in the program's folder, by `node.param` or `fallbackKey`. */
  readonly places: Readonly<Record<string, string>>;
}

/**
 * Copies each model once, and its weights beside it. Models of the same name get folders of their own, and so do those whose
 * weights are called alike. A model that a fallback runs is one of them: its place is under `node.fallback.param`.
 */
export async function copyModels(plan: Plan, files: Files, folder: string): Promise<CopiedModels> {
  const places: Record<string, string> = {};
  const models: LockedModel[] = [];
  const assets: LockedFile[] = [];
  const copied = new Map<string, string>();
  const sources = new Map<string, string>();
  for (const { key, value, isAsset } of modelsOf(plan)) {
    const source = files.resolve(value);
    const known = copied.get(source);
    if (known !== undefined) {
      places[key] = known;
      continue;
    }
    const model = isAsset ? readAsset(source) : readModel(source);
    const beside = freeFolder(model.parts, sources);
    for (const { name, from } of model.parts) {
      sources.set(takenName(`${beside}/${name}`), from);
      copyPart(from, join(folder, beside, name));
    }
    const place = `${beside}/${basename(source)}`;
    copied.set(source, place);
    places[key] = place;
    if (model.scan) models.push(lockedModel(model.scan, model.parts, beside, folder));
    else assets.push(locked(place, join(folder, place)));
  }
  return { places, models, ...(assets.length > 0 && { assets }) };
}

/** Bytes of all models with their weights, each file once. */
export function modelBytes(plan: Plan, files: Files): number {
  const sources = new Map(modelsOf(plan).map(({ value, isAsset }) => [files.resolve(value), isAsset]));
  const parts = new Set(
    [...sources].flatMap(([source, isAsset]) =>
      isAsset ? [source] : readModel(source).parts.map(({ from }) => from),
    ),
  );
  return [...parts].reduce((sum, part) => sum + statSync(part).size, 0);
}

/** Every model that the workflow may run, and the files that belong to them, by `node.param` or `fallbackKey`. */
export function modelsOf(plan: Plan): { key: string; value: string; isAsset: boolean }[] {
  return [
    ...outsideSettings(plan)
      .filter(({ role }) => role === "model")
      .map(({ node, param, value, isAsset = false }) => ({
        key: `${node}.${param}`,
        value: String(value),
        isAsset,
      })),
    ...fallbackModels(plan).map(({ node, param, value }) => ({
      key: fallbackKey(node, param),
      value,
      isAsset: false,
    })),
  ];
}

interface ReadModel {
  /** Null for a file that belongs to a model. */
  readonly scan: ModelScan | null;
  /** The model's file, then those with its weights: their names below the folder they share, and where they come from. */
  readonly parts: readonly { readonly name: string; readonly from: string }[];
}

function readAsset(source: string): ReadModel {
  return { scan: null, parts: [{ name: basename(source), from: source }] };
}

function readModel(source: string): ReadModel {
  const scan = scanUsable(readFileSync(source), source);
  const weights = externalFiles(scan).map(({ location }) => ({
    name: location.replaceAll("\\", "/"),
    from: join(dirname(source), location),
  }));
  return { scan, parts: [{ name: basename(source), from: source }, ...weights] };
}

/** Weights that two models share may lie in one folder; other files of one name may not. */
function freeFolder(parts: ReadModel["parts"], sources: ReadonlyMap<string, string>): string {
  let folder = "models";
  const isTaken = ({ name, from }: ReadModel["parts"][number]) =>
    (sources.get(takenName(`${folder}/${name}`)) ?? from) !== from;
  for (let number = 2; parts.some(isTaken); number++) folder = `models/${number}`;
  return folder;
}

/** On some disks capitals do not count. */
function takenName(path: string): string {
  return path.toLowerCase();
}

/** The file itself, where a link leads to one: the link would lead nowhere on another machine. */
function copyPart(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function lockedModel(
  scan: ModelScan,
  parts: ReadModel["parts"],
  beside: string,
  folder: string,
): LockedModel {
  const [model, ...external] = parts.map(({ name }) =>
    locked(`${beside}/${name}`, join(folder, beside, name)),
  );
  const licence = scan.metadata.license ?? scan.metadata.licence ?? null;
  return { ...model, opset: scan.opsets[""] ?? 0, licence, external };
}

function locked(path: string, file: string): LockedFile {
  return { path, sha256: fileHash(file), size: statSync(file).size };
}

/** Piece by piece: weights can be larger than what Node reads at once. */
function fileHash(file: string): string {
  const hash = createHash("sha256");
  const piece = Buffer.alloc(HASHED_BYTES);
  const fd = openSync(file, "r");
  try {
    for (let read = readSync(fd, piece); read > 0; read = readSync(fd, piece))
      hash.update(piece.subarray(0, read));
  } finally {
    closeSync(fd);
  }
  return hash.digest("hex");
}
