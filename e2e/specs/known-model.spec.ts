// A kind that needs several files of a model: the one that comes with Millrace is a click away, and named first among the others.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "../fixtures/test.ts";
import { withFlow } from "../fixtures/with-flow.ts";

test("all files of a known model are set by the fix of one that is missing", async ({
  page,
  home,
  launch,
}) => {
  const editor = await withFlow({ page, home, launch }, [{ id: "ocr", kind: "ocr", title: "Read" }]);
  await editor.canvas.select("Read");
  const { inspector } = editor;
  await page.getByRole("button", { name: "Dictionary: choose from the model library" }).click();
  await expect(page.getByRole("menuitem").first()).toContainText("ppocr_keys_v1.txt");
  await expect(page.getByText("Made for this")).toBeVisible();
  await editor.press("Escape");

  await inspector.fix("Use PP-OCRv4").first().click();
  await expect(inspector.field("Detector")).toHaveValue("library:pp-ocrv4/ch_PP-OCRv4_det_infer.onnx");
  await expect(inspector.field("Recogniser")).toHaveValue("library:pp-ocrv4/ch_PP-OCRv4_rec_infer.onnx");
  await expect(inspector.field("Dictionary")).toHaveValue("library:pp-ocrv4/ppocr_keys_v1.txt");
  await expect(inspector.fix("Use PP-OCRv4")).toHaveCount(0);
  await editor.expectUndo("use PP-OCRv4");
});

/** Two words, drawn large. */
const PAGE = `<svg xmlns="http://www.w3.org/2000/svg" width="360" height="120"><rect width="360" height="120" fill="#fff"/>
  <text x="20" y="75" font-family="sans-serif" font-size="44" fill="#000">Hello world</text></svg>`;

test("what was read is drawn on its picture when somebody asks for labels", async ({
  page,
  home,
  launch,
}) => {
  await mkdir(join(home, "pages"));
  await sharp(Buffer.from(PAGE)).png().toFile(join(home, "pages/one.png"));
  const editor = await withFlow({ page, home, launch }, [
    { id: "pages", kind: "image-folder", title: "Pages", params: { path: "pages" } },
    { id: "ocr", kind: "ocr", title: "Read" },
  ]);
  await editor.canvas.select("Read");
  await editor.inspector.fix("Use PP-OCRv4").first().click();
  // Under the field in short, in the title whole.
  await expect(editor.inspector.param("Recogniser").locator(".mr-model-line")).toHaveText(
    /^x float32\[\?,3,48,\?\] →/,
  );
  await editor.dock.root.getByRole("button", { name: /^Picture of image/ }).click();
  const dialog = page.getByRole("dialog", { name: "image, row 1" });
  await expect(dialog.getByRole("option")).toHaveCount(1);
  const labels = dialog.getByRole("checkbox", { name: "Show labels on the picture" });
  // Not by itself: it would hide what it was read from.
  await expect(labels).not.toBeChecked();
  await expect(dialog.locator(".mr-found-label")).toHaveCount(0);
  await labels.check();
  await expect(dialog.locator(".mr-found-label")).toHaveText(/Hello/);
});
