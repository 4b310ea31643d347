// Learning finds what is in a table, measures it on rows it has not seen, and refuses what cannot be learned.

import { describe, expect, test } from "vitest";
import { learn, numberColumn, sales, tableOf, wishFor } from "../../../tests/support/train-tables.ts";
import { MillraceError } from "../../sdk/errors.ts";
import { seededRandom } from "../random.ts";
import type { TrainTable } from "./columns.ts";
import type { LearnWish } from "./wish.ts";

const { price, town, note, amount, grade, sold } = sales(1_200);

describe("what is learned", () => {
  test("a number, far better than its mean, by the columns that make it", () => {
    const { measured, baseline, importance, rows, notes } = learn(
      tableOf({ price, town, note, amount }),
      wishFor("amount"),
    );
    expect(rows).toEqual({ read: 1_200, learned: 900, held: 300 });
    // The noise has a deviation of 1, and one row of twenty hides its price or its town.
    expect(measured.figures.rmse).toBeLessThan(2.5);
    expect(baseline.rmse).toBeGreaterThan(7);
    expect(measured.figures.r2).toBeGreaterThan(0.9);
    expect(importance.map(({ column }) => column).sort()).toEqual(["note", "price", "town"]);
    const worth = Object.fromEntries(importance.map(({ column, permutation }) => [column, permutation]));
    expect(worth.note).toBeLessThan(0.2);
    expect(Math.min(worth.price, worth.town)).toBeGreaterThan(3);
    expect(importance.reduce((sum, { gain }) => sum + gain, 0)).toBeCloseTo(1, 9);
    expect(notes).toEqual([]);
  });

  test("quantiles that hold about the share of the rows that they say", () => {
    const { measured, names } = learn(
      tableOf({ price, town, amount }),
      wishFor("amount", { quantiles: [0.1, 0.5, 0.9] }),
    );
    expect(names.quantiles).toEqual(["amount_p10", "amount_p50", "amount_p90"]);
    // 300 rows: three standard errors of a share of 0.1 are 0.05.
    for (const { alpha, below } of measured.quantiles!) expect(Math.abs(below - alpha)).toBeLessThan(0.09);
    expect(measured.figures.coverage).toBeGreaterThan(0.7);
  });

  test("one of two classes, with shares that can be believed", () => {
    const { task, measured, baseline } = learn(tableOf({ price, town, sold }), wishFor("sold"));
    expect(task).toEqual({ kind: "classes", names: ["0", "1"], type: "int64" });
    expect(measured.figures.auc).toBeGreaterThan(0.97);
    expect(measured.figures.logLoss).toBeLessThan(baseline.logLoss / 2);
    expect(measured.calibration!.error).toBeLessThan(0.06);
  });

  test("one of three classes, class by class", () => {
    const { task, measured } = learn(tableOf({ price, town, grade }), wishFor("grade"));
    expect(task).toMatchObject({ names: ["high", "low", "middle"], type: "text" });
    expect(measured.figures.accuracy).toBeGreaterThan(0.85);
    expect(measured.classes!.reduce((sum, { rows }) => sum + rows, 0)).toBe(300);
    for (const { recall, auc } of measured.classes!) {
      expect(recall).toBeGreaterThan(0.7);
      expect(auc).toBeGreaterThan(0.93);
    }
  });

  test("numbers that are names of classes are classes where they are two, or where it is said", () => {
    const digits = price.map((_, row) => row % 3);
    expect(learn(tableOf({ price, digits }), wishFor("digits")).task.kind).toBe("number");
    const asked = learn(tableOf({ price, digits }), wishFor("digits", { as: "class", trees: 2 }));
    expect(asked.task).toMatchObject({ kind: "classes", names: ["0", "1", "2"], type: "int64" });
    expect(learn(tableOf({ price, sold }), wishFor("sold", { as: "number", trees: 2 })).task.kind).toBe(
      "number",
    );
  });

  test("true and false, in this order", () => {
    const flags = numberColumn("ok", sold, "bool");
    const table: TrainTable = { rows: 1_200, columns: [...tableOf({ price }).columns, flags] };
    expect(learn(table, wishFor("ok", { trees: 2 })).task).toEqual({
      kind: "classes",
      names: ["false", "true"],
      type: "bool",
    });
  });

  test("the same to the byte with one seed, something else with another", () => {
    const bytes = (seed: number) =>
      Buffer.from(
        learn(tableOf({ price, town, amount }), wishFor("amount", { seed, trees: 10 })).model,
      ).toString("hex");
    expect(bytes(1)).toBe(bytes(1));
    expect(bytes(1)).not.toBe(bytes(2));
  });
});

describe("what is held back", () => {
  const day = price.map((_, row) => row);
  // What holds in the first three quarters is turned round in the last one.
  const turned = amount.map((value, row) => (row < 900 ? value : -value));

  test("the last rows in time: what changes then is seen", () => {
    const table = tableOf({ day, price, town, turned });
    const late = learn(table, wishFor("turned", { split: { kind: "time", column: "day", share: 0.25 } }));
    expect(late.rows).toEqual({ read: 1_200, learned: 900, held: 300 });
    expect(late.measured.figures.r2).toBeLessThan(0);
    expect(late.notes).toMatchObject([{ code: "TRAIN_NO_BETTER" }]);
    expect(learn(table, wishFor("turned")).measured.figures.r2).toBeGreaterThan(0);
  });

  test("each row once, in folds, and all are learned from in the end", () => {
    const { rows, measured } = learn(
      tableOf({ price, town, amount }),
      wishFor("amount", { split: { kind: "folds", count: 4 }, trees: 40 }),
    );
    expect(rows).toEqual({ read: 1_200, learned: 1_200, held: 1_200 });
    expect(measured.figures.r2).toBeGreaterThan(0.85);
  });

  test("rows without a time are left out, and that is said", () => {
    const holes = day.map((value) => (value % 100 === 0 ? null : value));
    const wish = wishFor("amount", { split: { kind: "time", column: "holes", share: 0.25 }, trees: 2 });
    const { notes, rows } = learn(tableOf({ holes, price, amount }), wish);
    expect(rows.learned + rows.held).toBe(1_188);
    expect(notes).toMatchObject([
      { code: "TRAIN_ROWS_LEFT_OUT", message: expect.stringContaining("12 rows") as string },
    ]);
  });
});

describe("what is not learned from, with a word", () => {
  const table = tableOf({
    price,
    amount,
    empty: price.map(() => null),
    same: price.map(() => 7),
    counter: price.map((_, row) => row + 1),
    order_id: price.map((_, row) => (row * 7919) % 104_729),
    code: price.map((_, row) => `K-${row}`),
    remark: price.map((_, row) => (row % 3 ? `text ${row}` : null)),
    // As an own entry: in a literal the name would mean something else.
    ["__proto__"]: amount,
  });
  test.each([
    ["empty", "no value in any row"],
    ["same", "the same in every row"],
    ["counter", "counts the rows"],
    ["order_id", "an id"],
    ["code", "an id, a name or a free text"],
    ["remark", "an id, a name or a free text"],
    ["__proto__", "no input of a model can have this name"],
  ])("%s: %s", (name, why) => {
    const { leftOut, sources } = learn(table, wishFor("amount", { trees: 2 }));
    expect(sources.map((source) => source.name)).toEqual(["price"]);
    expect(leftOut.find((each) => each.name === name)?.why).toContain(why);
  });
});

test("a column with a number that no model can read is left out, since a run would refuse its row", () => {
  const { columns } = tableOf({ price, amount });
  const far = { ...numberColumn("far", price), beyond: 1 };
  const { leftOut } = learn({ rows: 1_200, columns: [...columns, far] }, wishFor("amount", { trees: 2 }));
  expect(leftOut).toEqual([
    { name: "far", why: expect.stringMatching(/^1 of its numbers is larger than .* 3\.40e\+38/) as string },
  ]);
});

describe("what is said besides", () => {
  const copied = amount.map((value) => 3 * value + 1);
  const code = grade.map((value) => value[0]);
  const noisy = amount.map((value, row) => value + (row % 2));

  test.each([
    ["a number that is the target in another unit", { price, amount, copied }, "amount", ["copied"]],
    ["a word for each class", { price, grade, code }, "grade", ["code"]],
    ["a number whose ranges are the classes", { price, grade, amount }, "grade", ["amount"]],
    ["nothing of a number that is close to the target", { price, amount, noisy }, "amount", []],
  ])("a leak: %s", (_, columns, target, leaks) => {
    const { notes } = learn(tableOf(columns), wishFor(target, { trees: 3 }));
    expect(
      notes.filter(({ code: each }) => each === "TRAIN_LEAK").map(({ message }) => message.split('"')[1]),
    ).toEqual(leaks);
  });

  test("targets that are missing, not a number or infinite are left out", () => {
    const holes = amount.map((value, row) =>
      row === 5 ? null : row === 6 ? Infinity : row === 7 ? NaN : value,
    );
    const { notes, rows } = learn(tableOf({ price, holes }), wishFor("holes", { trees: 2 }));
    expect(rows.learned + rows.held).toBe(1_197);
    expect(notes).toMatchObject([
      { code: "TRAIN_ROWS_LEFT_OUT", message: expect.stringContaining("3 rows") as string },
    ]);
  });

  test("a class of one row is left out", () => {
    const rare = grade.map((value, row) => (row === 17 ? "odd" : value));
    const { notes, task } = learn(tableOf({ price, rare }), wishFor("rare", { trees: 2 }));
    expect(task).toMatchObject({ names: ["high", "low", "middle"] });
    expect(notes).toMatchObject([
      { code: "TRAIN_CLASS_SINGLE", message: expect.stringContaining('"odd"') as string },
    ]);
  });

  test("words that are missing are called values, and not finite ones", () => {
    const holes = grade.map((value, row) => (row === 5 ? null : value));
    const { notes } = learn(tableOf({ price, holes }), wishFor("holes", { trees: 2 }));
    expect(notes.map(({ message }) => message)).toEqual(['1 row without a value of "holes" is left out.']);
  });

  test("a class of a few rows can hardly be learned", () => {
    const rare = grade.map((value, row) => (row % 400 === 17 ? "odd" : value));
    const { notes } = learn(tableOf({ price, rare }), wishFor("rare", { trees: 2 }));
    expect(notes).toMatchObject([
      {
        code: "TRAIN_CLASS_RARE",
        message: expect.stringMatching(/^"odd" \(3 rows\) of "rare" is rare/) as string,
      },
    ]);
  });

  test("that the shares are worth more than the likeliest class, where one class is rare", () => {
    // One row of ten, and at most two of ten where it is likeliest: it is never the likeliest class.
    const rare = price.map((value, row) =>
      row % 10 === 0 || ((value ?? 0) > 9 && row % 4 === 0) ? "yes" : "no",
    );
    const { notes, measured, baseline } = learn(tableOf({ price, rare }), wishFor("rare"));
    expect(measured.figures.logLoss).toBeLessThan(baseline.logLoss);
    expect(notes.map(({ code: each }) => each)).toEqual(["TRAIN_LABEL_NO_BETTER"]);
  });

  test("that quantiles are too narrow, where the last rows swing more than those before", () => {
    const random = seededRandom(5);
    const day = price.map((_, row) => row);
    const swing = price.map((_, row) => random.normal() * (row < 900 ? 1 : 3));
    const wish = {
      quantiles: [0.1, 0.9],
      trees: 5,
      split: { kind: "time", column: "day", share: 0.25 },
    } as const;
    const { notes } = learn(
      tableOf({ day, note, swing }),
      wishFor("swing", { ...wish, quantiles: [0.1, 0.9] }),
    );
    expect(notes.find(({ code: each }) => each === "TRAIN_QUANTILES_OFF")?.message).toMatch(
      /^\d+(\.\d)? % of .* 80 % are meant to: they are too narrow\.$/,
    );
  });

  test("that it is no better than one answer for all, where the columns say nothing", () => {
    const random = seededRandom(3);
    const dice = note.map(() => random.normal());
    const { notes, trees } = learn(tableOf({ note, dice }), wishFor("dice", { seed: 2 }));
    // Nothing is better than a little of nothing: a handful of trees at the most.
    expect(trees[0]).toBeLessThan(10);
    expect(notes.map(({ code: each }) => each).filter((each) => each !== "TRAIN_NO_BETTER")).toEqual([]);
  });
});

describe("what cannot be learned", () => {
  const few = (rows: number) => tableOf({ price: price.slice(0, rows), amount: amount.slice(0, rows) });
  const many = price.map((_, row) => `customer ${row}`);
  const folds = (count: number): Partial<LearnWish> => ({ split: { kind: "folds", count } });
  const time = (column: string): Partial<LearnWish> => ({ split: { kind: "time", column, share: 0.2 } });
  const same = price.map(() => 1);

  test.each([
    ["an unknown target", tableOf({ price, amount }), wishFor("amuont"), "TRAIN_COLUMN_UNKNOWN", '"amount"'],
    [
      "an unknown time",
      tableOf({ price, amount }),
      wishFor("amount", time("day")),
      "TRAIN_COLUMN_UNKNOWN",
      "names of the table",
    ],
    ["no rows", few(0), wishFor("amount"), "TRAIN_ROWS_FEW", "more rows"],
    ["few rows", few(12), wishFor("amount"), "TRAIN_ROWS_FEW", "more rows"],
    [
      "two rows with two values",
      tableOf({ price: [1, 2], y: [2, 3] }),
      wishFor("y"),
      "TRAIN_ROWS_FEW",
      "more rows",
    ],
    [
      "three rows with two words",
      tableOf({ price: [1, 2, 3], y: ["u", "v", "v"] }),
      wishFor("y"),
      "TRAIN_ROWS_FEW",
      "more rows",
    ],
    [
      "another word in each of thirty rows",
      tableOf({ price: price.slice(0, 30), y: price.slice(0, 30).map((_, row) => `w${row}`) }),
      wishFor("y"),
      "TRAIN_CLASSES_MANY",
      "group its values",
    ],
    [
      "a target beyond what a model can answer",
      tableOf({ price, y: amount.map((value, row) => (row === 3 ? 1e39 : value)) }),
      wishFor("y"),
      "TRAIN_TARGET_RANGE",
      "power of ten",
    ],
    [
      "quantiles of such a target",
      tableOf({ price, y: amount.map((value) => value * 1e300) }),
      wishFor("y", { quantiles: [0.5] }),
      "TRAIN_TARGET_RANGE",
      "power of ten",
    ],
    ["fewer rows than folds", few(30), wishFor("amount", folds(20)), "TRAIN_ROWS_FEW", "more rows"],
    [
      "an empty target",
      tableOf({ price, none: price.map(() => null) }),
      wishFor("none"),
      "TRAIN_TARGET_EMPTY",
      "--target",
    ],
    ["a constant number", tableOf({ price, same }), wishFor("same"), "TRAIN_TARGET_CONSTANT", "--target"],
    [
      "a constant word",
      tableOf({ price, word: price.map(() => "a") }),
      wishFor("word"),
      "TRAIN_TARGET_CONSTANT",
      "--target",
    ],
    [
      "a class of one row beside another",
      tableOf({ price, word: price.map((_, i) => (i ? "a" : "b")) }),
      wishFor("word"),
      "TRAIN_TARGET_CONSTANT",
      "--target",
    ],
    ["a thousand classes", tableOf({ price, many }), wishFor("many"), "TRAIN_CLASSES_MANY", "--as number"],
    [
      "a thousand numbers as classes",
      tableOf({ price, amount }),
      wishFor("amount", { as: "class" }),
      "TRAIN_CLASSES_MANY",
      "--as number",
    ],
    [
      "quantiles of words",
      tableOf({ price, grade }),
      wishFor("grade", { quantiles: [0.5] }),
      "TRAIN_TARGET_TYPE",
      "formula",
    ],
    [
      "words as a number",
      tableOf({ price, grade }),
      wishFor("grade", { as: "number" }),
      "TRAIN_TARGET_TYPE",
      "formula",
    ],
    [
      "words for times",
      tableOf({ price, amount, grade }),
      wishFor("amount", time("grade")),
      "TRAIN_TIME_TYPE",
      "--time",
    ],
    [
      "one time for all",
      tableOf({ price, amount, same }),
      wishFor("amount", time("same")),
      "TRAIN_ROWS_FEW",
      "more rows",
    ],
    ["no other column", tableOf({ amount }), wishFor("amount"), "TRAIN_COLUMNS_NONE", "more columns"],
    [
      "empty columns only",
      tableOf({ amount, none: price.map(() => null) }),
      wishFor("amount"),
      "TRAIN_COLUMNS_NONE",
      "more columns",
    ],
  ])("%s", (_, table, wish, code, next) => {
    const refused = refusalOf(() => learn(table, wish));
    expect(refused.code).toBe(code);
    expect(refused.details.hint).toContain(next);
  });
});

function refusalOf(work: () => unknown): MillraceError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof MillraceError) return thrown;
    throw thrown;
  }
  throw new Error("It was not refused.");
}
