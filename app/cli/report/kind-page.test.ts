// The page of a node kind, for every kind there is.

import { describe, expect, test } from "vitest";
import { createCatalog } from "../../../engine/catalog/catalog.ts";
import { describeKind } from "../../../engine/catalog/describe.ts";
import { nodeKinds } from "../../../nodes/index.ts";
import { kindPage } from "./kind-page.ts";

const catalog = createCatalog(nodeKinds);

async function page(kind: string, width = 100): Promise<string[]> {
  return kindPage(describeKind((await catalog.load(kind))!), width);
}

describe("the page of", () => {
  test.each(Object.keys(nodeKinds))("%s names every port and every param with its help", async (name) => {
    const { params, inputs, outputs, summary } = describeKind((await catalog.load(name))!);
    const lines = await page(name, 1000);
    const text = lines.join("\n");
    expect(lines[0]).toMatch(new RegExp(`^${name}: \\S`));
    expect(text).toContain(summary);
    for (const port of [...Object.keys(inputs), ...Object.keys(outputs)]) expect(text).toContain(port);
    for (const param of params) {
      expect(text).toMatch(new RegExp(`^ {2}${param.name}: .*; (required|default .+)`, "m"));
      expect(text).toContain(`    ${param.help.slice(0, 60)}`);
    }
    expect(text).not.toMatch(/undefined|\[object/);
  });

  test.each(Object.keys(nodeKinds))("%s shows a node that can stand in a file", async (name) => {
    const lines = await page(name);
    const node = JSON.parse(lines[lines.indexOf("in a workflow file") + 1]) as { params: object };
    expect(node).toMatchObject({ id: name, kind: name, version: expect.any(Number) as unknown });
    expect((await catalog.load(name))!.params.safeParse(node.params)).toMatchObject({ success: true });
  });

  test.each(["write-table", "union", "sample", "stdin"])("%s sets what is not so by itself", async (name) => {
    const { params } = describeKind((await catalog.load(name))!);
    const [, param, value] = /--set [a-z-]+\.(\w+)=(.+)$/.exec((await page(name)).at(-1))!;
    expect(value).not.toBe(params.find((one) => one.name === param)?.default);
  });

  test("aggregate shows what it is for", async () => {
    const lines = await page("aggregate");
    const node = JSON.parse(lines[lines.indexOf("in a workflow file") + 1]) as { params: object };
    expect(Object.keys(node.params)).toEqual(["key", "columns"]);
  });

  test.each([40, 60, 100])(
    "a kind fits on a screen of %i columns, but for what is to be copied",
    async (width) => {
      const lines = await page("csv", width);
      const text = lines.slice(0, lines.indexOf("in a workflow file"));
      expect(text.filter((line) => line.length > width)).toEqual([]);
    },
  );

  test("image-to-tensor explains its choices", async () => {
    const lines = await page("image-to-tensor");
    const at = lines.indexOf("  fit: stretch | letterbox | cover; default stretch; where size is fixed");
    expect(lines.slice(at + 1, at + 4)).toEqual([
      "    What happens to pictures of another shape.",
      "    letterbox: Whole picture with borders",
      "    cover: Fill and cut off",
    ]);
    expect(lines).toContain("  width: whole number, 1 to 16384 (px); default 224; where size is fixed");
    expect(lines.join()).toContain("where normalise is custom");
  });

  test.each(["window", "generate", "branch", "onnx", "formula"])(
    "%s shows a whole example of its list",
    async (name) => {
      const { params } = describeKind((await catalog.load(name))!);
      const shown = params.filter((param) => param.example !== undefined);
      expect(shown.length).toBeGreaterThan(0);
      for (const param of shown) {
        expect(await page(name)).toContain(`    e.g. ${JSON.stringify(param.example)}`);
        const schema = (await catalog.load(name))!.params;
        const needed = Object.fromEntries(params.filter((one) => one.required).map((one) => [one.name, "m"]));
        expect(schema.safeParse({ ...needed, [param.name]: param.example })).toMatchObject({ success: true });
      }
    },
  );

  test("csv shows signs so that they can be told apart", async () => {
    expect(await page("csv")).toContain('  delimiter: auto | "," | ";" | tab | "|"; default auto');
  });
});
