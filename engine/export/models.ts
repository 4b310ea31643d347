// The models of a workflow, copied into a program's folder, with the hashes that it checks when it starts.

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { scanUsable } from "../models/onnx/describe.ts";
import { externalFiles } from "../models/onnx/external-data.ts";
import type { Plan } from "../plan/types.ts";
import type { Files } from "../sdk/services.ts";
import { outsideSettings } from "./script/outside.ts";

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
}

export interface CopiedModels extends ModelsLock {
  /** Where each model lies in the program's folder, by `node.param`. */
  readonly places: Readonly<Record<string, string>>;
}

/** Copies each model once, and its weights beside it. Models of the same name get folders of their own. */
export async function copyModels(plan: Plan, files: Files, folder: string): Promise<CopiedModels> {
  const places: Record<string, string> = {};
  const models: LockedModel[] = [];
  const copied = new Map<string, string>();
  for (const { node, param, value, role } of outsideSettings(plan)) {
    if (role !== "model") continue;
    const source = files.resolve(String(value));
    const known = copied.get(source);
    const place = known ?? freePlace(basename(source), [...copied.values()]);
    places[`${node}.${param}`] = place;
    if (known) continue;
    copied.set(source, place);
    models.push(copyModel(source, place, folder));
  }
  return { places, models };
}

function freePlace(name: string, taken: readonly string[]): string {
  let place = `models/${name}`;
  for (let number = 2; taken.includes(place); number++) place = `models/${number}/${name}`;
  return place;
}

function copyModel(source: string, place: string, folder: string): LockedModel {
  const bytes = readFileSync(source);
  const scan = scanUsable(bytes, source);
  mkdirSync(dirname(join(folder, place)), { recursive: true });
  writeFileSync(join(folder, place), bytes);
  const external = externalFiles(scan).map(({ location }) => {
    const beside = `${dirname(place)}/${location.replaceAll("\\", "/")}`;
    mkdirSync(dirname(join(folder, beside)), { recursive: true });
    cpSync(join(dirname(source), location), join(folder, beside));
    return locked(beside, join(folder, beside));
  });
  const licence = scan.metadata.license ?? scan.metadata.licence ?? null;
  return { ...locked(place, join(folder, place)), opset: scan.opsets[""] ?? 0, licence, external };
}

function locked(path: string, file: string): LockedFile {
  const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
  return { path, sha256, size: statSync(file).size };
}
