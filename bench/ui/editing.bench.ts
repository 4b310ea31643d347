// From a key in a param to what is wrong with it, and what the page holds after many edits.

import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { test } from "./bench.ts";
import { tell } from "./measured.ts";

const ROUNDS = 21;
/** Until the browser and the engine have compiled what they run. */
const WARM_UP = 6;
const FEW = 100;
const MANY = 1000;

test("a key to issues", async ({ large, page }) => {
  const editor = await large(500);
  await editor.goTo("Cheap orders 3");
  const field = editor.inspector.root.getByRole("textbox", { name: /^Condition/ });
  await field.fill("a < 1000000");
  await editor.expectIssues(0);
  // Watches the count in the status bar; the key's own time stamp is when the browser got it.
  await page.evaluate(() => {
    const state = window as { keyAt?: number; toIssues?: number[] };
    state.toIssues = [];
    addEventListener("keydown", ({ timeStamp }) => (state.keyAt = timeStamp), true);
    const status = document.querySelector("footer")!;
    const count = () =>
      [...status.querySelectorAll("button")]
        .map((button) => button.textContent)
        .find((words) => /issue/i.test(words ?? ""));
    let before = count();
    new MutationObserver(() => {
      const now = count();
      if (now === before) return;
      before = now;
      const from = state.keyAt!;
      requestAnimationFrame(() => setTimeout(() => state.toIssues!.push(performance.now() - from)));
    }).observe(status, { subtree: true, childList: true, characterData: true });
  });
  const rounds: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    // An operator at the end is wrong, and taken away it is right again.
    await field.press(round % 2 === 0 ? "End" : "Shift");
    await page.evaluate(() => ((window as { toIssues?: number[] }).toIssues = []));
    await field.press(round % 2 === 0 ? "+" : "Backspace");
    const handle = await page.waitForFunction(() => (window as { toIssues?: number[] }).toIssues?.[0]);
    rounds.push((await handle.jsonValue())!);
  }
  tell({
    what: "a key in a param to updated issues, 500 nodes",
    unit: "ms",
    goal: ["≤", 50],
    rounds: rounds.slice(WARM_UP),
  });
});

/** Bytes that the page's script holds when everything else has been given back. */
async function heapBytes(page: Page): Promise<number> {
  const browser = await page.context().newCDPSession(page);
  // What is only reachable through finished work of the browser goes with the second time.
  await browser.send("HeapProfiler.collectGarbage");
  await browser.send("HeapProfiler.collectGarbage");
  const { usedSize } = await browser.send("Runtime.getHeapUsage");
  await browser.detach();
  return usedSize;
}

test("memory of edits", async ({ large, page }) => {
  const editor = await large(500);
  await editor.goTo("Cheap orders 3");
  await editor.canvas.select("Cheap orders 3");
  const cycle = async (times: number) => {
    for (let time = 0; time < times; time++) {
      await editor.press("ArrowRight");
      await editor.undo();
    }
    await expect(page.getByRole("img", { name: "Unsaved changes" })).toHaveCount(0);
    await editor.expectIssues(0);
  };
  await cycle(FEW);
  const few = await heapBytes(page);
  await cycle(MANY - FEW);
  const many = await heapBytes(page);
  tell({
    what: `memory after ${MANY} edits and undos against after ${FEW}`,
    unit: "%",
    goal: ["≤", 110],
    rounds: [(many / few) * 100],
  });
  tell({ what: "memory of the page, 500 nodes", unit: "MB", goal: ["≤", 200], rounds: [many / 1e6] });
});
