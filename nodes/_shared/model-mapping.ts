// Which columns feed which inputs of a model: as the params say, else by name and shape, else an issue with a fix.

import { resolveShape, unifyShapes, elementCount, type DimBindings } from "../../engine/frames/dims.ts";
import { findField } from "../../engine/frames/frame.ts";
import type { Dim, Schema } from "../../engine/frames/types.ts";
import type { NodeIssue } from "../../engine/sdk/node-definition.ts";
import type { ModelFacts, TensorSpec } from "../../engine/sdk/services.ts";
import { unknownColumnIssues } from "./column-issues.ts";
import { automaticColumns } from "./model-columns.ts";
import { accepts, rowShape } from "./model-input.ts";
import {
  countIssue,
  namedWrongType,
  noMatchIssue,
  shapeIssue,
  tookIssue,
  unknownInputIssue,
} from "./model-issues.ts";
import { ownValue } from "./own-value.ts";

/** What a person says of one input: a column, several side by side, or one number for all rows. */
export type WantedInput = string | readonly string[] | number;
export type WantedInputs = Readonly<Record<string, WantedInput>>;

export interface MappedInput {
  readonly spec: TensorSpec;
  /** Number columns side by side, or one column of tensors or text; empty for a constant. */
  readonly columns: readonly string[];
  readonly constant: number | null;
  /** Shape of one row as far as it is known here; null when the whole input is one value for all rows. */
  readonly row: readonly Dim[] | null;
}

export interface ModelMapping {
  /** null while an input has no column. */
  readonly inputs: readonly MappedInput[] | null;
  /** The inputs that have their columns, also while others have not. */
  readonly found: readonly MappedInput[];
  /** What the model's open dimensions are with these columns. */
  readonly bindings: DimBindings;
  readonly issues: readonly NodeIssue[];
}

/** A model of which no more is known than its inputs. */
export function bareModel(inputs: readonly TensorSpec[]): ModelFacts {
  return { path: "", inputs, outputs: [], dropped: [], opset: 0, producer: "", metadata: {} };
}

/** Maps the columns that arrive to the model's inputs. Pure; `wanted` empty = all automatic. */
export function mapModelInputs(model: ModelFacts, schema: Schema, wanted: WantedInputs = {}): ModelMapping {
  const specs = model.inputs;
  const issues: NodeIssue[] = unknownInputIssue(specs, wanted);
  const inputs: MappedInput[] = [];
  let bindings: DimBindings = new Map();
  for (const spec of specs) {
    const said = ownValue(wanted, spec.name);
    const found = said === undefined ? automatic(spec, model, schema, wanted) : chosen(said);
    issues.push(...found.issues);
    if (!found.columns) continue;
    const checked = check(spec, model, schema, found.columns, found.constant, bindings);
    issues.push(...checked.issues);
    if (!checked.input) continue;
    inputs.push(checked.input);
    bindings = checked.bindings;
  }
  return { inputs: inputs.length === specs.length ? inputs : null, found: inputs, bindings, issues };
}

interface Found {
  readonly columns: readonly string[] | null;
  readonly constant: number | null;
  readonly issues: readonly NodeIssue[];
}

function chosen(said: WantedInput): Found {
  if (typeof said === "number") return { columns: [], constant: said, issues: [] };
  return { columns: typeof said === "string" ? [said] : said, constant: null, issues: [] };
}

function automatic(spec: TensorSpec, model: ModelFacts, schema: Schema, wanted: WantedInputs): Found {
  const taken = automaticColumns(spec, schema, model.inputs.length === 1);
  if (taken) {
    const issues = taken.how === "name" ? [] : [tookIssue(spec, taken.columns, taken.how)];
    return { columns: taken.columns, constant: null, issues };
  }
  return { columns: null, constant: null, issues: [noMatchIssue(spec, model, schema, wanted)] };
}

interface Checked {
  readonly input: MappedInput | null;
  readonly bindings: DimBindings;
  readonly issues: readonly NodeIssue[];
}

/** Types and shapes of the columns against the input. */
function check(
  spec: TensorSpec,
  model: ModelFacts,
  schema: Schema,
  columns: readonly string[],
  constant: number | null,
  bindings: DimBindings,
): Checked {
  const none = (issues: readonly NodeIssue[]): Checked => ({ input: null, bindings, issues });
  const row = rowShape(spec);
  if (constant !== null) {
    if (spec.dtype === "string" || (row && elementCount(row) === null)) {
      return none([countIssue(spec, columns, "a constant needs a number input whose size is known")]);
    }
    return { input: { spec, columns, constant, row }, bindings, issues: [] };
  }
  const path = `params.inputs.${spec.name}`;
  const unknown = unknownColumnIssues(schema, columns, path);
  if (unknown.length > 0) return none(unknown);
  const fields = columns.flatMap((name) => findField(schema, name) ?? []);
  if (fields.length < columns.length) return none([]); // an open schema: only a run can tell
  const wrong = fields.filter((field) => !accepts(spec, field));
  if (wrong.length > 0) return none(wrong.map((field) => namedWrongType(spec, model, field)));
  if (!row)
    return none([countIssue(spec, columns, "it takes one value for all rows; give a number instead")]);
  const [first] = fields;
  if (fields.length === 1 && first.type.type === "tensor") {
    const got = first.type.shape;
    if (spec.anyRank) return { input: { spec, columns, constant, row: got }, bindings, issues: [] };
    const unified = unifyShapes(row, got, bindings);
    if (unified.fits) {
      const resolved = resolveShape(row, unified.bindings);
      return { input: { spec, columns, constant, row: resolved }, bindings: unified.bindings, issues: [] };
    }
    if (sameWithoutOnes(row, got)) return { input: { spec, columns, constant, row }, bindings, issues: [] };
    return none([shapeIssue(spec, first, got)]);
  }
  if (fields.some(({ type }) => type.type === "tensor")) {
    return none([countIssue(spec, columns, "a tensor column must stand alone")]);
  }
  return checkCount(spec, columns, row, bindings);
}

/** Whether `columns.length` values make a row of the input; an open dimension becomes what is left for it. */
function checkCount(
  spec: TensorSpec,
  columns: readonly string[],
  row: readonly Dim[],
  bindings: DimBindings,
): Checked {
  const count = columns.length;
  if (spec.anyRank) return { input: { spec, columns, constant: null, row: [count] }, bindings, issues: [] };
  const resolved = resolveShape(row, bindings);
  const open = resolved.filter((dim) => typeof dim === "string");
  const known = elementCount(resolved.filter((dim) => typeof dim === "number"))!;
  const rest = count / known;
  if (open.length === 0 ? rest === 1 : open.length === 1 && Number.isInteger(rest)) {
    const bound = new Map(bindings);
    for (const name of open) bound.set(name, rest);
    const full = resolveShape(resolved, bound);
    return { input: { spec, columns, constant: null, row: full }, bindings: bound, issues: [] };
  }
  return { input: null, bindings, issues: [countIssue(spec, columns, sizeWords(open.length, known))] };
}

function sizeWords(open: number, known: number): string {
  if (open === 0) return `it takes ${known} column${known === 1 ? "" : "s"}`;
  return open === 1 ? `it takes a multiple of ${known}` : "several of its dimensions are open";
}

function sameWithoutOnes(row: readonly Dim[], got: readonly Dim[]): boolean {
  if (elementCount(row) === null || elementCount(got) === null) return false;
  return row.filter((dim) => dim !== 1).join() === got.filter((dim) => dim !== 1).join();
}
