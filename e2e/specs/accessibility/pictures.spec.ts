// axe finds nothing where pictures and tensors are looked at.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expectAccessible } from "../../fixtures/accessible.ts";
import { flow } from "../../fixtures/flow.ts";
import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";

test("pictures, one picture, a tensor", async ({ page, launch, home }) => {
  const folder = join(home, "pictures");
  await mkdir(folder);
  for (const red of [40, 120, 200]) {
    const background = { r: red, g: 90, b: 160 };
    await sharp({ create: { width: 96, height: 64, channels: 3, background } })
      .png()
      .toFile(join(folder, `${red}.png`));
  }
  const file = join(home, "pictures.millrace.json");
  await writeFile(
    file,
    flow([
      { id: "pictures", kind: "image-folder", title: "Pictures", params: { path: "pictures" } },
      { id: "tensor", kind: "image-to-tensor", title: "Tensor" },
    ]),
  );
  const editor = await openFlow(page, await launch(file), 2);
  await editor.canvas.select("Pictures");
  const first = editor.dock.root.getByRole("button", { name: /row 1/ });
  await expect(first).toBeVisible();
  await expectAccessible(page, "pictures");
  await first.click();
  await expect(page.getByRole("dialog").getByRole("img").first()).toBeVisible();
  await expectAccessible(page, "lightbox");
  await page.keyboard.press("Escape");
  await editor.canvas.select("Tensor");
  await editor.dock.root.getByRole("gridcell").last().dblclick();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "tensor");
});
