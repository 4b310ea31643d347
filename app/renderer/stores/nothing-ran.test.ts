import { expect, test } from "vitest";
import type { NodeDocument } from "../../../engine/document/types.ts";
import { whyNothingRan } from "./nothing-ran.ts";

const node = (id: string, more: Partial<NodeDocument>): NodeDocument => ({
  id,
  kind: "k",
  version: 1,
  title: id,
  params: {},
  ...more,
});
const off = node("off", { disabled: true });
const around = node("around", { bypassed: true });

test.each([
  ["something ran", [off, node("on", {})], { on: {} }, null],
  ["every node is disabled", [off, off], {}, "disabled"],
  ["those that take part are bypassed", [off, around], {}, "bypassed"],
] as const)("%s", (_, nodes, counted, why) => {
  expect(whyNothingRan({ nodes }, counted)).toBe(why);
});
