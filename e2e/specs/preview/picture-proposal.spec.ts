// Pictures wired to a plain model: the proposal with its reasons, its fix, and the tensor looked at as a picture.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { pictureModel } from "../../../tests/models/make-picture-models.ts";
import { flow } from "../../fixtures/flow.ts";
import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";

test("one click puts what the model wants before it, and its tensor is seen", async ({
  page,
  launch,
  home,
}) => {
  await mkdir(join(home, "photos"));
  await sharp({ create: { width: 40, height: 30, channels: 3, background: "#ff8000" } })
    .png()
    .toFile(join(home, "photos", "orange.png"));
  await writeFile(
    join(home, "tint.onnx"),
    pictureModel({ shape: ["N", 3, 12, 16], divides: true, input: "pixels" }),
  );
  const file = join(home, "flow.millrace.json");
  await writeFile(
    file,
    flow([
      { id: "photos", kind: "image-folder", title: "Photos", params: { path: "photos" } },
      { id: "model", kind: "onnx", title: "Tint", params: { model: "tint.onnx" } },
    ]),
  );
  const editor = await openFlow(page, await launch(file), 2);
  const { canvas, inspector, dock } = editor;
  await canvas.select("Tint");
  const reasons = inspector.root.getByLabel("Reasons").first();
  await expect(reasons).toContainText("the graph divides by 255 first");
  await expect(reasons).toContainText("red, green, blueassumed");
  await inspector.fix("Insert Image to tensor").first().click();
  await editor.expectIssues(0);
  await expect(inspector.root).toContainText("The file says size, values, layout and type");

  await canvas.select("Image to tensor");
  await expect(inspector.field("Width")).toHaveValue("16");
  await dock.root.getByRole("button", { name: "Picture of pixels in row 1" }).click();
  const dialog = page.getByRole("dialog", { name: "pixels, row 1" });
  await expect(dialog).toContainText("16 × 12 · NCHW · float32");
  await expect(dialog).toContainText("0 is black, 255 is white");
  const picture = dialog.getByRole("img", { name: "Tensor pixels of row 1 as a picture" });
  const colour = () =>
    picture.evaluate((image: HTMLImageElement) => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 1;
      const context = canvas.getContext("2d")!;
      context.drawImage(image, 0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    });
  await expect.poll(colour).toEqual([255, 128, 0]);
  await dialog.getByRole("switch", { name: "Swap red and blue" }).click();
  await expect.poll(colour).toEqual([0, 128, 255]);

  await page.keyboard.press("Escape");
  await dock.root.getByRole("button", { name: "Picture of image in row 1" }).click();
  const large = page.getByRole("dialog", { name: "image, row 1" });
  await large.getByLabel("Second picture").selectOption("pixels");
  await expect(large.getByRole("img", { name: "Picture of pixels in row 1" })).toBeVisible();
  await expect(large).toContainText("16 × 12 · NCHW · float32");
});
