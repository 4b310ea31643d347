// From Arrow data to a column: views where nothing must be converted, our own types where the metadata names them.

import type { Arrow, ArrowBatch, ArrowData, ArrowField, ArrowType, DictionaryType } from "./arrow.ts";
import { cellFromJson, imageFromBytes, TYPE_KEY } from "./arrow-cells.ts";
import { bitmapBytes, isSet, type Bitmap } from "./bitmap.ts";
import {
  FixedColumn,
  ObjectColumn,
  TensorColumn,
  TextColumn,
  type Cell,
  type Column,
  type FixedType,
  type TensorData,
} from "./column.ts";
import { Frame } from "./frame.ts";
import type { Lineage } from "./lineage.ts";
import { allocate, type DataType, type Field, type NumberArray, type TensorDtype } from "./types.ts";

/** The rows of a record batch. */
export function readFrame(arrow: Arrow, batch: ArrowBatch, lineage: Lineage): Frame {
  const fields = batch.schema.fields.map((field) => readField(arrow, field));
  const columns = fields.map(({ type }, i) =>
    readColumn(arrow, type, batch.data.children[i], `${lineage.source}.${fields[i].name}`),
  );
  return new Frame({ fields }, columns, batch.numRows, lineage);
}

function readField(arrow: Arrow, field: ArrowField): Field {
  const said = field.metadata.get(TYPE_KEY);
  const type = said ? (JSON.parse(said) as DataType) : typeOf(arrow, field);
  return { name: field.name, type, nullable: field.nullable };
}

/** Our type for a field that somebody else wrote. */
function typeOf(arrow: Arrow, { type, name }: ArrowField): DataType {
  const { DataType: Is } = arrow;
  if (Is.isDictionary(type)) return typeOf(arrow, new arrow.Field(name, type.dictionary));
  if (Is.isUtf8(type) || Is.isLargeUtf8(type) || Is.isNull(type)) return { type: "text" };
  if (Is.isBool(type)) return { type: "bool" };
  if (Is.isInt(type)) return { type: `${type.isSigned ? "int" : "uint"}${type.bitWidth}` };
  if (Is.isFloat(type)) return { type: type.precision === arrow.Precision.DOUBLE ? "float64" : "float32" };
  if (Is.isTimestamp(type)) return { type: "timestamp", zone: type.timezone ?? null };
  if (Is.isDate(type))
    return type.unit === arrow.DateUnit.DAY ? { type: "date" } : { type: "timestamp", zone: "UTC" };
  if (Is.isDuration(type)) return { type: "duration" };
  if (Is.isFixedSizeList(type)) {
    const dtype = elementDtype(arrow, type.children[0]);
    if (dtype) return { type: "tensor", dtype, shape: [type.listSize] };
  }
  return Is.isBinary(type) ? { type: "image" } : { type: "json" };
}

function elementDtype(arrow: Arrow, field: ArrowField): TensorDtype | null {
  const { DataType: Is } = arrow;
  if (Is.isFloat(field.type) && field.type.precision === arrow.Precision.HALF) return "float16";
  const { type } = typeOf(arrow, field);
  if (type === "text") return "string";
  return Is.isInt(field.type) || Is.isFloat(field.type) || Is.isBool(field.type)
    ? (type as TensorDtype)
    : null;
}

function readColumn(arrow: Arrow, type: DataType, given: ArrowData, name: string): Column {
  const data = given.dictionary && type.type !== "text" ? decoded(arrow, given) : given;
  const { length } = data;
  const vector = () => arrow.makeVector(data);
  const validity = data.nullCount > 0 ? validityOf(data) : null;
  switch (type.type) {
    case "text": {
      const { dictionary } = data;
      const places = data.values as NumberArray;
      if (!dictionary)
        return new TextColumn(length, () => [...vector()].map((text) => text as string | null));
      const indices = Int32Array.from({ length }, (_, row) =>
        !validity || isSet(validity, row) ? Number(places[row]) : -1,
      );
      return new TextColumn(length, { indices, words: [...dictionary] as string[] });
    }
    case "tensor":
      if (validity) throw new Error(`The tensor column "${name}" has nulls, which tensors cannot hold.`);
      return new TensorColumn(
        type.dtype,
        type.shape as readonly number[],
        length,
        readElements(arrow, data, type.dtype),
      );
    case "image": {
      const read = (bytes: unknown, row: number) =>
        bytes instanceof Uint8Array ? imageFromBytes(bytes, `${name} ${row}`) : null;
      return new ObjectColumn(type, [...vector()].map(read));
    }
    case "audio":
    case "list":
    case "struct":
    case "json":
      return new ObjectColumn(type, [...vector()].map(readJson));
    default:
      return readFixed(arrow, type, data, validity);
  }
}

/** The values that a dictionary of numbers, times and the like stands for; one of text stays as it is. */
function decoded(arrow: Arrow, data: ArrowData): ArrowData {
  const cells = [...arrow.makeVector(data)] as unknown[];
  const type = (data.type as DictionaryType).dictionary as ArrowType;
  const [values] = arrow.vectorFromArray(cells, type).data as readonly ArrowData[];
  return values ?? (arrow.makeData({ type, length: 0 } as never) as ArrowData);
}

/** Our own JSON text, or a value of somebody else's as plain JavaScript. */
function readJson(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") {
    try {
      return cellFromJson(value);
    } catch {
      return value;
    }
  }
  return typeof value === "object" && "toJSON" in value ? (value as { toJSON(): Cell }).toJSON() : value;
}

function readFixed(arrow: Arrow, type: FixedType, data: ArrowData, validity: Bitmap | null): FixedColumn {
  const values = fixedValues(arrow, type, data);
  if (!validity) return new FixedColumn(type, data.length, { values, validity });
  // Others may leave anything under a null; here it is 0, NaN in floats.
  const clean = values.slice();
  const isFloat = clean instanceof Float64Array || clean instanceof Float32Array;
  for (let row = 0; row < data.length; row++) {
    if (isSet(validity, row)) continue;
    if (clean instanceof BigInt64Array || clean instanceof BigUint64Array) clean[row] = 0n;
    else clean[row] = isFloat ? NaN : 0;
  }
  return new FixedColumn(type, data.length, { values: clean, validity });
}

/** Milliseconds of one unit of Arrow's TimeUnit: second, millisecond, microsecond, nanosecond. */
const UNIT_MS = [1000, 1, 1e-3, 1e-6] as const;

function fixedValues(arrow: Arrow, type: FixedType, data: ArrowData): NumberArray {
  const { length } = data;
  const { DataType: Is } = arrow;
  const raw = data.values as NumberArray;
  if (type.type === "bool") return readBits(data);
  if (type.type === "timestamp" || type.type === "duration") {
    const scale = Is.isTimestamp(data.type) || Is.isDuration(data.type) ? UNIT_MS[data.type.unit] : 1;
    return Float64Array.from({ length }, (_, row) => Number(raw[row]) * scale);
  }
  if (Is.isFloat(data.type) && data.type.precision === arrow.Precision.HALF)
    return Float32Array.from([...arrow.makeVector(data)].map(Number));
  return raw.subarray(0, length);
}

function readElements(arrow: Arrow, list: ArrowData, dtype: TensorDtype): TensorData {
  const [child] = list.children;
  if (!child) return dtype === "string" ? [] : allocate(dtype, 0);
  if (dtype === "string") return [...arrow.makeVector(child)].map(String);
  if (dtype === "bool") return readBits(child);
  return (child.values as NumberArray).subarray(0, child.length);
}

function readBits(data: ArrowData): Uint8Array {
  const { length, offset } = data;
  const bits = data.values as Uint8Array;
  return Uint8Array.from({ length }, (_, i) => (isSet(bits, offset + i) ? 1 : 0));
}

function validityOf({ nullBitmap, length, offset }: ArrowData): Bitmap {
  const bits = nullBitmap;
  if (offset === 0) return bits.subarray(0, bitmapBytes(length));
  const out = new Uint8Array(bitmapBytes(length));
  for (let row = 0; row < length; row++) if (isSet(bits, offset + row)) out[row >> 3] |= 1 << (row & 7);
  return out;
}
