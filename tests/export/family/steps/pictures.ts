// Steps and sources of kinds that work on pictures.

import { samples } from "../../../contract/samples.ts";
import { columnsOf, withColumns, type Choices, type ColumnType } from "../table.ts";
import { onColumn, type FieldSteps, type MakeStep } from "./step.ts";

const TILE_PLACES = ["x", "y", "width", "height", "of_width", "of_height"];

/** An action on one column of pictures; the stream goes on beside it. */
function writes(make: (column: string, choose: Choices, id: string) => object): MakeStep {
  return (stream, choose, id) => {
    const columns = columnsOf(stream, "image");
    if (columns.length === 0) return null;
    return { params: { ...make(choose.of(columns), choose, id) }, columns: stream.columns, ports: [] };
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
    "html-report": writes((column, _choose, id) => ({ path: `out-${id}.html`, columns: [column] })),
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
  },
  files: { ...samples["image-folder"].files },
  inputs: ["pictures"],
};
