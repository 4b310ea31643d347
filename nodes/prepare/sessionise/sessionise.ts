// sessionise: numbers the visits of each key: a new one begins where nothing happened for a while.

import { allValid, clearBit } from "../../../engine/frames/bitmap.ts";
import { FixedColumn } from "../../../engine/frames/column.ts";
import { field, withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { column, columnList, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { isKeyType } from "../../_shared/keys/key-words.ts";
import { Keys } from "../../_shared/keys/keys.ts";
import { atLeast } from "../../_shared/tables/grow.ts";
import { MS_PER_DAY } from "../../_shared/times/bucket.ts";

const MS_PER_MINUTE = 60_000;

interface State {
  readonly keys: Keys;
  /** Of each key: when it was seen last, and the number of its session, 0 before the first. */
  latest: Float64Array;
  session: Float64Array;
  sessions: number;
}

export default defineNode({
  kind: "sessionise",
  version: 1,
  category: "prepare",
  title: "Sessions",
  summary: "Numbers the sessions of each key: a new one begins where nothing happened for a while.",
  keywords: ["session", "sessionize", "visit", "trip", "gap", "inactivity", "timeout", "burst"],
  params: paramsOf({
    key: columnList({
      title: "Key",
      help: "Whose sessions: rows with the same values here belong together; empty = all rows.",
      default: [],
    }),
    time: column({
      title: "Time",
      help: "When each row happened. Rows are to come in this order, key by key.",
    }),
    gapMinutes: number({
      title: "Longest gap",
      help: "A row that comes later than this after the one before begins a new session.",
      unit: "minutes",
      min: 0,
      default: 30,
    }),
    output: text({
      title: "New column",
      help: "Numbers from 1, in the order in which sessions begin, over all keys; empty where there is no time.",
      minLength: 1,
      default: "session",
    }),
    maxKeys: number({
      title: "Most keys",
      help: "All keys are remembered, with some 40 bytes each and their texts. More of them end the run.",
      integer: true,
      min: 1,
      default: 1_000_000,
      setting: true,
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "keyed",
  needs: [],

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const added = field(params.output, "int64");
    return {
      outputs: { out: withFields(schema, [added]) },
      issues: [
        ...unknownColumnIssues(schema, params.key, "params.key"),
        ...typeIssues(
          schema,
          params.key,
          "params.key",
          isKeyType,
          "a number, a text or a time",
          "Choose another column.",
        ),
        ...unknownColumnIssues(schema, [params.time], "params.time"),
        ...typeIssues(
          schema,
          [params.time],
          "params.time",
          ({ type }) => type === "timestamp" || type === "date",
          "a time",
          "Read it with Parse dates, or cast the column to timestamp first.",
        ),
        ...clashIssues(schema, [added], ["output"]),
      ],
    };
  },

  open({ params, inputs }): State {
    const types = params.key.map((name) => inputs.in.fields.find((one) => one.name === name)!.type);
    const none = () => new Float64Array(0);
    return { keys: new Keys(types), latest: none(), session: none(), sessions: 0 };
  },

  map(frame, ctx) {
    const { params, state, outputs } = ctx;
    const columns = params.key.map((name) => frame.column(name));
    const numbers = state.keys.add(columns, frame.length);
    if (state.keys.size > params.maxKeys) throw tooMany(params.maxKeys);
    const latest = (state.latest = atLeast(state.latest, state.keys.size));
    const session = (state.session = atLeast(state.session, state.keys.size));
    const times = frame.column(params.time) as FixedColumn;
    const unit = times.type.type === "date" ? MS_PER_DAY : 1;
    const gap = params.gapMinutes * MS_PER_MINUTE;
    const values = new BigInt64Array(frame.length);
    let validity: Uint8Array | null = null;
    for (let row = 0; row < frame.length; row++) {
      const time = times.isNull(row) ? NaN : Number(times.values[row]) * unit;
      if (Number.isNaN(time)) {
        validity ??= allValid(frame.length);
        clearBit(validity, row);
        continue;
      }
      const key = numbers[row];
      const isFirst = session[key] === 0;
      if (!isFirst && time < latest[key]) warnOfOrder(ctx);
      if (isFirst || Math.abs(time - latest[key]) > gap) {
        session[key] = ++state.sessions;
        latest[key] = time;
      }
      latest[key] = Math.max(latest[key], time);
      values[row] = BigInt(session[key]);
    }
    const added = new FixedColumn({ type: "int64" }, frame.length, { values, validity });
    return frame.with([{ name: params.output, column: added }], outputs.out);
  },
});

function warnOfOrder(ctx: { warn(code: string, message: string): void }): void {
  ctx.warn(
    "TIME_UNORDERED",
    "Rows of a key do not come in the order of their times. One that is earlier by more than the gap begins a session of its own; put Sort before.",
  );
}

function tooMany(maxKeys: number): MillraceError {
  return new MillraceError("GROUPS_TOO_MANY", {
    message: `There are more than ${maxKeys} keys, which are all remembered.`,
    expected: `at most ${maxKeys}`,
    got: "more",
    hint: 'Raise "Most keys" (maxKeys), or choose a key with fewer values.',
    fatal: true,
  });
}
