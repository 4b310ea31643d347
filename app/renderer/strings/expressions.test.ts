// The short reference says nothing that the long one, whose examples are run, does not.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expressionText } from "./expressions.ts";

const page = readFileSync("docs/expressions.md", "utf8");

test.each(expressionText.examples)("%s is an example of docs/expressions.md", (expression) => {
  expect(page).toContain(`| \`${expression.replaceAll("|", "\\|")}\``);
});
