// Steps and sources of kinds that work on pictures.

import { samples } from "../../../contract/samples.ts";
import { columnsOf, withColumns, type Choices, type ColumnType } from "../table.ts";
import { onColumn, onColumns, type FieldSteps, type MakeStep } from "./step.ts";

const TILE_PLACES = ["x", "y", "width", "height", "of_width", "of_height"];

/** An action on one column of pictures; the stream goes on beside it. */
function writes(make: (column: string, choose: Choices, id: string) => object): MakeStep {
  return (stream, choose, id) => {
    const columns = columnsOf(stream, "image");
    if (columns.length === 0) return null;
    return { params: { ...make(choose.of(columns), choose, id) }, columns: stream.columns, ports: [] };
  };
}

/** How columns with read lines end. */
const LINES = "_lines";

/** A kind that needs the lines of OCR: other boxes have no text. */
function onTextLines(
  make: (lines: string, id: string) => { params: object; adds: Record<string, ColumnType> },
): MakeStep {
  return (stream, _, id) => {
    const lines = [...stream.columns.keys()].find((name) => name.endsWith(LINES));
    if (lines === undefined) return null;
    const { params, adds } = make(lines, id);
    return { params: { ...params }, columns: withColumns(stream.columns, adds) };
  };
}

export const pictures: FieldSteps = {
  sources: {
    "image-folder": {
      params: { path: "pictures", details: true },
      columns: new Map<string, ColumnType>([
        ["path", "text"],
        ["image", "image"],
        ["width", "number"],
        ["height", "number"],
      ]),
    },
  },
  steps: {
    "resize-image": onColumn("image", (column, choose, id) => ({
      params: { column, width: 6, height: 5, fit: choose.of(["fit", "cover"]), output: `${id}_r` },
      adds: { [`${id}_r`]: "image" },
    })),
    "rotate-image": onColumn("image", (column, choose, id) => ({
      params: { column, angle: choose.of([90, 180, 20]), output: `${id}_t` },
      adds: { [`${id}_t`]: "image" },
    })),
    "image-colour": onColumn("image", (column, choose, id) => ({
      params: { column, colours: choose.of(["gray", "bgr"]), output: `${id}_c` },
      adds: { [`${id}_c`]: "image" },
    })),
    "image-to-tensor": onColumn("image", (column, choose, id) => ({
      params: { column, width: 4, height: 3, fit: choose.of(["letterbox", "cover"]), output: `${id}_p` },
      adds: { [`${id}_p`]: "tensor" },
    })),
    "crop-image": onColumn("image", (column, choose, id) => ({
      params: { column, width: choose.of([2, 50]), height: 2, output: `${id}_x` },
      adds: { [`${id}_x`]: "image" },
    })),
    "tensor-to-image": onColumn("tensor", (column, _choose, id) => ({
      params: { column, output: `${id}_i` },
      adds: { [`${id}_i`]: "image" },
    })),
    "tile-image": onColumn("image", (column, _choose, id) => ({
      params: { column, width: 16, height: 16, overlap: 4, prefix: `${id}_`, output: `${id}_tile` },
      adds: Object.fromEntries([
        [`${id}_tile`, "image"],
        ...TILE_PLACES.map((name) => [`${id}_${name}`, "number int32"]),
      ]) as Record<string, ColumnType>,
    })),
    "stitch-tiles": (stream) => {
      const end = "_of_width";
      const found = [...stream.columns.keys()].find((name) => name.endsWith(end));
      const prefix = found?.slice(0, -end.length + 1);
      const tile = `${prefix}tile`;
      const needed = [tile, ...TILE_PLACES.map((name) => `${prefix}${name}`)];
      if (needed.some((name) => !stream.columns.has(name))) return null;
      const rest = [...stream.columns].filter(([name]) => !needed.includes(name));
      return { params: { tile, prefix }, columns: new Map(rest) };
    },
    "write-images": writes((column, choose, id) => ({
      folder: `out-${id}`,
      column,
      name: "{row}-{stem}",
      format: choose.of(["keep", "png"]),
    })),
    "contact-sheet": writes((column, _choose, id) => ({ folder: `out-${id}`, column, size: 32, columns: 2 })),
    "html-report": writes((column, _choose, id) => ({ path: `out-${id}.html`, columns: [column] })),
    "find-shapes": onColumn("image", (column, choose, id) => ({
      params: { column, minHeight: 1, minPixels: choose.of([1, 3]), output: `${id}_s`, count: `${id}_n` },
      adds: { [`${id}_s`]: "boxes", [`${id}_n`]: "number int32" },
    })),
    "list-to-text": onColumn("boxes", (column, choose, id) => ({
      params: { column, field: choose.of(["width", "label"]), separator: " ", output: `${id}_w` },
      adds: { [`${id}_w`]: "text" },
    })),
    "rows-to-list": (stream, choose, id) => {
      const numbers = columnsOf(stream, "number");
      if (numbers.length === 0) return null;
      const column = choose.of(numbers);
      const rest = new Map([...stream.columns].filter(([name]) => name !== column));
      return {
        params: { columns: [column], output: `${id}_list` },
        columns: withColumns(rest, { [`${id}_list`]: "other" }),
      };
    },
    "list-to-rows": (stream, _choose, id) => {
      const list = [...stream.columns.keys()].find((name) => name.endsWith("_list"));
      if (list === undefined) return null;
      const rest = new Map([...stream.columns].filter(([name]) => name !== list));
      return {
        params: { column: list, prefix: `${id}_`, index: `${id}_at` },
        columns: withColumns(rest, { [`${id}_at`]: "number int32" }),
      };
    },
    ocr: onColumn("image", (column, choose, id) => ({
      params: {
        ...samples.ocr.params,
        column,
        turned: choose.of(["0", "180"]),
        ...{ lines: `${id}${LINES}`, text: `${id}_t`, score: `${id}_s`, angle: `${id}_a` },
      },
      adds: {
        [`${id}${LINES}`]: "boxes",
        [`${id}_t`]: "text",
        [`${id}_s`]: "number",
        [`${id}_a`]: "number int32",
      },
    })),
    "write-hocr": (stream, _, id) => {
      const lines = [...stream.columns.keys()].find((name) => name.endsWith(LINES));
      if (lines === undefined || !stream.columns.has("image") || !stream.columns.has("path")) return null;
      return { params: { folder: `out-${id}`, lines }, columns: stream.columns, ports: [] };
    },
    "extract-fields": onTextLines((lines, id) => ({
      params: { lines, fields: [{ name: `${id}_f`, labels: ["r", "g"] }], boxes: "" },
      adds: { [`${id}_f`]: "text" },
    })),
    "lines-to-table": onTextLines((lines, id) => ({
      params: { lines, columns: [{ name: `${id}_c`, headers: ["rr"] }], missing: "skip" },
      adds: { [`${id}_c`]: "text" },
    })),
    "image-classifier": onColumn("image", (column, choose, id) => ({
      params: {
        model: "classifier.onnx",
        column,
        top: choose.of([1, 2]),
        ...{ label: `${id}_l`, score: `${id}_s`, classes: `${id}_c` },
      },
      adds: { [`${id}_l`]: "text", [`${id}_s`]: "number", [`${id}_c`]: "other" },
    })),
    "object-detector": onColumn("image", (column, choose, id) => ({
      params: { model: "detector.onnx", column, fit: choose.of(["letterbox", "stretch"]), output: `${id}_b` },
      adds: { [`${id}_b`]: "boxes" },
    })),
    "segment-image": onColumn("image", (column, choose, id) => ({
      params: {
        model: "mask.onnx",
        column,
        fit: choose.of(["letterbox", "stretch"]),
        ...{ mask: `${id}_m`, share: `${id}_s` },
      },
      adds: { [`${id}_m`]: "image", [`${id}_s`]: "number" },
    })),
    "blur-regions": onColumns("image", "boxes", (column, boxes, choose, id) => ({
      params: { column, boxes, method: choose.of(["blur", "fill"]), output: `${id}_i` },
      adds: { [`${id}_i`]: "image" },
    })),
    "draw-marks": onColumns("image", "boxes", (column, boxes, _, id) => ({
      params: { column, boxes, output: `${id}_i` },
      adds: { [`${id}_i`]: "image" },
    })),
    "write-coco": onColumns("image", "boxes", (column, boxes, _, id) => ({
      params: { column, boxes, path: `out-${id}.json` },
      adds: {},
      ports: [],
    })),
    "write-yolo": onColumns("image", "boxes", (column, boxes, _, id) => ({
      params: { column, boxes, folder: `out-${id}` },
      adds: {},
      ports: [],
    })),
  },
  files: {
    ...samples["image-folder"].files,
    ...samples.ocr.files,
    ...samples["object-detector"].files,
    ...samples["image-classifier"].files,
    ...samples["segment-image"].files,
  },
  inputs: ["pictures"],
};
