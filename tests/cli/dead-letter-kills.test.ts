// Failed rows are in a table once and behind an output once, whenever a run of them was killed: the same command goes on, or says what is done.

import { readFile, rm, writeFile } from "node:fs/promises";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startWith } from "../kills/start.ts";
import { sqliteOf, sqliteText } from "../support/make-sqlite.ts";
import { ended, workspace, type Ended, type FlowNode } from "./millrace.ts";

const work = workspace();
const FLOW = "flow.millrace.json";
const LETTERS = "out.csv.failed.jsonl";
const JOURNAL = `${LETTERS}.millrace-journal`;
const ROWS = 120;
/** Every third row is a number from the beginning. */
const FAILED = 80;
const AGAIN = ["run", FLOW, "--from-dead-letter", LETTERS, "--append"];

const nodes: readonly FlowNode[] = [
  ["rows", "csv", { path: "rows.csv", types: { id: "int64", v: "text" }, batchRows: 20 }],
  ["number", "cast", { columns: { v: "int64" } }],
  ["out", "write-csv", { path: "out.csv" }],
  ["lines", "write-jsonl", { path: "lines.jsonl" }],
  ["table", "write-table", { path: "t.db", table: "t", batchRows: 7 }],
];
const wires = ["rows -> number", "number -> out", "number -> lines", "number -> table"];

/** What is there after the first run, its failed rows mended. */
const first = new Map<string, Uint8Array>();

async function restore(): Promise<void> {
  for (const name of await work.names()) await rm(work.path(name));
  for (const [name, bytes] of first) await writeFile(work.path(name), bytes);
}

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  ended(startWith(work, args, { MILLRACE_CHECKPOINT_MS: "0", ...env }));

/** In the order of the file, in which one run that goes on behind another puts them as well. */
const tableIds = () =>
  (JSON.parse(sqliteText(work.path("t.db"))) as [string, unknown[][]][])[0][1].map(([id]) => Number(id));

async function outcome(): Promise<object> {
  return { table: tableIds(), out: await work.read("out.csv"), lines: await work.read("lines.jsonl") };
}

beforeAll(async () => {
  const row = (id: number) => `${id},${id % 3 === 0 ? id : `x${id}`}\n`;
  await work.write("rows.csv", `id,v\n${Array.from({ length: ROWS }, (_, id) => row(id)).join("")}`);
  await work.write("t.db", sqliteOf("CREATE TABLE t (id INTEGER, v INTEGER)"));
  await work.flow(FLOW, nodes, wires);
  expect((await run(["run", FLOW])).stderr).toContain(`${FAILED} rows failed`);
  await work.write(LETTERS, (await work.read(LETTERS)).replaceAll('"v":"x', '"v":"'));
  for (const name of await work.names()) first.set(name, await readFile(work.path(name)));
});

beforeEach(restore);

describe("a run of failed rows that is killed", () => {
  test("comes to what it would have come to, wherever that was", async () => {
    expect(await run(AGAIN, { COUNT_TO: work.path("count") })).toMatchObject({ code: 0 });
    const changes = Number(await work.read("count"));
    const undisturbed = await outcome();
    expect(tableIds().toSorted((a, b) => a - b)).toEqual(Array.from({ length: ROWS }, (_, id) => id));
    const told = new Set<number | NodeJS.Signals>();
    // Some moments in the middle, and the last ones, in which outputs grow and it is noted what is done.
    const moments = [0.15, 0.4, 0.6, 0.8].map((share) => Math.round(share * changes));
    for (const at of [...moments, changes - 14, changes - 9, changes - 6, changes - 2]) {
      await restore();
      expect((await run(AGAIN, { KILL_AT: String(at) })).code).toBe("SIGKILL");
      const { code, stderr } = await run(AGAIN);
      told.add(code);
      if (code === 2) expect(stderr).toContain("DEAD_LETTER_APPENDED");
      expect([at, await outcome()]).toEqual([at, undisturbed]);
    }
    expect(told).toEqual(new Set([0, 2]));
  }, 60_000);

  test("says that it goes on, and is refused where the lines have changed since", async () => {
    expect((await run(AGAIN, { KILL_AT: "60" })).code).toBe("SIGKILL");
    const letters = await work.read(LETTERS);
    await work.write(LETTERS, letters.replace('"v":"1"', '"v":"9"'));
    expect(await run(AGAIN)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("JOURNAL_SOURCE") as string,
    });
    expect(await work.names()).toContain(JOURNAL);
    // Begun anew, what has come into the table is there once more, and that is told.
    const { code, stderr } = await run([...AGAIN, "--journal"]);
    expect([code, stderr]).toEqual([0, expect.stringContaining("TABLE_HALF_WRITTEN")]);
    expect(tableIds().length).toBeGreaterThan(ROWS);
    expect(await work.names()).not.toContain(JOURNAL);
  });

  test("is of no interest any more when all rows have been run anew", async () => {
    expect((await run(AGAIN, { KILL_AT: "60" })).code).toBe("SIGKILL");
    expect(await work.names()).toContain(JOURNAL);
    await rm(work.path("t.db"));
    expect(await run(["run", FLOW])).toMatchObject({ code: 3 });
    expect(await work.names()).not.toContain(JOURNAL);
    await work.write(LETTERS, (await work.read(LETTERS)).replaceAll('"v":"x', '"v":"'));
    expect(await run(AGAIN)).toMatchObject({ code: 0 });
    expect(tableIds()).toHaveLength(ROWS);
  });

  test("goes on whatever has become of the source, which it does not read", async () => {
    expect((await run(AGAIN, { KILL_AT: "60" })).code).toBe("SIGKILL");
    await rm(work.path("rows.csv"));
    const { code, stderr } = await run(AGAIN);
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining("attempt 2; goes on where the run before was ended"),
    ]);
    expect(tableIds()).toHaveLength(ROWS);
  });

  test("that writes files which cannot be gone on with is not repeated unseen", async () => {
    const rolled = ["--set", "lines.path=lines-{n}.jsonl", "--set", "lines.rollMegabytes=1"];
    const command = ["run", FLOW, "--from-dead-letter", LETTERS, ...rolled];
    expect((await run(command, { KILL_AT: "60" })).code).toBe("SIGKILL");
    const there = tableIds();
    expect(there.length).toBeGreaterThan(ROWS - FAILED);
    expect(await run(command)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("DEAD_LETTER_BEGUN") as string,
    });
    expect(tableIds()).toEqual(there);
    await rm(work.path(`${LETTERS}.appended`));
    expect(await run(command)).toMatchObject({ code: 0 });
    expect(await run(command)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("DEAD_LETTER_GIVEN") as string,
    });
  });
});

describe("files alone", () => {
  const [one, other] = ["one.jsonl", "other.jsonl"];
  const flowOfFiles = () => work.flow(FLOW, nodes.slice(0, 3), wires.slice(0, 2));
  const append = (file: string, env: NodeJS.ProcessEnv = {}) =>
    run(["run", FLOW, "--from-dead-letter", file, "--append"], env);

  async function split(): Promise<void> {
    await flowOfFiles();
    const lines = (await work.read(LETTERS)).trimEnd().split("\n");
    await work.write(one, `${lines.slice(0, 30).join("\n")}\n`);
    await work.write(other, `${lines.slice(30).join("\n")}\n`);
  }

  beforeEach(split);

  test("get the rows of a try that was killed, also where another try has come in between", async () => {
    expect(await append(one, { COUNT_TO: work.path("count") })).toMatchObject({ code: 0 });
    const changes = Number(await work.read("count"));
    // The last moments: outputs are in place, it is noted what is to be put behind which, it is put there.
    for (const at of Array.from({ length: 10 }, (_, i) => changes - 1 - i).filter((moment) => moment > 0)) {
      await restore();
      await split();
      expect((await append(one, { KILL_AT: String(at) })).code).toBe("SIGKILL");
      expect(await append(other)).toMatchObject({ code: 0 });
      expect([0, 2]).toContain((await append(one)).code);
      const ids = (await work.read("out.csv"))
        .trimEnd()
        .split("\n")
        .slice(1)
        .map((line) => Number(line.split(",")[0]));
      expect([at, ids.toSorted((a, b) => a - b)]).toEqual([at, Array.from({ length: ROWS }, (_, id) => id)]);
      expect((await work.names()).filter((name) => /attempt|millrace-journal/.test(name))).toEqual([]);
    }
  }, 60_000);

  test("are not given the same lines by two at once", async () => {
    const both = await Promise.all([append(LETTERS), append(LETTERS)]);
    expect(both.map(({ code }) => code)).toContain(0);
    const lines = (await work.read("out.csv")).trimEnd().split("\n");
    expect(lines).toHaveLength(1 + ROWS);
    expect(new Set(lines).size).toBe(1 + ROWS);
  });
});
