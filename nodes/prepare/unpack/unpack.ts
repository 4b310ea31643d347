// unpack: the elements of a tensor column become columns of their own.

import * as z from "zod/mini";
import { elementCount } from "../../../engine/frames/dims.ts";
import { findField, withFields } from "../../../engine/frames/frame.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { column, json, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { unpackColumns, valueType } from "../../_shared/unpack-columns.ts";

/** Nobody means to make more columns than this; a picture would make 150,000. */
const MAX_COLUMNS = 4096;

const Params = paramsOf({
  column: column({ title: "Tensor", help: "The tensor column to take apart.", of: "tensor" }),
  names: json<string[]>(() => z.array(z.string().check(z.minLength(1))), {
    title: "Names",
    help: "Names of the new columns in the order of the elements. Empty: the tensor's name and a number from 0.",
    default: [],
  }),
});

export default defineNode({
  kind: "unpack",
  version: 1,
  category: "prepare",
  title: "Unpack tensor",
  summary: "Makes a column of each element of a tensor column.",
  keywords: ["split", "explode", "vector", "expand", "flatten"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { fields, issues } = newFields(inputs.in, params);
    if (!fields) return { outputs: {}, issues };
    return {
      outputs: { out: withFields(inputs.in, fields) },
      issues: [...issues, ...clashIssues(inputs.in, fields)],
    };
  },

  map(frame, { params, outputs, inputs }) {
    const { fields } = newFields(inputs.in, params);
    const tensor = frame.column(params.column);
    if (tensor.layout !== "tensor" || !fields) throw new Error(`"${params.column}" is no tensor column.`);
    if (frame.length > 0 && tensor.rowSize !== fields.length)
      throw sizeError(params.column, tensor.rowSize, fields);
    const columns = unpackColumns(tensor.data, tensor.dtype, fields.length, frame.length);
    const added = columns.map((made, i) => ({ name: fields[i].name, column: made, nullable: false }));
    return frame.with(added, outputs.out);
  },
});

/** The columns to be, or null with the reason. */
function newFields(
  schema: Schema,
  { column: name, names }: z.output<typeof Params>,
): { fields: readonly Field[] | null; issues: NodeIssue[] } {
  const path = "params.column";
  const issues = [
    ...unknownColumnIssues(schema, [name], path),
    ...typeIssues(
      schema,
      [name],
      path,
      ({ type }) => type === "tensor",
      "a tensor",
      "Choose a tensor column.",
    ),
  ];
  const found = findField(schema, name);
  if (issues.length > 0 || found?.type.type !== "tensor") return { fields: null, issues };
  const { dtype, shape } = found.type;
  const count = elementCount(shape) ?? (names.length > 0 ? names.length : null);
  const wrong = countIssue(name, shape.join(","), count, names.length);
  if (wrong || count === null) return { fields: null, issues: wrong ? [wrong] : [] };
  const called = names.length > 0 ? names : Array.from({ length: count }, (_, i) => `${name}${i}`);
  const type = valueType(dtype);
  return { fields: called.map((each) => ({ name: each, type, nullable: false })), issues };
}

function countIssue(name: string, shape: string, count: number | null, named: number): NodeIssue | null {
  const common = { severity: "error", path: "params.names", got: `[${shape}]` } as const;
  if (count === null) {
    return {
      ...common,
      code: "SHAPE_OPEN",
      message: `The size of "${name}" is not known before a run, so its columns cannot be named by number.`,
      expected: "names, or a known size",
      hint: "Give the names of the elements.",
    };
  }
  if (count > MAX_COLUMNS) {
    return {
      ...common,
      code: "SHAPE_TOO_WIDE",
      message: `"${name}" has ${count} elements a row; they would be as many columns.`,
      expected: `at most ${MAX_COLUMNS} elements`,
      hint: "Keep the tensor as it is, or make a smaller one.",
    };
  }
  if (named === 0 || named === count) return null;
  return {
    ...common,
    code: "NAMES_COUNT",
    message: `"${name}" has ${count} elements a row and ${named} names.`,
    expected: `${count} names`,
    got: String(named),
    hint: "Give one name for each element, or none.",
  };
}

function sizeError(name: string, got: number, fields: readonly Field[]): MillraceError {
  return new MillraceError("SHAPE_MISMATCH", {
    message: `"${name}" has ${got} elements a row here, and ${fields.length} columns were planned.`,
    expected: `${fields.length} elements`,
    got: String(got),
    hint: "Give as many names as the tensor has elements.",
  });
}
