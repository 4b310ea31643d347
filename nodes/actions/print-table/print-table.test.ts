// print-table: the first rows as text, aligned.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import printTable from "./print-table.ts";

const schema = { fields: [field("name", "text"), field("score", "float32"), field("late", "bool")] };
const rows = [
  { name: "Ana", score: 0.5, late: true },
  { name: "two\nlines", score: 12.25, late: false },
  { name: null, score: null, late: null },
];

async function print(
  params: Record<string, unknown> = {},
  width = 0,
  frames = [frameOf(schema, rows)],
): Promise<string> {
  let text = "";
  const output = { width, print: (more: string) => void (text += more) };
  await runNode(printTable, { params, inputs: { in: frames }, host: { output } });
  return text;
}

test("numbers stand right, text left, and nulls are empty", async () => {
  expect(await print()).toBe(
    [
      "Print table",
      "name       score  late",
      "---------  -----  -----",
      "Ana          0.5  true",
      "two⏎lines  12.25  false",
      "",
      "",
    ].join("\n"),
  );
});

test("rows beyond those wanted are counted, over all frames", async () => {
  const frame = frameOf(schema, rows);
  expect(await print({ rows: 2 }, 0, [frame.slice(0, 1), frame, frame])).toMatch(
    /Ana .*\nAna .*\nand 5 more rows\n$/,
  );
  expect(await print({ rows: 2 })).toMatch(/and 1 more row\n$/);
});

test("no rows are said to be none", async () => {
  expect(await print({}, 0, [frameOf(schema, [])])).toMatch(/\nno rows\n$/);
});

test("columns that do not fit the line are left out and counted", async () => {
  const text = await print({}, 22);
  expect(text.split("\n")[1]).toBe("name  (+2)".padStart(0));
  expect(text.split("\n").every((line) => line.length <= 22)).toBe(true);
});

test("a dry run prints nothing", async () => {
  let printed = 0;
  const output = { width: 0, print: () => void printed++ };
  const run = await runNode(printTable, {
    inputs: { in: [frameOf(schema, rows)] },
    host: { output },
    dryRun: true,
  });
  expect(printed).toBe(0);
  expect(run.effects).toMatchObject([{ rows: 3 }]);
});
