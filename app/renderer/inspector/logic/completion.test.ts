import { expect, test } from "vitest";
import type { Field } from "../../../../engine/frames/types.ts";
import { completionAt } from "./completion.ts";

const columns: readonly Field[] = [
  { name: "price", type: { type: "float64" }, nullable: false },
  { name: "unit price", type: { type: "float64" }, nullable: true },
  { name: "name", type: { type: "text" }, nullable: false },
];
const functions = [
  { name: "round", signature: "round(number, digits)", help: "Rounds." },
  { name: "startsWith", signature: "text.startsWith(text)", help: "" },
];
const at = (text: string, asked = false) => {
  const caret = text.indexOf("|");
  return completionAt(text.replace("|", ""), caret, columns, functions, asked);
};
const labels = (text: string, asked = false) => at(text, asked)?.list.map(({ label }) => label) ?? null;

test.each([
  ["pri|", ["price", "unit price"]],
  ["2 * ro|", ["round"]],
  ["name.st|", ["startsWith"]],
  ["name.pri|", null],
  ['row["uni|', ["unit price"]],
  ['"pri|', null],
  ["12e|", null],
  ["|", null],
  ["price|", ["price", "unit price"]],
  ["name|", null],
])("%s offers %j", (text, offered) => expect(labels(text)).toEqual(offered));

test("all is offered where somebody asks", () => expect(labels("price * |", true)).toHaveLength(5));

test("a name that is no word of the language is written with row", () => {
  expect(at("uni|")).toMatchObject({ from: 0, list: [{ text: 'row["unit price"]' }] });
});

test("a function leaves the caret between its brackets", () => {
  expect(at("1 + ro|")).toMatchObject({ from: 4, list: [{ text: "round()", back: 1 }] });
});
