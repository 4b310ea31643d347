// The expected files of the supplier-risk playbook against an oracle that shares no code with Millrace. (That a run
// gives exactly these files is tests/contract/playbooks.test.ts.)

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { expectedSupplierRisk, type ExpectedOrder } from "./supplier-risk-oracle.ts";

const folder = new URL("../../templates/supplier-risk/", import.meta.url);
const text = (path: string) => readFileSync(new URL(path, folder), "utf8");
const lines = (path: string) => text(path).trimEnd().split("\n").slice(1);

/** Halves go away from zero, and there is no zero below zero. */
const tenth = (value: number) => (Math.sign(value) * Math.round(Math.abs(value) * 10)) / 10 + 0;
const percent = ({ risk }: ExpectedOrder) => tenth(100 * Math.max(0, Math.min(1, risk)));

describe("supplier-risk, against the oracle", () => {
  let orders: readonly ExpectedOrder[];
  beforeAll(async () => {
    const given = await expectedSupplierRisk(folder);
    orders = given.toSorted((a, b) => percent(b) - percent(a) || (a.order < b.order ? -1 : 1));
  });

  test("all factors of every order, the riskiest order and the strongest factor first", () => {
    const found = lines("expected/out/factors.csv").map((line) => line.split(","));
    const wanted = orders.flatMap((order) =>
      order.factors.map(({ factor, share }, rank) => [
        order.order,
        order.supplier,
        String(percent(order)),
        String(rank + 1),
        factor,
        String(tenth(100 * share)),
      ]),
    );
    expect(found).toEqual(wanted);
  });

  test("each order has its chance and its three strongest factors in words", () => {
    const found = lines("expected/out/orders.csv").map((line) =>
      /^(\w+),.*,([\d.]+),"(.*)"$/.exec(line)!.slice(1),
    );
    const words = ({ factors }: ExpectedOrder) =>
      factors
        .slice(0, 3)
        .map(({ factor, share }) => `${factor} ${tenth(100 * share) > 0 ? "+" : ""}${tenth(100 * share)}`)
        .join(", ");
    expect(found).toEqual(orders.map((order) => [order.order, String(percent(order)), words(order)]));
  });

  test("those to ask are those with a chance of one half or more, and both kinds are there", () => {
    const asked = orders.filter(({ risk }) => risk >= 0.5);
    expect(lines("expected/out/to-ask.csv").map((line) => line.split(",")[0])).toEqual(
      asked.map(({ order }) => order),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThan(orders.length);
  });

  test("the mean chance of the card and the factors add up to each chance", () => {
    const base = (JSON.parse(text("metrics.json")) as { base: number }).base;
    expect(text("card.md")).toContain(
      `${Math.round(base * 1000) / 10} % (the mean over the training orders)`,
    );
    for (const { risk, factors } of orders)
      expect(factors.reduce((sum, { share }) => sum + share, base)).toBeCloseTo(risk, 3);
  });

  test("the README shows what the first order says", () => {
    const [first, second] = orders[0].factors;
    const shown = [first, second].map(({ factor, share }) => `${factor} +${tenth(100 * share)}`).join(", ");
    expect(text("README.md")).toContain(`\`${shown}, …\``);
    expect(text("README.md")).toContain(`"${first.factor} +${tenth(100 * first.share)}" does not promise`);
  });
});
