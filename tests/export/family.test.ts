// Any valid graph gives the same files whether the command line runs it, the editor's engine, or the program made of it.

import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWorkflow } from "../../engine/document/read.ts";
import { samples } from "../contract/samples.ts";
import { kinds } from "../contract/kinds.ts";
import { workspace } from "../cli/millrace.ts";
import { EngineClient } from "../editor/engine-client.ts";
import { mlp } from "../models/make.ts";
import { exported, program } from "./exported.ts";
import { graphs, type Graph } from "./family/graph.ts";

/** So many, of this seed, use every kind. */
const GRAPHS = 16;
const SEED = 11;
const FLOW = "flow.millrace.json";

const work = workspace();
let engine: EngineClient;

beforeAll(async () => {
  const rows = Array.from({ length: 80 }, (_, i) => {
    const a = i % 11 === 10 ? "" : String(Math.round(Math.sin(i) * 1000) / 500);
    return `${i},${a},${(i % 9) / 4 - 1},${["red", "green", "blue", "grey"][i % 4]}`;
  });
  await work.write("rows.csv", `id,a,b,word\n${rows.join("\n")}\n`);
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 3 }));
  await mkdir(work.path("pictures"));
  for (const [path, content] of Object.entries(samples["image-folder"].files!))
    await writeFile(work.path(path), content);
  engine = new EngineClient();
  const path = work.path(FLOW);
  await engine.call("session.open", { session: "s", folder: work.folder, path, allowed: [work.folder] });
});
afterAll(() => engine.close());

/** What a run has written into a folder, which it is taken out of. */
async function takeOutputs(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.startsWith("out-")).toSorted();
  const found: Record<string, string> = {};
  for (const name of names) {
    found[name] = await readFile(join(folder, name), "utf8");
    await rm(join(folder, name));
  }
  return found;
}

async function byCommandLine() {
  const { code, stdout, stderr } = await work.millrace(["run", FLOW, "--quiet"]);
  // 3: some rows have failed.
  expect([0, 3], stderr).toContain(code);
  return { code, stdout, files: await takeOutputs(work.folder) };
}

async function byEditor() {
  const { document } = readWorkflow(await work.read(FLOW));
  const { run } = await engine.call("run.start", { session: "s", document: document!, dryRun: false });
  const summary = await engine.until(({ event, value }) =>
    event === "run.event" && value.run === run && value.event.type === "run-done"
      ? value.event.summary
      : undefined,
  );
  expect(summary.outcome).toBe("done");
  return { files: await takeOutputs(work.folder) };
}

async function byProgram() {
  const folder = await exported(work, FLOW, "program");
  for (const input of ["rows.csv", "pictures"])
    await cp(work.path(input), join(folder, input), { recursive: true });
  const { code, stdout } = await program(folder);
  const files = await takeOutputs(folder);
  await rm(folder, { recursive: true });
  return { code, stdout, files };
}

const used = new Set<string>();

async function holds({ nodes, wires }: Graph): Promise<void> {
  for (const [, kind] of nodes) used.add(kind);
  await work.flow(FLOW, nodes, wires);
  const line = await byCommandLine();
  expect(Object.keys(line.files).length).toBeGreaterThan(0);
  expect(await byEditor()).toEqual({ files: line.files });
  expect(await byProgram()).toEqual(line);
}

test("random graphs: editor, command line and program write the same bytes", { timeout: 180_000 }, () =>
  fc.assert(fc.asyncProperty(graphs, holds), { numRuns: GRAPHS, seed: SEED }),
);

test("every kind whose results are determined was in one of them", () => {
  const determined = kinds.filter(({ definition }) => ["pure", "seeded"].includes(definition.determinism));
  expect([...used].toSorted()).toEqual(determined.map(({ kind }) => kind).toSorted());
});
