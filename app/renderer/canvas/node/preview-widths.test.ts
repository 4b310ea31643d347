import { expect, test } from "vitest";
import type { PreviewCell, PreviewPort } from "../../../bridge/shapes.ts";
import { columnShares } from "./preview-widths.ts";

function port(columns: Readonly<Record<string, PreviewCell>>): PreviewPort {
  const fields = Object.keys(columns).map((name) => ({
    name,
    type: { type: "text" as const },
    nullable: false,
  }));
  return { schema: { fields }, rows: 1, head: [Object.values(columns)], sparks: [] };
}
const placesOf = (columns: Readonly<Record<string, PreviewCell>>) =>
  columnShares(
    port(columns),
    Object.keys(columns).map((_, place) => place),
  );

test("what is longer gets more of the width, and all of it is given away", () => {
  const [id, city] = placesOf({ id: 1, city: "Rio de Janeiro" });
  expect(city.share).toBeGreaterThan(2 * id.share);
  expect(id.share + city.share).toBeCloseTo(1);
});

test("columns for which there is no room are left out, from the first of them on", () => {
  expect(placesOf({ id: 1, price: 10.5, volume: 3, age: 4 }).map(({ place }) => place)).toEqual([0, 1, 2, 3]);
  const long = { delay_p10: 4.956, delay_p50: 28.32, delay_p90: 71.49, time: "2025-02-01T08:48:00Z", n: 1 };
  expect(placesOf(long).map(({ place }) => place)).toEqual([0, 1, 2]);
});

test("two columns are shown however long they are", () => {
  const text = "a text that is longer than a card";
  expect(placesOf({ a: text, b: text, c: text }).map(({ share }) => share)).toEqual([0.5, 0.5]);
});
