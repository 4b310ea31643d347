// Any valid graph gives the same files whether the command line runs it, the editor's engine, or the program made of it.

import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWorkflow } from "../../engine/document/read.ts";
import { kinds } from "../contract/kinds.ts";
import { workspace } from "../cli/millrace.ts";
import { EngineClient } from "../editor/engine-client.ts";
import { exported, program } from "./exported.ts";
import { graphsOf, type Graph } from "./family/graph.ts";
import { FIELDS, type FieldName } from "./family/steps.ts";

/** So many, of these seeds, use every kind; few others use them all in so few graphs. */
const GRAPHS = { tables: 13, pictures: 2, sound: 2, words: 2 } satisfies Record<FieldName, number>;
const SEEDS = { tables: 1294, pictures: 7, sound: 7, words: 7 } satisfies Record<FieldName, number>;
const FLOW = "flow.millrace.json";

const work = workspace();
let engine: EngineClient;

beforeAll(async () => {
  for (const { files } of Object.values(FIELDS))
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(work.path(path)), { recursive: true });
      await writeFile(work.path(path), content);
    }
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
    for (const path of await filesOf(folder, name))
      found[path] = await readFile(join(folder, path), "latin1");
    await rm(join(folder, name), { recursive: true });
  }
  return found;
}

/** The file, or those of the folder. */
async function filesOf(folder: string, name: string): Promise<readonly string[]> {
  if ((await stat(join(folder, name))).isFile()) return [name];
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted();
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
  for (const input of Object.values(FIELDS).flatMap(({ inputs }) => inputs))
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

/** Graphs of tables draw their sources; those of another field begin with each of its sources in turn. */
const beginnings = (Object.keys(FIELDS) as FieldName[]).flatMap((field): [FieldName, string][] =>
  field === "tables" ? [[field, "any"]] : Object.keys(FIELDS[field].sources).map((source) => [field, source]),
);

test.each(beginnings)(
  "random graphs of %s from %s: editor, command line and program write the same bytes",
  { timeout: 180_000 },
  (field, source) =>
    fc.assert(fc.asyncProperty(graphsOf(field, source), holds), {
      numRuns: GRAPHS[field],
      seed: SEEDS[field],
    }),
);

/** What the graphs do not have: two inputs of different kinds, times, texts of that form, a pipe; their own tests run these kinds. */
const NOT_DRAWN = new Set([
  ...["excel", "folder", "jsonl", "stdin"],
  ...[
    "join",
    "parse-dates",
    "pivot",
    "sessionise",
    "split-column",
    "target-encode",
    "time-features",
    "unpivot",
  ],
]);

test("every kind whose results are determined was in one of them, but for those that no graph can feed", () => {
  const determined = kinds.filter(
    ({ kind, definition }) => ["pure", "seeded"].includes(definition.determinism) && !NOT_DRAWN.has(kind),
  );
  expect([...used].toSorted()).toEqual(determined.map(({ kind }) => kind).toSorted());
});
