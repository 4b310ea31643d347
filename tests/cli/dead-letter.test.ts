// `millrace run --from-dead-letter`: what it runs, where that goes, and which flags go together.

import { rm } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { workspace } from "./millrace.ts";

const work = workspace();
const FLOW = "flow.millrace.json";
const LETTERS = "out.csv.failed.jsonl";
const RUN = ["run", FLOW];
const AGAIN = [...RUN, "--from-dead-letter", LETTERS];

beforeAll(async () => {
  await work.write("rows.csv", "id,a\n1,2\n2,\n3,x\n4,5\n");
  await work.flow(
    FLOW,
    [
      ["rows", "csv", { path: "rows.csv", types: { a: "float64" } }],
      ["some", "filter", { condition: "id < 4.0" }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> some", "some -> out"],
  );
});

test("the summary counts the rows that were left out", async () => {
  const { code, stderr } = await work.millrace(RUN);
  expect([code, stderr]).toEqual([3, expect.stringContaining("\n  1 row left out by filters and limits")]);
  expect(await work.read("out.csv")).toBe("id,a\n1,2\n2,\n");
  const [line] = (await work.read(LETTERS)).trimEnd().split("\n");
  expect(JSON.parse(line)).toMatchObject({ line: 4, attempt: 1, workflow: { name: "flow" } });
});

describe("rows that are run again", () => {
  test("are written beside the outputs, which stay as they are", async () => {
    await work.write("rows.csv", "id,a\n1,2\n2,\n3,7\n4,5\n");
    const { code, stderr } = await work.millrace(AGAIN);
    expect([code, stderr]).toEqual([0, expect.stringContaining("1 row run again, attempt 2\n")]);
    expect(await work.read("out.attempt-2.csv")).toBe("id,a\n3,7\n");
    expect(await work.read("out.csv")).toBe("id,a\n1,2\n2,\n");
  });

  test("leave what came of a run of other lines before, which is beside the outputs already", async () => {
    await work.write("rows.csv", "id,a\n1,2\n2,\n3,8\n4,5\n");
    const { code, stderr } = await work.millrace(AGAIN);
    expect([code, stderr]).toEqual([0, expect.stringContaining("1 row run again, attempt 3\n")]);
    expect(await work.read("out.attempt-2.csv")).toBe("id,a\n3,7\n");
    expect(await work.read("out.attempt-3.csv")).toBe("id,a\n3,8\n");
    await rm(work.path("out.attempt-3.csv"));
    expect(await work.millrace([...AGAIN, "--append"])).toMatchObject({ code: 0 });
    expect(await work.read("out.csv")).toBe("id,a\n1,2\n2,\n3,8\n");
    expect(await work.read("out.attempt-2.csv")).toBe("id,a\n3,7\n");
    for (const name of ["out.attempt-2.csv", `${LETTERS}.appended`]) await rm(work.path(name));
    await work.write("out.csv", "id,a\n1,2\n2,\n");
  });

  test("are put behind the outputs with --append, and what fails again is kept", async () => {
    await work.write("rows.csv", "id,a\n1,2\n2,\n3,7\n4,5\n");
    expect(await work.millrace([...AGAIN, "--append"])).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/\n {2}out\.csv: 1 row\n {2}appended to out\.csv\n/) as string,
    });
    expect(await work.read("out.csv")).toBe("id,a\n1,2\n2,\n3,7\n");
    expect(await work.names()).not.toContain("out.attempt-2.csv");
  });

  test("are refused where they are behind the outputs already, until the outputs are written anew", async () => {
    const before = await work.read("out.csv");
    const { code: exit, stderr } = await work.millrace([...AGAIN, "--append"]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("DEAD_LETTER_APPENDED")]);
    expect(stderr).toContain(`${LETTERS}.appended`);
    expect(await work.read("out.csv")).toBe(before);
    await work.write("rows.csv", "id,a\n1,2\n2,\n3,x\n4,5\n");
    expect(await work.millrace(RUN)).toMatchObject({ code: 3 });
    expect(await work.names()).not.toContain(`${LETTERS}.appended`);
    // As editors of Windows save it.
    await work.write(LETTERS, `\ufeff${(await work.read(LETTERS)).replaceAll("\n", "\r\n")}`);
    await work.write("rows.csv", "id,a\n1,2\n2,\n3,7\n4,5\n");
    expect(await work.millrace([...AGAIN, "--append"])).toMatchObject({ code: 0 });
    expect(await work.read("out.csv")).toBe(before);
  });

  test("that fail again with --append are kept, and may be tried once more", async () => {
    await rm(work.path(`${LETTERS}.appended`));
    await work.write("rows.csv", "id,a\n1,2\n2,\n3,y\n4,5\n");
    expect(await work.millrace([...AGAIN, "--append"])).toMatchObject({ code: 3 });
    expect(await work.read("out.csv")).toBe("id,a\n1,2\n2,\n3,7\n");
    const kept = await work.read("out.attempt-2.csv.failed.jsonl");
    expect(JSON.parse(kept)).toMatchObject({ line: 4, attempt: 2 });
    expect(await work.millrace([...AGAIN, "--append"])).toMatchObject({ code: 3 });
  });

  test("are not put behind other columns: they stay beside, and it is told", async () => {
    await work.write("rows.csv", "id,a\n1,2\n2,\n3,7\n4,5\n");
    await work.write("out.csv", "id,other\n1,2");
    const { code, stderr } = await work.millrace([...AGAIN, "--append"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("APPEND_DIFFERS")]);
    expect(await work.read("out.csv")).toBe("id,other\n1,2");
    expect(await work.read("out.attempt-2.csv")).toBe("id,a\n3,7\n");
  });
});

describe("files that follow each other", () => {
  const rolled = ["--set", "out.path=part-{n}.csv", "--set", "out.rollMegabytes=1"];
  const again = [...RUN, ...rolled, "--from-dead-letter", "part-{n}.csv.failed.jsonl"];

  test("are followed by what comes of a try, or have those of each try beside them", async () => {
    await work.write("rows.csv", "id,a\n1,2\n2,\n3,x\n4,5\n");
    expect(await work.millrace([...RUN, ...rolled])).toMatchObject({ code: 3 });
    await work.write("rows.csv", "id,a\n1,2\n2,\n3,7\n4,5\n");
    expect(await work.millrace(again)).toMatchObject({ code: 0 });
    expect(await work.millrace(again)).toMatchObject({ code: 0 });
    expect(await work.read("part-0001.attempt-2.csv")).toBe("id,a\n3,7\n");
    expect(await work.read("part-0001.attempt-3.csv")).toBe("id,a\n3,7\n");
    expect(await work.millrace([...again, "--append"])).toMatchObject({ code: 0 });
    expect(await work.read("part-0001.csv")).toBe("id,a\n1,2\n2,\n");
    expect(await work.read("part-0002.csv")).toBe("id,a\n3,7\n");
    const { code, stderr } = await work.millrace([...again, "--append"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("DEAD_LETTER_APPENDED")]);
  });
});

test("rows beyond --limit are not noted as if they had been run", async () => {
  for (const name of await work.names()) await rm(work.path(name));
  await work.write("rows.csv", "id,v\n1,x\n2,y\n3,z\n");
  await work.flow(
    FLOW,
    [
      ["rows", "csv", { path: "rows.csv", types: { v: "text" } }],
      ["number", "cast", { columns: { v: "int64" } }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> number", "number -> out"],
  );
  expect(await work.millrace(RUN)).toMatchObject({ code: 3 });
  await work.write(LETTERS, (await work.read(LETTERS)).replaceAll(/"v":"[xyz]"/gu, '"v":"7"'));
  expect(await work.millrace([...AGAIN, "--append", "--limit", "2"])).toMatchObject({ code: 0 });
  expect(await work.read("out.csv")).toBe("id,v\n1,7\n2,7\n");
  const [, , third] = (await work.read(LETTERS)).split("\n");
  await work.write("rest.jsonl", third);
  await work.write("rest.jsonl.appended", await work.read(`${LETTERS}.appended`));
  expect(await work.millrace([...RUN, "--from-dead-letter", "rest.jsonl", "--append"])).toMatchObject({
    code: 0,
  });
  expect(await work.read("out.csv")).toBe("id,v\n1,7\n2,7\n3,7\n");
});

describe("flags that do not go together", () => {
  test.each<[string[], string]>([
    [[...RUN, "--append"], "USAGE_DEAD_LETTER"],
    [[...AGAIN, "--partition", "1/2"], "USAGE_DEAD_LETTER"],
    [[...RUN, "--from-dead-letter", "none.jsonl"], "FILE_MISSING"],
  ])("%j: %s, and nothing runs", async (args, code) => {
    const before = await work.names();
    expect(await work.millrace(args)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(code) as string,
    });
    expect(await work.names()).toEqual(before);
  });

  test("--append, and an output that nothing can be put behind", async () => {
    await work.flow(
      "report.millrace.json",
      [
        ["rows", "csv", { path: "rows.csv", types: { a: "float64" } }],
        ["out", "write-parquet", { path: "out.parquet" }],
      ],
      ["rows -> out"],
    );
    await work.write(
      "letters.jsonl",
      (await work.read(LETTERS)).replaceAll('"name":"flow"', '"name":"report"'),
    );
    const args = ["run", "report.millrace.json", "--from-dead-letter", "letters.jsonl", "--append"];
    const { code, stderr } = await work.millrace(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining("DEAD_LETTER_APPEND")]);
    expect(await work.names()).not.toContain("out.attempt-2.parquet");
  });
});
