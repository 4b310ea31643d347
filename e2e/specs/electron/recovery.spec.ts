// A program that was killed: the next one offers what was not saved.

import { expect, test } from "../../fixtures/test.ts";
import { firstPage } from "../../fixtures/desktop-test.ts";
import { startDesktop } from "../../fixtures/desktop.ts";
import { childrenOf } from "../../fixtures/processes.ts";
import { Editor } from "../../pages/editor.ts";
import { openFlow } from "../../fixtures/open.ts";
import { Question } from "../../pages/question.ts";

const BACK = "Changes that were not saved are back";

test.skip(process.platform !== "linux", "processes are found through /proc");

test("unsaved changes come back after the program was killed, and can be thrown away", async ({
  page,
  launch,
  samples,
  home,
}, { project }) => {
  const file = samples["score.millrace.json"];
  const { pid, ...host } = await launch(file);
  const editor = await openFlow(page, { pid, ...host }, 5);
  await editor.canvas.select("Discount");
  await editor.press("Delete");
  await editor.expectOpen(4);
  for (const each of [pid, ...(await childrenOf(pid, ""))]) process.kill(each, "SIGKILL");

  const again = await startDesktop({ electron: project.name === "electron", home, args: [file] });
  try {
    const other = new Editor(await firstPage(again));
    await other.expectOpen(4);
    await expect(other.notices.about(BACK)).toBeVisible();
    await other.notices.act(BACK, "Throw away");
    await new Question(other.page, "Throw the changes away?").answer("Throw away");
    await other.expectOpen(5);
  } finally {
    await again.close();
  }
});
