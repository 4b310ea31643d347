// Columns and model inputs: what is found alone, what is guessed aloud, what is refused and how it can be repaired.

import { expect, test } from "vitest";
import { field } from "../../engine/frames/frame.ts";
import type { DataType, Dim, Schema } from "../../engine/frames/types.ts";
import { spec } from "../../tests/support/fake-models.ts";
import { nodeKinds } from "../index.ts";
import { bareModel, mapModelInputs, type WantedInputs } from "./model-mapping.ts";

const tensor = (...shape: Dim[]): DataType => ({ type: "tensor", dtype: "float32", shape });
const numbers = (...names: string[]): Schema => ({ fields: names.map((name) => field(name, "float64")) });
const x = (count: number, name = (i: number) => `x${i}`) => Array.from({ length: count }, (_, i) => name(i));

const mapped = (specs: ReturnType<typeof spec>[], schema: Schema, wanted?: WantedInputs) => {
  const { inputs, issues } = mapModelInputs(bareModel(specs), schema, wanted);
  return {
    columns: inputs && Object.fromEntries(inputs.map((input) => [input.spec.name, input.columns])),
    rows: inputs?.map((input) => input.row),
    issues: issues.map(({ code, severity }) => `${severity} ${code}`),
    issue: issues[0],
  };
};

test.each([
  ["x0…x15", x(16)],
  ["x_0…", x(16, (i) => `x_${i}`)],
  ["x[0]…", x(16, (i) => `x[${i}]`)],
  ["x.0…", x(16, (i) => `x.${i}`)],
  ["x1…x16", x(16, (i) => `x${i + 1}`)],
])("%s feed x[N,16] without a word", (_, names) => {
  const found = mapped([spec("x", "float32", ["N", 16])], numbers("id", ...names, "target"));
  expect(found).toMatchObject({ columns: { x: names }, issues: [] });
});

test("numbered columns are taken in the order of their numbers, not of the file", () => {
  const found = mapped([spec("x", "float32", ["N", 3])], numbers("x2", "x0", "x1"));
  expect(found.columns).toEqual({ x: ["x0", "x1", "x2"] });
});

test("each input of one value takes the column of its name", () => {
  const specs = [spec("price", "float32", ["N", 1]), spec("age", "int64", ["N"])];
  expect(mapped(specs, numbers("age", "other", "price"))).toMatchObject({
    columns: { price: ["price"], age: ["age"] },
    rows: [[1], []],
    issues: [],
  });
});

test("names that differ in case and punctuation are a suggestion that can be applied", () => {
  const specs = [spec("unit_price", "float32", ["N", 1]), spec("age", "int64", ["N"])];
  const found = mapped(specs, numbers("Unit Price", "age"));
  expect(found.columns).toBeNull();
  expect(found.issue).toMatchObject({
    code: "MODEL_INPUT_MISMATCH",
    fix: {
      commands: [
        { do: "set-param", id: "", param: "inputs", value: { unit_price: "Unit Price", age: "age" } },
      ],
    },
  });
  const value = { unit_price: "Unit Price", age: "age" };
  expect(mapped(specs, numbers("Unit Price", "age"), value).columns).toEqual({
    unit_price: ["Unit Price"],
    age: ["age"],
  });
});

test("a tensor column of the shape is taken, `features` before others", () => {
  const fields = [field("other", tensor(16)), field("features", tensor(16)), field("y", "float64")];
  expect(mapped([spec("input", "float32", ["N", 16])], { fields })).toMatchObject({
    columns: { input: ["features"] },
    issues: ["info MODEL_INPUT_GUESSED"],
  });
});

test("exactly k number columns are taken in order, and it is said", () => {
  const fields = [...numbers("a", "b").fields, field("name", "text"), field("c", "int32")];
  const found = mapped([spec("input", "float32", ["N", 3])], { fields });
  expect(found).toMatchObject({ columns: { input: ["a", "b", "c"] }, issues: ["info MODEL_INPUT_GUESSED"] });
  expect(found.issue.message).toContain("a, b, c");
});

test("the one numbered series of the size is taken before other numbers", () => {
  const found = mapped([spec("input", "float32", ["N", 3])], numbers("id", "f0", "f1", "f2"));
  expect(found).toMatchObject({
    columns: { input: ["f0", "f1", "f2"] },
    issues: ["info MODEL_INPUT_GUESSED"],
  });
});

test("15 numeric columns for 16 values are refused in these words", () => {
  const { columns, issue } = mapped([spec("x", "float32", ["N", 16])], numbers(...x(15)));
  expect(columns).toBeNull();
  expect(issue).toMatchObject({
    code: "MODEL_INPUT_MISMATCH",
    severity: "error",
    port: "in",
    path: "params.inputs.x",
    message: "The model wants float32[N,16], 15 numeric columns arrive.",
    expected: "float32[N,16] for the input x",
  });
  expect(issue.got).toContain("x0 float64");
  expect(issue.hint).toBeTruthy();
});

test("a numbered column that came as text is repaired by Cast", () => {
  const fields = numbers(...x(16)).fields.map((f) => (f.name === "x7" ? field("x7", "text") : f));
  const { issue } = mapped([spec("x", "float32", ["N", 16])], { fields });
  expect(issue.fix?.commands).toEqual([
    {
      do: "insert-node",
      node: { id: "", kind: "cast", version: 1, title: "Cast", params: { columns: { x7: "float64" } } },
      edge: { from: "", to: "" },
      input: "in",
      output: "out",
    },
  ]);
});

test("the nodes that are offered exist, and take the params they are given", async () => {
  const text = numbers(...x(16)).fields.map((f) => (f.name === "x7" ? field("x7", "text") : f));
  const repairs = [
    mapped([spec("x", "float32", ["N", 16])], { fields: text }),
    mapped([spec("x", "uint8", ["N", 3, 8, 8])], { fields: [field("image", "image")] }),
    mapped([spec("x", "float16", ["N", 8, 8, 1])], { fields: [field("image", "image")] }),
  ];
  for (const { issue } of repairs) {
    const [command] = issue.fix!.commands;
    if (command.do !== "insert-node") throw new Error("A node must be offered.");
    const { kind, version, params } = command.node;
    const { default: definition } = await nodeKinds[kind]();
    expect(definition.version).toBe(version);
    expect(definition.params.parse(params)).toMatchObject(params);
  }
});

test("one id too many: leaving it out is offered", () => {
  const { issue } = mapped([spec("x", "float32", ["N", 3])], numbers("id", "a", "b", "c"));
  expect(issue.fix?.commands).toEqual([
    { do: "set-param", id: "", param: "inputs", value: { x: ["a", "b", "c"] } },
  ]);
});

test.each([
  [["N", 3, 224, 192], { width: 192, height: 224, channels: "rgb", layout: "NCHW" }],
  [["N", 28, 28, 1], { width: 28, height: 28, channels: "gray", layout: "NHWC" }],
] as const)("pictures before a model of %j are repaired by Image to tensor", (shape, params) => {
  const fields = [field("path", "text"), field("image", "image")];
  const { issue } = mapped([spec("pixels", "float32", shape)], { fields });
  expect(issue.message).toContain("the column image is a picture");
  expect(issue.fix?.commands[0]).toMatchObject({
    do: "insert-node",
    node: { kind: "image-to-tensor", params: { column: "image", output: "pixels", ...params } },
  });
});

test("a tensor in the wrong layout is told from one of the wrong size", () => {
  const wanted = { x: "image" };
  const specs = [spec("x", "float32", ["N", 3, 224, 224])];
  const turned = mapped(specs, { fields: [field("image", tensor(224, 224, 3))] }, wanted);
  expect(turned.issue).toMatchObject({ code: "MODEL_INPUT_SHAPE", got: "[224,224,3] a row" });
  expect(turned.issue.hint).toContain("NCHW");
  const small = mapped(specs, { fields: [field("image", tensor(3, 64, 64))] }, wanted);
  expect(small.issue.hint).toContain("size");
});

test("an open dimension takes the size of the column and must mean one size", () => {
  const specs = [spec("ids", "float32", ["N", "seq"]), spec("mask", "float32", ["N", "seq"])];
  const fields = [field("ids", tensor(12)), field("mask", tensor(12))];
  const { bindings } = mapModelInputs(bareModel(specs), { fields });
  expect(bindings.get("seq")).toBe(12);
  const wrong = [field("ids", tensor(12)), field("mask", tensor(13))];
  expect(mapped(specs, { fields: wrong })).toMatchObject({
    columns: null,
    issues: ["error MODEL_INPUT_SHAPE"],
  });
});

test("a tensor that differs in dimensions of 1 only fits", () => {
  const found = mapped(
    [spec("x", "float32", ["N", 1, 16])],
    { fields: [field("v", tensor(16))] },
    { x: "v" },
  );
  expect(found).toMatchObject({ columns: { x: ["v"] }, rows: [[1, 16]], issues: [] });
});

test.each<[WantedInputs, string]>([
  [{ x: "nothing" }, "COLUMN_UNKNOWN"],
  [{ x: ["a", "b", "c"] }, "MODEL_INPUT_MISMATCH"],
  [{ x: ["a", "name"] }, "MODEL_INPUT_TYPE"],
  [{ x: ["a", "b"], z: "a" }, "MODEL_INPUT_UNKNOWN"],
])("the mapping %j is refused with %s", (wanted, code) => {
  const fields = [...numbers("a", "b", "c").fields, field("name", "text")];
  expect(mapped([spec("x", "float32", ["N", 2])], { fields }, wanted).issues).toContain(`error ${code}`);
});

test("an input without rows takes a number, and nothing else", () => {
  const specs = [spec("x", "float32", ["N", 1]), spec("rate", "int64", [])];
  expect(mapped(specs, numbers("x"), { rate: 16000 })).toMatchObject({ columns: { x: ["x"], rate: [] } });
  expect(mapped(specs, numbers("x", "rate"))).toMatchObject({ columns: null });
});

test("text columns feed string inputs", () => {
  const fields = [field("word", "text"), field("n", "float64")];
  expect(mapped([spec("word", "string", ["N", 1])], { fields })).toMatchObject({
    columns: { word: ["word"] },
    issues: [],
  });
  expect(mapped([spec("n", "string", ["N", 1])], { fields: [field("n", "float64")] }).columns).toBeNull();
});

test("whatever is put in, an answer comes out", () => {
  for (const shape of [[], ["N"], ["N", 0], ["N", "a", "b"], [1, 2, 3, 4, 5]] as Dim[][]) {
    for (const fields of [[], [field("x", "image")], [field("x", "json")], [field("x", tensor("a", "b"))]]) {
      const { inputs, issues } = mapModelInputs(bareModel([spec("x", "float32", shape)]), { fields });
      expect(inputs !== null || issues.some(({ severity }) => severity === "error")).toBe(true);
    }
  }
});
