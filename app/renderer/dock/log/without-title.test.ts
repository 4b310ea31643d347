import { expect, test } from "vitest";
import { withoutTitle } from "./without-title.ts";

test("a title is taken off only where it is the whole first line", () => {
  expect(withoutTitle("Late\na  b\n", "Late")).toBe("a  b\n");
  expect(withoutTitle("Later\na  b\n", "Late")).toBe("Later\na  b\n");
  expect(withoutTitle("Late\n", undefined)).toBe("Late\n");
});
