// Target `script`: a folder with a readable program that needs Node and the native packages that npm installs.

import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Catalog } from "../../catalog/catalog.ts";
import { isAbsolutePath } from "../../document/paths.ts";
import { partitionIssues } from "../../plan/partition.ts";
import type { Plan } from "../../plan/types.ts";
import type { WorkflowDocument } from "../../document/types.ts";
import type { Schema } from "../../frames/types.ts";
import { diskFiles } from "../../host/files.ts";
import type { Files, HostServices } from "../../sdk/services.ts";
import { usesNetwork } from "../../sdk/uses-network.ts";
import { envExample } from "../env-example.ts";
import { billOfMaterials } from "../bill-of-materials.ts";
import { gitignore } from "../gitignore.ts";
import { folderBytes } from "../files-below.ts";
import { code } from "../markdown.ts";
import { copyModels } from "../models.ts";
import { operatorReadme } from "../operator-readme.ts";
import { packageFiles, packageName } from "../package-files.ts";
import { makeSamples } from "../parity/make-samples.ts";
import { recordAnswers } from "../parity/recorded-answers.ts";
import { replay } from "../parity/replay.ts";
import { EXPECTED, type Samples } from "../parity/samples.ts";
import { ENV_EXAMPLE, MODELS_LOCK } from "../places.ts";
import { programParts } from "../program-parts.ts";
import { secretsOfPlan, type NeededSecret } from "../secrets.ts";
import { writeRuntime, type MillraceParts, type UsedKind } from "../runtime-folder.ts";
import type { LockedPackage } from "../runtime-manifest.ts";
import { withFallback } from "../script/fallback.ts";
import { fallbackModels, outsideSettings, type OutsideSetting } from "../script/outside.ts";
import { pipelineText } from "../script/pipeline-text.ts";
import type { Target } from "./target.ts";

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

/** What is known of a program, for what is written around it. */
export interface Program {
  /** A name that npm and other systems take. */
  readonly name: string;
  readonly title: string;
  /** With models at their place in the program. */
  readonly settings: readonly OutsideSetting[];
  readonly secrets: readonly NeededSecret[];
  /** Whether a node of it goes out to a network. */
  readonly usesNetwork: boolean;
  /** Whether npm has to bring packages first. */
  readonly byNpm: boolean;
}

export interface ScriptFolder extends Program {
  /** With the version that the params in pipeline.mjs have. */
  readonly kinds: readonly UsedKind[];
  readonly samples: Samples;
  /** Native packages with their exact versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** They and all that they need, by place in a lock. */
  readonly locked: Readonly<Record<string, LockedPackage>>;
  /** Bytes of everything but models and packages. */
  readonly size: number;
}

/** Writes the program into an empty folder, with samples and what the workflow makes of them. */
export async function writeScript(
  exported: Exported,
  folder: string,
  target: Target,
  signal?: AbortSignal,
): Promise<ScriptFolder> {
  const { plan, host, workflow, title, millrace, catalog } = exported;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const writeAll = (files: Readonly<Record<string, string>>) =>
    Object.entries(files).forEach(([path, text]) => write(path, text));

  const kinds = usedKinds(plan);
  writeRuntime(folder, millrace, kinds, catalog.kinds);

  const { places, ...lock } = await copyModels(plan, host.files, folder);
  const { models, assets = [] } = lock;
  if (models.length + assets.length > 0) write(MODELS_LOCK, `${JSON.stringify(lock, null, 2)}\n`);
  const facts = { workflow, title, millrace: millrace.version };
  const { text, files } = pipelineText(plan, { ...facts, models: places });
  write("pipeline.mjs", text);
  writeAll(files);

  const { packages, locked } = programParts(plan, millrace);
  const name = packageName(title);
  writeAll(packageFiles({ name, title, packages, locked, byNpm: target.byNpm }));
  write("sbom.cdx.json", billOfMaterials({ name, millrace: millrace.version, locked, models }));
  copy(join(millrace.root, "THIRD-PARTY.md"), join(folder, "THIRD-PARTY.md"));
  const settings = outsideSettings(plan).map((setting) => ({
    ...setting,
    value: places[`${setting.node}.${setting.param}`] ?? setting.value,
  }));
  const program: Program = {
    ...{ name, title, settings },
    secrets: secretsOfPlan(plan),
    usesNetwork: plan.nodes.some(usesNetwork),
    byNpm: target.byNpm && Object.keys(packages).length > 0,
  };
  write(".gitignore", gitignore(target));
  if (settings.length + program.secrets.length > 0) write(ENV_EXAMPLE, envExample(program));
  write(
    "README.md",
    operatorReadme({
      ...facts,
      ...program,
      columns: columnsOfSources(plan),
      hasModels: models.length > 0,
      noParts: partitionIssues(plan).map(({ message }) => message),
      sections: target.readme?.(program, plan) ?? {},
    }),
  );

  for (const path of outputFolders(settings)) write(`${path}/.gitkeep`, "");

  const samples = await makeSamples(plan, host, folder, signal);
  await recordAnswers(plan, host, { folder, limit: samples.limit, signal });
  const here = { catalog, host: { ...host, files: diskFiles(folder) }, signal };
  await replay(withAbsoluteModels(plan, host.files), samples, here, join(folder, EXPECTED));
  const size = folderBytes(folder) - models.reduce((sum, model) => sum + model.size, 0);
  return { ...program, kinds, samples, packages, locked, size };
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

function usedKinds({ nodes }: Plan): readonly UsedKind[] {
  const kinds = new Map(nodes.map(({ definition }) => [definition.kind, definition]));
  return [...kinds.values()].map(({ kind, version, inputs, effects }) => ({
    ...{ kind, version },
    inputs: Object.keys(inputs),
    usesNetwork: effects.includes("network"),
  }));
}

/** Names and types of what each source gives. */
function columnsOfSources({ nodes }: Plan): Record<string, string[]> {
  const sources = nodes.filter(({ definition }) => definition.produce);
  const named = (schema: Schema | undefined) =>
    (schema?.fields ?? []).map(({ name, type }) => `${code(name)} ${type.type}`);
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
