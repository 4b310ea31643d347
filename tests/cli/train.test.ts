// `millrace train` on files as people have them: what it writes runs at once, and what it cannot do it says.

import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import type { TrainResult } from "../../app/cli/report/training.ts";
import { seededRandom } from "../../engine/train/random.ts";
import { ended, workspace } from "./millrace.ts";

const work = workspace();
const ROWS = 500;

interface Row {
  readonly day: string;
  readonly town: string;
  readonly price: string;
  readonly good: string;
  readonly amount: string;
}

/** Whether something was good goes by the price, the town and the weekday; some cells are empty. */
function shop(rows: number): Row[] {
  const random = seededRandom(4);
  return Array.from({ length: rows }, (_, i) => {
    const moment = new Date(Date.UTC(2024, 0, 1 + (i % 365)));
    const price = random.next() * 10;
    const town = ["Aue", "Bonn", "Celle"][random.below(3)];
    const amount = 20 - 2 * price + (town === "Bonn" ? 6 : 0) + (moment.getUTCDay() === 0 ? 8 : 0);
    return {
      day: moment.toISOString().slice(0, 10),
      town: random.next() < 0.04 ? "" : town,
      price: random.next() < 0.04 ? "" : price.toFixed(2),
      good: String(amount > 14),
      amount: (amount + random.normal()).toFixed(2),
    };
  });
}

function csv(rows: readonly object[]): string {
  return [Object.keys(rows[0]), ...rows.map((row) => Object.values(row) as string[])]
    .map((cells) => `${cells.join(",")}\n`)
    .join("");
}

const train = (args: readonly string[]) => work.millrace(["train", ...args]);

beforeAll(() => work.write("shop.csv", csv(shop(ROWS))));

test("a model, its workflow and its card; the workflow runs as it is, missing cells and dates included", async () => {
  const { code, stdout, stderr } = await train([
    "shop.csv",
    "--target",
    "good",
    "--ignore",
    "amount",
    "-o",
    "good.onnx",
  ]);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain("run it with: millrace run good.millrace.json");
  expect(stdout).toMatch(/learned good: one of 2 classes \(false, true\), from 400 rows/);
  expect(stdout).toMatch(/AUC +0\.9\d+ +0\.5/);
  expect(await work.read("good.card.md")).toContain("# Model card: good");

  const ran = await work.millrace(["run", "good.millrace.json"]);
  expect(ran.code, ran.stderr).toBe(0);
  const [head, ...lines] = (await work.read("good.scored.csv")).trimEnd().split("\n");
  const names = head.split(",");
  const cell = (line: string, name: string) => line.split(",")[names.indexOf(name)];
  expect(names.slice(-3)).toEqual(["good_predicted", "good_probability_false", "good_probability_true"]);
  expect(lines).toHaveLength(ROWS);
  const right = lines.filter((line) => cell(line, "good") === cell(line, "good_predicted"));
  expect(right.length).toBeGreaterThan(ROWS * 0.93);
  // Only the parts of the day that the model looks at.
  expect(names).toContain("day_weekday");
  expect(names).not.toContain("day_hour");
});

test("new rows without the target, with towns nobody has seen, are scored", async () => {
  await train([
    "shop.csv",
    "--target",
    "amount",
    "--quantiles",
    "0.1,0.5,0.9",
    "--ignore",
    "good",
    "-o",
    "amount.onnx",
  ]);
  const some = shop(20).map(({ day, town, price }, i) => ({ day, price, town: i ? town : "Essen" }));
  await work.write("next.csv", csv(some));
  const { code, stderr } = await work.millrace([
    "run",
    "amount.millrace.json",
    "--set",
    "input.path=next.csv",
  ]);
  expect(code, stderr).toBe(0);
  const [head, ...lines] = (await work.read("amount.scored.csv")).trimEnd().split("\n");
  expect(head.split(",").slice(-3)).toEqual(["amount_p10", "amount_p50", "amount_p90"]);
  expect(lines).toHaveLength(20);
  for (const line of lines) {
    const [low, middle, high] = line.split(",").slice(-3).map(Number);
    expect(low).toBeLessThanOrEqual(middle);
    expect(middle).toBeLessThanOrEqual(high);
  }
});

test("a file with semicolons and decimal commas: the workflow keeps that, and its answers are spelled so", async () => {
  const rows = shop(300).map(({ town, price, amount }, i) => ({
    town,
    price: price.replace(".", ","),
    amount: amount.replace(".", ","),
    gift: String(i % 3 === 0),
  }));
  const text = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))].map((cells) =>
    cells.join(";"),
  );
  await work.write("german.csv", `${text.join("\n")}\n`);
  const { code, stderr } = await train([
    "german.csv",
    "--target",
    "amount",
    "--trees",
    "9",
    "-o",
    "german.onnx",
  ]);
  expect(code, stderr).toBe(0);
  const { nodes } = JSON.parse(await work.read("german.millrace.json")) as WorkflowDocument;
  expect(nodes[0].params).toMatchObject({ delimiter: ";", decimal: "comma" });
  expect(await work.read("german.card.md")).toContain("| gift | true/false |");

  // With points these may be thousands, as far as the file itself can tell; none of them is scored as a fraction.
  const next = rows.slice(0, 3).map(({ town }) => `${town};17.825;true`);
  await work.write("next-german.csv", `town;price;gift\n${next.join("\n")}\n`);
  const ran = await work.millrace(["run", "german.millrace.json", "--set", "input.path=next-german.csv"]);
  expect(ran.code).toBe(3);
  const own = await work.millrace(["run", "german.millrace.json"]);
  expect(own.code, own.stderr).toBe(0);
  const [head, first] = (await work.read("german.scored.csv")).split("\n");
  expect(head).toBe("town;price;amount;gift;amount_predicted");
  expect(first).toMatch(/;true;-?\d+,\d+$/);
});

test("a name that is not there is told before a row is read, with the names that the file has", async () => {
  const { code, stderr } = await train(["shop.csv", "--target", "gain", "-o", "never.onnx"]);
  expect(code).toBe(2);
  expect(stderr).not.toContain("read 500 rows");
  expect(stderr).toContain("one of day, town, price, good, amount;");
});

test("numbers that may be thousands are told where they are learned from, and where they are scored", async () => {
  const rows = shop(60).map(({ town }, i) => ({
    town,
    size: `${1 + (i % 9)}.500`,
    gift: String(i % 3 === 0),
  }));
  await work.write("doubt.csv", csv(rows));
  const { code, stderr } = await train(["doubt.csv", "--target", "gift", "--trees", "2", "-o", "doubt.onnx"]);
  expect(code, stderr).toBe(0);
  const ran = await work.millrace(["run", "doubt.millrace.json"]);
  for (const told of [stderr, ran.stderr])
    expect(told).toMatch(/warning NUMBER_AMBIGUOUS .*\n.*"size" may hold thousands/);
});

test("an exported program computes the same, and says so itself", async () => {
  await train(["shop.csv", "--target", "amount", "--trees", "20", "-o", "small.onnx"]);
  const { code, stderr } = await work.millrace(["export", "small.millrace.json", "-o", "program"]);
  expect(code, stderr).toBe(0);
  expect(await work.read("program/pipeline.mjs")).toContain("small.onnx");
});

test("what the model goes by stands in the order of its shares, and what quantiles are meant to hold beside what they hold", async () => {
  const args = [
    "shop.csv",
    "--target",
    "amount",
    "--trees",
    "30",
    "--quantiles",
    "0.1,0.9",
    "-o",
    "order.onnx",
  ];
  const { stdout, stderr, code } = await train(args);
  expect(code, stderr).toBe(0);
  const shares = [.../goes by: (.*)/.exec(stdout)![1].matchAll(/(\d+) %/g)].map(([, share]) => Number(share));
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  expect(stdout).toContain("within the outer quantiles (0.8 is meant)");
});

test("--json has all that the card has; two trainings write the same bytes", async () => {
  const run = async (out: string) => {
    const { stdout, stderr, code } = await train([
      "shop.csv",
      "--target",
      "amount",
      "--folds",
      "3",
      "--json",
      "-o",
      out,
    ]);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout) as TrainResult;
  };
  const first = await run("a.onnx");
  expect(first).toMatchObject({
    target: "amount",
    task: "number",
    split: { kind: "folds", count: 3 },
    rows: { read: ROWS, failed: 0, learned: ROWS, held: ROWS },
    adds: ["amount_predicted"],
    files: { model: "a.onnx", workflow: "a.millrace.json", card: "a.card.md" },
  });
  expect(first.metrics.model.rmse).toBeLessThan(first.metrics.baseline.rmse / 2);
  expect(first.importance[0].column).toBe("price");
  const { files: _, ...second } = await run("b.onnx");
  expect({ ...first, files: undefined }).toEqual({ ...second, files: undefined });
  for (const ending of ["onnx", "card.md"])
    expect(await work.read(`b.${ending}`)).toBe(await work.read(`a.${ending}`));
});

describe("files that are not as they should be", () => {
  test("a column that stops being numbers in the middle: those rows are named and left out", async () => {
    // More rows than are looked at to guess the types.
    const rows = shop(6_000).map((row, i) =>
      i > 5_500 && i % 50 === 0 ? { ...row, price: "on request" } : row,
    );
    await work.write("mixed.csv", csv(rows));
    const { code, stdout, stderr } = await train([
      "mixed.csv",
      "--target",
      "amount",
      "--trees",
      "5",
      "--json",
      "-o",
      "mixed.onnx",
    ]);
    expect(code, stderr).toBe(0);
    const { notes, rows: counted } = JSON.parse(stdout) as TrainResult;
    expect(counted).toMatchObject({ read: 5_991, failed: 9 });
    expect(notes).toMatchObject([
      { code: "TRAIN_ROWS_FAILED", message: expect.stringMatching(/9 rows .*line \d+/) as string },
    ]);
  });

  test("NaN and infinity among the numbers are numbers a tree can split at, and none in the target", async () => {
    const odd = ["NaN", "Infinity", "-Infinity"];
    const rows = shop(400).map((row, i) =>
      i % 40 === 0 ? { ...row, price: odd[(i / 40) % 3] } : i === 7 ? { ...row, amount: "Infinity" } : row,
    );
    await work.write("odd.csv", csv(rows));
    const { code, stdout, stderr } = await train([
      "odd.csv",
      "--target",
      "amount",
      "--trees",
      "20",
      "--json",
      "-o",
      "odd.onnx",
    ]);
    expect(code, stderr).toBe(0);
    const result = JSON.parse(stdout) as TrainResult;
    expect(result.rows.learned + result.rows.held).toBe(399);
    expect(result.notes).toMatchObject([{ code: "TRAIN_ROWS_LEFT_OUT" }]);
    expect(result.metrics.model.rmse).toBeLessThan(result.metrics.baseline.rmse);
  });

  test("what a run would refuse is not learned from: every row that was measured is answered", async () => {
    const rows = shop(400).map((row, i) => ({
      ...row,
      far: i === 9 ? "1e300" : `${i % 7}`,
      ["__proto__"]: `${i % 5}`,
    }));
    await work.write("far.csv", csv(rows));
    const args = ["far.csv", "--target", "amount", "--trees", "5", "-o", "far.onnx"];
    const { code, stdout, stderr } = await train(args);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^left out: far \(1 of its numbers is larger than a model can read/m);
    expect(stdout).toMatch(/^left out: __proto__ \(no input of a model can have this name/m);
    const ran = await work.millrace(["run", "far.millrace.json"]);
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining("far.scored.csv: 400 rows")]);
  });

  test("more than the memory it may take: how many rows fit, and how to take them", async () => {
    await work.write("large.csv", csv(shop(30_000)));
    const { code, stderr } = await train([
      "large.csv",
      "--target",
      "amount",
      "--memory",
      "1",
      "-o",
      "large.onnx",
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/error TRAIN_TOO_LARGE/);
    const [, fit] = /--limit (\d+)/.exec(stderr)!;
    const again = await train([
      "large.csv",
      "--target",
      "amount",
      "--memory",
      "1",
      "--limit",
      fit,
      "--trees",
      "2",
      "-o",
      "large.onnx",
    ]);
    expect(again.code, again.stderr).toBe(0);
  });

  test.each([
    ["no such file", ["missing.csv", "--target", "amount"], "FILE_MISSING", "Check the path"],
    ["an empty file", ["empty.csv", "--target", "amount"], "FILE_EMPTY", "Check the path"],
    ["a header alone", ["header.csv", "--target", "amount"], "TRAIN_ROWS_FEW", "more rows"],
    [
      "a name that nobody knows",
      ["shop.csv", "--target", "amuont"],
      "TRAIN_COLUMN_UNKNOWN",
      'Did you mean "amount"?',
    ],
    [
      "nothing to ignore by that name",
      ["shop.csv", "--target", "amount", "--ignore", "day,town"],
      "TRAIN_COLUMN_UNKNOWN",
      "names of the table",
    ],
    ["a file of unknown kind", ["shop.xyz", "--target", "amount"], "USAGE_TRAIN", "Rename the file"],
    ["no target", ["shop.csv"], "USAGE_TRAIN", "--help"],
    [
      "quantiles upside down",
      ["shop.csv", "--target", "amount", "--quantiles", "0.9,0.1"],
      "USAGE_TRAIN",
      "--help",
    ],
    ["a share of everything", ["shop.csv", "--target", "amount", "--split", "1"], "USAGE_TRAIN", "--help"],
    [
      "folds and a time",
      ["shop.csv", "--target", "amount", "--folds", "3", "--time", "day"],
      "USAGE_TRAIN",
      "--help",
    ],
    ["the table as the model", ["shop.csv", "--target", "amount", "-o", "shop.csv"], "USAGE_TRAIN", ".onnx"],
    [
      "the table as what is scored",
      ["x.scored.csv", "--target", "amount", "-o", "x.onnx"],
      "OUTPUT_IS_INPUT",
      "-o",
    ],
    [
      "a model that is there",
      ["shop.csv", "--target", "amount", "-o", "there.onnx"],
      "USAGE_EXISTS",
      "--force",
    ],
  ])("%s", async (_, args, code, next) => {
    await work.write("empty.csv", "");
    await work.write("header.csv", "price,amount\n");
    await work.write("x.scored.csv", csv(shop(30)));
    await work.write("there.onnx", "mine");
    const out = args.includes("-o") ? [] : ["-o", "never.onnx"];
    const { code: exit, stderr, stdout } = await train([...args, ...out]);
    expect(stderr).toContain(`error ${code}`);
    expect(stderr).toContain(next);
    expect(exit).toBe(2);
    expect(stdout).toBe("");
    expect((await work.names()).filter((name) => name.startsWith("never"))).toEqual([]);
    expect(await work.read("there.onnx")).toBe("mine");
  });
});

// Trees of several classes are grown by other threads as well.
test.skipIf(process.platform === "win32").each(["amount", "town"])(
  "Ctrl-C in the middle of learning %s leaves nothing",
  async (target) => {
    await work.write("long.csv", csv(shop(20_000)));
    const child = work.start(["train", "long.csv", "--target", target, "-o", "long.onnx"]);
    const end = ended(child);
    child.stderr.on("data", (text: Buffer | string) => {
      if (String(text).includes("read 20,000 rows")) child.kill("SIGINT");
    });
    const { code, stderr, stdout } = await end;
    expect(code, stderr).toBe(130);
    expect(stdout).toBe("");
    expect((await work.names()).filter((name) => name.startsWith("long"))).toEqual(["long.csv"]);
  },
);

test("the help says what there is", () => {
  const { stdout } = spawnSync(process.execPath, ["dist/cli.js", "train", "--help"], { encoding: "utf8" });
  for (const flag of ["--target", "--quantiles", "--time", "--folds", "--ignore"])
    expect(stdout).toContain(flag);
});
