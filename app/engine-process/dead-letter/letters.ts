// A file of failed rows as a list of what is to be run again: each row of a source once, in the order of the source.

import type { DataType } from "../../../engine/frames/types.ts";
import { sha256 } from "../../../engine/host/hash.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { FileReader, Files } from "../../../engine/sdk/services.ts";
import { hiddenIn, isPartlyElsewhere, readLetterLine, type Hidden, type LetterLine } from "./line.ts";
import { isSameWorkflow, type WorkflowMark } from "./workflow-mark.ts";

/**
 * A row to run again. `row`: its line holds it. `name`: a part of it is read again from the source, where the rest is the same.
 * `place`: all of it is, by its number, since it could not be read or was not kept.
 */
export interface Letter {
  readonly holds: "row" | "name" | "place";
  /** Tells the row from others of its source, also when it was mended. */
  readonly id: string;
  /** As `id`, and other when what the line says of the row is. */
  readonly version: string;
  readonly place: number;
  /** Of a file, its path, where the line says it. */
  readonly path: string | null;
  /** Where it has failed. */
  readonly nodes: readonly string[];
  /** How often it has failed. */
  readonly attempt: number;
  /** Where its line stands in the file. */
  readonly at: number;
  readonly bytes: number;
}

export interface LettersOfSource {
  readonly source: string;
  readonly unit: LetterLine["unit"];
  /** By place. */
  readonly letters: readonly Letter[];
  /** Columns of rows whose lines hold them; null where none does. */
  readonly types: Readonly<Record<string, DataType>> | null;
  /** Lines by the node at which their row failed. */
  readonly nodes: ReadonlyMap<string, number>;
}

export interface Letters {
  readonly path: string;
  readonly sources: ReadonlyMap<string, LettersOfSource>;
  /** Lines of the file. A row that failed twice has two. */
  readonly lines: number;
  /** Most times that a row of it has failed. */
  readonly attempts: number;
}

/** Bytes read at once. */
const PIECE_BYTES = 1024 * 1024;
/** A line beyond this is none: it would have to be held as a whole. */
const MOST_LINE_BYTES = 256 * 1024 * 1024;

const LF = 10;

/** Reads the whole file once, and keeps of each line where it stands. Throws for what is no file of failed rows of this workflow. */
export async function readLetters(files: Files, path: string, workflow: WorkflowMark): Promise<Letters> {
  const reader = await files.open(path);
  try {
    const gather = new Gathering(path, workflow);
    for await (const lines of textLines(reader, path)) for (const line of lines) gather.add(line);
    return gather.letters();
  } finally {
    await reader.close();
  }
}

/** A line of a file, without its end, and where it stands in it. */
interface TextLine {
  readonly text: string;
  readonly at: number;
  readonly bytes: number;
}

/** The lines of a file that are not empty, as many at once as one reading brings. */
export async function* textLines(reader: FileReader, path: string): AsyncGenerator<readonly TextLine[]> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest = new Uint8Array(0);
  let at = 0;
  let lines: TextLine[] = [];
  const take = (bytes: Uint8Array) => {
    let text = "";
    try {
      // Editors put a byte order mark before the first line; the rest of it is JSON as any other.
      text = decoder.decode(at === 0 && bytes[0] === 0xef ? bytes.subarray(bytesOfMark(bytes)) : bytes);
    } catch {
      // What is no UTF-8 is no line either, and is told as such.
      text = "\u0000";
    }
    if (text.trim() !== "") lines.push({ text, at, bytes: bytes.length });
    at += bytes.length + 1;
  };
  for (let position = 0; ;) {
    const piece = new Uint8Array(PIECE_BYTES);
    const read = await reader.read(piece, position);
    if (read === 0) break;
    position += read;
    let from = 0;
    for (let end = piece.indexOf(LF); end >= 0 && end < read; end = piece.indexOf(LF, from)) {
      take(rest.length > 0 ? joined(rest, piece.subarray(from, end)) : piece.subarray(from, end));
      rest = new Uint8Array(0);
      from = end + 1;
    }
    rest = joined(rest, piece.subarray(from, read));
    if (rest.length > MOST_LINE_BYTES) throw brokenLine(path, 1, "it has no lines");
    yield lines;
    lines = [];
  }
  if (rest.length > 0) take(rest);
  yield lines;
}

function bytesOfMark(bytes: Uint8Array): number {
  return bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

interface Found {
  readonly unit: LetterLine["unit"];
  /** By place, and by what the lines say of the row: a file of several pages is several rows. */
  readonly letters: Map<string, Letter>;
  /** Of each place, the first line of the file that holds its row. */
  readonly lineOf: Map<number, { readonly key: string; readonly number: number }>;
  readonly nodes: Map<string, number>;
  types: LettersOfSource["types"];
}

class Gathering {
  readonly #path: string;
  readonly #workflow: WorkflowMark;
  readonly #sources = new Map<string, Found>();
  #lines = 0;
  #attempts = 0;

  constructor(path: string, workflow: WorkflowMark) {
    this.#path = path;
    this.#workflow = workflow;
  }

  add({ text, at, bytes }: TextLine): void {
    const number = ++this.#lines;
    const line = readLetterLine(text);
    if (typeof line === "string") throw brokenLine(this.#path, number, line);
    if (!isSameWorkflow(line.workflow, this.#workflow))
      throw otherWorkflow(this.#path, number, line, this.#workflow);
    const { source, unit, node, place, path, attempt, given } = line;
    const found = this.#sources.get(source) ?? {
      unit,
      letters: new Map<string, Letter>(),
      lineOf: new Map<number, { key: string; number: number }>(),
      nodes: new Map<string, number>(),
      types: null,
    };
    this.#sources.set(source, found);
    found.nodes.set(node, 1 + (found.nodes.get(node) ?? 0));
    if (found.unit !== unit)
      throw brokenLine(
        this.#path,
        number,
        `rows of "${source}" are counted by "${found.unit}" and by "${unit}"`,
      );
    if (given) {
      const hidden = hiddenIn(given);
      if (hidden) throw hiddenCell(this.#path, number, hidden);
      const different = found.types && differentColumn(found.types, given.types);
      if (different) throw otherColumns(this.#path, { line: number, source, ...different });
      found.types ??= given.types;
    }
    const holds = !given ? "place" : isPartlyElsewhere(given) ? "name" : "row";
    // A row that failed at two nodes is run again once.
    const key = given ? `${place} ${fingerprint(JSON.stringify(given.row))}` : `${place}`;
    this.#attempts = Math.max(this.#attempts, attempt);
    // Of a line or a row there is one, whatever was mended in it: of two versions nobody knows which is meant.
    if (unit !== "file" && given) {
      const before = found.lineOf.get(place);
      if (before && before.key !== key)
        throw saidTwice(this.#path, { number, first: before.number, unit, place, source });
      found.lineOf.set(place, before ?? { key, number });
    }
    const known = found.letters.get(key);
    const tried = Math.max(attempt, known?.attempt ?? 0);
    found.letters.set(key, {
      holds,
      id: unit === "file" ? key : `${place}`,
      version: key,
      place,
      path,
      nodes: [...new Set([...(known?.nodes ?? []), node])],
      attempt: tried,
      at,
      bytes,
    });
  }

  letters(): Letters {
    if (this.#lines === 0) throw emptyFile(this.#path);
    const sources = [...this.#sources].map(([source, { unit, letters, types, nodes }]) => {
      const sorted = eachOnce([...letters.values()], unit).toSorted((a, b) => a.place - b.place);
      return [source, { source, unit, letters: sorted, types, nodes }] as const;
    });
    return {
      path: this.#path,
      sources: new Map(sources),
      lines: this.#lines,
      attempts: this.#attempts,
    };
  }
}

/** Of a line or row that one line holds and another only names, the first is enough; of a file, all rows are read again. */
function eachOnce(letters: readonly Letter[], unit: LetterLine["unit"]): readonly Letter[] {
  const places = new Set(
    letters.filter((one) => (one.holds === "place") === (unit === "file")).map(({ place }) => place),
  );
  return letters.filter((one) => (one.holds === "place") === (unit === "file") || !places.has(one.place));
}

/** A line or a row is known by its number, whatever stands in it by now; a file may have several rows. */
export function letterId({ unit, place, given }: LetterLine): string {
  return unit === "file" && given ? `${place} ${fingerprint(JSON.stringify(given.row))}` : `${place}`;
}

function fingerprint(text: string): string {
  const sum = sha256();
  sum.update(new TextEncoder().encode(text));
  return sum.hex();
}

type Types = Readonly<Record<string, DataType>>;

export interface ColumnDifference {
  readonly expected: string;
  readonly got: string;
}

/** The first column that is not the same, in words; null where all are. Dimensions that are only named fit any size. */
export function differentColumn(expected: Types, got: Types): ColumnDifference | null {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const [one, other] = [expected, got].map((types) => (Object.hasOwn(types, name) ? types[name] : null));
    if (one && other && typeWords(one) === typeWords(other)) continue;
    return {
      expected: one ? `${name} ${typeWords(one)}` : `no column "${name}"`,
      got: other ? `${name} ${typeWords(other)}` : `no column "${name}"`,
    };
  }
  return null;
}

function typeWords(type: DataType): string {
  if (type.type === "tensor") return `tensor of ${type.dtype}, ${type.shape.length} dimensions`;
  if (type.type === "list") return `list of ${typeWords(type.of)}`;
  if (type.type === "struct")
    return `struct {${type.fields.map(({ name, type: inner }) => `${name} ${typeWords(inner)}`).join(", ")}}`;
  return type.type;
}

const OTHER_FILE = "Choose the file that the run of this workflow has left, such as OUTPUT.failed.jsonl.";

function brokenLine(file: string, line: number, what: string): MillraceError {
  return new MillraceError("DEAD_LETTER_BROKEN", {
    message: `The line is no failed row: ${what}.`,
    file,
    line,
    expected: "a line as a run writes it, with its place, attempt and workflow",
    hint: `Mend the line or take it out. ${OTHER_FILE}`,
  });
}

interface SaidTwice {
  readonly number: number;
  readonly first: number;
  readonly unit: LetterLine["unit"];
  readonly place: number;
  readonly source: string;
}

function saidTwice(file: string, { number, first, unit, place, source }: SaidTwice): MillraceError {
  return new MillraceError("DEAD_LETTER_TWICE", {
    message: `The line says something else of ${unit} ${place} of "${source}" than line ${first} does.`,
    file,
    line: number,
    expected: "one version of each row",
    got: `lines ${first} and ${number}`,
    hint: "Leave the line that is meant, and take the other out.",
  });
}

/** Run as it is, the row would have the words of the mark for data. */
function hiddenCell(file: string, line: number, { column, mark }: Hidden): MillraceError {
  return new MillraceError("DEAD_LETTER_HIDDEN", {
    message: `Column "${column}" holds the mark of a secret whose value was taken out of the line, and not what stood there.`,
    file,
    line,
    expected: "the row as its source gave it",
    got: mark,
    hint: "Write the value into given.row. Or take given out of the line: the row is then read from its source again.",
  });
}

function emptyFile(file: string): MillraceError {
  return new MillraceError("DEAD_LETTER_EMPTY", {
    message: "There is no failed row in it.",
    file,
    expected: "at least one line",
    hint: OTHER_FILE,
  });
}

function otherWorkflow(
  file: string,
  line: number,
  { workflow }: LetterLine,
  own: WorkflowMark,
): MillraceError {
  return new MillraceError("DEAD_LETTER_WORKFLOW", {
    message: `The row failed in another workflow, "${workflow.name}".`,
    file,
    line,
    expected: `a row of "${own.name}"`,
    got: workflow.name,
    hint: `Run it with that workflow. ${OTHER_FILE}`,
  });
}

export function otherColumns(
  file: string,
  { line, source, expected, got }: ColumnDifference & { readonly source: string; readonly line?: number },
): MillraceError {
  return new MillraceError("DEAD_LETTER_COLUMNS", {
    message: `Rows of "${source}" have other columns than the source gives.`,
    file,
    ...(line !== undefined && { line }),
    node: source,
    expected,
    got,
    hint: "The source was changed after they failed. Set it as it was, or run the workflow on its source once more.",
  });
}
