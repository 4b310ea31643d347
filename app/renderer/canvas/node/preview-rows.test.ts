import { expect, test } from "vitest";
import type { Field } from "../../../../engine/frames/types.ts";
import type { PlannedView, PreviewCell, PreviewPort } from "../../../bridge/shapes.ts";
import {
  columnOfType,
  madeMatrix,
  madeTensorPicture,
  madeValues,
  shownCell,
  shownColumns,
  shownPort,
  shownSpark,
  underMask,
  valueWords,
} from "./preview-rows.ts";

function port(names: readonly string[], rows = 1): PreviewPort {
  const fields = names.map((name) => ({ name, type: { type: "text" as const }, nullable: false }));
  return { schema: { fields }, rows, head: [], sparks: [] };
}
function planned(names: readonly string[]) {
  return { inputs: { in: port(names).schema }, outputs: {}, ports: {}, effects: [] };
}

test("columns that the node has made come first", () => {
  expect(shownColumns(port(["a", "b", "c", "d", "e", "f"]), planned(["a", "b", "c", "d"]))).toEqual([
    4, 5, 0, 1,
  ]);
  expect(shownColumns(port(["a", "b"]), planned(["a", "b", "c"]))).toEqual([0, 1]);
  expect(shownColumns(port(["a", "b"]), undefined)).toEqual([0, 1]);
});

test("what is the same in all rows comes last, unless the node has made it or reads it", () => {
  const mails: PreviewPort = {
    ...port(["path", "number", "cc", "subject"]),
    head: [
      ["a.eml", 1, null, "Re: toner"],
      ["b.eml", 1, null, "Invoice"],
    ],
  };
  expect(shownColumns(mails, undefined)).toEqual([0, 3, 1, 2]);
  expect(shownColumns(mails, undefined, ["number"])).toEqual([1, 0, 3, 2]);
  expect(shownColumns({ ...mails, head: mails.head.slice(0, 1) }, undefined)).toEqual([0, 1, 2, 3]);
});

test("the first output with rows is shown, failed rows are not", () => {
  const ports = { late: port(["a"], 0), rest: port(["a"], 3), error: port(["a"], 9) };
  const preview = { state: "done" as const, ports, ms: 1, rowsFailed: 0, error: null };
  expect(shownPort(preview)?.id).toBe("rest");
  expect(shownPort({ ...preview, ports: { late: ports.late } })?.id).toBe("late");
  expect(shownPort({ ...preview, ports: { error: ports.error } })).toBeNull();
});

test.each<[PreviewCell, string, string]>([
  [null, "∅", "null"],
  [0.123456, "0.1235", "number"],
  [18240, "18240", "number"],
  [0.00001234, "1.23e\u22125", "number"],
  [-1.5, "\u22121.5", "number"],
  [Number.POSITIVE_INFINITY, "∞", "number"],
  [Number.NEGATIVE_INFINITY, "\u2212∞", "number"],
  [Number.NaN, "NaN", "number"],
  [true, "true", "other"],
  ["", "", "text"],
  [{ is: "tensor", dtype: "float32", shape: [1], first: [0.5] }, "0.5", "number"],
  [{ is: "tensor", dtype: "float32", shape: [3, 224, 224], first: [0.5, 1] }, "[3×224×224]", "other"],
  [{ is: "image", width: 640, height: 480, format: "png" }, "640×480", "other"],
  [{ is: "big", text: "9007199254740993" }, "9007199254740993", "number"],
])("%j reads %s", (cell, text, look) => expect(shownCell(cell)).toEqual({ text, look }));

test("a time reads to the minute", () => {
  expect(
    shownCell("2025-02-01T08:48:00Z", { name: "at", type: { type: "timestamp", zone: null } }).text,
  ).toBe("2025-02-01 08:48");
  expect(shownCell("2025-02-01T08:48:00Z", { name: "at", type: { type: "text" } }).text).toBe(
    "2025-02-01T08:48:00Z",
  );
});

test("the spread of a number that the node has made is shown before others", () => {
  const spark = (column: string) => ({ column, min: 0, max: 1, bins: [1, 2] });
  const made = { ...port(["a", "b", "score"]), sparks: [spark("a"), spark("score")] };
  expect(shownSpark(made, planned(["a", "b"]))?.column).toBe("score");
  expect(shownSpark(made, undefined)?.column).toBe("a");
  expect(shownSpark(port(["a"]), undefined)).toBeNull();
});

test("a tensor in the shape of a picture is shown where the node has made it, and no picture", () => {
  const tensor = (name: string): Field => ({
    name,
    type: { type: "tensor", dtype: "float32", shape: [3, 8, 8] },
    nullable: false,
  });
  const image: Field = { name: "image", type: { type: "image" }, nullable: false };
  const cell = (shape: readonly number[]) => ({ is: "tensor", dtype: "float32", shape, first: [] }) as const;
  const port = (fields: Field[], ...row: PreviewCell[]): PreviewPort => ({
    schema: { fields },
    rows: 1,
    head: [row],
    sparks: [],
  });
  const picture = { is: "image", width: 9, height: 9, format: "png" } as const;
  const after = (...fields: Field[]): PlannedView => ({
    inputs: { in: { fields } },
    outputs: {},
    ports: {},
    effects: [],
  });
  expect(madeTensorPicture(port([image, tensor("x")], picture, cell([3, 8, 8])), after(image))).toBe("x");
  expect(madeTensorPicture(port([image, tensor("x")], picture, cell([5, 8, 8])), after(image))).toBeNull();
  expect(
    madeTensorPicture(port([image, tensor("x")], picture, cell([3, 8, 8])), after(image, tensor("x"))),
  ).toBeNull();
  expect(madeTensorPicture(port([image, tensor("x")], picture, cell([3, 8, 8])), undefined)).toBeNull();
});

test("a mask lies over the picture of its size that has colours", () => {
  const field = (name: string): Field => ({ name, type: { type: "image" }, nullable: false });
  const cell = (width: number, channels?: number): PreviewCell => ({
    ...{ is: "image", width, height: 9, format: "png" },
    ...(channels !== undefined && { channels }),
  });
  const of = (...cells: PreviewCell[]): PreviewPort => ({
    ...port(["small", "photo", "mask"]),
    schema: { fields: [field("small"), field("photo"), field("mask")] },
    head: [cells],
  });
  expect(underMask(of(cell(4, 3), cell(9, 3), cell(9, 1)), "mask")).toBe("photo");
  expect(underMask(of(cell(4, 3), cell(9), cell(9, 1)), "mask")).toBe("photo");
  expect(underMask(of(cell(4, 3), cell(9, 3), cell(9, 3)), "mask")).toBeNull();
  expect(underMask(of(cell(4, 3), cell(9, 1), cell(9, 1)), "mask")).toBeNull();
  expect(underMask(of(cell(4, 3), cell(9, 3), cell(9)), "mask")).toBeNull();
});

const typed = (fields: Readonly<Record<string, Field["type"]["type"]>>, ...row: PreviewCell[]) =>
  ({
    ...port([]),
    schema: {
      fields: Object.entries(fields).map(([name, type]) => ({ name, type: { type }, nullable: true })),
    },
    head: [row],
  }) as PreviewPort;
const made =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name);

test("the picture that was made is shown, else one that the node reads, else the first", () => {
  const pictures = typed({ image: "image", small: "image", mask: "image", map: "image" });
  const about = { isMade: made(), read: [], isModel: false };
  expect(columnOfType(pictures, "image", about)).toBe("image");
  expect(columnOfType(pictures, "image", { ...about, read: ["small", "path"] })).toBe("small");
  expect(columnOfType(pictures, "image", { ...about, isMade: made("mask", "map"), read: ["image"] })).toBe(
    "map",
  );
  expect(columnOfType(pictures, "image", { ...about, isMade: made("mask", "map"), isModel: true })).toBe(
    "mask",
  );
  expect(columnOfType(pictures, "audio", about)).toBeNull();
});

test("a node that makes values alone shows them, not what they were read from", () => {
  const page = typed({ image: "image", item: "text", amount: "float64", clip: "audio" });
  expect(madeValues(page, made("item", "amount"))).toBe(true);
  expect(madeValues(page, made("item", "clip"))).toBe(false);
  expect(madeValues(page, made())).toBe(false);
});

test("values that were found on a page read in one line", () => {
  const page = typed({ path: "text", number: "text", total: "float64" }, "a/b.png", "A-17", 3806.22);
  expect(valueWords(page, made("number", "total"), page.head[0])).toBe(
    "number\u00a0A\u201117 · total\u00a03806.22",
  );
  expect(valueWords(page, made("total"), page.head[0])).toBe("");
});

test("a matrix that was made is drawn, a small one is not", () => {
  const cell = (...shape: number[]) => ({ is: "tensor", dtype: "float32", shape, first: [] }) as const;
  const of = (...shape: number[]) => typed({ audio: "audio", mel: "tensor" }, null, cell(...shape));
  expect(madeMatrix(of(128, 344), made("mel"))).toBe("mel");
  expect(madeMatrix(of(128, 344), made())).toBeNull();
  expect(madeMatrix(of(2, 344), made("mel"))).toBeNull();
  expect(madeMatrix(of(3, 64, 64), made("mel"))).toBeNull();
});
