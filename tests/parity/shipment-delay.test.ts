// The expected files of the shipment-delay playbook against an oracle that shares no code with Millrace. (That a run
// gives exactly these files is tests/contract/playbooks.test.ts.)

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { expectedShipmentDelay, type ExpectedRow } from "./shipment-delay-oracle.ts";

const folder = new URL("../../templates/shipment-delay/", import.meta.url);
const lines = (path: string) => readFileSync(new URL(path, folder), "utf8").trimEnd().split("\n");

let rows: readonly ExpectedRow[];
beforeAll(async () => {
  ({ rows } = await expectedShipmentDelay(folder));
});

describe("shipment-delay, against the oracle", () => {
  test("every report has the same delays, to the last bit, and the same decision", () => {
    const reports = lines("expected/out/report.jsonl").map((line) => JSON.parse(line) as ExpectedRow);
    expect(reports).toHaveLength(rows.length);
    reports.forEach((report, i) => {
      const { time, container, decision, delay_p10, delay_p50, delay_p90 } = rows[i];
      expect(report).toMatchObject({ time, container, decision });
      const got = [report.delay_p10, report.delay_p50, report.delay_p90].map(Math.fround);
      expect(got).toEqual([delay_p10, delay_p50, delay_p90]);
    });
  });

  test.each([
    ["expected/out/alerts.csv", "late"],
    ["expected/out/watch-list.csv", "at risk"],
  ])("%s holds exactly the rows that are %s, in order", (path, decision) => {
    const [header, ...found] = lines(path).map((line) => line.split(","));
    const columns = ["time", "container"].map((name) => header.indexOf(name));
    const wanted = rows.filter((row) => row.decision === decision).map((row) => [row.time, row.container]);
    expect(found.map((cells) => columns.map((column) => cells[column]))).toEqual(wanted);
  });

  test("decides for more than one class, so that the comparison means something", () => {
    const counts = (decision: string) => rows.filter((row) => row.decision === decision).length;
    for (const decision of ["late", "at risk", "fine"]) expect(counts(decision)).toBeGreaterThan(50);
  });
});
