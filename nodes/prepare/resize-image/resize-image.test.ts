// resize-image: sizes by fit, pixels of pictures that are simple enough to know them, and what fails.

import { expect, test } from "vitest";
import type { Pixels } from "../../../engine/frames/image.ts";
import { MemoryGate } from "../../../engine/sdk/memory-gate.ts";
import { counted, pixels, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import resizeImage from "./resize-image.ts";

test.each([
  [{ fit: "fit", width: 4, height: 4 }, [4, 2]],
  [{ fit: "fit", width: 100, height: 100 }, [100, 50]],
  [{ fit: "fit", width: 100, height: 100, enlarge: false }, [8, 4]],
  [{ fit: "letterbox", width: 6, height: 6 }, [6, 6]],
  [{ fit: "cover", width: 2, height: 6 }, [2, 6]],
  [{ fit: "stretch", width: 1, height: 9 }, [1, 9]],
])("%j of 8 × 4 gives %j", async (params, [width, height]) => {
  const { rows } = await runOn(resizeImage, rowsOf([{ image: counted(8, 4) }]), params);
  expect(rows[0].resized).toMatchObject({ width, height, channels: 3, name: "p" });
  expect(rows[0].image).toMatchObject({ width: 8, height: 4 });
});

test("borders have their colour, at the place that is asked for", async () => {
  const gray = pixels(2, 1, [50, 60]);
  const params = { fit: "letterbox", width: 2, height: 3, background: "#ffffff" };
  const at = async (anchor: string) => {
    const { rows } = await runOn(resizeImage, rowsOf([{ image: gray }]), { ...params, anchor });
    return [...(rows[0].resized as Pixels).data];
  };
  expect(await at("centre")).toEqual([255, 255, 50, 60, 255, 255]);
  expect(await at("start")).toEqual([50, 60, 255, 255, 255, 255]);
});

test("a new name of its own, or that of its source", async () => {
  const { rows, schemas } = await runOn(resizeImage, rowsOf([{ image: counted(8, 4) }]), {
    output: "image",
    width: 2,
  });
  expect(schemas.out?.fields.map(({ name }) => name)).toEqual(["id", "image"]);
  expect(rows[0].image).toMatchObject({ width: 2, height: 1 });
});

test("a row without a picture, or with a bad one, fails; the others go on", async () => {
  const bad = { kind: "encoded", bytes: new Uint8Array(3), name: "x.png" };
  const frame = rowsOf([{ image: null }, { image: counted(2, 2) }, { image: bad }]);
  const { rows, failed } = await runOn(resizeImage, frame, { width: 1, height: 1 });
  expect(rows.map(({ id }) => id)).toEqual([1]);
  expect(failed).toMatchObject([
    { row: 0, code: "NULL_VALUE" },
    { row: 2, code: "IMAGE_UNREADABLE" },
  ]);
});

test("what is more than a quarter of the memory goes on in pieces, which cover the range", async () => {
  const frame = rowsOf(Array.from({ length: 5 }, () => ({ image: counted(10, 10) })));
  const host = { memory: new MemoryGate(2600) };
  const { frames, failed } = await runOn(resizeImage, frame, { width: 10, height: 10 }, host);
  expect(failed).toEqual([]);
  expect(frames.map(({ length, lineage }) => [length, lineage.from, lineage.to])).toEqual([
    [4, 0, 4],
    [1, 4, 5],
  ]);
});

test.each([
  [{ column: "nothing" }, "COLUMN_UNKNOWN"],
  [{ column: "id" }, "COLUMN_TYPE"],
  [{ output: "id" }, "COLUMN_DUPLICATE"],
  [{ background: "red" }, "PARAM_INVALID"],
])("%j is refused with %s", async (params, code) => {
  expect((await runOn(resizeImage, rowsOf([]), params)).codes).toContain(code);
});
