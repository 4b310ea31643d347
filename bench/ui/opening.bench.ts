// From navigation to a page that answers: the first screen, and a workflow of 500 nodes.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { largeWorkflow } from "../../e2e/fixtures/large-workflow.ts";
import { test } from "./bench.ts";
import { tell } from "./measured.ts";

const ROUNDS = 9;

/** Milliseconds from navigation until the selector is there, has been painted, and the page is idle enough to answer. */
async function readyMs(browser: Browser, link: string, selector: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript((wanted) => {
    const look = () => {
      if (!document.querySelector(wanted)) return requestAnimationFrame(look);
      // The frame with it is painted before a task that was set inside of it.
      requestAnimationFrame(() =>
        setTimeout(() => ((window as { readyMs?: number }).readyMs = performance.now())),
      );
    };
    requestAnimationFrame(look);
  }, selector);
  await page.goto(link);
  const handle = await page.waitForFunction(() => (window as { readyMs?: number }).readyMs);
  const ms = (await handle.jsonValue())!;
  await context.close();
  return ms;
}

async function rounds(measure: () => Promise<number>): Promise<number[]> {
  await measure();
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round++) found.push(await measure());
  return found;
}

test("first interactive paint", async ({ browser, launch }) => {
  const { link } = await launch();
  const found = await rounds(() => readyMs(browser, link, ".mr-choice"));
  tell({ what: "first interactive paint", unit: "ms", goal: ["≤", 1000], rounds: found });
});

test("open 500 nodes", async ({ browser, launch, home }) => {
  const file = join(home, "large.millrace.json");
  await writeFile(file, largeWorkflow(500));
  const { link } = await launch(file);
  const found = await rounds(() => readyMs(browser, link, ".mr-wire"));
  tell({ what: "open a workflow of 500 nodes", unit: "ms", goal: ["≤", 1500], rounds: found });
});
