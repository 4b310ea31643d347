// Expressions and conditions: what can stand at the caret is offered, what is wrong is underlined, and none has to be written.

import { ORDERS } from "../../fixtures/samples.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";

test("columns and functions are offered while an expression is typed", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "more", kind: "formula", title: "More", params: { columns: { twice: "" } } },
  ]);
  await editor.canvas.select("More");
  const field = editor.inspector.root.getByLabel("twice, row 1");
  await field.click();
  await page.keyboard.type("pri");
  const list = editor.inspector.root.getByRole("listbox", { name: "Columns and functions" });
  await expect(list.getByRole("option", { name: "price float64" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("price");
  await page.keyboard.type(" * rou");
  await expect(list.getByRole("option").first()).toContainText("round");
  await page.keyboard.press("Tab");
  await page.keyboard.type("vol");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("price * round(volume)");
  await expect(editor.dock.header("twice")).toBeVisible();
  await editor.expectIssues(0);
});

test("a wrong name or type is underlined where it stands, and the reason is at its own field", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    {
      id: "more",
      kind: "formula",
      title: "More",
      params: { columns: { good: "price * 2", bad: "1 + prise" } },
    },
  ]);
  const { inspector } = editor;
  await editor.canvas.select("More");
  const rows = inspector.root.locator(".mr-record-row");
  const [good, bad] = [rows.nth(0), rows.nth(1)];
  await expect(bad.locator("mark")).toHaveText("prise");
  await expect(bad).toContainText('there is no column "prise"');
  await expect(good.locator("mark")).toHaveCount(0);

  // The mark lies under the word: as far to the right as four signs are wide.
  const text = await bad.getByLabel("bad, row 2").boundingBox();
  const mark = await bad.locator("mark").boundingBox();
  expect(mark!.x - text!.x).toBeGreaterThan(30);
  expect(mark!.x - text!.x).toBeLessThan(48);
  expect(mark!.y).toBeGreaterThanOrEqual(text!.y);
  expect(mark!.y + mark!.height).toBeLessThanOrEqual(text!.y + text!.height);

  await bad.getByLabel("bad, row 2").fill("price + city");
  await expect(bad).toContainText("At character");
  await expect(bad.locator("mark")).toHaveCount(1);
  await bad.getByLabel("bad, row 2").fill("price + age");
  await expect(bad.locator("mark")).toHaveCount(0);
  await editor.expectIssues(0);
});

test("a condition is built without writing any, and rows are kept by it", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "some", kind: "filter", title: "Some" },
  ]);
  const { inspector } = editor;
  await editor.canvas.select("Some");
  const form = inspector.param("Condition");
  await form.getByRole("button", { name: "Build" }).click();
  await form.getByRole("button", { name: "Add a condition" }).click();
  await form.getByLabel("Column").fill("city");
  await page.keyboard.press("Escape");
  await form.getByLabel("Value", { exact: true }).fill("Oslo");
  await form.getByRole("button", { name: "Add a condition" }).click();
  await form.getByLabel("Column").nth(1).fill("price");
  await page.keyboard.press("Escape");
  await inspector.chooseFrom(form.getByRole("combobox", { name: "Comparison" }).nth(1), "more than");
  await form.getByLabel("Value", { exact: true }).nth(1).fill("40");
  await expect(editor.dock.root).toContainText("4 sample rows");

  await inspector.chooseFrom(
    form.getByRole("combobox", { name: "How the conditions go together" }),
    "One is true",
  );
  await expect(editor.dock.root).toContainText("24 sample rows");
  await form.getByRole("button", { name: "As text" }).click();
  await expect(form.getByRole("textbox")).toHaveValue('city == "Oslo" || price > 40');
});

test("how expressions are written is told beside them, with every function", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "more", kind: "formula", title: "More", params: { columns: { total: "price * 2" } } },
    { id: "some", kind: "filter", title: "Some", params: { condition: "total > 1" } },
  ]);
  const sheet = page.getByRole("dialog", { name: "How to write expressions" });
  for (const title of ["More", "Some"]) {
    await editor.canvas.select(title);
    await editor.inspector.button("How to write expressions").click();
    await expect(sheet.getByRole("region", { name: "Functions" })).toContainText("round(number, decimals?)");
    await expect(sheet.getByRole("region", { name: "Rules" })).toContainText('row["unit price"]');
    await page.keyboard.press("Escape");
    await expect(sheet).toHaveCount(0);
  }
});
