// csv: numbers with marks between their thousands, or a comma before the fraction, are recognised, said and read.

import { describe, expect, test } from "vitest";
import { fixesOf, type Issue } from "../../../engine/document/issue.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { readCsv } from "../../../tests/support/read-csv.ts";
import writeJsonl from "../../actions/write-jsonl/write-jsonl.ts";

/** The params that a fix sets. */
function settings(issue: Pick<Issue, "fix">): Record<string, unknown> {
  const commands = issue.fix?.commands ?? [];
  return Object.fromEntries(
    commands.flatMap((command) => (command.do === "set-param" ? [[command.param, command.value]] : [])),
  );
}

describe("numbers that are not read as they stand", () => {
  test.each([
    ['price,qty\n"1,234.50",1\n"12,500",2\n900,3\n', { thousands: "," }, [1234.5, 12500, 900]],
    ['price,qty\n"1.234,5",1\n"12,5",2\n900,3\n', { thousands: "." }, [1234.5, 12.5, 900]],
    ["price;qty\n1.234,50;1\n12.500,00;2\n900;3\n", { thousands: "." }, [1234.5, 12500, 900]],
    ["price;qty\n1 234,5;1\n12,5;2\n900;3\n", { thousands: "space" }, [1234.5, 12.5, 900]],
    ["price;qty\n1'234.5;1\n12.5;2\n900;3\n", { thousands: "'" }, [1234.5, 12.5, 900]],
    ['price,qty\n"12,5",1\n"1234,5",2\n900,3\n', { decimal: "comma" }, [12.5, 1234.5, 900]],
  ])("%j is said, and the fix reads them", async (text, params, prices) => {
    const before = await readCsv(text);
    expect(before.issues).toMatchObject([{ code: "NUMBER_SPELLING", severity: "warning" }]);
    expect(settings(before.issues[0])).toEqual(params);
    const after = await readCsv(text, params);
    expect(after.issues).toEqual([]);
    expect(after.codes).toEqual([]);
    expect(after.rows.map(({ price }) => price)).toEqual(prices);
  });

  test("a few of them among plain numbers too", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},x\n`).join("");
    const text = `price,b\n${rows}"1,234.5",x\n`;
    const { issues, types } = await readCsv(text);
    expect(types[0]).toBe("price float64");
    expect(issues).toMatchObject([{ code: "NUMBER_SPELLING" }]);
    expect(issues[0].message).toContain("such rows will fail");
    expect((await readCsv(text, settings(issues[0]))).codes).toEqual([]);
  });

  test("where a mark may be a decimal comma both ways are offered, and none is taken unasked", async () => {
    const { issues } = await readCsv('price,qty\n"1,234",1\n"12,500",2\n');
    expect(issues).toHaveLength(1);
    expect(issues[0]).not.toHaveProperty("fix");
    expect(issues[0].otherFixes?.map(({ label }) => label)).toEqual([
      "Read 1,234 as 1234",
      "Read 1,234 as 1.234",
    ]);
    expect(issues[0].hint).toContain("1,234 may mean 1234 or 1.234");
  });

  test("a file whose other columns have points keeps them: a formula does it", async () => {
    const { issues } = await readCsv('price,share\n"1.234,5",0.5\n"12,5",0.25\n');
    expect(issues).toHaveLength(1);
    expect(issues[0]).not.toHaveProperty("fix");
    expect(issues[0].hint).toContain('number(replace(replace(price, ".", ""), ",", "."))');
  });

  test.each([
    ["a declared type", 'price,q\n"1,234.5",1\n', { types: { price: "text" } }],
    ["names and codes", 'name,q\n"Smith, Ada",1\n"Doe, Bob",2\n', {}],
    ["dates", "day,q\n2026-01-31,1\n", {}],
  ])("no word of %s", async (_, text, params) => {
    expect((await readCsv(text, params)).issues).toEqual([]);
  });
});

test("a mark that is ambiguous can be set to mean thousands", async () => {
  const text = "a;b\n1,234;x\n12,500;y\n";
  const { issues } = await readCsv(text);
  expect(fixesOf(issues[0] as Issue).map(({ label }) => label)).toEqual([
    "Read 1,234 as 1.234",
    "Read 1,234 as 1234",
  ]);
  const after = await readCsv(text, { thousands: "," });
  expect(after.issues).toEqual([]);
  expect(after.rows.map(({ a }) => a)).toEqual([1234, 12500]);
});

test("marks stand between threes only; a row with others fails", async () => {
  const { rows, codes } = await readCsv("a;b\n1,23;x\n1,234;y\n", {
    thousands: ",",
    types: { a: "float64" },
  });
  expect(codes).toEqual(["2 NUMBER_INVALID"]);
  expect(rows.map(({ a }) => a)).toEqual([1234]);
});

test("whole numbers of 64 bits have marks too", async () => {
  const { rows } = await readCsv('a,b\n"9,007,199,254,740,993",x\n', {
    thousands: ",",
    types: { a: "int64" },
  });
  expect(rows.map(({ a }) => a)).toEqual([9007199254740993n]);
});

test("one sign for both is refused", async () => {
  const { issues } = await readCsv("a,b\n1.234,x\n", { thousands: ".", decimal: "point" });
  expect(issues).toMatchObject([{ code: "SIGNS_EQUAL", severity: "error" }]);
  expect(settings(issues[0])).toEqual({ decimal: "auto" });
});

test("numbers with marks are numbers in JSON", async () => {
  const { frames } = await readCsv("a;b\n1'234;2\n12;3\n", { thousands: "'" });
  const files = memoryFiles();
  await runNode(writeJsonl, { params: { path: "out.jsonl" }, inputs: { in: frames }, host: { files } });
  expect(files.text("out.jsonl")).toBe('{"a":1234,"b":2}\n{"a":12,"b":3}\n');
});
