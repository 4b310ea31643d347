// Do two folders of results hold the same? Names the file, and with it the node, the row and the column that differ first.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Largest difference of two floats that counts as none where bytes differ, relative to the larger (or to 1). */
export const TOLERANCE = 1e-5;

export interface Difference {
  readonly file: string;
  /** 1-based line of the file; absent where the file as a whole differs. */
  readonly line?: number;
  readonly column?: string;
  readonly expected: string;
  readonly got: string;
}

export interface ComparedFile {
  readonly file: string;
  /** Values that were compared one by one. */
  readonly values: number;
  /** Whether it is the same to the byte. */
  readonly identical: boolean;
}

export interface Comparison {
  readonly files: number;
  /** Values that were compared one by one. */
  readonly values: number;
  /** Whether every file is the same to the byte. */
  readonly identical: boolean;
  /** Largest relative difference of two numbers. */
  readonly largest: number;
  readonly differences: readonly Difference[];
}

/** Differences of one file that are told; one is enough to refuse. */
const MOST_TOLD = 5;

/** Compares every file that is in either folder; `onCompared` is told of each in turn. */
export function compareFolders(
  expected: string,
  got: string,
  onCompared: (file: ComparedFile) => void = () => {},
): Comparison {
  const names = [...new Set([...filesOf(expected), ...filesOf(got)])].sort();
  const total = { files: names.length, values: 0, identical: true, largest: 0 };
  const differences: Difference[] = [];
  for (const file of names) {
    const [wantedBytes, foundBytes] = [bytesOf(expected, file), bytesOf(got, file)];
    const [wanted, found] = [textOf(wantedBytes), textOf(foundBytes)];
    if (wanted === null || found === null) {
      total.identical = false;
      differences.push({
        file,
        expected: wanted === null ? "no such file" : "a file",
        got: found === null ? "none" : "a file",
      });
      onCompared({ file, values: 0, identical: false });
      continue;
    }
    const compared = compareTexts(file, wanted, found);
    total.values += compared.values;
    const same = wantedBytes!.equals(foundBytes!);
    total.identical &&= same;
    // Bytes that are no text look alike as text.
    if (!same && wanted === found)
      differences.push({ file, expected: "these bytes", got: "others that are no text" });
    total.largest = Math.max(total.largest, compared.largest);
    differences.push(...compared.differences.slice(0, MOST_TOLD));
    onCompared({ file, values: compared.values, identical: same });
  }
  return { ...total, differences };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll("\\", "/"));
}

function textOf(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString("utf8");
}

function bytesOf(folder: string, file: string): Buffer | null {
  try {
    return readFileSync(join(folder, file));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw thrown;
  }
}

interface Compared {
  values: number;
  largest: number;
  readonly differences: Difference[];
}

function compareTexts(file: string, expected: string, got: string): Compared {
  const all: Compared = { values: 0, largest: 0, differences: [] };
  const [wanted, found] = [linesOf(expected), linesOf(got)];
  // Where rows are more or fewer, those behind the first that differs are others, too.
  const isShifted = wanted.length !== found.length;
  if (isShifted)
    all.differences.push({ file, expected: `${wanted.length} lines`, got: `${found.length} lines` });
  const cellsOf = cellsBy(file, wanted[0] ?? "");
  for (let i = 0; i < Math.min(wanted.length, found.length); i++) {
    compareCells({ file, line: i + 1 }, cellsOf(wanted[i]), cellsOf(found[i]), all);
    if (isShifted && all.differences.length > 1) break;
  }
  return all;
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

/** How a line of the file falls into values. What is printed for people does not. */
function cellsBy(file: string, head: string): (line: string) => Cells {
  if (/\.(jsonl|ndjson)$/.test(file)) return jsonCells;
  if (/\.(csv|tsv)$/.test(file)) {
    const names = cells(head);
    return (line) => tableCells(line, names);
  }
  return (line) => ({ "": line });
}

type Cells = Readonly<Record<string, unknown>>;

function compareCells(
  place: { file: string; line: number },
  expected: Cells,
  got: Cells,
  all: Compared,
): void {
  for (const column of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    all.values++;
    const away = distance(expected[column], got[column]);
    if (Number.isFinite(away)) all.largest = Math.max(all.largest, away);
    if (away <= TOLERANCE || all.differences.length >= MOST_TOLD) continue;
    const where = column === "" ? place : { ...place, column };
    all.differences.push({ ...where, expected: told(expected[column]), got: told(got[column]) });
  }
}

/** 0 for the same, Infinity for what is not to be compared by size. */
function distance(a: unknown, b: unknown): number {
  if (Object.is(a, b)) return 0;
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.reduce<number>((most, item, i) => Math.max(most, distance(item, b[i])), 0);
  const [x, y] = [floatOf(a), floatOf(b)];
  if (x === null || y === null) return JSON.stringify(a) === JSON.stringify(b) ? 0 : Infinity;
  return Math.abs(x - y) / Math.max(1, Math.abs(x), Math.abs(y));
}

/** Whole numbers are compared exactly: a class, a count or an id that differs is another. */
function floatOf(value: unknown): number | null {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) || /^-?\d+$/.test(text))
    return null;
  return Number(text);
}

function told(value: unknown): string {
  return value === undefined || value === ""
    ? "nothing"
    : typeof value === "string"
      ? value
      : JSON.stringify(value);
}

function jsonCells(line: string): Cells {
  if (line === "") return {};
  try {
    return JSON.parse(line) as Cells;
  } catch {
    return { line };
  }
}

function tableCells(line: string, head: readonly string[]): Cells {
  return Object.fromEntries(cells(line).map((cell, i) => [head[i] ?? String(i + 1), cell]));
}

/** Enough for comparing: cells that hold a separator fall apart alike on both sides. */
function cells(line: string): string[] {
  return line.split(/[,;\t|]/);
}
