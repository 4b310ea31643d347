import { expect, test } from "vitest";
import { boundsOf, colourColumn, colouring, nearest, pointsOf, vectorColumns } from "./scatter-points.ts";

test("a column of vectors has one dimension of three or more, known from its first row where the type leaves it open", () => {
  const tensor = (shape: readonly (number | string)[]) =>
    ({
      name: shape.join("x") || "one",
      type: { type: "tensor", dtype: "float32", shape },
      nullable: false,
    }) as const;
  const cell = (shape: readonly number[]) => ({ is: "tensor", dtype: "float32", shape, first: [] }) as const;
  const fields = [tensor([64]), tensor(["D"]), tensor([1, 16]), tensor([2]), tensor([3, 8, 8]), tensor([])];
  const cells = [cell([64]), cell([5]), cell([1, 16]), cell([2]), cell([3, 8, 8]), cell([])];
  expect(vectorColumns(fields, cells)).toEqual(["64", "D", "1x16"]);
  expect(vectorColumns(fields, undefined)).toEqual(["64", "1x16"]);
});

test("points keep their rows, and one that has no place is left out", () => {
  const points = pointsOf(new Uint8Array(Float32Array.of(0, 0, NaN, NaN, 4, 2).buffer));
  expect(points.map(({ row, x, y }) => [row, x, y + 0])).toEqual([
    [0, 0, 0],
    [2, 4, -2],
  ]);
  const { x, y, width, height } = boundsOf(points);
  expect([x, y, width, height].map((value) => Math.round(value * 100) / 100)).toEqual([
    -0.24, -2.24, 4.48, 2.48,
  ]);
  expect(boundsOf([])).toMatchObject({ width: 2, height: 2 });
  expect(nearest(points, 3.5, -2, 1)?.row).toBe(2);
  expect(nearest(points, 2, 2, 1)).toBeNull();
});

test("texts have a colour each, numbers go from low to high", () => {
  const texts = colouring(["a", "b", "a", null]);
  expect(texts.legend.map(([value]) => value)).toEqual(["a", "b"]);
  expect(texts.of("a").hue).not.toBe(texts.of("b").hue);
  expect(texts.of(null).hue).toBe("mr-hue-none");
  const numbers = colouring([0, 10, null]);
  expect(numbers.scale).toEqual({ min: 0, max: 10 });
  expect(numbers.of(0)).toEqual({ colour: "rgb(68 1 84)" });
});

test("a column with a few values that come again is chosen", () => {
  const field = (name: string) => ({ name, type: { type: "text" }, nullable: true }) as const;
  const columns = [
    ["1", "2", "3", "4"],
    ["x", "y", "x", "y"],
  ];
  expect(colourColumn([field("id"), field("group")], (at) => columns[at])).toBe("group");
  expect(colourColumn([field("id")], (at) => columns[at])).toBeNull();
});
