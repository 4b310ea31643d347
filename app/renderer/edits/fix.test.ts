import { expect, test } from "vitest";
import { fixEdit } from "./fix.ts";

test("a fix goes on in the Undo menu behind its verb", () => {
  expect(fixEdit({ label: "Add a Resize node", commands: [] })).toEqual({
    label: "add a Resize node",
    commands: [],
  });
});
