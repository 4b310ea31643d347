import { expect, test } from "vitest";
import type { Field } from "../../../../engine/frames/types.ts";
import { typeText } from "../../ui/format.ts";
import { namesFrom } from "./names-from.ts";

const column = (name: string): Field => ({ name, type: { type: "float64" }, nullable: true });
const arriving = { fields: [column("a"), column("b")] };
const given = { error: { fields: [column("raw")] }, out: { fields: [column("c")] } };
const model = {
  inputs: [{ name: "x", dtype: "float32", shape: ["N", 3] }],
  outputs: [{ name: "y", dtype: "int64", shape: ["N"] }],
};
const shown = (fields: readonly Field[]) => fields.map(({ name, type }) => `${name} ${typeText(type)}`);

test("columns are those that arrive", () =>
  expect(shown(namesFrom(undefined, arriving, given, null))).toEqual(["a float64", "b float64"]));

test("those of a source are the ones it gives, not those of its failed rows", () =>
  expect(shown(namesFrom(undefined, null, given, null))).toEqual(["c float64"]));

test("inputs and outputs are those of the model, with their shapes", () => {
  expect(shown(namesFrom("model-inputs", arriving, given, model))).toEqual(["x float32[N,3]"]);
  expect(shown(namesFrom("model-outputs", arriving, given, model))).toEqual(["y int64[N]"]);
});

test("nothing is offered while nothing is known", () => {
  expect(namesFrom("model-inputs", arriving, given, null)).toEqual([]);
  expect(namesFrom(undefined, null, {}, null)).toEqual([]);
});
