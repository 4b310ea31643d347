// Which part of a sample does a card show? The first rows of a few columns, those that the node has made before others.

import type {
  PlannedView,
  PreviewCell,
  PreviewNode,
  PreviewPort,
  PreviewSpark,
} from "../../../bridge/shapes.ts";
import { pictureShapeOf } from "../../../../engine/frames/picture-shape.ts";
import type { Field } from "../../../../engine/frames/types.ts";
import { ERROR_PORT } from "../../edits/ports.ts";
import { short, signed } from "../../ui/format.ts";
import { jsonWords, marksWords } from "../../ui/json-words.ts";
import { soundWords } from "../../ui/sound-words.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { marksText } from "../../strings/marks.ts";

export const ROWS = 3;
export const COLUMNS = 4;

export interface ShownPort {
  readonly id: string;
  readonly port: PreviewPort;
  /** The node has other outputs. */
  readonly several: boolean;
}

/** The output whose rows are shown: the one with rows that comes first, failed rows never. */
export function shownPort(preview: PreviewNode): ShownPort | null {
  const ports = Object.entries(preview.ports).filter(([id]) => id !== ERROR_PORT);
  const [id, port] = ports.find(([, each]) => each.rows > 0) ?? ports[0] ?? [];
  return id !== undefined && port ? { id, port, several: ports.length > 1 } : null;
}

/** Places of the columns to show. New ones first, in their order, then those it has read, then the others; last what is the same in all rows. */
export function shownColumns(
  port: PreviewPort,
  planned: PlannedView | undefined,
  read: readonly string[] = [],
): readonly number[] {
  const places = port.schema.fields.map((_, place) => place);
  const isMade = madeBy(planned);
  const made = places.filter((place) => isMade(port.schema.fields[place].name));
  const isRead = (place: number) => read.includes(port.schema.fields[place].name);
  const others = places.filter((place) => !made.includes(place));
  const unread = others.filter((place) => !isRead(place));
  const isDull = (place: number) => isSame(port.head.map((cells) => cells[place]));
  const ordered = [
    ...made,
    ...others.filter(isRead),
    ...unread.filter((place) => !isDull(place)),
    ...unread.filter(isDull),
  ];
  return ordered.slice(0, COLUMNS);
}

/** Of several rows: the number of a mail in its file, an address that nobody has filled in. */
function isSame([first, ...others]: readonly (PreviewCell | undefined)[]): boolean {
  const isPlain = typeof first !== "object" || first === null;
  return isPlain && others.length > 0 && others.every((cell) => cell === first);
}

/** Whether the node itself has made a column; a source has made none that need be told apart. */
export function madeBy(planned: PlannedView | undefined): (name: string) => boolean {
  const before = new Set(
    Object.values(planned?.inputs ?? {}).flatMap(({ fields }) => fields.map(({ name }) => name)),
  );
  return (name) => before.size > 0 && !before.has(name);
}

/** The spread that is shown: of the first number that the node has made, else of the first there is. */
export function shownSpark(port: PreviewPort, planned: PlannedView | undefined): PreviewSpark | null {
  const names = shownColumns(port, planned).map((place) => port.schema.fields[place].name);
  const known = new Map(port.sparks.map((spark) => [spark.column, spark]));
  const name = names.find((each) => known.has(each));
  return (name !== undefined && known.get(name)) || (port.sparks.at(0) ?? null);
}

interface About {
  readonly isMade: (name: string) => boolean;
  /** Columns that the node's params name. */
  readonly read: readonly string[];
  /** What a model makes first is what it is asked for; behind a mask stands the number of each pixel's class. */
  readonly isModel: boolean;
}

/** The column of pictures or recordings that the node has made, else one that it reads, else the first. */
export function columnOfType(
  { schema }: PreviewPort,
  wanted: "image" | "audio",
  { isMade, read, isModel }: About,
): string | null {
  const names = schema.fields.filter(({ type }) => type.type === wanted).map(({ name }) => name);
  const made = names.filter(isMade);
  return made.at(isModel ? 0 : -1) ?? names.findLast((name) => read.includes(name)) ?? names.at(0) ?? null;
}

const PLAIN: ReadonlySet<string> = new Set([
  ...["text", "bool", "timestamp", "date", "duration"],
  ...[
    "float16",
    "float32",
    "float64",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
  ],
]);
const SHOWN_AS_ITSELF: ReadonlySet<string> = new Set(["image", "audio", "tensor"]);

/** Values alone are what the node has made: rows say more of them than the pictures or recordings they were read from. */
export function madeValues({ schema }: PreviewPort, isMade: (name: string) => boolean): boolean {
  const made = schema.fields.filter(({ name }) => isMade(name)).map(({ type }) => type.type);
  return made.some((type) => PLAIN.has(type)) && !made.some((type) => SHOWN_AS_ITSELF.has(type));
}

/** `number A-17 · total 3806.22`: what was read in a row besides its marks; empty for less than two values, which the row of marks tells. */
export function valueWords(
  { schema }: PreviewPort,
  isMade: (name: string) => boolean,
  cells: readonly PreviewCell[] = [],
): string {
  const values = schema.fields.flatMap((field, place) =>
    isMade(field.name) && PLAIN.has(field.type.type)
      ? [unbroken(`${field.name} ${valueText(cells[place], field)}`)]
      : [],
  );
  return values.length < 2 ? "" : values.join(" · ");
}

/** An amount with its cents: here there is room for more figures than in a column. */
function valueText(cell: PreviewCell | undefined, field: Field): string {
  const isFraction = typeof cell === "number" && Number.isFinite(cell) && !Number.isInteger(cell);
  return isFraction ? signed(String(Number(cell.toPrecision(MOST_FIGURES)))) : shownCell(cell, field).text;
}

const MOST_FIGURES = 8;

/** A date, or a number behind its name, is not parted at the end of a line. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0").replaceAll("-", "\u2011");
}

/** Below, a table of numbers says more than their colours. */
const LEAST_SIDE = 8;

/** A tensor of rows and columns that the node has made: a spectrogram, a matrix of scores. */
export function madeMatrix({ schema, head }: PreviewPort, isMade: (name: string) => boolean): string | null {
  const found = schema.fields.find(({ name }, place) => {
    const cell = head.at(0)?.[place];
    const isTensor = typeof cell === "object" && cell?.is === "tensor";
    return isMade(name) && isTensor && cell.shape.length === 2 && Math.min(...cell.shape) >= LEAST_SIDE;
  });
  return found?.name ?? null;
}

/** A tensor in the shape of a picture that the node itself has made, and no picture with it: what a model will see. */
export function madeTensorPicture(port: PreviewPort, planned: PlannedView | undefined): string | null {
  const isMade = madeBy(planned);
  const made = port.schema.fields.filter(({ name }) => isMade(name));
  if (made.some(({ type }) => type.type === "image")) return null;
  const found = made.find(({ name }) => {
    const cell = port.head.at(0)?.[port.schema.fields.findIndex((field) => field.name === name)];
    return typeof cell === "object" && cell?.is === "tensor" && pictureShapeOf(cell.shape) !== null;
  });
  return found?.name ?? null;
}

/** The picture that a mask was made of: one of the same size that has colours. Of a file nobody has counted its channels. */
export function underMask({ schema, head }: PreviewPort, mask: string): string | null {
  const cells = head.at(0) ?? [];
  const images = schema.fields.flatMap(({ name }, at) => {
    const cell = cells[at];
    return typeof cell === "object" && cell?.is === "image" ? [{ name, ...cell }] : [];
  });
  const own = images.find(({ name }) => name === mask);
  if (own?.channels !== 1) return null;
  const { width, height } = own;
  return (
    images.find((each) => each.channels !== 1 && each.width === width && each.height === height)?.name ?? null
  );
}

export interface ShownCell {
  readonly text: string;
  readonly look: "number" | "text" | "null" | "other";
}

const NULL: ShownCell = { text: "∅", look: "null" };

/** Of a file its own name: where it lies would fill the card. */
export function shownCell(cell: PreviewCell | undefined, field?: Pick<Field, "name" | "type">): ShownCell {
  if (cell === null || cell === undefined) return NULL;
  if (typeof cell === "number") return { text: figure(cell), look: "number" };
  if (typeof cell === "boolean") return { text: String(cell), look: "other" };
  if (typeof cell === "string") return { text: textOf(cell, field).slice(0, MOST_LETTERS), look: "text" };
  switch (cell.is) {
    case "tensor":
      return cell.first.length === 1
        ? shownCell(cell.first[0])
        : { text: `[${cell.shape.join("×")}]`, look: "other" };
    case "image":
      return { text: `${cell.width}×${cell.height}`, look: "other" };
    case "big":
      return { text: cell.text, look: "number" };
    case "audio":
      return { text: soundWords(cell), look: "other" };
    case "marks":
      return { text: marksWords(cell).slice(0, 80), look: "other" };
    case "json":
      return { text: (jsonWords(cell.text) ?? cell.text).slice(0, 80), look: "other" };
  }
}

const MOST_LETTERS = 80;

function textOf(cell: string, field: Pick<Field, "name" | "type"> | undefined): string {
  if (field?.type.type === "timestamp") return toMinute(cell);
  return field?.name === "path" ? cell.slice(cell.lastIndexOf("/") + 1) : cell;
}

/** `2025-02-01 08:48`: there is no room for more. */
function toMinute(time: string): string {
  return time.replace(/T(\d\d:\d\d).*$/, " $1");
}

/** Four figures say enough on a card. */
function figure(value: number): string {
  if (Math.abs(value) >= 1e6 || Number.isNaN(value)) return short(value);
  if (Number.isInteger(value)) return signed(String(value));
  if (Math.abs(value) < 1e-3) return value.toExponential(2).replaceAll("-", "\u2212");
  return signed(String(Number(value.toPrecision(4))));
}

/** `10 boxes in 7 of 17 rows` where it has looked for some, else `100 sample rows · 12 cols`: it shares a line with the spread of a number. */
export function captionOf({ rows, schema, found }: PreviewPort, planned?: PlannedView): string {
  if (found && madeBy(planned)(found.column))
    return words.foundIn(marksText[found.of](found.marks), found.rows, rows);
  return `${words.sampleRows(rows)} · ${words.cols(schema.fields.length)}`;
}
