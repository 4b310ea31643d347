// From files that are dropped to what is found in them, on the node itself: a drop, and one choice of what comes next.

import { cp, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expectAccessible } from "../fixtures/accessible.ts";
import { dropFiles } from "../fixtures/drop-files.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";
import { Picker } from "../pages/picker.ts";
import { StartScreen } from "../pages/start-screen.ts";
import type { Page } from "@playwright/test";

const TEMPLATES = resolve("templates");

/** On the first screen, as the copy that a browser has to make of a folder. */
async function dropOnStart(page: Page, link: string, folder: string): Promise<Editor> {
  await page.goto(link);
  await dropFiles(new StartScreen(page).root, [folder]);
  await page.getByRole("dialog").getByRole("button", { name: /^Copy/ }).click();
  const editor = new Editor(page);
  await editor.expectOpen(1);
  return editor;
}

const next = (page: Page, title: string) =>
  page.getByRole("group", { name: `What can come behind “${title}”` });

test("photos, and one choice: faces with their boxes on the node, which can be blurred", async ({
  page,
  home,
  launch,
}) => {
  const photos = join(home, "elsewhere", "photos");
  await mkdir(photos, { recursive: true });
  // Nothing is found in the first of them: what was found is shown all the same.
  for (const name of ["alps.jpg", "portrait-2.jpg"])
    await cp(join(TEMPLATES, "face-privacy/data/photos", name), join(photos, name));
  const editor = await dropOnStart(page, (await launch()).link, photos);
  await expectAccessible(page, "what next", next(page, "photos"));
  await next(page, "photos").getByRole("button", { name: "Find faces" }).click();

  const faces = editor.canvas.card("Find faces");
  await expect(faces.getByText(/^\d box(es)? in 1 of 2 rows$/)).toBeVisible();
  await expect(faces.getByRole("img", { name: "Picture of row 2" })).toBeVisible();
  await editor.expectIssues(0);

  // The picker has the same, found by what it does.
  await editor.press("Tab");
  await new Picker(page, "Add a node").take("blur boxes");
  const blurred = editor.canvas.card("Blur boxes");
  await expect(blurred.getByRole("img", { name: "Picture of row 2" })).toBeVisible();
  await expect(next(page, "Blur boxes").getByRole("button", { name: "Save the pictures" })).toBeVisible();
  await expect(next(page, "Find faces")).toHaveCount(0);
  await editor.expectUndo("add Blur regions");
});

test("recordings, and one choice: stretches of speech in the waveform, seen large and played", async ({
  page,
  home,
  launch,
}) => {
  const recordings = join(home, "elsewhere", "recordings");
  await mkdir(recordings, { recursive: true });
  for (const name of ["memo.flac", "nobody.opus"])
    await cp(join(TEMPLATES, "voice-cutter/data/recordings", name), join(recordings, name));
  const editor = await dropOnStart(page, (await launch()).link, recordings);
  await next(page, "recordings").getByRole("button", { name: "Find speech" }).click();

  const speech = editor.canvas.card("Find speech");
  await expect(speech.getByText("1 segment in 1 of 2 rows")).toBeVisible();
  await expect(speech.locator(".mr-wave-segment")).toHaveCount(1);
  await expect(next(page, "Find speech").getByRole("button", { name: "Write subtitles" })).toBeVisible();

  await editor.dock.root.getByRole("gridcell").filter({ hasText: "mono" }).first().dblclick();
  const dialog = page.getByRole("dialog", { name: /audio, row 1/ });
  await expect(dialog.getByRole("img", { name: /^Waveform from 0:00.00/ })).toBeVisible();
  await expect(dialog.getByRole("img", { name: /^Spectrogram up to/ })).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Play speech/ }).first()).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Play from the cursor (Space)" })).toBeVisible();
  await expectAccessible(page, "recording with speech", dialog);
});
