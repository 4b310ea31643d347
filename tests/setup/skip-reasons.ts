// Which tests were skipped, and why? Told at the end of every run.

import type { Reporter, TestCase } from "vitest/node";

export class SkipReasons implements Reporter {
  readonly #lines: string[] = [];

  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    // Tests left out by a name filter of the command line are skipped too, without having begun.
    if (result.state !== "skipped" || test.options.mode === "skip") return;
    this.#lines.push(
      `skipped: ${test.module.relativeModuleId} > ${test.fullName}: ${result.note ?? "no reason given"}`,
    );
  }

  onTestRunEnd(): void {
    for (const line of this.#lines) console.log(line);
  }
}
