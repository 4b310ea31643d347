// A node that is looked for is brought into sight so that it can be read, and is marked.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { largeWorkflow } from "../fixtures/large-workflow.ts";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { Picker } from "../pages/picker.ts";

const NODES = 300;
/** Below it a card is a box with a title. */
const FAR_ZOOM = 0.45;
/** At which everything on a card can be read. */
const READABLE = 0.6;

test("from afar the search goes to a node and comes near enough to read it", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "large.millrace.json");
  await writeFile(file, largeWorkflow(NODES));
  const editor = await openFlow(page, await launch(file), NODES);
  const { canvas } = editor;
  await canvas.focus();
  await editor.press("1");
  await expect.poll(() => canvas.zoom()).toBeLessThan(FAR_ZOOM);
  // All that is found is marked, the one that Enter goes to more strongly.
  await editor.press("ControlOrMeta+f");
  const find = new Picker(page, "Find a node");
  await find.field.fill("Large orders 14");
  const marked = canvas.root.locator(".mr-card-found-match");
  const current = canvas.root.locator(".mr-card-found-current");
  await expect(current).toHaveCount(1);
  await expect(marked.first()).toBeVisible();
  const width = (mark: Locator) => mark.evaluate((card) => parseFloat(getComputedStyle(card).outlineWidth));
  expect(await width(current)).toBeGreaterThan(await width(marked.first()));
  const first = await current.getAttribute("id");
  await find.field.press("ArrowDown");
  await expect(current).not.toHaveAttribute("id", first!);
  await editor.press("Escape");
  await expect(find.root).toHaveCount(0);
  await expect(current).toHaveCount(0);

  // Once gone to, the others stay marked: one may be the one that was meant.
  await editor.press("ControlOrMeta+f");
  await find.take("Large orders 14");
  await expect(current).toHaveCount(1);
  await editor.press("Escape");
  await expect(current).toHaveCount(0);

  await editor.press("1");
  await expect.poll(() => canvas.zoom()).toBeLessThan(FAR_ZOOM);
  await editor.goTo("Large orders 145");
  await expect.poll(() => canvas.zoom()).toBeGreaterThanOrEqual(READABLE);
  await expect(canvas.card("Large orders 145")).toBeInViewport();
  await expect(canvas.card("Large orders 145")).toHaveCSS("box-shadow", /0px 0px 0px 2px/);

  // One that is near enough already keeps the size that somebody has chosen.
  await canvas.settledView();
  await editor.press("ControlOrMeta+-");
  await canvas.settledView();
  const chosen = await canvas.zoom();
  await editor.goTo("Express surcharge 144");
  await canvas.settledView();
  expect(await canvas.zoom()).toBe(chosen);
});
