// What is found in texts, pictures, recordings and vectors, shown where it was found.

import { expectAccessible } from "../../fixtures/accessible.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("spans are marked in their text, filtered by label, and gone through by key", async ({
  page,
  home,
  launch,
}) => {
  const body = `Anna moved to Rome. ${"Nothing of note. ".repeat(300)}Bert stays in Oslo.`;
  const at = (word: string, label: string) => ({
    from: body.indexOf(word),
    to: body.indexOf(word) + word.length,
    label,
    score: 0.9,
  });
  const names = [at("Oslo", "place"), at("Bert", "person"), at("Anna", "person"), at("Rome", "place")];
  const editor = await withFlow({ page, home, launch }, [
    { id: "rows", kind: "inline", title: "Rows", params: { rows: [{ body, names }] } },
  ]);
  await editor.canvas.select("Rows");
  const cell = editor.dock.root.getByRole("gridcell").filter({ hasText: "4 spans: place 0.90" });
  await cell.dblclick();
  const dialog = page.getByRole("dialog", { name: "body · row 1" });
  const marks = dialog.locator("mark");
  await expect(marks).toHaveText(["Anna", "Rome", "Bert", "Oslo"]);
  await page.keyboard.press("p");
  await expect(dialog.getByRole("option", { selected: true })).toContainText("Oslo");
  await expect(marks.last()).toBeInViewport();
  await page.keyboard.press("n");
  await expect(dialog.getByRole("option", { selected: true })).toContainText("Anna");
  await dialog.getByRole("checkbox", { name: /person/ }).uncheck();
  await expect(marks).toHaveText(["Rome", "Oslo"]);
  await expectAccessible(page, "marked text", dialog);
});
