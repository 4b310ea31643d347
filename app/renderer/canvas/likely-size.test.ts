import { expect, test } from "vitest";
import type { CardData } from "./adapter/elements.ts";
import { FOOTER_PX, likelySize } from "./likely-size.ts";

const ALL = { sampled: true, folded: false };
const port = { title: "", flow: "table", color: "table", y: 16, isError: false, unknown: false };
const out = { ...port, side: "output" } as const;
const CARD: CardData = {
  node: { id: "a", kind: "nobody-knows", version: 1, title: "A", params: {} },
  kind: undefined,
  ports: { inputs: [], outputs: [{ ...out, id: "out" }] },
  collapsed: false,
};
const height = (card: CardData, shown = ALL) => likelySize(card, shown).height;

test("rows and figures have their room before they are there", () => {
  const plain = height(CARD, { sampled: false, folded: false });
  expect(plain).toBe(32 + FOOTER_PX);
  expect(height(CARD)).toBeGreaterThan(plain + 90);
  expect(height(CARD, { sampled: true, folded: true })).toBeLessThan(height(CARD));
});

test("of several outputs one is named", () => {
  const outputs = [
    { ...out, id: "a" },
    { ...out, id: "b" },
  ];
  expect(height({ ...CARD, ports: { inputs: [], outputs } })).toBe(height(CARD) + 16);
});

test("every port keeps its place", () => {
  const outputs = Array.from({ length: 20 }, (_, place) => ({
    ...out,
    id: String(place),
    y: 16 + place * 24,
  }));
  expect(height({ ...CARD, ports: { inputs: [], outputs } })).toBe(16 + 19 * 24 + 16);
});

test("a folded card is its title", () => expect(height({ ...CARD, collapsed: true })).toBe(32));
