// Which columns can feed an input of a model, and what the inputs could be filled with.

import { unifyShapes } from "../../../../engine/frames/dims.ts";
import { isNumberType, type Dim, type Field } from "../../../../engine/frames/types.ts";

/** The columns that can become values of an input, which is described as a tensor. */
export function columnsFor(input: Field | undefined, columns: readonly Field[]): readonly Field[] {
  if (input?.type.type !== "tensor") return columns;
  const wantsText = input.type.dtype === "string";
  return columns.filter(({ type }) =>
    type.type === "tensor"
      ? (type.dtype === "string") === wantsText
      : wantsText
        ? type.type === "text"
        : isNumberType(type.type) || type.type === "bool",
  );
}

/** Columns for each input: those of its name, else as many as it takes, in their order; undefined where nothing fits. */
export function filledInputs(
  inputs: readonly Field[],
  columns: readonly Field[],
): Readonly<Record<string, string | readonly string[]>> | undefined {
  const used = new Set<string>();
  const entries = inputs.flatMap((input) => {
    const names = namesFor(input, columns, used);
    for (const name of names) used.add(name);
    return names.length === 0 ? [] : [[input.name, names.length === 1 ? names[0] : names] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Columns that name a row or hold the answer: others come first, where there are as many as the input takes. */
const NOT_FEATURES = /^(id|idx|index|row|row_?id|key|label|class|target)$/iu;

/** None where they are too few: what is asked for and cannot fit would hide what the model says of its inputs. */
function namesFor(input: Field, columns: readonly Field[], used: ReadonlySet<string>): readonly string[] {
  const fitting = columnsFor(input, columns).filter(({ name }) => !used.has(name));
  const isOne = columnsTaken(input, 1) === 1 && columnsTaken(input, 2) === 1;
  const tensors = fitting.filter((field) => isTensorFor(input, field));
  const flat = fitting.filter(({ type }) => type.type !== "tensor");
  const same = (isOne ? [...tensors, ...flat] : tensors).find(({ name }) => name === input.name);
  if (same) return [same.name];
  if (tensors.length > 0 && !isOne) return [tensors[0].name];
  const features = flat.filter(({ name }) => !NOT_FEATURES.test(name));
  const enough = columnsTaken(input, features.length) > 0 ? features : flat;
  return enough.slice(0, columnsTaken(input, enough.length)).map(({ name }) => name);
}

/** How many of so many columns make a row; 0 where they cannot. Of an open dimension nobody knows, and all may be meant. */
function columnsTaken({ type }: Field, there: number): number {
  const row = type.type === "tensor" ? type.shape.slice(1) : [];
  const sizes = row.filter((dim) => typeof dim === "number");
  const known = sizes.reduce((product, size) => product * size, 1);
  if (there < known) return 0;
  const open = row.length - sizes.length;
  if (open === 0) return known;
  return open === 1 ? there - (there % known) : 0;
}

function isTensorFor({ type: wanted }: Field, { type }: Field): boolean {
  if (wanted.type !== "tensor" || type.type !== "tensor") return false;
  // Of any shape, or nobody has said which.
  if (wanted.shape.length === 0) return true;
  const row = wanted.shape.slice(1);
  return unifyShapes(row, type.shape).fits || withoutOnes(row) === withoutOnes(type.shape);
}

function withoutOnes(shape: readonly Dim[]): string {
  return shape.filter((dim) => dim !== 1).join();
}
