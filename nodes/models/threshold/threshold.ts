// threshold: says of each row whether a number has reached a limit.

import type * as z from "zod/mini";
import { allValid, clearBit, isSet } from "../../../engine/frames/bitmap.ts";
import { FixedColumn, TextColumn, type Column } from "../../../engine/frames/column.ts";
import { findField, withFields } from "../../../engine/frames/frame.ts";
import { isNumberType, type Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, column, number, optionalNumber, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";

const Params = paramsOf({
  column: column({ title: "Column", help: "The number to judge.", of: "number" }),
  comparison: choice([">=", ">", "<=", "<"], {
    title: "Is",
    help: "How the number is compared with the limit.",
    labels: { ">=": "at least", ">": "more than", "<=": "at most", "<": "less than" },
    default: ">=",
  }),
  value: number({ title: "Limit", help: "What the number is compared with.", default: 0.5, setting: true }),
  release: optionalNumber({
    title: "Until",
    help: "Once reached, it counts as reached until the number is back beyond this one (hysteresis). Empty = no memory. It goes by the order of the rows.",
  }),
  output: text({ title: "New column", help: "Name of the new column.", default: "reached", minLength: 1 }),
  yes: text({ title: "Word for yes", help: "With both words the new column is text.", default: "" }),
  no: text({ title: "Word for no", help: "With both words the new column is text.", default: "" }),
});

type ThresholdParams = z.output<typeof Params>;

/** Whether the limit counts as reached after the last row. */
interface State {
  reached: boolean;
}

export default defineNode({
  kind: "threshold",
  version: 1,
  category: "models",
  title: "Threshold",
  summary: "Says whether a number has reached a limit, with memory if wanted.",
  keywords: ["alert", "alarm", "above", "below", "hysteresis", "compare", "cutoff"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "ordered",
  needs: [],
  remembers: ({ params }) => params.release !== null,

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const found = findField(inputs.in, params.column);
    const added: Field = {
      name: params.output,
      type: { type: params.yes && params.no ? "text" : "bool" },
      nullable: found?.nullable ?? true,
    };
    const issues = [
      ...unknownColumnIssues(inputs.in, [params.column], "params.column"),
      ...typeIssues(
        inputs.in,
        [params.column],
        "params.column",
        ({ type }) => isNumberType(type) || type === "duration",
        "a number",
        "Cast it before, or use Formula.",
      ),
      ...clashIssues(inputs.in, [added], ["output"]),
      ...releaseIssues(params),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  open: (): State => ({ reached: false }),

  map(frame, { params, state, outputs }) {
    const source = frame.column(params.column);
    if (source.layout !== "fixed") throw new Error(`"${params.column}" is no number column.`);
    const flags = judge(source, frame.length, params, state);
    return frame.with([{ name: params.output, column: flagColumn(flags, source, params) }], outputs.out);
  },

  snapshot: ({ state }) => Uint8Array.of(state.reached ? 1 : 0),
  restore: (bytes, { state }) => void (state.reached = bytes[0] === 1),
});

const TESTS = {
  ">=": (a: number, b: number) => a >= b,
  ">": (a: number, b: number) => a > b,
  "<=": (a: number, b: number) => a <= b,
  "<": (a: number, b: number) => a < b,
};

/** 1 where the limit counts as reached. NaN never reaches one, and with memory neither NaN nor null changes it. */
function judge(source: FixedColumn, length: number, params: ThresholdParams, state: State): Uint8Array {
  const { values, validity } = source;
  const { value, release, comparison } = params;
  const reaches = TESTS[comparison];
  const flags = new Uint8Array(length);
  for (let row = 0; row < length; row++) {
    const number = Number(values[row]);
    if (release === null) {
      flags[row] = reaches(number, value) ? 1 : 0;
      continue;
    }
    const known = !Number.isNaN(number) && (!validity || isSet(validity, row));
    if (known) state.reached = reaches(number, value) || (state.reached && reaches(number, release));
    flags[row] = state.reached ? 1 : 0;
  }
  return flags;
}

function flagColumn(flags: Uint8Array, { validity }: FixedColumn, { yes, no }: ThresholdParams): Column {
  const { length } = flags;
  if (!yes || !no) {
    return new FixedColumn({ type: "bool" }, length, {
      values: flags,
      validity: validity && cleared(validity, flags),
    });
  }
  const indices = Int32Array.from(flags);
  if (validity) for (let row = 0; row < length; row++) if (!isSet(validity, row)) indices[row] = -1;
  return new TextColumn(length, { indices, words: [no, yes] });
}

/** The same nulls, with 0 under them. */
function cleared(validity: Uint8Array, flags: Uint8Array): Uint8Array {
  const own = allValid(flags.length);
  for (let row = 0; row < flags.length; row++) {
    if (isSet(validity, row)) continue;
    clearBit(own, row);
    flags[row] = 0;
  }
  return own;
}

function releaseIssues({ comparison, value, release }: ThresholdParams): NodeIssue[] {
  if (release === null) return [];
  const upwards = comparison.startsWith(">");
  if (upwards ? release <= value : release >= value) return [];
  return [
    {
      code: "RELEASE_BEYOND_LIMIT",
      severity: "error",
      path: "params.release",
      message: `"Until" must not lie ${upwards ? "above" : "below"} the limit.`,
      expected: `${upwards ? "at most" : "at least"} ${value}`,
      got: String(release),
      hint: "Choose a value on the other side of the limit, or leave it empty.",
      fix: {
        label: "Do without memory",
        commands: [{ do: "set-param", id: "", param: "release", value: null }],
      },
    },
  ];
}
