// Ctrl+Enter runs the workflow, whatever field has the focus; what is typed into it is taken first.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { soon } from "../../fixtures/soon.ts";
import { ORDERS } from "../../fixtures/samples.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";

test("from a list of columns, with one that is half chosen", async ({ page, home, launch, samples: _ }) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "some", kind: "select", title: "Some", params: { columns: ["id"] } },
    { id: "out", kind: "write-csv", title: "Out", params: { path: "out.csv" } },
  ]);
  await editor.canvas.select("Some");
  const columns = editor.inspector.param("Columns");
  await columns.getByPlaceholder("Add a column").click();
  await page.keyboard.type("pri");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ControlOrMeta+Enter");
  await soon(() => readFile(join(home, "out.csv"), "utf8").catch(() => "")).toContain("id,price\n");
  await expect(editor.lastRun).toBeVisible();
});

test("from a list of values, with one that is typed", async ({ page, home, launch, samples: _ }) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "out", kind: "write-csv", title: "Out", params: { path: "out.csv" } },
  ]);
  await editor.canvas.select("Orders");
  const words = editor.inspector.param("Also null");
  await words.getByRole("textbox").fill("Oslo");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(words.locator(".mr-tag")).toHaveText(["Oslo"]);
  await soon(() => readFile(join(home, "out.csv"), "utf8").catch(() => "")).toContain("Porto");
  await expect(editor.lastRun).toBeVisible();
});
