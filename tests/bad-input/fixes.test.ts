// Is every fix that an issue offers one that can be applied, and is the issue gone afterwards?

import { describe, expect, test } from "vitest";
import { createCatalog } from "../../engine/catalog/catalog.ts";
import { applyCommands } from "../../engine/document/apply.ts";
import type { Issue } from "../../engine/document/issue.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { writeWorkflow } from "../../engine/document/write.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { nodeHost } from "../../engine/host/host.ts";
import { createModels } from "../../engine/models/models.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { graphCases } from "./cases/graphs.ts";
import { modelFileCases, modelInputCases } from "./cases/models.ts";
import { repairCases } from "./cases/repairs.ts";
import { fileRowCases, modelRowCases } from "./cases/rows.ts";
import { columnCases, unreadableCases } from "./cases/tables.ts";
import { workspace } from "./support/workspace.ts";

const log = { debug: () => {}, warn: () => {} };
const catalog = createCatalog(nodeKinds);

const all = [
  ...graphCases,
  ...modelFileCases,
  ...modelInputCases,
  ...columnCases,
  ...unreadableCases,
  ...fileRowCases,
  ...modelRowCases,
  ...repairCases,
].flatMap(({ name, files = {}, flow }) => (typeof flow === "string" ? [] : [{ name, files, flow }]));

/** What a workflow in a folder is said to have wrong. */
async function issuesOf(folder: string, document: WorkflowDocument): Promise<readonly Issue[]> {
  const files = diskFiles(folder);
  const models = createModels({ files, clock: systemClock, log });
  const host = nodeHost({ files, models, log, output: { print: () => {}, width: 0 } });
  return (await makePlan(document, catalog, { host })).issues;
}

/** What makes an issue the same after an edit; the message may count differently. */
const sameness = ({ code, node, port, path, got }: Issue) => JSON.stringify([code, node, port, path, got]);

describe("every issue", () => {
  test.each(all.map((bad) => [bad.name, bad] as const))("of %s says what to do", async (_, bad) => {
    const { folder } = await workspace(bad.files);
    for (const issue of await issuesOf(folder, bad.flow)) {
      expect(issue.code).toMatch(/^[A-Z][A-Z_]+$/);
      expect(issue.message).toMatch(/[.?)]$/);
      expect(issue.hint ?? issue.fix, JSON.stringify(issue)).toBeDefined();
    }
  });
});

describe("every fix", () => {
  test.each(all.map((bad) => [bad.name, bad] as const))("for %s removes its issue", async (_, bad) => {
    const { folder } = await workspace(bad.files);
    const before = await issuesOf(folder, bad.flow);
    for (const issue of before) {
      if (!issue.fix) continue;
      const after = applyCommands(bad.flow, issue.fix.commands);
      const left = await issuesOf(folder, after);
      expect(left.map(sameness), issue.fix.label).not.toContain(sameness(issue));
      const old = new Set(bad.flow.nodes.map(({ id }) => id));
      const inserted = after.nodes.filter(({ id }) => !old.has(id)).map(({ id }) => id);
      const blamed = left.filter(
        ({ node, severity, code }) =>
          severity === "error" && inserted.includes(node ?? "") && code !== "INPUT_MISSING",
      );
      expect(blamed, "errors of a node that the fix brought").toEqual([]);
      // What a fix leaves is a workflow that can be saved and opened again.
      expect(readWorkflow(writeWorkflow(after)).document).toEqual(after);
    }
  });

  test.each(repairCases.map((good) => [good.name, good] as const))("is offered for %s", async (_, good) => {
    const { folder } = await workspace(good.files);
    const issues = await issuesOf(folder, good.flow);
    const found = issues.filter(({ code }) => code === good.code);
    expect(found.map(({ fix }) => fix?.label)).toEqual(found.map(() => expect.any(String) as string));
    expect(found).not.toEqual([]);
  });
});
