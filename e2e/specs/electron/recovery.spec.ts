// A program that was killed left unsaved changes: the next one offers them.

import { readFile, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures/test.ts";
import { firstPage } from "../../fixtures/desktop-test.ts";
import { startDesktop } from "../../fixtures/desktop.ts";
import { childrenOf } from "../../fixtures/processes.ts";
import { Editor } from "../../pages/editor.ts";
import { BACK } from "../../pages/notices.ts";
import { expectJournaled } from "../../fixtures/journaled.ts";
import { openFlow } from "../../fixtures/open.ts";
import type { Host } from "../../fixtures/host.ts";
import { Question } from "../../pages/question.ts";

test.skip(process.platform !== "linux", "processes are found through /proc");

test("they come back, and can be thrown away", async ({ page, launch, samples, home }, { project }) => {
  const file = samples["score.millrace.json"];
  await deleteAndKill(page, await launch(file), file);

  const again = await startDesktop({ electron: project.name === "electron", home, args: [file] });
  try {
    const editor = new Editor(await firstPage(again));
    await editor.expectOpen(4);
    await expect(editor.notices.about(BACK)).toBeVisible();
    await editor.notices.act(BACK, "Throw away");
    await new Question(editor.page, "Throw the changes away?").answer("Throw away");
    await editor.expectOpen(5);
  } finally {
    await again.close();
  }
});

test("in a file that somebody has changed since, they are offered", async ({ page, launch, samples, home }, {
  project,
}) => {
  const file = samples["score.millrace.json"];
  await deleteAndKill(page, await launch(file), file);
  const theirs = (await readFile(file, "utf8")).replace('"Orders"', '"Their orders"');
  await writeFile(file, theirs);

  const again = await startDesktop({ electron: project.name === "electron", home, args: [file] });
  try {
    const editor = new Editor(await firstPage(again));
    await editor.expectOpen(5);
    await expect(editor.canvas.card("Their orders")).toBeVisible();
    await editor.page.getByRole("button", { name: "Bring them back" }).click();
    await editor.expectOpen(4);
    await expect(editor.canvas.card("Orders")).toBeVisible();
    expect(await readFile(file, "utf8")).toBe(theirs);
  } finally {
    await again.close();
  }
});

/** Five nodes, one of them deleted and not saved; then the whole program is gone. */
async function deleteAndKill(page: Page, host: Host, file: string): Promise<void> {
  const editor = await openFlow(page, host, 5);
  await editor.remove("Discount", 4);
  await expectJournaled(file);
  for (const each of [host.pid, ...(await childrenOf(host.pid, ""))]) process.kill(each, "SIGKILL");
}
