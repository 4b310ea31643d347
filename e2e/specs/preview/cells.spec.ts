// The whole of a cell: a picture in a lightbox, a tensor as a heat-map, long text, JSON.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";

test("pictures are thumbnails in the table, and large in a lightbox that the arrow keys walk through", async ({
  page,
  home,
  launch,
}) => {
  await mkdir(join(home, "photos"));
  for (const [at, background] of ["#d33", "#3a3", "#33d"].entries())
    await sharp({ create: { width: 40, height: 30, channels: 3, background } })
      .png()
      .toFile(join(home, "photos", `p${at}.png`));
  const editor = await withFlow({ page, home, launch }, [
    { id: "photos", kind: "image-folder", title: "Photos", params: { path: "photos" } },
  ]);
  await editor.canvas.select("Photos");
  const thumbnails = editor.dock.root.getByRole("button", { name: /^Picture of image/ });
  await expect(thumbnails).toHaveCount(3);
  await expect(thumbnails.first().locator("img")).toBeVisible();
  await thumbnails.first().click();
  const box = page.getByRole("dialog", { name: "image, row 1" });
  await expect(box.getByRole("img", { name: "Picture of image in row 1" })).toBeVisible();
  // Places count from 1, as the rows do.
  await expect(box).toContainText("photos, file 1");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("dialog", { name: "image, row 2" })).toContainText("photos, file 2");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a tensor tells its shape, and is a heat-map when it is opened", async ({ page, home, launch }) => {
  const rows = [{ a: 1, b: 2, c: 3 }];
  const editor = await withFlow({ page, home, launch }, [
    { id: "rows", kind: "inline", title: "Rows", params: { rows } },
    { id: "pack", kind: "pack", title: "Pack", params: { columns: ["a", "b", "c"], output: "x" } },
  ]);
  await editor.canvas.select("Pack");
  const cell = editor.dock.root.getByRole("gridcell").filter({ hasText: "1  2  3" });
  await expect(cell).toContainText("3");
  await cell.dblclick();
  const detail = page.getByRole("dialog", { name: "x, row 1" });
  await expect(detail).toContainText("float32[3]");
  await expect(detail.getByRole("img", { name: "Heat-map of x" })).toBeVisible();
});

test("long text and JSON are shown whole", async ({ page, home, launch }) => {
  const words = Array.from({ length: 40 }, (_, at) => `word${at}`).join(" ");
  const editor = await withFlow({ page, home, launch }, [
    {
      id: "rows",
      kind: "inline",
      title: "Rows",
      params: { rows: [{ t: words, j: { deep: { er: [1, 2] } } }] },
    },
  ]);
  await editor.canvas.select("Rows");
  await editor.dock.root.getByRole("gridcell").filter({ hasText: "word0" }).dblclick();
  await expect(page.getByRole("dialog")).toContainText("word39");
  await page.keyboard.press("Escape");
  await editor.dock.root.getByRole("gridcell").filter({ hasText: "deep" }).dblclick();
  await expect(page.getByRole("dialog")).toContainText("er");
});
