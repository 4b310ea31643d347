// Rows that no playbook was made for are told, or make no difference: the same order twice, readings out of order.

import { cp, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { workspace } from "../cli/millrace.ts";

const work = workspace();
const templates = resolve(import.meta.dirname, "../../templates");

beforeAll(async () => {
  for (const name of ["supplier-risk", "sensor-anomaly"]) {
    for (const part of ["data", "models", "expected", `${name}.millrace.json`])
      await cp(join(templates, name, part), work.path(`${name}/${part}`), { recursive: true });
    await mkdir(work.path(`${name}/out`));
  }
});

const run = async (name: string, table: string) => {
  const args = ["run", `${name}/${name}.millrace.json`, "--set", `${table}.path=${name}/odd.csv`];
  const { code, stderr } = await work.millrace(args);
  expect(code, stderr).toBe(0);
};

test("supplier-risk: an order that stands twice is judged once, and it and one promised before it was placed are put aside", async () => {
  const [head, first, second] = (await work.read("supplier-risk/data/orders.csv")).split("\n");
  const early = "P1,S008,2025-09-10,2025-09-01,10";
  await work.write("supplier-risk/odd.csv", [head, first, second, first, early, ""].join("\n"));
  await run("supplier-risk", "orders");
  expect(await work.read("supplier-risk/out/to-check.csv")).toBe([head, first, early, ""].join("\n"));
  const judged = (await work.read("supplier-risk/out/orders.csv")).trimEnd().split("\n").slice(1);
  const usual = (await work.read("supplier-risk/expected/out/orders.csv")).split("\n");
  expect(judged).toHaveLength(2);
  for (const line of judged) expect(usual).toContain(line);
});

test("sensor-anomaly: readings give the same alerts in whatever order they come", async () => {
  const [head, ...rows] = (await work.read("sensor-anomaly/data/readings.csv")).trimEnd().split("\n");
  // Readings of one moment are of different sensors; they stay in their order, in which alerts of one moment are written.
  const moments = new Map<string, string[]>();
  for (const row of rows) {
    const time = row.slice(0, row.indexOf(","));
    const those = moments.get(time) ?? [];
    those.push(row);
    moments.set(time, those);
  }
  await work.write(
    "sensor-anomaly/odd.csv",
    [head, ...[...moments.values()].reverse().flat(), ""].join("\n"),
  );
  await run("sensor-anomaly", "readings");
  for (const name of ["alerts", "evidence"])
    expect(await work.read(`sensor-anomaly/out/${name}.csv`)).toBe(
      await work.read(`sensor-anomaly/expected/out/${name}.csv`),
    );
});
