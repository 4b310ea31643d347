// Exports that the editor asks for, by the same code as `millrace export`.

import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { EngineReply, EngineRequest } from "../bridge/engine-protocol.ts";
import type { ComparedFile, ExportStep } from "../bridge/shapes.ts";
import { hasErrors } from "../../engine/document/issue.ts";
import { withoutWorkflowEnding } from "../../engine/document/workflow-file.ts";
import { exportTitle } from "../../engine/export/export-title.ts";
import { exportWorkflow } from "../../engine/export/export-workflow.ts";
import { namesIn } from "../../engine/export/put-in-place.ts";
import { nextCommands } from "../../engine/export/next-commands.ts";
import { outlook } from "../../engine/export/outlook.ts";
import { FACTS } from "../../engine/export/places.ts";
import { lentProgram } from "../../engine/export/parity/run-program.ts";
import { fallbackModels, outsideSettings } from "../../engine/export/script/outside.ts";
import { secretsOfPlan } from "../../engine/export/secrets.ts";
import { chooseTarget, PLATFORM_TARGETS } from "../../engine/export/targets/choose-target.ts";
import { TARGET_NAMES, type TargetName } from "../../engine/export/targets/names.ts";
import { PLATFORMS, type Platform } from "../../engine/export/targets/vendored.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { isSecretSet } from "../../engine/host/secrets.ts";
import { createModels } from "../../engine/models/models.ts";
import type { Plan } from "../../engine/plan/types.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { builtParts } from "./built-parts.ts";
import type { EngineSession } from "./session.ts";
import { SILENT_LOG } from "./silent.ts";
import { version } from "./version.ts";

type Asked<N extends "export.check" | "export.place" | "export.make"> = Omit<EngineRequest<N>, "session">;

export async function exportOutlook(
  session: EngineSession,
  { document, platform }: Asked<"export.check">,
): Promise<EngineReply<"export.check">> {
  const plan = await session.plan(document, new AbortController().signal);
  await checkFiles(plan, session);
  const { verdicts, ...found } = await outlook(plan, session.files, builtParts(), platformOf(platform));
  const targets = verdicts.map((verdict) => ({
    ...verdict,
    byPlatform: PLATFORM_TARGETS.includes(verdict.target),
  }));
  // What crosses the bridge is a structure of its own: nothing in it is read-only.
  return structuredClone({ ...found, targets, secrets: secretsOf(plan) }) as EngineReply<"export.check">;
}

/** Answers what is there, and makes nothing. */
export function exportPlace(
  { flowPath }: EngineSession,
  { folder: asked }: Asked<"export.place">,
): EngineReply<"export.place"> {
  const name = basename(withoutWorkflowEnding(flowPath));
  const folder = resolve(dirname(flowPath), asked ?? `${name}-program`);
  if (!statSync(nearest(folder)).isDirectory()) return { folder, is: "file" };
  if (!existsSync(folder)) return { folder, is: "free" };
  if (existsSync(join(folder, FACTS))) return { folder, is: "exported" };
  return { folder, is: namesIn(folder).length === 0 ? "free" : "full" };
}

/** The path, or the last part of the way to it that is there. */
function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}

export class Exports {
  readonly #running = new Map<string, AbortController>();

  async make(
    id: string,
    session: EngineSession,
    { document, target, platform, folder, force }: Asked<"export.make">,
    tell: (step: ExportStep) => void,
  ): Promise<EngineReply<"export.make">> {
    const stop = new AbortController();
    const { signal } = stop;
    this.#running.set(id, stop);
    const models = createModels({ files: session.files, clock: systemClock, log: SILENT_LOG });
    try {
      const plan = await session.plan(document, signal, { asks: true });
      refuseErrors(plan);
      await checkFiles(plan, session);
      const { dist, root, nodeModules } = builtParts();
      const workflow = basename(session.flowPath);
      const title = exportTitle(workflow);
      const millrace = { version: version(), dist, root };
      const { catalog } = session;
      const host = session.hostWith({ models });
      const chosen = chooseTarget(targetOf(target), { platform: platformOf(platform) });
      const compared: ComparedFile[] = [];
      const result = await exportWorkflow(
        { plan, catalog, host, workflow, title, millrace },
        {
          folder,
          force,
          target: chosen,
          nodeModules,
          signal,
          runProgram: lentProgram,
          onStep: (step) => tell({ step }),
          onScratch: (made) => tell({ step: "scratch", folder: made }),
          onCompared: (file) => {
            compared.push(file);
            tell({ step: "compared", compared: file });
          },
        },
      );
      const { comparison, packages, files } = result;
      const { values, identical, largest } = comparison;
      return {
        folder,
        target,
        files: files.map((path) => ({ path, size: statSync(join(folder, path)).size })),
        packages: { ...packages },
        commands: [...nextCommands(result, chosen)],
        program: readFileSync(join(folder, "pipeline.mjs"), "utf8"),
        comparison: { files: comparison.files, values, identical, largest, compared },
      };
    } finally {
      this.#running.delete(id);
      await models.close();
    }
  }

  stop(id: string): void {
    this.#running.get(id)?.abort();
  }
}

/** An export copies by itself what the workflow names: nothing that this workflow may not use. */
async function checkFiles(plan: Plan, { files }: EngineSession): Promise<void> {
  const inputs = outsideSettings(plan).filter(({ role }) => role === "input" || role === "model");
  for (const { value } of [...inputs, ...fallbackModels(plan)]) await files.stat(String(value));
}

function refuseErrors({ issues }: Plan): void {
  if (!hasErrors(issues)) return;
  const { code, message, hint, node, expected, got } = issues.find(({ severity }) => severity === "error")!;
  throw new MillraceError(code, { message, node, expected, got, hint: hint ?? "Mend it, and export again." });
}

function secretsOf(plan: Plan): { name: string; isSet: boolean }[] {
  return secretsOfPlan(plan).map(({ name }) => ({ name, isSet: isSecretSet(name) }));
}

function targetOf(asked: string): TargetName {
  const found = TARGET_NAMES.find((name) => name === asked);
  if (found) return found;
  throw new MillraceError("EXPORT_TARGET_UNKNOWN", {
    message: `There is no target "${asked}".`,
    expected: `one of ${TARGET_NAMES.join(", ")}`,
    hint: "Choose one of these.",
  });
}

function platformOf(asked: string | undefined): Platform | undefined {
  return PLATFORMS.find((name) => name === asked);
}
