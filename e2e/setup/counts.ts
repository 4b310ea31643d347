// How many end-to-end tests passed, failed and were skipped, and why? For the one line that `npm test` ends with.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { FullResult, Reporter, Suite, TestCase, TestError } from "@playwright/test/reporter";

export interface Counts {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of those that failed for good, and of those that failed once. */
  readonly failures?: readonly string[];
  readonly flaky?: readonly string[];
}

/** Projects that stand for something that is not here. */
const NAMES: Readonly<Record<string, string>> = {
  web: "end to end, browser",
  "stand-in": "end to end, desktop window on a stand-in (not Electron)",
  electron: "end to end, desktop window on Electron",
};

export default class CountsReporter implements Reporter {
  readonly #file: string;
  #suite: Suite | null = null;
  #errors = 0;

  constructor({ file }: { readonly file: string }) {
    this.#file = file;
  }

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  /** Outside of any test: a file that does not load, a set-up that breaks. That nothing is left then is no failure of its own. */
  onError({ message = "" }: TestError): void {
    if (!message.includes("No tests found")) this.#errors++;
  }

  onEnd({ status }: FullResult): void {
    const projects = (this.#suite?.suites ?? []).map((project) => countsOf(project));
    for (const project of this.#suite?.suites ?? []) tellSkipped(project.allTests());
    const found = this.#errors + projects.reduce((sum, { failed }) => sum + failed, 0);
    const outside = found === 0 && status !== "passed" ? 1 : this.#errors;
    const rest = { name: "end to end, outside of tests", passed: 0, failed: outside, skipped: 0 };
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(outside > 0 ? [...projects, rest] : projects));
  }

  printsToStdio(): boolean {
    return false;
  }
}

function countsOf(project: Suite): Counts {
  const tests = project.allTests();
  const outcomes = tests.map((test) => test.outcome());
  const named = (outcome: string) =>
    tests
      .filter((test) => test.outcome() === outcome)
      .map((test) => test.titlePath().filter(Boolean).join(" > "));
  const skipped = outcomes.filter((outcome) => outcome === "skipped").length;
  const failed = outcomes.filter((outcome) => outcome === "unexpected").length;
  const passed = outcomes.length - skipped - failed;
  const name = NAMES[project.title] ?? `end to end, ${project.title}`;
  return { name, passed, failed, skipped, failures: named("unexpected"), flaky: named("flaky") };
}

function tellSkipped(tests: readonly TestCase[]): void {
  const reasons = new Map<string, number>();
  for (const test of tests.filter((each) => each.outcome() === "skipped")) {
    const reason = test.annotations.find(({ type }) => type === "skip")?.description ?? "no reason given";
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  for (const [reason, count] of reasons) console.log(`skipped: ${count} end-to-end tests: ${reason}`);
}
