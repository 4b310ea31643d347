// Values that are more than a field: rows are typed into a table, generated columns are chosen from what there is.

import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";

test("rows are typed, added and pasted as in a spreadsheet, and the sample follows", async ({
  page,
  home,
  launch,
}) => {
  const rows = [{ name: "Ada", age: 36 }, { name: "Bob" }];
  const editor = await withFlow({ page, home, launch }, [
    { id: "rows", kind: "inline", title: "People", params: { rows } },
  ]);
  const { inspector, dock } = editor;
  await editor.canvas.select("People");
  const table = inspector.root.getByRole("grid", { name: "Rows" });
  await table.getByLabel("age, row 2").fill("41");
  await expect(dock.cell("41")).toBeVisible();

  await table.getByLabel("name, row 2").press("Enter");
  await expect(table.getByLabel("name, row 3")).toBeFocused();
  await page.keyboard.type("Cleo");
  await expect(dock.cell("Cleo")).toBeVisible();

  await table.getByLabel("name, row 3").evaluate((cell) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "Dora\t7\tOslo\nEmil\t8\tLima\n");
    cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(dock.cell("Emil")).toBeVisible();
  await expect(dock.header("column_3")).toBeVisible();
  await expect(dock.cell("Cleo")).toHaveCount(0);

  await table.getByLabel("Name of column column_3").fill("city");
  await page.keyboard.press("Enter");
  await expect(dock.header("city")).toBeVisible();
  await expect(dock.cell("Lima")).toBeVisible();
  await table.getByRole("button", { name: "Remove Row 3" }).click();
  await expect(dock.cell("Dora")).toHaveCount(0);

  await editor.canvas.focus();
  // Remove, rename, paste, "Cleo", its row, and "41".
  for (let step = 0; step < 6; step++) await editor.undo();
  await editor.canvas.select("People");
  await expect(dock.header("column_3")).toHaveCount(0);
  await expect(dock.cell("Ada")).toBeVisible();
  await expect(table.getByRole("row")).toHaveCount(3);
});

test("an empty table begins with what a spreadsheet has on the clipboard", async ({ page, home, launch }) => {
  const editor = await withFlow({ page, home, launch }, [{ id: "rows", kind: "inline", title: "Rows" }]);
  await editor.canvas.select("Rows");
  const table = editor.inspector.root.getByRole("grid", { name: "Rows" });
  await table.evaluate((grid) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "name\tage\nAda\t36\n");
    grid.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(editor.dock.header("age")).toBeVisible();
  await expect(editor.dock.cell("36")).toBeVisible();
});

test("a cell that its column's type cannot hold is marked, with the reason at the field", async ({
  page,
  home,
  launch,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    {
      id: "rows",
      kind: "inline",
      title: "Rows",
      params: { rows: [{ n: 1 }, { n: 2 }], types: { n: "int64" } },
    },
  ]);
  await editor.canvas.select("Rows");
  const cell = editor.inspector.root.getByLabel("n, row 2");
  await cell.fill("much");
  await expect(cell).toHaveAttribute("aria-invalid", "true");
  await expect(editor.inspector.param("Rows")).toContainText("that is not a int64");
  await cell.fill("3");
  await expect(cell).not.toHaveAttribute("aria-invalid", "true");
});

test("generated columns are named, and made of what is chosen for each", async ({ page, home, launch }) => {
  const editor = await withFlow({ page, home, launch }, [{ id: "made", kind: "generate", title: "Made" }]);
  const { inspector, dock } = editor;
  await editor.canvas.select("Made");
  await expect(dock.header("x")).toBeVisible();
  const form = inspector.param("Columns");
  await form.getByRole("button", { name: "Add" }).click();
  await form.getByLabel("Name, row 2").fill("colour");
  await form.getByLabel("Name, row 2").press("Enter");
  await inspector.chooseFrom(form.getByRole("combobox", { name: "kind of colour" }), "choice");
  await expect(form).toContainText("values");
  await form.getByLabel("values of colour").fill("red");
  await form.getByLabel("values of colour").press("Enter");
  await expect(dock.header("colour")).toBeVisible();
  await expect(dock.cell("red").first()).toBeVisible();

  await form.getByLabel("max of x").fill("-1");
  await expect(form).toContainText('The least value of column "x" is above the greatest.');
  await form.getByLabel("max of x").fill("");
  await expect(form).not.toContainText("above the greatest");
});
