// Sides of an operator that do not go together: does the sentence say what each is, and what to write?

import { expect, test } from "vitest";
import { field } from "../../../engine/frames/frame.ts";
import { compileExpression } from "./expression.ts";
import { loadLanguage } from "./language.ts";

await loadLanguage();

const schema = {
  fields: [
    field("failure_risk", "float64"),
    field("device", "text"),
    field("unit price", "float64"),
    field("ok", "bool"),
  ],
};

test.each([
  [
    'failure_risk >= "0,5"',
    'At character 1: failure_risk is a number, and "0,5" is text.',
    "Write 0.5: a number has no quotes, and a point before its fraction.",
  ],
  ['failure_risk >= "0.5"', 'failure_risk is a number, and "0.5" is text.', "Write 0.5:"],
  [
    'row["unit price"] > "much"',
    'row["unit price"] is a number, and "much" is text.',
    'Write a number in place of "much".',
  ],
  [
    'ok && failure_risk >= "0,5"',
    'At character 7: failure_risk is a number, and "0,5" is text.',
    "Write 0.5",
  ],
  [
    "device >= 5",
    "device is text, and 5 is a number.",
    'Write "5" in quotes, or compare numbers: number(device).',
  ],
  ["device > failure_risk", "device is text, and failure_risk is a number.", "Convert one side"],
  ["ok + 1", "ok is true or false, and 1 is a number.", "Convert one side"],
  [
    'failure_risk + 1 + "a"',
    'failure_risk + 1 is a number, and "a" is text.',
    'Write a number in place of "a".',
  ],
])("%s", (text, message, hint) => {
  const { issues } = compileExpression(text, schema, "params.condition");
  expect(issues).toMatchObject([{ code: "EXPRESSION_TYPE" }]);
  expect(issues[0].message).toContain(message);
  expect(issues[0].hint).toContain(hint);
});
