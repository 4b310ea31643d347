import { expect, test } from "vitest";
import type { KindDescription, ParamDescription } from "../../../bridge/shapes.ts";
import { shownParams } from "./shown-params.ts";

function param(name: string, control: ParamDescription["control"], more: Partial<ParamDescription> = {}) {
  return { name, title: name, help: "", control, required: false, schema: {}, ...more };
}
function shown(params: readonly ParamDescription[], values: Record<string, unknown>) {
  const kind = { params } as unknown as KindDescription;
  return shownParams(kind, values).map(({ name, text }) => `${name}: ${text}`);
}

test("required ones come first, then those away from their default, three at most", () => {
  const params = [
    param("a", "number", { default: 1 }),
    param("b", "number", { default: 1 }),
    param("c", "text", { required: true }),
    param("d", "text", { default: "" }),
    param("e", "text", { default: "" }),
  ];
  const values = { a: 1, b: 2, c: "x", d: "y", e: "z" };
  expect(shown(params, values)).toEqual(["c: x", "b: 2", "d: y"]);
});

test("where nothing is required or set, the first ones are shown as they are", () => {
  const params = [
    param("rows", "number", { default: 1000, unit: "rows" }),
    param("branches", "json", { default: [] }),
    param("seed", "number", { default: 1 }),
    param("more", "number", { default: 2 }),
  ];
  expect(shown(params, {})).toEqual(["rows: 1000 rows", "seed: 1"]);
});

test("a required one without a value says so", () => {
  const kind = { params: [param("path", "file", { required: true })] } as unknown as KindDescription;
  expect(shownParams(kind, {})).toMatchObject([{ text: "not set", missing: true, code: false }]);
});

test("what another parameter hides is not shown", () => {
  const params = [
    param("mode", "choice", { default: "all" }),
    param("rows", "number", { default: 1, visibleWhen: { param: "mode", oneOf: ["some"] } }),
  ];
  expect(shown(params, { rows: 5 })).toEqual(["mode: all"]);
  expect(shown(params, { mode: "some", rows: 5 })).toEqual(["mode: some", "rows: 5"]);
});

test.each<[ParamDescription["control"], unknown, Partial<ParamDescription>, string]>([
  ["number", 5, { unit: "bytes" }, "5 bytes"],
  ["number", 90, { unit: "°" }, "90°"],
  ["switch", false, { default: true }, "off"],
  ["choice", "a", { labels: { a: "Always" } }, "Always"],
  ["choice", "constructor", { labels: { a: "Always" } }, "constructor"],
  ["file", "data/a/very/long/path/to/some/file.csv", {}, "data/a/very/l…some/file.csv"],
  ["columns", ["one", "two", "three", "four", "five", "six"], {}, "one, two, three, four +2"],
  ["key-values", { total: "a + b" }, {}, "total = a + b"],
  ["key-values", { a: "1", b: "2" }, {}, "a, b"],
  ["conditions", [{ name: "late" }, { name: "at-risk" }], {}, "late, at-risk"],
  ["conditions", [{ label: "", id: "case-1", condition: "" }], {}, "case-1"],
  ["conditions", [{ label: "Bad", id: "case-1", condition: "" }], {}, "Bad"],
  ["json", [{ a: 1 }, { a: 2 }], {}, "2 entries"],
  ["number", 0, { labels: { 0: "automatic" } }, "automatic"],
  ["expression", "a >\n  1", {}, "a > 1"],
  ["secret", "token", {}, "••••••"],
  ["json", { event: ["a", "b"], route: [] }, {}, "event, route"],
  ["json", [1, 2, 3], {}, "1, 2, 3"],
  ["model", "models/blazeface-back.onnx", { title: "A longer title" }, "models/…k.onnx"],
])("%s %j reads %s", (control, value, more, text) =>
  expect(shown([param("p", control, more)], { p: value })).toEqual([`p: ${text}`]),
);
