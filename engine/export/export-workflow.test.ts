// What keeps a workflow from being exported before anything is written.

import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countSource } from "../../tests/support/test-nodes.ts";
import { bareHost, planOf } from "../../tests/support/run-workflow.ts";
import { createCatalog } from "../catalog/catalog.ts";
import type { AnyNode } from "../sdk/node-definition.ts";
import { exportWorkflow, inWords } from "./export-workflow.ts";
import type { Target } from "./targets/target.ts";

const cron: Target = { name: "cron", byNpm: true, runsHere: false, add: () => {} };

test("a workflow whose nodes need what the target lacks is refused, naming the node, and nothing is made", async () => {
  const camera = { ...countSource, kind: "camera", needs: ["camera"] } as unknown as AnyNode;
  const folder = join(tmpdir(), "millrace-impossible/program");
  const exported = {
    plan: await planOf([{ id: "entrance", kind: camera }], []),
    catalog: createCatalog({}),
    host: bareHost(),
    workflow: "flow.millrace.json",
    title: "Flow",
    millrace: { version: "0", dist: "", root: "" },
  };
  const wishes = { folder, force: false, target: cron, nodeModules: "" };
  await expect(exportWorkflow(exported, wishes)).rejects.toMatchObject({
    code: "EXPORT_IMPOSSIBLE",
    message: expect.stringContaining('cannot run as cron. "entrance" needs a camera') as string,
    details: { node: "entrance" },
  });
  expect(existsSync(join(folder, ".."))).toBe(false);
});

test.each([
  ["ENOSPC", "DISK_FULL", "/to"],
  ["ENOENT", "FILE_MISSING", "/from"],
])("of two paths in a %s the one is named that is the matter", (system, code, file) => {
  const thrown = Object.assign(new Error(system), {
    ...{ code: system, syscall: "copyfile", path: "/from", dest: "/to" },
  });
  expect(inWords(thrown, "/folder")).toMatchObject({ code, details: { file } });
});
