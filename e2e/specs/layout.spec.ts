// Nothing is cut and nothing lies over anything else: small windows, 200 % zoom, titles of 60 characters.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { flow } from "../fixtures/flow.ts";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { StartScreen } from "../pages/start-screen.ts";

const LONG = "A title of sixty characters, as people do write them at work";
const LONGER_COLUMN = "the_number_of_hours_between_the_planned_and_the_real_arrival";

/** The grip that sizes a panel sticks out of it. */
const GRIP_PX = 4;

/** Whether the page, or a part of it that should not, scrolls sideways. */
async function expectFits(page: Page, parts: readonly Locator[]): Promise<void> {
  const sideways = (element: Element) => element.scrollWidth - element.clientWidth;
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
  expect(
    await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight),
  ).toBeLessThanOrEqual(0);
  for (const part of parts)
    expect(await part.evaluate(sideways), part.toString()).toBeLessThanOrEqual(GRIP_PX);
}

/** Labels of buttons that are cut without a way to read them. */
async function cutButtons(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, [role=tab], label")]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { overflowX } = getComputedStyle(element);
        return overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      })
      .filter((element) => !element.getAttribute("title") && !element.querySelector("[title]"))
      .map((element) => `${element.className}: ${element.textContent}`),
  );
}

/** 200 % in a window of 1280 × 800 leaves the page half of it. */
const WINDOWS = [
  { name: "1280 × 800", viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  { name: "1280 × 800 at 200 %", viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
] as const;

for (const { name, ...window } of WINDOWS)
  test.describe(name, () => {
    test.use(window);

    test("start screen", async ({ page, launch }) => {
      await page.goto((await launch()).link);
      const start = new StartScreen(page);
      await expect(start.root).toBeVisible();
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      await start.playbooks();
      await expect(start.root.getByRole("button", { name: /^Open a copy/ }).first()).toBeVisible();
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      expect(await cutButtons(page)).toEqual([]);
    });

    test("editor", async ({ page, launch, home }) => {
      const file = join(home, `${LONG}.millrace.json`);
      await writeFile(
        file,
        flow([
          {
            id: "rows",
            kind: "inline",
            title: LONG,
            params: { rows: [{ [LONGER_COLUMN]: 1 }, { [LONGER_COLUMN]: 2 }] },
          },
          {
            id: "more",
            kind: "formula",
            title: `${LONG} too`,
            params: { columns: { [`${LONGER_COLUMN}_2`]: `${LONGER_COLUMN} * 2` } },
          },
          { id: "bad", kind: "filter", title: `${LONG} 3`, params: { condition: `${LONGER_COLUMN} >` } },
        ]),
      );
      const editor = await openFlow(page, await launch(file), 3);
      // The palette is not shown beside the inspector in a small window.
      const parts = [editor.inspector.root, ...(window.viewport.width < 900 ? [] : [editor.palette.root])];
      await expectFits(page, parts);
      for (const title of [LONG, `${LONG} too`, `${LONG} 3`]) {
        await editor.goTo(title);
        await expectFits(page, parts);
        expect(await cutButtons(page)).toEqual([]);
      }
      for (const tab of ["Columns", "Failed rows", "Log", "Timeline", "Issues"] as const) {
        await editor.dock.show(tab);
        await expectFits(page, parts);
      }
      await expect(editor.runButton).toBeInViewport();
      await editor.canvas.focus();
      await editor.press("i");
      await expectFits(page, [editor.palette.root]);
    });
  });
