// Fields of the form: numbers with their range, paths with whether they are there, columns that arrive, defaults, and what
// depends on what. A kind that the editor has never heard of is drawn from its description alone.

import type { KindDescription } from "../../../engine/catalog/describe.ts";
import { ORDERS } from "../../fixtures/samples.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";
import { decode, encode } from "../../../app/bridge/codec.ts";

test("a number tells its range, refuses what is outside at the field, and goes back to its default", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [ORDERS, { id: "l", kind: "limit", title: "Limit" }]);
  await editor.canvas.select("Orders");
  const field = editor.inspector.param("Rows at a time");
  const input = field.getByRole("textbox");
  // What a number stands for comes first, where it stands for something.
  await expect(field).toContainText("automatic");
  await input.fill("-3");
  await expect(field).toContainText("At least 0.");
  await input.fill("many");
  await expect(field).toContainText("This is no number.");
  await input.fill("1.5");
  await expect(field).toContainText("Write a whole number.");
  await input.fill("16");
  await expect(field).not.toContainText("Write");
  await expect(field).toContainText("≥ 0");
  await field.getByRole("button", { name: /^Back to the default/ }).click();
  await expect(input).toHaveValue("0");
});

test("a path says whether there is a file, and columns are those that arrive", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "some", kind: "select", title: "Some", params: { columns: ["price"] } },
  ]);
  const { inspector, canvas } = editor;
  await canvas.select("Orders");
  const path = inspector.param("File");
  await expect(path).toContainText("Found,");
  await path.getByRole("textbox").fill("data/nothing.csv");
  await expect(path).toContainText("There is no such file.");
  await path.getByRole("textbox").fill("data/orders.csv");
  await expect(path).toContainText("Found,");

  await canvas.select("Some");
  const columns = inspector.param("Columns");
  await expect(columns).toContainText("float64");
  await columns.getByPlaceholder("Add a column").click();
  await expect(page.getByRole("option")).toHaveText(["idfloat64", "volumefloat64", "agefloat64", "citytext"]);
  await page.getByRole("option", { name: "city" }).click();
  await expect(editor.dock.header("city")).toBeVisible();
  await columns.getByPlaceholder("Add a column").fill("none");
  await page.keyboard.press("Enter");
  await expect(columns.getByRole("img", { name: "Does not arrive here" })).toBeVisible();
});

test("what depends on another parameter is shown with it", async ({ page, home, launch, samples: _ }) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "part", kind: "sample", title: "Part" },
  ]);
  const { inspector } = editor;
  await editor.canvas.select("Part");
  await expect(inspector.param("Part")).toHaveCount(1);
  await expect(inspector.param("n")).toHaveCount(0);
  await inspector.chooseFrom(inspector.param("Keep").getByRole("combobox"), "Every nth row");
  await expect(inspector.param("n")).toHaveCount(1);
  await expect(inspector.param("Part")).toHaveCount(0);
});

type Param = KindDescription["params"][number];

const invented = (control: Param["control"], schema: Param["schema"], more: Partial<Param> = {}): Param => ({
  name: `p-${control}`,
  title: `The ${control}`,
  help: `Help of ${control}.`,
  control,
  required: false,
  default: null,
  schema,
  ...more,
});

const INVENTED: KindDescription = {
  kind: "invented",
  version: 1,
  category: "prepare",
  field: "tables",
  keywords: [],
  title: "Invented",
  summary: "Nobody has heard of it.",
  params: [
    invented("number", { type: "number", minimum: 1, maximum: 5 }, { unit: "px", default: 2 }),
    invented("text", { type: "string" }, { default: "" }),
    invented("choice", { type: "string", enum: ["x", "y"] }, { default: "x" }),
    invented("switch", { type: "boolean" }, { default: false }),
    invented("file", { type: "string" }, { default: "", extensions: ["csv"] }),
    invented("folder", { type: "string" }, { default: "" }),
    invented("model", { type: "string" }, { default: "" }),
    invented("column", { type: "string" }, { default: "" }),
    invented("columns", { type: "array", items: { type: "string" } }, { default: [] }),
    invented("expression", { type: "string" }, { default: "" }),
    invented("key-values", { type: "object", additionalProperties: { type: "string" } }, { default: {} }),
    invented(
      "conditions",
      {
        type: "array",
        items: {
          type: "object",
          properties: { id: { type: "string" }, condition: { type: "string" } },
          required: ["id", "condition"],
        },
      },
      { default: [] },
    ),
    invented("secret", { type: "string" }, { default: "" }),
    invented("json", {}, { default: { any: 1 } }),
    {
      ...invented("text", { type: "string" }),
      name: "later",
      title: "Only with y",
      default: "",
      visibleWhen: { param: "p-choice", oneOf: ["y"] },
    },
  ],
  inputs: { in: { flow: "table" } },
  outputs: { out: { flow: "table" }, error: { flow: "table", title: "Failed rows" } },
  dynamicOutputs: false,
  effects: [],
  determinism: "pure",
  state: "none",
  canFit: false,
  presets: [],
};

test("every control there is draws a kind that the editor has never heard of", async ({
  page,
  home,
  launch,
}) => {
  await page.routeWebSocket(/\/bridge/, (socket) => {
    const host = socket.connectToServer();
    host.onMessage((message) => {
      const told = decode(new Uint8Array(message as Buffer)) as { answer?: { ok?: { kinds?: unknown[] } } };
      const kinds = told.answer?.ok?.kinds;
      if (!kinds) return socket.send(message);
      kinds.push(INVENTED);
      socket.send(Buffer.from(encode(told)));
    });
  });
  const editor = await withFlow({ page, home, launch }, [{ id: "new", kind: "invented", title: "New" }]);
  const { inspector } = editor;
  await editor.canvas.select("New");
  for (const { title } of INVENTED.params.slice(0, -1)) await expect(inspector.param(title)).toHaveCount(1);
  await expect(inspector.param("The number")).toContainText("1 – 5 px");
  await inspector.param("The choice").getByText("y", { exact: true }).click();
  await expect(inspector.param("Only with y")).toHaveCount(1);
  await expect(inspector.param("The folder").getByRole("button", { name: /^Choose a folder/ })).toBeVisible();

  const secret = inspector.param("The secret");
  await secret.getByRole("combobox").fill("PATH");
  await expect(secret).toContainText("Set on this machine");
  await secret.getByRole("combobox").fill("MILLRACE_NOBODY_HAS_SET_THIS");
  await expect(secret).toContainText("Not set: start Millrace with MILLRACE_NOBODY_HAS_SET_THIS");
  await expect(secret).toContainText("secrets.env, which only you may read");
});

test("the head stays as high when something is wrong with the node", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const params = { condition: "price > 1" };
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "f", kind: "filter", title: "Some", params },
  ]);
  const { canvas, inspector } = editor;
  await canvas.select("Some");
  const id = inspector.field("Id");
  const place = () => id.boundingBox();
  const before = await place();
  await inspector.textbox("Condition").fill("nowhere > 1");
  await expect(inspector.button("1 error")).toBeVisible();
  expect(await place()).toEqual(before);
});

test("a node that lacks its column knows which arrive, and offers them", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "hot", kind: "one-hot", title: "Hot" },
  ]);
  const { inspector, canvas } = editor;
  await canvas.select("Hot");
  const arrives = inspector.root.getByRole("region", { name: "In: In" });
  await expect(arrives).toContainText("5 columns");
  await expect(arrives).not.toContainText("Not known yet");
  await inspector.field("Column").click();
  const columns = ["id", "price", "volume", "age", "city"];
  await expect(page.getByRole("option")).toHaveText(columns.map((name) => new RegExp(`^${name}`)));
  await page.getByRole("option", { name: "city" }).click();
  await expect(inspector.field("Column")).toHaveValue("city");
});
