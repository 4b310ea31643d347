// Failed rows with secrets in them: what is hidden, what stays, and that the row says where.

import { expect, test } from "vitest";
import type { DataType } from "../frames/types.ts";
import { handedOut } from "../host/handed-out.ts";
import type { FailedRow } from "./events.ts";
import { hiddenRow } from "./hidden-row.ts";

function failed(row: Record<string, unknown>, types: Record<string, DataType>): FailedRow {
  const place = { node: "n", source: "s", unit: "row", row: 7 } as const;
  return { ...place, code: "HTTP_STATUS", cause: "no", values: row, given: { row, types } };
}

test("a row without secrets is the same", () => {
  handedOut("KEY", "open sesame");
  const row = failed({ a: "open" }, { a: { type: "text" } });
  expect(hiddenRow(row)).toBe(row);
});

test("texts are hidden, also inside of others, and their columns are named; numbers, times and names of columns stay", () => {
  handedOut("PIN", "4711");
  const given = {
    "4711": "x",
    whole: "4711",
    at: "4711-01-01",
    note: "pin 4711!",
    free: { a: [{ $whole: "4711" }, "4711"] },
    list: ["4711", "-"],
    inner: { n: "4711", t: "4711" },
    shot: { elsewhere: "4711.png" },
  };
  const types: Record<string, DataType> = {
    "4711": { type: "text" },
    whole: { type: "int64" },
    at: { type: "date" },
    note: { type: "text" },
    free: { type: "json" },
    list: { type: "list", of: { type: "text" } },
    inner: {
      type: "struct",
      fields: [
        { name: "n", type: { type: "int64" }, nullable: true },
        { name: "t", type: { type: "text" }, nullable: true },
      ],
    },
    shot: { type: "image" },
  };
  expect(hiddenRow(failed(given, types)).given).toEqual({
    row: {
      ...given,
      note: "pin [secret PIN]!",
      free: { a: [{ $whole: "4711" }, "[secret PIN]"] },
      list: ["[secret PIN]", "-"],
      inner: { n: "4711", t: "[secret PIN]" },
      shot: { elsewhere: "[secret PIN].png" },
    },
    types,
    hidden: ["note", "free", "list", "inner", "shot"],
  });
});

test("what was hidden before stays named", () => {
  handedOut("TOKEN", "tok-123456");
  const once = hiddenRow(failed({ a: "tok-123456", b: "x" }, { a: { type: "text" }, b: { type: "text" } }));
  const given = { ...once.given!, row: { ...once.given?.row, b: "tok-123456" } };
  expect(hiddenRow({ ...once, given }).given?.hidden).toEqual(["a", "b"]);
});
