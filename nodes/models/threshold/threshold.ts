// threshold: says of each row whether a number has reached a limit, with a memory for each key if wanted.

import type * as z from "zod/mini";
import { allValid, clearBit, isSet } from "../../../engine/frames/bitmap.ts";
import { FixedColumn, TextColumn, type Column } from "../../../engine/frames/column.ts";
import { findField, withFields } from "../../../engine/frames/frame.ts";
import { isNumberType, type Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import {
  choice,
  column,
  columnList,
  number,
  optionalNumber,
  paramsOf,
  text,
} from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { keyReader } from "../../_shared/history/key-reader.ts";
import { isKeyType } from "../../_shared/keys/key-words.ts";

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
  key: columnList({
    title: "Memory for each",
    help: "Rows with the same values here have a memory of their own: a sensor, a machine, a route. Empty: all rows share one.",
    default: [],
  }),
  maxKeys: number({
    title: "Most keys",
    help: "Keys whose limit is reached are remembered, with some 100 bytes each. More of them at once end the run.",
    integer: true,
    min: 1,
    default: 100_000,
    setting: true,
  }),
  output: text({ title: "New column", help: "Name of the new column.", default: "reached", minLength: 1 }),
  yes: text({ title: "Word for yes", help: "With both words the new column is text.", default: "" }),
  no: text({ title: "Word for no", help: "With both words the new column is text.", default: "" }),
});

type ThresholdParams = z.output<typeof Params>;

/** The keys for which the limit counts as reached after the last row; without key columns there is one, "". */
interface State {
  readonly reached: Set<string>;
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
      ...unknownColumnIssues(inputs.in, params.key, "params.key"),
      ...typeIssues(
        inputs.in,
        params.key,
        "params.key",
        isKeyType,
        "a number, a text or a time",
        "Choose another column.",
      ),
      ...clashIssues(inputs.in, [added], ["output"]),
      ...releaseIssues(params),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  open: (): State => ({ reached: new Set() }),

  map(frame, { params, state, outputs }) {
    const source = frame.column(params.column);
    if (source.layout !== "fixed") throw new Error(`"${params.column}" is no number column.`);
    const flags =
      params.release === null
        ? judge(source, frame.length, params)
        : judgeWithMemory(source, keyReader(frame, params.key), params, params.release, state);
    return frame.with([{ name: params.output, column: flagColumn(flags, source, params) }], outputs.out);
  },

  snapshot: ({ state }) => new TextEncoder().encode(JSON.stringify([...state.reached])),

  restore(bytes, { state }) {
    state.reached.clear();
    for (const key of JSON.parse(new TextDecoder().decode(bytes)) as string[]) state.reached.add(key);
  },
});

const TESTS = {
  ">=": (a: number, b: number) => a >= b,
  ">": (a: number, b: number) => a > b,
  "<=": (a: number, b: number) => a <= b,
  "<": (a: number, b: number) => a < b,
};

/** 1 where the number reaches the limit; NaN never does. */
function judge({ values }: FixedColumn, length: number, { comparison, value }: ThresholdParams): Uint8Array {
  const reaches = TESTS[comparison];
  const flags = new Uint8Array(length);
  for (let row = 0; row < length; row++) flags[row] = reaches(Number(values[row]), value) ? 1 : 0;
  return flags;
}

/** 1 where the limit counts as reached for the row's key. Neither NaN nor null changes that. */
function judgeWithMemory(
  source: FixedColumn,
  keys: (row: number) => string,
  { comparison, value, maxKeys }: ThresholdParams,
  release: number,
  { reached }: State,
): Uint8Array {
  const { values, validity, length } = source;
  const reaches = TESTS[comparison];
  const flags = new Uint8Array(length);
  for (let row = 0; row < length; row++) {
    const key = keys(row);
    const number = Number(values[row]);
    const before = reached.has(key);
    const known = !Number.isNaN(number) && (!validity || isSet(validity, row));
    const now = known ? reaches(number, value) || (before && reaches(number, release)) : before;
    flags[row] = now ? 1 : 0;
    if (now === before) continue;
    if (!now) reached.delete(key);
    else if (reached.add(key).size > maxKeys) throw tooMany(maxKeys);
  }
  return flags;
}

function tooMany(maxKeys: number): MillraceError {
  return new MillraceError("GROUPS_TOO_MANY", {
    message: `The limit is reached for more than ${maxKeys} keys at once, which are all remembered.`,
    expected: `at most ${maxKeys}`,
    got: "more",
    hint: 'Raise "Most keys" (maxKeys), or choose a key with fewer values.',
    fatal: true,
  });
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
