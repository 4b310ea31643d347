import { writeFile } from "node:fs/promises";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
test("ins", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.hoverWire(1);
  await editor.canvas.root.getByRole("button", { name: "Delete the wire" }).click();
  await editor.canvas.focus();
  await editor.undo();
  await editor.canvas.focus();
  const m = await editor.canvas.wireMiddle(1);
  console.log(m);
  await editor.palette.drag("Limit", m);
  await page.screenshot({ path: "/tmp/a.png" });
});
test.describe("small", () => {
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
test("small", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.goTo("Score");
  await page.screenshot({ path: "/tmp/b.png" });
});
});
