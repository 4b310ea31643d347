// Several nodes selected: what they have in common is set once for all of them, in one step.

import { ORDERS } from "../../fixtures/samples.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";

const limit = (id: string, rows: number) => ({ id, kind: "limit", title: id, params: { rows } });

test("one edit sets a parameter of all selected nodes, and one undo takes it back", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow(
    { page, home, launch },
    [ORDERS, limit("first", 5), limit("second", 7)],
    ["orders.out -> first.in", "orders.out -> second.in"],
  );
  const { canvas, inspector } = editor;
  await canvas.select("first");
  await canvas.select("second", { add: true });
  const field = inspector.param("Rows");
  await expect(field).toContainText("different values");
  await field.getByRole("textbox").fill("3");
  await expect(field).not.toContainText("different values");
  for (const title of ["first", "second"]) await expect(canvas.card(title)).toContainText("3 sample rows");

  await canvas.focus();
  await editor.undo();
  await expect(canvas.card("first")).toContainText("5 sample rows");
  await expect(canvas.card("second")).toContainText("7 sample rows");
});

test("nodes of different shape show only what means the same in both", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    limit("first", 5),
    { id: "file", kind: "write-csv", title: "File", params: { path: "x.csv" } },
  ]);
  const { canvas, inspector } = editor;
  await canvas.select("first");
  await canvas.select("File", { add: true });
  await expect(inspector.root).toContainText("2 selected");
  await expect(inspector.root.locator(".mr-field")).toHaveCount(0);
});
