// Runs with a journal: when one goes on, when it is refused, and what it says then.

import { mkdir, readFile, rm, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { beforeEach, describe, expect, test } from "vitest";
import { readRecords, RecordFile } from "../../engine/host/record-file.ts";
import { toBytes } from "../../engine/runtime/journal/records.ts";
import { sampledSum } from "../../engine/runtime/journal/sampled-sum.ts";
import type { FileReader } from "../../engine/sdk/services.ts";
import { sqliteExec, sqliteOf, sqliteText } from "../support/make-sqlite.ts";
import { startWith } from "../kills/start.ts";
import { ended, workspace, type Ended } from "./millrace.ts";

const work = workspace();
const JOURNAL = "out.csv.millrace-journal";
const FILES = ["out.csv", "out.csv.part", "out.csv.failed.jsonl", "out.csv.failed.jsonl.part", JOURNAL];

const rows = (count: number) => {
  const all = Array.from({ length: count }, (_, i) => `${i},${i % 50 === 7 ? "x" : (i * 7919) % 11}\n`);
  return `id,a\n${all.join("")}`;
};

async function writeFlow(value: number): Promise<void> {
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", batchRows: 20, types: { a: "float64" } }],
      ["high", "threshold", { column: "a", value, release: 3, output: "high" }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> high", "high -> out"],
  );
}

/** Runs with an output in a folder of its own, which is removed in the middle. */
async function runInGoneFolder(args: readonly string[]): Promise<Ended> {
  await mkdir(work.path("made"));
  return run(["--set", "out.path=made/out.csv", ...args], { GONE_AT: "80", GONE: work.path("made") });
}

beforeEach(async () => {
  for (const name of [...FILES, `${JOURNAL}.lock`]) await rm(work.path(name), { force: true });
  await work.write("rows.csv", rows(1000));
  await writeFlow(6);
});

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  ended(startWith(work, ["run", "flow.millrace.json", ...args], { MILLRACE_CHECKPOINT_MS: "0", ...env }));

/** Ends a run somewhere in its middle. */
async function kill(at = 80): Promise<void> {
  expect((await run(["--journal"], { KILL_AT: String(at) })).code).toBe("SIGKILL");
}

/** Where the last record ends that is whole: a kill may come while one is written. */
async function wholeRecords(journal: string): Promise<number> {
  const bytes = await readFile(journal);
  const reader: FileReader = {
    size: bytes.length,
    read: (into, from) => Promise.resolve(bytes.copy(into, 0, from)),
    close: () => Promise.resolve(),
  };
  let end = bytes.indexOf("\n") + 1;
  for await (const record of readRecords(reader, end)) end = record.end;
  return end;
}

async function undisturbed(): Promise<{ readonly out: string; readonly failed: string }> {
  expect((await run([])).code).toBe(3);
  const found = { out: await work.read("out.csv"), failed: await work.read("out.csv.failed.jsonl") };
  await rm(work.path("out.csv"));
  await rm(work.path("out.csv.failed.jsonl"));
  return found;
}

describe("a run with a journal", () => {
  test("leaves nothing but its outputs where it comes to its end", async () => {
    const before = await work.names();
    expect((await run(["--journal"])).code).toBe(3);
    expect(await work.names()).toEqual([...before, "out.csv", "out.csv.failed.jsonl"].toSorted());
  });

  test("goes on where it was killed, and says so", async () => {
    const whole = await undisturbed();
    await kill();
    expect(await work.names()).toEqual(expect.arrayContaining(["out.csv.part", JOURNAL]));
    const { code, stderr } = await run(["--resume"]);
    expect(code, stderr).toBe(3);
    expect(stderr).toMatch(/done: 1,000 rows in .*; [1-9]\d* of them before it was resumed/);
    expect({ out: await work.read("out.csv"), failed: await work.read("out.csv.failed.jsonl") }).toEqual(
      whole,
    );
    expect(await work.names()).not.toContain(JOURNAL);
  });

  test("after Ctrl-C it goes on too, and has said how", async () => {
    const whole = await undisturbed();
    const child = startWith(work, ["run", "flow.millrace.json", "--journal", "--events", "ndjson"], {
      MILLRACE_CHECKPOINT_MS: "0",
    });
    const end = ended(child);
    child.stdout.once("data", () => child.kill("SIGINT"));
    const stopped = await end;
    // Who is quick has come to the end before the signal came.
    if (stopped.code !== 3) {
      expect(stopped.code, stopped.stderr).toBe(130);
      expect(stopped.stderr).toContain("The same command with --resume goes on from there.");
      expect((await run(["--resume"])).code).toBe(3);
    }
    expect(await work.read("out.csv")).toBe(whole.out);
  });

  test("with both flags it begins where there is nothing to go on from", async () => {
    const { code, stderr } = await run(["--journal", "--resume"]);
    expect(code, stderr).toBe(3);
    expect(stderr).not.toContain("resumed");
  });

  test("a disk that is full ends it; with room again it goes on", async () => {
    const whole = await undisturbed();
    const full = await run(["--journal"], { FULL_AT: "12000" });
    expect(full.code).toBe(1);
    expect(full.stderr).toContain("error DISK_FULL");
    expect(full.stderr).toContain("The same command with --resume goes on from there.");
    const { code, stderr } = await run(["--resume"]);
    expect(code, stderr).toBe(3);
    expect(stderr).toContain("of them before it was resumed");
    expect({ out: await work.read("out.csv"), failed: await work.read("out.csv.failed.jsonl") }).toEqual(
      whole,
    );
  });

  test("a record that was not written to its end counts for nothing", async () => {
    const whole = await undisturbed();
    await kill();
    const journal = await readFile(work.path(JOURNAL));
    await work.write(JOURNAL, journal.subarray(0, journal.length - 3));
    expect((await run(["--resume"])).code).toBe(3);
    expect(await work.read("out.csv")).toBe(whole.out);
  });
});

/** What was done between the two runs, what is said of it, and what the run leaves alone. */
const REFUSALS: readonly (readonly [
  what: string,
  change: () => Promise<void>,
  code: string,
  says: string,
])[] = [
  ["there is no journal", () => rm(work.path(JOURNAL)), "JOURNAL_MISSING", "--journal --resume"],
  [
    "the journal is cut off in its first record",
    async () => work.write(JOURNAL, (await readFile(work.path(JOURNAL))).subarray(0, 60)),
    "JOURNAL_DAMAGED",
    "cut off",
  ],
  ["the source has a row more", () => work.write("rows.csv", rows(1001)), "JOURNAL_SOURCE", "bytes and has"],
  [
    "the source has another number",
    async () => work.write("rows.csv", (await work.read("rows.csv")).replace("\n999,", "\n998,")),
    "JOURNAL_SOURCE",
    "its content is another",
  ],
  ["a node is set differently", () => writeFlow(7), "JOURNAL_WORKFLOW", '"high" is set differently'],
  ["the unfinished output is gone", () => rm(work.path("out.csv.part")), "JOURNAL_OUTPUT", "it is gone"],
  [
    "the unfinished output is shorter",
    async () => work.write("out.csv.part", (await work.read("out.csv.part")).slice(0, 50)),
    "JOURNAL_OUTPUT",
    "and has 50",
  ],
  [
    "the unfinished output has another byte",
    async () => work.write("out.csv.part", (await work.read("out.csv.part")).replace("true", "TRUE")),
    "JOURNAL_OUTPUT",
    "its content is another",
  ],
  [
    "the journal is of another version",
    async () => {
      const bytes = await readFile(work.path(JOURNAL));
      bytes.write("millrace-journal 9\n");
      await work.write(JOURNAL, bytes);
    },
    "JOURNAL_VERSION",
    "millrace-journal 9",
  ],
];

describe("it does not go on where", () => {
  test.each(REFUSALS)("%s", async (_, change, code, says) => {
    await kill();
    await change();
    const part = await readFile(work.path("out.csv.part")).catch(() => null);
    const { code: exit, stderr } = await run(["--resume"]);
    expect(exit, stderr).toBe(2);
    expect(stderr).toContain(`error ${code}`);
    expect(stderr).toContain(says);
    expect(stderr).toMatch(/next: +\S/);
    expect(await readFile(work.path("out.csv.part")).catch(() => null), "nothing is changed").toEqual(part);
    expect(await work.names(), "the lock is let go").not.toContain(`${JOURNAL}.lock`);
  });

  test("a large source, of which only the ends are compared, was written again; a small one with the same content does", async () => {
    const note = "n".repeat(2400);
    await work.write("rows.csv", rows(1000).replaceAll("\n", `,${note}\n`));
    await kill();
    await utimes(work.path("rows.csv"), 1, 1);
    const { code, stderr } = await run(["--resume"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("it was written again")]);
    await work.write("rows.csv", rows(1000));
    await kill();
    await utimes(work.path("rows.csv"), 1, 1);
    expect(await run(["--resume"])).toMatchObject({ code: 3 });
  });

  test("flags ask for other rows", async () => {
    await kill();
    const { code, stderr } = await run(["--resume", "--limit", "10"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--limit was not given and is 10");
  });

  test("the folder of the output is gone", async () => {
    await kill();
    const { code, stderr } = await run(["--resume", "--set", "out.path=gone/out.csv"]);
    expect(code).toBe(2);
    expect(stderr).toContain("error FOLDER_MISSING");
  });

  test("the run gives something else each time", async () => {
    await work.flow(
      "flow.millrace.json",
      [
        ["rows", "csv", { path: "rows.csv", batchRows: 20 }],
        ["lists", "rows-to-list", { columns: ["a"], key: ["id"], output: "list" }],
        ["out", "write-csv", { path: "out.csv" }],
      ],
      ["rows -> lists", "lists -> out"],
    );
    await kill();
    // As if a run had computed something else: the journal says that these bytes are right.
    const part = Buffer.from((await work.read("out.csv.part")).replace("0,", "1,"));
    await work.write("out.csv.part", part);
    const journal = work.path(JOURNAL);
    const forged = await RecordFile.goOn(journal, await wholeRecords(journal));
    const mark = { node: "out", path: work.path("out.csv"), bytes: part.length, sum: sampledSum(part, 0, 0) };
    await forged.append(toBytes({ is: "checkpoint", outputs: [mark], ended: false, at: null }));
    await forged.close();
    const { code, stderr } = await run(["--resume"]);
    expect(code, stderr).toBe(1);
    expect(stderr).toContain("error REPLAY_DIFFERS");
    expect(stderr).toMatch(/from byte \d+ on/);
    expect(await work.names()).not.toContain("out.csv");
  });

  test("nothing is written or sent", async () => {
    await work.flow(
      "print.millrace.json",
      [
        ["rows", "csv", { path: "rows.csv" }],
        ["out", "print-table"],
      ],
      ["rows -> out"],
    );
    const { code, stderr } = await work.millrace(["run", "print.millrace.json", "--journal"]);
    expect(code).toBe(2);
    expect(stderr).toContain("error JOURNAL_NO_OUTPUT");
  });

  test("nothing is to be written at all", async () => {
    for (const flag of ["--journal", "--resume"]) {
      const { code, stderr } = await work.millrace(["run", "flow.millrace.json", "--dry-run", flag]);
      expect(code).toBe(2);
      expect(stderr).toContain(`'${flag}' cannot be used with option '--dry-run'`);
    }
  });
});

describe("a run without a journal", () => {
  test("says that the journal of a run that was ended lies there, and leaves it there", async () => {
    await kill();
    const journal = await readFile(work.path(JOURNAL));
    const { code, stderr } = await run([]);
    expect(code, stderr).toBe(3);
    expect(stderr).toContain("warning JOURNAL_LEFT  flow.millrace.json\n");
    expect(stderr).toContain(`${work.path(JOURNAL)}" is the journal of a run that has not come to its end`);
    expect(stderr).toContain("next:  To go on with that run, stop this one and use --resume");
    expect(await readFile(work.path(JOURNAL))).toEqual(journal);
  });

  test("says nothing where it writes nothing, and where there is none", async () => {
    expect((await run([])).stderr).not.toContain("JOURNAL_LEFT");
    await kill();
    expect((await run(["--dry-run"])).stderr).not.toContain("JOURNAL_LEFT");
  });
});

describe("of two runs on one output", () => {
  const lock = (holder: object) =>
    work.write(`${JOURNAL}.lock`, JSON.stringify({ since: 0, began: null, ...holder }));

  test.each([
    ["a process that is at work", { pid: process.pid, host: hostname() }],
    ["a process on another machine", { pid: 1, host: "elsewhere" }],
  ])("the second is refused: the lock is of %s", async (_, holder) => {
    await lock(holder);
    const { code, stderr } = await run(["--journal"]);
    expect(code).toBe(2);
    expect(stderr).toContain("error JOURNAL_IN_USE");
    expect(stderr).toContain(`process ${holder.pid} on ${holder.host}`);
    expect(await work.names()).toContain(`${JOURNAL}.lock`);
  });

  test.each([
    ["of a process that is gone", { pid: 2 ** 22 + 1, host: hostname() }],
    [
      "of a process whose number another one has now",
      { pid: process.pid, host: hostname(), began: "1 boot" },
    ],
  ])("a lock %s is taken over", async (_, holder) => {
    await lock(holder);
    expect((await run(["--journal"])).code).toBe(3);
    expect(await work.names()).not.toContain(`${JOURNAL}.lock`);
  });
});

test("a table whose trigger refuses the rows at the end: none is said to be there, and it goes on where that is mended", async () => {
  const RULE =
    "CREATE TRIGGER r BEFORE INSERT ON t WHEN NEW.id = 500 BEGIN SELECT RAISE(ABORT, 'No 500.'); END";
  await work.write("t.db", sqliteOf("CREATE TABLE t (id REAL)", "INSERT INTO t VALUES (-1)", RULE));
  await work.flow(
    "table.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["out", "write-table", { path: "t.db", table: "t", mode: "replace", columns: ["id"] }],
    ],
    ["rows -> out"],
  );
  const failed = await work.millrace(["run", "table.millrace.json", "--journal"]);
  expect(failed.code, failed.stderr).toBe(1);
  expect(failed.stderr).toContain("error TABLE_NOT_REPLACED");
  expect(failed.stderr).toContain("No 500.");
  expect(failed.stderr).toContain("out, t in t.db: 980 rows, which have not taken their place\n");
  expect(failed.stderr).not.toContain("goes on from there");
  expect(sqliteText(work.path("t.db"))).toContain("[[-1]]");
  sqliteExec(work.path("t.db"), "DROP TRIGGER r");
  const resumed = await work.millrace(["run", "table.millrace.json", "--resume"]);
  expect(resumed.code, resumed.stderr).toBe(3);
  expect(resumed.stderr).toContain("out, t in t.db: 980 rows\n");
  expect(sqliteText(work.path("t.db"))).toContain("[999]]");
});

test("a table whose run has not come to its first record, and of which somebody took away what it says of the run: refused, and no row is there twice", async () => {
  await work.write("t.db", sqliteOf("CREATE TABLE t (id REAL)"));
  await work.flow(
    "table.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", batchRows: 20 }],
      ["out", "write-table", { path: "t.db", table: "t", columns: ["id"], batchRows: 20 }],
    ],
    ["rows -> out"],
  );
  const runTable = (flag: string, env: NodeJS.ProcessEnv = {}) =>
    ended(
      startWith(work, ["run", "table.millrace.json", flag], { MILLRACE_CHECKPOINT_MS: "3600000", ...env }),
    );
  // Killed twice: the second run has cut off what stood behind the header.
  for (const flag of ["--journal", "--resume"])
    expect((await runTable(flag, { KILL_AT: "60" })).code).toBe("SIGKILL");
  const written = sqliteText(work.path("t.db"));
  expect(written).toContain("[19]");
  expect(written).not.toContain("[999]");
  sqliteExec(work.path("t.db"), "ALTER TABLE millrace_runs RENAME TO hidden");
  const refused = await runTable("--resume");
  expect(refused.code, refused.stderr).toBe(1);
  expect(refused.stderr).toContain("error TABLE_CHANGED");
  sqliteExec(work.path("t.db"), "ALTER TABLE hidden RENAME TO millrace_runs");
  expect(sqliteText(work.path("t.db"))).toBe(written);
  const resumed = await runTable("--resume");
  expect(resumed.code, resumed.stderr).toBe(3);
  expect(sqliteText(work.path("t.db")).match(/\[\d+\]/g)).toHaveLength(980);
});

test("an output whose folder is removed in the middle: that is said, and no going on is promised", async () => {
  const { code, stderr } = await runInGoneFolder(["--journal"]);
  expect(code).toBe(1);
  expect(stderr).toContain("FOLDER_GONE");
  expect(stderr).toContain("No output has been replaced.");
  expect(stderr).not.toContain("--resume");
});
