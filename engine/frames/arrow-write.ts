// A column as Arrow data. Numbers are passed as they lie in memory.

import type { Arrow, ArrowData, ArrowField, ArrowType } from "./arrow.ts";
import { cellToJson, imageToBytes, TYPE_KEY } from "./arrow-cells.ts";
import { bitmapBytes, countNulls, setBit, type Bitmap } from "./bitmap.ts";
import type { Column, Dictionary, FixedColumn, TensorColumn, TextColumn } from "./column.ts";
import type { ImageCell } from "./image.ts";
import type { Field, NumberArray, NumberType, TensorDtype } from "./types.ts";

export interface ColumnWriter {
  readonly field: ArrowField;
  readonly write: (column: Column) => ArrowData;
}

/** How a column is written, in all its frames the same way. */
export function columnWriter(arrow: Arrow, field: Field, columns: readonly Column[]): ColumnWriter {
  const { type, write } = layoutOf(arrow, field, columns);
  const said =
    field.type.type === "tensor" ? { ...field.type, shape: tensorShape(field, columns) } : field.type;
  const metadata = new Map([[TYPE_KEY, JSON.stringify(said)]]);
  return { field: new arrow.Field(field.name, type, field.nullable, metadata), write };
}

interface Writing {
  readonly type: ArrowType;
  readonly write: (column: Column) => ArrowData;
}

function layoutOf(arrow: Arrow, field: Field, columns: readonly Column[]): Writing {
  const { type } = field;
  switch (type.type) {
    case "text":
      return columns.every((column) => "indices" in (column as TextColumn).data)
        ? dictionary(arrow, columns as readonly TextColumn[])
        : texts(arrow, (column) =>
            Array.from({ length: column.length }, (_, row) => column.get(row) as string | null),
          );
    case "tensor":
      return tensors(arrow, type.dtype, tensorShape(field, columns));
    case "image":
      return bytesColumn(arrow, new arrow.Binary(), (column) =>
        Array.from({ length: column.length }, (_, row) => {
          const image = column.get(row) as ImageCell | null;
          return image && imageToBytes(image);
        }),
      );
    case "audio":
    case "list":
    case "struct":
    case "json":
      return texts(arrow, (column) =>
        Array.from({ length: column.length }, (_, row) =>
          column.isNull(row) ? null : cellToJson(column.get(row)),
        ),
      );
    case "bool":
      return fixed(arrow, new arrow.Bool(), (values) => packBits(values as Uint8Array));
    case "timestamp":
      return fixed(arrow, new arrow.TimestampMillisecond(type.zone), wholeMs);
    case "duration":
      return fixed(arrow, new arrow.DurationMillisecond(), wholeMs);
    case "date":
      return fixed(arrow, new arrow.DateDay(), (values) => values);
    default:
      return fixed(arrow, numberType(arrow, type.type), (values) => values);
  }
}

function numberType(arrow: Arrow, type: NumberType): ArrowType {
  const types = {
    float64: arrow.Float64,
    float32: arrow.Float32,
    int64: arrow.Int64,
    int32: arrow.Int32,
    int16: arrow.Int16,
    int8: arrow.Int8,
    uint64: arrow.Uint64,
    uint32: arrow.Uint32,
    uint16: arrow.Uint16,
    uint8: arrow.Uint8,
  } satisfies Record<NumberType, new () => ArrowType>;
  return new types[type]();
}

function fixed(arrow: Arrow, type: ArrowType, convert: (values: NumberArray) => NumberArray): Writing {
  return {
    type,
    write: (column) => {
      const { values, validity, length } = column as FixedColumn;
      return makeData(arrow, { type, length, data: convert(values), ...nulls(validity, length) });
    },
  };
}

function texts(arrow: Arrow, read: (column: Column) => readonly (string | null)[]): Writing {
  const encoder = new TextEncoder();
  return bytesColumn(arrow, new arrow.Utf8(), (column) =>
    read(column).map((text) => (text === null ? null : encoder.encode(text))),
  );
}

function bytesColumn(
  arrow: Arrow,
  type: ArrowType,
  read: (column: Column) => readonly (Uint8Array | null)[],
): Writing {
  return {
    type,
    write: (column) => {
      const cells = read(column);
      const offsets = new Int32Array(cells.length + 1);
      cells.forEach((cell, row) => (offsets[row + 1] = offsets[row] + (cell?.length ?? 0)));
      const data = new Uint8Array(offsets[cells.length]);
      cells.forEach((cell, row) => cell && data.set(cell, offsets[row]));
      const validity = cells.includes(null) ? bitsWhere(cells.length, (row) => cells[row] !== null) : null;
      return makeData(arrow, {
        type,
        length: cells.length,
        valueOffsets: offsets,
        data,
        ...nulls(validity, cells.length),
      });
    },
  };
}

/** All frames share one dictionary: the words of all of them, each once. */
function dictionary(arrow: Arrow, columns: readonly TextColumn[]): Writing {
  const words = new Map<string, number>();
  for (const column of columns)
    for (const word of (column.data as Dictionary).words) if (!words.has(word)) words.set(word, words.size);
  const type = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32());
  const vector = arrow.vectorFromArray([...words.keys()], new arrow.Utf8());
  return {
    type,
    write: (column) => {
      const { indices, words: own } = (column as TextColumn).data as Dictionary;
      const moved = own.map((word) => words.get(word)!);
      const data = Int32Array.from(indices, (index) => (index < 0 ? 0 : moved[index]));
      const validity = indices.includes(-1) ? bitsWhere(indices.length, (row) => indices[row] >= 0) : null;
      const { length } = indices;
      return makeData(arrow, { type, length, data, dictionary: vector, ...nulls(validity, length) });
    },
  };
}

function tensors(arrow: Arrow, dtype: TensorDtype, shape: readonly number[]): Writing {
  const rowSize = shape.reduce((product, size) => product * size, 1);
  const element = elementType(arrow, dtype);
  const type = new arrow.FixedSizeList(rowSize, new arrow.Field("item", element, false));
  return {
    type,
    write: (column) => {
      const tensor = column as TensorColumn;
      if (tensor.rowSize !== rowSize)
        throw new Error(
          `Tensors of [${tensor.shape.join(",")}] do not go into a stream of [${shape.join(",")}].`,
        );
      const length = tensor.length * rowSize;
      const child = elements(arrow, element, tensor, length);
      return makeData(arrow, { type, length: tensor.length, child, nullCount: 0 });
    },
  };
}

function elements(arrow: Arrow, type: ArrowType, { dtype, data }: TensorColumn, length: number): ArrowData {
  if (dtype !== "string") {
    const values = dtype === "bool" ? packBits(data as Uint8Array) : (data as NumberArray);
    return makeData(arrow, { type, length, data: values, nullCount: 0 });
  }
  return (
    arrow.vectorFromArray(data as readonly string[], new arrow.Utf8()).data[0] ??
    makeData(arrow, { type, length: 0, valueOffsets: new Int32Array(1), data: new Uint8Array(0) })
  );
}

function elementType(arrow: Arrow, dtype: TensorDtype): ArrowType {
  if (dtype === "string") return new arrow.Utf8();
  if (dtype === "bool") return new arrow.Bool();
  return dtype === "float16" ? new arrow.Float16() : numberType(arrow, dtype);
}

/** The shape of the first tensor there is; a stream without rows keeps open dimensions as 0. */
function tensorShape(field: Field, columns: readonly Column[]): number[] {
  const tensors = columns.filter((column) => column.layout === "tensor");
  const found = tensors.find(({ length }) => length > 0) ?? tensors[0];
  if (found) return [...found.shape];
  return field.type.type === "tensor"
    ? field.type.shape.map((dim) => (typeof dim === "number" ? dim : 0))
    : [];
}

interface Parts {
  readonly type: ArrowType;
  readonly length: number;
  readonly data?: NumberArray;
  readonly valueOffsets?: Int32Array;
  readonly nullBitmap?: Uint8Array;
  readonly nullCount?: number;
  readonly child?: ArrowData;
  readonly dictionary?: unknown;
}

/** The library's own function has an overload for each type; here the type is a value. */
function makeData(arrow: Arrow, parts: Parts): ArrowData {
  return arrow.makeData(parts as never);
}

function nulls(validity: Bitmap | null, length: number): Pick<Parts, "nullBitmap" | "nullCount"> {
  const nullCount = countNulls(validity, length);
  return nullCount === 0 ? { nullCount } : { nullCount, nullBitmap: validity! };
}

function packBits(flags: Uint8Array): Uint8Array {
  return bitsWhere(flags.length, (i) => flags[i] !== 0);
}

function bitsWhere(length: number, test: (i: number) => boolean): Uint8Array {
  const bits = new Uint8Array(bitmapBytes(length));
  for (let i = 0; i < length; i++) if (test(i)) setBit(bits, i);
  return bits;
}

function wholeMs(values: NumberArray): BigInt64Array {
  const out = new BigInt64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const ms = Number(values[i]);
    out[i] = Number.isFinite(ms) ? BigInt(Math.round(ms)) : 0n;
  }
  return out;
}
