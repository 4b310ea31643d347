// Steps and sources of kinds that work on pictures.

import { samples } from "../../../contract/samples.ts";
import { withColumns, type ColumnType } from "../table.ts";
import { onColumn, type FieldSteps, type MakeStep } from "./step.ts";

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
    "image-folder": { params: { path: "pictures" }, columns: new Map([["image", "image"]]) },
  },
  steps: {
    "image-to-tensor": onColumn("image", (column, choose, id) => ({
      params: { column, width: 4, height: 3, fit: choose.of(["letterbox", "cover"]), output: `${id}_p` },
      adds: { [`${id}_p`]: "tensor" },
    })),
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
    "extract-fields": onTextLines((lines, id) => ({
      params: { lines, fields: [{ name: `${id}_f`, labels: ["r", "g"] }], boxes: "" },
      adds: { [`${id}_f`]: "text" },
    })),
    "lines-to-table": onTextLines((lines, id) => ({
      params: { lines, columns: [{ name: `${id}_c`, headers: ["rr"] }], missing: "skip" },
      adds: { [`${id}_c`]: "text" },
    })),
  },
  files: { ...samples["image-folder"].files, ...samples.ocr.files },
  inputs: ["pictures"],
};
