// The functions that are offered are those that there are.

import { expect, test } from "vitest";
import { EXPRESSION_FUNCTIONS } from "./functions.ts";
import { loadLanguage, newEnvironment } from "./language.ts";

/** Functions of the language's own that are offered too. */
const BUILT_IN = ["matches", "substring", "indexOf", "split", "string", "int", "double", "timestamp"];

test("every function of Millrace is offered once, and no other but some of the language's own", async () => {
  const offered = EXPRESSION_FUNCTIONS.map(({ name }) => name);
  expect(new Set(offered).size).toBe(offered.length);
  await loadLanguage();
  const known = new Set(
    newEnvironment()
      .getDefinitions()
      .functions.map(({ name }) => name),
  );
  expect(offered.filter((name) => !known.has(name))).toEqual([]);
  expect(offered).toEqual(expect.arrayContaining(BUILT_IN));
});
