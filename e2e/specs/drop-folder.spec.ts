// A folder of pictures dropped on the page: a browser does not say where it lies, so that is asked, or found out.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { dropFiles } from "../fixtures/drop-files.ts";
import { expect, test } from "../fixtures/test.ts";
import { withFlow } from "../fixtures/with-flow.ts";
import { Editor } from "../pages/editor.ts";
import { FileDialog } from "../pages/file-dialog.ts";
import { StartScreen } from "../pages/start-screen.ts";

async function writePictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [at, background] of ["#d33", "#3a3", "#33d"].entries())
    await sharp({ create: { width: 40, height: 30, channels: 3, background } })
      .png()
      .toFile(join(folder, `p${at}.png`));
}

test("dropped on the first screen, it is copied when that is wanted", async ({ page, home, launch }) => {
  const folder = join(home, "elsewhere", "photos");
  await writePictures(folder);
  await page.goto((await launch()).link);
  await dropFiles(new StartScreen(page).root, [folder]);
  const question = page.getByRole("dialog", { name: "Where is the folder “photos”?" });
  await question.getByRole("button", { name: /^Copy 3 files/ }).click();

  const editor = new Editor(page);
  await editor.expectOpen(1);
  await editor.canvas.select("photos");
  await expect(editor.inspector.field("Folder")).toHaveValue("data/photos");
  await expect(editor.dock.root.getByRole("button", { name: /^Picture of image in row/ })).toHaveCount(3);
  await editor.expectIssues(0);
});

test("dropped on the canvas, it is read where the file dialog says it lies", async ({
  page,
  home,
  launch,
}) => {
  await writePictures(join(home, "elsewhere", "photos"));
  const editor = await withFlow({ page, home, launch }, [{ id: "rows", kind: "inline", title: "Rows" }]);
  await dropFiles(editor.canvas.root, [join(home, "elsewhere", "photos")]);
  await page.getByRole("dialog").getByRole("button", { name: "Show it…" }).click();
  const dialog = new FileDialog(page, "Where “photos” is");
  await dialog.open("elsewhere", "photos");
  await dialog.root.getByRole("button", { name: "Choose this folder" }).click();

  await editor.expectOpen(2);
  await editor.canvas.select("photos");
  await expect(editor.inspector.field("Folder")).toHaveValue("elsewhere/photos");
  await editor.expectIssues(0);
});

test("one that lies beside the workflow is recognized, and nothing is asked", async ({
  page,
  home,
  launch,
}) => {
  await writePictures(join(home, "photos"));
  const editor = await withFlow({ page, home, launch }, [{ id: "rows", kind: "inline", title: "Rows" }]);
  await dropFiles(editor.canvas.root, [join(home, "photos")]);
  await editor.expectOpen(2);
  await editor.canvas.select("photos");
  await expect(editor.inspector.field("Folder")).toHaveValue("photos");
});

test("another folder than the dropped one is taken only when that is meant", async ({
  page,
  home,
  launch,
}) => {
  await writePictures(join(home, "elsewhere", "photos"));
  await mkdir(join(home, "empty"));
  const editor = await withFlow({ page, home, launch }, [{ id: "rows", kind: "inline", title: "Rows" }]);
  await dropFiles(editor.canvas.root, [join(home, "elsewhere", "photos")]);
  await page.getByRole("dialog").getByRole("button", { name: "Show it…" }).click();
  const dialog = new FileDialog(page, "Where “photos” is");
  await dialog.open("empty");
  await dialog.root.getByRole("button", { name: "Choose this folder" }).click();
  await page
    .getByRole("dialog", { name: "This is another folder" })
    .getByRole("button", { name: "Cancel" })
    .click();
  await editor.expectOpen(1);
});
