// A table that is asked to end while a call that was given up is still at work.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { TableOutput } from "./table-output.ts";
import type { TableTarget } from "./table-target.ts";

const schema = { fields: [field("id", "float64")] };
const frame = frameOf(schema, [{ id: 1 }, { id: 2 }]);

/** A table that only counts what is done with it, and may refuse every row. */
function counting(isRefusing = false) {
  const done: string[] = [];
  const write = () => {
    done.push("rows");
    return isRefusing ? Promise.reject(new Error("No.")) : Promise.resolve([]);
  };
  const target: TableTarget = {
    name: "a table",
    types: { big: "BIGINT", text: "TEXT" },
    alone: (work) => work(),
    exec: async (sql) => void done.push(sql),
    rows: async () => [],
    maxNameBytes: null,
    named: (table) => table,
    keyOf: (table) => table,
    columns: async (table) => (table === "t" ? [{ name: "id", type: "FLOAT" }] : null),
    tables: async () => ["t"],
    typeOf: () => "FLOAT",
    copyShape: async () => {},
    markOf: async () => null,
    takePlace: async () => {},
    limitSql: () => null,
    wasLimited: () => false,
    prepare: async () => ({
      handOver: async () => (
        done.push("handed over"),
        { write, drop: async () => void done.push("dropped") }
      ),
    }),
    refusal: () => (isRefusing ? "No." : null),
    inWords: (thrown) => new MillraceError("DATABASE_FAILED", { message: String(thrown), hint: "None." }),
    close: async () => void done.push("close"),
  };
  return { target, done };
}

test("it is opened once, and closed when the call is over", async () => {
  const { target, done } = counting();
  let opened = 0;
  let open = () => {};
  const output = new TableOutput(
    { table: "t", mode: "insert", keys: [], create: false, batchRows: 10 },
    {
      open: () => (opened++, new Promise((resolve) => (open = () => resolve(target)))),
      run: null,
      warn: () => {},
    },
  );
  const adding = output.add(
    "key",
    { frame, schema, columns: frame.columns },
    { fail: () => {}, leftMs: () => null, late: () => {} },
  );
  // It has begun to open the table.
  await new Promise(setImmediate);
  const finishing = output.finish(schema);
  await new Promise(setImmediate);
  open();
  await Promise.all([adding, finishing]);
  expect(opened).toBe(1);
  expect(done).toEqual(["handed over", "BEGIN", "rows", "COMMIT", "dropped", "close"]);
});

test("refused rows are told one by one; they are handed over once, and tried no oftener than it takes to find the first", async () => {
  const { target, done } = counting(true);
  const output = new TableOutput(
    { table: "t", mode: "insert", keys: [], create: false, batchRows: 512 },
    { open: async () => target, run: null, warn: () => {} },
  );
  const all = frameOf(
    schema,
    Array.from({ length: 512 }, (_, id) => ({ id })),
  );
  const refused: number[] = [];
  await output.add(
    "key",
    { frame: all, schema, columns: all.columns },
    { fail: (row) => void refused.push(row), leftMs: () => null, late: () => {} },
  );
  expect(refused).toEqual(Array.from({ length: 512 }, (_, row) => row));
  const times = (what: string) => done.filter((one) => one === what).length;
  // Nine halves of 512 rows, and the rows.
  expect([times("handed over"), times("dropped"), times("rows")]).toEqual([1, 1, 512 + 9]);
  // Of a row alone the statement is all.
  expect(times("BEGIN")).toBe(9);
});
