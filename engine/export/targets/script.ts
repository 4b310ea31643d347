// Target `script`: a folder with a readable program that needs Node and the native packages that npm installs.

import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Catalog } from "../../catalog/catalog.ts";
import { isAbsolutePath } from "../../document/paths.ts";
import type { Plan } from "../../plan/types.ts";
import type { WorkflowDocument } from "../../document/types.ts";
import type { Schema } from "../../frames/types.ts";
import { diskFiles } from "../../host/files.ts";
import type { Files, HostServices } from "../../sdk/services.ts";
import { billOfMaterials } from "../bill-of-materials.ts";
import { folderBytes } from "../files-below.ts";
import { copyModels } from "../models.ts";
import { operatorReadme } from "../operator-readme.ts";
import { packageFiles, packageName } from "../package-files.ts";
import { makeSamples } from "../parity/make-samples.ts";
import { replay } from "../parity/replay.ts";
import { EXPECTED, type Samples } from "../parity/samples.ts";
import { MODELS_LOCK, RUNTIME_INDEX } from "../places.ts";
import { programParts } from "../program-parts.ts";
import type { LockedPackage } from "../runtime-manifest.ts";
import { camelCase } from "../script/names.ts";
import { withFallback } from "../script/fallback.ts";
import { fallbackModels, outsideSettings, type OutsideSetting } from "../script/outside.ts";
import { pipelineText } from "../script/pipeline-text.ts";

export interface Exported {
  readonly plan: Plan;
  readonly catalog: Catalog;
  readonly host: HostServices;
  /** Name of the workflow file. */
  readonly workflow: string;
  readonly title: string;
  /** The Millrace that exports. */
  readonly millrace: MillraceParts;
}

export interface MillraceParts {
  readonly version: string;
  /** Its dist/. */
  readonly dist: string;
  /** Its folder, with LICENSE and THIRD-PARTY.md. */
  readonly root: string;
}

export interface ScriptFolder {
  readonly samples: Samples;
  /** Native packages with their exact versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** They and all that they need, by place in a lock. */
  readonly locked: Readonly<Record<string, LockedPackage>>;
  /** Bytes of everything but models and packages. */
  readonly size: number;
}

/** Keeps what V8 compiles; `--selftest` uses it. */
const RECORDER = "record.cjs";

/** Writes the program into an empty folder, with samples and what the workflow makes of them. `byNpm`: npm brings its packages. */
export async function writeScript(
  exported: Exported,
  folder: string,
  byNpm = true,
  signal?: AbortSignal,
): Promise<ScriptFolder> {
  const { plan, host, workflow, title, millrace, catalog } = exported;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const writeAll = (files: Readonly<Record<string, string>>) =>
    Object.entries(files).forEach(([path, text]) => write(path, text));

  const { runtime, packages, locked } = programParts(plan, millrace.dist);
  for (const name of runtime.chunks)
    copy(join(millrace.dist, "chunks", name), join(folder, "runtime/chunks", name));
  for (const name of [...runtime.starts, RECORDER])
    copy(join(millrace.dist, name), join(folder, "runtime", name));
  // The program is made of ES modules; these files are not.
  write("runtime/package.json", '{ "type": "commonjs" }\n');
  write(RUNTIME_INDEX, indexText(plan, catalog.kinds));

  const { places, models } = await copyModels(plan, host.files, folder);
  if (models.length > 0) write(MODELS_LOCK, `${JSON.stringify({ models }, null, 2)}\n`);
  const facts = { workflow, title, millrace: millrace.version };
  const { text, files } = pipelineText(plan, { ...facts, models: places });
  write("pipeline.mjs", text);
  writeAll(files);

  const name = packageName(title);
  writeAll(packageFiles({ name, title, packages, locked, byNpm }));
  write("sbom.cdx.json", billOfMaterials({ name, millrace: millrace.version, locked, models }));
  copy(join(millrace.root, "THIRD-PARTY.md"), join(folder, "THIRD-PARTY.md"));
  copy(join(millrace.root, "LICENSE"), join(folder, "runtime/LICENSE"));
  const settings = outsideSettings(plan).map((setting) => ({
    ...setting,
    value: places[`${setting.node}.${setting.param}`] ?? setting.value,
  }));
  write(
    "README.md",
    operatorReadme({
      ...facts,
      settings,
      columns: columnsOfSources(plan),
      byNpm: byNpm && Object.keys(packages).length > 0,
      hasModels: models.length > 0,
      secrets: [],
    }),
  );

  for (const path of outputFolders(settings)) write(`${path}/.gitkeep`, "");

  const samples = await makeSamples(plan, host.files, folder);
  const here = { catalog, host: { ...host, files: diskFiles(folder) }, signal };
  await replay(withAbsoluteModels(plan, host.files), samples, here, join(folder, EXPECTED));
  const size = folderBytes(folder) - models.reduce((sum, model) => sum + model.size, 0);
  return { samples, packages, locked, size };
}

/** The workflow wherever it is run from: with its own models, not with the copies that are to be proved. */
function withAbsoluteModels(plan: Plan, files: Files): WorkflowDocument {
  const models = outsideSettings(plan).filter(({ role }) => role === "model");
  const fallbacks = fallbackModels(plan);
  const nodes = plan.document.nodes.map((node) => {
    const absolute = (found: readonly { node: string; param: string; value: unknown }[]) =>
      Object.fromEntries(
        found
          .filter((model) => model.node === node.id)
          .map(({ param, value }) => [param, files.resolve(String(value))]),
      );
    return withFallback({ ...node, params: { ...node.params, ...absolute(models) } }, absolute(fallbacks));
  });
  return { ...plan.document, nodes };
}

/** What pipeline.mjs imports. In the form that Node sees the names in, though it is CommonJS. */
function indexText({ nodes }: Plan, all: readonly string[]): string {
  const kinds = new Map(nodes.map(({ definition }) => [definition.kind, definition]));
  const lines = [...kinds.values()].map(({ kind, version, inputs }) => {
    const facts = JSON.stringify({ version, inputs: Object.keys(inputs) });
    return `exports.${camelCase(kind)} = artefact.kind(${JSON.stringify(kind)}, ${facts});`;
  });
  const absent = all
    .filter((kind) => !kinds.has(kind))
    .map((kind) => `exports.${camelCase(kind)} = artefact.absent(${JSON.stringify(kind)});`);
  return `// The engine, and the kinds of nodes that pipeline.mjs uses. Made by Millrace; replaced when the workflow is exported again.
"use strict";
const artefact = require("./artefact.js");
exports.settings = artefact.settings;
exports.path = artefact.path;
exports.value = artefact.value;
exports.fromFile = artefact.fromFile;
exports.run = artefact.run;
${lines.join("\n")}

// Kinds that the workflow did not use: they did not come along, and say so when they are called.
${absent.join("\n")}
`;
}

/** Names and types of what each source gives. */
function columnsOfSources({ nodes }: Plan): Record<string, string[]> {
  const sources = nodes.filter(({ definition }) => definition.produce);
  const named = (schema: Schema | undefined) =>
    (schema?.fields ?? []).map(({ name, type }) => `\`${name}\` ${type.type}`);
  return Object.fromEntries(sources.map(({ id, outputs }) => [id, named(outputs.out)]));
}

/** Folders below the program's that it writes into as it stands: it makes none itself. */
function outputFolders(settings: readonly OutsideSetting[]): readonly string[] {
  const folders = settings.flatMap(({ role, value }) => {
    const path = String(value).replaceAll("\\", "/");
    return role === "output" && !isAbsolutePath(path) && !path.split("/").includes("..")
      ? [dirname(path)]
      : [];
  });
  return [...new Set(folders)].filter((folder) => folder !== ".");
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  // What is copied may lie in Electron's archive, which this call can read.
  copyFileSync(from, to);
}
