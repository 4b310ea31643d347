// What is found in texts, pictures, recordings and vectors, shown where it was found.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { twoThings } from "../../../tests/models/make-detectors.ts";
import { pcm, tone, wavFile } from "../../../tests/support/make-wav.ts";
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

test("boxes stand where they were found, whatever the zoom, and beside them a list that filters them", async ({
  page,
  home,
  launch,
}) => {
  await mkdir(join(home, "photos"));
  const background = "#246";
  await sharp({ create: { width: 640, height: 320, channels: 3, background } })
    .png()
    .toFile(join(home, "photos/p.png"));
  await writeFile(join(home, "two.onnx"), twoThings());
  const editor = await withFlow({ page, home, launch }, [
    { id: "photos", kind: "image-folder", title: "Photos", params: { path: "photos" } },
    { id: "find", kind: "object-detector", title: "Find", params: { model: "two.onnx", score: 0.1 } },
  ]);
  const { dock, canvas } = editor;
  await canvas.select("Find");
  await expect(dock.root.getByRole("gridcell").filter({ hasText: /^\d box/ })).toBeVisible();
  await expect(dock.root.locator(".mr-thumbnail .mr-found-line")).not.toHaveCount(0);
  await expect(canvas.card("Find").locator(".mr-found-line")).not.toHaveCount(0);
  await dock.root.getByRole("button", { name: /^Picture of image/ }).click();
  const dialog = page.getByRole("dialog", { name: "image, row 1" });
  const list = dialog.getByRole("listbox");
  const boxes = dialog.locator("rect.mr-found-line");
  const options = list.getByRole("option");
  await expect(options).not.toHaveCount(0);
  await expect(boxes).toHaveCount(await options.count());
  await list.press("ArrowDown");
  const picked = dialog.locator(".mr-found-box.mr-found-active rect.mr-found-line");
  await expect(picked).toHaveCount(1);
  // In pixels of the picture, at any zoom.
  const picture = dialog.getByRole("img", { name: "Picture of image in row 1" });
  const shareOf = async () => {
    const [whole, box] = [await picture.boundingBox(), await picked.boundingBox()];
    return (box!.width / whole!.width) * 640;
  };
  const wide = Number(await picked.getAttribute("width"));
  expect(Math.abs((await shareOf()) - wide)).toBeLessThan(8);
  // As large as there is room.
  const before = (await picture.boundingBox())!.width;
  expect(before).toBeGreaterThan(800);
  await page.keyboard.press("+");
  await expect.poll(async () => (await picture.boundingBox())!.width).toBeGreaterThan(before * 1.2);
  expect(Math.abs((await shareOf()) - wide)).toBeLessThan(8);
  await expectAccessible(page, "lightbox", dialog);
});

test("a recording is seen, zoomed and played, and vectors are points that choose their rows", async ({
  page,
  home,
  launch,
}) => {
  await mkdir(join(home, "takes"));
  await writeFile(join(home, "takes/a.wav"), wavFile({ data: pcm(tone(440, 2, 16_000, 0.5)) }));
  const rows = Array.from({ length: 12 }, (_, at) => ({
    group: at % 2 ? "odd" : "even",
    a: at % 2,
    b: (at % 2) * 2,
    c: at / 100,
  }));
  const editor = await withFlow(
    { page, home, launch },
    [
      { id: "takes", kind: "audio-files", title: "Takes", params: { path: "takes" } },
      { id: "rows", kind: "inline", title: "Rows", params: { rows } },
      { id: "pack", kind: "pack", title: "Pack", params: { columns: ["a", "b", "c"], output: "v" } },
    ],
    ["rows.out -> pack.in"],
  );
  const { dock, canvas } = editor;
  await canvas.select("Takes");
  const cell = dock.root.getByRole("gridcell").filter({ hasText: "16 kHz · mono" });
  await expect(cell.locator("svg path").first()).toBeVisible();
  await cell.dblclick();
  const dialog = page.getByRole("dialog", { name: "audio, row 1" });
  await expect(dialog.getByRole("img", { name: "Waveform from 0:00.00 to 0:02.00" })).toBeVisible();
  await expect(dialog.getByRole("img", { name: "Spectrogram up to 8 kHz" })).toBeVisible();
  await page.keyboard.press("+");
  await expect(dialog.getByRole("img", { name: "Waveform from 0:00.00 to 0:01.00" })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(dialog.getByRole("button", { name: "Stop (Space)" })).toBeVisible();
  // It ends by itself, at the end of what is in sight.
  await expect(dialog.getByRole("button", { name: "Play from the cursor (Space)" })).toBeVisible();
  await expectAccessible(page, "recording", dialog);
  await page.keyboard.press("Escape");

  await canvas.select("Pack");
  await dock.root.getByRole("button", { name: "Vectors as points" }).click();
  const points = dock.root.getByRole("region", { name: "v as points" });
  await expect(points).toContainText("First 12 rows, 2 of 3 dimensions");
  await points.getByRole("group").press("ArrowRight");
  await points.getByRole("group").press("ArrowRight");
  await expect(points).toContainText("Row 2: odd");
  await points.getByRole("group").press("Enter");
  await expect(dock.root.getByRole("row", { selected: true })).toContainText("odd");
  await expectAccessible(page, "points", points);
});
