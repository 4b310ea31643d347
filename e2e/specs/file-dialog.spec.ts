// The editor's own file dialog: where it begins, what is typed into it, folders that are not there.

import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { expectAccessible } from "../fixtures/accessible.ts";
import { openFlow } from "../fixtures/open.ts";
import { soon } from "../fixtures/soon.ts";
import { expect, test } from "../fixtures/test.ts";
import { withFlow } from "../fixtures/with-flow.ts";
import { Editor } from "../pages/editor.ts";
import { FileDialog } from "../pages/file-dialog.ts";
import { Question } from "../pages/question.ts";

test("a file that has moved is looked for from the workflow's folder on", async ({
  page,
  home,
  launch,
  samples,
}) => {
  await rename(join(home, "data"), join(home, "rows"));
  await mkdir(join(home, "work"));
  await rename(samples["score.millrace.json"], join(home, "work", "score.millrace.json"));
  const editor = await openFlow(page, await launch(join(home, "work", "score.millrace.json")), 5);
  await editor.canvas.select("Orders");
  await editor.inspector.root.getByRole("button", { name: "Choose a file" }).click();
  const dialog = new FileDialog(page, "Choose a file");
  // `data/orders.csv` of a workflow in `work`: the nearest folder is `work`.
  await expect(dialog.root.getByRole("status")).toContainText(
    `“${join(home, "work", "data")}” cannot be opened`,
  );
  await dialog.root.getByRole("button", { name: "One folder up" }).click();
  await dialog.open("rows", "orders.csv");
  await expect(editor.inspector.root.getByLabel("File", { exact: true })).toHaveValue("../rows/orders.csv");
});

test("a typed path is taken at its word, and folders are made only where that is wanted", async ({
  page,
  home,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const place = join(home, "far", "away");
  const dialog = new FileDialog(page, "Save the workflow as");
  const question = new Question(page, "Make the folder?");
  await editor.press("ControlOrMeta+Shift+s");
  await dialog.saveAs(join(place, "pumps"));
  await expect(question.root).toContainText(place);
  await question.answer("Cancel");
  await expect(stat(join(home, "far"))).rejects.toThrow("ENOENT");
  await dialog.saveAs("~/far/away/pumps");
  await question.answer("Make the folder");
  await editor.expectName("pumps");
  // Paths that lead elsewhere from there are an edit, which is journaled before it is saved.
  await soon(() => readdir(place)).toEqual(["pumps.millrace.json"]);

  await editor.press("ControlOrMeta+Shift+s");
  await dialog.root.getByRole("button", { name: "New folder" }).click();
  // Escape leaves the field alone, and not the dialog.
  await page.keyboard.press("Escape");
  await dialog.root.getByRole("button", { name: "New folder" }).click();
  await page.keyboard.type("inside");
  await page.keyboard.press("Enter");
  await expect(dialog.root.getByRole("button", { name: "inside", exact: true })).toBeVisible();
  await dialog.saveAs("deep");
  await editor.expectName("deep");
  await soon(() => readdir(join(place, "inside"))).toEqual(["deep.millrace.json"]);
});

test("a path is typed or pasted to go to a folder or open a file, and a wrong one is said", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  await mkdir(join(home, "deep", "down"), { recursive: true });
  await page.goto((await launch()).link);
  await page.getByRole("button", { name: /^Open a file/ }).click();
  const dialog = new FileDialog(page, "Open a workflow");
  const field = dialog.root.getByLabel("Path or name of a file");
  await expect(dialog.root.getByRole("listbox")).toBeFocused();
  // What begins a path is no name in the list.
  await page.keyboard.type("~/deep");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("~/deep");
  await page.keyboard.press("Enter");
  await expect(dialog.entry("down")).toBeVisible();
  await expect(field).toHaveValue("");

  await pasteInto(dialog.root.getByRole("listbox"), `"${join(home, "deep")}"`);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(`"${join(home, "deep")}"`);

  await field.fill("down/nothing.json");
  await page.keyboard.press("Enter");
  await expect(field).toHaveAccessibleDescription(/nothing\.json” is not there/);
  await expect(dialog.root.getByRole("alert")).toContainText(join(home, "deep", "down", "nothing.json"));
  await expectAccessible(page, "a path that is wrong", dialog.root);
  await field.fill("../score.millrace.json");
  await expect(dialog.root.getByRole("alert")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await new Editor(page).expectOpen(5);
});

/** As Ctrl+V does with a text on the clipboard. */
async function pasteInto(place: Locator, text: string): Promise<void> {
  await place.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test("a folder is chosen by its path", async ({ page, home, launch, samples: _ }) => {
  await mkdir(join(home, "photos"));
  const editor = await withFlow({ page, home, launch }, [{ id: "p", kind: "image-folder", title: "Photos" }]);
  await editor.canvas.select("Photos");
  await editor.inspector.root.getByRole("button", { name: "Choose a folder" }).click();
  const dialog = new FileDialog(page, "Choose a folder");
  const field = dialog.root.getByLabel("Path of a folder");
  await field.fill(join(home, "score.millrace.json"));
  await page.keyboard.press("Enter");
  await expect(dialog.root.getByRole("alert")).toContainText("is a file, and not a folder");
  await field.fill("~/photos");
  await dialog.root.getByRole("button", { name: "Go to this folder" }).click();
  await dialog.root.getByRole("button", { name: "Choose this folder" }).click();
  await expect(editor.inspector.root.getByLabel("Folder", { exact: true })).toHaveValue("photos");
});

test("a folder from elsewhere is chosen by the fix of its issue, which then says no more", async ({
  page,
  home,
  launch,
}, info) => {
  const photos = info.outputPath("photos");
  await mkdir(photos, { recursive: true });
  for (const name of ["one.txt", "two.txt"]) await writeFile(join(photos, name), "words");
  const lines = [{ id: "t", kind: "text-files", title: "Texts", params: { path: photos } }];
  const editor = await withFlow({ page, home, launch }, lines);
  await editor.canvas.select("Texts");
  const field = editor.inspector.param("Folder or file");
  await expect(field.getByText("lies outside")).toHaveCount(1);
  await editor.inspector.fix("Choose the folder…").first().click();
  const dialog = new FileDialog(page, "Choose a folder");
  // Files are no folders, and yet they are there.
  await expect(dialog.root).toContainText("There is no folder in here, but 2 files.");
  await dialog.root.getByRole("button", { name: "Choose this folder" }).click();
  await expect(field).toContainText("Found");
  await expect(field).not.toContainText("lies outside");
  await editor.expectIssues(0);
});

test("letters typed in the list lead to the name they spell", async ({ page, home, launch, samples: _ }) => {
  for (const name of ["tea", "tmp", "media"]) await mkdir(join(home, name));
  await page.goto((await launch()).link);
  await page.getByRole("button", { name: /^Open a file/ }).click();
  const dialog = new FileDialog(page, "Open a workflow");
  await expect(dialog.entry("tea")).toBeVisible();
  await expect(dialog.root.getByRole("listbox")).toBeFocused();
  await page.keyboard.press("t");
  await page.keyboard.press("m");
  await expect(dialog.entry("tmp")).toHaveAttribute("aria-selected", "true");
});

test("Enter does not throw changes away", async ({ page, launch, samples }) => {
  const file = samples["score.millrace.json"];
  const editor = await openFlow(page, await launch(file), 5);
  await editor.canvas.select("Discount");
  await editor.press("Delete");
  await editor.expectOpen(4);
  const theirs = (await readFile(file, "utf8")).replace('"Orders"', '"Their orders"');
  await writeFile(file, theirs);
  await editor.notices.act("Another program has changed this file", "Reload");
  const question = new Question(page, "Throw your changes away?");
  await expect(question.root.getByRole("button", { name: "Cancel" })).toBeFocused();
  await editor.press("Enter");
  await expect(question.root).toBeHidden();
  await editor.expectOpen(4);
});

test.describe("on a dark ground", () => {
  test.use({ colorScheme: "dark" });

  test("the words beside a box are as light as other text", async ({ page, launch, samples: _ }) => {
    await page.goto((await launch()).link);
    await page.getByRole("button", { name: /^Open a file/ }).click();
    const colour = (element: Element) => getComputedStyle(element).color;
    const title = await page.getByRole("heading", { name: "Open a workflow" }).evaluate(colour);
    expect(await page.getByText("Show all files").evaluate(colour)).toBe(title);
  });
});
