// Prints what was measured as one Markdown table.

import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { median, type Figure } from "./measured.ts";

export default class TableReporter implements Reporter {
  readonly #figures: Figure[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    for (const { type, description } of result.annotations)
      if (type === "figure" && description) this.#figures.push(JSON.parse(description) as Figure);
    if (result.status !== "passed")
      console.error(`${test.title}: ${result.status}\n${result.error?.message ?? ""}`);
    else console.error(`measured: ${test.title}`);
  }

  onEnd(): void {
    console.log("\n| what | median | range | goal | |\n| --- | --- | --- | --- | --- |");
    for (const figure of this.#figures) console.log(row(figure));
  }
}

function row({ what, unit, goal: [op, limit], rounds }: Figure): string {
  const middle = median(rounds);
  const isReached = op === "≤" ? middle <= limit : middle >= limit;
  const range = `${short(Math.min(...rounds))}…${short(Math.max(...rounds))}`;
  return `| ${what} | ${short(middle)} ${unit} | ${range} | ${op} ${limit} ${unit} | ${isReached ? "" : "not reached"} |`;
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
