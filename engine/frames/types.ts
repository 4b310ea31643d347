// What a column can hold: the value types of Millrace, as plain data.

/** Number types in the order of Arrow's names; each is one typed array. */
export const NUMBER_TYPES = [
  "float64",
  "float32",
  "int64",
  "int32",
  "int16",
  "int8",
  "uint64",
  "uint32",
  "uint16",
  "uint8",
] as const;
export type NumberType = (typeof NUMBER_TYPES)[number];

/** Element types of a tensor: numbers, IEEE half floats (as `Uint16Array`), bool (as `Uint8Array`) and text. */
export type TensorDtype = NumberType | "float16" | "bool" | "string";

/** One dimension of a tensor: a size, or the name of a size that is not known yet (`"N"`, `"height"`). */
export type Dim = number | string;

/** The type of a column. `shape` of a tensor is that of **one row**; the batch dimension is the frame's length. */
export type DataType =
  | { readonly type: NumberType }
  | { readonly type: "bool" }
  | { readonly type: "timestamp"; readonly zone: string | null }
  | { readonly type: "date" }
  | { readonly type: "duration" }
  | { readonly type: "text" }
  | { readonly type: "tensor"; readonly dtype: TensorDtype; readonly shape: readonly Dim[] }
  | { readonly type: "image" }
  | { readonly type: "audio" }
  | { readonly type: "list"; readonly of: DataType }
  | { readonly type: "struct"; readonly fields: readonly Field[] }
  | { readonly type: "json" };

/** A named, typed column of a schema. */
export interface Field {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** A cell of a text column, seen before the run, that is no number: casting the column would fail such rows. */
  readonly notNumber?: string;
  /** Where it comes from, of a column of which no row was seen and nobody has said the type: that is a guess. */
  readonly unseen?: string;
  /** The first picture of a column of them, seen before the run. */
  readonly seen?: SeenPicture;
  /** Of a picture that was made from another of its row: which column, and whether things lie elsewhere in it. */
  readonly madeOf?: { readonly column: string; readonly moved?: boolean };
  /** Of a tensor that pictures were turned into: what its elements are, known before the run. */
  readonly pixels?: MadePixels;
}

/** What a picture is like, as its file says. */
export interface SeenPicture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly gray: boolean;
  /** How far its values are spread on black and on white (0 = one colour all over), where parts of it are transparent. */
  readonly transparent?: { readonly onBlack: number; readonly onWhite: number };
}

export interface MadePixels {
  readonly layout: "NCHW" | "NHWC";
  readonly colours: "rgb" | "bgr" | "gray";
  /** What the darkest and the brightest pixel become. */
  readonly low: number;
  readonly high: number;
  /** Of the pictures it is made of. */
  readonly seen?: SeenPicture;
}

/** What flows on a wire. `open`: more columns may arrive than are listed (the source could not tell). */
export interface Schema {
  readonly fields: readonly Field[];
  readonly open?: boolean;
}

export type NumberArray =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | BigUint64Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

const ARRAYS = {
  float64: Float64Array,
  float32: Float32Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int16: Int16Array,
  int8: Int8Array,
  uint64: BigUint64Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
  float16: Uint16Array,
  bool: Uint8Array,
} as const;

/** A zeroed typed array for `length` elements of a tensor's element type (not for `string`). */
export function allocate(dtype: Exclude<TensorDtype, "string">, length: number): NumberArray {
  return new ARRAYS[dtype](length);
}

/** Whether a column type is one of the number types. */
export function isNumberType(type: DataType["type"]): type is NumberType {
  return (NUMBER_TYPES as readonly string[]).includes(type);
}

/** A column type in a few words, as it is shown to people: `float32[16]`, `timestamp (UTC)`, `list of text`. */
export function formatType(type: DataType): string {
  switch (type.type) {
    case "tensor":
      return `${type.dtype}[${type.shape.join(",")}]`;
    case "timestamp":
      return `timestamp (${type.zone ?? "no zone"})`;
    case "list":
      return `list of ${formatType(type.of)}`;
    case "struct":
      return `struct {${type.fields.map((f) => `${f.name}: ${formatType(f.type)}`).join(", ")}}`;
    default:
      return type.type;
  }
}

/** Whether two column types are the same, dimensions and zones included. */
export function sameType(a: DataType, b: DataType): boolean {
  return a === b || (a.type === b.type && JSON.stringify(a) === JSON.stringify(b));
}
