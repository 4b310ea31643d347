// Does the playbook read-digits give what a script without the engine gives, and is it right as often as its README says?

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readLabels, type ReadLabel } from "./read-digits-oracle.ts";

const folder = resolve(import.meta.dirname, "../../templates/read-digits");
const text = (path: string) => readFileSync(join(folder, path), "utf8");
const rows = (path: string) =>
  text(path)
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

describe("read-digits", () => {
  let labels: readonly ReadLabel[];
  const numbers = rows("expected/out/numbers.csv");
  const byHand = rows("expected/out/by-hand.csv");
  const blank = rows("expected/out/blank.csv");
  const truth = new Map(rows("data/labels.csv").map(([file, number]) => [`data/labels/${file}`, number]));

  beforeAll(async () => {
    labels = await readLabels(folder);
  });

  test("every label holds as many digits, each as sure to five percent", () => {
    const found = new Map(
      [...numbers, ...byHand].map(([path, , percent]) => [path, percent.split(" ").map(Number)]),
    );
    for (const { path, sure } of labels.filter((label) => label.sure.length > 0)) {
      expect(found.get(path), path).toHaveLength(sure.length);
      sure.forEach((percent, i) => expect(Math.abs(found.get(path)![i] - percent), path).toBeLessThan(5));
    }
  });

  test("the numbers are the same, but where a digit is on the edge of doubt", () => {
    const found = new Map([...numbers, ...byHand].map(([path, number]) => [path, number]));
    for (const { path, number, sure } of labels.filter((label) => label.number !== "")) {
      const edges = sure.map((percent) => Math.abs(percent - 80) < 5);
      const plain = (read: string) => [...read].map((sign, i) => (edges[i] ? "_" : sign)).join("");
      expect(plain(found.get(path)!), path).toBe(plain(number));
    }
  });

  test("labels on which nothing is written are those without a number", () => {
    expect(blank.map(([path]) => path)).toEqual(
      labels.filter(({ number }) => number === "").map(({ path }) => path),
    );
    expect(blank.map(([path]) => truth.get(path))).toEqual([""]);
  });

  test("its README says how many labels and digits are read rightly", () => {
    const right = numbers.filter(([path, number]) => truth.get(path) === number).length;
    const all = [...numbers, ...byHand].filter(([path, number]) => truth.get(path)!.length === number.length);
    const digits = all.flatMap(([path, number]) => [...number].map((sign, i) => [sign, truth.get(path)![i]]));
    const doubtful = digits.filter(([sign]) => sign === "?").length;
    const wrong = digits.filter(([sign, wanted]) => sign !== "?" && sign !== wanted).length;
    const readme = text("README.md").replace(/\s+/g, " ");
    expect(readme).toContain(`${numbers.length} are read in full, ${right} of them rightly`);
    expect(readme).toContain(`${byHand.length} go to a person`);
    expect(readme).toContain(`${digits.length} digits: ${wrong} wrong, ${doubtful} doubtful`);
  });

  test("its README and card say how many single digits are read rightly", () => {
    const { accuracy } = JSON.parse(text("metrics.json")) as { readonly accuracy: number };
    expect(accuracy).toBeGreaterThanOrEqual(0.97);
    const share = `${(100 * accuracy).toFixed(2)} %`;
    expect(text("card.md")).toContain(share);
    expect(text("README.md")).toContain(share);
  });
});
