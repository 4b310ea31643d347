// How many unit tests passed, failed and were skipped, and which failed, once or for good? For the lines that `npm test` ends with.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

export class CountsReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { name: "unit and built command", passed: 0, failed: errors.length, skipped: 0 };
    const [failures, flaky]: [string[], string[]] = [[], []];
    for (const module of modules) {
      let failed = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        const name = `${module.relativeModuleId} > ${test.fullName}`;
        if (state === "failed") failures.push(name);
        else if (test.diagnostic()?.flaky) flaky.push(name);
        if (state === "passed") counts.passed++;
        else if (state === "failed") failed++;
        else counts.skipped++;
      }
      // A file that does not load has no tests that could fail.
      if (module.state() === "failed" && failed === 0) failures.push(module.relativeModuleId);
      counts.failed += module.state() === "failed" ? Math.max(1, failed) : failed;
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify([{ ...counts, failures, flaky }]));
  }
}
