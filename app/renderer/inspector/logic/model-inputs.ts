// Which columns can feed an input of a model, and what the inputs could be filled with.

import { isNumberType, type Field } from "../../../../engine/frames/types.ts";

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

function namesFor(input: Field, columns: readonly Field[], used: ReadonlySet<string>): readonly string[] {
  const fitting = columnsFor(input, columns).filter(({ name }) => !used.has(name));
  const size = valuesOf(input);
  const same = fitting.find(({ name }) => name === input.name);
  if (same && (size === 1 || same.type.type === "tensor")) return [same.name];
  const tensor = fitting.find(({ type }) => type.type === "tensor");
  if (tensor && size !== 1) return [tensor.name];
  const flat = fitting.filter(({ type }) => type.type !== "tensor").map(({ name }) => name);
  const features = flat.filter((name) => !NOT_FEATURES.test(name));
  return (features.length >= Math.min(size, flat.length) || size === Infinity ? features : flat).slice(
    0,
    size,
  );
}

/** How many values a row has; of an open dimension nobody knows, and all columns may be meant. */
function valuesOf({ type }: Field): number {
  if (type.type !== "tensor") return 1;
  return type.shape
    .slice(1)
    .reduce<number>((product, dim) => product * (typeof dim === "number" ? dim : Infinity), 1);
}
